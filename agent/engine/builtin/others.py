"""Who "he", "she" and "they" are: the last ones, people or animals, that were spoken of.

Somebody stays in mind longer than a thing does: "I adopted Rex in May. The shelter was lovely. He
loves the beach". So the last one who was named, by either of the two who talk, is kept from text to
text until another is named; those who are several only while they are gone on about. Of two at once
it is not known who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from agent.engine.builtin import spelling, words
from agent.engine.builtin.dates import MONTHS, WEEKDAYS
from agent.engine.builtin.kin import named as named_in
from agent.engine.builtin.sentences import whole_sentences
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.topics import MEN, TWO, WOMEN, Topic, topic
from agent.engine.builtin.words import word_set

#: A name inside a sentence, or one of several words: "I love Frida Kahlo's work".
_NAME = re.compile(
    r"(?<=[a-z,;] )(?P<one>[A-Z][a-z]{2,}(?: [A-Z]['’A-Za-z]+)?)\b|"
    r"(?P<two>\b[A-Z][a-z]+ [A-Z]['’A-Za-z]{2,})\b"
)
#: A place, a day, a people, or the first of several: "in Porto", "the Italian", "Ana and".
_BEFORE_PLACE = re.compile(
    r"\b(?:in|to|at|near|around|from|on|the|an?|(?<!you )and|or|of|but|except|than|through|via|"
    r"this|every|last|(?:book|course|documentary|essay|film|homework|lecture|movie|paper|podcast|"
    r"project|show|talk) (?:about|on)) $"
)
_NO_PERSON = word_set(
    """
    Street Road Park Lake River Mount Mountain Beach Island City University College School Club
    Festival Museum Center Centre Church Christmas Easter Halloween Thanksgiving Alzheimer Crohn
    Covid Lyme Parkinson Arabic Bengali Cantonese Dutch French German Greek Hebrew Hindi Icelandic
    Latin Mandarin Punjabi Swahili Tagalog Thai Urdu Welsh Yoruba
    """
)
_PEOPLES = ("ian", "ean", "ese", "ish", "can")
#: "my two kids", "our neighbours", "my family"
_SEVERAL = re.compile(
    r"\b(?:my|our) (?:(?!and\b|of\b|in\b|to\b|for\b|with\b|at\b|on\b|is\b|was\b)[a-z][\w-]* ){0,2}?"
    r"(?:family|kids|children|parents|friends|folks|team|students|dogs|cats|pets|pups|puppies|"
    r"kittens|sons|daughters|twins|brothers|sisters|siblings|cousins|grandparents|grandkids|"
    r"grandchildren|nieces|nephews|neighbou?rs|colleagues|co-?workers|teammates|classmates|"
    r"roommates|mentors|teachers|customers|clients|patients|fans|followers|bandmates|horses|birds|"
    r"chickens|turtles|rabbits|bees|plants)\b(?!'| (?:and|or) )",
    re.IGNORECASE,
)
#: "I have a dog called Rex", "Rex is my dog", "our cat, Luna"
_KIND = (
    r"dog|cat|puppy|pup|kitten|horse|parrot|rabbit|hamster|turtle|pet|son|daughter|baby|sister|"
    r"brother|husband|wife|partner|girlfriend|boyfriend|friend|cousin|niece|nephew"
)
#: "One of my students is eighty-four. She …"
_ONE_OF = re.compile(
    r"\b(?P<who>one of (?:my|our) (?:[a-z]+ )?(?:friends|colleagues|co-?workers|neighbou?rs|"
    r"teachers|students|pupils|kids|clients|customers|patients|cousins|teammates|classmates|sisters|brothers|aunts|"
    r"uncles|nieces|nephews))\b(?!')",
    re.IGNORECASE,
)
#: Whose something is may be gone on about: "My dad's health is poor. He …"
_OWNER_OF = re.compile(
    rf"\b(?P<who>(?:[Mm]y|[Oo]ur) (?:{_KIND}|mother|mum|mom|father|dad|grandmother|grandma|"
    rf"grandfather|grandpa|aunt|uncle))'s (?!(?:{_KIND})\b)[a-z]"
)
#: "We finally got a puppy": theirs from now on.
_GOT = re.compile(
    r"(?:I|[Ww]e) (?:(?:have|just|finally|also|recently) )*"
    r"(?:got|gotten|adopted|bought|rescued|have|own) an? (?:new )?"
    r"(?P<kind>dog|cat|puppy|kitten|horse|parrot|rabbit|hamster|turtle)"
    r"(?=$|[.,!]| (?:last|yesterday|today|this|in|on|from|and|named|called)\b)"
)
_HE, _SHE = (
    re.compile(r"\b(?:he|him|his)\b", re.IGNORECASE),
    re.compile(r"\b(?:she|hers?)\b", re.IGNORECASE),
)
_THEY = re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)
_OF_SPEAKER = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)
_YOUR = re.compile(r"\byour\b", re.IGNORECASE)


def somebody(text: str, *, own: bool = True, aside: frozenset[str] = frozenset()) -> Topic | None:
    """The only one that a sentence speaks of, whom "he" or "she" can mean next.

    Args:
        text: "My brother loves it there", "Have you heard of Frida Kahlo?".
        own: False where another wrote it, whose "your dog" is the person's and whose "my dog" not.
        aside: Names of those who talk: they are called, not spoken of.
    """
    plain = cleaned(text)
    if not own:
        plain = _YOUR.sub("my", _OF_SPEAKER.sub("the", plain))
    introduced = {who.words: who for _, who in named_in(plain)} if own else {}
    if len(introduced) == 1:
        return next(iter(introduced.values()))
    if own and (got := _GOT.match(plain)):
        return Topic(f"my {got['kind'].lower()}", living=True)
    about = topic(plain)
    if about and about.living and about.words not in aside and not _of_people(about.words):
        return about
    if own and (one := _ONE_OF.search(plain)):
        return Topic(one["who"][:1].lower() + one["who"][1:], living=True)
    owners = {match["who"] for match in _OWNER_OF.finditer(plain)}
    if own and len(owners) == 1:
        who = owners.pop()
        return Topic(who[:1].lower() + who[1:], living=True)
    found = {name for match in _NAME.finditer(plain) if (name := _person(match, plain, aside))}
    return Topic(found.pop(), living=True) if len(found) == 1 else None


def several(text: str, before: Topic | None, *, own: bool) -> Topic | None:
    """The ones of the person's own whom "they" can mean after a text: "my two kids".

    Args:
        text: What was said last.
        before: Those who were spoken of before it.
        own: False where another wrote it; then "your kids" are meant, and those of before only
            where the other goes on about them.
    """
    plain = spelling.expand(text)
    if not own:
        before = before if _THEY.search(plain) else None
        plain = _YOUR.sub("my", _OF_SPEAKER.sub("the", plain))
    found = {match.group() for match in _SEVERAL.finditer(plain)}
    if not found:
        return before
    only = found.pop()
    return None if found else Topic(only[:1].lower() + only[1:], plural=True, living=True)


def last_spoken_of(
    text: str, before: Topic | None, *, own: bool, aside: frozenset[str]
) -> Topic | None:
    """The last one that a text speaks of, or the one who was spoken of before it."""
    for sentence in whole_sentences(text):
        before = then_spoken_of(sentence, before, own=own, aside=aside)
    return before


def then_spoken_of(
    sentence: str, before: Topic | None, *, own: bool, aside: frozenset[str]
) -> Topic | None:
    """Who "he" or "she" can mean after a sentence; nobody after two at once.

    Args:
        sentence: What was said last.
        before: The one who was spoken of before it.
        own: False where another wrote it.
        aside: Names of those who talk.
    """
    if TWO.search(sentence):
        return None
    given = named(sentence, before) if own else None
    found = given or somebody(sentence, own=own, aside=aside)
    if own and found and not given and before and found.words != before.words:
        first = cleaned(sentence).lower().startswith(found.words.lower())
        if first and _OF_OBJECT.search(sentence) and means(sentence, before):
            return None  # "My wife spoils her": two at once
        if not first and means(sentence, before):
            return before  # "We moved her to a flat near my sister"
    return found or (None if _STRANGER.search(sentence) or _CALLED.match(sentence) else before)


#: Somebody new without a name is meant by "he" next, not who was spoken of before.
_STRANGER = re.compile(
    r"\b(?:an?|this|some|another|one of (?:the|my|our|his|her)) (?:[a-z-]+ ){0,2}?(?:guy|man|woman|"
    r"girl|boy|lady|friends?|colleagues?|co-?workers?|neighbou?rs?|teachers?|students?|pupils?|strangers?|"
    r"kids?|clients?|customers?|doctors?|nurses?|patients?|cousins?|teammates?|classmates?|"
    r"roommates?|flatmates?)\b|"
    r"\b(?:his|her) (?:new )?(?:girlfriend|boyfriend|gf|bf|wife|husband|partner)\b",
    re.IGNORECASE,
)


#: "She spoils him", but not "she loves her garden"
_OF_OBJECT = re.compile(
    r"\b(?:him|her)(?:[.!,;?]|$| (?:a lot|and|at|because|but|for|in|on|so|to|too|when|with)\b)",
    re.IGNORECASE,
)
#: "Leo's walking!": a name, or else a thing; whom "he" means next is not known.
_CALLED = re.compile(
    r"(?!(?:[A-Z][a-z]*ing|Work|Life|School|Music|Everything|Everyone|Nothing|Something|This|That|"
    r"What|There|Here|It|He|She)\b)[A-Z][a-z]{2,}(?:'s| is) (?:just |already |now |still )?"
    r"[a-z]+ing\b"
)


def _person(match: re.Match[str], text: str, aside: frozenset[str]) -> str:
    name = (match["one"] or match["two"]).removesuffix("'s")
    parts = set(name.split())
    apart = parts & (aside | _NO_PERSON | {*MONTHS, *WEEKDAYS})
    if apart or _of_people(name) or _BEFORE_PLACE.search(text[: match.start()]):
        return ""
    return name


def _of_people(name: str) -> bool:
    """Whether a lone name is a people's: "I love Italian food"."""
    return " " not in name and name.lower().endswith(_PEOPLES)


def known(topics: Iterable[Topic]) -> dict[str, Topic]:
    """Those of the person's own by their names: "Rex" for "my dog Rex"."""
    return {
        last: each
        for each in topics
        if each.words.startswith("my ") and (last := each.words.split()[-1])[:1].isupper()
    }


def by_name(sentence: str, own: Mapping[str, Topic]) -> str | None:
    """A sentence about one of the person's own with who that is: "my dog Rex loves the beach".

    Args:
        sentence: "Rex loves the beach", "Rex's puppies are here".
        own: By their names.
    """
    first, _, rest = spelling.expand(sentence).strip(" .!,").partition(" ")
    name = first.removesuffix("'s")
    who = own.get(name)
    if who is None and name.islower() and not _has_a_meaning(name):  # as hurried people write
        who = own.get(name.capitalize())
    owner = "'s" if first.endswith("'s") else ""
    if _IS_MINE.match(rest):
        return None  # "Declan is my manager" says who that is itself
    told = len(rest.split()) > 1 or words.is_past(rest)  # "Tomasz left"
    return f"{who.words}{owner} {rest}" if who and told else None


_IS_MINE = re.compile(r"^(?:is|was)(?: now)? (?:my|our)\b")


def _has_a_meaning(word: str) -> bool:
    """Whether a word is more than a name: "may", "rose", "will"."""
    return word in words.VERBS | words.MODALS or words.is_past(word) or words.is_adverb(word)


def named(sentence: str, who: Topic | None) -> Topic | None:
    """Somebody with the name that a sentence gives them: "His name is Rex" → "my dog Rex".

    Args:
        sentence: What was said last.
        who: The one who was spoken of before it.
    """
    given = _NAME_IS.match(cleaned(sentence))
    if given is None or who is None or not who.words.startswith("my "):
        return None
    return Topic(f"{who.words} {given['name']}", living=True)


_NAME_IS = re.compile(
    r"^(?:(?:[Hh]is|[Hh]er) name is|"
    r"(?:[Hh]e|[Ss]he) is (?:an? (?:[a-z-]+ ){1,3}?)?(?:called|named)) (?P<name>[A-Z][a-z]+)$"
)


def means(sentence: str, who: Topic) -> bool:
    """Whether the "he" or "she" of a sentence can be somebody: no sister is a "he"."""
    last = set(who.words.lower().split())
    he, she = _HE.search(sentence) is not None, _SHE.search(sentence) is not None
    return he != she and not (he and last & WOMEN) and not (she and last & MEN)


#: The subject, or whose it is: "He sleeps all day", "Her stories make me laugh".
_SUBJECT = re.compile(r"^(?:he|she) (?=[a-z])", re.IGNORECASE)
_OWNER = re.compile(r"(?P<before>^|\b(?:I|we)\b.*?\s)(?P<whose>his|her) (?=[a-z])", re.IGNORECASE)
_OBJECT = re.compile(r"(?P<said>^(?:I|we|my|our)\b.*?\s)(?:him|her)(?= (?!own\b)|$)", re.IGNORECASE)
#: Before these "her" is no owner: "I learnt from her in May".
_NO_NOUN = re.compile(
    r" (?:for|in|at|on|with|since|from|to|when|last|yesterday|today|every|because|so|a lot|very|"
    r"myself|ourselves|about|around|after|before|and|but|as|out|up|back|home|again|all|down|over|"
    r"here|there|the|an?|my|our|some|how|what|that|first|next|too|instead|soon|directly)\b|$"
)
#: A family is told of as one: "my family is".
_ONE_GROUP = re.compile(r"(?:family|team)$", re.IGNORECASE)
_AGREES = {"are": "is", "were": "was", "have": "has", "do": "does"}


def _subject(name: str, rest: list[str]) -> str | None:
    """What is told of them; "they do" alone tells nothing."""
    if len(rest) < 2:  # noqa: PLR2004 - a verb and what it is about
        return None
    if _ONE_GROUP.search(name):
        at = next((at for at, word in enumerate(rest) if not words.is_adverb(word)), 0)
        low = rest[at].lower()
        known = low in words.VERBS and not words.is_past(low)
        rest[at] = _AGREES.get(low) or (words.third_person(low) if known else rest[at])
    return f"{name} {' '.join(rest)}"


_PLURAL_SUBJECT = re.compile(r"^they (?=[a-z])", re.IGNORECASE)
_PLURAL_OWNER = re.compile(
    r"(?P<before>^|\b(?:I|we)\b.*?\s)(?P<whose>their) (?=[a-z])", re.IGNORECASE
)
_PLURAL_OBJECT = re.compile(r"(?P<said>^(?:I|we|my|our)\b.*?\s)them(?= |$)", re.IGNORECASE)


def called(sentence: str, who: Topic) -> str | None:
    """A sentence with its first "he", "her" or "they" as who they are.

    Args:
        sentence: "Her stories make me laugh", "I have had him for five years".
        who: The one that was spoken of, or the ones: "my aunt", "Rex", "my kids".

    Returns:
        "My aunt's stories make me laugh", "I have had Rex for five years"; None where nobody is
        meant, or it could be somebody else.
    """
    plain = spelling.expand(sentence).strip(" .!,")
    name = who.words
    if who.plural:
        subject, owner, whom = _PLURAL_SUBJECT, _PLURAL_OWNER, _PLURAL_OBJECT
        whose = f"{name}'" if name.endswith("s") else f"{name}'s"
    else:
        if not means(plain, who) or _THEY.search(plain):  # "they" would read as the person
            return None
        subject, owner, whom, whose = _SUBJECT, _OWNER, _OBJECT, f"{name}'s"
    if subject.match(plain):
        return _subject(name, plain.split(" ")[1:])
    if (owned := owner.search(plain)) and not _NO_NOUN.match(plain[owned.end() - 1 :]):
        return f"{plain[: owned.start('whose')]}{whose} {plain[owned.end() :]}"
    if seen := whom.match(plain):
        return f"{seen['said']}{name}{plain[seen.end() :]}"
    return None
