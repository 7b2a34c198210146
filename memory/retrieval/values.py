"""Values in a text: "1,200 calls", "half of the loan", "on the 12th", "3-1", "teal".

A value is a number with what it counts or measures, a share, an amount of money, a date, a weekday,
a time of day, how long or how often, a version, a pair such as a score or a ratio, a rank, a file
or a colour. However it is written, it is compared in one way: "1.4k" is 1400, "a third of" 33 %,
"two hours" 120 minutes. Which kinds a question asks for is read from its own words. English.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from memory.retrieval.numerals import FACTOR, FIGURE, NUMBER, WORD, in_digits, shown
from memory.retrieval.worded import Words

_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)
_FRACTIONS: Final = {"hal": 2, "thi": 3, "qua": 4, "fif": 5}

_UNITS = (
    r"(?:ms|milliseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?"
    r"|years?)"
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:(?:{_MONTHS}\.? {_DAY}|{_DAY} (?:of )?{_MONTHS})\b(?:,? \d{{4}}\b)?|\d{{4}}-\d\d-\d\d\b"
    # "May" and "march" are words as well.
    rf"|(?:in|by|to|into|until|from|for|since|mid|early|late) {_MONTHS}\b(?! \d))"
)
_OF_DAY = r"(?: in the (?:morning|afternoon|evening)| at night| o'clock)"
_HOUR = r"\d{1,2}(?:[:.]\d\d)?"
_PARTS = r"(?:half past|quarter (?:past|to))"
_CURRENCY = r"(?:dollars|euros|pounds|francs|eur|usd|gbp|chf)"
_EACH = r"(?:an?|per|each|every) (?:second|minute|hour|day|night|week|fortnight|month|year)\b"
_FILES = (
    r"(?:cfg|conf|cpp|css|csv|db|env|go|html|ini|ipynb|java|js|json|jsx|lock|md|pdf|php|py|rb|rs"
    r"|sh|sql|svg|toml|tsx?|txt|xml|ya?ml)"
)
#: What every value begins with, and few words do: a third of the cost of trying all kinds at each.
_BEGINS: Final = (
    rf"(?=[\d$€£¥]|[qv]\d|{WORD}|an? |half|quarter|noon|mid|every|{_WEEKDAYS}"
    r"|(?:hour|dai|week|month|year)ly"
    rf"|{'|'.join(_ORDINALS)}|{_MONTHS}|(?:in|by|to|into|until|from|for|since|mid|early|late) )"
)
#: In the order in which they are read: a number that is part of an earlier one is not read again.
_VALUES: Final = re.compile(
    rf"(?:(?<!\w)|(?=[$€£¥])){_BEGINS}(?:"
    + "|".join(
        (
            (
                rf"(?P<share>(?:{FIGURE}[-–])?{FIGURE}\s?(?:%|percent\b)|\d+/\d+\b"
                r"|(?:an?|one|two|three|four) (?:half|halves|third|quarter|fifth)s?\b(?= of\b)"
                r"|half (?=(?:of )?(?:the|my|our|it)\b))"
            ),
            (
                rf"(?P<money>[$€£¥]\s?{FIGURE}(?:\s?[km]\b|\s{FACTOR}\b)?"
                rf"|{NUMBER} ?(?:{_CURRENCY}\b|[€£]))"
            ),
            (
                rf"(?P<clock>(?:{_HOUR}(?:\s?[ap]\.?m\.?)?(?:\s?[-–]\s?| to )|{_PARTS} )?"
                rf"(?:{_HOUR}\s?[ap]\.?m\b|(?:[01]?\d|2[0-4]):[0-5]\d\b|(?:{_HOUR}|{WORD}){_OF_DAY})"
                rf"|{_PARTS} {WORD}\b|noon\b|midday\b|midnight\b)"
            ),
            rf"(?P<date>{_DATE})",
            rf"(?P<day>{_WEEKDAYS}\b)",
            (
                rf"(?P<often>(?:once|twice|{NUMBER} times) {_EACH}"
                rf"|every (?:(?:other|{NUMBER}) )?{_UNITS}\b|(?:hour|dai|week|month|year)ly\b)"
            ),
            rf"(?P<duration>{NUMBER}[ -]?{_UNITS}\b)",
            r"(?P<version>v\d+(?:\.\d+)*\b|\d+\.\d+\.\d+\b)",
            r"(?P<quarter>q[1-4]\b)",
            rf"(?P<rank>\d+(?:st|nd|rd|th)\b|(?:{'|'.join(_ORDINALS)})\b)",
            r"(?P<pair>\d+:\d+\b)",
            rf"(?P<number>{NUMBER}(?:\s?(?:[kmcμ]?[mgl]|[kmgt]b|kwh?|mph|°?[cf])\b)?)",
        )
    )
    + ")"
)
#: Looked for only where a question is about them.
_RARE: Final = {
    "file": re.compile(rf"\b(?P<file>\w[\w-]*\.{_FILES})\b"),
    "colour": re.compile(
        r"\b(?P<colour>red|blue|green|yellow|orange|purple|violet|pink|brown|black|white|gr[ae]y"
        r"|navy|teal|turquoise|beige|cream|ivory|gold|golden|silver|bronze|maroon|crimson|scarlet"
        r"|magenta|cyan|indigo|lavender|lilac|olive|mint|khaki|tan|coral|salmon|peach|apricot"
        r"|burgundy|charcoal)\b"
    ),
}
#: What a question has in it that asks for a kind of value; the first that fits counts.
_ASKED: Final[tuple[tuple[re.Pattern[str], frozenset[str]], ...]] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), frozenset(kinds.split()))
    for pattern, kinds in (
        (rf"how many (?:(?!(?:an?|per|each|every) )\w+ ){{0,2}}{_UNITS}", "duration"),
        (r"how many", "number"),
        (r"how (?:often|frequently)", "often number"),
        (r"rate limit|(?:heart|frame|bit|refresh|sampling|hourly|daily) rate", "number money"),
        (r"percent|percentage|accuracy|coverage|rate|share|proportion", "share"),
        (r"how (?:long|old)|how much time|latency|duration", "duration"),
        (r"(?:response|load|run|build|wait|lead|cycle|travel) time", "duration"),
        # Opening and starting times are times of day; a time for a race looks like one.
        (r"(?!open|clos|start|end|begin|meet|board)\w+ing time", "duration clock"),
        (r"(?:best|finish|lap|marathon|race|record) time|personal best", "duration clock number"),
        (r"what time (?:budget|commitment|frame|limit|period|span)", "duration"),
        (r"what time", "clock"),
        (r"(?:what|which) (?:day|weekday)", "day date"),
        (r"(?:what|which) (?:month|quarter|year)", "date quarter number"),
        (r"when", "date day clock quarter"),
        (r"deadline|due|date", "date day"),
        (r"how much of|how far", "share number"),
        (r"how much|costs?|price|budget|salary|rent|pay|spend|fare|fee", "money number"),
        (r"version", "version number"),
    )
)
_AMOUNTS: Final = (
    r"amount|balance|best|capacity|count|depth|distance|dosage|dose|frequency|goal|grade|height"
    r"|how \w+|interval|length|level|limit|max|maximum|memory|minimum|number|odds|pace|page|place"
    r"|port|position|power|pressure|quota|rank|ranking|rating|ratio|record|result|score|size|space"
    r"|speed|standing|storage|target|temperature|threshold|timeout|total|value|volume|weight|width"
)
#: What a question has in it whose answer may be told from its own shape, besides by its words.
_SHOWN: Final[tuple[tuple[re.Pattern[str], frozenset[str]], ...]] = tuple(
    (re.compile(rf"\b(?:{pattern})\b"), frozenset(kinds.split()))
    for pattern, kinds in (
        (_AMOUNTS, "number rank pair clock duration share money often"),
        (r"config|document|file|notebook|path|script", "file"),
        (r"colou?r", "colour"),
    )
)
#: Kinds that all say when.
TIMES: Final = frozenset({"date", "day", "clock", "quarter"})
#: Kinds that tell which day, or about which.
DAYS: Final = frozenset({"date", "day", "quarter"})
#: Kinds that may be read as another.
_SOURCES: Final = frozenset({"money", "number", "rank", "often"})
_MONTH: Final = re.compile(_MONTHS)
_MONTH_NAMES: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
#: Units by their first letters, in minutes; months and years by themselves.
_MINUTES: Final = {"s": 1 / 60, "mi": 1, "h": 60, "d": 1440, "w": 10_080}
_UNIT: Final = re.compile(_UNITS + r"$")
_MEASURE: Final = re.compile(r"(?:[kmcμ]?[mgl]|[kmgt]b|kwh?|mph|°?[cf])$")
_SCALES: Final = {"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "km": 1e3, "cm": 0.01, "mm": 0.001}
_SCALED: Final = {**_SCALES, "kg": 1e3, "mg": 0.001, "ml": 0.001, "cl": 0.01}
_AT_HOURS: Final = frozenset(
    {"about", "after", "around", "at", "before", "between", "by", "from", "till", "until", "to"}
)
_NOON: Final = 12
_HOURS: Final = 24
_DAYS_OF_MONTH: Final = 31


@dataclass(frozen=True, slots=True)
class Figure:
    """A value.

    Attributes:
        kind: Of it.
        value: Itself as it is compared.
        counted: Stem of what a number counts, or its unit; empty where nothing telling follows it.
        label: Stem of the word right before it: the *port* in "port 9100".
        at: Which word of the text it begins with.
    """

    kind: str
    value: str
    counted: str = ""
    label: str = ""
    at: int = field(default=0, compare=False)

    def same(self, other: Figure) -> bool:
        """Whether it is the same value."""
        return self.kind == other.kind and same(self.kind, self.value, other.value)

    def otherwise(self, other: Figure) -> bool:
        """Whether it is a different value of the same kind, and of the same things."""
        if self.kind != other.kind or self.same(other):
            return False
        return len({self.counted, other.counted} - {""}) <= 1

    def alike(self, other: Figure) -> bool:
        """Whether both are numbers of the same things, or of a kind that says what it is."""
        if self.kind != other.kind or self.counted != other.counted:
            return False
        if self.kind != "number" or self.counted:
            return True
        if self.label and self.label == other.label:
            return True
        return "-" in self.value and "-" in other.value


def kinds_asked(question: str) -> tuple[frozenset[str], str]:
    """Kinds of value that a folded question asks for, and the words that say so."""
    for pattern, kinds in _ASKED:
        match = pattern.search(question)
        if match:
            return kinds, match.group()
    return frozenset(), ""


def kinds_shown(question: str) -> frozenset[str]:
    """Kinds of which a value shows by itself that it answers a folded question."""
    return frozenset().union(*(kinds for pattern, kinds in _SHOWN if pattern.search(question)))


def found_in(text: str, kinds: Collection[str]) -> list[re.Match[str]]:
    """Values in a folded text that may be of some kinds."""
    wanted = _SOURCES.union(kinds)
    return [match for match in _VALUES.finditer(text) if match.lastgroup in wanted]


def all_in(words: Words, start: int, end: int, kinds: Collection[str]) -> list[Figure]:
    """All values between two places of a text, of kinds that stand for nothing else or of some."""
    patterns = [_VALUES, *(pattern for kind, pattern in _RARE.items() if kind in kinds)]
    found = []
    for match in chain.from_iterable(each.finditer(words.text, start, end) for each in patterns):
        at = bisect_left(words.places, match.start())
        number = match.lastgroup == "number"
        counted = (_unit(match) or _after(words, match)) if number else ""
        label = words.stems[at - 1] if number and at and words.between(at) == " " else ""
        found.append(Figure(match.lastgroup or "", plain(match), counted, label, at))
    return found


def as_asked(words: Words, match: re.Match[str], kinds: frozenset[str]) -> tuple[str, str]:
    """A value's kind and itself as a question for some kinds takes it; none where it does not."""
    kind, value = match.lastgroup or "", plain(match)
    if kind == "money" and kind in kinds:
        return "number", value
    if kind in kinds:
        return kind, value
    if kind == "often" and "number" in kinds and match.group()[0] != "e":
        return "number", value.partition("/")[0]
    if kind == "rank" and "date" in kinds and value.isdigit() and match.group()[0].isdigit():
        return ("date", value) if int(value) <= _DAYS_OF_MONTH else ("", "")
    if kind == "number" and "clock" in kinds:
        hour, at = value.partition("-")[0], bisect_left(words.places, match.start())
        if hour.isdigit() and int(hour) <= _HOURS and not _after(words, match):
            said = words.said[at - 1] if at else ""
            return ("clock", f"{int(hour)}:00") if said in _AT_HOURS else ("", "")
    return "", ""


def same(kind: str, one: str, other: str) -> bool:
    """Whether two values say the same: 6 pm and 6 o'clock, May and May 12."""
    if one == other:
        return True
    if kind == "clock":
        (hour, minute), (hours, minutes) = (each.split(":") for each in (one, other))
        return minute == minutes and (int(hour) - int(hours)) % _NOON == 0
    if kind == "date":
        return all(not a or not b or a == b for a, b in zip(_date(one), _date(other), strict=True))
    return False


def _date(value: str) -> tuple[str, str]:
    month, _, day = value.partition(" ")
    return ("", month) if month.isdigit() else (month, day)


def plain(match: re.Match[str]) -> str:
    """A value as it is compared: numbers in digits, one way to write a date or a duration."""
    return _PLAIN.get(match.lastgroup or "", str)(match.group())


def _plain_share(value: str) -> str:
    if "/" in value:
        return value
    if value[0].isdigit():
        return f"{in_digits(value)}%"
    parts = value.split()
    whole = _FRACTIONS[parts[-1][:3]]
    count = 1 if len(parts) == 1 or parts[0] in {"a", "an"} else int(in_digits(parts[0]))
    return f"{round(100 * count / whole)}%"


def _plain_clock(value: str) -> str:
    """When something begins, where it has an end as well."""
    if value in _TIMES_OF_DAY:
        return _TIMES_OF_DAY[value]
    number = _CLOCK_HOUR.search(value)
    hour, _, minute = (number["hour"] if number else "0").replace(".", ":").partition(":")
    hours = int(in_digits(hour))
    late = number is not None and (number["half"] or ("p" if _LATE.search(value) else "a")) == "p"
    hours += _NOON * (late and hours < _NOON)
    if value.startswith(("half", "quarter")):
        minute = "30" if value.startswith("half") else "15" if " past" in value else "45"
        hours -= value.startswith("quarter to")
    return f"{hours}:{minute or '00'}"


def _plain_date(value: str) -> str:
    month = _MONTH.search(value)
    if month is None:  # 2026-05-12
        _, number, day = value.split("-")
        return f"{_MONTH_NAMES[(int(number) - 1) % _NOON]} {int(day)}"
    digits = re.search(r"\d+", value)
    return f"{month[0][:3]} {int(digits[0])}" if digits else month[0][:3]


def _plain_often(value: str) -> str:
    """How many times in what: "twice a week" is 2/week, "every other day" 1/2 day."""
    words = value.split()
    if len(words) == 1:
        return f"1/{_PERIODS[value[:3]]}"
    if words[0] == "every":
        number = "2" if words[1] == "other" else in_digits(" ".join(words[1:-1]) or "one")
        return f"1/{'' if number == '1' else number + ' '}{words[-1].rstrip('s')}"
    return f"{in_digits(value)}/{words[-1]}"


def _plain_duration(value: str) -> str:
    unit = _UNIT.search(value)
    name = unit.group() if unit else ""
    number = in_digits(value[: len(value) - len(name)])
    short = "ms" if name.startswith("mil") else name[: 1 + name.startswith("m")]
    if "-" in number or short not in _MINUTES:
        return f"{number} {short}"
    return f"{shown(float(number) * _MINUTES[short])} min"


def _plain_number(value: str) -> str:
    number, unit = in_digits(value), _MEASURE.search(value)
    scale = _SCALED.get(unit.group()) if unit else None
    return shown(float(number) * scale) if scale and "-" not in number else number


def _plain_rank(value: str) -> str:
    return str(_ORDINALS.index(value) + 1) if value in _ORDINALS else value[:-2]


_CLOCK_HOUR: Final = re.compile(rf"(?P<hour>{_HOUR}|{WORD}\b)(?:\s?(?P<half>[ap])\.?m)?")
_LATE: Final = re.compile(r"p\.?m|noon|evening|night")
_TIMES_OF_DAY: Final = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
_PERIODS: Final = {"hou": "hour", "dai": "day", "wee": "week", "mon": "month", "yea": "year"}
_PLAIN: Final[Mapping[str, Callable[[str], str]]] = {
    "share": _plain_share,
    "money": lambda value: in_digits(value.strip("$€£¥ "), millions=True),
    "clock": _plain_clock,
    "date": _plain_date,
    "day": lambda value: value[:3],
    "often": _plain_often,
    "duration": _plain_duration,
    "version": lambda value: value.removeprefix("v"),
    "rank": _plain_rank,
    "number": _plain_number,
    "colour": lambda value: value.replace("gray", "grey"),
}


def _unit(number: re.Match[str]) -> str:
    """What a number is measured in, whatever the scale: bytes, metres."""
    unit = _MEASURE.search(number.group())
    return (unit.group()[-1] if unit.group() in _SCALED else unit.group()) if unit else ""


def _after(words: Words, number: re.Match[str]) -> str:
    """Stem of the word after a number."""
    after = bisect_left(words.places, number.end())
    return words.stems[after] if words.adjoin(number.end(), after) else ""
