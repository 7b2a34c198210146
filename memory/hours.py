"""One wording for an hour of the day: "half past ten at night", "10.30 pm" and "22:30" are one.

Two claims that name one hour in two ways are the same claim, and no change. Which half of the day
is meant is read from "am" and "pm", from the part of the day, or from what is done then; an hour
of which none of these tells stays as it is, and may be of either half. English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_NAMES: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_NAME: Final = "|".join(_NAMES)
_HALF: Final = r"(?P<half{0}>[ap])\.?m\b\.?"
_PART: Final = (
    r"(?:in the (?:(?:early|late) )?(?P<part{0}>morning|afternoon|evening)"
    r"|at (?P<night{0}>night)\b)"
)
_MEANT: Final = rf"(?: ?{_HALF}| {_PART})?"
_FREE: Final = r"(?<![\w.:,])"
_FIGURE: Final = rf"{_FREE}(?P<hour>\d{{1,2}}|{_NAME})"
#: After an hour and nothing else: what goes on is no street, no price and no person.
_ENDED: Final = (
    r"(?=$|[,;]| (?:and|as|because|by|but|during|each|every|for|from|in|instead|now|on|or|sharp"
    r"|since|so|these|to|too|until|when)\b)"
)
_AT: Final = "|".join(
    rf"(?<=\b{word} )"
    for word in ("after", "around", "at", "before", "by", "from", "till", "until")
)
_HOURS: Final = tuple(
    map(
        re.compile,
        (
            # 7:30, 7.30 pm, 19:30
            rf"{_FREE}(?P<hour>\d{{1,2}})(?P<sign>[:.])(?P<minute>[0-5]\d)(?![\d:.]*\d)"
            + _MEANT.format(1),
            # 7 am, seven o'clock pm
            rf"{_FIGURE} ?(?:o'?clock )?{_HALF.format(2)}",
            # half past ten, a quarter to eight in the morning
            rf"\b(?P<before>half past|(?:an? )?quarter (?:past|to)) {_FIGURE}\b" + _MEANT.format(3),
            # six o'clock, by six in the evening
            rf"{_FIGURE} o'?clock\b(?: {_PART.format(4)})?",
            rf"(?:{_AT}){_FIGURE} {_PART.format(5)}",
            # at ten
            rf"(?<=\bat ){_FIGURE}{_ENDED}",
            r"(?<=\bat )(?P<word>noon|midday|midnight)\b",
        ),
    )
)
_ANY: Final = re.compile(
    rf"\d|o'?clock|half past|quarter (?:past|to)|\b(?:{_NAME}) (?:in|[ap])"
    rf"|\bat (?:{_NAME}|noon|midday|midnight)\b"
)
#: What is done at which end of the day.
_LATE: Final = re.compile(
    r"\b(?:bed|bedtime|sleep|asleep|dinner|supper|evenings?|tonight|nights?|sunset)\b"
)
_EARLY: Final = re.compile(
    r"\b(?:wakes?|gets? up|got up|rises?|alarm|breakfast|mornings?|sunrise)\b"
)
_MARKED: Final = re.compile(r"\d ?[ap]\.?m\b|o'?clock [ap]|noon|midday|midnight")
_WRITTEN: Final = re.compile(r"(?<![\w.:,])\d{1,2}:[0-5]\d\b")
#: Until this hour of the evening nobody goes to bed, unless it is in the small hours.
_DINNER: Final = 5
_NOON: Final = 12
_DAY: Final = 24


@lru_cache(maxsize=4096)
def by_the_clock(said: str) -> str:
    """A normalised sentence with its hours of the day as figures of 24 hours."""
    if not _ANY.search(said):
        return said
    late, early = bool(_LATE.search(said)), bool(_EARLY.search(said))
    half = "p" if late and not early else "a" if early and not late else ""
    for pattern in _HOURS:
        said = pattern.sub(lambda found: _figure(found, half), said)
    return said


def _figure(found: re.Match[str], usual: str) -> str:
    """An hour as it is written; what is none stays as it is."""
    groups = {name.rstrip("12345"): each for name, each in found.groupdict().items() if each}
    if "word" in groups:
        return "0:00" if groups["word"] == "midnight" else "12:00"
    told = groups["hour"]
    hour = _NAMES.index(told) + 1 if told in _NAMES else int(told)
    minute = int(groups.get("minute", 0))
    before = groups.get("before", "")
    if before:
        minute = 30 if before.startswith("half") else 15 if before.endswith("past") else 45
        hour = (hour - 1 or _NOON) if before.endswith("to") else hour
    half = _half(groups, hour)
    if groups.get("sign") == "." and not (
        "half" in groups or found.string[: found.start()].endswith("at ")
    ):
        return found[0]  # a price, or a version
    if hour > _DAY or (half and hour > _NOON):
        return found[0]
    written = "sign" in groups or hour > _NOON
    if not half and not written and (usual == "a" or hour >= _DINNER):
        half = usual
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
        # Twelve at night is midnight; "12 pm" is noon.
        hour = 0 if hour == _NOON and _at_night(groups, usual, written=written) else hour
    return f"{hour % _DAY}:{minute:02}"


def _half(groups: dict[str, str], hour: int) -> str:
    """Which half of the day an hour is said to be of; nothing where that is not said."""
    if "half" in groups:
        return groups["half"]
    if "night" in groups:
        return "p" if hour >= _DINNER else "a"
    if "part" in groups:
        return "a" if groups["part"] == "morning" else "p"
    return ""


def _at_night(groups: dict[str, str], usual: str, *, written: bool) -> bool:
    return "night" in groups or (
        usual == "p" and not written and not groups.keys() & {"half", "part"}
    )


def perhaps_one_hour(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two sentences differ but in which half of the day an hour is, which one leaves open.

    Args:
        one: A sentence as it was written, and :func:`by_the_clock`.
        other: Another one.
    """
    if one[1] == other[1] or ":" not in one[1] or ":" not in other[1]:
        return False
    left_open = any(_leaves_open(*each) for each in (one, other))
    return left_open and _of_either_half(one[1]) == _of_either_half(other[1])


def _leaves_open(key: str, said: str) -> bool:
    """Whether a sentence has an hour that is no figure, and says nothing of which half it is of."""
    if len(_WRITTEN.findall(key)) >= len(_WRITTEN.findall(said)):
        return False
    return not (_MARKED.search(key) or _LATE.search(key) or _EARLY.search(key))


def _of_either_half(said: str) -> str:
    return _WRITTEN.sub(
        lambda found: f"{int(found[0].split(':')[0]) % _NOON}:{found[0][-2:]}", said
    )
