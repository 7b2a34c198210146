"""Whether a later turn speaks of another thing than the question: "the export module", "Ella's".

Two turns with different values near the question's words may tell of one thing twice, or of two
things of a kind. What tells these apart is mostly the words that single a thing out: what stands
before a noun of the question ("the *login* module"), whose it is, and whether the thing is named at
all. A goal, a limit or an average is no value of the thing itself. English.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from memory.lexicon import PEOPLE
from memory.retrieval.stemming import stem
from memory.retrieval.worded import Told, Words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What may stand before a noun and its modifiers.
_OPENING: Final = _words(
    "a an the my our your his her its their this that these those some any no each every both"
    " of in on at for with from by about into over per than as and or all other another"
)
#: What makes a thing one of several, and not the one that is known.
_ONE_OF_SEVERAL: Final = _words("a an another any every each other somebody")
_DEFINITE: Final = _words("the my our your his her its their this that")
#: What stands before a noun and does not say which thing it is; stems.
_ANY_THING: Final = frozenset(
    map(
        stem,
        _words(
            "new newer newest current currently present latest recent recently updated revised"
            " actual whole entire overall total full good great nice final real improved increased"
            " reduced extended additional extra main usual normal regular"
        ),
    )
)
#: Nouns before another noun that are modifiers of it: no more are read.
_MODIFIERS: Final = 3
#: What is not the value of a thing but a wish, a bound, or what is so in general. A question for
#: one of a class is answered by the others of it.
_NOT_IT: Final = tuple(
    (frozenset(words.split()), frozenset(map(stem, words.split())))
    for words in (
        "goal target aim aiming aims hoping hope objective",
        "limit maximum minimum max min allowed",
        "average mean median typical typically national",
        "offer offered offers quote quoted quotes bid bids",
    )
)
#: "I want to get it to 90 %", "we need 30": what is wanted is not so yet.
_WANTING: Final = _words("want wants wanted need needs needed like trying hope plan planning")
_NEEDING: Final = _words("want wants need needs")
_GETTING: Final = _words(
    "be bring cut decrease get grow have hit improve increase lower push raise reach reduce"
)
_LEADS_TO: Final = _words("to at above below over under around about least") | _GETTING
#: People that others are told of by.
_KIN: Final = PEOPLE | _words("fiance fiancee grandma grandpa manager coworker buddy")
#: Words at the beginning of a clause among which its subject is: "my sister's new friend".
_SUBJECT: Final = 4
_JOINING: Final = _words("and but so then now well oh")
#: What begins a clause whose subject is the speaker, or comes later.
_NO_SUBJECT: Final = _words(
    "i we you with without for from at in on after before since when if as like to by"
)
#: What leads from a thing to another that it belongs to, or where it is.
_BESIDE: Final = _words(
    "of in on at for with from by about across above against along among around behind below beside"
    " near next under"
)
_FINITE: Final = _words("is are was were has have had will can may must does do s")
#: What stands for a value of the thing: "the bill for the power".
_ATTRIBUTES: Final = frozenset(
    map(
        stem,
        _words(
            "amount balance bill budget charge cost count date deadline fare fee figure level limit"
            " name number percentage price quota rate rating rent salary score share size speed"
            " state status sum temperature threshold time title total value version weight"
        ),
    )
)
_NAMED_BEFORE: Final = _words("he she they it")
#: What has an ``'s`` and owns nothing.
_NO_OWNER: Final = _words(
    "it that there here what who where how let he she one this today yesterday tomorrow tonight"
    " year month week day everybody everyone"
)
_USUALLY: Final = frozenset({"do", "does"})
_ONE_TIME: Final = frozenset({"tomorrow", "tonight"})


@dataclass(frozen=True, slots=True)
class Thing:
    """What a question asks about.

    Attributes:
        words: Stems of its telling words.
        modifiers: Of each noun with something before it that says which, the stems of that.
        known: Stems of words that follow "the", "my" and the like, and are no attribute: neither
            what is asked for, nor "of" something.
        holders: Stems of its telling words besides those for the attribute.
        usual: Whether it asks what is usually so.
        whole: Whether it asks about the thing itself and no attribute.
    """

    words: frozenset[str]
    modifiers: Mapping[str, frozenset[str]]
    known: frozenset[str]
    holders: frozenset[str]
    usual: bool
    whole: bool


def thing_of(
    question: Words, about: Collection[str], kind_words: Collection[str], *, whole: bool
) -> Thing:
    """What a question asks about.

    Args:
        question: Its words.
        about: Stems of those for the attribute that is asked for.
        kind_words: Words that name a kind of value and no thing.
        whole: Whether it asks about the thing itself and no attribute.
    """
    modifiers: dict[str, set[str]] = {}
    known: set[str] = set()
    telling = frozenset(word for word in question.stems if word)
    for at, word in enumerate(question.stems):
        said = question.said[at]
        if not word or said in kind_words:
            continue
        before, opener = _modifiers(question, at)
        definite = opener >= 0 and question.said[opener] in _DEFINITE
        if definite and word not in about and question.next_to(at) != "of":
            known.add(word)
        # What ends in -ing or -ed before a noun is mostly a verb, "solving problems", but not after
        # an article.
        if before and (definite or stem(question.said[at - 1]) == question.said[at - 1]):
            modifiers.setdefault(word, set()).update(before)
    return Thing(
        telling,
        {head: frozenset(before) for head, before in modifiers.items()},
        frozenset(known),
        telling - frozenset(about) - frozenset(map(stem, kind_words)),
        usual=not _USUALLY.isdisjoint(question.said),
        whole=whole,
    )


def another(thing: Thing, later: Told, earlier: Told) -> bool:
    """Whether something is told of another thing than what is asked about.

    Args:
        thing: What is asked about.
        later: Where it is told.
        earlier: Where it was told before of that thing; its words are no other thing's.
    """
    known = earlier.stems(earlier.near)
    return (
        _other_kind(thing, later, known)
        or _other_owner(thing, later, known)
        or _other_subject(thing, later, earlier)
        or _other_head(thing, later, known)
        or _no_value_of_it(thing, later, known)
        or _wanted(thing, later)
        or _unnamed(thing, later, known)
        or _once(thing, later)
        or _of_a_part(thing, later, known)
    )


def _modifiers(words: Words, at: int) -> tuple[list[str], int]:
    """Stems of what stands directly before a noun, nearest first; and the place before them."""
    found: list[str] = []
    at -= 1
    while at >= 0 and len(found) < _MODIFIERS and not words.said[at].isdigit():
        joined = at > 0 and words.between(at) == "-"  # the sign-*up* page
        if words.between(at + 1) not in {" ", "-"} or not (words.stems[at] or joined):
            break
        if words.said[at] in _OPENING and not joined:  # "per" is no stop word
            break
        found.append(words.stems[at] or words.said[at])
        at -= 1
    return found, at


def _other_kind(thing: Thing, later: Told, known: frozenset[str]) -> bool:
    """The export module for the login module; a choir for the choir."""
    words, near = later.words, later.sentence
    in_clause = later.stems(later.clause)
    matched: set[str] = set()
    other: set[str] = set()
    for place in near:
        head = words.stems[place]
        wanted = thing.modifiers.get(head)
        if not wanted and head not in thing.known:
            continue
        before, at = _modifiers(words, place)
        opener = words.said[at] if at >= near.start else ""
        if not thing.words.isdisjoint(before) or (before and wanted and wanted & in_clause):
            matched.add(head)
        elif wanted and before and before[0] not in _ANY_THING and before[0] not in known:
            # Else it may be a verb: "to fix the export module", "they fix modules".
            if not opener or opener in _OPENING or opener.isdigit():
                other.add(head)
        elif head in thing.known and opener in _ONE_OF_SEVERAL:
            other.add(head)
        elif head in thing.known and opener in _DEFINITE and not before:
            matched.add(head)
    return bool(other - matched)


def _other_owner(thing: Thing, later: Told, known: frozenset[str]) -> bool:
    """Mila's party for Theo's."""
    words, near = later.words, later.sentence
    for place in near:
        if words.said[place] != "s" or not place or words.between(place) not in {"'", "’"}:
            continue
        owner = words.stems[place - 1]
        if words.said[place - 1] in _NO_OWNER or owner in thing.words or owner in known:
            continue
        for after in range(place + 1, min(place + 2 + _MODIFIERS, near.stop)):
            if not words.stems[after] or words.between(after) not in {" ", "-"}:
                break
            if words.stems[after] in thing.words:
                return True
    return False


def _other_subject(thing: Thing, later: Told, earlier: Told) -> bool:
    """Marek's cousin plays for them, not Marek."""
    people = _KIN.intersection(_subject(later)).difference(_subject(earlier))
    return any(stem(person) not in thing.words for person in people)


def _subject(told: Told) -> Sequence[str]:
    """The first words of a clause, or of its sentence where these are "she" and the like."""
    first = told.said(told.sentence if _of_somebody(told) else told.clause)[: _SUBJECT + 1]
    while first and first[0] in _JOINING:
        first = first[1:]
    return first[:_SUBJECT] if first and first[0] not in _NO_SUBJECT else ()


def _other_head(thing: Thing, later: Told, known: frozenset[str]) -> bool:
    """The fence behind the sunflower, the folder of attachments, my savings account."""
    words, clause = later.words, later.clause
    start = clause.start
    while start < clause.stop and words.said[start] in _JOINING:
        start += 1
    if start >= later.at or words.said[start] not in _DEFINITE:
        return False
    end = start + 1
    while end < later.at and words.stems[end] and words.said[end] not in _BESIDE:
        end += 1
    head, following = words.stems[end - 1], words.said[end]
    # Else the last word is a verb: "the funder pushed the report", "the ferry goes at eight".
    beside = following in _BESIDE and words.stems[end - 2] not in thing.words
    if not (beside or following in _FINITE) or head in thing.words | known | _ATTRIBUTES:
        return False
    while beside and end < later.at and words.said[end] not in _FINITE:
        end += 1  # what it is beside is not told of either
    rest = {*words.stems[later.sentence.start : start], *words.stems[end : later.sentence.stop]}
    return rest.isdisjoint(thing.known or thing.holders)


def _of_somebody(told: Told) -> bool:
    """Whether a clause is of somebody or something named before: "so he has nine left"."""
    return not _NAMED_BEFORE.isdisjoint(told.said(told.clause)[:2])


def _no_value_of_it(thing: Thing, later: Told, known: frozenset[str]) -> bool:
    """A goal, a limit or what is usual."""
    said = frozenset(later.words.said[later.clause.start : later.at])
    return any(
        not said.isdisjoint(words) and stems.isdisjoint(thing.words) and stems.isdisjoint(known)
        for words, stems in _NOT_IT
    )


def _wanted(thing: Thing, later: Told) -> bool:
    """What is wished for: a value that the thing does not have yet."""
    said = later.words.said[later.clause.start : later.at]
    if not said or stem(said[-1]) in thing.words:
        return False
    if said[-1] in _NEEDING:
        return True
    wish = next((at for at, word in enumerate(said) if word in _WANTING), len(said))
    getting = any(a == "to" and b in _GETTING for a, b in pairwise(said[wish:]))
    return getting and said[-1] in _LEADS_TO


def _unnamed(thing: Thing, later: Told, known: frozenset[str]) -> bool:
    """Neither the thing is named nor anything else that was told beside it."""
    if not thing.holders:
        return False
    there = later.stems(later.near if _of_somebody(later) else later.sentence)
    return there.isdisjoint(thing.holders) and there.isdisjoint(known - thing.words)


def _once(thing: Thing, later: Told) -> bool:
    """Asked what is usual, what is so tomorrow does not tell."""
    return thing.usual and not _ONE_TIME.isdisjoint(later.said(later.sentence))


def _of_a_part(thing: Thing, later: Told, known: frozenset[str]) -> bool:
    """Asked for the boat itself, the trailer of the boat does not tell."""
    if not thing.whole:
        return False
    words, near = later.words, later.sentence
    places = [place for place in near if words.stems[place] in thing.known]
    return bool(places) and all(_owned(words, place, near, thing, known) for place in places)


def _owned(words: Words, place: int, near: range, thing: Thing, known: frozenset[str]) -> bool:
    """Whether something else is "of" a thing."""
    _, at = _modifiers(words, place)
    if at >= near.start and words.said[at] in _DEFINITE:
        at -= 1
    if at - 1 < near.start or words.said[at] != "of":
        return False
    part = words.stems[at - 1]
    return bool(part) and part not in thing.words and part not in known
