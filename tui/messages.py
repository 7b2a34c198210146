"""What threads tell the screens, and widgets their places. Handlers alone own state.

A worker thread asks the daemon and posts one of these; nothing else crosses from a thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from agent.wire import (
    ChangeView,
    ChatEventView,
    ObservationView,
    PropositionView,
    StatusView,
    SuggestionView,
    WhyView,
)
from memory.errors import GumptionError


@dataclass
class StatusArrived(Message):
    """The daemon answered; this is how it is."""

    status: StatusView


@dataclass
class StatusWanted(Message):
    """Somebody wants the status asked for now."""


@dataclass
class DaemonGone(Message):
    """Nobody answered. Bubbles to the app, which says so on every place."""

    error: GumptionError


@dataclass
class Failed(Message):
    """The daemon refused or failed at one thing; ``what`` was being done."""

    what: str
    error: GumptionError


@dataclass
class SuggestionsArrived(Message):
    """The suggestions that are on show now."""

    suggestions: list[SuggestionView]


@dataclass
class ReasonArrived(Message):
    """What a suggestion rests on: propositions with their evidence, and what else was seen."""

    suggestion: str
    reasons: list[WhyView]
    observations: list[ObservationView]


@dataclass
class VerdictGiven(Message):
    """The daemon took a verdict down; ``done`` is it in words."""

    suggestion: str
    done: str


@dataclass
class PropositionsArrived(Message):
    """What matches the search and the filters."""

    propositions: list[PropositionView]


@dataclass
class WhyArrived(Message):
    """One proposition with evidence and history."""

    why: WhyView


@dataclass
class PropositionChanged(Message):
    """The person's act is in the ledger; ``change`` is what undo takes."""

    done: str
    proposition: str
    change: int | None


@dataclass
class ChangeUndone(Message):
    """A change was taken back; these are the entries that doing so wrote."""

    change: int
    changes: list[ChangeView]


@dataclass
class ChatArrived(Message):
    """One event of the answer to the prompt numbered ``turn``."""

    turn: int
    event: ChatEventView


@dataclass
class ChatEnded(Message):
    """No more events come for ``turn``, because it is done, stopped, waits, or failed."""

    turn: int
    error: GumptionError | None = None


@dataclass
class LearningAsked(Message):
    """The daemon will learn from what is pending."""


@dataclass
class PlaceChosen(Message):
    """Somebody pressed a place's name in the bar."""

    place: str
