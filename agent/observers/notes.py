"""Notes and other texts in chosen folders: which files are read, and which never.

Shared by the importer of a folder of notes and the live observer of files. Nothing that looks like
a secret, a build product or a program's own state is opened, nothing larger than a note, nothing
that is no text, and no link is followed out of a root.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from memory.errors import InvalidInput
from memory.types import Observation

#: Files whose words are notes: their text is taken, not only that they changed.
NOTES = (".md", ".markdown", ".txt", ".org", ".rst", ".tex", ".adoc", ".typ")
#: Texts that come with software: written for whoever uses it, and seldom by the person.
_DOCUMENT = re.compile(
    r"(?i)(?:readme|licen[cs]e|copying|change-?log|contributing|code[_-]of[_-]conduct|authors"
    r"|maintainers|(?:\w+-)?requirements|robots|cmakelists|third[_-]party.*)(?:[._-].*)?$"
)
MOST_BYTES = 64 * 1024
IGNORED = (
    *(".*", "*~", "*.tmp", "*.swp", "*.part", "*.lock", "*.log", "*.pyc", "*.o", "*.so"),
    *("node_modules", "__pycache__", "venv", "dist", "build", "target", "Library", "Cache*"),
    *("*.pem", "*.key", "*.p12", "*.pfx", "*.kdbx", "*.gpg", "*.asc", "id_rsa*", "id_ed25519*"),
    *("*secret*", "*password*", "*credential*"),
)
MOST_FILES = 200_000
#: Matches no name: an empty expression matches each.
_NONE = r"(?!)"


@dataclass(frozen=True, slots=True)
class Rules:
    """What is looked at below the roots: by names, in any letter case."""

    ignored: tuple[str, ...] = IGNORED

    @property
    def pattern(self) -> re.Pattern[str]:
        """One expression for a name that is not looked at."""
        names = [fnmatch.translate(one.casefold()) for one in self.ignored]
        return re.compile("|".join(names) or _NONE)


class NotesImporter:
    """A folder of notes."""

    name = "files"
    description = "notes: the text files of a folder (or one of them)"
    options: Mapping[str, str] = {}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a file. See :meth:`agent.observers.port.Importer.read`."""
        del options, now  # files have their own times
        if not path.exists():
            raise InvalidInput(f"{path} does not exist", hint="give a folder of notes")
        if path.is_file():
            yield note(path, path.parent)
            return
        for file, status in walk(path, Rules()):
            del status
            yield note(file, path)


def walk(root: Path, rules: Rules) -> Iterator[tuple[Path, os.stat_result]]:
    """Every file below a root that is looked at, by name; links are not followed."""
    pattern, count = rules.pattern, 0
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = sorted(name for name in folders if not pattern.match(name.casefold()))
        for name in sorted(names):
            if pattern.match(name.casefold()):
                continue
            file = Path(folder) / name
            try:
                status = file.lstat()
            except OSError:  # it is gone already
                continue
            if stat.S_ISREG(status.st_mode):
                count += 1
                if count > MOST_FILES:
                    return
                yield file, status


def is_note(path: Path) -> bool:
    """Whether a file's words are taken."""
    return path.suffix.lower() in NOTES and not _DOCUMENT.match(path.stem)


def text_of(path: Path) -> str | Drop:
    """The text of a note, or why it is not taken."""
    try:
        # No link is followed here either: it could have been put in the file's place meanwhile.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        with os.fdopen(os.open(path, flags), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return Drop("no file")
            raw = stream.read(MOST_BYTES + 1)
    except OSError:
        return Drop("unreadable")
    if len(raw) > MOST_BYTES:
        return Drop("too long")
    if b"\0" in raw:
        return Drop("binary")
    return raw.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")


def note(path: Path, root: Path) -> Item:
    """A file as an observation of its whole text."""
    if not is_note(path):
        return Drop("no note")
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return Drop("unreadable")
    text = text_of(path)
    if isinstance(text, Drop):
        return text
    if not text.strip():
        return Drop("empty")
    return Observation(
        source="files",
        content=text,
        observed_at=at(changed),
        context={"path": str(path), "title": path.stem, "root": str(root)},
        external_id=stable_id(path, changed),
    )


def at(nanoseconds: int) -> datetime:
    """A file's time."""
    try:
        return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)  # the gate drops it as far past
