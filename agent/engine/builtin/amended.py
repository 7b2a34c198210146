"""What people put right as they go: "no wait, it's Thursday the 29th", "I run, well, used to".

The value that a correction gives takes the place of the one of its kind that was said just before:
a day that of a day, a time that of a time, a name that of the other name, so much of something that
of the other figure. Where what was said before has none or several of the kind, nothing is put
right.
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
_COUNT: Final = (
    r"(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
#: A name by itself: "Leeds", "Castle Howard"; no day and no month.
_NAME: Final = (
    rf"(?!(?:{_WEEKDAY}|{_MONTH}|I\b))[A-ZÀ-Þ][\w'-]+(?: (?!(?:{_MONTH}))[A-ZÀ-Þ][\w'-]+)*"
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
    (
        re.compile(rf"(?:in )?(?:early |late )?{_MONTH}(?: \d{{4}})?", re.IGNORECASE),
        re.compile(rf"\bin (?:early |late )?{_MONTH}(?: \d{{4}})?", re.IGNORECASE),
    ),
    # So much of what is named again: "13 mg", "three brothers".
    (
        re.compile(rf"{_COUNT} ?(?P<of>[a-z%]+)", re.IGNORECASE),
        re.compile(rf"(?<![\w.,:]){_COUNT} ?(?P<of>[a-z%]+)", re.IGNORECASE),
    ),
    (
        re.compile(_COUNT, re.IGNORECASE),
        re.compile(rf"(?<![\w.,:]){_COUNT}(?![\w:]|[.,]\d| {_MONTH})", re.IGNORECASE),
    ),
    # After a preposition only: a sentence may begin with any word, and any thing have a name.
    (
        re.compile(rf"(?P<at>(?:in|at|from|to|near|for) )?(?P<name>{_NAME})"),
        re.compile(rf"\b(?:in|at|from|to|near|for) (?P<name>{_NAME})"),
    ),
)
#: These may be anything, or whom one speaks to, where no more than "sorry" stands before them.
_LOOSE: Final = _KINDS[-3:]
_OPENING: Final = re.compile(
    r"^(?:(?:oh|ah|ok|okay|perfect|great|um|er|hm+|oops|argh|damn|sorry|actually)[,.!]* )*",
    re.IGNORECASE,
)
#: Words by which something said is taken back; after the first ones the value may be of any kind.
_CORRECTS: Final = re.compile(
    r"^(?:(?P<plainly>wait,? no|no,? wait|scratch that|correction|my mistake|my bad|I meant?"
    r"(?: to (?:say|write|type))?|make (?:that|it)"
    r"|I mis(?:read|typed|spoke|remembered)(?: (?:it|that|the [a-z]+))?)"
    r"|wait|no,? (?:sorry|actually)|sorry|oops|hang on|hold on)[,:.!]* ",
    re.IGNORECASE,
)
_IT_IS: Final = re.compile(
    r"^(?:(?:it|that|this) is|it's|its|that's|make (?:that|it)|(?:that|it) should (?:be|say)"
    r"|should be|I meant?|(?:it|that|we|they) (?:starts?|begins?|ends?|leaves?|opens?|meets?)) ",
    re.IGNORECASE,
)
#: "Actually it's on Thursday"; that it is Thursday may be today.
_ACTUALLY: Final = re.compile(r"^actually,? (?:it's|it is|that's) (?=(?:on|at|in) )", re.IGNORECASE)
_VALUE: Final = re.compile(
    r"^(?:on |in (?!\w+ (?:minutes?|hours?|days?|weeks?)\b))?(?P<value>[^.!?]{1,60}?)"
    r"(?:, (?:I|my|not|that|the (?!\w+day\b)|because|sorry)\b[^.!?]*)?[.!]*$",
    re.IGNORECASE,
)
#: "The 2nd of July, the Friday"
_ALSO: Final = re.compile(rf"(?<=\w),? (?:the|a) {_WEEKDAY}$", re.IGNORECASE)
#: "4 March 2026" is no number of anything.
_DATED: Final = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?{_MONTH}(?: \d{{1,2}}\b(?!:))?(?:,? \d{{4}})?",
    re.IGNORECASE,
)
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
    said = sentence.strip()
    begun = _ACTUALLY.match(said)
    rest, plainly = (said[begun.end() :], True) if begun else _taken_back(said)
    if rest == said:
        return ""
    said_so = _IT_IS.match(rest)
    match = _VALUE.match(rest[said_so.end() :] if said_so else rest)
    value = _ALSO.sub("", match["value"].strip(" ,")) if match else ""
    kinds = _KINDS if plainly or said_so else _KINDS[: -len(_LOOSE)]
    return value if any(kind.fullmatch(value) for kind, _ in kinds) else ""


def _taken_back(said: str) -> tuple[str, bool]:
    """What stands after words that take something back, and whether they do no more than that."""
    rest, plainly = said, False
    begun = _CORRECTS.match(rest) or _CORRECTS.match(rest := _OPENING.sub("", rest))
    if begun is None:
        return said, False
    while begun is not None:
        plainly = plainly or bool(begun["plainly"])
        rest = rest[begun.end() :]
        begun = _CORRECTS.match(rest)
    return rest, plainly


def amended(said: str, value: str) -> str:
    """What was said with a corrected value in it; empty where it is not clear for which.

    Args:
        said: "Has a recital on Friday 30 October at 7".
        value: "Thursday the 29th".
    """
    for number, (kind, place) in enumerate(_KINDS):
        match = kind.fullmatch(value)
        if match is None:
            continue
        places = _places(place, said, match)
        if len(places) != 1:
            continue
        old = places[0].group()
        new = _fitted(match, old, day=number == 0)
        if old.lower() == new.lower():
            return ""
        return said[: places[0].start()] + new + said[places[0].end() :]
    return ""


def corrected_values(said: str, value: str) -> frozenset[str]:
    """What a text says of the kind of a value, in lower case: what it may put right."""
    for kind, place in _KINDS:
        match = kind.fullmatch(value)
        if match is not None and (places := _places(place, said, match)):
            return frozenset(each.group().lower() for each in places)
    return frozenset()


def _places(place: re.Pattern[str], said: str, value: re.Match[str]) -> list[re.Match[str]]:
    """Where a text has a value of a kind; of figures, one of the same thing."""
    days = [each.span() for each in _DATED.finditer(said)]
    found = [
        each
        for each in place.finditer(said)
        if place is not _KINDS[-2][1] or not any(start <= each.start() < end for start, end in days)
    ]
    of = value.groupdict().get("of")
    return [each for each in found if not of or _one(each["of"]) == _one(of)]


def _one(word: str) -> str:
    return word.lower().removesuffix("s")


def _fitted(value: re.Match[str], old: str, *, day: bool) -> str:
    """A value as it stands in the place of the old one: of its month, in its half of the day."""
    groups = value.groupdict()
    new = groups.get("time") or value.group()
    if groups.get("name"):
        return new if groups["at"] else f"{old.split(maxsplit=1)[0]} {groups['name']}"
    half = re.search(r" ?[ap]m$", old, re.IGNORECASE)
    if groups.get("time") and half and re.fullmatch(r"\d{1,2}(?:[:.]\d\d)?", new):
        return f"{new}{half.group()}"
    if re.fullmatch(f"{_WEEKDAY}s?", new, re.IGNORECASE):
        day_name = new.capitalize().removesuffix("s")
        return f"{day_name}s" if old.lower().endswith("days") else day_name
    if old.lower().startswith("in ") and re.fullmatch(_MONTH, new, re.IGNORECASE):
        return f"in {new.capitalize()}"
    month = _ITS_MONTH.search(old)
    return f"{new} of {month.group()}" if day and month and not _ITS_MONTH.search(new) else new


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
