"""What a query seeks, without what it says about the form of the answer.

"Which is my favourite, A: tea or B: coffee? Please answer with the letter only." asks for tea and
coffee; *answer*, *letter* and *only* are said to whoever answers, and so is *describe* in "How
would you describe my taste?". They stand in no memory of the matter and in many others. English.
"""

from __future__ import annotations

import re

_NEXT = r"(?:^|(?<=[.?!;:])\s*)(?:and |please |kindly )*"
#: A sentence that tells how to answer: "Answer in one word.", "Respond with the letter."
_FORM = re.compile(
    rf"{_NEXT}(?:answer|respond|reply)\b"
    r"(?= (?:only|with|in|by|using|briefly|directly|yes or no|as)\b)[^.?!]*(?:[.?!]|$)",
    re.IGNORECASE,
)
#: What introduces options: "please choose between", "Select 2 options from".
_CHOOSE = re.compile(
    rf"{_NEXT}(?:choose|select|pick) (?:(?:one|the (?:best|right) one|\w+ options?) )?"
    r"(?:between|from|of|among)\b(?: the following\b)?:?",
    re.IGNORECASE,
)
#: "A:", "b)" before each of several options.
_LABEL = re.compile(r"(?<!\w)(?:[A-J]:|\(?[A-Ja-j]\))(?=\s)")
_SEVERAL = 2
_ABLE = r"(?:can|could|would|will|do|might)"
#: What only says that something is asked: "How would you describe", "Can you tell me", "which word
#: best describes".
_ASKING = re.compile(
    rf"{_NEXT}(?:"
    rf"how {_ABLE} (?:you|one|people|i|we) (?:best |better )?(?:describe|characteri[sz]e)\b"
    r"|(?:what|which) (?:word|term|phrase|adjective)s? "
    rf"(?:{_ABLE} )?(?:best |better |most )?(?:describes?|characteri[sz]es?|fits?)\b"
    rf"|{_ABLE} you (?:tell|remind) me\b(?: again)?"
    r"|(?:tell|remind) me\b(?: again)?"
    r"|do you (?:happen to )?(?:know|remember|recall)\b"
    r")",
    re.IGNORECASE,
)


def sought(query: str) -> str:
    """The query without what is said to whoever answers; itself where nothing else is in it."""
    left = _ASKING.sub(" ", _CHOOSE.sub(" ", _FORM.sub(" ", query)))
    if len(_LABEL.findall(left)) >= _SEVERAL:
        left = _LABEL.sub(" ", left)
    if left == query:
        return query
    left = " ".join(left.split())
    return left if re.search(r"\w", left) else query
