"""What is gathered from a batch of texts: drafts, each once, and how much was left out, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from agent.engine.builtin.changes import CHANGE
from agent.engine.builtin.deixis import empty
from agent.engine.builtin.momentary import momentary
from agent.engine.builtin.statements import Statement
from memory.types import Draft


@dataclass(slots=True)
class Harvest:
    """Drafts, the sentence behind each, and how many statements were left out, by reason."""

    drafts: list[Draft] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    _places: dict[str, int] = field(default_factory=dict)

    def take(self, statement: Statement, draft: Draft) -> bool:
        """Keep what was made of a statement, once; not what is of the moment, or only says when."""
        text = draft.proposition.text
        # "Quit two years ago" says no more once it is "in 2024"; "The rent is 950 now" does.
        if statement.rule != CHANGE and empty(text):
            self.dropped["nothing but a date"] += 1
            return False
        if not statement.rule and (momentary(text) or momentary(statement.shifted.text)):
            self.dropped["of the moment"] += 1
            return False
        place = self._places.setdefault(text.lower(), len(self.drafts))
        if place < len(self.drafts):
            self.drafts[place] = _joined(self.drafts[place], draft)
        else:
            self.drafts.append(draft)
            self.spoken.append(statement.sentence.whole)
        return True


def _joined(first: Draft, second: Draft) -> Draft:
    """One draft for a claim that was made twice in a batch."""
    supports = tuple(dict.fromkeys((*first.supports, *second.supports)))
    better = max((first.proposition, second.proposition), key=lambda each: each.confidence)
    return Draft(proposition=better, supports=supports)
