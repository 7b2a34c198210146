"""Claims taken apart, and questions that only several of them answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.embedding import HashedEmbedder
from memory.retrieval.frames import Frame, frame_of
from memory.retrieval.links import Links
from memory.types import Proposition
from tests.support.recalling import Memory


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
)


@pytest.mark.parametrize(
    ("question", "value", "hops"),
    [
        ("In which city was the author of Low Water born?", "Hull", 2),
        ("In which city was the person born whom the author of Low Water is married to?",
         "Deal", 3),
        ("What is the capital of Old Marsh?", "Fenny", 1),
    ],
)  # fmt: skip
def test_links_are_followed(question: str, value: str, hops: int) -> None:
    """What one claim says is what the next is about."""
    path = Links(CLAIMS, HashedEmbedder()).follow(question)
    assert path is not None
    assert (path.value, len(path.links)) == (value, hops)


def test_the_later_claim_is_followed() -> None:
    """Of two that differ in their value only, the first no longer leads anywhere."""
    links = Links([*CLAIMS, "The author of Low Water is Tom Reed."], HashedEmbedder())
    path = links.follow("In which city was the author of Low Water born?")
    assert path is not None
    assert path.value == "Deal"


def test_a_question_about_nobody_known_has_no_path() -> None:
    """Names are looked for as whole words."""
    assert Links(CLAIMS, HashedEmbedder()).follow("Who wrote High Watermark?") is None
    assert Links([], HashedEmbedder()).follow("Who wrote Low Water?") is None


def test_circles_end() -> None:
    """Claims that lead back to where they began are each followed once."""
    links = Links(["Ina is married to Tom.", "Tom is married to Ina."], HashedEmbedder())
    path = links.follow("Who is Ina married to?")
    assert path is not None
    assert len(path.links) <= 2
