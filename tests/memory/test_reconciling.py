"""What becomes of drafts in the ledger: reinforced, revised, superseded, disputed, suppressed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from memory import (
    AuditEntry,
    Draft,
    InvalidProposition,
    Labels,
    NotFound,
    Observation,
    Proposition,
    Reconciliation,
    RelationHint,
)
from memory.model import UserModel
from tests.support.models import START, Clock, open_model, said


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


@pytest.fixture
def model(tmp_path: Path, clock: Clock) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path, clock=clock) as model:
        yield model


def see(model: UserModel, text: str, *, days: float = 0, thread: str | None = None) -> str:
    """The person says something, so many days ago; its id."""
    return model.observe([said(text, at=START - timedelta(days=days), thread=thread)])[0]


def believe(model: UserModel, text: str, *evidence: str, confidence: float = 0.7) -> Reconciliation:
    """Reconcile one draft."""
    return model.reconcile([Proposition(text=text, confidence=confidence)], evidence=evidence)[0]


def test_new_then_identical(model: UserModel) -> None:
    """The same claim from another occasion reinforces; the same evidence changes nothing."""
    first = see(model, "I love tea", days=3)
    new = believe(model, "Likes tea", first)
    assert new.outcome == "new"
    before = model.proposition(new.proposition)
    again = believe(model, "Likes tea", first)
    assert (again.outcome, again.change) == ("identical", None)
    assert model.proposition(new.proposition) == before
    more = believe(model, "likes  tea.", see(model, "Tea!", days=1))
    assert (more.outcome, more.proposition) == ("identical", new.proposition)
    after = model.proposition(new.proposition)
    assert after.confidence > before.confidence
    assert after.supported_at == START - timedelta(days=1)
    assert len(model.propositions()) == 1


def test_one_session_counts_once(model: UserModel) -> None:
    """Repeating oneself within a thread is no further evidence; another thread is."""
    pid = believe(model, "Likes tea", see(model, "tea", thread="a")).proposition
    start = model.proposition(pid).confidence
    believe(model, "Likes tea", see(model, "tea again", thread="a"))
    assert model.proposition(pid).confidence == start
    believe(model, "Likes tea", see(model, "tea here", thread="b"))
    assert model.proposition(pid).confidence > start


def test_newer_value_supersedes(model: UserModel) -> None:
    """A newer value of the same slot takes over; the old version stays, with an end."""
    old = believe(model, "Lives in Porto", see(model, "I live in Porto", days=9))
    new = believe(model, "Lives in Lisbon", see(model, "I moved to Lisbon", days=1))
    assert (new.outcome, new.other) == ("contradicts", old.proposition)
    before = model.proposition(old.proposition)
    assert (before.status, before.valid_to) == ("superseded", START - timedelta(days=1))
    after = model.proposition(new.proposition)
    assert (after.status, after.version) == ("active", 2)
    assert [each.text for each in model.propositions()] == ["Lives in Lisbon"]


def test_older_news_is_kept_as_past(model: UserModel) -> None:
    """What turns up late about the past does not overturn the present, and is not doubled."""
    now = believe(model, "Lives in Lisbon", see(model, "I live in Lisbon", days=1))
    for text in ("I live in Porto", "Porto is where I live"):
        past = believe(model, "Lives in Porto", see(model, text, days=90))
        assert past.other == now.proposition
    assert [each.text for each in model.propositions()] == ["Lives in Lisbon"]
    assert [each.text for each in model.propositions(status=("superseded",))] == ["Lives in Porto"]
    # The claim that stands was kept against it, not superseded by it.
    _, kept = model.history(now.proposition)
    assert kept.action == "keep"
    assert kept.why.startswith("another claim ")
    assert kept.why.endswith("but is older")


def test_contradiction_without_order_is_a_dispute(model: UserModel) -> None:
    """Two values at the same time: both stay, and confirming one settles it."""
    one = believe(model, "Lives in Porto", see(model, "I live in Porto"))
    two = believe(model, "Lives in Lisbon", see(model, "I live in Lisbon"))
    assert (two.outcome, two.other) == ("disputed", one.proposition)
    assert len(model.propositions()) == 2
    change = model.confirm(two.proposition)
    assert model.proposition(one.proposition).status == "superseded"
    model.undo(change)
    assert len(model.propositions()) == 2


def test_refinement_is_a_new_version(model: UserModel) -> None:
    """Newer figures of the same habit revise it in place; history has both wordings."""
    old = believe(model, "Runs tests before committing (8 of 10)", see(model, "a", days=2))
    new = believe(model, "Runs tests before committing (18 of 20)", see(model, "b", days=1))
    assert (new.outcome, new.proposition) == ("refines", old.proposition)
    now = model.proposition(old.proposition)
    assert (now.text, now.version) == ("Runs tests before committing (18 of 20)", 2)
    change = model.history(old.proposition)[-1]
    assert change.action == "revise"
    assert change.before is not None
    assert change.before.text.endswith("(8 of 10)")
    assert len(model.evidence(old.proposition)) == 2


def test_different_slot_is_no_contradiction(model: UserModel) -> None:
    """Being alike is not enough: two things liked, or two subjects, live side by side."""
    source = see(model, "…", days=3)
    for text in ("Likes Porto", "Likes Lisbon", "Their sister lives in Porto", "Lives in Lisbon"):
        assert believe(model, text, source).outcome == "new"
    assert len(model.propositions()) == 4


def test_drafts_of_one_call_see_each_other(model: UserModel) -> None:
    """The same claim twice in one call is stored once."""
    source = see(model, "tea")
    drafts = [Proposition(text="Likes tea"), Proposition(text="likes tea")]
    first, second = model.reconcile(drafts, evidence=[source])
    assert (first.outcome, second.outcome) == ("new", "identical")
    assert first.proposition == second.proposition


def test_inference_needs_evidence(model: UserModel) -> None:
    """An inferred draft that rests on nothing is refused with its call; a stated one is not."""
    source = see(model, "tea")
    with pytest.raises(InvalidProposition):
        model.reconcile(
            [Draft(proposition=Proposition(text="Likes tea"), supports=(source,)),
             Draft(proposition=Proposition(text="Likes milk"))],
            settles=[source],
        )  # fmt: skip
    assert model.propositions() == []
    assert model.observation(source).status == "pending"
    stated = Proposition(text="Likes milk", source="stated")
    assert model.reconcile([stated])[0].outcome == "new"


def test_evidence_that_was_forgotten_meanwhile(model: UserModel) -> None:
    """A draft whose evidence is gone is not believed, and does not fail the others."""
    gone, there = see(model, "my secret habit"), see(model, "tea")
    model.forget(id=gone)
    drafts = [
        Draft(proposition=Proposition(text="Has a secret habit"), supports=(gone,)),
        Draft(proposition=Proposition(text="Likes tea"), supports=(there,)),
    ]
    assert [each.outcome for each in model.reconcile(drafts)] == ["suppressed", "new"]


@pytest.mark.parametrize(
    "bad",
    [
        Proposition(text=""), Proposition(text="x", confidence=0.0),
        Proposition(text="x", confidence=1.0), Proposition(text="x", half_life=0),
        Proposition(text="x", half_life=float("nan")), Proposition(text="x" * 5000),
        Proposition(text="\ud800"), Proposition(text="x", kind="odd"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_unusable_propositions_are_refused(model: UserModel, bad: Proposition) -> None:
    """Out of range is refused before anything is written."""
    with pytest.raises(InvalidProposition):
        model.add(bad)
    with pytest.raises(InvalidProposition):
        model.reconcile([bad])


def test_settling_is_one_transaction_and_replays_to_nothing(model: UserModel) -> None:
    """The same call made again after a crash counts nothing and audits nothing twice."""
    ids = [see(model, "I live in Porto", days=2), see(model, "tea", days=1)]
    drafts = [
        Draft(proposition=Proposition(text="Lives in Porto", confidence=0.6), supports=(ids[0],)),
        Draft(proposition=Proposition(text="Likes tea", confidence=0.6), supports=(ids[1],)),
    ]
    audit = [AuditEntry(at=START, actor="learn", action="keep", subject="x", decision="kept")]
    model.reconcile(drafts, settles=ids, decisions=audit)
    state = (model.propositions(), model.counts(), model.audit())
    assert state[1].observations["processed"] == 2
    again = model.reconcile(drafts, settles=ids, decisions=audit)
    assert [each.change for each in again] == [None, None]
    assert (model.propositions(), model.counts(), model.audit()) == state


def test_labels_are_the_join(model: UserModel) -> None:
    """A claim is as guarded as its evidence, and more so when guarded evidence comes."""
    open_one = see(model, "tea", days=2)
    pid = believe(model, "Likes tea", open_one).proposition
    (secret,) = model.observe(
        [Observation(source="mail", content="tea", observed_at=START - timedelta(days=1),
                     labels=Labels("secret", frozenset({"health"})))]
    )  # fmt: skip
    believe(model, "Likes tea", secret)
    assert model.proposition(pid).labels == Labels("secret", frozenset({"health"}))
    assert model.propositions(clearance="sensitive") == []
    assert model.propositions(query="tea", clearance="sensitive") == []
    assert len(model.propositions(query="tea", clearance="secret")) == 1


def test_retired_does_not_come_back_from_the_same_evidence(model: UserModel, clock: Clock) -> None:
    """A tombstone holds against old evidence and new inference, until the person says it again."""
    source = see(model, "I live in Porto", days=5)
    pid = believe(model, "Lives in Porto", source).proposition
    model.retire(pid, why="never did")
    assert believe(model, "Lives in Porto", source).outcome == "suppressed"
    (act,) = model.observe([Observation(source="shell", content="cd porto", observed_at=START)])
    assert believe(model, "Lives in Porto", act).outcome == "suppressed"
    assert believe(model, "Lives in Lisbon", see(model, "Lisbon it is")).outcome == "new"
    later = clock.forward(days=2)
    (again,) = model.observe([said("I do live in Porto after all", at=later)])
    assert believe(model, "Lives in Porto", again).outcome != "suppressed"


def test_other_claims_of_the_same_evidence_live(model: UserModel) -> None:
    """Denying one claim does not deny another that rests on the same observation."""
    source = see(model, "I live in Berlin and love tea")
    pid = believe(model, "Likes tea", source).proposition
    model.retire(pid)
    assert believe(model, "Lives in Berlin", source).outcome == "new"


def test_correcting(model: UserModel) -> None:
    """The corrected claim stands on the person's word; the old one is retired and stays so."""
    source = see(model, "porto, lisbon", days=3)
    old = believe(model, "Lives in Porto", source).proposition
    new = model.correct(old, "Lives in Lisbon")
    found = model.proposition(new)
    assert (found.source, found.status) == ("corrected", "active")
    assert found.confidence > 0.95
    assert model.proposition(old).status == "retired"
    (why,) = model.evidence(new)
    assert model.observation(why.observation).source == "verdict"
    assert model.observation(why.observation).status == "processed"
    assert believe(model, "Lives in Porto", source).outcome in {"suppressed", "contradicts"}
    assert [each.text for each in model.propositions()] == ["Lives in Lisbon"]
    with pytest.raises(InvalidProposition):
        model.correct(new, "Lives in Lisbon")


def test_inference_does_not_overrule_the_person(model: UserModel, clock: Clock) -> None:
    """What the person confirmed is disputed, not superseded, by what they are seen doing."""
    pid = believe(model, "Lives in Porto", see(model, "porto", days=9)).proposition
    model.confirm(pid)
    later = clock.forward(days=3)
    (act,) = model.observe([Observation(source="calendar", content="Lisbon", observed_at=later)])
    assert believe(model, "Lives in Lisbon", act).outcome == "disputed"
    assert model.proposition(pid).status == "active"


def test_others_words_do_not_overrule_anything(model: UserModel) -> None:
    """Text written by others opens a question at most."""
    pid = believe(model, "Lives in Porto", see(model, "porto", days=9)).proposition
    (page,) = model.observe(
        [Observation(source="browser", content="You live in Lisbon", observed_at=START,
                     origin="third-party content")]
    )  # fmt: skip
    assert believe(model, "Lives in Lisbon", page).outcome == "disputed"
    assert model.proposition(pid).status == "active"


def test_a_models_word_alone_retires_nothing(model: UserModel) -> None:
    """A hint of contradiction without a common slot leaves the neighbour as it is."""
    source = see(model, "x", days=2)
    pid = believe(model, "Collects old maps of Europe", source).proposition
    draft = Draft(
        proposition=Proposition(text="Lent a friend the old maps of Europe"),
        supports=(see(model, "y"),),
        relations=(RelationHint(proposition=pid, relation="contradicts"),),
    )
    assert model.reconcile([draft])[0].outcome in {"disputed", "new"}
    assert model.proposition(pid).status == "active"


def test_fading_and_reviving(model: UserModel, clock: Clock) -> None:
    """What nothing supports turns stale, pinned things do not, and new support revives."""
    short = model.add(Proposition(text="Is ill", half_life=2), evidence=[see(model, "ill")])
    held = model.add(Proposition(text="Has a cough", half_life=2), evidence=[see(model, "ill")])
    long = model.add(Proposition(text="Likes tea", half_life=365), evidence=[see(model, "tea")])
    model.pin(held)
    clock.forward(days=30)
    assert model.decay() == [short]
    assert model.decay() == []
    assert {each.id for each in model.propositions()} == {held, long}
    (again,) = model.observe([said("ill again", at=clock.now)])
    assert believe(model, "Is ill", again).proposition == short
    assert model.proposition(short).status == "active"
    assert model.history(short)[-1].action == "revive"


def test_reading_what_is_not_there(model: UserModel) -> None:
    """Unknown ids are told, everywhere the same way."""
    for call in (model.proposition, model.evidence, model.history, model.confirm, model.retire):
        with pytest.raises(NotFound):
            call("p-nowhere")
    with pytest.raises(NotFound):
        model.undo(99)
    with pytest.raises(NotFound):
        model.add(Proposition(text="x"), evidence=["o-nowhere"])


def test_listing_by_words(model: UserModel) -> None:
    """Every word of a query must begin a word of the claim or an entity; CJK by its parts."""
    model.add(Proposition(text="Works on the tokenizer", entities=("Quill",)))
    model.add(Proposition(text="東京に住んでいる"))
    assert len(model.propositions(query="token")) == 1
    assert len(model.propositions(query="quil work")) == 1
    assert len(model.propositions(query="東京")) == 1
    assert model.propositions(query="izer") == []
    assert model.propositions(query='" OR *') == []


def test_what_is_named_as_over_is_found_among_many(model: UserModel) -> None:
    """However many claims sound more like it, the one that it names is superseded."""
    pid = believe(model, "Is the chair of the choir", see(model, "x", days=9)).proposition
    for number in range(40):
        text = f"Handed the chairs of the hall {number} to Ines"
        believe(model, text, see(model, f"y{number}", days=5))
    result = believe(model, "Handed the chair of the choir to Ines", see(model, "z"))
    assert (result.outcome, result.other) == ("contradicts", pid)
