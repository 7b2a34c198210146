"""Forgetting some of what a claim rests on: its wording, its reasoning, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import Draft, Observation, Proposition
from memory.model import UserModel
from memory.types import PropositionSource, PropositionStatus
from tests.memory.test_forgetting import holding
from tests.support.models import START, open_model, said

ALL: tuple[PropositionStatus, ...] = ("active", "stale", "superseded", "retired")


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model, not encrypted, so that bytes can be looked for."""
    with open_model(tmp_path, plain=True) as model:
        yield model


def told(content: str, source: str, *, days: int) -> Observation:
    """Something that the person said some days ago."""
    at = START - timedelta(days=days)
    return Observation(source=source, content=content, observed_at=at, origin="self-stated")


def cello(model: UserModel, source: PropositionSource = "inferred") -> tuple[str, str, str]:
    """A claim, and the same claim with more detail from another source."""
    notes, diary = model.observe(
        [
            told("I play the cello.", "notes", days=3),
            told("I play the cello every Friday in Zanzibar.", "diary", days=1),
        ]
    )
    short = Proposition(
        text="Plays the cello", reasoning="Wrote it down.", confidence=0.6, source=source
    )
    more = Proposition(
        text="Plays the cello every Friday in Zanzibar",
        reasoning="Wrote: “I play the cello every Friday in Zanzibar.”",
        entities=("Zanzibar",),
        confidence=0.9,
        source=source,
    )
    (first,) = model.reconcile([short], evidence=[notes])
    (second,) = model.reconcile([more], evidence=[diary])
    assert (second.outcome, second.proposition) == ("refines", first.proposition)
    return first.proposition, notes, diary


def answer(content: str, source: str = "chat") -> Observation:
    """What an assistant said."""
    return Observation(
        source=source,
        content=content,
        context={"role": "assistant"},
        origin="third-party content",
        observed_at=START + timedelta(days=1),
    )


@pytest.mark.parametrize("source", ["inferred", "stated"])
def test_the_earlier_wording_comes_back(model: UserModel, source: PropositionSource) -> None:
    """A wording goes with the evidence that it came from; what is left had one before."""
    pid, notes, _ = cello(model, source)
    model.sync_index()
    assert model.forget(source="diary").propositions == ()
    back = model.proposition(pid)
    assert (back.text, back.reasoning, back.entities) == ("Plays the cello", "Wrote it down.", ())
    assert back.confidence == 0.6
    assert [each.observation for each in model.evidence(pid)] == [notes]
    assert holding(model.directory, "zanzibar") == []
    assert model.propositions(query="zanzibar") == []
    assert model.recall("cello")[0].text == "Plays the cello"
    assert model.check() == []
    model.close()
    assert holding(model.directory, "zanzibar") == []


def test_its_vector_is_made_again(model: UserModel) -> None:
    """The vector of the wording that went does not stay in the index."""
    pid, _, _ = cello(model)
    model.sync_index()
    before = model._dense.index.vectors("proposition", [pid])[pid]
    model.forget(source="diary")
    assert model._dense.index.vectors("proposition", [pid]) == {}
    model.sync_index()
    after = model._dense.index.vectors("proposition", [pid])[pid]
    assert not (before == after).all()


def test_the_later_wording_stays_with_its_evidence(model: UserModel) -> None:
    """Without the earlier words the later ones still stand; they say all of it."""
    pid, _, diary = cello(model)
    model.forget(source="notes")
    assert model.proposition(pid).text == "Plays the cello every Friday in Zanzibar"
    assert [each.observation for each in model.evidence(pid)] == [diary]


def test_an_earlier_wording_is_not_left_in_the_history(model: UserModel) -> None:
    """What an earlier wording told, and nothing that is left tells, is gone from there too."""
    first, second = model.observe([said("counted in Zanzibar"), said("five shells")])
    model.reconcile([Proposition(text="Collects shells (3, of Zanzibar)")], evidence=[first])
    (done,) = model.reconcile([Proposition(text="Collects shells (5)")], evidence=[second])
    assert done.outcome == "refines"
    model.forget(id=first)
    assert model.proposition(done.proposition).text == "Collects shells (5)"
    assert holding(model.directory, "zanzibar") == []


def test_a_claim_that_nothing_left_words_is_learnt_again(model: UserModel) -> None:
    """Where the only wording is that of the forgotten, what is left waits to be learnt from."""
    diary, notes = model.observe(
        [
            told("I play the cello every Friday in Zanzibar.", "diary", days=3),
            told("I play the cello.", "notes", days=1),
        ]
    )
    model.reconcile(
        [Proposition(text="Plays the cello every Friday in Zanzibar")],
        evidence=[diary],
        settles=[diary],
    )
    (again,) = model.reconcile(
        [Proposition(text="Plays the cello")], evidence=[notes], settles=[notes]
    )
    assert again.outcome == "identical"
    assert model.forget(source="diary").propositions == (again.proposition,)
    assert [each.id for each in model.pending(10)] == [notes]
    assert model.propositions(status=ALL) == []
    assert holding(model.directory, "zanzibar") == []


def test_a_claim_that_was_drawn_again_stands(model: UserModel) -> None:
    """Another observation led to the very same claim, in whatever words of its own."""
    first, second = model.observe(
        [told("I am fond of long walks", "a", days=3), told("off for a stroll", "b", days=1)]
    )
    for each in (first, second):
        (done,) = model.reconcile([Proposition(text="Is fond of long walks")], evidence=[each])
    assert model.forget(id=first).propositions == ()
    assert model.proposition(done.proposition).text == "Is fond of long walks"
    assert model.forget(id=second).propositions == (done.proposition,)


def test_a_claim_that_was_merged_stands(model: UserModel) -> None:
    """What a pass found to say the same carries the one that it went into."""
    first, second = model.observe(
        [told("I am fond of long walks", "a", days=3), told("off for a stroll", "b", days=1)]
    )
    kept, merged = (
        model.add(Proposition(text="Is fond of long walks"), [each]) for each in (first, second)
    )
    assert model.consolidate().merged == 1
    model.forget(id=first)
    assert [each.text for each in model.propositions()] == ["Is fond of long walks"]
    assert {kept, merged} & {each.id for each in model.propositions()}


def test_what_was_denied_is_not_learnt_again(model: UserModel) -> None:
    """The claim was retired: what is left of it does not bring it back."""
    diary, notes = model.observe(
        [
            told("I play the cello every Friday in Zanzibar.", "diary", days=3),
            told("I play the cello.", "notes", days=1),
        ]
    )
    (claim,) = model.reconcile(
        [Proposition(text="Plays the cello every Friday in Zanzibar")],
        evidence=[diary],
        settles=[diary],
    )
    model.reconcile([Proposition(text="Plays the cello")], evidence=[notes], settles=[notes])
    model.retire(claim.proposition)
    model.forget(source="diary")
    assert model.pending(10) == []


@pytest.mark.parametrize("settled", ["confirm", "state", "correct"])
def test_the_persons_own_wording_stays(model: UserModel, settled: str) -> None:
    """What the person confirmed, stated or corrected rests on their word."""
    pid, _, _ = cello(model)
    text = "Plays the cello every Friday in Zanzibar"
    if settled == "confirm":
        model.confirm(pid)
    elif settled == "state":
        model.reconcile([Proposition(text=text, source="stated")])
    else:
        text = "Plays the cello every Saturday in Zanzibar"
        pid = model.correct(pid, text)
    model.forget(source="diary")
    assert model.proposition(pid).text == text


@pytest.mark.parametrize("then", ["pin", "undo", "reinforce"])
def test_other_changes_are_nobodys_word(model: UserModel, then: str) -> None:
    """To pin a claim, or to take a change back, says nothing of its wording."""
    pid, _, _ = cello(model, "stated")
    if then == "pin":
        model.pin(pid)
    elif then == "undo":
        retired = model.retire(pid)
        model.undo(retired)
    else:
        (told_again,) = model.observe([told("the cello again, cellos!", "notes", days=0)])
        model.reconcile([Proposition(text="Plays the cello")], evidence=[told_again])
    model.forget(source="diary")
    assert model.proposition(pid).text == "Plays the cello"
    model.pin(pid, pinned=False)
    (more,) = model.observe([told("I play the cello on Mondays", "letters", days=0)])
    model.reconcile(
        [Proposition(text="Plays the cello on Mondays", source="stated")], evidence=[more]
    )
    assert model.proposition(pid).text == "Plays the cello on Mondays"
    model.forget(source="letters")
    assert model.proposition(pid).text == "Plays the cello"
    assert model.check() == []


def test_a_wording_whose_evidence_was_forgotten_before_is_nobodys_word(model: UserModel) -> None:
    """That nothing is named for it any more does not make it the person's word."""
    first, second, third = model.observe(
        [
            told("Fridays I play the cello in Zanzibar", "a", days=3),
            told("I play the cello each Friday, in Zanzibar", "b", days=2),
            told("I play the cello", "c", days=1),
        ]
    )
    text = "Plays the cello in Zanzibar on Fridays"
    for each in (first, second):
        (done,) = model.reconcile([Proposition(text=text, source="stated")], evidence=[each])
    (less,) = model.reconcile([Proposition(text="Plays the cello")], evidence=[third])
    assert (less.outcome, less.proposition) == ("identical", done.proposition)
    assert model.forget(id=first).propositions == ()
    assert model.forget(id=second).propositions == (done.proposition,)
    assert holding(model.directory, "zanzibar") == []


def test_an_export_of_what_was_scrubbed_is_read_again(model: UserModel, tmp_path: Path) -> None:
    """History keeps its form, and undoing what is left of it works."""
    first, second = model.observe([told("tea", "a", days=2), told("tea!", "b", days=1)])
    for each in (first, second):
        (done,) = model.reconcile([Proposition(text="Likes tea")], evidence=[each])
    retired = model.retire(done.proposition)
    model.forget(id=first)
    lines = [line for page in model.export() for line in page]
    assert not any(first in line for line in lines)
    with open_model(tmp_path / "other", plain=True) as other:
        other.read_export(lines)
        assert [each.action for each in other.history(done.proposition)] == [
            each.action for each in model.history(done.proposition)
        ]
        other.undo(retired)
        assert [each.observation for each in other.evidence(done.proposition)] == [second]
        assert other.check() == []


def test_the_confidence_comes_back_with_the_wording(model: UserModel, tmp_path: Path) -> None:
    """It is what it would be, had the later wording never come."""
    rows = [told("I play the cello.", "a", days=3), told("I play the cello, yes", "b", days=2)]
    short = Proposition(text="Plays the cello", confidence=0.6)
    later = told("I play the cello every Friday in Zanzibar", "diary", days=1)
    more = Proposition(text="Plays the cello every Friday in Zanzibar", confidence=0.9)
    found = []
    with open_model(tmp_path / "other", plain=True) as other:
        for one in (model, other):
            for each in one.observe(rows):
                (done,) = one.reconcile([short], evidence=[each])
            if one is model:
                (done,) = one.reconcile([more], evidence=one.observe([later]))
                assert one.proposition(done.proposition).confidence == 0.9
                one.forget(source="diary")
            found.append(one.proposition(done.proposition))
    assert (found[0].text, found[0].confidence) == (found[1].text, found[1].confidence)
    assert found[0].confidence > 0.6


def test_a_dropped_wording_is_looked_for_like_a_claim(model: UserModel) -> None:
    """Where it stands in the history or in an answer it goes, also without a reasoning."""
    notes, diary = model.observe([said("the cello"), told("Zanzibar, Fridays", "diary", days=1)])
    model.reconcile([Proposition(text="Plays the cello")], evidence=[notes])
    more = "Plays the cello every Friday in Zanzibar"
    (done,) = model.reconcile([Proposition(text=more)], evidence=[diary])
    (talk,) = model.observe([answer(f"As far as I know: {more} [1].")])
    gone = model.forget(source="diary")
    assert gone.observations == (diary, talk)
    assert model.proposition(done.proposition).text == "Plays the cello"
    assert holding(model.directory, "zanzibar") == []


def test_an_earlier_wording_of_what_goes_is_looked_for_too(model: UserModel) -> None:
    """An answer may have been made of a claim before it was revised."""
    pid, _, _ = cello(model)
    (talk,) = model.observe([answer("Plays the cello [1].")])
    assert model.forget(id=pid).observations == (talk,)


def test_a_dry_run_names_what_the_real_one_removes(model: UserModel) -> None:
    """Wordings are looked at without being changed."""
    pid, _, _ = cello(model)
    before = (model.proposition(pid), model.history(pid), model.counts())
    preview = model.forget(source="diary", dry_run=True)
    assert (model.proposition(pid), model.history(pid), model.counts()) == before
    done = model.forget(source="diary")
    assert (done.observations, done.propositions) == (preview.observations, preview.propositions)


def test_a_backup_gets_the_earlier_wording_too(model: UserModel) -> None:
    """The copy that is ours keeps the claim, and not the words that went."""
    cello(model)
    made = model.backup()
    assert holding(model.directory, "zanzibar")
    assert model.forget(source="diary").backups == (made.path.name,)
    assert holding(model.directory, "zanzibar") == []
    assert b"Plays the cello" in made.path.read_bytes()


@pytest.mark.parametrize(
    ("reasoning", "left"),
    [
        ("They said I flew to Zanzibar in May and love beaches.", ""),
        ("Wrote: “I flew to Zanzibar…”", ""),
        ("Wrote: “I flew to Zanzibar in Ma…” – a pattern.", ""),
        ("They love beaches.", "They love beaches."),
    ],
)
def test_a_reasoning_does_not_quote_the_forgotten(
    model: UserModel, reasoning: str, left: str
) -> None:
    """Of a claim that stays, the reasoning goes where it has the words, also cut short."""
    flew, love = model.observe([said("I flew to Zanzibar in May."), said("I love beaches")])
    pid = model.add(Proposition(text="Likes beaches", reasoning=reasoning), [flew, love])
    model.forget(id=flew)
    kept = model.proposition(pid)
    assert (kept.text, kept.reasoning) == ("Likes beaches", left)


def test_a_text_that_quotes_the_forgotten_goes(model: UserModel) -> None:
    """A claim in the very words of what is forgotten does not stay because of its other ground."""
    flew, love = model.observe([said("Ana flew to Zanzibar in May"), said("I love beaches")])
    quoting = model.add(Proposition(text="Ana flew to Zanzibar in May"), [flew, love])
    both = model.add(Proposition(text="Likes beaches"), [flew, love])
    assert model.forget(id=flew).propositions == (quoting,)
    assert model.proposition(both).text == "Likes beaches"


@pytest.mark.parametrize(
    ("content", "goes"),
    [
        ("From your diary: I flew to\n  Zanzibar  last May!", True),
        ("As far as I know: Flew to Zanzibar [1].", True),
        ("Has asthma [2]", True),
        ("You were somewhere in May.", False),
        ("The asthma of somebody else.", False),
    ],
)
def test_the_assistants_answer_goes_with_what_it_quotes(
    model: UserModel, content: str, *, goes: bool
) -> None:
    """What was said of a claim or an observation in its words is derived from it."""
    flew, ill, tea = model.observe(
        [said("I flew to Zanzibar last May"), said("I have asthma"), said("I love tea")]
    )
    model.add(Proposition(text="Flew to Zanzibar"), [flew])
    model.add(Proposition(text="Has asthma"), [ill])
    (talk,) = model.observe([answer(content)])
    (elsewhere,) = model.observe([answer(content, "claude")])
    model.forget(until=START + timedelta(hours=1), source="chat", dry_run=True)
    gone = model.forget(until=START + timedelta(hours=1))
    assert (talk in gone.observations) is goes
    assert {flew, ill, tea} <= set(gone.observations)
    assert elsewhere not in gone.observations, "it was not made of what we remember"


def test_talk_that_goes_takes_its_words_with_it_and_no_others(model: UserModel) -> None:
    """A checkpoint with the answer goes; one with a harmless sentence of it stays."""
    (flew,) = model.observe([said("I flew to Zanzibar last May")])
    harmless = "You have asked me that before."
    model.observe([answer(f"{harmless} I flew to Zanzibar last May.")])
    checkpoints = model.open_sibling("checkpoints.db")
    checkpoints.execute("CREATE TABLE checkpoints (thread_id TEXT, data BLOB)")
    rows = [("t1", f"{harmless} I flew to Zanzibar last May.".encode()), ("t2", harmless.encode())]
    checkpoints.executemany("INSERT INTO checkpoints VALUES (?, ?)", rows)
    checkpoints.close()
    model.forget(id=flew)
    checkpoints = model.open_sibling("checkpoints.db")
    assert checkpoints.execute("SELECT thread_id FROM checkpoints").fetchall() == [("t2",)]
    checkpoints.close()


def test_what_was_derived_goes_when_a_wording_is_lost(model: UserModel) -> None:
    """A claim that loses its only wording takes what rests on it alone."""
    diary, notes = model.observe([said("Keeps a parrot named Kiko"), said("Keeps a bird")])
    (parrot,) = model.reconcile([Proposition(text="Keeps a parrot named Kiko")], evidence=[diary])
    child = model.reconcile(
        [
            Draft(
                proposition=Proposition(text="Is fond of birds"), derived_from=(parrot.proposition,)
            )
        ]
    )[0].proposition
    with model._ledger.write() as db:
        db.execute(
            "INSERT INTO evidence VALUES (?, ?, 'supports', 1, '', 0)", (parrot.proposition, notes)
        )
    assert set(model.forget(id=diary).propositions) == {parrot.proposition, child}
