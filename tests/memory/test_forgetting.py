"""Forgetting: what it reaches, what it leaves, and that no byte stays in the directory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import (
    AuditEntry,
    Draft,
    InvalidInput,
    NotFound,
    Observation,
    Proposition,
    StorageFull,
    Suggestion,
)
from memory.dense import Dense
from memory.ledger import Ledger
from memory.model import UserModel
from tests.support.models import START, MemoryIndex, open_model, said


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model, not encrypted, so that bytes can be looked for."""
    with open_model(tmp_path, plain=True) as model:
        yield model


def holding(directory: Path, text: str) -> list[str]:
    """Names of the files in which a text can be found, in any case."""
    needle = text.casefold().encode()
    return [
        path.name
        for path in sorted(directory.rglob("*"))
        if path.is_file() and needle in path.read_bytes().lower()
    ]


def fill(model: UserModel) -> None:
    """A few hundred rows to hide among, some of them talking of Zanzibar."""
    model.observe(
        [
            Observation(source="shell", kind="event", content=f"make target{i}", observed_at=START)
            for i in range(300)
        ]
    )
    ids = model.observe(
        [
            said("I flew to ZANZIBAR", at=START - timedelta(days=3)),
            Observation(
                source="browser",
                content="a page",
                context={"title": "Beaches of Zanzibar"},
                observed_at=START,
            ),
            said("I love tea", at=START - timedelta(days=2)),
        ]
    )
    pid = model.add(Proposition(text="Has been to Zanzibar", entities=("Zanzibar",)), [ids[0]])
    model.confirm(pid)
    model.reconcile([Proposition(text="Likes tea")], evidence=[ids[2]])
    other = model.add(Proposition(text="Likes beaches, as in Zanzibar"), [ids[2]])
    model.correct(other, "Likes beaches")
    for text in ("Collects shells (3, of Zanzibar)", "Collects shells (5)"):
        # The second revises the first: the old wording is then in the history alone.
        model.reconcile([Proposition(text=text)], evidence=[ids[2]])
    model.suggestions.add(
        Suggestion(text="Sort the Zanzibar photos", why="trip", category="x", probability=0.5)
    )
    model.write_audit(
        [AuditEntry(at=START, actor="a", action="b", subject="c", decision="kept", why="zanzibar")]
    )
    model.set_state("last", "photos/zanzibar.jpg")
    model.set_aside(model.observe([said("unclear")]), "could not parse 'zanzibar'")
    checkpoints = model.open_sibling("checkpoints.db")
    checkpoints.execute("CREATE TABLE checkpoints (thread_id TEXT, data BLOB)")
    checkpoints.execute("CREATE TABLE writes (thread_id TEXT, data BLOB)")
    rows = [("t1", b"\x82Zanzibar again"), ("t1", b"harmless"), ("t2", b"about tea")]
    checkpoints.executemany("INSERT INTO checkpoints VALUES (?, ?)", rows)
    checkpoints.executemany("INSERT INTO writes VALUES (?, ?)", rows[1:])
    checkpoints.close()
    model.sync_index()


def test_no_byte_is_left(model: UserModel) -> None:
    """After forgetting by text nothing in any file has it, while the rest is still there."""
    fill(model)
    assert holding(model.directory, "zanzibar")
    gone = model.forget(match="zanzibar")
    assert holding(model.directory, "zanzibar") == []
    assert holding(model.directory, "target17")
    assert len(gone.propositions) == 2
    assert not {*gone.observations, *gone.propositions} & {
        *model._dense.index.ids("observation"), *model._dense.index.ids("proposition")
    }  # fmt: skip
    assert sorted(each.text for each in model.propositions()) == [
        "Collects shells (5)",
        "Likes beaches",
        "Likes tea",
    ]
    assert model.check() == []
    with model._ledger.read() as db:
        for level in range(4):
            for family in ("observations", "propositions"):
                table = f"{family}_vocab_{level}"
                found = db.execute(f"SELECT 1 FROM {table} WHERE term LIKE 'zanz%'").fetchall()
                assert found == []
    model.close()
    assert holding(model.directory, "zanzibar") == []


def test_checkpoints_of_other_threads_stay(model: UserModel) -> None:
    """Beside the ledger a thread that quotes the text goes whole, others stay."""
    fill(model)
    model.forget(match="Zanzibar")
    checkpoints = model.open_sibling("checkpoints.db")
    assert checkpoints.execute("SELECT thread_id FROM checkpoints").fetchall() == [("t2",)]
    assert checkpoints.execute("SELECT thread_id FROM writes").fetchall() == [("t2",)]
    checkpoints.close()


def test_encrypted_holds_no_text_at_all(tmp_path: Path) -> None:
    """With encryption on, the text is in no file even before it is forgotten."""
    with open_model(tmp_path) as model:
        fill(model)
        assert holding(tmp_path, "zanzibar") == []
        model.forget(match="zanzibar")
        assert model.propositions(query="zanzibar", status=("active", "retired")) == []


def test_dry_run_changes_nothing(model: UserModel) -> None:
    """A preview names exactly what the real run then removes."""
    fill(model)
    before = (model.counts(), model.audit(), model.propositions())
    preview = model.forget(match="zanzibar", dry_run=True)
    assert preview.dry_run
    assert (model.counts(), model.audit(), model.propositions()) == before
    real = model.forget(match="zanzibar")
    assert (real.observations, real.propositions) == (preview.observations, preview.propositions)


def test_one_observation_and_what_rests_on_it(model: UserModel) -> None:
    """Without it, one claim has nothing left and goes; another keeps its other support."""
    first, second = model.observe(
        [said("tea", at=START - timedelta(days=2)), said("tea!", at=START - timedelta(days=1))]
    )
    lone = model.add(Proposition(text="Said tea once"), [second])
    derived = model.reconcile(
        [Draft(proposition=Proposition(text="Talks of tea"), derived_from=(lone,))]
    )[0].proposition
    both = model.reconcile([Proposition(text="Likes tea", confidence=0.6)], evidence=[first])[0]
    model.reconcile([Proposition(text="Likes tea")], evidence=[second])
    gone = model.forget(id=second)
    assert gone.observations == (second,)
    assert set(gone.propositions) == {lone, derived}
    kept = model.proposition(both.proposition)
    assert kept.confidence == 0.6
    assert [each.observation for each in model.evidence(kept.id)] == [first]
    assert [each.action for each in model.history(lone)] == ["forget"]
    assert model.check() == []


def test_by_source_and_time(model: UserModel) -> None:
    """Conditions are met together, until is exclusive, and other sources stay."""
    model.observe(
        [
            Observation(
                source=source, content=f"{source} {day}", observed_at=START - timedelta(days=day)
            )
            for source in ("shell", "chat")
            for day in range(4)
        ]
    )
    model.forget(source="shell", since=START - timedelta(days=2), until=START)
    left = {each.content for each in model.observations()}
    assert left == {"shell 0", "shell 3", "chat 0", "chat 1", "chat 2", "chat 3"}


def test_undo_does_not_bring_the_forgotten_back(model: UserModel) -> None:
    """Changes of what was forgotten cannot be undone; others can, without the forgotten parts."""
    source, other = model.observe([said("porto", at=START - timedelta(days=4)), said("tea")])
    pid = model.add(Proposition(text="Lives in Porto"), [source])
    keep = model.add(Proposition(text="Likes tea"), [source, other])
    retired = model.retire(keep)
    change = model.retire(pid)
    model.forget(id=source)
    with pytest.raises(InvalidInput):
        model.undo(change)
    model.undo(retired)
    assert model.proposition(keep).status == "active"
    assert [each.observation for each in model.evidence(keep)] == [other]
    assert model.check() == []


def test_says_what_is_wrong_with_a_request(model: UserModel) -> None:
    """Nothing named, too much named, and unknown ids are refused."""
    for request in ({}, {"match": ""}, {"id": "o1", "match": "x"}):
        with pytest.raises(InvalidInput):
            model.forget(**request)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        model.forget(id="o-nowhere")


def test_interrupted_forgetting_ends_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the rows and the files, the rest is done when the directory is opened."""
    model = open_model(tmp_path, plain=True)
    fill(model)
    index = model._dense.index
    monkeypatch.setattr(model, "_finish_forgetting", lambda: None)
    gone = model.forget(match="zanzibar")
    model.close()
    purged: list[str] = []

    class Watched(MemoryIndex):
        """Notes what is purged."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "memory.dense.Dense.purge",
            lambda _self, left: purged.extend(left["observation"]),
        )
        with open_model(tmp_path, plain=True, index=Watched(index.rows)):  # type: ignore[attr-defined]
            assert purged == list(gone.observations)
            assert holding(tmp_path, "zanzibar") == []


def test_killed_as_the_file_is_rewritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is still to be done is known until it is done, and the mark itself leaves nothing."""

    def killed(_ledger: Ledger) -> None:
        raise KeyboardInterrupt

    model = open_model(tmp_path, plain=True)
    fill(model)
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "compact", killed)
        with pytest.raises(KeyboardInterrupt):
            model.forget(match="zanzibar")
    model.close()
    with open_model(tmp_path, plain=True) as model:
        assert holding(tmp_path, "zanzibar") == []
        assert model.check() == []
        assert model.observations()


def test_no_room_to_rewrite_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger opens nevertheless and says so; with room, all of what is left is done."""

    def full(_ledger: Ledger) -> None:
        raise StorageFull("There is no space left")

    model = open_model(tmp_path, plain=True)
    fill(model)
    purged: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "compact", full)
        with pytest.raises(StorageFull):
            model.forget(match="zanzibar")
        model.close()
        model = open_model(tmp_path, plain=True)
        assert any("forgotten" in each for each in model.check())
    monkeypatch.setattr(Dense, "purge", lambda _dense, left: purged.extend(left["observation"]))
    other = model.observe([said("of no matter")])
    model.forget(id=other[0])
    assert len(purged) > 1
    assert purged[-1:] == other
    assert model.check() == []
    assert holding(tmp_path, "zanzibar") == []
    model.close()


def test_a_person_is_forgotten_by_name(model: UserModel) -> None:
    """What names the person goes, in whole words and however it is written; the rest stays."""
    kept, told, wrote, met = model.observe(
        [
            said("I ate a banana with Juana Silva"),
            said("ÁNA SILVA's birthday is in May"),
            Observation(
                source="mail", content="See you", context={"from": "ana.silva@example.org"}
            ),
            said("Had tea with Ana Silva and Rui"),
        ]
    )
    about = model.add(Proposition(text="Has a friend", entities=("Ana Silva",)), [kept])
    rests = model.add(Proposition(text="Drinks tea with friends"), [met])
    other = model.add(Proposition(text="Likes Anabel"), [kept])
    model.retire(other, why="told Ana Silva so")
    checkpoints = model.open_sibling("checkpoints.db")
    checkpoints.execute("CREATE TABLE checkpoints (thread_id TEXT, data BLOB)")
    rows = [("t1", b"\xd9AAna Silva came"), ("t2", b"banana silvana")]
    checkpoints.executemany("INSERT INTO checkpoints VALUES (?, ?)", rows)
    checkpoints.close()
    preview = model.forget(person="Ana Silva", dry_run=True)
    gone = model.forget(person="ana silva")
    assert gone.observations == preview.observations == (told, wrote, met)
    assert set(gone.propositions) == {about, rests}
    assert model.history(other)[-1].why == ""
    assert model.proposition(other).text == "Likes Anabel"
    assert holding(model.directory, "silva and") == holding(model.directory, "ana.silva") == []
    checkpoints = model.open_sibling("checkpoints.db")
    assert checkpoints.execute("SELECT thread_id FROM checkpoints").fetchall() == [("t2",)]
    checkpoints.close()


def test_a_name_in_a_script_without_spaces(model: UserModel) -> None:
    """Where words are not spaced a name is found inside a sentence; with conditions all count."""
    met, _, old = model.observe(
        [
            said("昨日田中さんと会った"),
            said("山田さんと会った"),
            said("田中さん", at=START - timedelta(days=9)),
        ]
    )
    recent = model.forget(person="田中", since=START - timedelta(days=1))
    assert recent.observations == (met,)
    assert model.forget(person="田中").observations == (old,)
    with pytest.raises(InvalidInput):
        model.forget(person="?!")


@pytest.mark.parametrize(
    ("name", "met", "other"),
    [
        ("สมชาย", "เมื่อวานสมชายมาหา", "เมื่อวานสมศรีมาหา"),
        ("မောင်", "ကျွန်တော်မောင်နဲ့", "ကျွန်တော်လှနဲ့"),
        ("मीना", "कल मीना आई", "कल मीनाक्षी आई"),
    ],
)
def test_a_name_with_vowel_signs(model: UserModel, name: str, met: str, other: str) -> None:
    """Marks are part of a word; Thai and Burmese put no space between words."""
    named, _ = model.observe([said(met), said(other)])
    assert model.forget(person=name).observations == (named,)


def test_a_rule_outlives_what_it_is_about(model: UserModel) -> None:
    """What the person decided stays in force; other small values that quote the text go."""
    fill(model)
    model.set_state("setting:exclusions", '["regex:zanzibar"]')
    model.forget(match="zanzibar")
    assert model.state("setting:exclusions") == '["regex:zanzibar"]'
    assert model.state("last") is None


def test_a_short_word_is_not_in_a_digest_by_chance(model: UserModel) -> None:
    """What sources and we name things by is not what the person said of Ada."""
    digest = "3ada1d77c0f5e2ab3ada1d77c0f5e2ab"
    named = Observation(source="shell", content="make", external_id=digest, thread=f"{digest}-1")
    one = Observation(source="claude", content="hi", thread="0BADADA1-98f2-4c6e-8d3b-7e5f00ada000")
    meant = Observation(source="mail", content="hello", external_id="ada@example.org")
    card = Observation(source="shop", content="paid", thread="4111111111111111")
    model.observe([card])
    ids = model.observe([said(f"make {i}") for i in range(200)] + [named, one, meant])
    model.write_audit(
        [AuditEntry(at=START, actor="a", action="b", subject="o3ada1d77c0f5e2a", decision="kept")]
    )
    model.set_state("cursor", digest)
    checkpoints = model.open_sibling("checkpoints.db")
    checkpoints.execute("CREATE TABLE checkpoints (thread_id TEXT, checkpoint_id TEXT, data BLOB)")
    uuid = "1f0badad-98f2-6c6e-8001-7e5f00ada000"
    rows = [("t1", uuid, b"\xa2id\xd9$" + uuid.encode()), ("t2", "x", b"\xa8with Ada")]
    checkpoints.executemany("INSERT INTO checkpoints VALUES (?, ?, ?)", rows)
    checkpoints.close()
    assert model.forget(match="derived", dry_run=True).observations == ()
    assert len(model.forget(match="4111", dry_run=True).observations) == 1
    assert model.forget(match=digest[:8], dry_run=True).observations == (ids[-3],)
    assert model.forget(match="Ada").observations == (ids[-1],)
    assert model.state("cursor") == digest
    checkpoints = model.open_sibling("checkpoints.db")
    assert checkpoints.execute("SELECT thread_id FROM checkpoints").fetchall() == [("t1",)]
    checkpoints.close()
    assert [entry.subject for entry in model.audit()][1:] == ["o3ada1d77c0f5e2a"]


@pytest.mark.parametrize(
    ("some", "told"),
    [(1, "1 observation, 0 propositions"), (2, "2 observations, 0 propositions")],
)
def test_the_log_counts_as_people_do(tmp_path: Path, some: int, told: str) -> None:
    """One is one, not some."""
    with open_model(tmp_path) as model:
        model.forget(id=model.observe([said(f"tea {n}") for n in range(some)]))
        assert model.audit()[0].why == told


def test_several_ids_at_once(tmp_path: Path) -> None:
    """What rests on all of them goes too, and with one that is not there nothing does."""
    with open_model(tmp_path) as model:
        one, other, third = model.observe([said("tea"), said("more tea"), said("coffee")])
        both = model.add(Proposition(text="Likes tea"), [one, other])
        with pytest.raises(NotFound):
            model.forget(id=[one, "nothing"])
        assert len(model.observations()) == 3
        assert model.forget(id=[one, third], dry_run=True).propositions == ()
        done = model.forget(id=(one, other))
        assert (set(done.observations), done.propositions) == ({one, other}, (both,))
        assert [each.id for each in model.observations()] == [third]
        with pytest.raises(InvalidInput):
            model.forget(id=[])
