"""``append_note``: adds a dated note to a file in the notes folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from memory.errors import NotPermitted, StorageFull
from memory.types import Sensitivity
from tools.contract import Permission, Receipt, ToolContext

# One plain file name: no folders, no hidden files, nothing that some file system treats specially.
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _-]{0,60}\.(?:md|txt)")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\.", re.IGNORECASE)
# Control characters that a terminal showing the file would act on.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")


def _file_name(name: str) -> str:
    if not _FILE_NAME.fullmatch(name) or _RESERVED.match(name):
        raise ValueError("a plain file name ending in .md or .txt, without folders")
    return name


def _text(text: str) -> str:
    cleaned = _CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not cleaned:
        raise ValueError("a note with something in it")
    return cleaned


class NoteArguments(BaseModel):
    """What to write, and where."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[
        str,
        Field(min_length=1, max_length=4000, description="The note, in plain text."),
        AfterValidator(_text),
    ]
    file: Annotated[
        str,
        Field(description="File name in the notes folder, ending in .md or .txt."),
        AfterValidator(_file_name),
    ] = "notes.md"


class AppendNote:
    """Appends; it never changes or removes what is there."""

    name: ClassVar[str] = "append_note"
    description: ClassVar[str] = (
        "Append a note to a file in the person's notes folder. Use it only when the person asks"
        " for something to be written down."
    )
    permission: ClassVar[Permission] = "write"
    clearance: ClassVar[Sensitivity] = "public"
    undoable: ClassVar[bool] = True
    arguments: ClassVar[type[BaseModel]] = NoteArguments

    def run(self, arguments: BaseModel, context: ToolContext) -> Receipt:
        """Append the note, on disk before this returns.

        Raises:
            NotPermitted: the file is not a plain file inside the notes folder.
            StorageFull: it cannot be written; what was there is unchanged.
        """
        asked = NoteArguments.model_validate(arguments)
        indented = asked.text.replace("\n", "\n  ")
        entry = f"- {context.now:%Y-%m-%d %H:%M} {indented}\n"
        path = context.notes / asked.file
        _append(path, entry.encode())
        return Receipt(
            summary=f"Appended a note to {path}",
            output=f"The note was appended to {asked.file}.",
            undo=f"Remove the last entry of {path}, dated {context.now:%Y-%m-%d %H:%M}",
        )


def _append(path: Path, entry: bytes) -> None:
    """Write all of it or nothing: a write cut short by a full disk is taken back."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise NotPermitted(f"{path.name} is not a plain file", hint="choose another name")
        descriptor = os.open(path, flags, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            start = b"\n" if size and not _ends_a_line(path) else b""
            try:
                _write_all(descriptor, start + entry)
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)
    except OSError as error:
        raise StorageFull(
            f"The note cannot be written: {error.strerror or error}",
            hint="check the space and the rights of the notes folder",
        ) from error


def _write_all(descriptor: int, entry: bytes) -> None:
    while entry:
        entry = entry[os.write(descriptor, entry) :]


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


tool = AppendNote()
