"""What a person says of themselves, said in the third person."""

from __future__ import annotations

import pytest

from agent.engine.builtin.person_shift import shift
from agent.engine.builtin.sentences import sentences

SHIFTED = {
    "I prefer tea": "Prefers tea",
    "I've been learning Rust": "Has been learning Rust",
    "my sister Ana lives in Porto": "Their sister Ana lives in Porto",
    "I don't eat meat": "Does not eat meat",
    "I'm vegetarian now": "Is vegetarian",
    "I went to a seaside town an hour from here": "Went to a seaside town an hour away",
    "I kind of like the noise": "Likes the noise",
    "Although I'm shy, I love performing": "Loves performing although they are shy",
    "To unwind, I play the piano": "Plays the piano to unwind",
    "Apart from football I'm also into cooking": "Is also into cooking apart from football",
    "Thanks to my coach I got over my fear": "Got over their fear thanks to their coach",
    "Every time I go to the sea I feel calm": "Feels calm every time they go to the sea",
    "If I'm not at work, I'm at the gym": "Is at the gym if they are not at work",
    "Two of my friends and I started a band": "Started a band with two of their friends",
    "Unfortunately my car broke down": "Their car broke down",
    "What I love most about running is the silence": (
        "Feels that what they love most about running is the silence"
    ),
    "There's something about old churches that draws me in": (
        "Says that there is something about old churches that draws them in"
    ),
    "Nothing beats an evening with my cats": "Says that nothing beats an evening with their cats",
    "Our team made it to the finals": "Their team made it to the finals",
    "I support a charity that builds wells": "Supports a charity that builds wells",
    "I no longer eat meat": "No longer eats meat",
    "I live in Porto and work at a bakery": "Lives in Porto and works at a bakery",
    "I'm a nurse and love my job": "Is a nurse and loves their job",
    "I like dogs but am scared of snakes": "Likes dogs but is scared of snakes",
    "I want to run and swim more": "Wants to run and swim more",
    "I study physics": "Studies physics",
    "I do love spicy food": "Loves spicy food",
    "I do yoga every morning": "Does yoga every morning",
    "I didn't get the job": "Did not get the job",
    "I can't stand cilantro": "Cannot stand cilantro",
    "I'd rather work from home": "Would rather work from home",
    "I haven't smoked since 2019": "Has not smoked since 2019",
    "I used to live in Berlin": "Used to live in Berlin",
    "I wish I could paint": "Wishes they could paint",
    "After work I usually run along the river": "Usually runs along the river after work",
    "When I was a child I lived in Rome": "Lived in Rome when they were a child",
    "My wife and I adopted a dog": "Adopted a dog with their wife",
    "me and my brother play football on Sundays": "Plays football on Sundays with their brother",
    "My name is Ana Silva": "Is called Ana Silva",
    "Love hiking in the Alps": "Loves hiking in the Alps",
    "Been learning the cello": "Has been learning the cello",
    "Just finished my thesis!": "Finished their thesis",
    "Honestly, I never drink coffee after noon": "Never drinks coffee after noon",
    "I bought a guitar and play it every day": "Bought a guitar and plays it every day",
    "I make my own bread": "Makes their own bread",
    "I read before bed": "Reads before bed",
    "Two years ago I quit smoking": "Quit smoking two years ago",
    "We have two kids": "Has two kids",
    "I think I prefer window seats": "Prefers window seats",
    "Painting helps me relax": "Feels that painting helps them relax",
    "I have to send the report to Ines": "Has to send the report to Ines",
    "I switched from vim to Helix": "Switched from vim to Helix",
    "My wife and I had dinner with my wife": "Had dinner with their wife",
    "I quit smoking in 2024": "Quit smoking in 2024",
    "I quit the choir": "Quit the choir",
    "I hurt my knee": "Hurt their knee",
    "We put in an offer on a flat": "Put in an offer on a flat",
    "I let my gym membership lapse": "Let their gym membership lapse",
    "I cut back to four days a week": "Cut back to four days a week",
    "Finally finished the quilt for Ana": "Finished the quilt for Ana",
    "um so yeah I work nights": "Works nights",
    "lol no the landlord hates us": "Says that the landlord hates them",
    "big news my sister has a baby": "Their sister has a baby",
    "also the flat is too cold for us": "Says that the flat is too cold for them",
    "The hospital HIRED ME": "Says that the hospital HIRED them",
    "We are the parents of twins": "Is a parent of twins",
    "Researching schools for our son": "Is researching schools for their son",
    "I met this amazing baker": "Met an amazing baker",
    "I taught at a university": "Taught at a university",
    "We both helped with the barn": "Helped with the barn",
    "We fish, tell stories and sing": "Fishes, tells stories and sings",
    "I'd need a year of training": "Would need a year of training",
    "Nope, I've never been to Oslo": "Has never been to Oslo",
    "Never been to Oslo": "Has never been to Oslo",
    "Can't wait to open my shop": "Cannot wait to open their shop",
    "I'm startin' my own bakery": "Is starting their own bakery",
    "I practise 'til my fingers hurt": "Practises until their fingers hurt",
    # What is done again and again, and what is so as a rule, is not over.
    "I set my alarm for 6:30 on weekdays": "Sets their alarm for 6:30 on weekdays",
    "I put up new shelves every spring": "Puts up new shelves every spring",
    "I put milk in my tea": "Puts milk in their tea",
    "I let my dog sleep on the bed": "Lets their dog sleep on the bed",
    "We're vegetarians but for fish": "Is a vegetarian but for fish",
    "We are friends of the library": "Is friends of the library",
    "I should stop running for now": "Should stop running",
    "I now do my banking online": "Does their banking online",
    "quit the coffee shop": "Quit the coffee shop",
    "back in leeds for my third year": "Is back in leeds for their third year",
    "im lactose intolerant so no cheese pls": "Is lactose intolerant so no cheese",
    "my gf is a medic": "Their girlfriend is a medic",
    "my dads birthday is in may": "Their dad's birthday is in may",
    "i study at night bc i cant focus": "Studies at night because they cannot focus",
    "just bought a used laptop, finally": "Bought a used laptop",
    "I get up at 7 now, who even am I": "Gets up at 7 now, who even are they",
    "I'm Marta": "Is called Marta",
    "Hi, I am Marta Vos!": "Is called Marta Vos",
    "I'm Dutch": "Is Dutch",
    "Starting in September I'll run the lab": "Will run the lab starting in September",
    "I prefer short answers please": "Prefers short answers",
    "I want to help people with the same illness as me": (
        "Wants to help people with the same illness as them"
    ),
    "My aunts have been there for me": "Their aunts have been there for them",
    "Ethiopian food is one of my favourites": (
        "Says that Ethiopian food is one of their favourites"
    ),
    "Flowers represent my roots": "Says that flowers represent their roots",
    "But Ana's songs are my comfort": "Says that Ana's songs are their comfort",
    "Gotta keep practising my scales": "Has to keep practising their scales",
    "Don't want to miss my train": "Does not want to miss their train",
    "Haven't been to a theatre in ages": "Has not been to a theatre in ages",
    "Pretty good, just came back from a walk": "Came back from a walk",
    "Not much, just been planning my trip": "Has just been planning their trip",
    "Actually caught my bus": "Caught their bus",
    "I found this really interesting podcast": "Found a really interesting podcast",
    "I picked up this old novel about bees": "Picked up an old novel about bees",
    "I usually play it safe with recipes": "Usually plays it safe with recipes",
    "I always wanted to learn, but never got around to it": (
        "Always wanted to learn, but never got around to it"
    ),
    "I went out since it was such a lovely day": "Went out since it was such a lovely day",
    "I had a few errands to take care of": "Had a few errands to take care of",
    "I enjoy a good thriller now and then": "Enjoys a good thriller now and then",
    "Singing's helped me a lot": "Feels that singing has helped them a lot",
    "I went to a reading last Fri": "Went to a reading last Friday",
    "Moments like these keep me going": "Feels that such moments keep them going",
    "Being at sea quiets my mind": "Says that being at sea quiets their mind",
    "I've been getting up at six": "Has been getting up at six",
    "Choir has been the one place where I belong": (
        "Says that Choir has been the one place where they belong"
    ),
    "Right now I'm on a jazz kick": "Is on a jazz kick",
    "By the time I get home I'm worn out": "Is worn out by the time they get home",
    "You know, I keep bees": "Keeps bees",
    "My brother's flying in from Denver": "Their brother is flying in from Denver",
    "I adopted a one-eyed cat": "Adopted a one-eyed cat",
    "I'd only just finished school": "Had only just finished school",
    "We put an offer on a cottage but got outbid": "Put an offer on a cottage but got outbid",
    "I put milk in my tea and drink it": "Puts milk in their tea and drinks it",
    "My café got broken into": "Their café got broken into",
    "Dad still isn't speaking to me": "Their dad still is not speaking to them",
    "Last Monday I was in Oslo and by Friday I was in Rome": (
        "Was in Oslo last Monday and by Friday they were in Rome"
    ),
    "I once went to a wedding in shorts": "Once went to a wedding in shorts",
    "theres a creek where ive been fishing": (
        "Says that there is a creek where they have been fishing"
    ),
    "I got a small tattoo": "Got a small tattoo",
    "I took up knitting, believe it or not": "Took up knitting",
    "I'd never held a saw before": "Had never held a saw before",
    "I'd never let a dog sleep outside": "Would never let a dog sleep outside",
    "My husband's allergic to fur": "Their husband is allergic to fur",
    "My neighbour's threatening to sue us": "Their neighbour is threatening to sue them",
    "My husband's great idea was a pond": "Their husband's great idea was a pond",
    "There's a creek where we've been spotting herons": (
        "Says that there is a creek where they have been spotting herons"
    ),
    "I've been toying with the idea of a second shop": (
        "Has been toying with the idea of a second shop"
    ),
    "On a serious note, I've been having trouble at work": "Has been having trouble at work",
    "I've been climbing harder routes since we last spoke": "Has been climbing harder routes",
    "Since our last chat, I took my kids to the zoo": "Took their kids to the zoo",
    "I'm working hard to get everything just right": (
        "Is working hard to get everything just right"
    ),
    "I am learning Portuguese because we are going to Porto": (
        "Is learning Portuguese because they are going to Porto"
    ),
}

SILENT = (
    "I love it",
    "I love that place",
    "I agree with you",
    "I really appreciate your support",
    "I will decide tomorrow",
    "I'll send you the file",
    "I want to rotate it today",
    "He hates mushrooms",
    "The weather is nice",
    "I took them to the park",
    "I live there",
    "She moved to Leeds",
    "Correct me: this is wrong",
    "Rewrite my letter to the bank",
    "I",
    "",
    "I see",
    "I like this one",
    "Work has been steady",
    "Live music sounds great",
    "Speaking of meetings",
    "just off a long night, the sun keeps me awake",
    "We are the last table",
    "Since I was seventeen or so",
    "Chasing our dreams and helping each other out",
    "Nope, never been to something like that",
    "I haven't yet",
    "my own dance studio",
    "It's a reminder to love my roots",
    "A reminder to follow my dreams and express myself",
    "Grilled plums sound great to us",
    "Bring some stories of my kids",
    "I used to do that in my youth",
    "I've been one since I lost my job",
    "We haven't talked in a while",
    "Mine wanted me to be a dentist",
    "I took up boxing after mine",
    "I have, but nothing's changed",
    "My gran was like that",
    "Competitively, until I broke my heel",
    "Building a model railway started as a joke",
    "Oh my god, no!",
    "He and I watch films together",
    "Breathing techniques from a video got me through it",
    "We go every August",
    "So much has happened in my life since our last call",
)


@pytest.mark.parametrize(("said", "claim"), SHIFTED.items())
def test_first_person_becomes_third(said: str, claim: str) -> None:
    """A statement about oneself reads as a claim about that person."""
    shifted = shift(said)
    assert shifted is not None
    assert shifted.text == claim


@pytest.mark.parametrize("said", SILENT)
def test_what_cannot_stand_alone_is_not_said(said: str) -> None:
    """A sentence that points outside itself, orders, or is about others gives nothing."""
    assert shift(said) is None


@pytest.mark.parametrize("said", SHIFTED)
def test_no_first_person_is_left(said: str) -> None:
    """No claim speaks in the first or second person."""
    shifted = shift(said)
    assert shifted is not None
    words = {word.strip(".,").lower() for word in shifted.text.split()}
    assert not words & {"i", "me", "my", "mine", "we", "our", "us", "you", "your", "i'm", "am"}


def test_a_hedge_is_noticed_and_left_out() -> None:
    """A hedge lowers the confidence elsewhere; it is no part of the claim."""
    shifted = shift("I think I prefer window seats")
    assert shifted is not None
    assert shifted.hedged
    sure = shift("I prefer window seats")
    assert sure is not None
    assert not sure.hedged


def test_a_sentence_of_two_statements_gives_two_clauses() -> None:
    """One claim to a proposition: what "and I" joins is parted."""
    parts = [each.text for each in sentences("I study physics and I play the violin.")]
    assert parts == ["I study physics", "I play the violin."]


def test_a_clause_may_begin_without_its_apostrophe() -> None:
    """As hurried people write."""
    assert [each.text for each in sentences("just got back from Ghent, im dead")] == [
        "just got back from Ghent",
        "im dead",
    ]


def test_a_comma_may_stand_for_a_full_stop() -> None:
    """Another subject with a verb of its own begins another statement; a list goes on."""
    for said, parts in {
        "I share a flat with Pele, Pele is the cat": [
            "I share a flat with Pele",
            "Pele is the cat",
        ],
        "I got a new laptop, the old one goes to my mum": [
            "I got a new laptop",
            "the old one goes to my mum",
        ],
        "I met Ana, Ben and Cleo": ["I met Ana, Ben and Cleo"],
        "Sanne is pregnant, the baby is due": ["Sanne is pregnant, the baby is due"],
    }.items():
        assert [each.text for each in sentences(said)] == parts
    for said, claim in {
        "I drink four coffees a day, can't help it.": "Drinks four coffees a day",
        "I can't eat peanuts, allergic": "Cannot eat peanuts",
    }.items():
        shifted = shift(said)
        assert shifted is not None
        assert shifted.text == claim


def test_one_thing_happened_and_another_was_done() -> None:
    """A thing that did something is no half of a subject."""
    parts = [each.text for each in sentences("My laptop crashed and I lost all my work.")]
    assert parts == ["My laptop crashed", "I lost all my work."]


def test_why_another_matters_is_no_part_of_it() -> None:
    """Of another after a comma; but since when is."""
    parts = [each.text for each in sentences("I sing tenor now, since Ellis is away.")]
    assert parts == ["I sing tenor now", "Ellis is away."]
    whole = "I have sung tenor, since 2019 in the choir."
    assert [each.text for each in sentences(whole)] == [whole]


def test_half_a_subject_is_not_parted() -> None:
    """Two people joined by "and" are one subject."""
    assert [each.text for each in sentences("My wife and I adopted a dog.")] == [
        "My wife and I adopted a dog.",
    ]


def test_questions_are_told_with_and_without_their_mark() -> None:
    """Asking is not stating."""
    asked = list(sentences("Do I like tea? what should I cook tonight"))
    assert asked
    assert all(each.question for each in asked)
    asked = list(sentences("When I get home, where should I look for it?"))
    assert asked[-1].question


@pytest.mark.parametrize(
    "text",
    [
        "When I was ten my dad taught me to swim.",
        "Where I grew up there are no trains.",
        "What I love most about running is the silence.",
    ],
)
def test_a_clause_of_time_asks_nothing(text: str) -> None:
    """It begins like a question, but its words stand as in a statement."""
    assert not any(each.question for each in sentences(text))


def test_code_quotes_and_replies_are_left_out() -> None:
    """What somebody else wrote, or no prose at all, is never a statement of the person's."""
    text = (
        "> I hate meetings\n"
        "```\nI = 3\n```\n"
        'She told me "I am moving to Oslo" yesterday\n'
        "I like tea.\n"
        "On Monday, 3 March 2025, Tom wrote:\n"
        "I love coffee.\n"
    )
    found = " ".join(each.text for each in sentences(text))
    assert "I like tea" in found
    for never in ("hate", "= 3", "Oslo", "coffee"):
        assert never not in found


def test_a_very_long_line_is_no_sentence() -> None:
    """Ten megabytes on one line are read up to a limit and give nothing."""
    assert list(sentences("I am " * 2_000_000)) == []
