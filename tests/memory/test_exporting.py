"""Export and import: readable, the same answers elsewhere, twice as once, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from memory import (
    AuditEntry,
    Draft,
    InvalidInput,
    Labels,
    Observation,
    Proposition,
    Suggestion,
)
from memory.exporting import KINDS
from memory.model import UserModel
from tests.support.models import START, Clock, open_model, said

HEADER = '{"type": "gumption", "format": 1, "made_at": "2026-03-02T09:00:00+00:00"}'


def live(model: UserModel, clock: Clock) -> None:
    """A life with some of everything in it."""
    seen = model.observe(
        [
            said(f"I like drink{i}", at=START - timedelta(days=9 - i), thread=f"t{i % 2}")
            for i in range(6)
        ]
    )
    model.observe_counted(
        [
            Observation(
                source="shell",
                kind="event",
                content="git push",
                observed_at=START.astimezone(tz=None),
                context={"repo": "größe", "people": ("Ann", "Bo"), "n": 3, "ok": True},
                external_id=f"e{i}",
                labels=Labels("sensitive", frozenset({"health"})),
            )
            for i in range(3)
        ],
        {"secret": 2},
    )
    for i, each in enumerate(seen):
        clock.forward(minutes=1)
        text = f"Likes drink{i % 4}"
        model.reconcile([Proposition(text=text, confidence=0.6)], evidence=[each], settles=[each])
    first, second, third = (each.id for each in model.propositions(limit=3))
    clock.forward(minutes=1)
    model.confirm(first)
    fixed = model.correct(second, "Loathes drink, in truth")
    model.pin(fixed)
    news = Observation(source="window", content="news of the day")
    model.reconcile([], settles=model.observe([news]))
    model.expire(most_bytes=0)
    retired = model.retire(third, why="nonsense")
    model.undo(retired)
    model.retire(third)
    added = model.add(Proposition(text="Was never really there"), [seen[0]])
    model.undo(model.history(added)[0].id)
    model.reconcile(
        [Draft(proposition=Proposition(text="Drinks a lot", half_life=400), derived_from=(first,))]
    )
    offered = model.suggestions.add(
        Suggestion(text="Buy tea", why="x", category="reminder", probability=0.6, status="shown")
    )
    model.suggestions.record(offered, "dismiss")
    model.set_state("cursor", "12")
    model.set_aside(model.observe([said("mumble")]), "unclear")
    model.write_audit(
        [AuditEntry(at=START, actor="a", action="read", subject="x", decision="kept")] * 2
    )
    model.forget(match="drink5")
    for _ in range(2):
        model.add(Proposition(text="Owns a red bicycle", source="stated"), [seen[1]])
    for_ever = Proposition(text="Is a twin", valid_to=datetime.max.replace(tzinfo=UTC))
    model.add(for_ever, [seen[1]])
    assert model.consolidate().merged


def answers(model: UserModel, clock: Clock) -> object:
    """Everything that one can ask of a model."""
    clock.now = START + timedelta(days=1)
    model.reindex()
    every = ("active", "stale", "superseded", "retired")
    known = model.propositions(limit=1000, status=every)  # type: ignore[arg-type]
    acts = {change.id for each in known for change in model.history(each.id)}
    return (
        model.counts(),
        model.observations(limit=1000),
        model.pending(100),
        known,
        [(model.evidence(each.id), model.history(each.id)) for each in known],
        [model.change(act) for act in sorted(acts)],
        model.recall("which drink does she like?"),
        model.recall("git push", clearance="secret"),
        model.suggestions.list(),
        model.suggestions.verdicts("reminder"),
        model.state("cursor"),
        model.audit(),
    )


def lines_of(model: UserModel) -> list[str]:
    """The whole export."""
    return [line for page in model.export() for line in page]


@pytest.fixture
def clock() -> Clock:
    """One clock for all models of a test."""
    return Clock()


@pytest.fixture
def lines(tmp_path: Path, clock: Clock) -> list[str]:
    """The export of a life."""
    with open_model(tmp_path / "source", clock=clock) as model:
        live(model, clock)
        return lines_of(model)


def test_the_same_answers_elsewhere(tmp_path: Path, clock: Clock, lines: list[str]) -> None:
    """Into an empty home everything comes along: rows, history, verdicts, what can be undone."""
    with (
        open_model(tmp_path / "source", clock=clock) as source,
        open_model(tmp_path / "target", clock=clock) as target,
    ):
        report = target.read_export(lines)
        assert report.new_observations == report.observations
        assert report.new_propositions == report.propositions > 0
        assert answers(target, clock) == answers(source, clock)
        assert target.check() == []
        again = [json.loads(line) for line in lines_of(target)]
        assert again[1:] == [json.loads(line) for line in lines[1:]]


def test_what_was_denied_stays_denied(tmp_path: Path, clock: Clock, lines: list[str]) -> None:
    """Undo and tombstones work in the new home as in the old one."""
    outcomes: list[object] = []
    for name in ("source", "target"):
        with open_model(tmp_path / name, clock=clock) as model:
            if name == "target":
                model.read_export(lines)
            clock.now = START + timedelta(days=2)
            retired = model.propositions(status=("retired",))
            for each in retired:
                proof = [piece.observation for piece in model.evidence(each.id)]
                found = model.reconcile([Proposition(text=each.text)], proof)
                outcomes.append((name, each.id, found[0].outcome))
                assert found[0].outcome == "suppressed"
            last = model.history(retired[0].id)[-1].id
            model.undo(last)
            outcomes.append((name, model.proposition(retired[0].id)))
            assert model.check() == []
    half = len(outcomes) // 2
    assert [each[1:] for each in outcomes[:half]] == [each[1:] for each in outcomes[half:]]  # type: ignore[index]


def test_twice_is_once(tmp_path: Path, clock: Clock, lines: list[str]) -> None:
    """Read again, by the source itself or by the target, nothing is new and nothing changes."""
    with open_model(tmp_path / "target", clock=clock) as target:
        target.read_export(lines)
    for name in ("source", "target"):
        with open_model(tmp_path / name, clock=clock) as model:
            before = answers(model, clock)
            report = model.read_export(lines)
            assert (report.new_observations, report.new_propositions) == (0, 0)
            assert answers(model, clock) == before


def test_the_audit_log_is_read_once(tmp_path: Path, lines: list[str]) -> None:
    """What is known already is not looked for line by line in all that is there."""
    told = [line for line in lines if '"type": "audit"' in line]
    more = [json.dumps(json.loads(told[0]) | {"subject": f"s{i}"}) for i in range(20)]
    with open_model(tmp_path / "other") as model:
        model.read_export([*lines, *more, more[0]])
        statements: list[str] = []
        model._ledger._writer.set_trace_callback(statements.append)
        model.read_export([*lines, *more])
        assert len([each for each in statements if "FROM audit" in each]) <= 2
        assert len(model.audit(limit=1000)) == len(told) + len(more) + 1


def test_what_was_derived_comes_as_secret_as_its_parent(tmp_path: Path, lines: list[str]) -> None:
    """An earlier version may have written the export, and left it as it was."""
    rows = [json.loads(line) for line in lines]
    ties = [row for row in rows if row["type"] == "derivation"]
    parent, child = ties[0]["parent"], ties[0]["proposition"]
    for row in rows:
        if row["type"] == "proposition" and row["id"] == parent:
            row["sensitivity"] = "secret"
    with open_model(tmp_path / "other") as model:
        model.read_export([json.dumps(row) for row in rows])
        assert model.proposition(child).labels.sensitivity == "secret"


def test_into_a_home_that_is_lived_in(tmp_path: Path, clock: Clock, lines: list[str]) -> None:
    """What is there stays; what comes keeps its history, which can be undone without mixing up."""
    with open_model(tmp_path / "other", clock=clock) as model:
        mine = model.observe([said("I keep bees")])
        kept = model.add(Proposition(text="Keeps bees"), mine)
        model.confirm(kept)
        before = (model.proposition(kept), model.history(kept), model.evidence(kept))
        model.read_export(lines)
        assert (model.proposition(kept), model.history(kept), model.evidence(kept)) == before
        clock.now = START + timedelta(days=2)
        retired = model.propositions(status=("retired",))
        assert retired
        for each in retired:
            last = model.history(each.id)[-1]
            assert last.proposition == each.id
            model.undo(last.id)
            assert model.proposition(each.id).status == "active"
        assert model.proposition(kept) == before[0]
        assert model.check() == []
        report = model.read_export(lines)
        assert (report.new_observations, report.new_propositions) == (0, 0)


def test_lines_are_readable(lines: list[str]) -> None:
    """Names of the design, times that say their zone, words as they were written."""
    assert json.loads(lines[0])["type"] == "gumption"
    rows = [json.loads(line) for line in lines[1:]]
    observed = next(row for row in rows if row["type"] == "observation")
    assert {"id", "source", "observed_at", "content", "thread", "context", "origin"} <= set(
        observed
    )
    assert observed["observed_at"].endswith("+00:00")
    assert observed["sensitivity"] == "personal"
    assert any("größe" in line for line in lines)
    assert {row["type"] for row in rows} == {
        "observation", "proposition", "evidence", "derivation", "link", "tombstone",
        "denied evidence", "act", "change", "suggestion", "verdict", "drop", "state", "expired",
        "audit",
    }  # fmt: skip
    assert not [line for line in lines if "drink5" in line]


def test_every_table_is_exported_or_made_again(tmp_path: Path) -> None:
    """A table that comes later must not be forgotten here."""
    made_again = {"meta", "outbox", "edits", "sqlite_sequence"}
    with open_model(tmp_path) as model, model._ledger.read() as db:
        found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    full_text = ("_fts_", "_vocab_", "_places_")
    names = {row["name"] for row in found if not any(each in row["name"] for each in full_text)}
    assert names - made_again == {kind.table for kind in KINDS}


def test_pages_are_of_one_moment(tmp_path: Path) -> None:
    """What is written after the call is not in it, however slowly it is read."""
    with open_model(tmp_path) as model:
        model.observe([said(f"number {i}") for i in range(1200)])
        pages = model.export()
        first = next(pages)
        model.observe([said("too late")])
        rest = [line for page in pages for line in page]
        assert len(first) + len(rest) == 1201
        assert not any("too late" in line for line in rest)


def test_an_export_of_nothing(tmp_path: Path) -> None:
    """An empty home gives a header, and a header gives an empty home; so do blank lines."""
    with open_model(tmp_path) as model:
        assert len(lines_of(model)) == 1
        model.read_export([*lines_of(model), "", "  \n"])
        model.read_export([])
        assert model.counts().observations["pending"] == 0


def edit(kind: str, **changes: object) -> Callable[[list[dict[str, Any]]], None]:
    """A change to the first line of a kind."""

    def change(rows: list[dict[str, Any]]) -> None:
        row = next(row for row in rows if row["type"] == kind)
        for name, value in changes.items():
            if value is ...:
                del row[name]
            else:
                row[name] = value

    return change


def poison(rows: list[dict[str, Any]]) -> None:
    """A field in a history entry whose name is a piece of SQL."""
    row = next(row for row in rows if row["type"] == "change" and row["after"])
    row["after"]["row"]["text = 'x', seq"] = 1


BROKEN: dict[str, str | bytes | Callable[[list[dict[str, Any]]], None]] = {
    "not json": "{",
    "not an object": "[1]",
    "binary": b"\xff\xfe\x00",
    "deep": "[" * 100_000,
    "unknown type": '{"type": "spell"}',
    "no type": "{}",
    "no id": edit("observation", id=...),
    "another id": edit("observation", id="o1"),
    "empty": edit("observation", content=" "),
    "naive time": edit("observation", observed_at="2026-03-02T09:00:00"),
    "number for a time": edit("observation", observed_at=3),
    "nested context": edit("observation", context={"a": {"b": 1}}),
    "context of another shape": edit("observation", context=[]),
    "unknown status": edit("observation", status="eaten"),
    "unknown field": edit("observation", **{"content) --": "x"}),
    "certain": edit("proposition", confidence=1.5),
    "unknown sensitivity": edit("proposition", sensitivity="cosmic"),
    "proposition of no status": edit("proposition", status="maybe"),
    "no text": edit("proposition", text=None),
    "no weight": edit("evidence", weight=None),
    "weight of words": edit("evidence", weight="heavy"),
    "unknown stance": edit("evidence", stance="shrugs"),
    "unknown relation": edit("link", relation="loves"),
    "unknown action": edit("change", action="explode"),
    "act of no time": edit("act", at=None),
    "change of no act": edit("change", id=99_999),
    "sql in history": poison,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_line_keeps_everything_out(
    tmp_path: Path, clock: Clock, lines: list[str], name: str
) -> None:
    """It is named by its number, and nothing of the file is taken in."""
    broken = BROKEN[name]
    given: list[str | bytes] = list(lines)
    if isinstance(broken, str | bytes):
        given.insert(len(given) // 2, broken)
    else:
        rows = [json.loads(line) for line in lines]
        broken(rows)
        given = [json.dumps(row) for row in rows]
    with open_model(tmp_path / "target", clock=clock) as model:
        with pytest.raises(InvalidInput, match=r"Line \d+"):
            model.read_export(given)
        assert lines_of(model) == [lines_of(model)[0]]


@pytest.mark.parametrize("first", ['{"type": "observation"}', HEADER.replace("1,", "2,"), "{}"])
def test_not_an_export(tmp_path: Path, first: str) -> None:
    """A file that does not begin like one is refused at its first line."""
    with open_model(tmp_path) as model, pytest.raises(InvalidInput, match="Line 1"):
        model.read_export([first])


def test_forgotten_here_is_not_brought_back_as_a_proposition(
    tmp_path: Path, clock: Clock, lines: list[str]
) -> None:
    """An old export does not undo what this home retired or forgot of its propositions."""
    with open_model(tmp_path / "source", clock=clock) as model:
        gone = model.propositions(query="drink")[0]
        model.forget(id=gone.id)
        report = model.read_export(lines)
        assert report.new_propositions == 0
        assert gone.id not in {each.id for each in model.propositions(limit=1000)}
