"""What a turn says to somebody rather than of who says it: "You must be proud!" English.

Asked what Ana does, a turn of hers that cheers Ben on has her voice, often the very words, and
tells nothing of her.
"""

from __future__ import annotations

import re
from typing import Final

_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]*")
_YOU: Final = re.compile(r"\b(?:you|your|yours)\b")
_SELF: Final = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours)\b")


def without_addressed(text: str) -> str:
    """A text without its sentences that have a "you" in them and no "I" or "we"."""
    if "you" not in text.lower():
        return text
    return "".join(
        sentence
        for sentence in _SENTENCE.findall(text)
        if "you" not in (said := sentence.lower()) or not _YOU.search(said) or _SELF.search(said)
    )
