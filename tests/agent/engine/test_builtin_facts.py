"""Facts from texts: whose words count, how sure, for how long."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime

import numpy as np
import pytest

from agent.engine.builtin import BuiltinEngine
from agent.engine.builtin.facts import MOST_CONFIDENT
from agent.engine.builtin.heads import CUES, DIMENSION, KINDS, WEIGHTS, Heads, fits
from agent.engine.builtin.training.corpus import examples
from agent.engine.builtin.training.train import SEED, measure, split
from agent.engine.port import LearnRequest, LearnResult
from memory.embedding import HashedEmbedder
from memory.embedding.minilm import LlamaEmbedder
from memory.types import Labels, Observation, Proposition
from tests.support.embedding import minilm, model_cache, weights

__all__ = ["minilm", "model_cache", "weights"]

#: A Friday.
AT = datetime(2026, 3, 13, 10, 30, tzinfo=UTC)


def said(text: str, **changes: object) -> Observation:
    """A message by the person."""
    values: dict[str, object] = {
        "source": "chat",
        "content": text,
        "observed_at": AT,
        "origin": "self-stated",
        "context": {"role": "user"},
        "id": "o1",
    } | changes
    return Observation(**values)  # type: ignore[arg-type]


def learnt(
    engine: BuiltinEngine, *rows: Observation, known: tuple[Proposition, ...] = ()
) -> LearnResult:
    """What the engine makes of a batch."""
    return engine.learn(LearnRequest(observations=rows, neighbours=known, now=AT))


@pytest.fixture
def engine(minilm: LlamaEmbedder) -> BuiltinEngine:
    """The engine with its heads."""
    return BuiltinEngine(minilm)


@pytest.fixture
def ruled() -> BuiltinEngine:
    """The engine without its heads."""
    return BuiltinEngine(HashedEmbedder())


@pytest.mark.parametrize(
    ("text", "claim", "kind"),
    [
        ("I live in Porto with my sister.", "Lives in Porto with their sister", "semantic"),
        (
            "I went to a jazz festival yesterday!",
            "Went to a jazz festival on 12 March 2026",
            "episodic",
        ),
        (
            "I always run the tests before I commit.",
            "Always runs the tests before they commit",
            "procedural",
        ),
        ("I am allergic to hazelnuts", "Is allergic to hazelnuts", "semantic"),
        (
            "I don't eat meat since the film yesterday",
            "Does not eat meat since the film on 12 March 2026",
            "semantic",
        ),
        (
            "My talk got accepted at PyKrak, 17th of May",
            "Their talk got accepted at PyKrak, 17 May 2026",
            "episodic",
        ),
    ],
)
def test_a_fact_becomes_a_proposition(
    engine: BuiltinEngine, text: str, claim: str, kind: str
) -> None:
    """A lasting statement is kept with its kind, its evidence and an honest confidence."""
    (draft,) = learnt(engine, said(text)).drafts
    assert draft.proposition.text == claim
    assert draft.proposition.kind == kind
    assert draft.supports == ("o1",)
    assert 0.4 < draft.proposition.confidence <= MOST_CONFIDENT
    assert "built-in engine" in draft.proposition.reasoning


@pytest.mark.parametrize(
    "text",
    [
        "Thanks a lot, that helped!",
        "I'm on my way",
        "I agree with you",
        "I need you to rewrite this paragraph",
        "Good morning",
        "I'm so tired right now",
        "I have a question about the second step",
        "I want a function that sorts rows by date",
        "I have two tables, users and orders, and need a join.",
        "I have a meeting in ten minutes.",
        "I feel like the second option is better.",
        "Act as if I were a pirate captain.",
    ],
)
def test_what_is_gone_tomorrow_is_not_kept(engine: BuiltinEngine, text: str) -> None:
    """Greetings, requests and passing states are no facts."""
    assert learnt(engine, said(text)).drafts == ()


@pytest.mark.parametrize("which", ["engine", "ruled"])
@pytest.mark.parametrize(
    "row",
    [
        said("I love hiking in Norway.", context={"role": "assistant"}),
        said("I live in Porto.", origin="third-party content"),
        said("Do I live in Porto?"),
        said("I live in Porto?"),
        said("Should I move to Porto? Did I tell you where I live?"),
        said('Tom wrote: "I live in Porto with my two dogs".'),
        said("> I live in Porto."),
        said("I live in Porto", kind="event"),
    ],
)
def test_nothing_is_echoed(which: str, row: Observation, request: pytest.FixtureRequest) -> None:
    """The assistant's turns, others' words, questions, quotes and events support nothing."""
    assert learnt(request.getfixturevalue(which), row).drafts == ()


def test_doubt_lowers_confidence(engine: BuiltinEngine) -> None:
    """Who says "maybe" is believed less."""
    (sure,) = learnt(engine, said("I prefer window seats on trains")).drafts
    (unsure,) = learnt(engine, said("I think I prefer window seats on trains")).drafts
    assert unsure.proposition.confidence < sure.proposition.confidence - 0.1


def test_negation_is_seen(engine: BuiltinEngine) -> None:
    """What a claim denies is negative."""
    (draft,) = learnt(engine, said("I don't eat meat")).drafts
    assert draft.proposition.polarity == "negative"


def test_labels_are_inherited(engine: BuiltinEngine) -> None:
    """A claim is guarded as its evidence is."""
    guarded = Labels("sensitive", frozenset({"health"}))
    (draft,) = learnt(engine, said("I am allergic to hazelnuts", labels=guarded)).drafts
    assert draft.proposition.labels == guarded


def test_the_same_claim_twice_is_one_draft(engine: BuiltinEngine) -> None:
    """Two messages that say the same support one draft."""
    (draft,) = learnt(engine, said("I live in Porto"), said("I live in Porto.", id="o2")).drafts
    assert set(draft.supports) == {"o1", "o2"}


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("I live in Madrid now", "Lives in Porto"),
        ("I no longer eat meat", "Eats meat"),
        ("I switched from pandas to Polars", "Uses pandas for data frames"),
    ],
)
def test_a_change_of_mind_contradicts(engine: BuiltinEngine, text: str, old: str) -> None:
    """A change on the same slot is told of the neighbour that it ends."""
    known = (Proposition(text=old, id="p1"), Proposition(text="Plays the violin", id="p2"))
    (draft,) = learnt(engine, said(text), known=known).drafts
    assert [(hint.proposition, hint.relation) for hint in draft.relations] == [
        ("p1", "contradicts")
    ]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("I always go swimming on Tuesday.", "Always goes swimming on Tuesday"),
        ("My birthday is on 14 May.", "Their birthday is on 14 May"),
        ("I was born on July 4th in Porto.", "Was born on July 4th in Porto"),
        (
            "my dads birthday is on the 3rd of december",
            ("Their dad's birthday is on the 3rd of december"),
        ),
    ],
)
def test_what_comes_back_is_given_no_date(engine: BuiltinEngine, text: str, fact: str) -> None:
    """A habit's weekday and a birthday are not the one day next to the message."""
    (draft,) = learnt(engine, said(text)).drafts
    assert draft.proposition.text == fact
    assert draft.proposition.kind != "episodic"


@pytest.mark.parametrize(
    "text",
    ["I moved to Lisbon last week because of a job.", "I sold my car.", "I quit smoking in 2024."],
)
def test_a_turn_in_life_lasts(engine: BuiltinEngine, text: str) -> None:
    """What begins or ends a state holds from then on; as an episode it could end no old claim."""
    (draft,) = learnt(engine, said(text)).drafts
    assert draft.proposition.kind == "semantic"
    assert draft.proposition.valid_to is None


def test_what_began_then_and_goes_on_has_no_end(engine: BuiltinEngine) -> None:
    """It is no episode of the month in which it began."""
    (draft,) = learnt(engine, said("I've been running three times a week since January.")).drafts
    assert draft.proposition.text == "Has been running three times a week since January 2026"
    assert draft.proposition.kind == "semantic"
    assert draft.proposition.valid_from == datetime(2026, 1, 1, tzinfo=UTC)
    assert draft.proposition.valid_to is None


def test_what_begins_later_is_dated_ahead(engine: BuiltinEngine) -> None:
    """Though what it is said with is over."""
    (draft,) = learnt(engine, said("I quit my job, starting my own bakery in January.")).drafts
    assert draft.proposition.text == "Quit their job, starting their own bakery in January 2027"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Ana left the firm, my new manager is Oskar.", ["Their new manager is Oskar"]),
        ("I stopped taking iron, the new doctor says I don't need it.", ["Stopped taking iron"]),
        ("We drive a van but honestly I hate driving.", ["Drives a van", "Hates driving"]),
        # "It" is to do without, the week, and no place that was only named.
        ("I'm not drinking coffee after noon, it helps with the sleep.", [
            "Is not drinking coffee after noon"
        ]),
        ("First week as a tutor at the college, I love it.", []),
        # What is asked for beside it is no part of it.
        ("I'm allergic to peanuts, give me a curry without them.", ["Is allergic to peanuts"]),
        ("As a nurse I work shifts, so plan around that.", ["Works shifts as a nurse"]),
        ("My hearing is poor, so please do not phone me.", ["Their hearing is poor"]),
        ("New year, new me: I signed up for a marathon in October.", [
            "Signed up for a marathon in October 2026"
        ]),
        ("Jo got a job in Nantes, so we're moving there in May.", [
            "Is moving to Nantes in May 2026"
        ]),
        ("I'm packing up the studio, ugh, so many books.", ["Is packing up the studio"]),
        ("i live in a shared house, its chaos lol", ["Lives in a shared house"]),
        ("im lactose intolerant so no cheese recipes pls", [
            "Is lactose intolerant so no cheese recipes"
        ]),
    ],
)  # fmt: skip
def test_statements_joined_by_a_comma_stand_alone(
    engine: BuiltinEngine, text: str, facts: list[str]
) -> None:
    """And what points at none of them is left out."""
    assert [each.proposition.text for each in learnt(engine, said(text)).drafts] == facts


def test_the_same_again_is_identical(engine: BuiltinEngine) -> None:
    """What is known already is told as such."""
    known = (Proposition(text="Is allergic to hazelnuts", id="p1"),)
    (draft,) = learnt(engine, said("I'm allergic to hazelnuts"), known=known).drafts
    assert [(hint.proposition, hint.relation) for hint in draft.relations] == [("p1", "identical")]


def test_a_like_statement_without_a_change_contradicts_nothing(engine: BuiltinEngine) -> None:
    """Two things can be liked at once."""
    known = (Proposition(text="Likes Porto", id="p1"),)
    (draft,) = learnt(engine, said("I like Madrid a lot"), known=known).drafts
    assert draft.relations == ()


def test_a_short_answer_is_understood_by_the_question_before(engine: BuiltinEngine) -> None:
    """Whoever asked: the answer is the person's, and it alone is the evidence."""
    asked = said(
        "Nice to meet you. Where do you live?",
        id="q",
        thread="t",
        origin="third-party content",
        context={"role": "assistant"},
    )
    (draft,) = learnt(engine, asked, said("In Porto.", thread="t", position=1)).drafts
    assert draft.proposition.text == "Lives in Porto"
    assert draft.supports == ("o1",)
    assert "question" in draft.proposition.reasoning
    assert learnt(engine, said("In Porto.", thread="t")).drafts == ()


def test_what_was_said_of_a_happening_stays_with_it(engine: BuiltinEngine) -> None:
    """A remark joins the episode, but not the value of a state."""
    (draft,) = learnt(
        engine, said("I ran a charity race for a hospice yesterday. It was really moving.")
    ).drafts
    assert draft.proposition.text == (
        "Ran a charity race for a hospice on 12 March 2026, which was really moving"
    )
    (moved,) = learnt(engine, said("We moved to Lisbon last month. It was so stressful.")).drafts
    assert moved.proposition.text == "Moved to Lisbon in February 2026"


def test_a_missing_apostrophe_changes_no_judgement(engine: BuiltinEngine) -> None:
    """Those who hurry are heard: "im" is heard as the "I'm" that the heads were taught."""
    (draft,) = learnt(engine, said("im training to be a sound engineer")).drafts
    assert draft.proposition.text == "Is training to be a sound engineer"


@pytest.mark.parametrize(
    "text",
    [
        "If I lived in Oslo I would ski every day.",
        "Imagine I'm a nurse from Porto.",
        "Translate to French: I work at a bank.",
        "Let me paste the log: I am root and my home is /root",
        "Here is the text: I moved to Porto",
        "I quit two years ago.",
        "I stop at two cups or I don't sleep.",
        "My hands have stopped reaching for anything else.",
    ],
)
def test_what_is_supposed_given_or_about_nothing_is_no_fact(
    engine: BuiltinEngine, text: str
) -> None:
    """Suppositions, text to work on, and claims whose matter stands elsewhere are left out."""
    assert learnt(engine, said(text)).drafts == ()


def test_what_was_told_of_the_future_is_dated_ahead(engine: BuiltinEngine) -> None:
    """The month is the next such month, though the telling is past."""
    (draft,) = learnt(engine, said("My boss told me I'm getting promoted in June.")).drafts
    assert draft.proposition.text.endswith("in June 2026")


@pytest.mark.parametrize("which", ["engine", "ruled"])
def test_wishes_and_other_languages_are_kept_by_rule_and_say_so(
    which: str, request: pytest.FixtureRequest
) -> None:
    """They need no heads, are believed less than what the heads know, and tell how they came."""
    engine = request.getfixturevalue(which)
    wanted, lives = learnt(
        engine, said("Please answer in German."), said("Ich wohne in Hamburg.", id="o2")
    ).drafts
    assert wanted.proposition.text == "Wants answers in German"
    assert lives.proposition.text == "Lives in Hamburg"
    assert "fixed patterns" in lives.proposition.reasoning
    assert lives.proposition.confidence == 0.6


def test_without_minilm_fixed_patterns_decide_and_say_so(ruled: BuiltinEngine) -> None:
    """Another embedder's vectors would be nonsense to the heads: they are left out."""
    result = learnt(ruled, said("I live in Porto. The train was late and I laughed about it."))
    (draft,) = result.drafts
    assert draft.proposition.text == "Lives in Porto"
    assert "MiniLM" in draft.proposition.reasoning
    assert "no MiniLM" in result.reasoning


def test_the_heads_refuse_other_vectors() -> None:
    """Name and dimension both have to fit."""
    assert not fits(HashedEmbedder())


def test_weights_of_another_shape_are_refused() -> None:
    """A file of other heads is not multiplied by chance."""
    with pytest.raises(ValueError, match="shape"):
        Heads(np.zeros((3, 3), dtype=np.float32))


def test_the_committed_weights_are_of_this_shape() -> None:
    """The committed file loads, and judges nothing when there is nothing."""
    assert Heads.load().judge([], np.zeros((0, DIMENSION), dtype=np.float32)) == []
    assert CUES > 0
    assert len(KINDS) == 3


def test_the_corpus_is_reproducible_and_balanced() -> None:
    """The same seed gives the same sentences: a few thousand, of every label."""
    rows = examples(random.Random(7))
    assert rows == examples(random.Random(7))
    assert len(rows) > 3000
    labels = {row.label for row in rows}
    assert labels == {"s+", "s-", "e+", "e-", "p+", "p-", "n", "o"}
    facts = sum(row.label[0] in "sep" for row in rows)
    assert 0.35 < facts / len(rows) < 0.65
    assert not any("{" in row.text for row in rows)


def test_the_committed_heads_hold_on_the_held_out_sentences(minilm: LlamaEmbedder) -> None:
    """A sample of the sentences that no weight ever saw is judged about as well as was reported."""
    chance = random.Random(SEED)
    _, held = split(examples(chance))
    with np.load(WEIGHTS) as stored:
        report = measure(stored["weights"], chance.sample(held, 240), minilm)
    # The whole held-out part gives .91, .97, .96 and .93; a sample of 240 may be off by some.
    assert report.accuracy["lasting"] > 0.84
    assert report.accuracy["speaker"] > 0.91
    assert report.accuracy["polarity"] > 0.92
    assert report.accuracy["kind"] > 0.8
    assert report.accuracy["lasting"] > report.majority["lasting"] + 0.2


def test_learnt_and_held_out_share_no_template() -> None:
    """What is held out is new in its form, not only in the words that fill it."""
    learnt, held = split(examples(random.Random(SEED)))
    assert {row.group for row in learnt}.isdisjoint(row.group for row in held)
    assert 0.1 < len(held) / (len(learnt) + len(held)) < 0.2


def test_the_heads_know_sentences_they_have_not_seen(minilm: LlamaEmbedder) -> None:
    """Facts and chatter written here are told apart."""
    facts = [
        "I play the harp in a small orchestra",
        "My brother is a pilot",
        "I never eat breakfast",
    ]
    chatter = ["I'll be right back", "What a lovely picture", "It depends on the weather"]
    judged = Heads.load().judge([*facts, *chatter], minilm.embed([*facts, *chatter]))
    kept = [each.lasting * each.speaker for each in judged]
    assert min(kept[:3]) > 0.5 > max(kept[3:])
    assert all(math.isfinite(value) for value in kept)
