"""Following what claims name, apart from how they are found."""

from __future__ import annotations

from collections.abc import Sequence

from memory.embedding import HashedEmbedder
from memory.retrieval.links import follow
from memory.retrieval.rows import Candidate
from memory.retrieval.tokens import word_set

PEOPLE = (
    "Has a sister called Mara",
    "Mara is married to Tom",
    "Tom works at Nordlicht",
    "Works on the Quarry project",
    "Quarry is written in Rust",
)
WORK = "Where does my sister's husband work?"


def chain(
    question: str,
    texts: Sequence[str],
    *,
    near: Sequence[str] | None = None,
    noting: list[str] | None = None,
) -> list[str]:
    """The claims followed, of which only those near the question were found so far."""
    embedder = HashedEmbedder()
    asked = word_set(question)
    vectors = embedder.embed([question, *texts])
    claims = {
        text: Candidate("proposition", seq, f"p{seq}", text, "", "", seq, 0, None, None, None)
        for seq, text in enumerate(texts)
    }
    for claim, vector in zip(claims.values(), vectors[1:], strict=True):
        claim.matched = asked & word_set(claim.text)
        claim.dense = float(vector @ vectors[0])

    def about(name: str) -> list[Candidate]:
        if noting is not None:
            noting.append(name)
        # In any order: which is the newer one is for the follower to see.
        return [claim for text, claim in reversed(claims.items()) if name in text]

    found = [claims[text] for text in (texts if near is None else near)]
    return [claim.text for claim in follow(question, found, about, embedder)]


def test_what_was_not_found_is_looked_up() -> None:
    """Neither who the sister is nor whom she married need have been found by the question."""
    assert chain(WORK, PEOPLE, near=PEOPLE[3:])[:3] == [*reversed(PEOPLE[:3])]


def test_whose_it_is_is_read_from_the_found_as_well() -> None:
    """A name before "'s", and one that ends so itself."""
    claims = (
        "The author of Rand's Hill is Ole",
        "Ole lives in Marram",
        "Ole's dog is Bo",
        "Bo likes bones",
    )
    assert chain("Where does the author of Rand's Hill live?", claims)[0] == claims[1]
    assert chain("Which bones does Ole's dog like?", claims)[:2] == [claims[3], claims[2]]


def test_what_the_person_does_leads_on() -> None:
    """Where it is said to be theirs."""
    assert chain("Which language is my project written in?", PEOPLE)[:2] == [*reversed(PEOPLE[3:])]
    assert chain("Which language is any project of Sol written in?", PEOPLE) == []


def test_a_claim_with_all_the_words_is_enough() -> None:
    """Nothing is looked up then; nor does a path count that says less than a claim alone."""
    looked_up: list[str] = []
    assert chain(WORK, (*PEOPLE, "Their sister's husband likes his work"), noting=looked_up) == []
    assert looked_up == []
    alone = "At night the husband of their sister has work"
    assert chain("When does my sister's husband usually work?", (*PEOPLE, alone)) == []


def test_several_of_a_kind_are_all_followed() -> None:
    """There may be two sisters, of whom one is married."""
    claims = (*PEOPLE, "Has a sister called Ida", "Ida likes tea")
    assert chain(WORK, claims, near=claims[3:4])[0] == "Tom works at Nordlicht"


def test_the_newer_of_two_values_is_followed() -> None:
    """In whatever order they are looked up."""
    claims = (*PEOPLE, "Tom works at Fjord")
    assert chain(WORK, claims)[0] == "Tom works at Fjord"


def test_a_path_goes_on_for_words_that_are_left_over() -> None:
    """Though it comes no closer by it; but a name that is asked for is an answer."""
    claims = ("Has a dentist called Jane Hill", "Jane Hill's dentist is Bo")
    assert chain("Which wagon is that of my dentist?", claims) == [*reversed(claims)]
    assert chain("What is the name of my dentist?", claims) == []


def test_what_is_known_beyond_follows_where_words_are_left_over() -> None:
    """The next claim may say them in others; where none are, the path is the answer."""
    claims = (*PEOPLE[:2], *(f"Tom likes {what}" for what in ("tea", "chess")))
    assert chain("Who is my sister married to?", claims) == [*reversed(PEOPLE[:2])]
    more = chain("Who is my sister married to, and is he a gambler?", claims)
    assert more == [*reversed(PEOPLE[:2]), "Tom likes chess"]
