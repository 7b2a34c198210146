"""Whether two claims say the same in other words; without vectors."""

from __future__ import annotations

import pytest

from memory.claims import parse_claim
from memory.rewording import same_sense, says_less


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Repairs old bicycles at the weekend", "At the weekend fixes antique bikes"),
        ("Ines was hired by the museum as a guide", "The museum took on Ines as a guide"),
        ("Stores the invoices in a folder of their own", "Keeps the invoices in an own directory"),
        ("Is scared of wasps", "Fears wasps"),
        ("The organ is tuned by a friend", "A friend tunes the organ"),
        ("Their son is called Milo", "Has a son named Milo"),
        ("Has finished the course on bees", "Completed the course on bees"),
        ("Pays 700 euros in rent", "Their rent is 700 euros"),
        ("Runa interviewed Milo", "Milo was interviewed by Runa"),
    ],
)
def test_other_words_of_the_same_meaning(one: str, other: str) -> None:
    """Synonyms, voice and order change nothing."""
    assert same_sense(parse_claim(one), parse_claim(other))
    assert same_sense(parse_claim(other), parse_claim(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teaches physics at a grammar school", "Teaches physics at a prison"),
        ("Has trouble with the subjunctive in French", "Has trouble with the subjunctive in Latin"),
        ("Won the tombola at the fair", "Lost the tombola at the fair"),
        ("Opened an account at the savings bank", "Closed an account at the savings bank"),
        ("Had an operation on the left knee", "Had an operation on the right knee"),
        ("Is better at serving than at returning", "Is better at returning than at serving"),
        ("Took the ferry from Kiel to Oslo", "Took the ferry from Oslo to Kiel"),
        ("Wants the letter by post and not by mail", "Wants the letter by mail and not by post"),
        ("Ana lent Ben a drill", "Ben lent Ana a drill"),
        ("Plays the oboe in the town band", "Played the oboe in the town band"),
        ("Takes a class in pottery", "Teaches a class in pottery"),
    ],
)
def test_one_word_or_its_place_makes_another_claim(one: str, other: str) -> None:
    """Whatever the vectors say: most of these lie nearer than paraphrases do."""
    assert not same_sense(parse_claim(one), parse_claim(other))
    assert not says_less(parse_claim(one), parse_claim(other))
    assert not says_less(parse_claim(other), parse_claim(one))


@pytest.mark.parametrize(
    ("less", "more", "expected"),
    [
        ("Stores recipes in Obsidian", "Keeps recipes in Obsidian, tagged by season", True),
        ("Opened a bookshop", "Opened a second-hand bookshop in Turku with savings", True),
        ("Has a cat", "Bought a cat bed", False),
        ("Is a physician", "Sees the doctor about a sore knee", False),
        ("Runs 10 km on Sundays", "Runs 12 km on Sundays with the club", False),
        ("Works on the bridge project", "Worked on the bridge project with two engineers", False),
    ],
)
def test_less_of_the_same(less: str, more: str, expected: bool) -> None:  # noqa: FBT001
    """All that one says is said by the other, of the same time and with the same numbers."""
    assert says_less(parse_claim(less), parse_claim(more)) == expected
    assert not says_less(parse_claim(more), parse_claim(less))


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("Swam 5 laps in 5 minutes", "Swam 3 laps in 5 minutes"),
        ("Swam 3 laps in 5 minutes", "Swam 5 laps in 3 minutes"),
    ],
)
def test_figures_are_compared_in_their_places(less: str, more: str) -> None:
    """That each of them occurs in the other sentence does not make it the same."""
    one, other = parse_claim(less), parse_claim(more)
    assert not says_less(one, other)
    assert not same_sense(one, other)
