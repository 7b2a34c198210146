"""Fit the heads, and measure them on templates and sentences they have not seen."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agent.engine.builtin.heads import KINDS, Floats, features
from agent.engine.builtin.training.corpus import Example
from memory.embedding.port import Embedder

SEED = 7
#: Share of the templates and hand-written lines that no weight ever sees.
HELD_OUT = 0.15
_PENALTY = 2e-3
_STEPS = 600
_RATE = 0.05
_LETTERS = "sep"


@dataclass(frozen=True, slots=True)
class Report:
    """How the heads do on the held-out part: accuracy by head, and sizes."""

    trained_on: int
    held_out: int
    accuracy: Mapping[str, float]
    majority: Mapping[str, float]


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The sentences to learn from and those held out, parted by template: no template has both."""
    groups = sorted({example.group for example in examples})
    random.Random(SEED).shuffle(groups)  # noqa: S311 - a reproducible split, not a secret
    kept_back = set(groups[: int(len(groups) * HELD_OUT)])
    learnt = [example for example in examples if example.group not in kept_back]
    return learnt, [example for example in examples if example.group in kept_back]


def train(examples: Sequence[Example], embedder: Embedder) -> tuple[Floats, Report]:
    """Weights that have never seen the held-out templates, and how they do on those.

    The weights that are used are the ones that are measured, so that whoever has the sentences can
    measure the committed ones again.
    """
    learnt, held = split(examples)
    weights = _fit(inputs_of(learnt, embedder), learnt)
    return weights, measure(weights, held, embedder, trained_on=len(learnt))


def inputs_of(examples: Sequence[Example], embedder: Embedder) -> Floats:
    """What the heads see of some sentences, a row each."""
    texts = [example.text for example in examples]
    return features(texts, embedder.embed(texts))


def _targets(examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Wanted outputs, and which of them count (kind and polarity of facts alone)."""
    wanted = np.zeros((len(examples), 3 + len(KINDS)), dtype=np.float32)
    counts = np.zeros_like(wanted)
    for row, mask, example in zip(wanted, counts, examples, strict=True):
        fact = example.label[0] in _LETTERS
        row[0], row[1] = fact, example.label != "o"
        mask[:2] = 1.0
        if fact:
            row[2] = example.label.endswith("-")
            row[3 + _LETTERS.index(example.label[0])] = 1.0
            mask[2:] = 1.0
    return wanted, counts


def _fit(inputs: Floats, examples: Sequence[Example]) -> Floats:
    """Logistic regressions side by side, by Adam on the whole set (Kingma and Ba, 2015)."""
    wanted, counts = _targets(examples)
    counts = counts * _balance(examples)[:, None]
    counts = counts / counts.sum(axis=0)
    weights = np.zeros((inputs.shape[1], wanted.shape[1]), dtype=np.float64)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        errors = (1.0 / (1.0 + np.exp(-(inputs @ weights))) - wanted) * counts
        slope = inputs.T @ errors + _PENALTY * weights * _not_bias(weights)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        rate = _RATE * (1 - 0.999**step) ** 0.5 / (1 - 0.9**step)
        weights -= rate * mean / (np.sqrt(square) + 1e-8)
    return weights.astype(np.float32)


def _not_bias(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    mask = np.ones_like(weights)
    mask[-1] = 0.0
    return mask


def _balance(examples: Sequence[Example]) -> Floats:
    """A hand-written sentence counts as much as a few fillings of one template."""
    return np.array(
        [4.0 if example.group.startswith("hand") else 1.0 for example in examples],
        dtype=np.float32,
    )


def measure(
    weights: Floats, tested: Sequence[Example], embedder: Embedder, *, trained_on: int = 0
) -> Report:
    """How weights do on some sentences, head by head, beside always saying the commonest."""
    wanted, _ = _targets(tested)
    facts = wanted[:, 0] > 0
    raw = inputs_of(tested, embedder) @ weights
    right = {
        "lasting": (raw[:, 0] > 0) == (wanted[:, 0] > 0),
        "speaker": (raw[:, 1] > 0) == (wanted[:, 1] > 0),
        "polarity": ((raw[:, 2] > 0) == (wanted[:, 2] > 0))[facts],
        "kind": (raw[:, 3:].argmax(axis=1) == wanted[:, 3:].argmax(axis=1))[facts],
    }
    majority = {
        "lasting": max(wanted[:, 0].mean(), 1 - wanted[:, 0].mean()),
        "speaker": max(wanted[:, 1].mean(), 1 - wanted[:, 1].mean()),
        "polarity": 1 - wanted[facts][:, 2].mean(),
        "kind": wanted[facts][:, 3:].mean(axis=0).max(),
    }
    return Report(
        trained_on,
        len(tested),
        {name: float(values.mean()) for name, values in right.items()},
        {name: float(value) for name, value in majority.items()},
    )
