"""Whether what a turn of conversation was given is still there.

The person may forget something while an answer that tells of it is being written. What then were
kept of the turn would bring it back: the answer itself, and the checkpoint with what was recalled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from memory.errors import NotFound
from memory.types import Change, Observation, Proposition


class Known(Protocol):
    """The part of :class:`memory.UserModel` that tells what there is."""

    def observations(
        self, *, ids: Sequence[str] | None = None, limit: int = 100
    ) -> list[Observation]:
        """See :meth:`memory.UserModel.observations`."""

    def proposition(self, id: str) -> Proposition:
        """See :meth:`memory.UserModel.proposition`."""

    def history(self, id: str) -> list[Change]:
        """See :meth:`memory.UserModel.history`."""


def left(model: Known, ids: Iterable[str]) -> list[str]:
    """Those of some ids of which there still is something, in order."""
    wanted = list(dict.fromkeys(ids))
    seen = model.observations(ids=wanted, limit=len(wanted)) if wanted else []
    observed = {each.id for each in seen}
    return [one for one in wanted if one in observed or _text_of(model, one) is not None]


def is_left(model: Known, ids: Iterable[str], hits: Sequence[Mapping[str, Any]]) -> bool:
    """Whether everything is there that a turn was given.

    Args:
        model: The user model.
        ids: Observations and propositions.
        hits: What was recalled, as plain data; of a proposition the wording counts as well, for
            forgetting may have left it an earlier one.
    """
    wanted = list(dict.fromkeys([*ids, *(each["id"] for each in hits)]))
    return left(model, wanted) == wanted and all(
        _still_says(model, each["id"], each["text"])
        for each in hits
        if each["kind"] == "proposition"
    )


def _still_says(model: Known, id: str, text: str) -> bool:
    """Whether a proposition says so, or has said so: what was learnt since may have changed it."""
    now = _text_of(model, id)
    if now is None or now == text:
        return now is not None
    try:
        changes = model.history(id)
    except NotFound:  # forgotten just now
        return False
    return any(
        side is not None and side.text == text
        for each in changes
        for side in (each.before, each.after)
    )


def _text_of(model: Known, id: str) -> str | None:
    try:
        return model.proposition(id).text
    except NotFound:
        return None
