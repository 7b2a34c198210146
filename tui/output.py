"""The one place that writes to standard output and standard error, and knows exit codes.

Standard output is data, standard error is talk. Text that came from outside (an observation, a
model, a page) is cleaned before it reaches a terminal: it can neither move the cursor, nor change
the title, nor hide what follows it.
"""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping

__all__ = ["Output", "clean", "one_line", "open_streams"]

FINE, ERROR, USAGE, INTERRUPTED = 0, 1, 2, 130

#: C0 but tab and line feed, DEL, C1, and the marks that reorder or hide text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff]"
)
#: What JSON lets through as it is, though a terminal may act on it.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
_PROGRESS_EVERY = 0.1
_BAR = 24


def open_streams() -> None:
    """Give the process three streams that take whatever is written, before anything is.

    One that was closed for us (``>&-``) leads nowhere. What a stream's encoding has no sign for, in
    a Latin-1 locale or in a pipe on Windows, is shown as its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            opened = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, PTH123 - until the end
            setattr(sys, name, opened)
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def clean(text: str) -> str:
    r"""Text with control characters shown instead of obeyed (``\x1b``); line ends stay."""
    return _UNSAFE.sub(_shown, text.replace("\r\n", "\n"))


def one_line(text: str, width: int = 0) -> str:
    """Clean text on one line, cut to a width (0: not cut)."""
    text = " ".join(clean(text).split())
    return text if not width or len(text) <= width else f"{text[: width - 1]}…"


def _shown(found: re.Match[str]) -> str:
    number = ord(found[0])
    if 0xDC80 <= number <= 0xDCFF:  # noqa: PLR2004 – a byte of a name that is not UTF-8
        number -= 0xDC00
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"  # noqa: PLR2004 – Latin-1


class Output:
    """Where a command says things.

    Args:
        environ: Read for ``NO_COLOR``.
    """

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        self._no_color = bool(environ.get("NO_COLOR")) or environ.get("TERM") == "dumb"
        self._drawn = False
        self._silent = False
        self._drawn_at = 0.0
        self._stage = ""

    # -- data

    def line(self, text: str = "") -> None:
        """One line of data. The caller has cleaned what came from outside."""
        self._data(text + "\n")

    def piece(self, text: str) -> None:
        """A piece of streamed data, cleaned, shown at once."""
        self.end_progress()
        self._data(clean(text))
        self.flush()

    def json(self, value: object) -> None:
        """A JSON value: the whole of standard output."""
        import json

        # What another encoding has no sign for would be written as no JSON has it.
        utf8 = codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8"
        text = json.dumps(value, ensure_ascii=not utf8, indent=2)
        text = _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
        self._data(text + "\n")

    def _data(self, text: str) -> None:
        with self.writable():
            sys.stdout.write(text)

    @contextlib.contextmanager
    def writable(self) -> Iterator[None]:
        """Turn what keeps standard output from being written into words.

        Raises:
            BrokenPipeError: nobody reads any more, which is no mistake.
            StorageFull: the disk under it is full, or refuses.
        """
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            from memory.errors import StorageFull

            raise StorageFull(
                f"Standard output cannot be written: {error.strerror}",
                hint="check the disk that it goes to",
            ) from error

    # -- talk

    def say(self, text: str) -> None:
        """One line of talk."""
        self.end_progress()
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def fail(self, message: str, hint: str = "") -> None:
        """What went wrong, and what to do about it."""
        self.say(f"{self.style('error:', 'red', 'bold', talk=True)} {clean(message)}")
        if hint:
            self.say(f"{self.style('hint:', 'yellow', talk=True)}  {clean(hint)}")

    def progress(self, stage: str, done: int, total: int, *, per: int = 1, unit: str = "") -> None:
        """A long call on its way: a bar on a terminal, otherwise one line for each stage.

        Args:
            stage: What it is doing.
            done: How much of it.
            total: 0 when unknown.
            per: Counts are shown divided by this.
            unit: Shown after the counts.
        """
        if self._silent:
            return
        if not sys.stderr.isatty():
            if stage != self._stage:
                self._stage = stage
                self.say(f"{clean(stage)} …")
            return
        now = time.monotonic()
        if self._drawn and now - self._drawn_at < _PROGRESS_EVERY and done != total:
            return
        self._drawn_at = now
        filled = _BAR * done // total if total else 0
        bar = "━" * filled + self.style("━" * (_BAR - filled), "dim", talk=True)
        count = f"{done // per}/{total // per}" if total else f"{done // per}"
        count += f" {unit}" if unit else ""
        sys.stderr.write(f"\r\x1b[K{one_line(stage, 20):<12} {bar} {count}")
        sys.stderr.flush()
        self._drawn = True

    @contextlib.contextmanager
    def silent_progress(self) -> Iterator[None]:
        """Draw no progress for a while: somebody else has the screen."""
        self.end_progress()
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def end_progress(self) -> None:
        """Take the bar away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False

    # -- asking

    def can_ask(self) -> bool:
        """Whether somebody is there to answer."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def confirm(self, question: str, *, default: bool = False) -> bool:
        """Ask y/N on the terminal; anything but yes is no, and nothing is the default."""
        self.end_progress()
        sys.stderr.write(f"{question} [{'Y/n' if default else 'y/N'}] ")
        sys.stderr.flush()
        said = sys.stdin.readline()
        if not said:  # the terminal is gone: nobody agrees to anything
            return False
        return default if not said.strip() else said.strip().lower() in {"y", "yes"}

    def ask(self, question: str, default: str) -> str:
        """Ask for a line on the terminal; nothing is the default.

        Raises:
            KeyboardInterrupt: the terminal is gone.
        """
        self.end_progress()
        sys.stderr.write(f"{question}{f' [{default}]' if default else ''}: ")
        sys.stderr.flush()
        said = sys.stdin.readline()
        if not said:
            raise KeyboardInterrupt
        return said.strip() or default

    # -- looks

    @property
    def width(self) -> int:
        """Columns to fill."""
        import shutil

        return min(shutil.get_terminal_size((100, 24)).columns, 120)

    def style(self, text: str, *styles: str, talk: bool = False) -> str:
        """Text with looks, where the stream is a terminal that wants them."""
        stream = sys.stderr if talk else sys.stdout
        if self._no_color or not stream.isatty():
            return text
        codes = ";".join(_STYLES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"

    def flush(self) -> None:
        """Write out what is held.

        Raises:
            BrokenPipeError: nobody reads any more.
            StorageFull: the disk under standard output is full, or refuses.
        """
        self.end_progress()
        with self.writable():
            sys.stdout.flush()

    def hush(self) -> None:
        """Nobody reads standard output any more: say no more, not even at exit."""
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
