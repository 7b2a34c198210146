"""One tool in another's place: "Keeps notes in Evernote", "Has moved all notes to Obsidian".

Two names of one kind (:mod:`memory.circumstances.kinds`), used for one purpose, of which the later
sentence says that it is the new one. Who also uses another, or uses it for something else, has
changed nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.kinds import (
    FIRSTS,
    LONGEST,
    MEDICINES,
    MEMBERS,
    NEVER_TWO,
    SEVERAL,
    kinds_of,
)
from memory.circumstances.telling import (
    Clause,
    clauses,
    listed,
    once,
    one_person,
    partly,
    planned,
    topic,
)
from memory.lexicon import SCOPES
from memory.phrases import plain

if TYPE_CHECKING:
    from memory.claims import Claim

_TOKEN: Final = re.compile(r"[^\W_][\w.+#!&'-]*")
#: Names that are other words as well: they count only where they are written as names.
_ORDINARY: Final = listed(
    """
    go c r box bear line things fish mint free three pages numbers hey switch art arch edge
    brave opera arc signal zoom teams slack word sketch focus fiesta leaf seat mini smart wise
    chase sky orange salt sunrise bun solid spring express rider nano kate atom helix cursor
    warp foot render railway parcel linear shortcut craft surface trek cube giant polar
    express phoenix gin jest uv music design law english german film drama organ bass switch
    panda golf focus word box pages notion oracle aurora snowflake drone bamboo flask julia
    ruby sublime rust excel canyon swift nomad framework office civic kona magenta a1 ee bt
    ing ubs nothing render
    """
)
#: What says that something is used, played or studied.
_USING: Final = re.compile(
    r"\b(?:us(?:es?|ing)|writes?|written|drives?|banks?|keeps?|kept|tracks?|runs?|deploy\w*|hosts?"
    r"|hosted|stor(?:es?|ed)|works? (?:with|in|on)|is (?:on|with|in)|studies|study|studying|plays?"
    r"|has|have|owns?|listens?|watch(?:es)?|codes?|programs?|develops?|develop(?:ed)?|edits?"
    r"|builds?|built|tests?|manages?|managed|manages|relies|rely|based|implemented|prefers?|reads?"
    r"|wears?|chats?|backs up|backed|stays|organises|organizes|plans|majors|subscribes|subscribed"
    r"|takes? notes|journals|rides?|learns?|made|set up|account|contract|customer|is their|are in"
    r"|takes?|goes|commutes?|travels?|cycles|walks|buys|shops|gets|drinks|insured|provider"
    r"|served|powered|type[sd]?|designs?|draws?|communicates?|prototypes?|streams?|main)\b"
)
_SWITCHED: Final = re.compile(
    r"\b(?:switch(?:ed|es)|moved|migrated|changed|went|gone|ported|rewr(?:itten|ote)|replaced"
    r"|converted|transferred|upgraded|swapped|traded|exchanged|transitioned|shifted|defected"
    r"|adopted|ditched|dropped|left|abandoned|reimplemented|rebuilt|instead|in favou?r of"
    r"|(?:is|are) back (?:on|to|with|using))\b"
)
#: "It is losartan now": whatever it is that is one of its kind.
_IT_IS: Final = re.compile(
    r"^(?:now )?(?:it|this) is (?:now )?\S+(?: \S+)? (?:now|instead|these days|nowadays)$"
)
#: Of these a new one is mostly one more.
_LEARNT: Final = frozenset({"language", "instrument", "subject"})
#: What is used there may be used for several things.
_WHEREVER: Final = SCOPES - {"phone", "laptop", "tablet", "desktop"}
_KEPT: Final = re.compile(r"\b(?:both|alongside|besides|as well|in addition|also|next to)\b")
_SPEAKS: Final = re.compile(
    r"^(?:likes?|loves?|enjoys?|knows?|speaks?|teaches?|recommends?|hates?|dislikes?|wants?"
    r"|considers?|compares?|met|visited|works? (?:at|for)|sold|bought|returned|fixed|repaired"
    r"|reported|interviewed|graduated|attended|read|watched|wrote|tried|tested|saw|played|drove)\b"
)
#: What says no more than that it is used, or has changed.
_SAYING: Final = listed(
    """
    use uses using used switch switched switches moved move migrated changed went gone over
    ported rewritten rewrote replaced converted transferred upgraded swapped traded exchanged
    adopted all everything now instead has have had is are was been be does do did to from in
    on with for of as by write writes written drive drives bank banks keep keeps kept track
    tracks run runs running deploy deploys deployed host hosts hosted store stores stored work
    works study studies studying play plays owns own code codes program programs develop
    develops developed edit edits build builds built manage manages managed rely relies based
    implemented prefer prefers main primary default new old completely entirely these days
    lately recently finally since their the a an his her its it them this that day daily
    mostly still currently again subject degree major mainly ditched dropped left abandoned
    reimplemented rebuilt favour favor account accounts back up it whole back rides wears wear
    reads listens watches watch listen make makes made take takes organises organizes after
    years year month months weeks out stack own contract transitioned shifted customer got
    bought get provider insurance insured buys shops shopping groceries bought travels travel
    goes commutes commute everyday way wear life app application software tool via through good
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A name of a known kind, and what it is used for."""

    owner: frozenset[str]
    name: str
    kinds: frozenset[str]
    purpose: frozenset[str]
    switched: bool
    changed: bool
    replaced: frozenset[str]


@lru_cache(maxsize=2048)
def uses(said: str, names: frozenset[str]) -> tuple[Use, ...]:
    """What a sentence says is used."""
    if FIRSTS.isdisjoint(said.split()) or planned(said) or once(said):
        return ()
    found: list[Use] = []
    for clause in clauses(said):
        if clause.said.startswith(("does not ", "no longer ", "not ", "never ")):
            continue
        named = _named(clause.said, names)
        if not named or _SPEAKS.match(clause.said):
            continue
        switched = bool(_SWITCHED.search(clause.said) or _IT_IS.match(clause.said))
        if not switched and not _USING.search(clause.said):
            continue
        found += _uses(clause, named, switched=switched)
    return tuple(found)


def _uses(clause: Clause, named: list[tuple[int, int, str]], *, switched: bool) -> list[Use]:
    said = rest = clause.said
    for start, end, _ in reversed(named):
        rest = f"{rest[:start]} {rest[end:]}"
    purpose = topic(re.sub(r"\b\d[\d.]*\b", " ", rest), _SAYING)
    old = {name for start, _, name in named if _is_replaced(said[:start])}
    return [
        Use(owner=clause.owner, name=name, kinds=kinds_of(name), purpose=purpose, switched=switched,
            changed=clause.changed, replaced=frozenset(old))
        for _, _, name in named
        if name not in old
    ]  # fmt: skip


_BEFORE_OLD: Final = re.compile(
    r"\b(?:from|replaced|ditched|dropped|left|abandoned|swapped|traded(?: in)?|exchanged|instead of"
    r"|in place of|over)(?: (?:the|their|an?|all|everything|\w+ing))*(?: \w+){0,2}? $"
)


def _is_replaced(before: str) -> bool:
    """Whether what follows is what was given up."""
    found = _BEFORE_OLD.search(before)
    return found is not None and " to " not in found[0] and " with " not in found[0]


def _named(said: str, names: frozenset[str]) -> list[tuple[int, int, str]]:
    """The names of known kinds in a clause, with where they stand; the longest that fits."""
    tokens = [(each.start(), each.end()) for each in _TOKEN.finditer(said)]
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(tokens):
        for length in range(min(LONGEST, len(tokens) - at), 0, -1):
            start, end = tokens[at][0], tokens[at + length - 1][1]
            name = said[start:end].rstrip(".'")
            if name in MEMBERS and (name not in _ORDINARY or _as_name(name, names)):
                found.append((start, end, name))
                at += length - 1
                break
        at += 1
    return found


def _as_name(name: str, names: frozenset[str]) -> bool:
    """Whether a word is written as a name here, or needs not be."""
    if kinds_of(name) & {"subject", "instrument"}:
        return True
    return name in names or plain(name) in names  # "Things" is kept as "thing"


def swapped(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that something new is used in place of what the other says is used."""
    if claim.polarity == "negative" or other.polarity == "negative":
        return False
    new = uses(claim.said, claim.names)
    if not new or partly(claim.said) or partly(other.said) or _KEPT.search(claim.said):
        return False
    old = uses(other.said, other.names)
    return any(_in_place(one, each, old) for one in new for each in old)


def in_its_place(event: Claim, known: Claim) -> tuple[str, str]:
    """The name in a claim, and the one that an event puts in its place; empty where unsure."""
    new, old = uses(event.said, event.names), uses(known.said, known.names)
    if len(new) != 1 or len(old) != 1 or not new[0].kinds & old[0].kinds:
        return "", ""
    return old[0].name, new[0].name


def _in_place(new: Use, old: Use, known: tuple[Use, ...]) -> bool:
    shared = new.kinds & old.kinds
    if not shared or new.name == old.name or not one_person(new.owner, old.owner):
        return False
    if any(each.name == new.name for each in known):
        return False
    if new.name.startswith(old.name) or old.name.startswith(new.name):
        return False
    if new.replaced and old.name not in new.replaced:
        return False
    one = bool(shared - SEVERAL)
    same = new.purpose == old.purpose
    purpose = same and new.purpose - _WHEREVER and not shared & _LEARNT
    if not new.switched and not (new.changed and (one or purpose)) and not shared & NEVER_TWO:
        return False
    if same or (new.purpose and new.purpose < old.purpose):
        return True
    if old.name in new.replaced and not old.purpose:
        return True
    if new.purpose or old.purpose & SCOPES:
        return False
    return new.switched or bool(shared & MEDICINES)  # one takes it for what one took the other
