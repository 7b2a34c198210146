"""Answers that say that something was done. A model says so easily; only a receipt makes it so."""

from __future__ import annotations

import re

UNBACKED = "\n\n(No tool ran in this turn: nothing was changed.)"

_CLAIMS = re.compile(
    r"\bI(?:['’]ve| have)? (?:just |now |already |also )?"
    r"(?:saved|noted|wrote|written|added|appended|recorded|stored|sent|scheduled|booked|created|deleted|removed|updated)\b"
    r"|^(?:done|saved|noted|added|sent|booked|scheduled|deleted)\b\s*[.!:,]",
    re.IGNORECASE | re.MULTILINE,
)


def claims_to_have_done(text: str) -> bool:
    """Whether an answer says that something was done, in the ways that models say it."""
    return _CLAIMS.search(text) is not None
