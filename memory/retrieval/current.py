"""Of turns that say how one thing is, the latest comes first where a question asks how it is now.

Nobody marks what they said before as outdated. So turns of one speaker are compared that come near
the question about as much: where the later gives another value of the kind that is asked for, or
says there that something has changed, and does not speak of another thing of the kind
(:mod:`memory.retrieval.things`), it takes the earlier one's place, right above it. Nothing else
moves, so neither is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from memory.retrieval import slots
from memory.retrieval.rows import Candidate
from memory.retrieval.values import TIMES, same
from memory.retrieval.weights import Weights

#: Best turns that are compared; 16 and 24 bring no update more above its original.
_COMPARED: Final = 12
#: Share of the words for the thing asked for that the earlier turn must have near it.
ABOUT: Final = 0.5
#: Share of the question's words that the earlier turn must have near each other where no kind of
#: value is asked for, by which it could be seen that it answers the question.
_ANSWERED: Final = 0.5
#: Share of the earlier turn's score, and of the best turn's, that a turn must reach by itself.
_NEAR: Final = 1 / 3
#: The later turn's share of the earlier one's words of the question and its share of its score:
#: together so much, of at most two, for both to speak of the same. Where the words say themselves
#: that something changed, less is enough; where they may say so, more is needed.
SAME_MATTER: Final = 1.0
_CHANGED: Final = 0.75
_PERHAPS_CHANGED: Final = 1.2
#: What saying so, or naming what else the earlier turn names, counts beside that.
_TOLD: Final = 0.2
#: :attr:`memory.retrieval.changes.Manner.change` where the words themselves say so.
_SURELY: Final = 2
_NAMING: Final = 0.1
#: That another value shows by itself what it is a value of.
_SHOWN: Final = 2
#: Later turns that fit this much less well than the best may be about the same as it.
_SLACK: Final = 0.25
_ABOVE: Final = 1.001


class _Said:
    """A turn, and what it answers."""

    def __init__(self, turn: Candidate, answer: slots.Answer) -> None:
        self.turn, self.answer, self.score = turn, answer, turn.score
        self.speaker = turn.speaker
        self.place = turn.place


def prefer_current(candidates: Iterable[Candidate], weights: Weights, asked: slots.Asked) -> None:
    """Put what is said later above the best of what it takes the place of.

    Args:
        candidates: Changed in place.
        weights: ``recency`` 0 switches this off.
        asked: What the question asks for.
    """
    if not weights.recency or asked.told:
        return
    # A claim's own newer words may give a value that it has not: what changed besides a value,
    # belief knows better.
    own = [
        c
        for c in candidates
        if c.score > 0 and not c.by_others and (asked.kinds or c.kind == "observation")
    ]
    own = sorted(own, key=lambda c: (-c.score, -c.time, c.id))[:_COMPARED]
    # What would lose its place is among the best, or it has none to lose.
    own = [turn for turn in own if turn.score >= own[0].score * _NEAR]
    said = [_Said(turn, answer) for turn in own if (answer := _answer(turn, asked)) is not None]
    answering = [each for each in said if _answers(each.answer, asked)]
    if not answering:
        return
    first = min(each.place for each in answering)
    later = (each for each in said if each.place > first and _news(each, asked))
    news = sorted(later, key=lambda each: each.place)
    # Turns about other things change as well: only what answers best loses its place.
    for old in sorted(answering, key=lambda each: (each.score, each.turn.id), reverse=True):
        fitting = [(fit, new) for new in news if (fit := _fit(old, new, asked))]
        if fitting:
            _overtake(old, fitting)
            return


def _answer(turn: Candidate, asked: slots.Asked) -> slots.Answer | None:
    if asked.covered(turn.matched) < slots.LEAST:
        return None  # nor has any part of it more
    return slots.answer_in(turn.text, asked)


def _answers(answer: slots.Answer, asked: slots.Asked) -> bool:
    """Whether a turn may say how something was: it has most of the question in one place."""
    return answer.about >= ABOUT and (bool(asked.kinds) or answer.cover >= _ANSWERED)


def _news(said: _Said, asked: slots.Asked) -> bool:
    """Whether a turn may say that something is not as it was, as few do."""
    answer = said.answer
    told = asked.whether or answer.manner.change or answer.values
    return bool(told) and not answer.manner.supposed and not answer.manner.added


def _overtake(old: _Said, later: Sequence[tuple[float, _Said]]) -> None:
    """Put later turns right above an old one, the latest highest."""
    least = max(fit for fit, _ in later) - _SLACK
    highest = old.score
    for fit, new in later:
        if fit >= least:
            highest = max(highest, new.score)
            if highest > new.score or new.score == old.score:
                highest *= _ABOVE
                new.turn.parts["recency"] = highest - new.score
                new.turn.score = highest


def _fit(old: _Said, new: _Said, asked: slots.Asked) -> float:
    """How surely one turn says how something is that the other says how it was; 0 if not at all."""
    before, after = old.answer, new.answer
    if new.place <= old.place or new.speaker != old.speaker:
        return 0.0
    share = min(new.score / old.score, 1.0)
    if share < _NEAR:
        return 0.0
    change = after.manner.change
    needed = (_PERHAPS_CHANGED, _PERHAPS_CHANGED, _CHANGED)[change]
    other, place = _other_value(before, after, asked)
    cover = after.cover / before.cover
    if other == _SHOWN and before.held:  # "up at 4.4 stars" need not say "rating"
        cover = max(cover, after.held / before.held)
    alike = min(cover, 1.0) + share
    if asked.kinds and not other:
        return 0.0
    if other or (asked.whether and before.manner.denied != after.manner.denied):
        needed = min(needed, SAME_MATTER)
    elif not change:
        return 0.0
    naming = change == _SURELY and not before.rest.isdisjoint(after.rest)
    if not (asked.kinds or naming) and _other_kinds(before, after):
        return 0.0
    alike += _NAMING * naming
    if alike < needed or after.of_another(before, place):
        return 0.0
    return alike + _TOLD * change / 2


def _other_value(
    before: slots.Answer, after: slots.Answer, asked: slots.Asked
) -> tuple[int, int | None]:
    """Whether the later gives a value of a kind that the earlier has, and not the same.

    :data:`_SHOWN` where it does and need not say what of the thing it is a value of. And where, if
    not where the later turn answers.
    """
    if after.kind:
        known = before.known(after.kind)
        if known:
            there = (any(same(after.kind, each, one) for one in known) for each in after.values)
            return (0 if all(there) else _SHOWN if after.manner.change else 1), None
        # March 4 and next Thursday cannot be compared; then the words must say that it was moved.
        moved = {before.kind, after.kind} <= TIMES and after.manner.change == _SURELY
        return int(moved), None
    pairs = [
        (figure, earlier)
        for figure in after.figures
        if not any(figure.same(earlier) for earlier in before.figures)
        for earlier in before.figures
        if figure.otherwise(earlier)
    ]
    shown = [new for new, old in pairs if new.kind in asked.shown and new.alike(old)]
    if shown:
        return _SHOWN, min(figure.at for figure in shown)
    return int(bool(pairs) and after.about >= min(before.about, ABOUT)), None


def _other_kinds(before: slots.Answer, after: slots.Answer) -> bool:
    """Whether both give values, and of different kinds: 1,200 calls and 99.9 %."""
    first, second = before.kinds_near, after.kinds_near
    return bool(first and second) and first.isdisjoint(second)
