"""Whether a question may be answered by several things, told on several days. English.

"What does she do with her children?" and "Which cities have I seen?" are; a question in the simple
past asks for one event, "how many" and "what is" for one value, and one turn tells it. What is no
question (a few words, a claim) names what it wants. Who asks for both or all wants several.
"""

from __future__ import annotations

import re
from typing import Final

_ASKING: Final = re.compile(r"\b(?:what|which|who|whose|where|how|why)\b")
_ALL: Final = re.compile(r"\b(?:both|all (?:the|my|our|her|his|their)|every|each)\b")
_ONE: Final = re.compile(
    r"\b(?:did|was|were|had)\b"
    r"|\bhow (?:long|old|many|much|often)\b|\bwhat(?: is|['’]s)\b"
    r"|^(?:when|is|am|are|do|does)\b"
)


def several(query: str) -> bool:
    """Whether more than one turn may be wanted for an answer."""
    asked = query.strip().lower()
    if _ALL.search(asked):
        return True
    return bool(_ASKING.search(asked)) and not _ONE.search(asked)
