"""What "it", "they" and "this" stand for, what is left out, and what a picture shows."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.demonstratives import introduced, pointed
from agent.engine.builtin.effects import moved
from agent.engine.builtin.pictures import shown
from agent.engine.builtin.statements import statements
from agent.engine.builtin.topics import asked_about, resumed, topic
from memory.types import Observation


def told(text: str) -> list[str]:
    """The claims that a message makes, whatever the heads think of them."""
    row = Observation(source="chat", content=text, origin="self-stated", context={"role": "user"})
    return [each.shifted.text for each in statements((row,), Counter())]


@pytest.mark.parametrize(
    ("before", "said", "whole"),
    [
        ("Knitting is my escape", "It keeps me calm", "knitting keeps me calm"),
        ("I'm passionate about cycling", "It gives me energy", "cycling gives me energy"),
        ("I adopted a cat", "I love it", "I love the cat"),
        (
            "I've been volunteering at a hospice on Mondays",
            "It means a lot to me",
            "volunteering at a hospice on Mondays means a lot to me",
        ),
        ("My dog Bruno is old", "He keeps me company", "my dog Bruno keeps me company"),
        ("I adopted Rex last year", "He keeps me company", "Rex keeps me company"),
        ("My parents are retired", "They gave me a van", "my parents gave me a van"),
        ("We adopted two cats", "They sleep in my bed", "the two cats sleep in my bed"),
        ("I take pills for my back", "They make me dizzy", "pills make me dizzy"),
        ("Rowing is hard work", "Helps me sleep, though", "rowing helps me sleep, though"),
        ("I'm a big fan of dark chocolate", "It's my treat", "dark chocolate is my treat"),
        ("I also like to play ping pong", "I'm good at it", "I am good at ping pong"),
        (
            "Chess is my game",
            "I've never played it at school",
            "I have never played chess at school",
        ),
        (
            "I love mountain biking",
            "I've been doing it for years",
            "I have been doing mountain biking for years",
        ),
        ("I play calm music", "which helps me focus", "calm music helps me focus"),
        ("Painting is my hobby", "It's a great way to rest", "painting is a great way to rest"),
        ("Mario Kart is my game", "I love it", "I love Mario Kart"),
        (
            "I do escape to the old mill whenever I can",
            "It's where I go to rest",
            "the old mill is where I go to rest",
        ),
        ("Rowing is hard", "It's what kept me sane", "rowing is what kept me sane"),
        ("Being a nurse is hard", "I wouldn't trade it", "I would not trade being a nurse"),
    ],
)
def test_what_goes_on_is_about_the_topic(before: str, said: str, whole: str) -> None:
    """The subject of the sentence before, or what the person said that they love, do or have."""
    about = topic(before)
    assert about is not None
    assert resumed(said, about) == whole


@pytest.mark.parametrize(
    ("question", "said", "whole"),
    [
        ("What do bees mean to you?", "They calm me", "bees calm me"),
        ("How is your pottery going?", "It keeps me busy", "my pottery keeps me busy"),
        (
            "How have your aunts been helping you with the move?",
            "They gave me their van",
            None,  # whose van?
        ),
        ("Do you like painting horses?", "It frees my mind", "painting horses frees my mind"),
        ("What did you take from it?", "It taught me patience", None),
        ("What is the time?", "It keeps me busy", None),
    ],
)
def test_a_question_may_name_what_the_answer_is_about(
    question: str, said: str, whole: str | None
) -> None:
    """In the words of the one who is asked."""
    about = asked_about(question)
    assert (resumed(said, about) if about else None) == whole


@pytest.mark.parametrize(
    ("said", "before", "whole"),
    [
        ("I use it to think", "Clay is my hobby", "I use clay to think"),
        ("I made it for my aunt", "Clay is my hobby", None),
        (
            "It's a great chance for me",
            "I'm getting ready for a regatta",
            "the regatta is a great chance for me",
        ),
    ],
)
def test_the_topic_may_be_what_is_used(said: str, before: str, whole: str | None) -> None:
    """As an object too, where the verb leaves no doubt."""
    about = topic(before)
    assert about is not None
    assert resumed(said, about) == whole


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("Knitting is my escape", "They keep me calm"),  # one thing, and several
        ("My dog Bruno is old", "It keeps me company"),
        ("Knitting is my escape", "It is hard to find the time"),  # points ahead
        ("Knitting is my escape", "It was raining all day"),
        ("Knitting is my escape", "I will make it"),  # in time
        ("I love chess", "I never got around to it"),
        ("Chess is my game", "I've been doing it for years"),  # nobody does chess
        ("My sister called", "They gave me a van"),
        ("My son loves beetles", "He knows all their names"),  # the beetles', not the person's
    ],
)
def test_a_pronoun_that_does_not_fit_stays_open(before: str, said: str) -> None:
    """A wrong antecedent would be worse than none."""
    about = topic(before)
    assert about is None or resumed(said, about) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Thanks, that helped",
        "It was great",
        "There is a lot to do",
        "I'm trying my hand at cooking",
        "I bought it at a market",  # goes on about what was bought
    ],
)
def test_what_names_nothing_is_no_topic(sentence: str) -> None:
    """Nothing can be meant by a later "it"."""
    assert topic(sentence) is None


def test_a_topic_is_kept_while_it_is_talked_of() -> None:
    """Over several sentences, and past a question; not past another topic."""
    assert told("Pottery is my passion. It calms me. It also helps me think.")[-1] == (
        "Feels that pottery also helps them think"
    )
    assert "Feels that pottery calms them" in told(
        "Pottery is my passion. Do you do it? It calms me."
    )
    assert told("Pottery is my passion. We talked about Rome. It calms me.")[-1:] != [
        "Feels that pottery calms them"
    ]


@pytest.mark.parametrize(
    ("said", "thought"),
    [
        ("It made me realise how much I need rest", "I realised how much I need rest"),
        ("That makes me appreciate my friends", "I appreciate my friends"),
        ("Reminds me how much I love singing", "I love singing"),
        ("It made me a sandwich", None),
    ],
)
def test_what_something_made_them_think_is_theirs(said: str, thought: str | None) -> None:
    """The thought stands without the thing that gave it."""
    assert moved(said) == thought


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("I met this baker at the market", "I met a baker at the market"),
        ("I've known these friends for years", "I've known friends for years"),
        ("I found this really old map", "I found a really old map"),
        ("I found this really helps people", "I found this really helps people"),
        ("This ring means a lot to me", "A ring means a lot to me"),
        ("I read this article that I found online", "I read an article that I found online"),
        ("I adopted that kitten from the shelter", "I adopted a kitten from the shelter"),
    ],
)
def test_this_that_brings_up_something_new_is_a(said: str, known: str) -> None:
    """To others it is one of its kind."""
    assert introduced(said) == known


@pytest.mark.parametrize(
    "said",
    ["I love this song", "I found this issue in the code", "I'm off this weekend", "I did this"],
)
def test_this_that_points_stays(said: str) -> None:
    """What is shown, liked or before both cannot be told without seeing it."""
    assert introduced(said) == said


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("I could spend hours in that bookstore", "I could spend hours in the bookstore"),
        (
            "Those hikes with my dad are my best memories",
            "The hikes with my dad are my best memories",
        ),
        ("I take care of these kids", "I take care of the kids"),
        ("I think that dogs are great", None),
        ("That is a good idea", None),
        ("I've been thinking of that", None),
        ("I love those kinds of shows", None),
    ],
)
def test_what_is_pointed_out_by_name_is_the_one(said: str, known: str | None) -> None:
    """Others are told of "the bookstore"; what has no name is not told of."""
    assert pointed(said) == known


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("Here's a pic of my sister at the lake!", "Shared a photo of their sister at the lake"),
        ("Check out these photos of you", None),
        ("Here's a picture of a cat", None),
        ("Here's my code", None),
    ],
)
def test_a_picture_of_their_life_is_an_act_of_theirs(said: str, act: str | None) -> None:
    """Only where it is said what of theirs is on it."""
    assert shown(said) == act


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("Here's a mug I made last week.", "Made a mug last week"),
        ("Check out this bench I built for my aunt!", "Built a bench for their aunt"),
        (
            "Here's one of my medals from a race, a nice memory.",
            "Showed one of their medals from a race",
        ),
        ("Check out this piece I made!", None),
        ("Here's one I did last week", None),
    ],
)
def test_what_is_shown_to_somebody_is_theirs(said: str, act: str | None) -> None:
    """An assistant is shown code and files; a person is shown what one has made."""
    assert shown(said, to_somebody=True) == act
    assert shown(said) is None


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("I finished another quilt - want to see it?", "Finished another quilt"),
        ("I'm stuck on my essay, should I start over?", "Is stuck on their essay"),
        ("It was hard, but singing has kept me going.", "Feels that singing has kept them going"),
        ("Family time matters to me.", "Feels that family time matters to them"),
        ("For me, cooking is a way of giving.", "Says that for them, cooking is a way of giving"),
        ("It's so good to see my roses bloom.", "Finds it so good to see their roses bloom"),
        ("Baking's my escape.", "Feels that baking is their escape"),
        ("Glad my exam is over.", "Is glad their exam is over"),
        ("We were all shocked when my cousin fell ill.", "Was shocked when their cousin fell ill"),
        ("Lately I've been sleeping badly.", "Has been sleeping badly lately"),
        ("I read an article on bees.", "Read an article on bees"),
        ("I finished Book I.", "Finished Book I"),
        ("I prefer documentaries, but maybe I should give it a try.", "Prefers documentaries"),
        ("I am vegan, because it is kinder.", "Is vegan"),
    ],
)
def test_it_is_said_as_the_person_would(text: str, claim: str) -> None:
    """One claim, in words that they would nod at."""
    assert told(text) == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "Been a busy week.",
        "Gonna be a great night with my friends.",
        "Exciting but scary for me.",
        "Trust me, when I started it was worse.",
        "Thanks for having my back.",
        "Keeps me grounded.",
        "So if I move to Porto, can I vote?",
        "I've tried to build my page using `grid`.",
        "I've got 9 + 16 = 25.",
        "It's amazing how far we've come.",
        "I have to find a new one by June.",
    ],
)
def test_what_only_looks_like_their_own_act_is_left_out(text: str) -> None:
    """The week was busy, not the person."""
    assert told(text) == []


def test_a_short_judgement_counts_of_what_was_spoken_of() -> None:
    """Alone it is small talk; beside the class it says what the class is to them."""
    assert told("I take a pottery class. Pottery's so calming and quiet.") == [
        "Takes a pottery class",
        "Thinks that pottery is so calming and quiet",
    ]
    assert told("I take a cooking class. Pottery's so calming and quiet.") == [
        "Takes a cooking class"
    ]
