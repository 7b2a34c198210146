"""Text of others on its way to the screen: never markup, never control sequences."""

from __future__ import annotations

import re
import unicodedata

_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement
    r"|\x1b[\]PX^_][^\x1b\x07\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC and the other strings
    r"|\x1b[ -/]*[0-~]"
)
_KEPT = "\n\t"
_INVISIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Overrides and isolates of direction: they let text look like what it is not (Trojan Source).
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """The text without control sequences, control characters and direction overrides."""
    text = _SEQUENCE.sub("", text).replace("\r\n", "\n")
    return "".join(char for char in text if char in _KEPT or not _is_hidden(char)).expandtabs(4)


def one_line(text: str) -> str:
    """:func:`plain` with every run of white space as one space."""
    return " ".join(plain(text).split())


def exact(text: str) -> str:
    """The text with everything invisible spelt out, for what a person must approve.

    Unlike :func:`plain` nothing is left out: what is shown is what will be used.
    """
    return "".join(
        char if char == "\n" or not (_is_hidden(char) or char == "\t") else _spelt(char)
        for char in text
    )


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE or char in _TURNING


def _spelt(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")
