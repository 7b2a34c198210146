"""How well confidence is calibrated by a hundred verdicts, and how well old claims are found.

``python -m tests.benchmarks.bench_belief [CLAIMS]`` prints one line of JSON. Calibration: expected
calibration error of fresh claims against their true probabilities, for simulated proposers of known
reliability, as stated and after 100 verdicts (mean over seeds, and the share of seeds at or below
.05). Population: the same for proposers drawn at random, beside the least error that any estimator
could reach from as many verdicts. Decay: the share of claims of 0–90 days (10,000 of them by
default) that their four rarest words find among the first three, with and without fading in the
score, through the real index with the stand-in vectors, which keep the run short.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from memory import UserModel
from memory.calibration import fit
from memory.embedding import HashedEmbedder
from memory.retrieval import Weights
from tests.memory.test_calibration import (
    PEOPLE,
    Array,
    Proposer,
    odds,
    sigmoid,
    trials,
    true_error,
)
from tests.support import decay_probe
from tests.support.models import START, file_keys

SEEDS = 200
#: Of the population, to know it by.
MEMBERS = 4000
ASKED = 1000


def calibration() -> dict[str, dict[str, float]]:
    """Error of each simulated proposer, stated and believed."""
    table: dict[str, dict[str, float]] = {}
    for proposer in PEOPLE:
        stated_errors, errors = [], []
        for seed in range(SEEDS):
            rng = np.random.default_rng(90_000 + seed)
            curve = fit(trials(rng, *proposer(rng, 100)))
            stated, true = proposer(rng, 1000)
            believed = np.array([curve(p) for p in stated.tolist()])
            stated_errors.append(true_error(stated, true))
            errors.append(true_error(believed, true))
        table[proposer.__name__] = {
            "stated": round(float(np.mean(stated_errors)), 3),
            "believed": round(float(np.mean(errors)), 3),
            "at most .05": round(float(np.mean(np.array(errors) <= 0.05)), 2),
        }
    return table


def someone(rng: np.random.Generator) -> Proposer:
    """A proposer out of a population: its own slope, shift and noise, whole tenths or not."""
    mean, spread = rng.uniform(-0.3, 1.6), rng.uniform(0.5, 1.4)
    slope, shift = np.exp(rng.normal(0.1, 0.45)), rng.normal(0.2, 0.6)
    noise, tenths = rng.choice([0.0, 0.0, 0.5, 1.0]), rng.random() < 0.4

    def proposer(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
        true = sigmoid(rng.normal(mean, spread, n))
        stated = sigmoid(slope * odds(true) + shift + rng.normal(0, noise, n))
        stated = np.round(stated, 1) if tenths else stated
        return np.clip(stated, 0.03, 0.97), true

    return proposer


def population() -> dict[str, dict[str, float]]:
    """Error for proposers of one population, beside the least that any curve could have.

    The bound is the posterior mean of the curve under the very population the proposers are drawn
    from, by weighing sampled members with the likelihood of the verdicts. Nobody can know as much.
    """
    rng = np.random.default_rng(77)
    edges = np.linspace(0, 1, 26)
    middles = (edges[1:] + edges[:-1]) / 2
    curves = np.empty((MEMBERS, 25))
    for member in range(MEMBERS):
        stated, true = someone(rng)(rng, 6000)
        bins = np.digitize(stated, edges[1:-1])
        sizes = np.bincount(bins, minlength=25)
        known = sizes >= 5  # fewer say nothing about a level
        means = np.bincount(bins, true, 25) / np.maximum(sizes, 1)
        curves[member] = np.interp(middles, middles[known], means[known])
    curves = np.clip(curves, 0.01, 0.99)
    errors: dict[str, list[float]] = {"stated": [], "believed": [], "least possible": []}
    for _ in range(SEEDS):
        proposer = someone(rng)
        stated, true = proposer(rng, 100)
        verdicts = trials(rng, stated, true)
        right = np.array([trial.right for trial in verdicts])
        bins = np.digitize(stated, edges[1:-1])
        likely = np.log(curves[:, bins[right]]).sum(1) + np.log1p(-curves[:, bins[~right]]).sum(1)
        weights = np.exp(likely - likely.max())
        best = weights @ curves / weights.sum()
        curve = fit(verdicts)
        fresh, really = proposer(rng, 2000)
        errors["stated"].append(true_error(fresh, really))
        believed = np.array([curve(p) for p in fresh.tolist()])
        errors["believed"].append(true_error(believed, really))
        errors["least possible"].append(true_error(np.interp(fresh, middles, best), really))
    return {
        name: {
            "mean": round(float(np.mean(found)), 4),
            "at most .05": round(float(np.mean(np.array(found) <= 0.05)), 2),
        }
        for name, found in errors.items()
    }


def decay(count: int) -> dict[str, float]:
    """Recall at 3 by age, with fading and without."""
    with (
        tempfile.TemporaryDirectory() as home,
        UserModel.open(
            Path(home), embedder=HashedEmbedder(), keys=file_keys(), clock=lambda: START
        ) as model,
    ):
        known = decay_probe.fill(model, count=count, now=START, seed=1)
        gone_stale = len(model.decay())
        asked = random.Random(2).sample(known, min(ASKED, count))
        started = time.perf_counter()
        hits = [(one.age, decay_probe.found(model, one)) for one in asked]
        each_ms = (time.perf_counter() - started) / len(asked) * 1000
        flat = [
            one.id
            in {
                hit.id
                for hit in model.recall(
                    one.query, k=3, kinds=("proposition",), weights=Weights(salience=0)
                )
            }
            for one in asked
        ]
    by_age = {
        f"R@3 at {low}-{high} days": round(
            float(np.mean([hit for age, hit in hits if low <= age <= high])), 3
        )
        for low, high in ((0, 30), (31, 60), (61, 90))
    }
    return {
        "claims": count,
        "stale": gone_stale,
        "R@3": round(float(np.mean([hit for _, hit in hits])), 3),
        **by_age,
        "R@3 without fading": round(float(np.mean(flat)), 3),
        "ms each": round(each_ms, 2),
    }


if __name__ == "__main__":
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    told = {"calibration": calibration(), "population": population(), "decay": decay(claims)}
    sys.stdout.write(json.dumps(told) + "\n")
