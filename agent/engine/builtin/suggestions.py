"""Help that the observations themselves call for: few, each with what it rests on.

Nothing is made up: a reminder quotes the promise, an automation the commands, a preparation the
calendar entry. Where nothing calls for help, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from agent.engine.builtin.conjugation import third
from agent.engine.builtin.dates import WEEKDAYS, day_words, resolve
from agent.engine.builtin.deixis import dangling, empty
from agent.engine.builtin.events import Command, Meeting, read
from agent.engine.builtin.sentences import sentences
from agent.engine.builtin.spelling import expand
from agent.engine.builtin.statements import by_the_person
from agent.engine.builtin.terminal import EVERYBODY
from agent.engine.builtin.words import word_set
from agent.engine.port import SuggestRequest
from memory.types import Observation, Suggestion

MOST = 3
#: A promise is recalled from this long before its day.
AHEAD = timedelta(days=2)
_INTENTION = re.compile(
    r"\b(?:I (?:need|have|want|ought|promised|am going|plan|still have|still need|must remember) "
    r"to|"
    r"I (?:must|should|will)|(?:remember|remind me|don't forget|do not forget|note to self:?|"
    r"to-?do:?)(?: to)?)\s+"
    r"(?P<what>(?!be\b|not\b|have to\b)[a-z][^.!?;]{4,100})",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^(?P<what>(?:call|email|book|buy|pay|send|renew|submit|return|pick up|file|order|reply to|"
    r"finish|prepare|"
    r"cancel|register|write to|ask|print|collect)\b[^.!?;]{4,100})",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:I (?:have )?(?:already |just |finally )?|done:?|finished:?|)\s*(?P<done>called|"
    r"emailed|booked|bought|paid|"
    r"sent|renewed|submitted|returned|picked up|filed|ordered|replied|finished|prepared|"
    r"cancelled|canceled|registered|"
    r"wrote|asked|printed|collected|did|done|fixed|made)\b",
    re.IGNORECASE,
)
_GRAMMAR = word_set(
    """
    a an the my our their to by on at in for of with and or this that before after until end
    week month today tomorrow monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december some it is
    are be will have has about from meeting call team weekly sync standup daily notes note
    """
)


def suggestions(request: SuggestRequest) -> tuple[Suggestion, ...]:
    """At most ``MOST`` suggestions, likeliest first, none of them already open."""
    events = read(request.recent, request.now)
    found = [
        *_due(request),
        *_preparations(request, events.meetings),
        *_failures(events.commands, request.now),
        *_automations(events.commands, request.now),
    ]
    found.sort(key=lambda each: (-each.probability * each.benefit, each.text))
    kept: list[Suggestion] = []
    for suggestion in found:
        if not any(_same(suggestion, other) for other in (*request.open, *kept)):
            kept.append(suggestion)
    return tuple(kept[:MOST])


def _same(one: Suggestion, other: Suggestion) -> bool:
    if one.text == other.text:
        return True
    shared = set(one.observations) & set(other.observations)
    if one.category == other.category and shared:
        return True
    first, second = _words(one.text), _words(other.text)
    return one.category == other.category and len(first & second) * 10 >= 7 * len(first | second)


def _due(request: SuggestRequest) -> Iterator[Suggestion]:
    """What the person said they would do, when its day is near."""
    own = [o for o in request.recent if by_the_person(o)]
    for observation in own:
        at = observation.observed_at
        if at is None or at > request.now:
            continue
        for sentence in sentences(observation.content):
            text = expand(sentence.text)
            intended = _INTENTION.search(text) or _IMPERATIVE.match(text)
            if sentence.question or intended is None:
                continue
            what = intended["what"].strip(" ,")
            if dangling(what) or empty(f"will {what}"):
                continue
            resolved = resolve(what, at, past=False)
            if resolved.span is None:
                continue
            last_day = resolved.span.end - timedelta(days=1)
            opens = resolved.span.start - AHEAD
            if not opens <= request.now < resolved.span.end + timedelta(days=1):
                continue
            if _already_done(what, observation, request.recent):
                continue
            yield _reminder(observation, third(resolved.text), last_day, at, request)


def _reminder(
    observation: Observation,
    what: str,
    last_day: datetime,
    said_at: datetime,
    request: SuggestRequest,
) -> Suggestion:
    now = request.now.astimezone(said_at.tzinfo)
    left = (last_day.date() - now.date()).days
    today = f"today is {WEEKDAYS[now.weekday()]} {day_words(now)}"
    urgency = {0: 0.75, 1: 0.7}.get(left, 0.5 if left > 0 else 0.6)
    yours = re.sub(r"\btheir\b", "your", re.sub(r"\b(?:them|they)\b", "you", what))
    text = f"You meant to {yours} – {today}."
    about = _words(what)
    related = tuple(p.id for p in request.propositions if p.id and len(_words(p.text) & about) >= 2)  # noqa: PLR2004 - not by one word
    return Suggestion(
        text=text,
        why=f"On {day_words(said_at)} you wrote: “{_short(observation.content)}”"
        + ("" if left >= 0 else "; nothing since says that it is done"),
        category="follow-up" if left < 0 else "reminder",
        probability=urgency,
        benefit=1.2,
        propositions=related[:3],
        observations=(observation.id,) if observation.id else (),
        created_at=request.now,
        expires_at=last_day + timedelta(days=2),
    )


def _already_done(what: str, promise: Observation, recent: Iterable[Observation]) -> bool:
    """Whether a later text says that it was done: a verb of doing and the same things."""
    things = _words(what)
    for later in recent:
        if (
            later.observed_at is None
            or promise.observed_at is None
            or later.observed_at <= promise.observed_at
        ):
            continue
        if (
            by_the_person(later)
            and _DONE.search(later.content)
            and len(things & _words(later.content))
            >= min(
                2,
                max(1, len(things) - 1),
            )
        ):
            return True
    return False


def _preparations(request: SuggestRequest, meetings: Sequence[Meeting]) -> Iterator[Suggestion]:
    """A meeting within a day for which the person has written something down."""
    for meeting in meetings:
        until = meeting.at - request.now
        if not timedelta(0) < until <= timedelta(hours=18):
            continue
        about = _words(meeting.title) | {
            name.lower() for p in meeting.people for name in p.split()[:1]
        }
        notes = [
            o
            for o in request.recent
            if by_the_person(o)
            and o.id != meeting.id
            and len(about & _words(o.content)) >= min(2, len(about)) > 0
        ]
        if not notes:
            continue
        newest = max(
            notes,
            key=lambda o: (len(about & _words(o.content)), o.observed_at or request.now, o.id),
        )
        shared = about & _words(newest.content)
        near = meeting.at.astimezone(request.now.tzinfo)
        day = "today" if near.date() == request.now.date() else "tomorrow"
        yield Suggestion(
            text=f"“{meeting.title}” is {day} at {near:%H:%M}. "
            f"You noted: “{_short(newest.content)}”",
            why=f"The calendar entry and your note both speak of {', '.join(sorted(shared))}",
            category="preparation",
            probability=0.6,
            benefit=1.1,
            observations=tuple(filter(None, (meeting.id, newest.id))),
            created_at=request.now,
            expires_at=meeting.at,
        )


def _failures(commands: Sequence[Command], now: datetime) -> Iterator[Suggestion]:
    """The same command failing again and again, and not yet gone right."""
    by_line: dict[str, list[Command]] = defaultdict(list)
    for command in commands:
        if now - command.at <= timedelta(hours=3):
            by_line[command.line].append(command)
    for line, own in by_line.items():
        streak = 0
        for command in reversed(own):
            if not command.failed:
                break
            streak += 1
        if streak >= 3:  # noqa: PLR2004 - twice is a typo
            yield Suggestion(
                text=f"`{_short(line)}` has failed {streak} times in a row. "
                "Shall I look up what you did about it before?",
                why=f"The last {streak} runs of this command ended with an error",
                category="follow-up",
                probability=0.45,
                benefit=1.0,
                observations=tuple(dict.fromkeys(c.id for c in own[-streak:] if c.id)),
                created_at=now,
                expires_at=now + timedelta(hours=3),
            )


def _automations(commands: Sequence[Command], now: datetime) -> Iterator[Suggestion]:
    """Commands that always come one after another, on several days: an alias would do."""
    lines = [c for c in commands if c.program not in EVERYBODY]
    seen: dict[tuple[str, ...], list[tuple[Command, ...]]] = defaultdict(list)
    for length in (4, 3, 2):
        for at in range(len(lines) - length + 1):
            run = tuple(lines[at : at + length])
            said = tuple(command.line for command in run)
            close = run[-1].at - run[0].at <= timedelta(minutes=15)
            if (
                close
                and len(set(said)) == length
                and run[0].cwd == run[-1].cwd
                and all(map(_repeatable, said))
            ):
                seen[said].append(run)
    ranked = sorted(
        (
            (said, runs)
            for said, runs in seen.items()
            if len(runs) >= 5 and len({run[0].at.date() for run in runs}) >= 3  # noqa: PLR2004 - a routine, not an afternoon
        ),
        key=lambda item: (-len(item[0]) * len(item[1]), item[0]),
    )
    starts = Counter(command.line for command in lines)
    for said, runs in ranked[:1]:
        share = len(runs) / starts[said[0]]
        if share < 0.5:  # noqa: PLR2004 - as often without the rest
            continue
        on_days = len({run[0].at.date() for run in runs})
        yield Suggestion(
            text=f"You often run {_and(said)} one after the other. "
            f"One alias or script would save the typing: `{' && '.join(said)}`",
            why=f"{len(runs)} times on {on_days} days, {share:.0%} of the times that you ran "
            "the first of them",
            category="automation",
            probability=round(min(0.6, 0.3 + 0.03 * len(runs)), 2),
            benefit=0.9,
            observations=tuple(dict.fromkeys(c.id for run in runs[-5:] for c in run if c.id)),
            created_at=now,
            expires_at=now + timedelta(days=14),
        )


def _repeatable(line: str) -> bool:
    """A message or a file name in it would make the alias wrong the next time."""
    return (
        not re.search(r"[\"']|-m\b|\bcommit\b(?! --amend)|\bhttps?:|\bssh\b|\bvim?\b|\bhx\b", line)
        and len(line) <= 60  # noqa: PLR2004 - typed by hand
    )


def _and(said: Sequence[str]) -> str:
    quoted = [f"`{line}`" for line in said]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else line[:117] + "…"  # noqa: PLR2004 - one line on a screen


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"[a-z][a-z'-]{2,}", text.lower()) if w not in _GRAMMAR}
