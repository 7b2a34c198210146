"""Running a tool: arguments checked, permission checked, receipt and audit entry written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from memory.errors import GumptionError, InvalidInput, NotPermitted
from memory.types import AuditEntry, Sensitivity, sensitivity_rank
from tools.contract import Receipt, Tool, ToolContext

Write = Callable[[AuditEntry], None]


def check_arguments(tool: Tool, arguments: Mapping[str, object]) -> BaseModel:
    """Arguments as the tool takes them.

    Raises:
        InvalidInput: they do not fit the tool's schema.
    """
    try:
        return tool.arguments.model_validate(dict(arguments))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "arguments"
        raise InvalidInput(
            f"{tool.name} cannot run with these arguments: {where}: {first['msg']}",
            hint="nothing was done",
        ) from error


def shown_arguments(arguments: BaseModel) -> dict[str, Any]:
    """Checked arguments as plain JSON: exactly what will run, defaults included."""
    return arguments.model_dump(mode="json")


def check_clearance(tool: Tool, clearance: Sensitivity) -> None:
    """Refuse a tool that works with more than the caller may know.

    Raises:
        NotPermitted: it does.
    """
    if sensitivity_rank(tool.clearance) > sensitivity_rank(clearance):
        raise NotPermitted(
            f"{tool.name} works with {tool.clearance} memory, and this conversation may only use"
            f" {clearance}",
            hint="raise privacy.clearance in the configuration",
        )


def run_tool(
    tool: Tool,
    arguments: Mapping[str, object],
    context: ToolContext,
    *,
    approved: bool = False,
    write_audit: Write,
) -> Receipt:
    """Run a tool and write down that it ran, or why not.

    Args:
        tool: What runs.
        arguments: Checked again, here, against the tool's schema.
        context: What it is handed.
        approved: Whether the person has seen exactly these arguments and agreed.
        write_audit: Takes the audit entry.

    Raises:
        InvalidInput: the arguments do not fit.
        NotPermitted: it writes and was not approved, or needs a higher clearance.
        GumptionError: it could not be done; nothing was changed.
    """

    def note(decision: str, why: str) -> None:
        write_audit(
            AuditEntry(
                at=context.now,
                actor="tools",
                action=f"run {tool.name}",
                subject=tool.name,
                decision=decision,
                why=why,
            )
        )

    try:
        checked = check_arguments(tool, arguments)
        check_clearance(tool, context.clearance)
        if tool.permission == "write" and not approved:
            raise NotPermitted(
                f"{tool.name} writes and was not approved", hint="approve it in the conversation"
            )
    except GumptionError as error:
        note("refused", error.message)
        raise
    try:
        receipt = tool.run(checked, context)
    except GumptionError as error:
        note("failed", error.message)
        raise
    except Exception as error:
        # A plug-in's mistake is told to the person like any other failure, not a crash of ours.
        note("failed", type(error).__name__)
        raise GumptionError(
            f"{tool.name} failed: {type(error).__name__}: {error}",
            hint="this is a mistake in the plug-in",
        ) from error
    note("ran", receipt.summary)
    return receipt
