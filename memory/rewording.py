"""Whether two claims say the same in other words, or one of them less of it.

Vectors cannot tell: "teaches mathematics at a grammar school in Bristol" and "… at a prison in
Bristol" lie at .87 (MiniLM), nearer than most paraphrases. So every word that tells something in
one must stand in the other too, itself or by a word of the same meaning
(:mod:`memory.synonyms`), and what is compared or moved must not have changed sides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.habits import rhythms_apart
from memory.lexicon import ARTICLES, BARE, FINITE, PAST, base_form
from memory.phrases import only_figures_differ, plain, words
from memory.synonyms import meant, plainer
from memory.tenses import was_or_is

if TYPE_CHECKING:
    from memory.claims import Claim

#: "Better at attack *than* defence": what stands on which side of these makes the claim.
_PIVOTS: Final = tuple(
    map(
        re.compile,
        (
            r" (?:rather )?than | instead of ",
            r" over ",
            r" before ",
            r" after ",
            r" to ",
            r",? (?:and |but )?not ",
        ),
    )
)
_SIDES: Final = 2
_WAS: Final = frozenset({"was", "were", "had", "did"})
_PERFECT: Final = frozenset({"has", "have"})


@lru_cache(maxsize=2048)
def sense(said: str) -> frozenset[str]:
    """What a normalised sentence says, as a set of meanings."""
    return meant(words(plainer(said)))


@lru_cache(maxsize=2048)
def _told(said: str) -> frozenset[str]:
    """The same, with the verbs that leave it to others what is done."""
    return meant(words(plainer(said)), light=True)


def same_sense(claim: Claim, other: Claim) -> bool:
    """Whether each says all that the other does."""
    return sense(claim.said) == sense(other.said) and _comparable(claim, other)


def says_less(claim: Claim, other: Claim) -> bool:
    """Whether all that one claim says is said by the other, numbers and dates included."""
    less, more = _told(claim.said), _told(other.said)
    # A single thing is named in much that is not about it: "has a cat", "bought a cat bed".
    within = claim.words <= other.words or (less <= more and len(less) > 1)
    return within and claim.numbers <= other.numbers and _comparable(claim, other)


def _comparable(claim: Claim, other: Claim) -> bool:
    """Whether neither the roles of what both name differ, nor the time that both tell of.

    Nor, where all else is the same, the figures.
    """
    return (
        tells_past(claim.said) == tells_past(other.said)
        and not was_or_is(claim.said, other.said)
        and not otherwise(claim, other)
        and not only_figures_differ(claim.said, other.said)
    )


@lru_cache(maxsize=2048)
def tells_past(said: str) -> bool:
    """Whether the first verb of a normalised sentence is in the past, of whatever tense."""
    before = ""
    for word in said.split():
        past = word in _WAS or word in PAST or word.endswith("ed")
        if past or before in _PERFECT:
            return past
        if (word in FINITE or word in BARE) and word not in _PERFECT:
            return False
        before = word
    return False


def turned_round(claim: Claim, other: Claim) -> bool:
    """Whether two claims of the same words have them in other roles.

    "From Graz to Linz", "from Linz to Graz"; "Ana lent Ben a drill", "Ben lent Ana a drill".
    """
    return _sides_changed(claim.said, other.said) or _names_changed(claim, other)


def otherwise(claim: Claim, other: Claim) -> bool:
    """Whether two claims of the same words say different things.

    With other roles, also of the person: "owes Ben 20 euros", "Ben owes them 20 euros". Or with the
    opposite of one word: "before breakfast", "after breakfast"; or so often: "twice a week", "every
    two weeks".
    """
    return (
        turned_round(claim, other)
        or _roles_changed(claim.key, other.key)
        or _roles_changed(other.key, claim.key)
        or bool(opposites_in(claim.key, other.key))
        or rhythms_apart(claim.said, other.said)
    )


@lru_cache(maxsize=2048)
def opposites_in(key: str, other: str) -> frozenset[str]:
    """The words of a pair of opposites of which one text has one and the other the other."""
    one, two = _tokens(key), _tokens(other)
    if one == two:
        return frozenset()
    mine, theirs = frozenset(one) - frozenset(two), frozenset(two) - frozenset(one)
    for pair in _OPPOSITES:
        if len(pair & mine) == 1 and len(pair & theirs) == 1:
            return pair
    return frozenset()


@lru_cache(maxsize=4096)
def _tokens(key: str) -> tuple[str, ...]:
    return tuple(_SELVES.get(word, word) for word in key.replace(",", " ").split())


def opposite_sides(claim: Claim, other: Claim) -> bool:
    """Whether two claims are one but for the side they take: for it or against it, more or less."""
    if (claim.subject, claim.slot) != (other.subject, other.slot):
        return False
    one, two = _tokens(claim.key), _tokens(other.key)
    if len(one) != len(two):
        return False
    differing = [{word, there} for word, there in zip(one, two, strict=True) if word != there]
    pronouns = "pronouns" in one and all("/" in word for pair in differing for word in pair)
    return len(differing) == 1 and (frozenset(differing[0]) in _SIDES_TAKEN or pronouns)


_SIDES_TAKEN: Final = frozenset(
    {frozenset({"for", "against"}), frozenset({"more", "fewer"}), frozenset({"more", "less"})}
)
#: What is before breakfast is not after it; of two texts that differ in one of these both may be
#: true, but they do not say the same.
_OPPOSITES: Final = tuple(
    frozenset(pair)
    for pair in (
        ("before", "after"), ("above", "below"), ("less", "more"), ("fewer", "more"),
        ("for", "against"), ("with", "without"), ("inside", "outside"), ("north", "south"),
        ("on", "off"),
        ("east", "west"), ("northern", "southern"), ("eastern", "western"), ("left", "right"),
        ("older", "younger"), ("taller", "shorter"), ("bigger", "smaller"), ("larger", "smaller"),
        ("better", "worse"), ("earlier", "later"), ("under", "over"), ("first", "last"),
        ("behind", "ahead"), ("upstairs", "downstairs"), ("indoors", "outdoors"),
        ("most", "least"), ("all", "none"), ("always", "never"), ("many", "few"),
        ("much", "little"), ("higher", "lower"), ("faster", "slower"), ("maternal", "paternal"),
    )
)  # fmt: skip
_SELVES: Final = {"them": "they", "themselves": "they", "user": "they"}
#: What is mutual: whoever is married to Ana has Ana married to them.
_MUTUAL: Final = re.compile(
    r"\b(?:with|married|engaged|dating|related|friends?|siblings?|neighbou?rs?|colleagues?|together"
    r"|same|like|and|between|twins?|cousins?|equals?)\b"
)
#: But who is helped with something is not who helps.
_HELPS: Final = re.compile(r"\bhelp(?:s|ed)?\b")


@lru_cache(maxsize=2048)
def _roles_changed(key: str, other: str) -> bool:
    """Whether who does it in one text is whom it is done to in the other, and the reverse.

    "Owes Ben 20 euros", "Ben owes them 20 euros"; "Their mother called their father".
    """
    mutual = not _HELPS.search(key) and (_MUTUAL.search(key) or _MUTUAL.search(other))
    if mutual or (" by " in key) != (" by " in other):
        return False
    one, two = _tokens(key), _tokens(other)
    shared = {base_form(word): at for at, word in reversed(list(enumerate(two)))}
    for at, word in enumerate(one[:4]):
        there = shared.get(base_form(word))
        begins = at == 0 or there == 0
        if there is None or word in ARTICLES or not (begins or _verbal(word)):
            continue
        if at == there == 0 or (base_form(word) == "be" and " than " not in key):
            return False  # the person does both; or one is the other, whichever is named first
        left, right = _parted(one, at)
        before, behind = _parted(two, there)
        return bool((left - before) & behind) and bool((right - behind) & before)
    return False


def _verbal(word: str) -> bool:
    return word in FINITE or word in PAST or word.endswith("ed") or base_form(word) != word


def _parted(tokens: tuple[str, ...], at: int) -> tuple[frozenset[str], frozenset[str]]:
    """Who or what stands before and behind a verb; the person, where nobody stands before it."""
    left, right = (
        frozenset(plain(word) for word in some) - ARTICLES
        for some in (tokens[:at], tokens[at + 1 :])
    )
    return left or frozenset({"they"}), right


def _sides_changed(said: str, other: str) -> bool:
    one, two = _sides(said), _sides(other)
    for pivot in one.keys() & two.keys():
        (left, right), (before, behind) = one[pivot], two[pivot]
        if (left - before) & behind and (right - behind) & before:
            return True
    return False


@lru_cache(maxsize=2048)
def _sides(said: str) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """What a normalised sentence says on each side of the pivots that it has once, by number."""
    parts = ((number, pivot.split(said)) for number, pivot in enumerate(_PIVOTS))
    return {
        number: (sense(each[0]), sense(each[1])) for number, each in parts if len(each) == _SIDES
    }


def _names_changed(claim: Claim, other: Claim) -> bool:
    """Whether two names come in the other order, and neither sentence is put in the passive."""
    names = claim.names | other.names
    if len(names) < _SIDES:
        return False  # as of most
    one, two = ([word for word in each.said.split() if word in names] for each in (claim, other))
    passive = (" by " in claim.said) != (" by " in other.said)
    return len(one) == _SIDES and one == two[::-1] and one != two and not passive
