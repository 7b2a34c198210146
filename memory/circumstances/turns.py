"""Turns in life, each with what was so before: who became a father is no longer childless.

What is said before and after is data (:mod:`memory.circumstances.turning_points`). Both sides must
be of the same person or thing, and where both name something ("looking for a *flat*", "signed the
lease for a *flat*"), it must be the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count
from typing import TYPE_CHECKING, Final

from memory.circumstances.further_turns import OF_THINGS
from memory.circumstances.telling import SELF, clauses, listed, once, one_person, planned, topic
from memory.circumstances.turning_points import OF_LIFE, SHORT
from memory.lexicon import FINITE, IRREGULAR

if TYPE_CHECKING:
    from memory.claims import Claim

_Wordings = dict[str, list[tuple[int, str]]]
#: Where what is named ends, if the clause goes on after it.
_GOES_ON: Final = re.compile(
    r" (?:for|in|at|on|with|from|after|because|since|last|this|by|to|before|near|until|that|which"
    r"|who|yesterday|today|next|instead|as|within)\b.*$"
)
#: Words that say how or when, and not what.
_LIGHT: Final = listed(
    """
    new own first bigger smaller larger cheap used now again finally last yesterday today all
    really still any more anymore back latest little big small second-hand old electric red
    blue green black white grey silver beautiful nice good great lovely own pre-owned
    """
)
#: What tells which one it is: "a report *on energy*".
_ADDED: Final = re.compile(r" (?:on|about|for|from|to|of|at|with) (?!time\b|the way\b)(\S.*)$")
#: What happened then is known already, or was before what is known.
_LONG_AGO: Final = re.compile(
    r"\b(?:years? ago|decades? ago|in (?:19|20)\d\d|as an? (?:child|teenager|student)|used to"
    r"|back then|when (?:they|she|he) (?:was|were)|formerly|previously|in (?:their|her"
    r"|his) youth)\b"
)
_FIRST: Final = re.compile(r"[a-z']+")
_THING: Final = ""
#: A wording that begins like this has a thing, or somebody else, as its subject.
_NOUN: Final = ("~<", "~(", "<x", "(the |their )?<", "(the|their) <", ".*")
_NAMED: Final = re.compile(r"<x(?::(?P<of>[^<>]*))?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a turn that a sentence tells.

    Attributes:
        turn: Which turn, by its place in the table.
        owner: Of whom.
        what: What it names; ``more`` what is added to that.
    """

    turn: int
    owner: frozenset[str]
    what: frozenset[str]
    more: frozenset[str]


def _written_out(wording: str) -> str:
    """One line of the table without shorthands for lists of words."""
    for short, whole in SHORT.items():
        wording = wording.replace(f"{{{short}}}", whole)
    return wording


@cache
def compiled(wording: str) -> re.Pattern[str]:
    """A pattern from one line of the table, written out; compiled when it is first needed."""
    pattern = re.sub(r"\((?!\?)", "(?:", wording).replace("~", "(?:(?:an?|the|their) )?")
    number = count()
    pattern = _NAMED.sub(lambda found: f"(?P<x{next(number)}>{found['of'] or '.+?'})", pattern)
    return re.compile(pattern if pattern.endswith("$") else rf"{pattern}(?:$|(?= )|(?<= ))")


def _openings(wording: str) -> frozenset[str]:
    """The words with which a wording may begin: :data:`_THING` where it begins with any noun.

    Raises:
        ValueError: It begins with something that may be missing, which is no plain opening.
    """
    if wording.startswith(_NOUN):
        return frozenset({_THING})
    if wording.startswith("("):
        inside, after = _group(wording)
        if after.startswith("?"):
            raise ValueError(wording)
        return frozenset().union(*map(_openings, _alternatives(inside)))
    first = _FIRST.match(wording)
    if first is None or re.match(r"\?|\((?! )", wording[first.end() :]):
        raise ValueError(wording)
    return frozenset({first[0]})


def _group(wording: str) -> tuple[str, str]:
    """What stands in the parentheses that a wording begins with, and what follows them."""
    depth = 0
    for at, char in enumerate(wording):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return wording[1:at], wording[at + 1 :]
    raise ValueError(wording)


def _alternatives(inside: str) -> list[str]:
    """The alternatives of a group, whatever groups they have inside."""
    found, depth = [""], 0
    for char in inside:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += char
    return found


def _tables() -> tuple[_Wordings, _Wordings]:
    """The wordings of before and of after, by the words that they begin with."""
    before: _Wordings = defaultdict(list)
    after: _Wordings = defaultdict(list)
    for turn, text in enumerate((OF_LIFE + OF_THINGS).strip().split("\n\n")):
        for side, table in zip(text.split("\n=>\n"), (before, after), strict=True):
            for line in side.splitlines():
                wording = _written_out(line)
                for opening in _openings(wording):
                    table[opening].append((turn, wording))
    return dict(before), dict(after)


BEFORE, AFTER = _tables()


@lru_cache(maxsize=2048)
def was_so(said: str) -> tuple[Side, ...]:
    """The turns before which a sentence says somebody is."""
    return () if once(said) else _sides(said, BEFORE)


@lru_cache(maxsize=2048)
def came_about(said: str) -> tuple[Side, ...]:
    """The turns that a sentence says somebody has taken."""
    return () if planned(said) or _LONG_AGO.search(said) else _sides(said, AFTER)


def _sides(said: str, table: _Wordings) -> tuple[Side, ...]:
    found: dict[Side, None] = {}
    for clause in clauses(said):
        wordings: list[tuple[str, frozenset[str], int, str]] = []
        for text, owner in ((clause.said, clause.owner), (clause.whole, SELF)):
            opening = text.partition(" ")[0]
            wordings += [(text, owner, *each) for each in table.get(opening, ())]
            if not _is_verbal(opening):
                wordings += [(text, owner, *each) for each in table.get(_THING, ())]
        for text, owner, turn, wording in wordings:
            match = compiled(wording).match(text)
            if match:
                what, more = _named(match, text)
                found[Side(turn=turn, owner=owner, what=what, more=more)] = None
    return tuple(found)


def _is_verbal(word: str) -> bool:
    """Whether a clause that begins with this word has no thing as its subject."""
    return word in FINITE or word in IRREGULAR or word.endswith(("ed", "ing"))


def _named(match: re.Match[str], said: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a wording names, and what is added to it: "a report", "on energy"."""
    names = [(name, text) for name, text in match.groupdict().items() if text]
    if not names:
        return frozenset(), frozenset()
    name, text = names[0]
    if match.end(name) == match.end():
        text = said[match.start(name) :]
    more = _ADDED.search(text)
    return topic(_GOES_ON.sub("", text), _LIGHT), topic(more[1]) if more else frozenset()


def turned_into(claim: Claim, other: Claim) -> bool:
    """Whether a claim tells of a turn before which the other speaks."""
    after = came_about(claim.said)
    return bool(after) and any(
        one.turn == each.turn and one_person(one.owner, each.owner) and _one_thing(one, each)
        for each in was_so(other.said)
        for one in after
    )


def _one_thing(after: Side, before: Side) -> bool:
    """Whether both name the same, as far as they name something."""
    if after.more and before.more and not after.more & before.more:
        return False
    return not before.what or after.what <= before.what | before.more
