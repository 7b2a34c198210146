"""Running a tool: checked, permitted, and written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from memory.errors import GumptionError, InvalidInput, NotPermitted
from memory.types import AuditEntry, Proposition, Sensitivity
from tests.support.fake_memory import NOW, FakeModel
from tools.builtin import note, recall
from tools.contract import Permission, Receipt, Tool, ToolContext
from tools.running import run_tool, shown_arguments


class Nothing(BaseModel):
    """No arguments."""


class Odd:
    """A tool that does as it is told by its fields."""

    name = "odd"
    description = "Odd."
    permission: Permission = "read"
    clearance: Sensitivity = "public"
    undoable = False
    arguments: type[BaseModel] = Nothing
    error: Exception | None = None

    def run(self, arguments: BaseModel, context: ToolContext) -> Receipt:
        """Fail, or do nothing."""
        del arguments, context
        if self.error is not None:
            raise self.error
        return Receipt(summary="Did nothing", output="")


def context(tmp_path: Path, clearance: Sensitivity = "personal") -> ToolContext:
    """What a tool is handed."""
    model = FakeModel()
    model.known["p1"] = Proposition(id="p1", text="Likes oolong tea")
    return ToolContext(memory=model, clearance=clearance, now=NOW, notes=tmp_path / "notes")


def test_a_reading_tool_runs_and_leaves_a_receipt_and_an_entry(tmp_path: Path) -> None:
    """What it found is cited by id."""
    entries: list[AuditEntry] = []
    receipt = run_tool(recall.tool, {"query": "tea"}, context(tmp_path), write_audit=entries.append)
    assert receipt.cited == ("p1",)
    assert receipt.output == "[p1] Likes oolong tea"
    assert [(each.action, each.decision) for each in entries] == [("run recall", "ran")]


def test_a_writing_tool_needs_approval(tmp_path: Path) -> None:
    """Without it nothing is written and the refusal is."""
    entries: list[AuditEntry] = []
    with pytest.raises(NotPermitted):
        run_tool(note.tool, {"text": "x"}, context(tmp_path), write_audit=entries.append)
    assert not (tmp_path / "notes").exists()
    assert [each.decision for each in entries] == ["refused"]


@pytest.mark.parametrize(
    "arguments", [{}, {"query": ""}, {"query": "x", "k": 99}, {"query": "x", "and": 1}]
)
def test_arguments_are_checked_first(tmp_path: Path, arguments: dict[str, object]) -> None:
    """Missing, empty, out of range, or unknown."""
    with pytest.raises(InvalidInput, match="nothing was done"):
        run_tool(recall.tool, arguments, context(tmp_path), write_audit=lambda _entry: None)


def test_a_tool_never_works_with_more_than_the_caller_may_know(tmp_path: Path) -> None:
    """A tool that declares secret memory does not run in a personal conversation."""
    tool = Odd()
    tool.clearance = "secret"
    with pytest.raises(NotPermitted, match="secret"):
        run_tool(tool, {}, context(tmp_path), write_audit=lambda _entry: None)


def test_a_plug_ins_mistake_is_told_as_one(tmp_path: Path) -> None:
    """Whatever it raises becomes a plain error, and an entry."""
    entries: list[AuditEntry] = []
    tool = Odd()
    tool.error = ZeroDivisionError("oops")
    with pytest.raises(GumptionError, match="odd failed: ZeroDivisionError: oops"):
        run_tool(tool, {}, context(tmp_path), write_audit=entries.append)
    assert [each.decision for each in entries] == ["failed"]


def test_a_note_is_appended_with_its_date_and_how_to_undo_it(tmp_path: Path) -> None:
    """Twice: the first stays as it was."""
    handed = context(tmp_path)
    for text in ("Buy oolong", "Two\nlines\x1b[31m"):
        receipt = run_tool(
            note.tool, {"text": text}, handed, approved=True, write_audit=lambda _entry: None
        )
    path = tmp_path / "notes" / "notes.md"
    assert path.read_text() == (
        "- 2026-03-02 12:00 Buy oolong\n- 2026-03-02 12:00 Two\n  lines[31m\n"
    )
    assert receipt.summary == f"Appended a note to {path}"
    assert "Remove the last entry" in receipt.undo


def test_a_note_starts_on_a_line_of_its_own(tmp_path: Path) -> None:
    """A file that does not end in a newline is not continued mid-line."""
    (tmp_path / "notes").mkdir()
    path = tmp_path / "notes" / "ideas.txt"
    path.write_text("an old idea")
    run_tool(
        note.tool,
        {"text": "new", "file": "ideas.txt"},
        context(tmp_path),
        approved=True,
        write_audit=lambda _entry: None,
    )
    assert path.read_text() == "an old idea\n- 2026-03-02 12:00 new\n"


@pytest.mark.parametrize(
    "name",
    ["../x.md", "/etc/x.md", "a/b.md", ".bashrc", "x.sh", "..", "con.md", "x.md\n", "x\x00.md", ""],
)
def test_a_note_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    """No folder, no hidden file, no other kind of file."""
    with pytest.raises(InvalidInput):
        run_tool(
            note.tool,
            {"text": "x", "file": name},
            context(tmp_path),
            approved=True,
            write_audit=lambda _entry: None,
        )
    assert list(tmp_path.iterdir()) == []


def test_a_note_does_not_follow_a_link(tmp_path: Path) -> None:
    """A link in the notes folder would lead out of it."""
    (tmp_path / "notes").mkdir()
    outside = tmp_path / "outside.md"
    outside.write_text("mine")
    (tmp_path / "notes" / "notes.md").symlink_to(outside)
    with pytest.raises(GumptionError):
        run_tool(
            note.tool,
            {"text": "x"},
            context(tmp_path),
            approved=True,
            write_audit=lambda _entry: None,
        )
    assert outside.read_text() == "mine"


def test_what_is_shown_is_what_runs() -> None:
    """Defaults are spelled out."""
    tool: Tool = note.tool
    assert shown_arguments(tool.arguments.model_validate({"text": " Buy tea "})) == {
        "text": "Buy tea",
        "file": "notes.md",
    }
