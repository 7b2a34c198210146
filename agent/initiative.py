"""When to speak unasked: the expected utility of an interruption, and the limits around it.

A suggestion is shown when showing it is worth more than keeping quiet::

    p·B − (1−p)·C_fp  >  −p·C_fn

p is the chance that the person wants it now, B what it is worth then, C_fp what it costs when it is
not wanted, C_fn what it costs to have kept quiet. After Horvitz, "Principles of Mixed-Initiative
User Interfaces" (CHI 1999). Interrupting costs more in the middle of something and less at a task
boundary: field studies find 52 % engagement at boundaries against 62 % dismissal in mid-task.

Around the sum stand rules that no utility overrides: never-again, quiet hours, the time after a
first start, one suggestion a minute and so many a day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from typing import Literal

from memory.types import Observation, Suggestion

Situation = Literal["boundary", "mid-task", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the gate goes by; the daemon fills it from the configuration.

    Attributes:
        daily_budget: Suggestions shown in any 24 hours, all categories together.
        per_minute: Suggestions shown in any minute.
        burn_in: Nothing is shown for that long after the first start.
        quiet_hours: From and to, in local time; may reach over midnight.
        zone: The person's time zone, for quiet hours; ``None`` is that of this machine.
        boundary_factor, mid_task_factor: What the cost of interrupting is multiplied by.
        prior_strength: How many verdicts the proposer's own probability is worth.
        lifetime: How long a suggestion without an end of its own is worth offering.
        repeat_after: What was offered and is closed is not offered again for that long.
        clearance: What suggestions may be made from.
    """

    daily_budget: int = 8
    per_minute: int = 1
    burn_in: timedelta = timedelta(hours=24)
    quiet_hours: tuple[time, time] | None = None
    zone: tzinfo | None = None
    boundary_factor: float = 0.5
    mid_task_factor: float = 3.0
    prior_strength: float = 4.0
    lifetime: timedelta = timedelta(hours=24)
    repeat_after: timedelta = timedelta(days=3)
    clearance: Literal["public", "personal", "sensitive", "secret"] = "personal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the person is in the middle of, and how that was told."""

    situation: Situation
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """Everything that a decision depends on, apart from the suggestion itself."""

    now: datetime
    moment: Moment
    started_at: datetime
    shown_last_minute: int
    shown_last_day: int
    never: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of a suggestion, why, and its sums.

    ``withheld`` may be shown later and spends nothing; ``refused`` is not kept at all.
    """

    verdict: Literal["shown", "withheld", "refused"]
    why: str


def calibrate(probability: float, accepted: int, dismissed: int, *, strength: float) -> float:
    """Chance that this category is wanted: a Beta prior around the proposer's own, and verdicts.

    The posterior mean of Beta(p·s, (1−p)·s) after that many acceptances and dismissals, kept
    within [0.01, 0.99].
    """
    stated = min(max(probability, 0.01), 0.99)
    mean = (stated * strength + accepted) / (strength + accepted + dismissed)
    return min(max(mean, 0.01), 0.99)


def utility(suggestion: Suggestion) -> float:
    """p·B − (1−p)·C_fp + p·C_fn, in the gate's common unit; worth showing when above zero."""
    p = suggestion.probability
    return (
        p * suggestion.benefit
        - (1 - p) * suggestion.cost_false_positive
        + p * suggestion.cost_false_negative
    )


def weigh(
    suggestion: Suggestion, *, accepted: int, dismissed: int, moment: Moment, settings: Settings
) -> Suggestion:
    """The suggestion with its calibrated probability, the cost of this moment, and the sum."""
    factor = {
        "boundary": settings.boundary_factor,
        "mid-task": settings.mid_task_factor,
        "neutral": 1.0,
    }[moment.situation]
    weighed = replace(
        suggestion,
        probability=calibrate(
            suggestion.probability, accepted, dismissed, strength=settings.prior_strength
        ),
        cost_false_positive=suggestion.cost_false_positive * factor,
    )
    return replace(weighed, utility=utility(weighed))


def decide(suggestion: Suggestion, around: Circumstances, settings: Settings) -> Decision:
    """Whether a weighed suggestion is shown now. The first rule that applies gives the reason."""
    if suggestion.category in around.never:
        return Decision(verdict="refused", why=f"never again: {suggestion.category}")
    if suggestion.expires_at is not None and suggestion.expires_at <= around.now:
        return Decision(verdict="refused", why="it is already over")
    sums = explain(suggestion)
    if suggestion.utility <= 0:
        return Decision(
            verdict="withheld", why=f"not worth interrupting for: {sums}, {around.moment.why}"
        )
    ready = around.started_at + settings.burn_in
    if around.now < ready:
        until = f"{ready.astimezone(settings.zone):%Y-%m-%d %H:%M}"
        return Decision(verdict="withheld", why=f"first days: quiet until {until}")
    if is_quiet(around.now, settings):
        return Decision(verdict="withheld", why="quiet hours")
    if around.shown_last_minute >= settings.per_minute:
        return Decision(verdict="withheld", why=f"{settings.per_minute} a minute at most")
    if around.shown_last_day >= settings.daily_budget:
        return Decision(verdict="withheld", why=f"{settings.daily_budget} a day at most")
    return Decision(verdict="shown", why=f"{sums}, {around.moment.why}")


def explain(suggestion: Suggestion) -> str:
    """The sum in one line, as ``suggestions show`` prints it."""
    p = suggestion.probability
    return (
        f"{p:.2f}·{suggestion.benefit:.2f} − {1 - p:.2f}·{suggestion.cost_false_positive:.2f}"
        f" + {p:.2f}·{suggestion.cost_false_negative:.2f} = {suggestion.utility:+.2f}"
    )


def is_quiet(now: datetime, settings: Settings) -> bool:
    """Whether it is between the quiet hours, which may reach over midnight."""
    if settings.quiet_hours is None:
        return False
    start, end = settings.quiet_hours
    clock = now.astimezone(settings.zone).time()
    return start <= clock < end if start <= end else clock >= start or clock < end


#: A boundary is fresh for that long after what made it.
BOUNDARY_WINDOW = timedelta(minutes=5)
#: Coming back after nothing for that long is a boundary.
IDLE = timedelta(minutes=15)
#: After that long in one application, a switch to another ends something.
LONG_STRETCH = timedelta(minutes=25)
#: This many actions within this long are somebody in the middle of something.
BUSY_ACTIONS = 4
BUSY_WINDOW = timedelta(minutes=4)

_FINISHED = re.compile(
    r"\bgit (?:commit|push|merge|tag)\b"
    r"|\b(?:pytest|tox|nox|ctest|jest|vitest|mocha|rspec|phpunit)\b"
    r"|\b(?:make|cmake|ninja|bazel|gradle|gradlew|mvn|cargo|go|npm|pnpm|yarn|uv|dotnet|swift|zig)"
    r"(?: run)? (?:test|tests|build|check|install|package|deploy|release|publish)\b"
    r"|^(?:make|ninja|mvn|gradle)\s*$"
    r"|\b(?:docker build|terraform apply|kubectl apply)\b"
)


def moment(recent: Iterable[Observation], now: datetime) -> Moment:
    """Tell a task boundary from the middle of something, by the person's recent own actions.

    Args:
        recent: Observations in any order; those of others, and those ahead of now, do not count.
        now: The time.
    """
    own = _own(recent, now)
    if not own:
        return Moment(situation="neutral", why="nothing is known of this moment")
    last_at, last = own[-1]
    if now - last_at >= IDLE:
        # Nobody there, or nobody watched: an offer then waits to be seen and disturbs nothing.
        return Moment(situation="neutral", why=f"nothing seen for {_minutes(now - last_at)}")
    if now - last_at <= BOUNDARY_WINDOW:
        ended = _ended(own, last)
        if ended:
            return Moment(situation="boundary", why=f"at a task boundary: {ended}")
    busy = sum(now - at <= BUSY_WINDOW for at, _ in own)
    if busy >= BUSY_ACTIONS:
        return Moment(situation="mid-task", why=f"{busy} actions in {_minutes(BUSY_WINDOW)}")
    return Moment(situation="neutral", why="no task boundary, nothing pressing")


def _own(recent: Iterable[Observation], now: datetime) -> list[tuple[datetime, Observation]]:
    dated = [
        (each.observed_at, each)
        for each in recent
        if each.observed_at is not None
        and each.observed_at <= now
        and each.origin != "third-party content"
    ]
    return sorted(dated, key=lambda pair: pair[0])


def _ended(own: Sequence[tuple[datetime, Observation]], last: Observation) -> str:
    """What the newest action ended, in words; empty when it ended nothing."""
    if last.source == "git" or _FINISHED.search(last.content):
        return "a commit" if last.source == "git" or "git " in last.content else "a finished run"
    if len(own) == 1:
        return ""
    before_at, before = own[-2]
    last_at = own[-1][0]
    if last_at - before_at >= IDLE:
        return f"back after {_minutes(last_at - before_at)}"
    app = _app(last)
    if app and _app(before) and app != _app(before):
        started = before_at
        for at, each in reversed(own[:-1]):
            if _app(each) != _app(before):
                break
            started = at
        if last_at - started >= LONG_STRETCH:
            return f"left {_app(before)} after {_minutes(last_at - started)}"
    return ""


def _app(observation: Observation) -> str:
    return str(observation.context.get("app", ""))


def _minutes(span: timedelta) -> str:
    return f"{round(span.total_seconds() / 60)} min"


_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY_WORDS = frozenset(
    re.split(
        r"\s+",
        "the and for with your you this that from have has are was will would could "
        "should can may about into over again now today tomorrow next want like help "
        "maybe consider remember time suggest offer set make get let them their they "
        "before after ".strip(),
    )
)

#: Share of a suggestion's content words that another must have to be the same, or an action to
#: have done it.
SAME = 0.7


def content_words(text: str) -> frozenset[str]:
    """Words that carry meaning, without endings."""
    return frozenset(
        re.sub(r"(?:ing|ed|es|s)$", "", word)
        for word in _WORD.findall(text.casefold())
        if word not in _EMPTY_WORDS
    )


def is_same(one: Suggestion, other: Suggestion) -> bool:
    """Whether two suggestions of one category say the same in other words."""
    mine, theirs = content_words(one.text), content_words(other.text)
    if one.category != other.category or not mine or not theirs:
        return one.text.casefold() == other.text.casefold()
    return len(mine & theirs) / len(mine | theirs) >= SAME


def is_done(suggestion: Suggestion, recent: Iterable[Observation]) -> bool:
    """Whether the person has done it since it was made, by the words of their own actions."""
    wanted = content_words(suggestion.text)
    if not wanted or suggestion.created_at is None:
        return False
    return any(
        each.origin == "own action"
        and each.observed_at is not None
        and each.observed_at > suggestion.created_at
        and len(wanted & content_words(each.content)) / len(wanted) >= SAME
        for each in recent
    )
