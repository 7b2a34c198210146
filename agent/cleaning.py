"""Text as it may be kept: no control sequences, no invisible characters, no bytes, not too long."""

from __future__ import annotations

import re

#: UTF-8 has at most four bytes for a character.
BYTES_EACH = 4
_SAMPLE = 4096
#: Share of control and replacement characters above which text is taken for bytes. Text in a wrong
#: encoding has 5–15 % of them in Western languages; a compressed file has more than a third.
_BINARY_SHARE = 0.3
_BINARY_LEAST = 3

_ESCAPES = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]{0,256}[ -/]{0,16}[@-~]"  # CSI
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\\\|\x9c)"  # OSC
    "|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f])[^\x1b\x9c]{0,4096}(?:\x1b\\\\|\x9c)"  # DCS, SOS, PM, APC
    "|\x1b[ -/]{0,4}[0-~]"  # the rest
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL_CLASS = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff0-\ufffb\U000e0000-\U000e007f"
)
_CONTROLS = re.compile(f"[{_CONTROL_CLASS}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
#: What :func:`clean` takes out, or what tells bytes from text.
UNWANTED = re.compile(f"[{_CONTROL_CLASS}\x0b\x0c\r\x85\u2028\u2029\ud800-\udfff\ufffd]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffd]")


def clean(text: str) -> str:
    """Text without terminal control sequences, control characters and invisible instructions.

    Escape sequences (ECMA-48: CSI, OSC, DCS and their kin), C0 and C1 controls but tab and line
    feed, bidirectional overrides, and the Unicode tag characters that hide text from people but not
    from models. Lone surrogates become U+FFFD. Joiners stay: emoji and several scripts need them.
    """
    text = _LINE_ENDS.sub("\n", _ESCAPES.sub("", text))
    text = _CONTROLS.sub("", text)
    return _SURROGATES.sub("\ufffd", text)


def is_binary(text: str) -> bool:
    """Whether text is bytes that somebody took for text, by its beginning."""
    sample = _ESCAPES.sub("", text[:_SAMPLE])
    found = len(_NOT_TEXT.findall(sample))
    if found > max(_BINARY_LEAST, _BINARY_SHARE * len(sample)):
        return True
    # However short: bytes that are no text, and nothing else.
    return found > 0 and set("".join(sample.split())) == {"\ufffd"}


def cut_at_line(text: str, most: int) -> str | None:
    """The text if it is at most so many bytes long, else its beginning up to a line end.

    ``None`` where no line ends in the second half of what would fit.
    """
    if len(text) * BYTES_EACH <= most or len(data := text.encode()) <= most:
        return text
    end = data.rfind(b"\n", most // 2, most)
    return None if end < 0 else data[:end].decode().rstrip()
