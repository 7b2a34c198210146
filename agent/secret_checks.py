"""Whether what an expression found is a secret: check digits, placeholders, randomness.

A check gets the match and the value that would be replaced.
"""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"""(?ix)
    \$.* | <.* | \{\{.* | \{\w*\} | %[({]?\w+[)}]?s?%? | \[REDACTED.* | [x*.\#•_-]+
    | (?:[a-z]{1,12}[-_])?(?:\*{3,}|\.{3,}|…)\w{0,4} | (?-i:Secret[A-Z][A-Za-z]*)
    | your[-_ ].* | my[-_]?(?:password|secret|token|key) | changeme | placeholder | example
    | (?:none|null|nil|true|false|undefined|optional|required|str|string|bytes|int|bool|text|any)\W*
    | (?:pass(?:word|wd|phrase)?|secret|token|key|value|prompt|env|file|stdin|on|off|yes|no)\W*
    | (?:os\.environ|os\.getenv|process\.env|getenv|env|config|settings|self|args|options|secrets)
      [.\[(].*
    """
)
_IDENTIFIER = re.compile(
    r"[A-Za-z_]\w*(?:\.\w+)+|[A-Za-z]+(?:_[A-Za-z]+)+\d?|[A-Z]+\d{0,3}(?:_[A-Z]+\d{0,3})+"
    r"|(?:\.[a-z]\w*)+|[A-Z]\d?(?:[A-Z][a-z]+){2,}"
)
_PATH = re.compile(r"(?:~|\.{1,2})?/.*|[A-Za-z]:\\.*|.*\.(?:pem|key|pub|json|ya?ml|txt|env|toml)")


def bare(value: str) -> str:
    """A value without the quotes (and Python's string prefixes) around it."""
    stripped = re.sub(r"^[bfruBFRU]{1,2}(?=[\"'])", "", value)
    return stripped.strip("\"'")


def is_placeholder(value: str) -> bool:
    """Whether a value only stands for a secret: a variable, a type, a gap to fill in."""
    value = bare(value)
    return not value or _PLACEHOLDER.fullmatch(value) is not None


def looks_random(value: str, least: int = 8) -> bool:
    """Whether a value could be a generated key: letters and digits, and no name or path."""
    value = bare(value)
    return (
        len(value) >= least
        and any(c.isdigit() for c in value)
        and any(c.isalpha() for c in value)
        and not is_placeholder(value)
        and _IDENTIFIER.fullmatch(value) is None
        and _PATH.fullmatch(value) is None
    )


def luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1, Luhn's formula)."""
    total = 0
    for index, character in enumerate(reversed(digits)):
        number = int(character) * (1 + index % 2)
        total += number - 9 if number > 9 else number  # noqa: PLR2004 - a digit has one place
    return total % 10 == 0


def iban_valid(iban: str) -> bool:
    """The check digits of an IBAN (ISO 13616: mod 97 of the rearranged number is 1)."""
    if len(iban) != _IBAN_LENGTH.get(iban[:2]):
        return False
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


#: Length by country, from the SWIFT IBAN registry.
_IBAN_LENGTH = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "FO", "GL", "NL", "SD"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "XK", "MN"), 20),
    **dict.fromkeys(("CH", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "OM", "SO", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("LY", "PT", "ST"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("FR", "GR", "IT", "MC", "MR", "SM", "BI", "DJ"), 27),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV"), 28),
    **dict.fromkeys(("BR", "EG", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU", "YE"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
    **dict.fromkeys(("LC",), 32),
    **dict.fromkeys(("RU",), 33),
}

#: Lengths that each card scheme issues, by first digits. Thirteen digits (Visa before 2000) are
#: left out: every millisecond timestamp has thirteen.
_CARD = re.compile(
    r"4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}"
)


def card(_match: re.Match[str], value: str) -> bool:
    """A payment card number: a length its scheme issues, one separator, check digit."""
    digits = re.sub(r"[ -]", "", value)
    separators = set(re.findall(r"[ -]", value))
    return len(separators) <= 1 and _CARD.fullmatch(digits) is not None and luhn(digits)


def iban(_match: re.Match[str], value: str) -> bool:
    """An IBAN: the length of its country, and check digits."""
    return iban_valid(value.replace(" ", ""))


def filled(_match: re.Match[str], value: str) -> bool:
    """Anything but a placeholder."""
    return not is_placeholder(value)


def random_value(_match: re.Match[str], value: str) -> bool:
    """A value that could be generated."""
    return looks_random(value)


def mixed(_match: re.Match[str], value: str) -> bool:
    """Letters and digits both, as generated keys have and class names have not."""
    return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)


def key_body(_match: re.Match[str], value: str) -> bool:
    """A private key's armour with key material inside, not only its first line."""
    body = value.split("-----", 2)[-1]
    return re.search(r"[A-Za-z0-9+/=]{16}", body) is not None


_PASSWORD_NAME = re.compile(r"(?i).*(?:pass|passw(?:or)?d|passphrase|passwort|pwd|secret)")
_LEAST_TOKEN = 6


def environment(match: re.Match[str], value: str) -> bool:
    """``NAME=value`` as shells write it. ``KEY`` and ``AUTH`` alone say little."""
    name = match["name"]
    if is_placeholder(value) or name.startswith(("OLDPWD", "PWD")):
        return False
    if _PATH.fullmatch(bare(value)):
        return False
    if name in {"KEY", "AUTH"}:
        return looks_random(value)
    return _PASSWORD_NAME.fullmatch(name) is not None or len(bare(value)) >= _LEAST_TOKEN


def setting(match: re.Match[str], value: str) -> bool:
    """``name: value`` or ``name = value`` in a configuration file, in code or in prose."""
    inner = bare(value)
    following = match.string[match.end() : match.end() + 1]
    if is_placeholder(value) or following in {"(", "["} or any(c.isspace() for c in inner):
        return False
    if _PATH.fullmatch(inner) or _IDENTIFIER.fullmatch(inner):
        return False
    if _PASSWORD_NAME.fullmatch(match["name"]) is None:
        return looks_random(value, least=12)
    quoted = value[-1:] in {'"', "'"}
    return len(inner) >= 4 and (quoted or any(not c.isalpha() for c in inner))  # noqa: PLR2004
