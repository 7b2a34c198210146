"""What a tool is: something the assistant can do, with what it needs and what it can harm.

A tool declares whether it only reads, whether what it does can be undone, and the clearance it
works with. What writes stops for the person's approval with the exact arguments shown; nothing
claims to have been done without the tool's :class:`Receipt`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from pydantic import BaseModel

from memory.types import Hit, Sensitivity

Permission = Literal["read", "write"]


class Reader(Protocol):
    """The part of :class:`memory.UserModel` that a tool may use."""

    def recall(
        self, query: str, *, k: int = 10, clearance: Sensitivity = "personal"
    ) -> Sequence[Hit]:
        """See :meth:`memory.UserModel.recall`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolContext:
    """What a tool is handed when it runs: never more than it declared."""

    memory: Reader
    clearance: Sensitivity
    now: datetime
    notes: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Proof that a tool ran.

    Attributes:
        summary: One sentence for the person, in the past tense.
        output: What the model is given back.
        undo: How the person can take it back; empty where they cannot.
        cited: Ids of memory hits the output contains.
    """

    summary: str
    output: str
    undo: str = ""
    cited: tuple[str, ...] = ()


class Tool(Protocol):
    """A tool. Instances are stateless; what they need comes in the context."""

    @property
    def name(self) -> str:
        """Unique, in ``snake_case``."""

    @property
    def description(self) -> str:
        """One or two sentences for the model: what it does and when to use it."""

    @property
    def permission(self) -> Permission:
        """``write`` stops for approval before it runs."""

    @property
    def clearance(self) -> Sensitivity:
        """The most sensitive memory that the tool works with."""

    @property
    def undoable(self) -> bool:
        """Whether what it does can be taken back."""

    @property
    def arguments(self) -> type[BaseModel]:
        """Arguments are validated against this before anything is shown or run."""

    def run(self, arguments: BaseModel, context: ToolContext) -> Receipt:
        """Do it.

        Raises:
            GumptionError: it could not be done; nothing was changed.
        """


def describe(tool: Tool) -> Mapping[str, object]:
    """JSON schema of a tool's arguments, as models are shown it."""
    return tool.arguments.model_json_schema()
