"""Image observations: a picture becomes the words in it before anything is learnt from it.

A multimodal model with its projector reads it; where there is none, or it fails, Tesseract does if
it is installed; else the observation is dropped and counted. The file is a stranger's and is looked
at before any decoder is: what kind it is, how large, how many points. Reading takes seconds to
minutes, so taking in does not wait for it: where a picture lies is kept, and the learner has it
read before its batch (:mod:`agent.learning`). Pictures themselves are never stored: what is kept is
text, which passes the gate like all other text.
"""

from __future__ import annotations

import logging
import os
import shutil
import stat
import struct
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import unquote, urlsplit

from memory.errors import ModelError, ModelTimeout
from memory.types import Observation, Origin

if TYPE_CHECKING:
    from agent.config import ModelSection

log = logging.getLogger(__name__)

NO_WAY: Final = "no way to read images"
#: Reasons why a picture is dropped, beside :data:`NO_WAY`.
MISSING: Final = "image missing"
NO_IMAGE: Final = "not an image that can be read"
TOO_LARGE: Final = "image too large"
TOO_SMALL: Final = "image too small"
UNREAD: Final = "image could not be read"
NO_WORDS: Final = "nothing in the image"

#: Two screens of 8K are 66 million points; a picture of more is a trap or a map.
_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_POINTS: Final = 70_000_000
_LONGEST_SIDE: Final = 20_000
_SHORTEST_SIDE: Final = 16
#: Characters of a transcription that are kept.
_MOST_TEXT: Final = 8000
_OCR_PATIENCE: Final = 60.0

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
#: JPEG's start-of-frame markers, whose segment holds the size.
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


class Transcript(Protocol):
    """What an image shows."""

    @property
    def text(self) -> str:
        """The words in it."""

    @property
    def actions(self) -> Sequence[str]:
        """What the person does there; may be empty."""


class Reader(Protocol):
    """Something that reads images: :class:`agent.llama.vision.VisionModel`, :class:`Tesseract`."""

    @property
    def name(self) -> str:
        """Shown in ``doctor``, and written down with what was read."""

    def read(self, image: Path) -> Transcript:
        """What an image shows, which has been checked to be one.

        Raises:
            ModelError: it cannot, or not in time.
        """


@dataclass(frozen=True, slots=True)
class Words:
    """A transcription without any idea of what is done there."""

    text: str
    actions: tuple[str, ...] = ()


class Tesseract:
    """OCR by the ``tesseract`` command.

    Args:
        command: The executable.
        patience: Seconds for one image.
    """

    name = "tesseract"

    def __init__(self, command: Path, *, patience: float = _OCR_PATIENCE) -> None:
        self._command, self._patience = command, patience

    @classmethod
    def found(cls, path: str | None = None) -> Tesseract | None:
        """The one on the search path (the process's own where it is not given), if any."""
        command = shutil.which("tesseract", path=path)
        return cls(Path(command)) if command else None

    def read(self, image: Path) -> Words:
        """The words in an image.

        Raises:
            ModelTimeout: it took too long.
            ModelError: it failed.
        """
        try:
            done = subprocess.run(  # noqa: S603 - no shell; the path is absolute, so no option
                [self._command, image.resolve(), "stdout"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self._patience,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired as error:
            raise ModelTimeout(f"tesseract took longer than {self._patience:g} seconds") from error
        except OSError as error:
            raise ModelError(f"tesseract does not start: {error}") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", errors="replace").strip()
            raise ModelError(f"tesseract failed with {done.returncode}: {said[-200:]}")
        return Words(done.stdout[: 4 * _MOST_TEXT].decode("utf-8", errors="replace"))


class ImageReading:
    """Reads image observations with the first reader that can.

    Args:
        readers: The best first.
    """

    def __init__(self, readers: Sequence[Reader] = ()) -> None:
        self._readers = tuple(readers)

    @property
    def told(self) -> str:
        """How images are read, for ``doctor``."""
        if not self._readers:
            return (
                f"{NO_WAY}: they are dropped and counted; a model with a projector (gumption model"
                " list) or an installed tesseract reads them"
            )
        names = ", else by ".join(reader.name for reader in self._readers)
        return f"read before they are learnt from, by {names}"

    def fault(self, observation: Observation) -> str:
        """Why an image is not worth keeping for later; empty where it is. Opens no decoder."""
        return fault_of(image_path(observation)) if self._readers else NO_WAY

    def read(self, observation: Observation) -> Observation | str:
        """The observation with what its image shows, as text; or why it is dropped.

        What stands on a screen is nobody's own statement: an origin of *self-stated* becomes
        *third-party content*.
        """
        fault = self.fault(observation)
        if fault:
            return fault
        path = image_path(observation)
        for reader in self._readers:
            try:
                seen = reader.read(path)
            except ModelError as error:
                log.warning("%s did not read an image: %s", reader.name, error.message)
                continue
            return _as_text(observation, path, seen, reader.name)
        return UNREAD


def image_reading(model: ModelSection, urgent: Callable[[], bool] = lambda: False) -> ImageReading:
    """What there is to read with: the model, if its projector lies beside it, then Tesseract.

    Args:
        model: The configuration's ``[model]``.
        urgent: Whether somebody waits for the machine; the model stops reading meanwhile.
    """
    from agent.models.store import projector_beside

    readers: list[Reader] = []
    projector = projector_beside(model.path) if model.path else None
    if model.path and projector:
        from agent.llama.options import RuntimeOptions
        from agent.llama.vision import VisionModel

        options = RuntimeOptions(
            path=model.path,
            gpu_layers=model.gpu_layers,
            context=model.context,
            threads=model.threads,
        )
        readers.append(VisionModel(options, projector, urgent=urgent))
    tesseract = Tesseract.found()
    return ImageReading([*readers, tesseract] if tesseract else readers)


def image_path(observation: Observation) -> Path:
    """Where an image observation's picture is: ``context["path"]``, else its content."""
    told = str(observation.context.get("path") or observation.content).strip()
    if told.startswith("file:"):
        told = unquote(urlsplit(told).path)
    return Path(told).expanduser()


def fault_of(path: Path) -> str:
    """Why a file is not to be given to a decoder; empty where it may be.

    Only PNG and JPEG: what every reader here knows, and what screens and cameras write.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            return NO_IMAGE
        if state.st_size > _MOST_BYTES:
            return TOO_LARGE
        size = _size(path.read_bytes())
    except (OSError, ValueError):  # a null byte in a path is a ValueError
        return MISSING
    if size is None:
        return NO_IMAGE
    width, height = size
    if max(size) > _LONGEST_SIDE or width * height > _MOST_POINTS:
        return TOO_LARGE
    return TOO_SMALL if min(size) < _SHORTEST_SIDE else ""


def _as_text(
    observation: Observation, path: Path, seen: Transcript, reader: str
) -> Observation | str:
    parts = [seen.text.strip()[:_MOST_TEXT]]
    parts += [f"Doing: {action.strip()}" for action in seen.actions if action.strip()]
    content = "\n".join(part for part in parts if part)
    if not content:
        return NO_WORDS
    origin: Origin = observation.origin
    return replace(
        observation,
        kind="text",
        content=content,
        context={**observation.context, "path": str(path), "read_by": reader},
        origin="third-party content" if origin == "self-stated" else origin,
    )


def _size(content: bytes) -> tuple[int, int] | None:
    """Width and height in points by the file's own header; ``None`` where it is no PNG or JPEG."""
    readers: tuple[tuple[bytes, Callable[[bytes], tuple[int, int] | None]], ...] = (
        (_PNG, _png_size),
        (_JPEG, _jpeg_size),
    )
    for magic, size_of in readers:
        if content.startswith(magic):
            try:
                return size_of(content)
            except (struct.error, IndexError):
                return None
    return None


def _png_size(content: bytes) -> tuple[int, int] | None:
    kind, width, height = struct.unpack_from(">4sII", content, 12)
    return (width, height) if kind == b"IHDR" else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk over the segments to the frame (ITU-T T.81, annex B)."""
    at = 2
    while content[at] == 0xFF:  # noqa: PLR2004 - what every marker begins with
        marker = content[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - filling
            at += 1
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
    return None
