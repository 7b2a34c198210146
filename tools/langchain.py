"""LangChain tools under our contract, so that any package's tools can be plugged in.

A LangChain tool says nothing about what it may harm. What it does not say is taken at its worst: it
writes, cannot be undone, and so stops for approval. A plug-in says more through the tool's
``metadata``::

    @tool
    def weather(city: str) -> str:
        "The weather in a city."

    weather.metadata = {"permission": "read", "clearance": "public", "undoable": True}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from memory.errors import GumptionError
from memory.types import SENSITIVITIES, Sensitivity
from tools.contract import Permission, Receipt, ToolContext

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

_OUTPUT_LIMIT = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """A LangChain tool as one of ours."""

    name: str
    description: str
    permission: Permission
    clearance: Sensitivity
    undoable: bool
    arguments: type[BaseModel]
    inner: BaseTool

    def run(self, arguments: BaseModel, context: ToolContext) -> Receipt:
        """Invoke it; whatever it raises is told as a failure."""
        del context  # A foreign tool gets its arguments and nothing of the person's memory.
        given = arguments.model_dump(mode="python")
        try:
            output = self.inner.invoke(given)
        except Exception as error:
            raise GumptionError(
                f"{self.name} failed: {type(error).__name__}: {error}",
                hint="this comes from the plug-in",
            ) from error
        return Receipt(
            summary=f"Ran {self.name}",
            output=str(output)[:_OUTPUT_LIMIT],
            undo="Undo it where it was done" if self.undoable else "",
        )


def adapt(inner: BaseTool) -> Adapted:
    """Put a LangChain tool under our contract.

    Raises:
        GumptionError: its arguments are not a pydantic model, or its metadata says nonsense.
    """
    metadata: Mapping[str, object] = inner.metadata or {}
    permission = metadata.get("permission", "write")
    clearance = metadata.get("clearance", "public")
    if permission not in {"read", "write"} or clearance not in SENSITIVITIES:
        raise GumptionError(
            f"{inner.name} has unusable metadata",
            hint="permission is read or write; clearance is one of " + ", ".join(SENSITIVITIES),
        )
    schema = inner.get_input_schema()
    # LangChain also allows a bare JSON schema, which checks nothing.
    if isinstance(inner.args_schema, dict) or not issubclass(schema, BaseModel):
        raise GumptionError(f"{inner.name} does not describe its arguments with pydantic")
    return Adapted(
        name=inner.name,
        description=inner.description,
        permission=permission,
        clearance=clearance,
        undoable=metadata.get("undoable", False) is True,
        arguments=schema,
        inner=inner,
    )
