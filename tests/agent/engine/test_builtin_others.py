"""Who "he", "she" and "they" are, from clause to clause and from turn to turn."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.others import by_name, called, known, named, several, somebody
from agent.engine.builtin.statements import statements
from agent.engine.builtin.topics import Topic
from memory.types import Observation


def talk(*said: str) -> list[str]:
    """The claims of Ina, who speaks first and last, in a talk with Ana."""
    rows = [
        Observation(
            source="chat",
            content=text,
            thread="talk",
            origin="third-party content" if at % 2 else "self-stated",
            context={"role": "other", "speaker": "Ana"}
            if at % 2
            else {"role": "user", "speaker": "Ina"},
        )
        for at, text in enumerate(said)
    ]
    return [each.shifted.text for each in statements(rows, Counter())]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("My brother called", "my brother"),
        ("I have a dog called Rex", "my dog Rex"),
        ("Rex is my dog", "my dog Rex"),
        ("I've been reading Frida Kahlo's letters", "Frida Kahlo"),
        ("I love Isaac Asimov", "Isaac Asimov"),
        ("My brother-in-law helped", "my brother-in-law"),
        ("My mum and I bake a lot", "my mum"),
        ("Our old dog died", "our old dog"),
        ("And my dad's health", "my dad"),
        ("One of my pupils is eighty", "one of my pupils"),
        ("How are you and Theo?", "Theo"),
        ("He was diagnosed with Parkinson's", None),  # nobody's name
        ("I've seen every continent but Africa", None),
        ("I speak some Arabic", None),
        ("I moved to Lyon", None),  # a place
        ("I love Italian food", None),
        ("I have a project about Windrush", None),  # what it is about
        ("I met Ana and Bela", None),  # which?
        ("Hey Ana, how are you?", None),  # called, not spoken of
    ],
)
def test_somebody_is_spoken_of(text: str, who: str | None) -> None:
    """One, by kinship or by name."""
    found = somebody(text, aside=frozenset({"Ana"}))
    assert (found.words if found else None) == who


def test_in_anothers_words_your_dog_is_the_persons() -> None:
    """And "my dog" is not."""
    found = somebody("How old is your dog?", own=False)
    assert found is not None
    assert found.words == "my dog"
    assert somebody("My dog is ten", own=False) is None


@pytest.mark.parametrize(
    ("said", "who", "whole"),
    [
        ("She loves the sea", "my aunt", "my aunt loves the sea"),
        ("Her stories make me laugh", "my aunt", "my aunt's stories make me laugh"),
        ("I've had him for five years", "Rex", "I have had Rex for five years"),
        ("I learnt a lot from her myself", "my aunt", "I learnt a lot from my aunt myself"),
        ("I always find his writing calming", "Isaac Asimov", None),  # see below
        ("He loves the sea", "my aunt", None),  # an aunt is no "he"
        ("He told her off", "my uncle", None),  # two people
        ("He knows all their names", "my son", None),  # somebody else's names
        ("I love the sea", "my aunt", None),
    ],
)
def test_a_pronoun_is_who_it_means(said: str, who: str, whole: str | None) -> None:
    """The first one; nothing where it could be somebody else."""
    if who == "Isaac Asimov":
        whole = "I always find Isaac Asimov's writing calming"
    assert called(said, Topic(who, living=True)) == whole


@pytest.mark.parametrize(
    ("said", "who", "whole"),
    [
        ("They love the sea", "my kids", "my kids love the sea"),
        ("They are my rock", "my family", "my family is my rock"),
        ("They always cheer me up", "my family", "my family always cheers me up"),
        ("Their support means a lot to me", "my friends", "my friends' support means a lot to me"),
        ("I took them to the lake", "my kids", "I took my kids to the lake"),
        ("They do", "my kids", None),  # nothing is told
    ],
)
def test_they_are_those_of_the_person(said: str, who: str, whole: str | None) -> None:
    """A group is told of as one."""
    assert called(said, Topic(who, plural=True, living=True)) == whole


def test_several_are_kept_only_while_they_are_gone_on_about() -> None:
    """And not where there are two groups."""
    kids = several("My two kids are back", None, own=True)
    assert kids is not None
    assert kids.words == "my two kids"
    assert several("Do they like it there?", kids, own=False) == kids
    assert several("The weather is nice", kids, own=False) is None
    assert several("My parents met my friends", None, own=True) is None


def test_a_name_that_is_given_goes_with_who_has_it() -> None:
    """From then on the name says who it is."""
    dog = Topic("my dog", living=True)
    rex = named("His name is Rex", dog)
    assert rex is not None
    assert rex.words == "my dog Rex"
    assert named("His name is Rex", Topic("Ana", living=True)) is None
    assert by_name("Rex loves the sea", known([rex])) == "my dog Rex loves the sea"
    assert by_name("Bela loves the sea", known([rex])) is None
    assert known([dog]) == {}


def test_somebody_stays_in_mind_past_what_else_is_told() -> None:
    """Over clauses and turns, until another is named."""
    assert talk("I adopted a dog called Rex. The shelter was in Lyon. He sleeps in my bed.")[
        -1
    ] == ("Their dog Rex sleeps in their bed")
    assert talk("My aunt is a painter.", "Lovely!", "I visit her every week.")[-1] == (
        "Visits their aunt every week"
    )
    assert talk("Our director is strict. She gets the best out of us.")[-1] == (
        "Their director gets the best out of them"
    )
    assert talk("My son is an artist. He's moved back in with me.")[-1] == (
        "Their son has moved back in with them"
    )
    assert talk("My dad is a baker. He and I watch films together.")[-1] == (
        "Watches films together with their dad"
    )
    assert talk("My aunt is a painter.", "And your brother?", "He makes me laugh.")[-1] == (
        "Their brother makes them laugh"
    )
    assert talk("I'm here.", "Do you know Youssou N'Dour?", "His music calms me.")[-1] == (
        "Feels that Youssou N'Dour's music calms them"
    )


def test_of_two_at_once_nobody_is_meant() -> None:
    """It could be either."""
    assert talk("My brother and my dad came over. He made me laugh.") == [
        "Their brother and their dad came over"
    ]


def test_somebody_new_without_a_name_takes_the_place_of_who_was_spoken_of() -> None:
    """They are "she" then, though nobody knows who they are, or only "one of my pupils"."""
    assert talk("My aunt is a painter. I met an old friend at the market. She makes me laugh.") == [
        "Their aunt is a painter",
        "Met an old friend at the market",
    ]
    assert talk("My dad is a baker. Leo's walking! He makes me laugh.") == ["Their dad is a baker"]
    assert talk("My aunt is a painter. One of my pupils is eighty. She taught me to sing.")[-1] == (
        "Says that one of their pupils taught them to sing"
    )


def test_who_is_gone_on_about_stays_in_mind_beside_another() -> None:
    """Another may be named in passing; but where both act, nobody knows who is meant next."""
    assert talk("My mum fell. We moved her to a flat near my sister. She hates the stairs.")[1] == (
        "Moved their mum to a flat near their sister"
    )
    assert talk("My mum fell. We moved her near my sister. She teaches me to knit.")[-1] == (
        "Their mum teaches them to knit"
    )
    spoilt = talk("My dog is ill. My wife spoils him. I found him in a park.")
    assert not any(each.startswith("Found") for each in spoilt)


def test_a_brother_is_no_she() -> None:
    """Neither by the topic nor by who was spoken of last."""
    assert talk("My brother came with his new girlfriend. She's a baker.") == [
        "Their brother came with his new girlfriend"
    ]
    assert talk("My brother is a painter. Shes a baker.") == ["Their brother is a painter"]


def test_what_somebody_is_is_no_thing() -> None:
    """No "it" of the next sentence means a trade."""
    assert talk("My uncle was a baker and I've always wanted to use it properly.") == [
        "Their uncle was a baker"
    ]
    assert talk("My uncle came. He was a baker and I've always wanted to use it properly.")[1:] == [
        "Their uncle was a baker"
    ]


def test_who_is_called_by_name_is_not_who_is_meant() -> None:
    """The one they talk to is "you"."""
    assert talk("Thanks, Ana! I miss her every day.") == []
