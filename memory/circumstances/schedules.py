"""When something is: a meeting, a deadline, a departure. One thing has one hour and one day.

Two sentences are about one thing where all else in them is the same, whatever the verb says of it:
"The standup is at 9:30", "The standup starts at 10:00 from this week on".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import (
    changes,
    listed,
    narrower,
    once,
    partly,
    plainly,
    planned,
    topic,
    without_reason,
)
from memory.lexicon import DAYS, MONTHS
from memory.phrases import plain

if TYPE_CHECKING:
    from memory.claims import Claim

_DAY: Final = "|".join(sorted(DAYS))
_MONTH: Final = "|".join(sorted(MONTHS))
_HOURS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
#: From then to then: what counts is when it begins.
_RANGE: Final = re.compile(
    r"\b(?P<start>\d{1,2}(?:[:.]\d{2})?(?: ?[ap]m)?) ?(?:to|-|–|until|till) "
    r"?\d{1,2}(?:[:.]\d{2})?(?: ?[ap]m)?\b(?! (?:euros?|%|percent|km|kg|minutes|hours|days))"
)
#: Daily hours that have several names.
_DAILY: Final = (
    (re.compile(r"\b(?:(?:goes|go|went) to (?:bed|sleep)|(?:is|falls) asleep|bedtime is|turns in"
                r"|is in bed|lights out is)\b"), "bed"),
    (re.compile(r"\b(?:wakes up|gets up|rises|(?:the|their) alarm (?:is set|rings|goes off)|is up"
                r"|sets (?:the|their) alarm)\b"), "wake"),
    (re.compile(r"\b(?:starts|begins) (?:work|working|the working day"
    r"|their shift)\b"), "start work"),
    (re.compile(r"\b(?:finishes|stops|ends) (?:work|working)|leaves (?:work|the office)"
                r"|works until|is (?:done|off) (?:with )?work\b"), "end work"),
    (re.compile(r"\b(?:eats|has|takes) (?:lunch|their lunch break)|lunch is\b"), "lunch"),
    (re.compile(r"\b(?:eats|has) (?:dinner|supper)|(?:dinner|supper) is\b"), "dinner"),
)  # fmt: skip
_CLOCK: Final = re.compile(
    r"\b(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?: ?(?P<half>am|pm))?\b"
    r"|\b(?P<plain>\d{1,2}) ?(?P<half2>am|pm)\b"
    r"|\b(?:at|until|till|from|by|around|before|after|to) "
    rf"(?P<bare>1?\d|2[0-4]|{'|'.join(_HOURS)})(?: o'?clock)?\b"
    r"(?![.:,]?\d| (?:euros?|%|percent|km|kg|mg|people|minutes?|hours?|days?|weeks?|months?))"
    r"|\b(?P<word>noon|midnight|midday)\b"
)
_SOME_TIME: Final = re.compile(
    rf"\d|\b(?:{_DAY})s?\b|\b(?:{_MONTH}|spring|summer|autumn|winter|noon|midnight|midday"
    rf"|(?:at|by|around|before|after|from|until) (?:{'|'.join(_HOURS)}))\b"
)
_WEEKDAY: Final = re.compile(rf"\b(?P<day>{_DAY})(?P<every>s)?\b")
_DATE: Final = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<m1>{_MONTH})"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!:|\d))\b(?:,? \d{{4}}\b)?"
)
_IN_MONTH: Final = re.compile(
    rf"\b(?:in|from|until|till|to|for|by|(?:mid|early|late|end of|beginning of)[ -]?) ?"
    rf"(?P<month>{_MONTH})\b|\b(?P<season>spring|summer|autumn|winter)\b"
)
#: Verbs of taking place, and of being moved; and the nouns that say no more than these.
_HAPPENING: Final = listed(
    """
    is are was were be been has have had do does start starts started begin begins began take
    takes taken place happen happens due schedule scheduled plan planned set fix fixed meet
    meets held hold holds occur occurs move moved postpone postponed push pushed slip slipped
    shift shifted extend extended reschedule rescheduled bring brought forward put back defer
    deferred delayed delay change changed deadline date day time appointment slot now new
    already next last this week weeks month from on at in to until till by for of every each
    other weekly daily o'clock oclock clock not but instead got get gets back up earlier later
    mid early late end beginning morning afternoon evening night am pm again noon midnight
    midday spring summer autumn winter run runs their the they go goes went off out come comes
    came sent send sends published publish posted airs aired released release takes gets
    catches catch fall falls depart departs departed leave leaves left arrive arrives open
    opens opened close closes closed finish finishes ends ended start starting departing
    arriving book booked confirmed be being will going
    """
)
#: Of these several go on one day.
_MANY_A_DAY: Final = topic("bus train tram ferry flight plane boat show screening film class")
_ENDS: Final = re.compile(
    r"\b(?:ends?|ended|finish(?:es|ed)?|closes?|closed|until|till|arriv\w+|lands?|back|expires?"
    r"|over by|lasts)\b"
)
_DUE: Final = re.compile(r"\b(?:due|deadline|submit\w*|hand(?:ed)? in|cut-off)\b")
_MOVED: Final = re.compile(
    r"\b(?:moved|postponed|rescheduled|shifted|pushed|extended|brought forward|slipped|put back"
    r"|put off|deferred|delayed|changed|from this \w+ on|from now on|now|new)\b"
)
_THING: Final = re.compile(r"^(?:the|their|this|its) ")
_HAS: Final = re.compile(r"^(?:has|have|had|got|is having) (?:an? |the |their )?")
_PAST_DONE: Final = re.compile(r"^(?!moved|postponed|rescheduled|shifted|pushed|extended|brought"
                               r"|put|changed|booked|got)\w+ed\b")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """When something is.

    Attributes:
        about: Stems of what it is that is then.
        ends: Whether it is its end; ``due`` whether it is a deadline.
        thing: Whether the sentence speaks of that thing; ``had`` whether of somebody who has it.
        moved: Whether it says that it has not been then before.
        hour, day, date, month: When; the empty text where it is not said.
        every: Whether the day is one of every week.
        daily: Whether it is one of the hours of somebody's day.
    """

    about: frozenset[str]
    ends: bool
    due: bool
    thing: bool
    had: bool
    moved: bool
    hour: str
    day: str
    date: str
    month: str
    every: bool
    daily: bool


@lru_cache(maxsize=2048)
def dated(said: str) -> Date | None:
    """When what a sentence speaks of is, if it says one hour, day or date of one thing."""
    if not _SOME_TIME.search(said):
        return None
    moved = bool(_MOVED.search(said)) or changes(said)
    said = _RANGE.sub(r"at \g<start>", plainly(without_reason(said)))
    clock, day = [*_CLOCK.finditer(said)], [*_WEEKDAY.finditer(said)]
    date, month = [*_DATE.finditer(said)], [*_IN_MONTH.finditer(_DATE.sub(" ", said))]
    if not (clock or day or date or month) or once(said) or _PAST_DONE.match(said):
        return None
    # Of two the last is the new one: "moved from Monday to Thursday".
    from_to = re.search(r"\bfrom \S.* to \S", said)
    most = 2 if from_to else 1
    if max(map(len, (clock, day, date, month))) > most:
        return None
    rest = said
    for pattern in (_DATE, _CLOCK, _WEEKDAY, _IN_MONTH):
        rest = pattern.sub(" ", rest)
    daily = next((what for pattern, what in _DAILY if pattern.search(said)), "")
    return Date(
        about=frozenset({daily}) if daily and clock else topic(rest, _HAPPENING),
        daily=bool(daily and clock),
        ends=bool(_ENDS.search(said)),
        due=bool(_DUE.search(said)),
        thing=bool(_THING.match(said)),
        had=bool(_HAS.match(said)),
        moved=moved,
        hour=_hour(clock[-1]) if clock else "",
        day=day[-1]["day"] if day else "",
        date=_date(date[-1]) if date else "",
        month=_month(month[-1]) if month and not date else "",
        every=bool(day and day[-1]["every"]) or "every" in said.split(),
    )


def _hour(found: re.Match[str]) -> str:
    if found["word"]:
        return "0:00" if found["word"] == "midnight" else "12:00"
    told = found["hour"] or found["plain"] or found["bare"]
    hour = _HOURS.index(told) + 1 if told in _HOURS else int(told)
    half = found["half"] or found["half2"]
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour}:{found['minute'] or '00'}"


def _date(found: re.Match[str]) -> str:
    return f"{int(found['d1'] or found['d2'])} {found['m1'] or found['m2']}"


def _month(found: re.Match[str]) -> str:
    return plain(found["month"] or found["season"])


def rescheduled(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that something is at another time than the other says."""
    if claim.polarity == "negative" or other.polarity == "negative":
        return False
    new, old = dated(claim.said), dated(other.said)
    if new is None or old is None or not new.about or partly(claim.said) or partly(other.said):
        return False
    if new.daily and old.daily:
        same = new.about == old.about and new.day == old.day
        return same and new.hour != old.hour and not narrower(claim, other)
    if (new.ends and not new.due) != (old.ends and not old.due) or _due_apart(new, old):
        return False
    if new.about != old.about and not (new.moved and new.about < old.about):
        return False
    if planned(other.said) or (other.subject != "self" and claim.past and not new.moved):
        return False
    if not (new.thing or new.moved) or not (old.thing or old.had or new.moved):
        return False
    if new.about & _MANY_A_DAY and not new.moved:
        return False
    if new.every != old.every and new.day and old.day:
        return False
    return _apart(new, old)


def _due_apart(new: Date, old: Date) -> bool:
    """Whether one is a deadline and the other is when it begins."""
    return new.due != old.due and not new.moved


def _apart(new: Date, old: Date) -> bool:
    """Whether they name another hour of the same day, another day, or another date."""
    if new.day and old.day and new.day != old.day:
        return True
    if new.date and old.date and new.date != old.date:
        return True
    if (new.date or new.month) and (old.date or old.month):
        months = [each.month or each.date.split()[-1] for each in (new, old)]
        if months[0] != months[1]:
            return True
    if new.hour and old.hour and new.hour != old.hour:
        return not (bool(new.day) != bool(old.day) and not new.moved)
    kinds = [bool(each.day or each.date or each.month) for each in (new, old)]
    return new.moved and all(kinds) and (new.day != old.day or new.date != old.date)
