"""Forgetting in what is kept: what quotes the forgotten goes, what merely looks like it stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from memory import AuditEntry, Observation, Proposition, Suggestion
from memory.model import UserModel
from tests.memory.test_forgetting import holding
from tests.support.models import START, open_model, said

TRIP = "I have a secret trip.\nIt goes to Zanzibar in May."


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model, not encrypted, so that bytes can be looked for."""
    with open_model(tmp_path, plain=True) as model:
        yield model


def keep_threads(model: UserModel, **threads: bytes) -> None:
    """Checkpoints, one a thread."""
    checkpoints = model.open_sibling("checkpoints.db")
    checkpoints.execute("CREATE TABLE IF NOT EXISTS checkpoints (thread_id TEXT, data BLOB)")
    checkpoints.executemany("INSERT INTO checkpoints VALUES (?, ?)", threads.items())
    checkpoints.close()


def threads_in(model: UserModel) -> set[str]:
    """The threads that there are."""
    checkpoints = model.open_sibling("checkpoints.db")
    found = {row[0] for row in checkpoints.execute("SELECT thread_id FROM checkpoints").fetchall()}
    checkpoints.close()
    return found


def entry(subject: str, why: str = "") -> AuditEntry:
    """Something that was decided."""
    return AuditEntry(
        at=START, actor="client", action="recall", subject=subject, decision="given", why=why
    )


@pytest.mark.parametrize("word", ["make", "date", "data", "text", "active", "query"])
def test_a_common_word_takes_nothing_along(model: UserModel, word: str) -> None:
    """A command of four letters is in every other text, and no reason to empty any of them."""
    (command,) = model.observe([Observation(source="shell", content=word, observed_at=START)])
    (told,) = model.observe([said(f"I {word} databases up to date, and make queries of text")])
    pid = model.add(Proposition(text=f"Can {word} databases", reasoning=word.title()), [told])
    pinned = model.pin(pid)
    corrected = model.correct(pid, f"Can {word} many databases")
    model.retire(corrected, why=f"no {word}")
    model.suggestions.add(
        Suggestion(text=f"Back up the {word}", why=word, category="x", probability=0.5)
    )
    model.write_audit([entry(word, f"for {word}")])
    model.set_state("notes", f'{{"{word}": "{word}"}}')
    keep_threads(model, t1=f"how do I {word} pizza?".encode(), t2=b"\x81\xa4text\xa4" + b"tea!")
    history = [model.history(each) for each in (pid, corrected)]
    model.forget(source="shell")
    assert [model.history(each) for each in (pid, corrected)] == history
    assert model.proposition(pid).reasoning == word.title()
    assert len(model.suggestions.list()) == 1
    assert [each.subject for each in model.audit()][1:] == [word]
    assert model.state("notes") is not None
    assert threads_in(model) == {"t1", "t2"}
    assert [each.id for each in model.observations()].count(command) == 0
    assert pinned


def test_an_unrelated_change_can_still_be_undone(model: UserModel) -> None:
    """What merely shares a word with the forgotten keeps its history."""
    model.observe([Observation(source="clipboard", content="data", observed_at=START)])
    (told,) = model.observe([said("I work with databases")])
    pinned = model.pin(model.add(Proposition(text="Works with databases"), [told]))
    model.forget(source="clipboard")
    assert model.undo(pinned)


def test_one_of_many_alike_takes_nothing_along(model: UserModel) -> None:
    """What the same source says elsewhere as well is not derived from the one that goes."""
    first, *others = model.observe(
        [
            Observation(source="shell", content="pytest -k slow tests", position=n, kind="event")
            for n in range(3)
        ]
    )
    pid = model.add(Proposition(text="Tests", reasoning="Ran pytest -k slow tests"), others)
    model.forget(id=first)
    assert model.proposition(pid).reasoning == "Ran pytest -k slow tests"
    model.forget(source="shell", since=START)
    assert holding(model.directory, "slow tests") == []


def test_what_is_believed_on_other_grounds_keeps_its_history(model: UserModel) -> None:
    """The wording of a claim that goes is not taken from another that has the same."""
    diary, notes = model.observe([said("asthma since I was five"), said("asthma, as ever")])
    gone = model.add(Proposition(text="Has had asthma for years"), [diary])
    stays = model.add(Proposition(text="Has had asthma for years"), [notes])
    model.forget(id=gone)
    assert [each.after is not None for each in model.history(stays)] == [True]


@pytest.mark.parametrize(
    ("left", "goes"),
    [
        (TRIP.encode(), True),
        (TRIP.replace("\n", " ").encode(), True),
        (json.dumps({"m": TRIP}).encode(), True),
        (json.dumps({"m": json.dumps({"m": TRIP})}).encode(), True),
        (TRIP[:40].encode(), True),
        (b"It goes to Zanzibar in May.", True),
        (b"\x81\xa4text\xd9\x1bIt goes to Zanzibar in May.", True),
        (b"\x81\xd9\x1bIt goes to Zanzibar in May.\xa1x", True),
        (b"It goes to Leeds in May.", False),
        (b"I have a trip.", False),
    ],
)
def test_a_fragment_is_found_in_a_checkpoint(model: UserModel, left: bytes, *, goes: bool) -> None:
    """On one line, escaped, cut, or a sentence of it; another trip is another."""
    (trip,) = model.observe([said(TRIP)])
    keep_threads(model, t1=left, t2=b"tea")
    model.forget(id=trip)
    assert threads_in(model) == ({"t2"} if goes else {"t1", "t2"})


def test_accents_are_found_however_they_are_written(model: UserModel) -> None:
    """JSON's escapes and composed letters are resolved, for texts and for what was given."""
    for forget in ("id", "match"):
        (one,) = model.observe([said('She said "café Zanzibar" to me')])
        keep_threads(
            model,
            t1=json.dumps({"m": 'she said "café Zanzibar" to me'}).encode(),
            t2=b'She said \\"caf\\u00e9 Zanzibar\\" to me',
            t3="she said cafe\u0301 zanzibar to me".encode(),
            t4=b"tea",
        )
        by_id = forget == "id"
        model.forget(id=one if by_id else None, match=None if by_id else "CAFÉ Zanzibar")
        assert threads_in(model) == {"t4"}


def test_what_is_given_is_found_over_line_breaks(model: UserModel) -> None:
    """White space is compared as one space, everywhere."""
    rows = [
        "flew to Stone\nTown",
        "Stone  Town",
        "stone\u00a0town",
        "stone \t\n town",
        "milestones",
    ]
    ids = model.observe([said(each) for each in rows])
    model.set_state("place", "to Stone\nTown")
    keep_threads(model, t1=b"\x91\xabStone\nTown!", t2=b"stone")
    assert model.forget(match="Stone Town").observations == tuple(ids[:-1])
    assert model.state("place") is None
    assert threads_in(model) == {"t2"}


def test_what_is_given_is_found_where_no_row_has_it(model: UserModel) -> None:
    """A reason in the history, and what was noted beside rows that stay."""
    (told,) = model.observe([said("tea")])
    pid = model.add(Proposition(text="Likes tea", reasoning="as in Zanzibar"), [told])
    model.retire(pid, why="not since Zanzibar")
    model.write_audit([entry("x", "for zanzibar"), entry("y", "for tea")])
    assert model.forget(match="anziba", since=START).observations == ()
    assert [each.why for each in model.history(pid)] == ["", ""]
    assert model.proposition(pid).reasoning == ""
    assert [each.subject for each in model.audit()][1:] == ["y"]
    assert holding(model.directory, "zanzibar") == []


def test_a_person_is_found_as_people_write_names(model: UserModel) -> None:
    """The other way round, with an initial, and what is theirs in German."""
    rows = ["Silva, Ana", "Ana M. Silva", "mit Ana Silvas Hund", "Ana e Silva", "A. Silva"]
    ids = model.observe([said(each) for each in rows])
    assert model.forget(person="Ana Silva").observations == tuple(ids[:3])


def test_ids_are_taken_out_of_the_audit_log(model: UserModel) -> None:
    """What was decided stays, and of what it named only that it was forgotten."""
    gone, stays = model.observe([said("I flew to Zanzibar"), said("tea")])
    pid = model.add(Proposition(text="Flew"), [gone])
    offered = model.suggestions.add(
        Suggestion(text="Pack", why="w", category="x", probability=0.5, observations=(gone,))
    )
    subjects = [
        f"{stays} {gone}",
        gone,
        f"a draft from {gone}, {stays} and 3 more",
        f"{pid}: kept",
        offered,
        stays,
    ]
    model.write_audit([entry(each, f"because of {each}") for each in subjects])
    model.forget(id=gone)
    assert [(each.subject, each.why) for each in model.audit()[::-1][:-1]] == [
        (each, f"because of {each}")
        for each in (
            f"{stays} forgotten",
            "forgotten",
            f"a draft from forgotten, {stays} and 3 more",
            "forgotten: kept",
            "forgotten",
            stays,
        )
    ]


def test_ids_are_taken_out_of_reasons_in_the_history(model: UserModel) -> None:
    """Why a claim retired may name what it was derived from."""
    flew, tea = model.observe([said("I flew to Zanzibar"), said("tea")])
    parent = model.add(Proposition(text="Flew"), [flew])
    child = model.add(Proposition(text="Drinks tea"), [tea])
    with model._ledger.write() as db:
        db.execute("INSERT INTO derivations VALUES (?, ?)", (child, parent))
    model.retire(parent)
    assert parent in model.history(child)[-1].why
    model.forget(id=flew)
    assert model.history(child)[1].why == "derived from forgotten, which no longer holds"


@pytest.mark.parametrize(
    ("value", "goes"),
    [
        ("I flew to Zanzibar", True),
        ('{"last": "i flew to zanzibar"}', True),
        ('{"done": ["ID", "x"]}', True),
        ("up to ID", True),
        ("zanzibar", False),
        ("2026-03-02", False),
    ],
)
def test_small_values_are_scrubbed(model: UserModel, value: str, *, goes: bool) -> None:
    """By id and by source as well; what the person decided stays."""
    for request in ("id", "source"):
        (gone,) = model.observe(
            [Observation(source="diary", content="I flew to Zanzibar", observed_at=START)]
        )
        model.set_state("draft", value.replace("ID", gone))
        model.set_state("setting:exclusions", "I flew to Zanzibar")
        by_id = request == "id"
        model.forget(id=gone if by_id else None, source=None if by_id else "diary")
        assert (model.state("draft") is None) is goes
        assert model.state("setting:exclusions") == "I flew to Zanzibar"
