"""What a text puts right that was learnt from its talk before: on another day, in another batch.

"My dentist appointment is on Wednesday", and the day after: "no wait, it's Thursday". Within one
batch :mod:`agent.engine.builtin.statements` does it before anything is believed; here the claim
that rests on the earlier turn is written anew with the value that is right, and takes its place.

The last turn that has a value of the kind is the one that is meant. Where it has several, where
nothing is believed on it, or where the assistant spoke of another one since, nothing is put right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from agent.engine.builtin.amended import amended, corrected_values, correction
from agent.engine.builtin.dates import MONTHS, WEEKDAYS, Span, day_words, resolve
from agent.engine.builtin.sentences import whole_sentences
from agent.engine.builtin.statements import by_the_person
from agent.engine.port import LearnRequest
from memory.threads import Turn
from memory.types import Draft, Observation, Proposition

#: A date as the engine writes it.
_DATE: Final = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS[1:])}) (?P<year>\d{{4}})(?!\d)"
)
_WEEK: Final = 7


def put_right(request: LearnRequest) -> list[Draft]:
    """Drafts that take the place of what was learnt before and is put right by a batch."""
    batch = {each.id for each in request.observations}
    found: list[Draft] = []
    for text in request.observations:
        if text.thread and by_the_person(text):
            for value in _values(text):
                found += _put_right(text, value, request.turns_before(text), batch)
    return found


def _values(text: Observation) -> Iterator[str]:
    """The values that a text puts right, but for those that it gave itself."""
    sentences = whole_sentences(text.content)
    for at, sentence in enumerate(sentences):
        value = correction(sentence)
        if value and not any(corrected_values(each, value) for each in sentences[:at]):
            yield value


def _put_right(
    text: Observation, value: str, turns: Sequence[Turn], batch: Collection[str]
) -> Iterator[Draft]:
    """The claims of the turn that is meant, with the value in them."""
    said_since: frozenset[str] = frozenset()
    for turn in turns:
        said = corrected_values(turn.observation.content, value)
        if not by_the_person(turn.observation):
            said_since |= said
            continue
        if not said:
            continue
        if len(said) == 1 and said_since <= said and turn.observation.id not in batch:
            for claim in turn.claims:
                if right := _with_value(claim, value, text):
                    yield right
        return


def _with_value(claim: Proposition, value: str, text: Observation) -> Draft | None:
    """A claim with a value in it, on the words that give it."""
    at = text.observed_at
    if at is None:
        return None
    right = amended(claim.text, value) or _on_weekday(claim.text, value, at)
    if not right:
        return None
    resolved = resolve(right, at, past=False, recurring=claim.kind == "procedural")
    start, end = _holds(claim, resolved.span, at)
    proposition = replace(
        claim,
        id="",
        text=resolved.text,
        reasoning=f"Wrote on {at:%Y-%m-%d}: “{text.content.strip()[:120]}” – the built-in engine "
        "takes it to put right what was said in this talk before.",
        valid_from=start,
        valid_to=end,
        labels=claim.labels.join(text.labels),
        entities=tuple(each for each in claim.entities if each in resolved.text),
        status="active",
        pinned=False,
    )
    return Draft(
        proposition=proposition,
        supports=(text.id,) if text.id else (),
        derived_from=(claim.id,),  # all but the value is its: it is as secret, and goes with it
        corrects=(claim.id,),
    )


def _on_weekday(said: str, value: str, at: datetime) -> str:
    """A claim with the day of a week's name nearest to its date, not before the correction."""
    day = value.capitalize()
    dates = list(_DATE.finditer(said))
    if day not in WEEKDAYS or len(dates) != 1:
        return ""
    date = dates[0]
    old = at.replace(
        year=int(date["year"]), month=MONTHS.index(date["month"]), day=int(date["day"])
    )
    ahead = old + timedelta(days=(WEEKDAYS.index(day) - old.weekday()) % _WEEK)
    both = (ahead - timedelta(days=_WEEK), ahead)
    possible = [each for each in both if each.date() >= at.date()] or [ahead]
    new = min(possible, key=lambda each: abs(each - old))
    return f"{said[: date.start()]}{day_words(new)}{said[date.end() :]}"


def _holds(
    claim: Proposition, span: Span | None, at: datetime
) -> tuple[datetime | None, datetime | None]:
    """When a claim holds with its new value: on its new day, until then, or from now on."""
    if claim.valid_to is None or span is None:
        return at if claim.valid_from is not None else None, None
    on_the_day = (
        claim.valid_from is not None and claim.valid_to - claim.valid_from == span.end - span.start
    )
    return span.start if on_the_day else at, span.end
