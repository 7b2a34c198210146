"""What somebody did to something known, as what became of it: "we moved standup to 10".

Who did it does not matter for what is so now: "The standup was moved to 10". And a name by itself
("it's losartan now") says what is used, of the things of its kind. Such a sentence is no fact by
itself; :mod:`agent.engine.builtin.changes` keeps it where it ends something that is known. English.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from memory.circumstances.kinds import MEMBERS, kinds_of

_WHO: Final = (
    r"(?:actually,? |so,? |ok,? |oh,? |and )*(?:they|we|he|she|(?:my|the|our) (?:doctor|gp|"
    r"psychiatrist|cardiologist|specialist|boss|manager|team|landlord|landlady|school|club|gym|"
    r"teacher|coach|company|bank))(?: have|'ve| has|'s)?(?: just| also| now)? "
)
#: "They upped the dose to 36 mg"
_MADE_OTHERWISE: Final = re.compile(
    rf"^{_WHO}(?P<did>moved|pushed|shifted|postponed|rescheduled|raised|upped|increased|lowered|"
    r"reduced|cut|dropped|changed|extended|shortened|brought|put) "
    r"(?:(?:the|our|my) )?"
    r"(?P<what>(?!me\b|it\b|us\b|that\b|this\b|them\b)[a-z-]+(?: [a-z-]+){0,2}?)"
    r"(?P<how>(?: forward| back| up| down)? to (?=\d|[a-z]+days?\b|noon|half past|the \d)\S.*)$",
    re.IGNORECASE,
)
#: "They switched me to losartan"
_PUT_ON: Final = re.compile(
    rf"^{_WHO}(?P<did>switched|moved|changed) me (?:over )?(?:on ?to|to) "
    r"(?P<what>[\w.+#-]+(?: [\w.+#-]+)?)(?: (?:now|instead))*$",
    re.IGNORECASE,
)
#: "It's losartan now"
_IT_IS: Final = re.compile(
    r"^(?:actually,? |so,? |ok,? |and )*(?:now )?(?:it's|it is|its|that's) (?:now )?"
    r"(?P<what>[\w.+#-]+(?: [\w.+#-]+)?)(?: (?P<now>now|these days|instead))+$",
    re.IGNORECASE,
)


def done_to(clause: str) -> str:
    """What became of something, by a clause that tells who did it, or only what it is now.

    Args:
        clause: "We moved standup to 10", "It's losartan now".

    Returns:
        "The standup was moved to 10", "Switched to losartan"; empty for anything else.
    """
    text = clause.strip(" .!").replace("’", "'")
    made = _MADE_OTHERWISE.match(text)
    if made:
        return f"The {made['what']} was {made['did'].lower()}{made['how']}"
    put = _PUT_ON.match(text)
    if put and kinds_of(put["what"].lower()):
        return f"Was {put['did'].lower()} to {put['what']}"
    named = _IT_IS.match(text)
    return f"Switched to {named['what']}" if named and kinds_of(named["what"].lower()) else ""


def kinds_in(text: str) -> frozenset[str]:
    """The kinds of the things that a sentence names, of those that are known by their names."""
    said = re.findall(r"[\w.+#-]+", text.lower())
    pairs = [" ".join(pair) for pair in itertools.pairwise(said)]
    found = [kinds_of(each.rstrip(".")) for each in (*said, *pairs) if each in MEMBERS]
    return frozenset().union(*found)
