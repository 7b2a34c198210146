"""``recall``: the model looks something up in memory itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from memory.types import Sensitivity
from tools.contract import Permission, Receipt, ToolContext


class RecallArguments(BaseModel):
    """What to look for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    query: Annotated[str, Field(min_length=1, max_length=500, description="What to look for.")]
    k: Annotated[int, Field(ge=1, le=20, description="How many results at most.")] = 6


class Recall:
    """Searches propositions and observations with the clearance of the conversation."""

    name: ClassVar[str] = "recall"
    description: ClassVar[str] = (
        "Search what is known about the person. Use it when the answer is not among what was"
        " recalled already."
    )
    permission: ClassVar[Permission] = "read"
    clearance: ClassVar[Sensitivity] = "public"
    undoable: ClassVar[bool] = True
    arguments: ClassVar[type[BaseModel]] = RecallArguments

    def run(self, arguments: BaseModel, context: ToolContext) -> Receipt:
        """Search, and give back one line for every hit."""
        asked = RecallArguments.model_validate(arguments)
        hits = context.memory.recall(asked.query, k=asked.k, clearance=context.clearance)
        found = "1 result" if len(hits) == 1 else f"{len(hits)} results"
        return Receipt(
            summary=f"Looked in memory: {found}",
            output="\n".join(f"[{hit.id}] {hit.text}" for hit in hits) or "Nothing was found.",
            cited=tuple(hit.id for hit in hits),
        )


tool = Recall()
