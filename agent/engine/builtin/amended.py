"""What people put right as they go: "no wait, it's Thursday the 29th", "I run, well, used to".

The value that a correction gives takes the place of the one of its kind that was said just before:
a day that of a day, a time that of a time, a name after "with" that of the other name. Where what
was said before has none or several of the kind, nothing is put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_WEEKDAY: Final = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NTH: Final = r"(?:\d{1,2}(?:st|nd|rd|th)\b)"
#: "Thursday the 29th", "2nd of July", "5 May", "March 3"
_DAY: Final = (
    rf"(?:(?:{_WEEKDAY},? )?(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|"
    rf"{_MONTH} (?:the )?\d{{1,2}}(?:st|nd|rd|th)?\b(?!:)|{_NTH}))"
)
_TIME: Final = (
    r"(?:(?<!\d)\d{1,2}(?:[:.]\d\d(?: ?[ap]m)?| ?[ap]m)\b|(?<=\bat )\d{1,2}\b(?! (?:to|on|in)\b)|"
    r"\bhalf past \w+|\bnoon\b)"
)
#: What one is corrected to, and what it takes the place of, by kind.
_KINDS: Final = (
    (re.compile(_DAY, re.IGNORECASE), re.compile(_DAY, re.IGNORECASE)),
    (re.compile(rf"{_WEEKDAY}s?", re.IGNORECASE), re.compile(rf"\b{_WEEKDAY}s?\b", re.IGNORECASE)),
    (
        re.compile(r"(?:at )?(?P<time>\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?|noon|half past \w+)"),
        re.compile(_TIME),
    ),
    (
        re.compile(r"with [A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+)?"),
        re.compile(r"\bwith [A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+)?"),
    ),
    (
        re.compile(r"(?:terminal|gate|platform|room|unit|floor|table|flat) \w{1,4}", re.IGNORECASE),
        re.compile(
            r"\b(?:terminal|gate|platform|room|unit|floor|table|flat) \w{1,4}\b", re.IGNORECASE
        ),
    ),
)
_CORRECTS: Final = re.compile(
    r"^(?:(?:oh|ah|ok|okay|perfect|great|um|er|hm+|oops|argh|damn|actually)[,.!]* )*"
    r"(?:(?:no,? )?wait(?:,? no)?|no,? (?:sorry|scratch that|actually)|sorry|oops|scratch that|"
    r"correction|hang on|hold on|my mistake|my bad|I meant?|I mis(?:read|typed|spoke|remembered))"
    r"[,:.!]? (?:(?:it is|it's|its|that is|that's|make (?:that|it)|that should (?:be|say)|"
    r"should be|I meant?) )?(?:on |in )?(?P<value>[^.!?]{2,60}?)"
    r"(?P<why>, (?:I|my|not|that|the (?!\w+day\b)|because)\b[^.!?]*)?[.!?]*$",
    re.IGNORECASE,
)
#: "The 2nd of July, the Friday"
_ALSO: Final = re.compile(rf"(?<=\w),? (?:the|a) {_WEEKDAY}$", re.IGNORECASE)
_ITS_MONTH: Final = re.compile(_MONTH, re.IGNORECASE)
#: "I smoke, well, used to, before the operation"
_NO_MORE: Final = re.compile(
    r"^(?P<who>I|we) (?:usually |often |always )?(?P<does>(?!am\b|was\b|have\b)[a-z]+\b[^,]*?)"
    r"(?: (?:usually|a lot|often))?,? (?:well|or well|or rather|or at least|I mean),? used to\b,?"
    r"(?P<end>.*)$",
    re.IGNORECASE,
)


def correction(sentence: str) -> str:
    """The value that a sentence puts in place of one said before; empty where it is none.

    Args:
        sentence: As written: "no wait, it's Thursday the 29th, I looked at the wrong week".

    Returns:
        "Thursday the 29th".
    """
    match = _CORRECTS.match(sentence.strip())
    value = _ALSO.sub("", match["value"].strip(" ,")) if match else ""
    return value if any(kind.fullmatch(value) for kind, _ in _KINDS) else ""


def amended(said: str, value: str) -> str:
    """What was said with a corrected value in it; empty where it is not clear for which.

    Args:
        said: "Has a recital on Friday 30 October at 7".
        value: "Thursday the 29th".
    """
    for kind, place in _KINDS:
        match = kind.fullmatch(value)
        if match is None:
            continue
        places = list(place.finditer(said))
        if len(places) != 1:
            continue
        old = places[0].group()
        new = match.groupdict().get("time") or value
        month = _ITS_MONTH.search(old)
        if month and place is _KINDS[0][1] and not _ITS_MONTH.search(new):
            new = f"{new} of {month.group()}"
        if old.lower() == new.lower():
            return ""
        return said[: places[0].start()] + new + said[places[0].end() :]
    return ""


def corrections(sentences: Iterable[str]) -> Iterator[str]:
    """The values that some sentences put right, in order."""
    yield from filter(None, map(correction, sentences))


def used_to(clean: str) -> str:
    """A sentence that says in passing that it is so no more: "I used to smoke before …"."""
    match = _NO_MORE.match(clean)
    if match is None:
        return clean
    end = match["end"].strip(" ,")
    return f"{match['who']} used to {match['does'].strip()}{' ' + end if end else ''}"
