"""Of whom and of when a sentence speaks: of the person or a relative; of now, once, or perhaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.endings import stem
from memory.lexicon import EMPTY_WORDS, IRREGULAR, SCOPES
from memory.phrases import words

if TYPE_CHECKING:
    from memory.claims import Claim

#: What is wished for, intended or only possible is not so yet.
_PLANNED: Final = re.compile(
    r"\b(?:wants?|wanted|hop(?:es|ed|ing)|plans?|planning|intends?|aims?|going|wishes|tries|trying"
    r"|tried|promised|asked|offered|agreed|needs?|about|would like|refuses|pretends?) to\b"
    r"|\b(?:might|may(?= [a-z]+\b(?! \d))|could|would|wish|wishes|if|unless|should|must|perhaps"
    r"|maybe|considering|considers(?= \w+ing)|thinking (?:of|about)|thinks (?:of|about)|toying"
    r"|talks? (?:of|about)|dreams? of|dreaming of)\b"
)
#: What was so then is no news of now.
_ONCE: Final = re.compile(
    r"\bused to\b|\b(?:yesterday|tonight|last (?:night|week|weekend|month|year|summer|winter"
    r"|spring|autumn|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|as an? (?:\w+ )?(?:child|kid"
    r"|student|teenager|boy|girl)|when (?:they|she|he) (?:was|were)|while (?:studying|at)"
    r"|years? ago|until (?:\d{4}|last)|between \d{4}|formerly|previously|at the time"
    r"|back then)\b"
)
#: What tells that it is so since lately.
_CHANGE: Final = re.compile(
    r"\b(?:now|nowadays|these days|any ?more|any longer|no longer|from now on|as of|since|again"
    r"|instead|meanwhile|in the meantime|by now|finally|lately|already|at last|after all"
    r"|turned out|from (?:this|next) \w+ on|has been|have been|has become|became|has come)\b"
)
#: What holds only at times, besides, or for a while.
_PARTLY: Final = re.compile(
    r"\b(?:sometimes|occasionally|also|too(?! \w)|at times|on occasion|now and then|as well"
    r"|in addition|on the side|partly|besides|for (?:fun|now)|this (?:week|time)(?! on)"
    r"|exceptionally|temporarily|for (?:a|one|two|three|the) (?:days?|weeks?|weekend))\b"
)
#: What holds for a while, after which it is as before. Something may well be sold "this week".
_PASSING: Final = re.compile(
    r"\b(?:today|tomorrow|tonight)'s (?=[a-z])|"
    r"(?:(?:day|morning|noon|evening|\d)s?(?: at \S+)?,? this (?:week|time)\b(?! on)"
    r"|\b(?:this once|just for (?:today|once|now)|for (?:now|once)"
    r"|(?:took|taking) (?:a|one|two|three|some|the) (?:\w+ )?(?:days?|weeks?|months?|summer) off"
    r"|exceptionally|temporarily|for the (?:time being|moment)"
    r"|(?:while|until|as long as) (?:the|their) [^,]{3,40}? (?:is|are|was|were) (?:being )?"
    r"(?:repaired|fixed|renovated|painted|away|closed|replaced|mended|ill|sick|back))\b)"
)
_SPLIT: Final = re.compile(r"(?:, (?:and |but |so )?|; | and | but | so )")
_KIN: Final = (
    "sister|brother|sibling|twin|mother|father|mum|mom|dad|parents|son|daughter|child|children|kid"
    "|kids|baby|wife|husband|partner|girlfriend|boyfriend|fiancée?|spouse|grandmother"
    "|grandfather|grandma|grandpa|granddaughter|grandson|aunt|uncle|cousin|niece|nephew|friend"
    "|flatmate|roommate|neighbour|neighbor|colleague|mother-in-law|father-in-law|sister-in-law"
    "|brother-in-law|stepson|stepdaughter"
)
_RELATIVE: Final = re.compile(
    rf"^(?:their|the|his|her|my) (?:(?P<which>older|elder|younger|big|little|eldest|youngest|oldest"
    rf"|twin|best|old) )?(?P<kin>{_KIN})(?!'s)\b ?(?P<rest>.*)$"
)
_SAME: Final = {
    "mum": "mother", "mom": "mother", "dad": "father", "kid": "child", "kids": "children",
    "grandma": "grandmother", "grandpa": "grandfather", "roommate": "flatmate",
    "neighbor": "neighbour", "boyfriend": "partner", "girlfriend": "partner", "husband": "partner",
    "wife": "partner", "spouse": "partner", "fiancé": "partner", "fiancée": "partner",
}  # fmt: skip
_ADVERBS: Final = (
    "just|now|finally|recently|already|also|then|eventually|meanwhile|currently|still|lately"
    "|officially|actually|completely|fully|entirely|usually|always|generally|only|really|suddenly"
    "|in the end|by now|these days|nowadays|happily|permanently|exclusively|newly"
)
_PARTICIPLE: Final = (
    r"(?:\w+ed|given|taken|left|quit|become|grown|gone|begun|sold|bought|lost|written|built|thrown"
    r"|got|gotten|found|made|met|come|run|put|cut|had|become|overcome|outgrown|won|paid|learnt|read"
    r"|let|set|sent|broken|chosen|given|spent|swum|ridden|rewritten|risen|fallen|split|shut)"
)
#: Auxiliaries and adverbs before what is said.
_AUXILIARY: Final = re.compile(
    rf"^(?:(?:they|he|she|the user|user|the person|{_ADVERBS}) "
    rf"|(?:has|have|had) (?=(?:(?:{_ADVERBS}) )*{_PARTICIPLE}\b))+"
)
_HAS_BEEN: Final = re.compile(rf" (?:has|have|had) (?:(?:{_ADVERBS}) )*been (?!to\b)")
_PERFECT: Final = re.compile(rf" (?:has|have|had) (?:(?:{_ADVERBS}) )*(?={_PARTICIPLE}\b)")
_BEEN: Final = re.compile(r"^(?:has|have|had) been (?!to\b)")
_IS_NOW: Final = re.compile(rf"\b(?P<be>is|are|was|were|works|lives) (?:(?:{_ADVERBS}|again) )+")
#: Why, or since when.
_WHY: Final = re.compile(
    r" (?:because|due to|thanks to|ever since|since|so that|now that|as of|after|when) \S.*$"
)
_MEALS: Final = frozenset({"breakfast", "lunch", "dinner", "supper"})
SELF: Final = frozenset[str]()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause: of whom it speaks, and what it says without auxiliaries and adverbs.

    Attributes:
        owner: The relative that it speaks of; nobody: the person, or a thing.
        said: What it says.
        whole: The same with its subject.
        changed: Whether it says that it has not been so before.
    """

    owner: frozenset[str]
    said: str
    whole: str
    changed: bool


@lru_cache(maxsize=2048)
def planned(said: str) -> bool:
    """Whether a sentence tells what may be or is to be."""
    return bool(_PLANNED.search(said))


@lru_cache(maxsize=2048)
def once(said: str) -> bool:
    """Whether a sentence tells what was."""
    return bool(_ONCE.search(said))


@lru_cache(maxsize=2048)
def partly(said: str) -> bool:
    """Whether it says that it holds only at times, or besides something else."""
    return bool(_PARTLY.search(said))


@lru_cache(maxsize=2048)
def passing(said: str) -> bool:
    """Whether a sentence says itself that it is so for a while only."""
    return bool(_PASSING.search(said))


@lru_cache(maxsize=2048)
def changes(said: str) -> bool:
    """Whether it says that it has not been so before."""
    return bool(_CHANGE.search(said))


def one_person(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two owners may be the same: "their sister Ana", "Ana"."""
    return one == other or bool(one & other)


@lru_cache(maxsize=2048)
def clauses(said: str) -> tuple[Clause, ...]:
    """A sentence's clauses, and the sentence whole."""
    owner = SELF
    found: list[Clause] = []
    parts = _SPLIT.split(said)
    for part in parts if len(parts) == 1 else (said, *parts):
        own, rest = _owned(part)
        owner = own if own is not None else owner
        whole = _PERFECT.sub(" ", _HAS_BEEN.sub(" is ", _bare(part)))
        found.append(Clause(owner=owner, said=rest, whole=whole, changed=changes(part)))
    return tuple(found)


def _owned(part: str) -> tuple[frozenset[str] | None, str]:
    """Of which relative a clause speaks, if it says so, and what it says."""
    relative = _RELATIVE.match(part)
    if relative is None:
        begins = part.startswith(("they ", "the user ", "user "))
        return (SELF if begins else None), _bare(part)
    kin = _SAME.get(relative["kin"], relative["kin"])
    who = f"{relative['which']} {kin}" if relative["which"] else kin
    return frozenset({who}), _bare(relative["rest"])


def _bare(said: str) -> str:
    """A clause without its auxiliaries and without adverbs of time and manner."""
    said = _AUXILIARY.sub("", _BEEN.sub("is ", _AUXILIARY.sub("", said)))
    return _IS_NOW.sub(r"\g<be> ", said)


def without_reason(said: str) -> str:
    """A sentence without why it is so and since when."""
    return _WHY.sub("", said)


def plainly(said: str) -> str:
    """A sentence without adverbs of time and manner after its verb."""
    return _IS_NOW.sub(r"\g<be> ", said)


def narrower(claim: Claim, other: Claim) -> bool:
    """Whether a claim holds only where or when the other does not say so: "at weekends"."""
    return bool(narrowing(claim) - (other.scope | words(other.said)))


def narrowing(claim: Claim) -> frozenset[str]:
    """The words that say where or when alone a claim holds."""
    # "Twice a week" is no time of the week.
    scopes = (SCOPES | _MEALS) - {"week"}
    return claim.scope - {"week"} | words(claim.said) & scopes


def listed(some: str) -> frozenset[str]:
    """Words that are written one after the other."""
    return frozenset(some.split())


def topic(text: str, without: frozenset[str] = frozenset()) -> frozenset[str]:
    """Stems of what a text is about, without the words that say nothing of it."""
    return frozenset(
        stem(IRREGULAR.get(word, word))
        for word in words(text)
        if word not in without and word not in EMPTY_WORDS
    ) - {""}
