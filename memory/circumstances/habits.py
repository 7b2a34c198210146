"""How often something is done, and at what time of day it is liked to be done.

"Calls their parents every Sunday", "Rarely calls their parents any more": the same habit, where all
else in both is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import (
    changes,
    clauses,
    listed,
    narrower,
    once,
    one_person,
    planned,
    topic,
)
from memory.lexicon import DAYS

if TYPE_CHECKING:
    from memory.claims import Claim

_SELDOM: Final = re.compile(
    r"\b(?:rarely|seldom|hardly(?: ever)?|barely(?: ever)?|scarcely(?: ever)?|almost never"
    r"|(?:only )?(?:occasionally|sporadically|once in a while|now and then)"
    r"|only (?:once|twice) a (?:month|year)|not often|not very often|less often)\b"
)
_OFTEN: Final = re.compile(
    r"\b(?:every (?:other )?\w+|daily|weekly|nightly|often|regularly|always|usually|frequently"
    r"|constantly|religiously|most \w+s|(?:two|three|four|five|six|seven|\d+) times an? "
    r"(?:day|week|month)|(?:once|twice) a (?:day|week)|all the time|a lot|much"
    rf"|on (?:{'|'.join(sorted(DAYS))})s)\b"
)
#: How often, as one of several rhythms.
_RHYTHM: Final = re.compile(
    r"\b(?P<word>hourly|daily|nightly|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annually)"
    r"\b|\bevery (?P<every>(?:(?:other|second|two|three|four|six|few|\d+) )?(?:hour|day|night|week"
    r"|month|quarter|year)s?)\b|\b(?P<once>once|twice) (?:a|per) (?P<per>hour|day|week|month"
    r"|year)\b"
)
_PREFERRING: Final = re.compile(
    r"^(?:prefers?|likes? (?:best )?to|would rather|works? best|is (?:most|more) productive"
    r"|concentrates best|thinks best|is at (?:their|her|his) best|writes best|studies best)\b"
)
_WHEN: Final = re.compile(
    r"\b(?:(?:in the|at|on|during the|late(?: at)?|early(?: in the)?|late in the) )*"
    r"(?P<when>mornings?|noon|afternoons?|evenings?|nights?|weekends?|weekdays?|lunchtime|dawn)\b"
)
#: It is the thing that the sentence speaks of, or what is done is done to just this one.
_ONE_THING: Final = re.compile(r"(?:[a-z]+s )?(?:the|their) ")
#: What somebody does as one thing, however often; of meetings or concerts there may be several.
_ONE_PURSUIT: Final = re.compile(
    r"^(?:goes to (?:church|mass|yoga|pilates|therapy|choir|judo|karate|ballet|physio|confession)"
    r"|goes (?:[a-z]+ing|jogging)|does (?:yoga|pilates|sport|sports|laundry|housework)"
    r"|swims|runs|jogs|cycles|meditates|fasts|showers|shaves|journals|donates blood|works out"
    r"|works from home|plays (?:chess|tennis|football|squash|badminton|golf|bridge|cards|padel))"
    r"(?: (?=every|once|twice|daily|weekly|fortnightly|monthly)|$)"
)
#: Words without one of which a sentence tells no habit.
_CUES: Final = listed(
    """
    rarely seldom hardly barely scarcely almost only occasionally sporadically once not less
    every daily weekly nightly often regularly always usually frequently constantly
    religiously most times twice all much lot hourly fortnightly biweekly monthly quarterly
    yearly annually prefers prefer likes rather best productive now lot, on
    """
)
_RHYTHMS: Final = {
    "hourly": "hour", "daily": "day", "nightly": "day", "night": "day", "weekly": "week",
    "fortnightly": "two week", "biweekly": "two week", "other week": "two week",
    "second week": "two week", "two weeks": "two week", "monthly": "month",
    "quarterly": "quarter", "three months": "quarter", "yearly": "year", "annually": "year",
}  # fmt: skip
_PARTS: Final = {"noon": "afternoon", "lunchtime": "afternoon", "dawn": "morning"}
_SAYING: Final = listed(
    """
    any more anymore longer now these day days lately nowadays since only ever very not does
    do at all much again prefer prefers likes to would rather best most more productive early
    late usually
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What is done, how often if that is said, and when it is liked to be done."""

    owner: frozenset[str]
    about: frozenset[str]
    seldom: bool
    often: bool
    liked: frozenset[str]
    rhythm: str
    thing: bool
    changed: bool


@lru_cache(maxsize=2048)
def habits(said: str) -> tuple[Habit, ...]:
    """The habits that a sentence tells."""
    if _CUES.isdisjoint(said.split()) or planned(said) or once(said):
        return ()
    found = [_habit(clause.owner, clause.said) for clause in clauses(said)]
    return tuple(habit for habit in found if habit is not None)


def _habit(owner: frozenset[str], said: str) -> Habit | None:
    seldom = bool(_SELDOM.search(said))
    often = not seldom and bool(_OFTEN.search(said))
    times = [match["when"].removesuffix("s") for match in _WHEN.finditer(said)]
    preferring = bool(times) and bool(_PREFERRING.match(said))
    rhythm = _RHYTHM.search(said)
    if not (seldom or often or preferring or rhythm):
        return None
    rest = _OFTEN.sub(" ", _RHYTHM.sub(" ", _SELDOM.sub(" ", said)))
    rest = _WHEN.sub(" ", rest) if preferring else rest
    return Habit(
        owner=owner,
        about=topic(rest, _SAYING),
        seldom=seldom,
        often=often,
        liked=frozenset(_PARTS.get(time, time) for time in times) if preferring else frozenset(),
        rhythm=_rhythm(rhythm) if rhythm else "",
        thing=bool(_ONE_THING.match(said) or _ONE_PURSUIT.match(said)),
        changed=changes(said),
    )


def _rhythm(found: re.Match[str]) -> str:
    """A rhythm in one wording: "weekly", "every week", "once a week"."""
    if found["once"] == "twice":
        return f"twice {found['per']}"
    word = found["word"] or found["every"] or found["per"]
    return _RHYTHMS.get(word, word.removesuffix("s"))


def rhythms_apart(said: str, other: str) -> bool:
    """Whether two sentences say how often, and not the same."""
    one, two = ({each.rhythm for each in habits(text)} - {""} for text in (said, other))
    return bool(one and two) and one.isdisjoint(two)


def changed_habit(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that what the other tells is done more, less, or at another time."""
    new = habits(claim.said)
    if not new or (narrower(claim, other) and not (new[0].liked or new[0].rhythm)):
        return False
    return any(_otherwise(one, each) for one in new for each in habits(other.said))


def _otherwise(new: Habit, old: Habit) -> bool:
    if not new.about or not one_person(new.owner, old.owner):
        return False
    same = new.about == old.about
    if new.liked and old.liked:
        return same and not new.liked & old.liked
    if new.rhythm and old.rhythm and new.rhythm != old.rhythm and (new.thing or new.changed):
        return same or (new.changed and new.about < old.about)
    frequency = (new.seldom and old.often) or (new.often and old.seldom)
    return frequency and (same or (new.changed and new.about < old.about))
