"""What people write whose first language is another, as English has it: "since three years".

Only what English never says is mended, so that nobody else's sentence is touched.
"""

from __future__ import annotations

import re
from typing import Final

_SO_LONG: Final = (
    r"(?P<long>(?:(?:about|over|almost|more than) )?(?:an?|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|fifteen|twenty|thirty|\d+|some|many|several|a few|a couple of)"
    r" (?:days|weeks|months|years|decades|hours))"
)
#: "Since three years ago" tells when it began, and is right as it is.
_SINCE: Final = rf"since {_SO_LONG}\b(?! (?:ago|before|back))"
_THING: Final = (
    r"(?:app|bar|car|child|club|company|flat|firm|friend|group|house|man|person|place|school|shop|"
    r"team|woman)"
)
_WHO: Final = (
    r"(?:wife|husband|mother|mum|mom|father|dad|sister|brother|son|daughter|boss|girlfriend|"
    r"boyfriend)"
)
_DOES: Final = (
    r"(?:grow|like|love|hate|want|need|live|speak|eat|drink|come|play|make|know|think|sleep|cook)"
)
_MENDED: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        # "I am working since three years" and "I am working in Hull since three years"
        (
            rf"^(?P<who>I|we) (?:am|are) (?P<what>[a-z]+ing\b[^,;]*?) {_SINCE}",
            r"\g<who> have been \g<what> for \g<long>",
        ),
        (
            rf"^(?P<who>I|we) (?:am|are) (?P<what>(?!not\b)[^,;]*?)\b {_SINCE}",
            r"\g<who> have been \g<what> for \g<long>",
        ),
        (_SINCE, r"for \g<long>"),
        (r"\ballergic (?:on|against|for)\b", "allergic to"),
        # "Me I like Go", "for me I prefer tea"
        (r"^(?:for )?me,? (?=I (?!am sure\b)[a-z]+)", ""),
        # "A company what makes lifts": a thing that is named is not asked for.
        (
            rf"\b(?P<thing>(?:an?|the|in|my|our) (?:[a-z]+ )?{_THING}) what (?=(?!is\b)[a-z]+s\b)",
            r"\g<thing> that ",
        ),
        (r"\bbecause (?=(?:is|was) (?!what\b|why\b|how\b|where\b))", "because it "),
        # "My wife grow tomatoes": one of one's own, by kin and perhaps by name.
        (
            rf"^(?P<who>my {_WHO}(?: (?-i:[A-ZÀ-Þ])\w+)?) (?P<does>{_DOES})\b",
            r"\g<who> \g<does>s",
        ),
        # "I have 34 years": so old in Spanish, French, Italian and Portuguese.
        (r"^I have (?P<age>[1-9]\d) years(?= and\b|,|$)", r"I am \g<age> years old"),
    )
)


def mended(sentence: str) -> str:
    """A sentence without what only learners of English write.

    Args:
        sentence: With its contractions spelt out: "I am living here since two years".
    """
    for pattern, instead in _MENDED:
        sentence = pattern.sub(instead, sentence)
    return sentence
