"""What lies above a caller's clearance cannot be noticed through anything that takes a clearance.

Two homes are filled with the same rows in the same order, one of them also with rows above the
clearance, strewn in between. Everything that the caller can ask is then the same in both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory import Labels, Observation, Proposition, UserModel
from memory.types import SENSITIVITIES, ObservationKind, Sensitivity, sensitivity_rank
from tests.support.models import START, Clock, open_model

WORDS = ("tea", "Porto", "cello", "invoice", "Ana", "rain")
QUERIES = ("tea in Porto", "what does Ana play last week?", "cello", "茶")


@dataclass(frozen=True)
class Row:
    """Something to store."""

    claim: bool
    words: tuple[str, ...]
    sensitivity: Sensitivity
    kind: ObservationKind
    thread: int | None
    age: int
    supports: int


rows = st.lists(
    st.builds(
        Row,
        claim=st.booleans(),
        words=st.lists(st.sampled_from((*WORDS, "茶道")), min_size=1, max_size=3).map(tuple),
        sensitivity=st.sampled_from(SENSITIVITIES),
        kind=st.sampled_from(("text", "event")),
        thread=st.none() | st.integers(0, 2),
        age=st.integers(0, 40),
        supports=st.integers(0, 3),
    ),
    min_size=2,
    max_size=14,
)


def fill(model: UserModel, clock: Clock, given_rows: Sequence[tuple[int, Row]]) -> None:
    """Store rows; each at the time of its place, whatever is left out around it."""
    seen: dict[Sensitivity, list[str]] = {each: [] for each in SENSITIVITIES}
    for place, row in given_rows:
        # Two in a row at one moment, so that nothing hangs on the times being apart.
        clock.now = START + timedelta(minutes=place // 2)
        labels = Labels(row.sensitivity)
        text = " ".join(row.words)
        if row.claim:
            proof = seen[row.sensitivity][: row.supports]
            model.add(Proposition(text=f"Likes {text}", labels=labels, confidence=0.6), proof)
            continue
        seen[row.sensitivity] += model.observe(
            [
                Observation(
                    source="chat",
                    content=text,
                    kind=row.kind,
                    labels=labels,
                    thread=None if row.thread is None else str(row.thread),
                    position=place,
                    observed_at=START - timedelta(days=row.age),
                    external_id=str(place),
                    context={"title": text},
                )
            ]
        )


def everything(model: UserModel, clearance: Sensitivity) -> dict[str, object]:
    """All answers that a caller of this clearance can get, with what it could measure of them."""
    found: dict[str, object] = {}
    for turn in ("with what is indexed at once", "with all"):
        for query in QUERIES:
            for k in (1, 4, 50):
                hits = model.recall(query, k=k, clearance=clearance)
                found[f"recall {query} {k} {turn}"] = hits
            found[f"as of {query} {turn}"] = model.recall(
                query, at=START - timedelta(days=5), clearance=clearance
            )
            found[f"since {query} {turn}"] = model.recall(
                query, since=START - timedelta(days=20), until=START, clearance=clearance
            )
            found[f"near {query} {turn}"] = model.neighbours([query], k=5, clearance=clearance)
        model.sync_index()
    for limit in (1, 3, 100):
        found[f"propositions {limit}"] = model.propositions(limit=limit, clearance=clearance)
        found[f"observations {limit}"] = model.observations(limit=limit, clearance=clearance)
    for word in WORDS:
        found[f"named {word}"] = model.propositions(query=word, limit=2, clearance=clearance)
    every = model.observations(clearance="secret", limit=1000)
    found["by id"] = [
        each.id for each in model.observations(ids=[one.id for one in every], clearance=clearance)
    ]
    found["events"] = model.observations(kind="event", newest_first=False, clearance=clearance)
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(everyone=rows, clearance=st.sampled_from(SENSITIVITIES[:-1]))
def test_what_lies_above_is_not_noticed(everyone: list[Row], clearance: Sensitivity) -> None:
    """Results, scores and their parts, order, ids and totals are the same with and without it."""
    placed = list(enumerate(everyone))
    limit = sensitivity_rank(clearance)
    visible = [each for each in placed if sensitivity_rank(each[1].sensitivity) <= limit]
    answers: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, chosen in (("with", placed), ("without", visible)):
            clock = Clock()
            with open_model(Path(folder) / name, clock=clock) as model:
                fill(model, clock, chosen)
                clock.now = START + timedelta(days=1)
                answers.append(everything(model, clearance))
    for question, answer in answers[0].items():
        assert answer == answers[1][question], question


def test_many_hidden_rows_take_nothing_away(tmp_path: Path) -> None:
    """A backlog that a caller may not see does not delay the vectors of what it may."""
    found: list[object] = []
    for hidden in (0, 400):
        with open_model(tmp_path / str(hidden)) as model:
            model.observe(
                [
                    Observation(
                        source="chat",
                        content=f"secret {i}",
                        labels=Labels("secret"),
                        observed_at=START,
                    )
                    for i in range(hidden)
                ]
            )
            model.observe([Observation(source="chat", content="I drink teas", observed_at=START)])
            found.append(model.recall("tea drinker"))
    assert found[0] == found[1]
    assert found[0]


def test_a_hidden_run_of_an_event_stands_for_no_visible_one(tmp_path: Path) -> None:
    """The visible run of a command has a vector of its own, also when all is indexed anew."""
    found: list[list[object]] = []
    for name, ranks in (("without", ["personal"]), ("with", ["secret", "personal"])):
        with open_model(tmp_path / name) as model:
            for rank in ranks:
                model.observe(
                    [
                        Observation(
                            source="shell",
                            kind="event",
                            content="brew teas",
                            labels=Labels("secret" if rank == "secret" else "personal"),
                            external_id=rank,
                            observed_at=START,
                        )
                    ]
                )
            model.sync_index()
            first = model.recall("tea brewery")
            model.reindex()
            found.append([first, model.recall("tea brewery")])
    assert found[0] == found[1]
    assert all(found[0])


def test_an_id_does_not_tell_of_a_hidden_twin(tmp_path: Path) -> None:
    """The same claim at the same moment, once hidden: the visible one has the id it has alone."""
    found: list[str] = []
    for hidden in (False, True):
        with open_model(tmp_path / str(hidden)) as model:
            if hidden:
                model.add(Proposition(text="Likes tea", labels=Labels("secret")))
            found.append(model.add(Proposition(text="Likes tea", labels=Labels("personal"))))
    assert found[0] == found[1]
