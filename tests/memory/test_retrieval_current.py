"""Of two values for one thing, the later comes first where a question asks how it is now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.retrieval import Weights
from memory.retrieval.changes import Manner
from memory.retrieval.present import asks_for_present
from memory.retrieval.slots import answer_in, asked_by
from memory.retrieval.tokens import word_set
from memory.types import Proposition
from tests.support.models import open_model
from tests.support.recalling import Memory, chat

OLD = datetime(2026, 1, 1, tzinfo=UTC)
NEW = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty memory."""
    opened = Memory(tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "old", "new"),
    [
        (
            "What is the daily quota of calls?",
            "I set the daily quota of calls to 1,000, and the quota of calls seems fine",
            "There is a lot to do, but with a daily quota of 1,200 calls it should work",
        ),
        (
            "How many chapters of the thesis have I written?",
            "I have written three chapters of the thesis, and my thesis has a title",
            "Tired today: the thesis now stands at 5 chapters, all written in the evening",
        ),
        (
            "When is the deadline of the grant proposal?",
            "The deadline of the grant proposal is March 3, says the grant office",
            "Please plan with me, as the grant proposal has its deadline on 17 March",
        ),
        (
            "What is the test coverage of the parser?",
            "The parser has a test coverage of 61%, and the parser is slow",
            "I cleaned up and the parser has 74% test coverage",
        ),
    ],
)
def test_a_later_value_comes_above_an_earlier_one(
    memory: Memory, query: str, old: str, new: str
) -> None:
    """Numbers, dates and shares near the question's words are compared; no word says "changed"."""
    memory.observe(
        chat(old, thread="a", observed_at=OLD),
        chat(new, thread="b", observed_at=NEW),
        chat("Let us talk about 40 other things", thread="c", observed_at=NEW),
    )
    first, second = memory.recall(query)[:2]
    assert (first.text, second.text) == (new, old)
    assert first.parts["recency"] > 0
    assert first.score == pytest.approx(sum(first.parts.values()))
    switched_off = memory.recall(query, weights=Weights(recency=0))
    assert switched_off[0].text == old


@pytest.mark.parametrize(
    ("query", "claim", "words", "newer"),
    [
        (
            "How much rent do I pay?",
            "Their rent is 1,450 euros a month",
            "The rent goes up to 1,520 euros a month",
            True,
        ),
        # Where no value is asked for, belief knows better.
        (
            "How do I get to work?",
            "Gets to work by bus",
            "I switched to a new laptop at work",
            False,
        ),
    ],
)
def test_newer_words_may_give_another_value_than_a_claim(
    tmp_path: Path, query: str, claim: str, words: str, *, newer: bool
) -> None:
    """Until they are learnt from."""
    with open_model(tmp_path) as model:
        model.add(Proposition(text=claim, valid_from=OLD))
        model.observe([chat(words, observed_at=NEW)])
        first, second = model.recall(query)[:2]
        assert (first.text, second.text) == ((words, claim) if newer else (claim, words))
        assert ("recency" in first.parts) is newer
        assert model.recall(query, weights=Weights(recency=0))[0].text == claim


@pytest.mark.parametrize(
    "query",
    [
        "What was the daily quota of calls before?",
        "What did the daily quota of calls use to be?",
        "How has the daily quota of calls changed over time?",
    ],
)
def test_a_question_about_the_past_is_left_alone(memory: Memory, query: str) -> None:
    """What was, and how it came about, is not answered by the newest value."""
    memory.observe(
        chat("my daily quota of calls is 1000", thread="a", observed_at=OLD),
        chat("we planned a lot, the daily quota is 1200 calls", thread="b", observed_at=NEW),
    )
    hits = memory.recall(query)
    assert len(hits) == 2
    assert not any("recency" in hit.parts for hit in hits)


@pytest.mark.parametrize(
    "later",
    [
        "so the daily quota of calls is still 1000 as agreed",
        "there were 40 people at the party on the roof",
        "the daily quota of tea bags and of biscuits and of sugar is a matter of taste",
    ],
)
def test_what_gives_no_other_value_for_it_moves_nothing(memory: Memory, later: str) -> None:
    """The same value again, another thing's value, or none: relevance alone decides."""
    memory.observe(
        chat("my daily quota of calls is 1000", thread="a", observed_at=OLD),
        chat(later, thread="b", observed_at=NEW),
    )
    hits = memory.recall("what is my daily quota of calls?")
    assert not any("recency" in hit.parts for hit in hits)


def test_values_of_two_speakers_are_not_compared(memory: Memory) -> None:
    """What Ben has does not overrule what Ana has."""
    memory.observe(
        chat("I have 3 cats", thread="a", observed_at=OLD, context={"speaker": "Ana"}),
        chat("I have 5 cats", thread="b", observed_at=NEW, context={"speaker": "Ben"}),
    )
    hits = memory.recall("How many cats does Ana have?")
    assert hits[0].text == "I have 3 cats"
    assert not any("recency" in hit.parts for hit in hits)


@pytest.mark.parametrize(
    ("question", "text", "kind", "value"),
    [
        ("How many eggs are left?", "Oda phoned, 3 of the eggs", "number", "3"),
        ("How many eggs are left?", "we have 3 of the eggs, two weeks old", "number", "3"),
        ("How many laps of sprint 2 are left?", "sprint 2 has four laps left", "number", "4"),
        ("What does the rent cost?", "the rent of 2 rooms is €1,150 now", "number", "1150"),
        ("What time is the standup?", "the standup of 8 people is at 9:30 am", "clock", "9:30"),
        ("When does the bus go?", "the bus goes at 4 pm", "clock", "16:00"),
        ("When is the exam?", "2 students say the exam is on 12 May", "date", "may 12"),
        ("When is the exam?", "the exam of 2 hours is on May 12th, 2026", "date", "may 12"),
        ("Which day is the choir?", "the choir sings on Wednesdays at 7 pm", "day", "wed"),
        (
            "How long is the commute?",
            "3 trains; the commute is 45 minutes",
            "duration",
            "45 min",
        ),
        ("Which version of the parser?", "the parser is at v2.4.1 since 3 pm", "version", "2.4.1"),
        ("How many times a week do I row?", "I row 4 times a week, 2 hours", "number", "4"),
        ("How long is the cooking time?", "2 pots, cooking time 9 minutes", "duration", "9 min"),
        ("When is the closing time?", "2 rooms, closing time is 6 pm", "clock", "18:00"),
        ("What is my heart rate?", "my heart rate is 61, 5% less", "number", "61"),
        ("How many plants are there?", "five more plants, now there are 19 plants", "number", "19"),
        (
            "How many soups are in the book?",
            "a book for 140 people has soups, 45",
            "number",
            "45",
        ),
        ("What is the price of the oven?", "2 ovens at a price of $90, 8 payments", "number", "90"),
    ],
)
def test_the_kind_of_value_is_read_from_the_question(
    question: str, text: str, kind: str, value: str
) -> None:
    """Of several figures in a text, the one of the kind that was asked for is its answer."""
    answer = answer_in(text, asked_by(question, dict.fromkeys(word_set(question), 1.0)))
    assert answer is not None
    assert (answer.kind, answer.values) == (kind, frozenset({value}))


@pytest.mark.parametrize(
    ("text", "change", "supposed", "added", "denied"),
    [
        ("we switched the editor to Helix", 2, False, False, False),
        ("the editor is no longer Vim", 2, False, False, True),
        ("the editor is Helix now", 1, False, False, False),
        ("the editor is Helix", 0, False, False, False),
        ("thinking about whether the editor could be Helix", 0, True, False, False),
        ("Is the editor Helix?", 0, True, False, False),
        ("I also have Helix as an editor", 0, False, True, False),
        ("the editor does not work", 0, False, False, True),
        ("I'm thinking about a rest, because the editor is Helix", 0, False, False, False),
        ("Can you help me, as the editor, which is Helix, hangs?", 0, False, False, False),
        ("I got another desk, the editor is Helix, and it's not bad", 0, False, False, False),
        ("Could you set up Helix, the editor, for me?", 0, False, False, False),
        ("How do I set up the editor Helix?", 0, False, False, False),
        ("So should the editor be Helix, and not Vim?", 0, True, False, False),
        ("Did two evenings with Helix as the editor", 0, False, False, False),
        ("Is my editor Helix then", 0, True, False, False),
        ("Can't wait to use Helix, the editor", 0, False, False, True),
    ],
)
def test_how_something_is_said_is_read_beside_what_is_said(
    text: str, change: int, *, supposed: bool, added: bool, denied: bool
) -> None:
    """A change, a mere thought, one more and a denial are told by their own words."""
    question = "Which editor do I use?"
    answer = answer_in(text, asked_by(question, dict.fromkeys(word_set(question), 1.0)))
    assert answer is not None
    assert answer.manner == Manner(change, supposed, added, denied)


@pytest.mark.parametrize(
    ("query", "old", "new"),
    [
        (
            "Which bakery do I go to?",
            "I go to Kessler as my bakery, a bakery with good rye",
            "Kessler has closed, so the bakery to go to is Moser on the square",
        ),
        (
            "Do I have a garden?",
            "I have a garden behind the house, a garden with plums",
            "We sold the house and have no garden in the new place",
        ),
    ],
)
def test_names_and_states_change_where_the_words_say_so(
    memory: Memory, query: str, old: str, new: str
) -> None:
    """No figure is given; that it is no longer as it was is said."""
    memory.observe(
        chat(old, thread="a", observed_at=OLD),
        chat(new, thread="b", observed_at=NEW),
    )
    assert [hit.text for hit in memory.recall(query)] == [new, old]


@pytest.mark.parametrize(
    "later",
    [
        "Thinking about whether to change to the bakery on the square",
        "I also got rolls from the new bakery on the square",
        "Should we switch to another bakery?",
    ],
)
def test_a_thought_and_one_more_change_nothing(memory: Memory, later: str) -> None:
    """Who considers another, or names one more, still has what they had."""
    memory.observe(
        chat("I go to Kessler as my bakery, a bakery with rye", thread="a", observed_at=OLD),
        chat(later, thread="b", observed_at=NEW),
    )
    hits = memory.recall("Which bakery do I go to?")
    assert not any("recency" in hit.parts for hit in hits)


@pytest.mark.parametrize(
    "query",
    ["How can I bake rye bread?", "Can you show me how rye bread is baked now?", "Should I bake?"],
)
def test_who_asks_for_help_does_not_ask_how_something_is(query: str) -> None:
    """What was said last on a matter is not the better advice."""
    assert not asks_for_present(query)


@pytest.mark.parametrize(
    ("query", "old", "new"),
    [
        (
            "When is the recital of the choir?",
            "the recital of the choir is on December 2 at 7 pm, a recital of carols",
            "they wrote about parking and flowers, and the recital of the choir begins at 8 pm",
        ),
        (
            "When is the workshop on knots?",
            "the workshop on knots is on Saturday, a workshop about knots",
            "the workshop on knots was moved to October 9 for lack of rope",
        ),
        (
            "What percentage of the deck of cards do I know?",
            "I know 35% of the deck of cards, a deck with cards of birds",
            "on the train I went on, and I know 52% of the deck of cards",
        ),
        (
            "How many lessons of cello are in the course?",
            "the course of cello has 10 lessons, a course of lessons",
            "can you plan my 12 lessons of cello in the course?",
        ),
        (
            "Is the alarm in the shed enabled?",
            "the alarm in the shed is disabled, an alarm for sheds",
            "yesterday I turned on the alarm in the shed, at last",
        ),
        (
            "How many miles is my longest walk so far, if there was one?",
            "my longest walk was 12 miles, a long walk of many miles",
            "blisters again, as my longest walk is 16 miles",
        ),
    ],
)
def test_what_is_told_in_another_way_is_compared(
    memory: Memory, query: str, old: str, new: str
) -> None:
    """A time of day with another, a date where it was moved, shares, what a request names."""
    memory.observe(
        chat(old, thread="a", observed_at=OLD),
        chat(new, thread="b", observed_at=NEW),
    )
    hits = memory.recall(query)
    assert [hit.text for hit in hits] == [new, old]
    assert hits[0].parts["recency"] > 0


@pytest.mark.parametrize(
    ("query", "old", "later"),
    [
        (
            "When is the workshop on knots?",
            "the workshop on knots is on Saturday",
            "the workshop on knots has its own page, dated October 9",
        ),
        (
            "How many recipes are in the book?",
            "there are 32 recipes in the book",
            "140 people now want the book of recipes",
        ),
        (
            "How much is the loan?",
            "the loan is $8,000 for the boat",
            "the loan for the boat now has 96 payments",
        ),
    ],
)
def test_what_cannot_be_compared_moves_nothing(
    memory: Memory, query: str, old: str, later: str
) -> None:
    """A date is no other weekday unless it was moved, and people are no recipes."""
    memory.observe(
        chat(old, thread="a", observed_at=OLD),
        chat(later, thread="b", observed_at=NEW),
    )
    hits = memory.recall(query)
    assert len(hits) == 2
    assert not any("recency" in hit.parts for hit in hits)


def test_one_turn_after_another_takes_the_place_of_the_best(memory: Memory) -> None:
    """Of three values the last comes first, and all three are found."""
    said = [
        "The quota of calls is 1,000 a day, a quota for calls",
        "Our quota of calls is now 1,100 a day",
        "Our quota of calls is now 1,200 a day",
    ]
    days = (OLD, NEW, NEW + (NEW - OLD))
    memory.observe(
        *(chat(text, thread=text, observed_at=day) for text, day in zip(said, days, strict=True))
    )
    hits = memory.recall("What is the quota of calls a day?")
    assert hits[0].text == said[2]
    assert len(hits) == 3


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("Which hobbies do I have?", True),
        ("What is the sales target?", False),
        ("What are the house rules?", True),
        ("Has the visa been stamped?", False),
        ("Have I stamped the visa?", True),
        ("What has the shed been used for?", True),
        ("Which book has the bed of roses?", False),
        ("What has Ana painted?", True),
        ("How does Ana describe the studio?", True),
        ("Which car do I have?", False),
        ("How many cats do I have?", False),
        ("How many miles have I walked?", False),
    ],
)
def test_a_set_and_what_happened_have_no_current_value(query: str, *, told: bool) -> None:
    """Of several hobbies the last one named is not the hobby."""
    assert asked_by(query, {}).told == told


@pytest.mark.parametrize(
    ("query", "about", "attribute"),
    [
        ("What is the name of the config file?", {"config", "file"}, {"name"}),
        ("What rating does the boat have?", {"rate"}, {"rate"}),
        ("my current rating of the boat?", {"rate"}, {"rate"}),
    ],
)
def test_what_a_thing_is_called_is_said_of_the_thing(
    query: str, about: set[str], attribute: set[str]
) -> None:
    """Who tells it need not say "name"."""
    asked = asked_by(query, {})
    assert set(asked.about) == about
    assert set(asked.attribute) == attribute


def test_words_for_now_are_no_part_of_the_thing(memory: Memory) -> None:
    """Asked where somebody currently lives, a book that they currently read is no news."""
    memory.observe(
        chat("I live in a city by the sea, in this city live many", thread="a", observed_at=OLD),
        chat("I'm currently in a new book, gripping", thread="b", observed_at=NEW),
    )
    hits = memory.recall("Which city do I currently live in?")
    assert not any("recency" in hit.parts for hit in hits)


def test_what_answers_less_than_half_of_a_question_has_no_place_to_lose(memory: Memory) -> None:
    """Where no kind of value is asked for, a word in common makes no answer."""
    memory.observe(
        chat("Quite the city for a night like that", thread="a", observed_at=OLD),
        chat("They moved the market out of the city now", thread="b", observed_at=NEW),
    )
    hits = memory.recall("Which city does the climbing club practise in?")
    assert len(hits) == 2
    assert not any("recency" in hit.parts for hit in hits)
