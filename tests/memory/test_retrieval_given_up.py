"""What somebody says they no longer care for does not answer what they like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from memory.retrieval import Weights
from memory.retrieval.given_up import asks_for_tastes, given_up
from memory.retrieval.tokens import word_set
from memory.types import Labels, Observation
from tests.support.recalling import NOW, Memory, chat, texts

LOVED = "I love spending my evenings with pottery"
OTHER = "I love doing the garden with Ana"
OVER = "I used to be all about pottery, but lately I sing"
ASKED = "What do I love doing in the evenings?"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (OVER, "pottery"),
        ("I was really into rowing for years, but these days I walk", "rowing"),
        ("I did love Marseille, though these days I would rather be inland", "Marseille"),
        ("Funny that I used to spend whole weekends at flea markets", "flea markets"),
        ("I used to be a huge fan of “Twin Peaks” and the like", "Twin Peaks"),
        ("I used to love spending my Sundays at the races", "races"),
        ("I don't drink coffee any more", "coffee"),
        ("I used to gravitate towards loud shirts", "loud shirts"),
        ("Not into techno these days", "techno"),
        ("no longer interested in stamps, sorry", "stamps"),
        ("Gone off olives", "olives"),
        ("I gave up smoking last year", "smoking"),
        ("I've stopped eating meat", "meat"),
        ("I'm so over karaoke", "karaoke"),
        ("Honestly, bored with chess", "chess"),
        ("I’ve lost interest in sudoku", "sudoku"),
        ("Lately I read essays rather than crime novels", "crime novels"),
    ],
)
def test_what_is_given_up(text: str, what: str) -> None:
    """A liking, or what is done for its own sake, that is said to be over."""
    assert given_up(text) == (word_set(what),)


@pytest.mark.parametrize(
    "text",
    [
        "I used to live in Leeds",
        "The shop used to sell maps",
        "My sister used to love tennis",
        "We went off to Paris",
        "I stopped at the shop",
        "I have stopped going for walks",
        "I was really into rowing for years",
        "I did love the concert",
        "I don't drink coffee",
        "I haven't watched much tennis lately",
        "I like tea more than coffee",
        "I got the job, I am over the moon",
        "I'm used to cold water",
        "I used to love all of this",
        "I used to do that stuff every weekend",
        "Words " * 300 + OVER,
        "I used to read the long Russian novels of the nineteenth century there",
    ],
)
def test_what_is_not(text: str) -> None:
    """Where somebody lived, what others liked, what was liked and may be still."""
    assert given_up(text) == ()


def test_which_questions_it_bears_on() -> None:
    """What somebody likes or does for its own sake."""
    for question in (ASKED, "What are my hobbies?", "my favourite drinks?", "What do I listen to?"):
        assert asks_for_tastes(question)
    for question in ("Where do I live?", "When is the dentist?", "What does the flat cost?"):
        assert not asks_for_tastes(question)


def told(text: str, days: float, **fields: Any) -> Observation:  # noqa: ANN401 - as chat has it
    """A turn of a conversation of its own, so many days before now."""
    when = NOW - timedelta(days=days)
    return chat(text, thread=f"{text[:12]} {days}", observed_at=when, **fields)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """Two likings, one of which is over; the words of the question are in both."""
    opened = Memory(tmp_path)
    opened.observe(told(LOVED, 30), told(OTHER, 20))
    yield opened
    opened.close()


def test_it_loses_to_what_still_holds(memory: Memory) -> None:
    """And the turn that ends it, which has no word of the question, comes right above."""
    assert texts(memory.recall(ASKED))[0] == LOVED
    memory.observe(told(OVER, 10))
    hits = memory.recall(ASKED)
    assert texts(hits) == [OTHER, OVER, LOVED]
    for hit in hits:
        assert hit.score == pytest.approx(sum(hit.parts.values()))
    assert hits[2].parts["superseded"] == pytest.approx(-hits[2].score)
    assert hits[1].parts["recency"] > 0


def ended(memory: Memory, text: str = LOVED, asked: str = ASKED, k: int = 10) -> bool:
    """Whether a turn is told as over."""
    return "superseded" in {hit.text: hit for hit in memory.recall(asked, k=k)}[text].parts


def test_it_is_found_wherever_it_was_said(memory: Memory) -> None:
    """Also where the question finds enough else, and much else was given up since."""
    memory.observe(*(told(f"Long are the evenings in month {n}", 40 + n) for n in range(60)))
    memory.observe(told(OVER, 10))
    found = texts(memory.recall(ASKED, k=50))
    assert found.index(OVER) == found.index(LOVED) - 1
    memory.observe(*(told(f"Ben gave up on evenings with my aunt in {n}", 9) for n in range(70)))
    assert ended(memory, k=100)


def test_words_that_everybody_uses_hide_no_end(memory: Memory) -> None:
    """Whatever was written down since with such a word and an end of something else."""
    said = "I love my evenings with marquetry, truly"
    over = "I used to be all about marquetry, but lately I sing"
    memory.observe(told(said, 30))
    others = [told(f"It truly stopped at {n} lately", 60) for n in range(1600)]
    memory.observe(told(over, 10), *others, indexed=False)
    assert ended(memory, said)


def test_it_is_heeded_as_far_down_as_is_asked_for(memory: Memory) -> None:
    """Who asks for many turns is not told at the end of them what is over."""
    said = "Some evenings go to marquetry"
    over = "I used to be all about marquetry, but lately I sing"
    memory.observe(*(told(f"What I love doing in the evenings, {n}", 40) for n in range(20)))
    memory.observe(told(said, 30))
    memory.observe(told(over, 10), indexed=False)
    assert texts(memory.recall(ASKED, k=40)).index(said) > 12
    assert ended(memory, said, k=40)


def test_what_an_assistant_says_is_not_what_is_looked_for(memory: Memory) -> None:
    """However near the question it is, nor is it an end."""
    reply: dict[str, Any] = {"origin": "third-party content", "context": {"role": "assistant"}}
    asked = "What do I love doing in the long dark evenings of winter?"
    memory.observe(*(told(f"{asked} You love doing {n}", 40, **reply) for n in range(60)))
    said = "Many love their winter evenings with pottery"
    memory.observe(told(said, 15, **reply), told(OVER, 10, **reply))
    assert not ended(memory, said, asked, k=100)
    memory.observe(told(OVER, 9))
    assert ended(memory, asked=asked, k=100)


def test_it_bears_on_advice(memory: Memory) -> None:
    """Whoever asks for ideas is not helped with what is over."""
    memory.observe(told(OVER, 10))
    assert ended(memory, asked="Suggest something that I would love for my evenings")


def test_where_nothing_can_be_looked_for(tmp_path: Path) -> None:
    """Where the best turn has but the question's words."""
    memory = Memory(tmp_path)
    memory.observe(told("Love evenings", 30))
    assert texts(memory.recall(ASKED)) == ["Love evenings"]
    memory.close()


def test_who_asks_for_it_by_name_is_answered_by_its_end(memory: Memory) -> None:
    """In the place of what was said of it."""
    memory.observe(told(OVER, 10))
    assert texts(memory.recall("Do I still love pottery, doing it with Ana?"))[0] == OVER


def test_an_end_that_fits_better_keeps_its_place(memory: Memory) -> None:
    """It needs no other's."""
    memory.observe(told(OVER, 10))
    best = memory.recall("What am I all about lately, what do I love to sing?")[0]
    assert best.text == OVER
    assert "recency" not in best.parts


@pytest.mark.parametrize(
    "end",
    [
        told(OVER, 40),
        told(OVER, 10, origin="third-party content", context={"speaker": "Ben"}),
        told(OVER, 10, origin="third-party content"),
        told(OVER, 10, context={"speaker": "Ben"}),
        told(OVER, 10, labels=Labels("secret")),
    ],
)
@pytest.mark.parametrize("text", [LOVED, "Pottery in the evenings, doing bowls"])
def test_what_ends_nothing(tmp_path: Path, end: Observation, text: str) -> None:
    """What was said before, by somebody else, or in secret."""
    memory = Memory(tmp_path)
    memory.observe(told(text, 30), end)
    assert not ended(memory, text)
    memory.observe(told(OVER, 5))
    assert ended(memory, text)
    memory.close()


def test_of_two_ends_the_later_comes_above(memory: Memory) -> None:
    """And the liking loses once, not for each."""
    later = "We stopped pottery last week"
    memory.observe(told(OVER, 10), told(later, 7))
    hits = memory.recall(ASKED)
    assert texts(hits)[1:] == [later, LOVED, OVER]
    for hit in hits:
        assert hit.score == pytest.approx(sum(hit.parts.values()))


def test_where_it_holds_again(memory: Memory) -> None:
    """Where somebody speaks well of it later, not where they but speak of it."""
    memory.observe(told(OVER, 10), told("Passed the pottery in the evening", 8))
    assert ended(memory)
    memory.observe(told("I'm really keen on pottery again", 2))
    assert not ended(memory)


def test_what_others_say_of_it_to_the_person(memory: Memory) -> None:
    """It tells no more of a liking that is over; of their own it does."""
    said = "You love your evenings with pottery"
    others = "third-party content"
    memory.observe(told(said, 15, origin=others, context={"speaker": "Ben"}))
    memory.observe(told(OVER, 14, origin=others, context={"speaker": "Dora"}))
    assert not ended(memory, said)
    memory.observe(told(OVER, 10))
    assert ended(memory, said)
    assert not ended(memory, said, "What does Ben love doing in the evenings?")


def test_an_assistant_ends_nothing(memory: Memory) -> None:
    """Not even what it said itself."""
    reply = {"origin": "third-party content", "context": {"role": "assistant"}}
    said = "Many love their evenings with pottery"
    memory.observe(told(said, 15, **reply), told(OVER, 10, **reply))
    assert not ended(memory, said)


def test_it_can_be_switched_off(memory: Memory) -> None:
    """With the weight of what is newer; and where the past is asked for it counts as before."""
    memory.observe(told(OVER, 10))
    [loved] = [h for h in memory.recall(ASKED, weights=Weights(recency=0)) if h.text == LOVED]
    assert "superseded" not in loved.parts
    assert not ended(memory, asked="What did I love doing in the evenings?")
    assert not ended(memory, asked="What was said of the evenings?")
