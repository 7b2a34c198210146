"""What the words of two claims show of whether the later one has overtaken the earlier one.

Each claim is read once and remembered; what two have in common is compared as often as they meet.
English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from memory.ceasing import Ceasing, ceasings
from memory.circumstances.telling import (
    changes,
    clauses,
    narrowing,
    once,
    one_person,
    partly,
    planned,
    topic,
)
from memory.claims import SELF, Claim, parse_claim
from memory.endings import stem
from memory.lexicon import FINITE, PAST, base_form
from memory.networks import Floats
from memory.phrases import words

_PHRASES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:now|nowadays|these days|any ?more|any longer|no longer|from now on|as of|by now)\b",
        r"\bsince\b",
        (
            r"\b(?:instead|rather than|in (?:its|his|her|their|the) (?:place|stead)|replace[sd]?"
            r"|took over|takes over|switched|changed)\b"
        ),
        (
            r"\b(?:gave|given|give) (?:\S+ ){0,4}up\b|\b(?:quit|stopped|ended|cancelled|canceled"
            r"|dropped|left|sold|deleted|closed|gone|over|lost|broke|finished|off)\b"
        ),
        r"\b(?:not|no|never|none|nothing|nobody|without)\b",
        r"\b(?:again|back)\b",
        (
            r"\b(?:moved?|relocated|transferred|went|became|become|grew|grown|got|turned|joined"
            r"|started|took up)\b"
        ),
        r"\b(?:also|too|as well|second|another|other|both|besides)\b",
        (
            r"\b(?:would|want|wants|plans?|hopes?|thinks? of|considers?|might|wish|if|asked"
            r"|talked)\b"
        ),
        r"\b(?:once|last|yesterday|on holiday|at a|by exception)\b",
        r"^(?:has|have) (?:\w+ed|been|become|gone|taken|given)\b",
        r"^\w+ed\b",
        r"^(?:is|are)\b",
        r"^(?:has|have)\b",
        r"^[A-Za-z]+s\b",
        r"^(?:The|Their|A|An)\b",
        r"\d",
        # It stays; it is so this once; it was so before then; it did not quite happen.
        (
            r"\b(?:still|stays?|stayed|remains?|remained|kept|keeps|same|unchanged|continues?"
            r"|as (?:before|ever|always|planned|usual))\b"
        ),
        (
            r"\b(?:today|tonight|tomorrow|this (?:morning|evening|week|weekend|month|time|once)"
            r"|for once|(?:a|one|two|three) (?:days?|weeks?)|week off|day off|until|till|for now"
            r"|in service|borrowed|lent)\b"
        ),
        (
            r"\bhad (?:\w+ed|been|lived|gone|taken|given|got)\b|\b(?:as a (?:child|kid|boy|girl"
            r"|student|teenager)|at school|years? ago|back then|before (?:that|then|\w+ing)|ago"
            r"|used to|in (?:their|his|her) (?:teens|twenties|thirties|youth)|when (?:they|she|he)"
            r" (?:was|were))\b"
        ),
        (
            r"\b(?:almost|nearly|tried|tries|first|second|third|once more|some|few|part|half"
            r"|one of)\b"
        ),
        r"\b(?:than|over|from .+ to)\b",
        (
            r"\b(?:like|love|hate|enjoy|prefer|think|feel|find|believe|want|hope|fan|fond|keen"
            r"|afraid|happy|glad|sad)s?\b"
        ),
        (
            r"\b(?:grandpa|grandma|grandfather|grandmother|nephew|niece|flatmate|roommate|teacher"
            r"|coach|landlord|landlady|doctor|classmate|teammate|clubmate|coworker|girlfriend"
            r"|boyfriend|mum|mom|dad|child|children|kids?|team|company|firm|shop)s?\b"
        ),
        (
            r"\b(?:sister|brother|mother|father|son|daughter|friend|colleague|neighbour|boss|wife"
            r"|husband|partner|uncle|aunt|cousin|parents)\b"
        ),
    )
)
#: Words that say nothing of what a claim is about.
_LIGHT: Final = topic(
    """is are was were be been has have had do does did get gets got go goes went take takes took
    make makes made use uses their they now again still new old since because of for with without
    only just more most some any thing way time lot these days longer anymore"""
)
_OF_A_PAIR: Final = 36
#: How many numbers :func:`cues` gives.
CUES: Final = _OF_A_PAIR + 4 * len(_PHRASES)
_AUXILIARIES: Final = frozenset({"have", "do"})
_MOST_SHARED: Final = 3
_MOST_NEW: Final = 6
#: Which of the phrases tell of news: now, since, what takes a place, what ends, what is denied or
#: is so again, becoming, and what has been done.
_TELLING: Final = [0, 1, 2, 3, 4, 5, 6, 10, 11]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as it is compared.

    Attributes:
        claim: What the grammar makes of it.
        about: Stems of what it is about.
        heads: Stems of what it is about in the first place.
        owner: Whose matter it is, if not the person's.
        ceased: What it says is over.
        phrases: Which of the phrases it has, as 0 or 1.
        planned: Whether it tells what is to be.
        once: Whether it tells what was.
        partly: Whether it holds only at times or besides something else.
        changed: Whether it says that it has not been so before.
        narrowing: Words that say where or when alone it holds.
        wording: All its content words.
        length: How many words it has.
        verb: Stem of its first verb, as far as one is known.
        opening: Stems of the first thing that it names.
    """

    claim: Claim
    about: frozenset[str]
    heads: frozenset[str]
    owner: frozenset[str]
    ceased: tuple[Ceasing, ...]
    phrases: Floats
    planned: bool
    once: bool
    partly: bool
    changed: bool
    narrowing: frozenset[str]
    wording: frozenset[str]
    length: int
    verb: str
    opening: frozenset[str]


@lru_cache(maxsize=2048)
def said(text: str) -> Said:
    """Read a claim."""
    claim = parse_claim(text)
    heads = topic(" ".join(claim.heads))
    return Said(
        claim=claim,
        about=topic(claim.said) - _LIGHT,
        heads=heads | topic(claim.subject) if claim.subject != SELF else heads,
        owner=clauses(claim.said)[0].owner,
        ceased=ceasings(claim.said),
        phrases=_phrases(text),
        planned=planned(claim.said),
        once=once(claim.said),
        partly=partly(claim.said),
        changed=changes(claim.said),
        narrowing=narrowing(claim),
        wording=claim.words | claim.scope | words(claim.said),
        length=len(text.split()),
        verb=_verb(claim.said),
        opening=_opening(claim.said),
    )


def _verb(told: str) -> str:
    """Stem of the first verb of a normalised sentence; empty if none is known."""
    for word in told.split():
        if word in FINITE or word in PAST or word.endswith("ed"):
            base = base_form(word)
            if base not in _AUXILIARIES:
                return stem(base)
    return ""


def _opening(told: str) -> frozenset[str]:
    """Stems of the first words of a normalised sentence that tell what it is about."""
    found: list[str] = []
    for word in told.split():
        light = not topic(word) - _LIGHT or word in FINITE or word in PAST or word.endswith("ed")
        if light and found:
            break
        found += [] if light else [word]
    return topic(" ".join(found))


def news(text: str) -> bool:
    """Whether anything in a claim may tell that something has happened."""
    return bool(_phrases(text)[_TELLING].any()) or any(
        word in PAST or (word.endswith("ed") and not word.endswith("eed"))
        for word in parse_claim(text).said.split()
    )


@lru_cache(maxsize=2048)
def _phrases(text: str) -> Floats:
    # As it is told in the third person, without a subject: "I've sold it" opens like "Has sold it".
    told = parse_claim(text).said
    return np.array([each.search(told) is not None for each in _PHRASES], dtype=np.float32)


def cues(later: Said, earlier: Said, cosine: float) -> Floats:
    """What two claims show, shape (CUES,)."""
    new, known = later.claim, earlier.claim
    shared = len(later.about & earlier.about)
    own = (
        cosine,
        min(shared, _MOST_SHARED) / _MOST_SHARED,
        shared / (len(earlier.about) or 1),
        shared / (len(later.about) or 1),
        not earlier.heads.isdisjoint(later.about),
        not one_person(earlier.owner, later.owner),
        new.subject == known.subject,
        new.slot is not None and new.slot == known.slot,
        bool(new.names - known.names),
        bool(known.names - new.names),
        not known.names.isdisjoint(new.names),
        new.polarity == "negative",
        known.polarity == "negative",
        bool(new.numbers - known.numbers) and bool(known.numbers - new.numbers),
        bool(new.numbers) and not known.numbers,
        new.update,
        new.past,
        known.past,
        bool(earlier.ceased),
        bool(later.ceased),
        new.partial,
        later.planned,
        earlier.planned,
        later.once,
        later.partly,
        later.changed,
        earlier.changed,
        bool(later.narrowing - earlier.wording),
        not later.heads.isdisjoint(earlier.about),
        bool(later.heads) and later.heads == earlier.heads,
        bool(earlier.about) and earlier.about <= later.about,
        later.verb == earlier.verb,
        earlier.verb in later.about,
        not later.opening.isdisjoint(earlier.about),
        not later.opening.isdisjoint(earlier.opening),
        min(len(later.about - earlier.about), _MOST_NEW) / _MOST_NEW,
    )
    phrases = later.phrases
    return np.concatenate(
        (
            np.array(own, dtype=np.float32),
            earlier.phrases,
            phrases,
            phrases * np.float32(shared > 0),
            phrases * np.float32(cosine),
        )
    )
