"""Changes that no rule reads are sensed, and what only sounds like one is not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from memory import Draft, Proposition, UserModel
from memory.decisions import Candidate
from memory.embedding.minilm import LlamaEmbedder
from memory.embedding.port import Vectors
from memory.networks import DIMENSION, Floats, Network, Vectored, fits, learning
from memory.networks.learning import Pairs, Plan
from memory.overtaking import overtaken
from memory.overtaking.bars import barred, no_news
from memory.overtaking.cues import news, said
from memory.overtaking.sense import kept, sense
from memory.overtaking.shown import SHOWN, both_said, shown
from memory.overtaking.training import train
from memory.overtaking.training.corpus import examples, matters, told
from memory.overtaking.training.train import Seen
from memory.overtaking.training.voices import Voice, voiced
from memory.reconcile import decide
from memory.types import Reconciliation
from tests.memory.batch_pairs import BATCHES
from tests.memory.pairs import Pair
from tests.memory.test_reconcile_pairs import same
from tests.memory.told_pairs import told as told_pairs
from tests.memory.unseen_pairs import ORDINARY
from tests.support.embedding import minilm, model_cache, weights
from tests.support.models import START, open_model
from tests.support.models import said as observed

__all__ = ["minilm", "model_cache", "weights"]

KNOWN_AT = datetime(2026, 1, 5, tzinfo=UTC)


def sensed(pairs: Sequence[tuple[str, str]], embedder: LlamaEmbedder) -> list[bool]:
    """Of which pairs the later claim is sensed to have overtaken the earlier one."""
    earlier = embedder.embed([one for one, _ in pairs])
    later = embedder.embed([other for _, other in pairs])
    return [
        overtaken(
            text,
            [("known", known, float(one @ other))],
            Vectored(draft=other, of=same(one)),
        )
        is not None
        for (known, text), one, other in zip(pairs, earlier, later, strict=True)
    ]


def left_by_rules(pairs: list[Pair], embedder: LlamaEmbedder) -> list[Pair]:
    """Those of some pairs of which the rules alone say that they are two claims."""
    earlier = embedder.embed([pair.known for pair in pairs])
    later = embedder.embed([pair.new for pair in pairs])
    return [
        pair
        for pair, one, other in zip(pairs, earlier, later, strict=True)
        if pair.order == "newer"
        and decide(
            Draft(proposition=Proposition(text=pair.new)),
            [
                Candidate(
                    proposition=Proposition(id="known", text=pair.known),
                    cosine=float(one @ other),
                    newest_evidence=KNOWN_AT,
                )
            ],
            observed_at=KNOWN_AT + timedelta(days=40),
        ).outcome
        == "new"
    ]


def test_sees_changes_that_rules_leave_and_is_seldom_wrong(minilm: LlamaEmbedder) -> None:
    """Of pairs it has not learnt from: a seventh of what rules miss, at nine in ten right."""
    left = left_by_rules([*BATCHES, *ORDINARY], minilm)
    found = sensed([(pair.known, pair.new) for pair in left], minilm)
    changed = [pair.expected == "contradicts" for pair in left]
    right = sum(one and other for one, other in zip(found, changed, strict=True))
    assert right >= sum(changed) / 7, (right, sum(changed))
    assert right >= 0.9 * sum(found), (right, sum(found))


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Has a fixed-term contract", "Would like to be made permanent in June"),
        ("Has a fixed-term contract", "Their sister was made permanent in June"),
        ("Has a fixed-term contract", "Was almost made permanent in June"),
        ("Uses a wheelchair", "Their mother can walk without the wheelchair again"),
        ("Uses a wheelchair", "Can drive without glasses again"),
        ("The API returns XML", "The importer now returns JSON"),
        ("Goes to bed at 23:00", "Gets up at 7:00 now"),
        ("Has a sister", "Has a bicycle now"),
        ("Teaches guitar on Mondays", "Cancelled the gym contract on Monday"),
        ("Loves dancing", "Has loved dancing since childhood"),
        ("Works at the café", "The café is now run by Mia"),
        ("Sings in the choir", "The choir is now conducted by Mia"),
        ("Works at the café", "The café is now closed on Mondays"),
        ("Works at the café", "The café now serves breakfast"),
        ("Sees patients on Mondays", "Lost a patient"),
    ],
)
def test_leaves_what_only_sounds_like_a_change(minilm: LlamaEmbedder, known: str, new: str) -> None:
    """Plans, other people, other things, other hours, and what has been so all along."""
    assert sensed([(known, new)], minilm) == [False]


def test_a_draft_that_seems_to_overtake_many_overtakes_none(minilm: LlamaEmbedder) -> None:
    """One or two neighbours may be over at once; what sounds so to more of them is vague."""
    text = "Can walk without the wheelchair again"
    vector, known = minilm.embed([text, "Uses a wheelchair"])
    cosine = float(vector @ known)

    def result(many: int) -> str | None:
        neighbours = [(str(at), "Uses a wheelchair", cosine) for at in range(many)]
        return overtaken(text, neighbours, Vectored(draft=vector, of=same(known)))

    assert result(2) is not None
    assert result(3) is None


def test_looks_up_no_vector_where_nothing_can_have_changed(minilm: LlamaEmbedder) -> None:
    """The earlier claims' vectors are asked for only after all that is cheaper has passed."""
    asked: list[str] = []

    def of(ids: Sequence[str]) -> dict[str, Vectors]:
        asked.extend(ids)
        return {}

    for text in (
        "Likes the sea",
        "Plans to walk without the wheelchair again",
        "Watered the plants",
    ):
        (vector,) = minilm.embed([text])
        neighbours = [("known", "Uses a wheelchair", 0.5)]
        assert overtaken(text, neighbours, Vectored(draft=vector, of=of)) is None
    assert asked == []
    (vector,) = minilm.embed(["Can walk without the wheelchair again"])
    assert (
        overtaken(
            "Can walk without the wheelchair again", neighbours, Vectored(draft=vector, of=of)
        )
        is None
    )
    assert asked == ["known"]


def test_supersedes_in_the_model(minilm: LlamaEmbedder, tmp_path: Path) -> None:
    """With vectors that are held and with those of the index; undone like any change."""
    with open_model(tmp_path, embedder=minilm) as model:
        known = added(model, "Uses a wheelchair", days=20)
        other = added(model, "Keeps the accounts in Excel", days=20)
        model.sync_index()
        result = reconciled(model, "Can walk without the wheelchair again", days=5)
        assert (result.outcome, result.other) == ("contradicts", known)
        assert reconciled(model, "The accounts live in a database now", days=4).other == other
        assert {each.text for each in model.propositions()} == {
            "Can walk without the wheelchair again",
            "The accounts live in a database now",
        }


def reconciled(model: UserModel, text: str, *, days: int) -> Reconciliation:
    """What became of a claim that was made some days ago."""
    seen = model.observe([observed(text, at=START - timedelta(days=days), thread=text)])
    draft = Draft(proposition=Proposition(text=text), supports=tuple(seen))
    (result,) = model.reconcile([draft])
    return result


def added(model: UserModel, text: str, *, days: int) -> str:
    """The id of a claim that was made some days ago."""
    return reconciled(model, text, days=days).proposition


def test_an_older_draft_overtakes_nothing(minilm: LlamaEmbedder) -> None:
    """What was said before cannot have changed what was said after it."""
    known, new = "Uses a wheelchair", "Can walk without the wheelchair again"
    one, other = minilm.embed([known, new])
    for days, outcome in ((40, "contradicts"), (-40, "new"), (0, "new")):
        decision = decide(
            Draft(proposition=Proposition(text=new)),
            [
                Candidate(
                    proposition=Proposition(id="known", text=known),
                    cosine=float(one @ other),
                    newest_evidence=KNOWN_AT,
                )
            ],
            observed_at=KNOWN_AT + timedelta(days=days),
            vectors=Vectored(draft=other, of=same(one)),
        )
        assert decision.outcome == outcome


def test_fits_only_the_vectors_it_was_learnt_on(minilm: LlamaEmbedder, tmp_path: Path) -> None:
    """With another embedder there are the rules alone."""
    assert fits(minilm)
    with open_model(tmp_path) as model:
        added(model, "Uses a wheelchair", days=20)
        assert reconciled(model, "Can walk without the wheelchair again", days=5).outcome == "new"


def test_bars_and_news_are_read_from_the_words() -> None:
    """Cheap looks that say no before any network is asked."""
    assert news("Hired a nanny")
    assert not news("Likes the sea")
    assert no_news(said("Plans to hire a nanny"))
    assert not no_news(said("Hired a nanny"))
    assert barred(said("Their sister found a nanny"), said("Has no nanny"))
    assert barred(said("Sold the flat in Madrid"), said("Owns a flat in Valencia"))
    assert barred(
        said("The call with the Berlin office is on Wednesdays from now on"),
        said("Has a call with the Boston office on Mondays"),
    )
    assert not barred(said("The data moved to Postgres"), said("Keeps the data in MySQL"))
    assert barred(said("Never eats snails"), said("Does not eat snails at all"))
    assert no_news(said("Has to find a nanny"))
    assert no_news(said("Cancelled the meeting with Ana"))
    assert not barred(said("Found a nanny"), said("Has no nanny"))


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Dislikes alarms that ring for nothing", "Has had short alarms since the spring"),
        ("Works as a nurse", "Feels that nursing is no longer only work"),
        ("Is lucky to have friends like Runa", "Moved in with Runa and her dog"),
        ("Is passionate about old fabrics", "Opened a shop for old fabrics"),
    ],
)
def test_what_is_felt_or_wished_is_neither_overtaken_nor_overtakes(known: str, new: str) -> None:
    """In what people tell each other nearly all that seemed to be a change was such."""
    assert no_news(said(new)) or barred(said(new), said(known))


def test_matters_are_many_and_of_every_sort() -> None:
    """Each matter has what is so and what is news of it; no pair is both a change and none."""
    written = [
        each for name in ("matters.txt", "further.txt", "spoken.txt") for each in matters(name)
    ]
    assert len({each.area for each in written}) >= 20
    assert all(each.lines["="] and (each.lines["+"] or each.lines["-"]) for each in written)
    pairs = examples(random.Random(1))
    changes = {(each.earlier, each.later) for each in pairs if each.sort == "change"}
    others = {(each.earlier, each.later) for each in pairs if each.sort != "change"}
    assert len(changes) >= 10_000
    assert len(others) >= len(changes)
    assert not changes & others
    assert not any("{" in each.later for each in pairs)


def test_what_is_learnt_from_is_not_what_is_measured() -> None:
    """Of the pairs that were told to deceive, a quarter stays unlearnt."""
    learnt = {(each.earlier, each.later) for each in told()}
    measured = {(known, new) for _, known, new in told_pairs("deceptive")}
    assert len(learnt) >= 1500
    assert len(measured) >= 500
    assert not learnt & measured


@pytest.mark.parametrize(
    ("voice", "put"),
    [
        ("bare", "No longer shares their flat with Ben"),
        ("user", "The user no longer shares their flat with Ben"),
        ("woman", "Ana no longer shares her flat with Ben"),
        ("man", "Ana no longer shares his flat with Ben"),
        ("note", "no longer shares flat with Ben"),
    ],
)
def test_a_matter_in_other_voices(voice: Voice, put: str) -> None:
    """As claims are kept, as others say them, and as notes have them."""
    text = "No longer shares their flat with Ben"
    assert voiced(text, voice, "Ana", random.Random(1)) == put


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("Has moved in with them", "I have moved in with me"),
        ("Studies in Graz", "I study in Graz"),
        ("Is not at work", "I am not at work"),
        ("Their boss left", "My boss left"),
        ("Ruth's insurance paid", "Ruth's insurance paid"),
        ("The flat was sold to them", "The flat was sold to me"),
    ],
)
def test_a_matter_as_the_person_says_it(text: str, put: str) -> None:
    """With "I" where it is about them; what is about something else keeps its subject."""
    chance = random.Random(5)  # leaves out what speech adds
    assert voiced(text, "first", "", chance) == put


def test_the_same_is_shown_of_whoever_it_is_said() -> None:
    """A name, "the user" and "I" change nothing of what the words show."""
    bare = both_said("Sold their flat", "Has a flat in Lyon")
    for later, earlier in (
        ("I sold my flat", "I have a flat in Lyon"),
        ("Ana sold her flat", "Ana has a flat in Lyon"),
        ("The user sold their flat", "The user has a flat in Lyon"),
    ):
        one, other = shown(*bare, 0.5), shown(*both_said(later, earlier), 0.5)
        told_by = np.abs(one - other) > 0.25  # but for the length
        assert not told_by.any(), (later, np.flatnonzero(told_by))


def some(rows: int, seed: int = 3) -> Seen:
    """Examples of chance, in which the first cue tells a change."""
    chance = np.random.default_rng(seed)
    earlier: Floats = (chance.normal(size=(rows, DIMENSION)) / 20).astype(np.float32)
    later: Floats = (chance.normal(size=(rows, DIMENSION)) / 20).astype(np.float32)
    changed = chance.integers(2, size=rows).astype(np.float32)
    cues = chance.random((rows, SHOWN)).astype(np.float32)
    cues[:, 0] = 3 * changed
    return Seen(
        earlier=earlier,
        later=later,
        cues=cues,
        changed=changed,
        weight=np.ones(rows, dtype=np.float32),
        barred=np.zeros(rows, dtype=np.bool_),
        part=np.zeros(rows, dtype=np.int64),
    )


@pytest.mark.parametrize("of_one", [False, True])
def test_slopes_are_those_of_the_loss(monkeypatch: pytest.MonkeyPatch, *, of_one: bool) -> None:
    """A small step against the slopes lowers the loss by as much as they foretell."""
    monkeypatch.setattr(learning, "_DROPPED", 0.0)
    chance = np.random.default_rng(1)
    weights = learning.begun(chance, SHOWN, Plan(wide=8, epochs=1, batch=64, of_one=of_one))
    rows = some(64)
    batch = Pairs(rows.earlier, rows.later, rows.cues, rows.changed, rows.weight)

    def loss(at: list[Floats]) -> float:
        network = Network(SHOWN, *at)
        odds = network.score(batch.cues, batch.later, None if of_one else batch.earlier)
        wrong = np.logaddexp(0.0, np.where(batch.wanted > 0, -odds, odds).astype(np.float64))
        return float(wrong.mean())

    slopes = learning.slopes(weights, batch, chance, of_one=of_one)
    step = 1e-3
    moved = [each - np.float32(step) * slope for each, slope in zip(weights, slopes, strict=True)]
    foretold = step * sum(float((slope.astype(np.float64) ** 2).sum()) for slope in slopes)
    assert loss(weights) - loss(moved) == pytest.approx(foretold, rel=0.05)


def test_learns_what_is_there_to_learn_and_keeps_it(tmp_path: Path) -> None:
    """Networks learnt from a planted sign find it in other rows, also once written and read."""
    mine = train.learnt(some(16_384), several=1)
    path = tmp_path / "sense.npz"
    kept(mine, path)
    again = sense(path)
    other = some(512, seed=4)
    for each in (mine, again):
        for odds in (
            each.sensed(other.cues, other.later, other.earlier),
            each.glanced(other.cues, other.later),
        ):
            assert ((odds > 0) == (other.changed > 0)).mean() > 0.8


def test_refuses_weights_of_another_shape() -> None:
    """A file of other networks is an error, and no nonsense."""
    weights = learning.begun(np.random.default_rng(1), SHOWN, Plan(wide=8, epochs=1, batch=1))
    weights[2] = weights[2][1:]
    with pytest.raises(ValueError, match="not those of this network"):
        Network(SHOWN, *weights)
