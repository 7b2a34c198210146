"""Simulated people of known reliability teach the curve; fresh claims show what it learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory import Draft, Proposition
from memory.calibration import (
    IDENTITY,
    Trial,
    brier,
    error_by_chance,
    expected_calibration_error,
    fit,
    isotonic,
    reliability,
)
from memory.model import UserModel
from tests.support.models import Clock, open_model, said

Array = npt.NDArray[np.float64]
Proposer = Callable[[np.random.Generator, int], tuple[Array, Array]]


def odds(p: Array) -> Array:
    """Log-odds."""
    logs: Array = np.log(p / (1 - p))
    return logs


def sigmoid(x: Array) -> Array:
    """Inverse of :func:`odds`."""
    chances: Array = 1 / (1 + np.exp(-x))
    return chances


def over_confident(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Doubles its log-odds and adds to them: says .95 where .7 is true."""
    true = sigmoid(rng.normal(0.7, 1.0, n))
    return sigmoid(2 * odds(true) + 0.5), true


def far_too_sure(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Says .55 to .95, and is right little more than half of the time."""
    stated = rng.uniform(0.55, 0.95, n)
    return stated, 0.5 + 0.4 * (stated - 0.5)


def under_confident(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Halves its log-odds: says .65 where .8 is true."""
    true = sigmoid(rng.normal(1.2, 1.2, n))
    return sigmoid(0.5 * odds(true)), true


def noisy(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Right on average, off by one unit of log-odds on each claim."""
    true = sigmoid(rng.normal(0.8, 1.0, n))
    return np.clip(sigmoid(odds(true) + rng.normal(0, 1, n)), 0.02, 0.98), true


def in_tenths(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Knows six ratings, and overrates most in the middle, as language models do."""
    stated = rng.choice([0.5, 0.6, 0.7, 0.8, 0.9, 0.95], n, p=[0.05, 0.1, 0.2, 0.3, 0.25, 0.1])
    return stated, stated**2


def calibrated(rng: np.random.Generator, n: int) -> tuple[Array, Array]:
    """Needs no curve."""
    true = sigmoid(rng.normal(1.0, 1.0, n))
    return true, true


PEOPLE: list[Proposer] = [
    over_confident, far_too_sure, under_confident, noisy, in_tenths, calibrated
]  # fmt: skip


def trials(rng: np.random.Generator, stated: Array, true: Array) -> list[Trial]:
    """Verdicts on claims that are true with the given probabilities."""
    right = rng.random(len(true)) < true
    return [Trial(confidence=float(p), right=bool(r)) for p, r in zip(stated, right, strict=True)]


def true_error(believed: Array, true: Array, bins: int = 10) -> float:
    """Expected calibration error against the true probabilities: no luck in it."""
    parts = np.array_split(np.argsort(believed), bins)
    return float(
        sum(abs(believed[i].mean() - true[i].mean()) * len(i) for i in parts) / len(believed)
    )


def area_under_roc(scores: Array, right: npt.NDArray[np.bool_]) -> float:
    """Share of (right, wrong) pairs in order; ties count half."""
    above = scores[right][:, None] - scores[~right][None, :]
    return float(((above > 0) + 0.5 * (above == 0)).mean())


@pytest.mark.parametrize("proposer", PEOPLE)
def test_after_a_hundred_verdicts(proposer: Proposer) -> None:
    """Over many seeds fresh claims are calibrated to .05 on average, and rank as they did."""
    errors = []
    for seed in range(60):
        rng = np.random.default_rng(1000 + seed)
        stated, true = proposer(rng, 100)
        curve = fit(trials(rng, stated, true))
        fresh, really = proposer(rng, 1000)
        believed = np.array([curve(p) for p in fresh.tolist()])
        errors.append(true_error(believed, really))
        right = rng.random(1000) < really
        assert area_under_roc(believed, right) == area_under_roc(fresh, right)
    assert np.mean(errors) <= 0.05


@pytest.mark.parametrize("proposer", PEOPLE)
def test_more_verdicts_do_better(proposer: Proposer) -> None:
    """A thousand verdicts leave half of the error at most: the curve does converge."""
    rng = np.random.default_rng(7)
    curve = fit(trials(rng, *proposer(rng, 1500)))
    fresh, really = proposer(rng, 4000)
    assert true_error(np.array([curve(p) for p in fresh.tolist()]), really) <= 0.03


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.001, 0.999), st.booleans()), max_size=60),
    st.lists(st.floats(0.001, 0.999), min_size=2, max_size=12, unique=True),
)
def test_any_verdicts_keep_the_order(
    verdicts: list[tuple[float, bool]], asked: list[float]
) -> None:
    """Whatever the verdicts, also perverse ones, more confidence stays more confidence."""
    curve = fit([Trial(confidence=p, right=right) for p, right in verdicts])
    ordered = sorted(asked)
    values = [curve(p) for p in ordered]
    assert all(0 < value < 1 for value in values)
    for (low, high), (p, q) in zip(pairwise(values), pairwise(ordered), strict=True):
        assert low <= high
        assert low < high or q - p < 1e-9


def test_thin_evidence_stays_with_the_identity() -> None:
    """No verdicts change nothing at all; one changes little; many wrong ones much."""
    assert fit([]) == IDENTITY
    assert IDENTITY(0.8) == 0.8
    wrong = Trial(confidence=0.8, right=False)
    assert 0.65 < fit([wrong])(0.8) < 0.8
    assert fit([wrong] * 60)(0.8) < 0.3
    own = fit([Trial(confidence=0.8, right=True)], towards=fit([wrong] * 60))
    assert own(0.8) < 0.4


def test_pools_of_violators() -> None:
    """Isotonic regression pools what is out of order, by hand."""
    knots, values = isotonic(np.array([0.2, 0.4, 0.6, 0.8]), np.array([0.0, 1.0, 0.0, 1.0]))
    assert knots.tolist() == pytest.approx([0.2, 0.5, 0.8])
    assert values.tolist() == pytest.approx([0.0, 0.5, 1.0])


def test_scores_by_hand() -> None:
    """Brier score, calibration error and the table, on numbers that can be checked by eye."""
    some = [Trial(confidence=0.75, right=True)] * 3 + [Trial(confidence=0.75, right=False)]
    assert brier(some) == pytest.approx((3 * 0.0625 + 0.5625) / 4)
    assert expected_calibration_error(reliability(some)) == 0.0
    low = [Trial(confidence=0.2, right=False)] * 20
    high = [Trial(confidence=0.8, right=True)] * 20
    rows = reliability(low + high)
    assert [row.verdicts for row in rows] == [20, 20]
    assert [row.believed for row in rows] == pytest.approx([0.2, 0.8])
    assert [row.right for row in rows] == [0.0, 1.0]
    assert expected_calibration_error(rows) == pytest.approx(0.2)
    assert error_by_chance(rows) == pytest.approx(0.7979 * 0.4 / 20**0.5, rel=1e-3)
    assert brier([]) is expected_calibration_error(()) is error_by_chance(()) is None


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=Clock()) as model:
        yield model


def judged(model: UserModel, count: int, confidence: float, right: int) -> None:
    """Claims of one stated confidence, of which every ``right``-th is confirmed."""
    for number in range(count):
        text = f"Claim {number} of {confidence}"
        claim = model.add(Proposition(text=text, confidence=confidence), actor="infer:guess")
        if number % right == 0:
            model.confirm(claim)
        else:
            model.retire(claim)


def test_the_model_learns_from_verdicts(model: UserModel) -> None:
    """A proposer that says .9 and is right half of the time is believed accordingly."""
    judged(model, 40, 0.9, 2)
    fresh = model.proposition(
        model.add(Proposition(text="Likes tea", confidence=0.9), actor="infer:guess")
    )
    assert 0.4 < fresh.confidence < 0.65
    assert fresh.stated == 0.9
    (seen,) = model.observe([said("I row")])
    draft = Draft(proposition=Proposition(text="Rows", confidence=0.9), supports=(seen,))
    (result,) = model.reconcile([draft], actor="infer:guess")
    assert model.proposition(result.proposition).confidence == fresh.confidence
    told = model.add(Proposition(text="Sings", confidence=0.9, source="stated"))
    assert model.proposition(told).confidence == 0.9


def test_what_is_reported(model: UserModel) -> None:
    """The report knows what was shown from what was stated; the curve improves on the latter."""
    empty = model.calibration()
    assert (empty.verdicts, empty.brier, empty.reliability) == (0, None, ())
    judged(model, 60, 0.9, 2)
    report = model.calibration()
    assert report.verdicts == 60
    assert report.brier is not None
    assert report.stated_brier is not None
    assert report.ece is not None
    assert report.stated_ece is not None
    assert report.stated_ece == pytest.approx(0.4, abs=0.01)
    assert report.brier < report.stated_brier
    assert report.ece < report.stated_ece
    assert sum(row.verdicts for row in report.reliability) == 60
    assert dict(report.curve)[0.9] < 0.65


def test_an_undone_verdict_teaches_nothing(model: UserModel) -> None:
    """Taking a verdict back takes back what it taught; a second word counts no more."""
    claim = model.add(Proposition(text="Likes tea", confidence=0.9))
    change = model.retire(claim)
    assert model.calibration().verdicts == 1
    model.undo(change)
    assert model.calibration().verdicts == 0
    model.confirm(claim)
    model.confirm(claim)
    assert model.calibration().verdicts == 1
    told = model.add(Proposition(text="Sings", source="stated"))
    model.retire(told)
    assert model.calibration().verdicts == 1


def test_each_proposer_has_its_own_curve(model: UserModel) -> None:
    """One that is right is believed more than one that is wrong, once both were judged enough."""
    judged(model, 30, 0.8, 30)
    for number in range(30):
        claim = model.add(Proposition(text=f"Sound {number}", confidence=0.8), actor="infer:sound")
        model.confirm(claim)
    sound, guess = (
        model.proposition(
            model.add(Proposition(text=f"Fresh of {actor}", confidence=0.8), actor=actor)
        ).confidence
        for actor in ("infer:sound", "infer:guess")
    )
    assert sound > 0.75
    assert guess < 0.4


def test_learning_while_being_judged(model: UserModel) -> None:
    """Claims that arrive and are judged in turn teach what the same verdicts at once would.

    A curve taught with what it had itself put right would undo itself.
    """
    rng = np.random.default_rng(4)
    verdicts = trials(rng, *over_confident(rng, 100))
    for number, verdict in enumerate(verdicts):
        claim = Proposition(text=f"Claim {number}", confidence=verdict.confidence)
        judge = model.confirm if verdict.right else model.retire
        judge(model.add(claim))
    curve = fit(verdicts)
    fresh = [0.7, 0.8, 0.9, 0.95]
    for p in fresh:
        claim = Proposition(text=f"Fresh {p}", confidence=p)
        believed = model.proposition(model.add(claim)).confidence
        assert believed == pytest.approx(curve(p))
        assert believed < p
