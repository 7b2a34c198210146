"""What the calls of the user model are given by mistake is refused in words, and does nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from memory import Labels, Observation, Proposition, UserModel
from memory.embedding.hashed import HashedEmbedder
from memory.errors import InvalidInput, InvalidObservation, InvalidProposition, NotFound

NAIVE = datetime(2026, 3, 1)  # noqa: DTZ001 - what is to be refused
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
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
        "kinds is 'proposition', which is no list",
    ),
    "no such kind": (
        lambda m: m.recall("tea", kinds=["page"]),
        InvalidInput,
        "kinds cannot be 'page'",
    ),
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
    "evidence as text": (lambda m: m.add(CLAIM, "o123"), InvalidInput, "give a list of them"),
    "history of nothing": (lambda m: m.history("p404"), NotFound, "no proposition 'p404'"),
    "no change": (lambda m: m.change(404), NotFound, "no change 404"),
    "forget nothing": (lambda m: m.forget(id="o404"), NotFound, "nothing with the id"),
    "forget both": (lambda m: m.forget(id="o4", match="tea"), InvalidInput, "not both"),
    "a number observed": (
        lambda m: m.observe([Observation(source="chat", content=5)]),  # type: ignore[arg-type]
        InvalidObservation,
        "a int for its content",
    ),
    "half a position": (
        lambda m: m.observe([replace(SEEN, position=1.5)]),  # type: ignore[arg-type]
        InvalidObservation,
        "a float for its position",
    ),
    "a position that is true": (
        lambda m: m.observe([replace(SEEN, position=True)]),
        InvalidObservation,
        "a bool for its position",
    ),
    "a position beyond SQLite": (
        lambda m: m.observe([replace(SEEN, position=10**30)]),
        InvalidInput,
        "larger than any",
    ),
    "a day observed": (
        lambda m: m.observe([replace(SEEN, observed_at=NAIVE.date())]),  # type: ignore[arg-type]
        InvalidObservation,
        "observed_at is a date",
    ),
    "a nested context": (
        lambda m: m.observe([replace(SEEN, context={"a": {"b": 1}})]),  # type: ignore[dict-item]
        InvalidObservation,
        "plain values",
    ),
    "no number in a context": (
        lambda m: m.observe([replace(SEEN, context={"a": float("nan")})]),
        InvalidObservation,
        "plain values",
    ),
    "no such category": (
        lambda m: m.observe(
            [replace(SEEN, labels=Labels("public", frozenset({"fun"})))]  # type: ignore[arg-type]
        ),
        InvalidObservation,
        "the label 'fun'",
    ),
    "labels in a word": (
        lambda m: m.add(replace(CLAIM, labels="secret")),  # type: ignore[arg-type]
        InvalidProposition,
        "a str for its labels",
    ),
    "a number believed": (
        lambda m: m.add(replace(CLAIM, text=5)),  # type: ignore[arg-type]
        InvalidProposition,
        "a int for its text",
    ),
    "confidence in words": (
        lambda m: m.add(replace(CLAIM, confidence="high")),  # type: ignore[arg-type]
        InvalidProposition,
        "a str for its confidence",
    ),
    "an entity in letters": (
        lambda m: m.add(replace(CLAIM, entities="Anna")),  # type: ignore[arg-type]
        InvalidProposition,
        "a str for its entities",
    ),
    "numbered entities": (
        lambda m: m.add(replace(CLAIM, entities=(1,))),  # type: ignore[arg-type]
        InvalidProposition,
        "no text",
    ),
    "a day of beginning": (
        lambda m: m.add(replace(CLAIM, valid_from=NAIVE.date())),  # type: ignore[arg-type]
        InvalidProposition,
        "valid_from is a date",
    ),
    "a status as text": (
        lambda m: m.propositions(status="active"),
        InvalidInput,
        "status is 'active', which is no list",
    ),
    "no such status": (lambda m: m.propositions(status=["gone"]), InvalidInput, "cannot be 'gone'"),
    "no such kind of claim": (lambda m: m.propositions(kind="x"), InvalidInput, "cannot be 'x'"),
    "no such state": (lambda m: m.observations(status="gone"), InvalidInput, "cannot be 'gone'"),
    "an id as text": (lambda m: m.observations(ids="o123"), InvalidInput, "give a list of them"),
    "half a row": (lambda m: m.observations(limit=1.5), InvalidInput, "limit is 1.5"),
    "fewer rows than none": (lambda m: m.audit(-1), InvalidInput, "limit is -1"),
    "more rows than SQLite counts": (lambda m: m.audit(10**30), InvalidInput, "larger than any"),
    "a change beyond SQLite": (lambda m: m.undo(10**30), InvalidInput, "larger than any"),
    "one neighbour's text": (lambda m: m.neighbours("tea", k=3), InvalidInput, "list of them"),
    "forget a blank": (lambda m: m.forget(match=" "), InvalidInput, "Nothing says what"),
    "forget what no text has": (lambda m: m.forget(match="\0"), InvalidInput, "Nothing says what"),
    "forget a number": (lambda m: m.forget(match=5), InvalidInput, "match is a int"),
    "a day": (lambda m: m.recall("tea", at=NAIVE.date()), InvalidInput, "at is a date, not a time"),
    "a written time": (lambda m: m.forget(since="2026"), InvalidInput, "since is a str"),
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


@pytest.mark.parametrize("ever", [FIRST, LAST])
def test_times_that_stand_for_ever(model: UserModel, ever: datetime) -> None:
    """A row of the first or last time there is does not keep all the others from being found."""
    said = model.observe([replace(SEEN, observed_at=FIRST)])
    added = model.add(replace(CLAIM, text="Drinks tea", valid_to=ever), said)
    model.reconcile([replace(CLAIM, valid_from=FIRST, valid_to=ever)], evidence=said)
    assert model.proposition(added).valid_to == ever
    east = FIRST.replace(tzinfo=timezone(timedelta(hours=14)))  # a day before UTC has any
    [first] = model.observe([replace(SEEN, observed_at=east)])
    assert model.observation(first).observed_at == FIRST
    found = model.recall("green tea", since=FIRST, until=LAST)
    assert SEEN.content in {hit.text for hit in found}
    assert model.recall("green tea", at=ever) is not None


def test_a_place_for_it(tmp_path: Path) -> None:
    """A file, no name, and what is no address of Chroma are refused before anything is written."""
    file = tmp_path / "file"
    file.touch()
    for directory, chroma, match in (
        (file, "embedded", "is a file"),
        ("", "embedded", "has no name"),
        (tmp_path / "new", "elsewhere", "chroma cannot be 'elsewhere'"),
    ):
        with pytest.raises(InvalidInput, match=match):
            UserModel.open(directory, chroma=chroma)
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_folder_that_others_may_read(tmp_path: Path) -> None:
    """The ledger in it is the person's alone all the same, and so is what lies beside it."""
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    with UserModel.open(folder, embedder=HashedEmbedder()) as model:
        model.open_sibling("checkpoints.db").close()
        modes = {path.name: path.stat().st_mode & 0o077 for path in folder.glob("*.db*")}
    assert len(modes) > 2
    assert not any(modes.values())
