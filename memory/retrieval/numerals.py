"""Numbers as people write them: "1,200", "1.4k", "a hundred and twenty", "8-10". English."""

from __future__ import annotations

import re
from typing import Final

_CARDINALS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "once": 1, "twice": 2,
}  # fmt: skip
_FACTORS: Final = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "k": 1000,
    "m": 1_000_000,
}

#: A number in words that begins one, and what may follow it.
WORD: Final = "(?:" + "|".join(_CARDINALS) + ")"
FACTOR: Final = "(?:dozen|hundred|thousand|million|billion)"
FIGURE: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
#: One number; "8-10" and "8 to 10" are one value.
NUMBER: Final = (
    rf"(?:{FIGURE}(?:(?:\s?[-–]\s?| to ){FIGURE})?(?:k\b|\s{FACTOR}\b)?"
    rf"|(?:an? {FACTOR}|{WORD})\b(?:[ -](?:and )?(?:{WORD}|{FACTOR})\b)*)"
)
_JOINED: Final = re.compile(r"(?<=\d)(?:\s?[-–]\s?| to )(?=\d)")
_PART: Final = re.compile(rf"{FIGURE}|[a-z]+")


def in_digits(number: str, *, millions: bool = False) -> str:
    """A folded number in digits, without separators: "1200", "8-10".

    Args:
        number: As :data:`NUMBER` finds it; what follows the number itself does not matter.
        millions: Whether an ``m`` after it stands for millions, as it does after an amount of
            money.
    """
    first, joined, last = _JOINED.sub("|", number).partition("|")
    if joined:
        return f"{in_digits(first)}-{in_digits(last, millions=millions)}"
    total, part = 0.0, 0.0
    for word in _PART.findall(first):
        factor = _FACTORS.get(word, 0)
        if word[0].isdigit():
            part = float(word.replace(",", ""))
        elif word in _CARDINALS:
            part += _CARDINALS[word]
        elif factor and (word != "m" or millions):
            part = (part or 1) * factor
            if factor >= _FACTORS["k"]:
                total, part = total + part, 0.0
        elif word not in {"a", "an", "and"}:
            break
    return shown(total + part)


def shown(number: float) -> str:
    """A number without what it does not need."""
    return str(round(number)) if number == round(number) else f"{number:.6f}".rstrip("0")
