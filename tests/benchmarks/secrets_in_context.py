"""Secrets in the surroundings in which people and programs write them, and what only looks so.

``forms/secrets_tuned.txt`` and ``forms/secrets_unseen.txt`` have a form a line: ``+`` with the
secret between ``‹`` and ``›``, or ``-`` for a text that must stay as it is. A backslash and ``n``
are a line's end; two backslashes and ``n`` the two characters. Values are generated, so that none
is anybody's:

``%h40`` hexadecimal digits, ``%a`` letters and digits, ``%u`` capitals and digits, ``%l`` small
letters and digits, ``%b`` Base64, ``%r`` the same for addresses, ``%d`` digits, ``%t`` Base32,
``%p`` letters, digits and signs (``%p12url`` without those that addresses need), ``%w4`` words
joined by hyphens, ``%m`` a password as people choose it, ``%uuid``, ``%bip12`` a wallet's words,
``%card4`` (a separator follows), ``%card0``, ``%amex``, ``%iban:DE``, ``%ssn``.

The first file was tuned on. The second was written when the patterns were done, without looking at
them: 98.0 % of its texts were found at once, and no look-alike. Two faults that it showed were
mended since, so it is no longer quite unseen.
"""

from __future__ import annotations

import random
import re
import string
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from agent.check_digits import iban_valid, luhn

FOLDER = Path(__file__).parent / "forms"
TUNED, UNSEEN = FOLDER / "secrets_tuned.txt", FOLDER / "secrets_unseen.txt"
#: Texts that are made of each form.
EACH = 3

_MIXED = string.ascii_letters + string.digits
_ALPHABETS = {
    "h": "0123456789abcdef",
    "a": _MIXED,
    "u": string.ascii_uppercase + string.digits,
    "l": string.ascii_lowercase + string.digits,
    "b": _MIXED + "+/",
    "r": _MIXED + "-_",
    "d": string.digits,
    "t": string.ascii_uppercase + "234567",
    "p": _MIXED + "!#%&*+.:;=?@^_~-",
}
_WORDS = (
    "summer winter hamster paris tiger garten fussball sonne dragon coffee mango berlin lisboa"
    " pizza monkey schatz katze soleil amigo rocket"
)
_WALLET = (
    "abandon ability able about above absent absorb abstract absurd abuse access accident account"
    " accuse achieve acid acoustic acquire across act action actor actress actual zoo zone zero"
    " zebra youth young yellow year wrong write wrist wrap wreck worth world work word wool wonder"
    " woman wolf wise winter river road robot rocket romance roof room rose lemon length lens"
    " leopard lesson letter level liar liberty library license life lift light"
)
#: Characters of an account's number after the check digits, by country, and letters before them.
_ACCOUNTS = {
    "AT": (16, 0), "BE": (12, 0), "CH": (17, 0), "CZ": (20, 0), "DE": (18, 0), "DK": (14, 0),
    "ES": (20, 0), "FI": (14, 0), "FR": (23, 0), "GB": (18, 4), "IE": (18, 4), "IT": (23, 1),
    "LU": (16, 0), "NL": (14, 4), "NO": (11, 0), "PL": (24, 0), "PT": (21, 0), "SE": (20, 0),
    "TR": (22, 0),
}  # fmt: skip
_CODE = re.compile(
    r"%(uuid|bip\d+|card4[ -]|card0|amex|iban:[A-Z]{2}|ssn|p\d+url|m(?![a-z])|[haulbrdtpw]\d+)"
)


@dataclass(frozen=True, slots=True)
class Made:
    """A text that was made of a form, and the parts of it that must vanish; none must stay."""

    form: str
    text: str
    parts: tuple[str, ...]

    def leaks(self, after: str) -> bool:
        """Whether half of a part, or all of a very short one, is still in what became of it."""
        return any(_left(part, after) for part in self.parts)


def made(path: Path, seed: int = 7, each: int = EACH) -> Iterator[Made]:
    """Texts of every form of a file; the same seed gives the same."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line[:2] in {"+ ", "- "}:
            for copy in range(each):
                yield _made(line, random.Random(f"{seed}:{number}:{copy}"))


def _made(line: str, chance: random.Random) -> Made:
    text = line[2:].replace("\\\\n", "\0").replace("\\n", "\n").replace("\0", "\\n")
    text = _CODE.sub(lambda match: _value(match[1], chance), text)
    parts = tuple(re.findall("‹(.*?)›", text, re.DOTALL))
    return Made(line, text.replace("‹", "").replace("›", ""), parts)


def _left(part: str, after: str) -> bool:
    length = min(len(part), max(4, (len(part) + 1) // 2))
    return any(part[n : n + length] in after for n in range(len(part) - length + 1))


def _value(code: str, chance: random.Random) -> str:
    named = {"uuid": _uuid, "m": _chosen, "amex": _amex, "ssn": _social}
    if code in named:
        return named[code](chance)
    if code.startswith("iban:"):
        return _iban(code[5:], chance)
    if code.startswith("card"):
        return _card(code[5:], chance)
    if code.startswith("bip"):
        return " ".join(chance.choice(_WALLET.split()) for _ in range(int(code[3:])))
    if code[0] == "w":
        return "-".join(chance.choice(_WORDS.split()) for _ in range(int(code[1:])))
    letters = _MIXED + "!*-_.~" if code.endswith("url") else _ALPHABETS[code[0]]
    length = int(re.sub(r"\D", "", code))
    while True:
        value = "".join(chance.choice(letters) for _ in range(length))
        digits = sum(c.isdigit() for c in value)
        # What is generated to be a password has both; 24 characters have them anyway.
        if code[0] not in "pa" or not 8 <= length <= 24 or 0 < digits < length:
            return value


def _uuid(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128)))


def _chosen(chance: random.Random) -> str:
    word, other = chance.choice(_WORDS.split()), chance.choice(_WORDS.split())
    spelt = word[:1].upper() + word[1:].translate(str.maketrans("aeio", "4310"))
    return chance.choice(
        [
            f"{word.capitalize()}{chance.randrange(1950, 2030)}!",
            f"{word}{chance.randrange(10, 9999)}",
            f"{word.capitalize()}{chance.choice('#!$.-_')}{other}{chance.randrange(100)}",
            "".join(chance.choice(_MIXED + "!#%*?") for _ in range(11)),
            f"{spelt}{chance.randrange(10, 99)}{chance.choice('!?*#')}",
            f"{word}{other.capitalize()}{chance.randrange(10, 999)}",
        ]
    )


def _digits(count: int, chance: random.Random) -> str:
    return "".join(chance.choice(string.digits) for _ in range(count))


def _checked(digits: str) -> str:
    return digits + next(last for last in string.digits if luhn(digits + last))


def _card(separator: str, chance: random.Random) -> str:
    first = chance.choice(["4", "51", "55", "2221"])
    number = _checked(first + _digits(15 - len(first), chance))
    return separator.join(number[n : n + 4] for n in range(0, 16, 4))


def _amex(chance: random.Random) -> str:
    number = _checked("37" + _digits(12, chance))
    return f"{number[:4]} {number[4:10]} {number[10:]}"


def _social(chance: random.Random) -> str:
    first, middle = chance.randrange(100, 660), chance.randrange(10, 99)
    return f"{first}-{middle}-{chance.randrange(1000, 9999)}"


def _iban(country: str, chance: random.Random) -> str:
    length, letters = _ACCOUNTS[country]
    body = "".join(chance.choice("ABCDEFGHJKLM") for _ in range(letters))
    body += _digits(length - letters, chance)
    number = next(whole for n in range(2, 99) if iban_valid(whole := f"{country}{n:02}{body}"))
    if chance.random() < 0.5:
        return number
    return " ".join(number[n : n + 4] for n in range(0, len(number), 4))
