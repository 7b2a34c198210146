"""Claims taken apart, and questions that only several of them answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from memory.embedding import HashedEmbedder
from memory.embedding.port import Vectors
from memory.errors import ModelError
from memory.retrieval.frames import Frame, frame_of
from memory.retrieval.relations import CALLED, readings, spellings, stated
from memory.retrieval.weights import Weights
from memory.types import Labels, Proposition
from tests.support.recalling import Memory, chat, texts

START = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("The capital of Old Marsh is Fenny.", Frame("Old Marsh", "capital of _", "Fenny")),
        ("The school where Ina Falk was taught is Hill House",
         Frame("Ina Falk", "school where _ was taught", "Hill House")),
        ("The colour of goaltending is green", Frame("goaltending", "colour of _", "green")),
        ("Ina's child is Jo", Frame("Ina", "child", "Jo")),
        ("Ina Falk was born in the city of Hull.",
         Frame("Ina Falk", "was born in the city of", "Hull")),
        ("Jo plays the position of sweeper", Frame("Jo", "plays the position of", "sweeper")),
        ("Jo likes tea", Frame("Jo", "likes", "tea")),
        ("Prefers tea", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_claim_is_taken_apart(text: str, frame: Frame | None) -> None:
    """By its shape alone; one that names no subject of its own has no frame."""
    assert frame_of(text) == frame


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("Has a sister called Mara", [("sister", CALLED, "Mara")]),
        ("Has a brother, Jo, who lives in Graz",
         [("brother", CALLED, "Jo"), ("Jo", "lives in", "Graz")]),
        ("Their dog is named Bo", [("dog", CALLED, "Bo")]),
        ("Their boss is Jane Hill", [("boss", CALLED, "Jane Hill")]),
        ("Mara is their sister", [("Mara", "is", "their sister"), ("sister", CALLED, "Mara")]),
        ("Their sister Mara lives in Graz",
         [("sister", CALLED, "Mara"), ("Mara", "lives in", "Graz"),
          ("sister", "lives in", "Graz")]),
        ("Mara is married to Tom",
         [("Mara", "is married to", "Tom"), ("Tom", "is married to", "Mara")]),
        ("Ben is dating Ines", [("Ben", "is dating", "Ines"), ("Ines", "is dating", "Ben")]),
        ("Tom is Mara's husband",
         [("Tom", "is", "Mara's husband"), ("Mara", "husband of _", "Tom")]),
        ("Leo's fiancée is Camila", [("Leo", "fiancée", "Camila")]),
        ("Works on the Quarry project", [("", "works on", "Quarry")]),
        ("Quarry is blocked by Hydra", [("Quarry", "is blocked by", "Hydra")]),
        ("Ina Falk was born in the city of Hull.",
         [("Ina Falk", "was born in the city of", "Hull")]),
        ("Their sister's name is Mara", [("sister", CALLED, "Mara")]),
        ("Their son is a baker", [("son", "is", "a baker")]),
        ("Their boss is Mara's husband", [("boss", "is", "Mara's husband")]),
        ("Tom is their sister's husband",
         [("Tom", "is", "their sister's husband"), ("sister", "husband of _", "Tom")]),
        ("Tom likes Mara's husband", [("Tom", "likes", "Mara's husband")]),
        ("Tom likes sailing with Ines", [("Tom", "likes sailing with", "Ines")]),
        ("Tom likes old Ines", [("Tom", "likes", "old Ines")]),
        ("Ana is Mara", [("Ana", "is", "Mara")]),
        ("Has lunch with Ines", [("", "has lunch with", "Ines")]),
        ("I'm working on the Quarry project this year", [("", "i'm working on", "Quarry")]),
        ("Tea at noon", []),
        ("Tom no longer works at Acme", []),
        ("Has two cats", []),
        ("Prefers tea", []),
    ],
)  # fmt: skip
def test_a_claim_says_something_of_each_that_it_names(
    text: str, frames: list[tuple[str, str, str]]
) -> None:
    """Of people by their names and by what they are to the person; nothing that is over."""
    assert list(readings(text)) == [Frame(*frame) for frame in frames]


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("My boss is Jane Hill, her assistant is Priya.",
         [("boss", CALLED, "Jane Hill"), ("Jane Hill", "assistant", "Priya")]),
        ("We saw Dr. Lang. My dog is called Bo and he is allergic to ham! Is Bo well?",
         [("", "we saw", "Dr. Lang"), ("dog", CALLED, "Bo"), ("Bo", "is allergic to", "ham")]),
        ("Mara married Tom in spring, and he works at Nordlicht",
         [("Mara", "married", "Tom in spring"), ("Tom", "married", "Mara")]),
        ("I have a brother named Jo. Jo isn't well", [("brother", CALLED, "Jo")]),
        ("Rik lives in Porto and he plays the tuba",
         [("Rik", "lives in", "Porto"), ("Rik", "plays", "the tuba")]),
        ("Our harbour is closed, it smells of fish", [("harbour", "is", "closed")]),
        ("Tom lives in Porto, " + "and so on, " * 20, []),
    ],
)  # fmt: skip
def test_so_do_the_sentences_of_a_turn(text: str, frames: list[tuple[str, str, str]]) -> None:
    """But for questions; "he" is whom the clause before is about, unless it is about a couple."""
    assert list(stated(text)) == [Frame(*frame) for frame in frames]


def test_a_thing_is_named_with_and_without_what_it_is() -> None:
    """Of one noun; "the Old Marsh football team" is not Old Marsh."""
    assert spellings("The Quarry project") == ("quarry project", "quarry")
    assert spellings("Old Marsh football team") == ("old marsh football team",)


def test_the_newer_of_two_values_is_told_first(tmp_path: Path) -> None:
    """Neither is retired for it: both are still found."""
    memory = Memory(tmp_path)
    for year, place in ((2022, "Porto"), (2024, "Lisbon"), (2020, "Faro")):
        began = datetime(year, 1, 1, tzinfo=UTC)
        memory.claim(Proposition(text=f"Ana Reis lives in {place}", valid_from=began))
    found = [hit.text for hit in memory.recall("where does Ana Reis live?")]
    assert found == [f"Ana Reis lives in {place}" for place in ("Lisbon", "Porto", "Faro")]
    memory.close()


def test_what_is_asked_for_is_told_before_what_bears_a_longer_name(tmp_path: Path) -> None:
    """Unless the longer one is asked for; a claim that fits much less well stays where it is."""
    memory = Memory(tmp_path)
    memory.claim(Proposition(text="The capital of Ruhn and Northern Marsh is Fenny."))
    short = "The capital of Ruhn is Deal by turns with Hallow, Marram, Fenny, Low Water and Hull"
    memory.claim(Proposition(text=short))
    [first, second] = memory.recall("What is the capital of Ruhn?")
    assert first.text.startswith("The capital of Ruhn is")
    assert "superseded" in second.parts
    memory.claim(Proposition(text="The capital of Deal is the town of Marram by the grey sea"))
    memory.claim(Proposition(text="The capital of Deal and Marram is Hallow."))
    first, second = memory.recall("What is the capital of Deal and Marram?")[:2]
    assert first.text == "The capital of Deal and Marram is Hallow."
    assert "superseded" not in {**first.parts, **second.parts}
    memory.close()


CLAIMS = (
    "The author of Low Water is Ina Falk.",
    "Ina Falk was born in the city of Hull.",
    "Ina Falk is married to Tom Reed.",
    "Tom Reed was born in the city of Deal.",
    "Tom Reed plays the cello.",
    "The capital of Old Marsh is Fenny.",
    "The author of Rand's Hill is Ole.",
    "Ole lives in Marram.",
)
PEOPLE = (
    "Has a sister called Mara",
    "Mara is married to Tom",
    "Tom works at Nordlicht",
    "Their boss is Jane Hill",
    "Jane Hill's assistant is Priya",
    "Priya's phone extension is 4471",
    "Works on the Quarry project",
    "Quarry is written in Rust",
    "Their brother Ben lives in Porto",
    "Ben is dating Ines",
    "Ines is vegetarian",
    "Rik is friends with Sol",
    "Rik plays the tuba",
    "Prefers tea to coffee",
)


class Failing(HashedEmbedder):
    """Embeds what is stored, and no question."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Fails for questions."""
        if any(text.endswith("?") for text in texts):
            raise ModelError("no model", hint="none")
        return super().embed(texts)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """An empty one."""
    memory = Memory(tmp_path)
    yield memory
    memory.close()


def told(memory: Memory, claims: Iterable[str]) -> None:
    """Add claims, each a day later."""
    for day, text in enumerate(claims):
        memory.claim(Proposition(text=text, valid_from=START + timedelta(days=day)))


def found(memory: Memory, question: str, at: datetime | None = None) -> list[str]:
    """What is recalled."""
    return texts(memory.recall(question, at=at))


@pytest.mark.parametrize(
    ("question", "claims"),
    [
        ("In which city was the author of Low Water born?", [1, 0]),
        ("In which city was the person born whom the author of Low Water is married to?",
         [3, 2, 0]),
        ("Where does the author of Rand's Hill live?", [7, 6]),
    ],
)  # fmt: skip
def test_links_are_followed(memory: Memory, question: str, claims: list[int]) -> None:
    """What one claim says is what the next is about; the last is told first, the others next."""
    told(memory, CLAIMS)
    assert found(memory, question)[: len(claims)] == [CLAIMS[claim] for claim in claims]


@pytest.mark.parametrize(
    ("question", "first", "through"),
    [
        ("Where does my sister's husband work?", "Tom works at Nordlicht",
         ["Mara is married to Tom", "Has a sister called Mara"]),
        ("What is the phone extension of my boss's assistant?", "Priya's phone extension is 4471",
         ["Jane Hill's assistant is Priya", "Their boss is Jane Hill"]),
        ("Which language is the project that I work on written in?", "Quarry is written in Rust",
         ["Works on the Quarry project"]),
        ("In which city does the man live whom Ines is dating?",
         "Their brother Ben lives in Porto", ["Ben is dating Ines"]),
    ],
)  # fmt: skip
def test_people_around_the_person_are_followed(
    memory: Memory, question: str, first: str, through: list[str]
) -> None:
    """By what they are to the person, and by their names."""
    told(memory, PEOPLE)
    assert found(memory, question)[: 1 + len(through)] == [first, *through]


TURNS = (
    "My sister Mara married Tom last spring",
    "Tom works at a bakery called Nordlicht",
    "My boss is Jane Hill, her assistant is Priya",
    "Priya's extension is 4471",
)


@pytest.mark.parametrize(
    ("question", "turns"),
    [
        ("Where does my sister's husband work?", [1, 0]),
        ("What is the extension of my boss's assistant?", [3, 2]),
    ],
)
def test_turns_are_followed_as_claims_are(memory: Memory, question: str, turns: list[int]) -> None:
    """What is told of other people is not always believed of the person, but known."""
    memory.observe(*(chat(text, place, thread=f"t{place}") for place, text in enumerate(TURNS)))
    memory.observe(*(chat(f"Sold {place} pots of jam", place) for place in range(40)))
    assert found(memory, question)[: len(turns)] == [TURNS[turn] for turn in turns]


@pytest.mark.parametrize(
    "said", [{"origin": "third-party content"}, {"context": {"role": "assistant"}}]
)
def test_what_others_said_leads_nowhere(memory: Memory, said: dict[str, Any]) -> None:
    """Neither what they wrote nor what an assistant answered."""
    memory.observe(
        *(
            chat(text, place, thread=f"t{place}", **(said if place else {}))
            for place, text in enumerate(TURNS)
        )
    )
    hits = memory.recall("Where does my sister's husband work?")
    assert all("link" not in hit.parts for hit in hits)


def test_what_is_known_of_where_a_path_leads_follows_it(memory: Memory) -> None:
    """Where words of the question are left over, which the next claim may mean in others."""
    told(memory, (*PEOPLE, *(f"Eats ham of sort {number} on Sundays" for number in range(30))))
    best = found(memory, "Can the one whom my brother is dating eat ham?")[:3]
    assert best == ["Ben is dating Ines", "Their brother Ben lives in Porto", "Ines is vegetarian"]


def test_a_name_is_not_followed_where_it_is_asked_for(memory: Memory) -> None:
    """It says already who somebody is."""
    told(memory, PEOPLE)
    assert found(memory, "What is the name of my boss?")[0] == "Their boss is Jane Hill"


def test_several_of_a_kind_are_all_followed(memory: Memory) -> None:
    """There may be two brothers, though only one plays anything."""
    told(memory, ("Has a brother called Rik", *PEOPLE, "Has a brother called Finn"))
    best = found(memory, "What does my brother's orchestra hear: what does my brother play?")
    assert best[0] == "Rik plays the tuba"


def test_the_later_claim_is_followed(memory: Memory) -> None:
    """Of two that differ in their value only, the first no longer leads anywhere."""
    told(memory, [*CLAIMS, "The author of Low Water is Tom Reed."])
    [best, *_] = found(memory, "In which city was the author of Low Water born?")
    assert best == "Tom Reed was born in the city of Deal."


def test_a_claim_that_says_it_all_is_not_followed(memory: Memory) -> None:
    """It has all the words of the question."""
    told(memory, (*PEOPLE, "Their sister's husband likes to work at night"))
    hits = memory.recall("When does my sister's husband like to work?")
    assert hits[0].text == "Their sister's husband likes to work at night"
    assert "link" not in hits[0].parts


@pytest.mark.parametrize("texts", [(), CLAIMS, ("Ina is married to Tom.", "Tom knows Ina.")])
def test_a_question_about_nobody_known_leads_nowhere(memory: Memory, texts: Sequence[str]) -> None:
    """Names are looked for as whole words, and circles end."""
    told(memory, texts)
    for question in ("Who is the author of High Watermark?", "Who is Ina's husband married to?"):
        memory.recall(question)  # ends


def test_it_can_be_switched_off(memory: Memory) -> None:
    """As every part of a score; else it is among the parts."""
    told(memory, CLAIMS)
    question = "In which city was the person born whom the author of Low Water is married to?"
    on, off = memory.recall(question), memory.recall(question, weights=Weights(link=0))
    assert on[0].parts["link"] > 0
    assert all("link" not in hit.parts for hit in off)
    assert on[0].score == pytest.approx(sum(on[0].parts.values()))


def test_nothing_above_the_clearance_is_followed(tmp_path: Path) -> None:
    """As if it were not there: neither where it would lead nor anything else changes."""
    question = "Where does my sister's husband work?"
    answers = []
    for hidden in (False, True):
        with closing(Memory(tmp_path / str(hidden))) as memory:
            told(memory, [text for text in PEOPLE if "married" not in text])
            if hidden:
                secret = Labels(sensitivity="secret")
                memory.claim(Proposition(text="Mara is married to Tom", labels=secret))
                all_seen = memory.recall(question, clearance="secret")
                assert all_seen[0].text == "Tom works at Nordlicht"
            answers.append([(hit.text, hit.score) for hit in memory.recall(question)])
    assert answers[0] == answers[1]


def test_it_is_followed_as_things_were(memory: Memory) -> None:
    """Where a question is asked as of a day."""
    told(memory, PEOPLE)
    memory.claim(Proposition(text="Tom works at Fjord", valid_from=START + timedelta(days=300)))
    question = "Where does my sister's husband work?"
    assert found(memory, question)[0] == "Tom works at Fjord"
    then = found(memory, question, at=START + timedelta(days=200))
    assert then[0] == "Tom works at Nordlicht"


def test_without_a_model_for_vectors_words_are_enough(tmp_path: Path) -> None:
    """Nothing can be compared, so nothing is followed, and nothing fails."""
    with closing(Memory(tmp_path, embedder=Failing())) as memory:
        told(memory, PEOPLE)
        assert found(memory, "Where does my sister's husband work?")
