"""From several episodes to the habit behind them: "Went to the gym on Monday" → a regularity.

Only what says the same thing, but for the day, on enough days of enough weeks counts; and only
sentences whose verb is known can be put into the present tense, so others are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from memory.lifetimes import DEFAULT_HALF_LIFE
from memory.types import Draft, Proposition

#: A habit needs this many days, spread over this many weeks.
_DAYS: Final = 4
_WEEKS: Final = 3

_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_TIME = re.compile(
    rf"""\s*\([^()]*\)
    |,?\ \b(?:on|in|at|by|around|about|last|this|early|late)?\ *\b(?:
        (?:the\ )?\d{{1,2}}(?:st|nd|rd|th)?(?:\ of)?\ {_MONTH}(?:,?\ \d{{4}})?
        | {_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?(?:,?\ \d{{4}})?
        | {_MONTH}\ \d{{4}}
        | \d{{4}}-\d{{2}}-\d{{2}}
        | \d{{1,2}}:\d{{2}}(?:\ ?[ap]m)?
        | \d{{1,2}}\ ?[ap]m
        | (?:mon|tues|wednes|thurs|fri|satur|sun)day
          (?:\ (?:morning|afternoon|evening|night))?
    )\b
    |,?\ \b(?:today|yesterday|tonight|again|(?:last|this)\ (?:week|night|morning|afternoon|evening)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

_IRREGULAR = """
was is had has did does went goes came comes ate eats drank drinks met meets ran runs swam swims
rode rides drove drives flew flies took takes made makes gave gives got gets read reads wrote writes
saw sees sang sings slept sleeps bought buys taught teaches spoke speaks told tells held holds
spent spends sent sends left leaves led leads built builds drew draws wore wears won wins lost loses
rang rings said says thought thinks kept keeps paid pays brought brings caught catches
""".split()  # noqa: SIM905 - a word table reads best as prose
_REGULAR = """
attend bake bike call clean climb cook cycle dance discuss draw exercise fish garden hike host join
listen order paint play practise practice present record repair review skate ski start study talk
train travel tutor update visit volunteer wait walk wash watch work worry
""".split()  # noqa: SIM905 - a word table reads best as prose
_DOUBLING = "chat jog nap plan shop stop".split()  # noqa: SIM905 - as above


def _third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + (base[-1] if base in _DOUBLING else "") + "ed"


#: Past tense → third person of the present.
_PRESENT: Final = {
    **dict(zip(_IRREGULAR[::2], _IRREGULAR[1::2], strict=True)),
    **{_past(base): _third_person(base) for base in (*_REGULAR, *_DOUBLING)},
}
_THIRD: Final = frozenset(_PRESENT.values())


_ARTICLES: Final = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """An episodic proposition, with the time at which it happened."""

    proposition: Proposition
    at: datetime


@dataclass(frozen=True, slots=True)
class _Core:
    """What an episode says but for the day: a verb in the present and what follows it."""

    verb: str
    rest: str

    @property
    def key(self) -> tuple[str, frozenset[str]]:
        found = re.findall(r"[^\W_]+", self.rest.casefold())
        return self.verb, frozenset(found) - _ARTICLES


def habit_text(episode: str) -> str | None:
    """The habit that an episode would be one instance of; ``None`` where that cannot be said."""
    core = _core(episode)
    return None if core is None else _sentence(core)


def _sentence(core: _Core) -> str:
    return f"{core.verb.capitalize()} {core.rest} regularly"


def _core(text: str) -> _Core | None:
    bare = " ".join(_TIME.sub(" ", f" {text.rstrip('.! ')} ").split()).strip(" ,;")
    first, _, rest = bare.partition(" ")
    verb = _PRESENT.get(first.casefold())
    if verb is None and first.casefold() in _THIRD:
        verb = first.casefold()
    passive = verb == "is" and re.match(r"\w+(?:ed|ing)\b", rest)
    # Several sentences, or a clause with its own verb, are more than one thing that happened.
    if (
        verb is None
        or not rest
        or passive
        or re.search(r"[.;!?]|\b(?:because|that|and then)\b", rest)
    ):
        return None
    return _Core(verb, rest)


def groups(episodes: Iterable[Episode]) -> list[list[Episode]]:
    """Episodes that say the same thing often enough to be a habit; oldest first in each."""
    found: dict[tuple[object, ...], list[Episode]] = {}
    for episode in episodes:
        core = _core(episode.proposition.text)
        if core is not None and episode.proposition.polarity == "positive":
            # Of one sensitivity each, so that a habit hides nothing that its episodes show.
            level = episode.proposition.labels.sensitivity
            found.setdefault((*core.key, level), []).append(episode)
    return [sorted(some, key=lambda each: each.at) for some in found.values() if _often(some)]


def _often(episodes: Sequence[Episode]) -> bool:
    days = {episode.at.date() for episode in episodes}
    weeks = {tuple(day.isocalendar())[:2] for day in days}
    return len(days) >= _DAYS and len(weeks) >= _WEEKS


def habit(episodes: Sequence[Episode]) -> Draft | None:
    """The habit behind a group of episodes, derived from them.

    Its confidence is the rule of succession (Laplace 1814) over its days, times how sure the
    episodes are on average.
    """
    text = habit_text(episodes[-1].proposition.text)
    if text is None:
        return None
    days = sorted({episode.at.date() for episode in episodes})
    sure = sum(episode.proposition.confidence for episode in episodes) / len(episodes)
    named = [set(episode.proposition.entities) for episode in episodes]
    shared = set.intersection(*named)
    proposition = Proposition(
        text=text,
        reasoning=(
            f"Generalised from {len(episodes)} episodes on {len(days)} days between"
            f" {days[0]:%Y-%m-%d} and {days[-1]:%Y-%m-%d}."
        ),
        kind="procedural",
        entities=tuple(name for name in episodes[-1].proposition.entities if name in shared),
        confidence=(len(days) + 1) / (len(days) + 2) * sure,
        half_life=DEFAULT_HALF_LIFE["procedural"],
        valid_from=episodes[0].at,
    )
    return Draft(
        proposition=proposition,
        derived_from=tuple(episode.proposition.id for episode in episodes),
    )
