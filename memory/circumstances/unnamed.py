"""A new figure of what is not named: "The dose went up to 36", "Is up to 35 km a week".

It is of the one thing that is known to have such a figure: the medicine of which 18 mg are taken,
the 20 km that are run in a week. Where two are known it may be either's, and nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.measures import Measure, measures
from memory.circumstances.telling import SELF, clauses, once, one_person, partly, planned
from memory.decisions import Candidate, Decision, order_in_time
from memory.lexicon import NUMBERS

if TYPE_CHECKING:
    from datetime import datetime

#: Why a claim gives way, as the history keeps it.
WHY: Final = "gives the one thing of which such a figure is known another one"
_DOSE: Final = re.compile(
    r"^(?:the |their )?(?:doctor (?P<raised>raised|upped|increased|lowered|reduced|cut|doubled)"
    r" (?:the |their )?)?(?:daily |current |new )?(?:dose|dosage)"
    r"(?P<told>(?: (?:is|was|has been|been|went|gone|has gone|goes|got|now|raised|increased|upped"
    r"|lowered|reduced|cut|dropped|changed|up|down|to|at))*) (?P<number>\d[\d.,]*) ?"
    r"(?P<unit>mg|mcg|µg|micrograms?|milligrams?|units?)?(?: (?:now|these days|a day|daily))*$"
)
_UP: Final = re.compile(r"\b(?:up|raised|upped|increased|doubled)\b")
_DOWN: Final = re.compile(r"\b(?:down|lowered|reduced|cut|dropped)\b")
#: Of these a figure with a rate tells what somebody does: so many kilometres a week.
_DONE: Final = frozenset({"length", "time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """A figure of something: of what unit, how much, how often, and which way it went, if told."""

    unit: str
    number: float
    per: str
    up: bool
    down: bool


@lru_cache(maxsize=2048)
def unnamed(said: str) -> Unnamed | None:
    """The figure that a sentence gives of the person's own, without saying of what."""
    if planned(said) or once(said) or partly(said):
        return None
    dose = _DOSE.match(said)
    if dose:
        told = f"{dose['told']} {dose['raised'] or ''}"
        return _made("dose", dose["number"], "", told)
    if clauses(said)[0].owner != SELF:
        return None
    for each in measures(said):
        if each.went and not each.about and each.unit in _DONE and each.per:
            return _made(each.unit, each.number, each.per, said)
    return None


def fits(new: Unnamed, known: str) -> bool:
    """Whether a figure may be of what a claim gives another one of."""
    if partly(known) or planned(known) or once(known):
        return False
    return any(_fits(new, each) for each in measures(known))


def of_unnamed(
    said: str, candidates: Sequence[Candidate], observed_at: datetime | None
) -> Decision | None:
    """That a draft gives the one claim that has such a figure another one; ``None`` otherwise.

    Args:
        said: What the draft says, normalised.
        candidates: Its neighbours.
        observed_at: Time of its newest evidence.
    """
    from memory.claims import parse_claim

    new = unnamed(said)
    if new is None:
        return None
    alike = [
        each
        for each in candidates
        if each.proposition.kind != "episodic"
        and any(
            one.unit == new.unit and (new.unit == "dose" or one.per == new.per)
            for one in measures(parse_claim(each.proposition.text).said)
        )
    ]
    if len(alike) != 1 or order_in_time(observed_at, alike[0]) <= 0:
        return None
    known = alike[0].proposition
    if not fits(new, parse_claim(known.text).said):
        return None
    return Decision(outcome="contradicts", target=known.id, why=WHY)


def _made(unit: str, number: str, per: str, told: str) -> Unnamed | None:
    value = _number(number)
    if value is None:
        return None
    up, down = bool(_UP.search(told)), bool(_DOWN.search(told))
    return Unnamed(unit=unit, number=value, per=per, up=up, down=down)


def _fits(new: Unnamed, old: Measure) -> bool:
    value = _number(old.number)
    if old.unit != new.unit or value is None or not one_person(SELF, old.owner):
        return False
    if new.unit != "dose" and old.per != new.per:
        return False
    if value == new.number or (new.up and value > new.number) or (new.down and value < new.number):
        return False
    return bool(old.about)


def _number(told: str) -> float | None:
    try:
        return float(NUMBERS.get(told, told).rstrip(".,").replace(",", ""))
    except ValueError:
        return None
