"""The screen: frames that changed, read into text, and deleted.

Frames come from ``mss`` or from any command that writes an image. One that looks like the last (a
cursor blinked, a clock went on) is counted and not read; a text that is nearly the last one's is
counted and not stored. An image is held in memory while it is read and nowhere else, and its text
is *third-party content*: others wrote most of what is on a screen.
"""

from __future__ import annotations

import shlex
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

from pydantic import Field

from agent.images import NO_WAY, ImageReading
from agent.observers.live import (
    OK,
    Batch,
    CannotRun,
    Cursor,
    ObserverSettings,
    Support,
    Surroundings,
)
from agent.observers.port import Drop, Item
from agent.observers.reading import stable_id
from agent.observers.windows_live import COMPOSITORS, Asks, Front, asks, desktop
from memory.types import ContextValue, Observation, Origin

#: Side of the picture that frames are compared by: 32 × 32 differences of neighbouring cells.
_SIDE = 32
#: Differing bits of 1024 up to which two frames are the same: a caret changes 0–2, a new
#: paragraph 30 and more.
_SAME_BITS = 8
#: Share of a text's words in common with the last one's above which it is nearly the same.
_SAME_TEXT = 0.9
_MAX_TEXT = 16_000
_ORIGIN: Origin = "third-party content"
_MOST_IMAGE = 64 * 1024 * 1024


class ScreenSettings(ObserverSettings):
    """Where frames come from, and how often."""

    every: float = Field(default=30, ge=1, le=3600, description="Seconds between frames.")
    command: str = Field(
        default="", description="A command that writes an image; empty: mss takes the screen."
    )


class ScreenObserver:
    """See the module."""

    name = "screen"
    samples = True
    consent = "Takes pictures of your screen now and then, reads the text in them, deletes them."
    settings = ScreenSettings

    def probe(self, settings: ScreenSettings, around: Surroundings) -> Support:
        """Whether a frame can be had, and read."""
        if around.transcribe is None:
            return Support(
                "unsupported",
                "nothing here reads text in images",
                "install tesseract, or use a model that sees",
            )
        if settings.command:
            return OK
        if around.platform == "linux" and not around.environ.get("DISPLAY"):
            why = "no screen can be taken"
            remedy = "gumption observers enable screen --set 'command=grim -', for example"
            return Support("unsupported", why, remedy)
        if not _has("mss") or not _has("PIL"):
            return Support("unsupported", "mss is not installed", "pip install 'gumption[screen]'")
        return OK

    def open(
        self, settings: ScreenSettings, around: Surroundings, wake: Callable[[], None]
    ) -> ScreenWatch:
        """Begin."""
        del wake  # polled
        if around.transcribe is None:
            raise CannotRun("nothing here reads text in images")
        take = _command(settings.command, around) if settings.command else _mss
        kind = desktop(around)
        tells = kind == "x11" or kind in COMPOSITORS
        return ScreenWatch(take, around.transcribe, asks(kind, around) if tells else None)


class ScreenWatch:
    """Looks at the screen. The last frame's fingerprint and text are remembered in memory only."""

    def __init__(
        self,
        take: Callable[[], bytes],
        transcribe: Callable[[bytes], str],
        front: Asks | None = None,
    ) -> None:
        self._take = take
        self._transcribe = transcribe
        self._front = front
        self._frame: int | None = None
        self._text = ""

    def read(self, cursor: Cursor | None, now: datetime) -> Iterator[Batch]:
        """See :meth:`agent.observers.live.Watch.read`."""
        del cursor  # what is not looked at in its time is gone
        before = self._frame, self._text
        item = self._look(now)
        # What is not kept was not seen: it is to be no repetition when it is looked at again.
        seen, (self._frame, self._text) = (self._frame, self._text), before
        yield Batch([item], {})
        self._frame, self._text = seen

    def close(self) -> None:
        """Hang up."""
        if self._front is not None:
            self._front.close()

    def _look(self, now: datetime) -> Item:
        # Whose window it is lets the gate leave it out; asked on both sides of the picture.
        before_it = self._in_front()
        image = self._take()
        if self._in_front() != before_it:
            return Drop("window changed meanwhile")
        context: dict[str, ContextValue] = {"event": "shown"}
        if before_it is not None:
            context |= {"app": before_it.app, "title": before_it.title}
        frame = likeness(image)
        last, self._frame = self._frame, frame
        if last is not None and (last ^ frame).bit_count() <= _SAME_BITS:
            self._frame = last  # slow change must add up
            return Drop("same frame")
        text = self._transcribe(image).strip()[:_MAX_TEXT]
        if not text:
            return Drop("empty")
        before, self._text = self._text, text
        if before and _alike(before, text):
            return Drop("folded")
        return Observation(
            source="screen",
            content=text,
            observed_at=now,
            context=context,
            origin=_ORIGIN,
            external_id=stable_id("screen", now.isoformat()),
        )

    def _in_front(self) -> Front | None:
        return None if self._front is None else self._front.front()


def by_images(images: ImageReading) -> Callable[[bytes], str] | None:
    """A reader of images as a frame is read by: in a folder of its own, removed with it.

    ``None`` where there is nothing to read images with.
    """
    if images.told.startswith(NO_WAY):
        return None

    def transcribe(image: bytes) -> str:
        with tempfile.TemporaryDirectory(prefix="gumption-") as folder:
            path = Path(folder) / "frame.png"
            path.write_bytes(image)
            read = images.read(
                Observation(source="screen", content=str(path), kind="image", origin=_ORIGIN)
            )
        return "" if isinstance(read, str) else read.content

    return transcribe


def likeness(image: bytes) -> int:
    """A fingerprint of 1024 bits: whether each cell of a small grey copy outshines the next.

    A difference hash (dHash); near frames differ in few bits.

    Raises:
        CannotRun: it is no image.
    """
    from PIL import Image

    try:
        with Image.open(BytesIO(image)) as opened:
            small = opened.convert("L").resize((_SIDE + 1, _SIDE))
            cells = small.tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotRun("the frame is no image that can be read") from error
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            at = row * (_SIDE + 1) + column
            bits = bits << 1 | (cells[at] > cells[at + 1])
    return bits


def _alike(before: str, text: str) -> bool:
    """By words; a quick bound first."""
    matcher = SequenceMatcher(None, before.split(), text.split(), autojunk=False)
    if matcher.quick_ratio() < _SAME_TEXT:
        return False
    return matcher.ratio() >= _SAME_TEXT


def _command(line: str, around: Surroundings) -> Callable[[], bytes]:
    try:
        command = shlex.split(line)
    except ValueError as error:
        raise CannotRun(f"observers.screen.command is no command: {error}") from error
    return lambda: around.run(command, timeout=20.0, most=_MOST_IMAGE)


def _mss() -> bytes:
    import mss
    from mss.exception import ScreenShotError
    from mss.tools import to_png

    try:
        with mss.mss() as taker:
            shot = taker.grab(taker.monitors[0])
            png = to_png(shot.rgb, shot.size)
    except (ScreenShotError, OSError, IndexError) as error:
        raise CannotRun("no picture of the screen can be taken") from error
    return png or b""


def _has(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None
