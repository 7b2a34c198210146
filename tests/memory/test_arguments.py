"""What the calls of the user model are given by mistake is refused in words, and does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from memory import Observation, Proposition, UserModel
from memory.embedding.hashed import HashedEmbedder
from memory.errors import InvalidInput, InvalidObservation, InvalidProposition, NotFound

NAIVE = datetime(2026, 3, 1)  # noqa: DTZ001 - what is to be refused
SEEN = Observation(source="chat", content="I like green tea")
CLAIM = Proposition(text="Likes green tea")


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """One that knows one thing."""
    with UserModel.open(tmp_path / "memory", embedder=HashedEmbedder()) as opened:
        opened.observe([SEEN])
        yield opened


CALLS: dict[str, tuple[Callable[[Any], object], type[InvalidInput], str]] = {
    "half a surrogate pair": (lambda m: m.recall("\ud800 tea"), InvalidInput, "Unicode"),
    "no text": (lambda m: m.recall(None), InvalidInput, "NoneType"),
    "fewer than none": (lambda m: m.recall("tea", k=-1), InvalidInput, "-1 is no number of hits"),
    "half a hit": (lambda m: m.recall("tea", k=2.5), InvalidInput, "no number of hits"),
    "one kind": (
        lambda m: m.recall("tea", kinds="proposition"),
        InvalidInput,
        r"'proposition', which is no list",
    ),
    "no such kind": (lambda m: m.recall("tea", kinds=["page"]), InvalidInput, "the kind 'page'"),
    "at": (lambda m: m.recall("tea", at=NAIVE), InvalidInput, "at is a time without"),
    "since": (lambda m: m.recall("tea", since=NAIVE), InvalidInput, "since is a time without"),
    "until": (lambda m: m.recall("tea", until=NAIVE), InvalidInput, "until is a time without"),
    "forget since": (lambda m: m.forget(since=NAIVE), InvalidInput, "since is a time without"),
    "list until": (lambda m: m.observations(until=NAIVE), InvalidInput, "until is a time"),
    "a text observed": (lambda m: m.observe(["tea"]), InvalidObservation, "given a str"),
    "one observed": (lambda m: m.observe(SEEN), InvalidObservation, "a single Observation"),
    "a text added": (lambda m: m.add("tea"), InvalidProposition, "given a str"),
    "one reconciled": (lambda m: m.reconcile(CLAIM), InvalidProposition, "a single Proposition"),
    "a text reconciled": (lambda m: m.reconcile(["tea"]), InvalidProposition, "given a str"),
    "evidence as text": (lambda m: m.add(CLAIM, "o123"), InvalidInput, "give a list of ids"),
    "history of nothing": (lambda m: m.history("p404"), NotFound, "no proposition 'p404'"),
    "no change": (lambda m: m.change(404), NotFound, "no change 404"),
    "forget nothing": (lambda m: m.forget(id="o404"), NotFound, "nothing with the id"),
    "forget both": (lambda m: m.forget(id="o4", match="tea"), InvalidInput, "not both"),
    "an id that is none": (lambda m: m.history("\udcff"), InvalidInput, "not valid Unicode"),
}


@pytest.mark.parametrize("name", CALLS)
def test_mistakes_are_refused_in_words(model: UserModel, name: str) -> None:
    """Each is an error for people, with what to do instead."""
    call, error, said = CALLS[name]
    with pytest.raises(error, match=said) as refused:
        call(model)
    assert refused.value.hint
    assert model.counts().observations["pending"] == 1
    assert not model.counts().propositions["active"]


def test_evidence_that_is_not_there_is_no_evidence(model: UserModel) -> None:
    """Adding and reconciling say so alike, and write nothing."""
    for call in (model.add, lambda claim, evidence: model.reconcile([claim], evidence)):
        with pytest.raises(NotFound, match="no observation 'o404'"):
            call(CLAIM, ["o404"])
    assert not model.counts().propositions["active"]


def test_what_is_meant_still_works(model: UserModel) -> None:
    """Lists of any kind, no hits at all, and times with their zone."""
    ids = model.observe(iter([SEEN]))  # type: ignore[arg-type]
    model.reconcile((CLAIM,), evidence=tuple(ids))
    since = datetime(2020, 1, 1, tzinfo=UTC)
    assert model.recall("green tea", kinds=["proposition"], since=since)[0].text == CLAIM.text
    assert model.recall("green tea", k=0) == []
