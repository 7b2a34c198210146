"""What the values of secrets look like: passwords that people choose, keys that programs make."""

from __future__ import annotations

import itertools
import re

#: Characters of a token, and of a key: shorter ones are words and numbers too often.
LEAST_TOKEN = 6
LEAST_KEY = 8

_PLACEHOLDER = re.compile(
    r"""(?ix)
    \$.* | <.* | \{\{.* | \{\w*\}? | !(?:vault|ref|sub|env|getatt|secret)\b.*
    | %[({]?\w+[)}]?s?%? | %.+% | \[REDACTED.* | [x*.\#•_-]+
    | (?:[a-z]{1,12}[-_])?(?:\*{3,}|\.{3,}|…)\w{0,4} | (?-i:Secret[A-Z][A-Za-z]*)
    | your[-_ ].* | my[-_](?:\w{1,12}[-_]){0,2}(?:password|secret|token|key)
    | my(?:password|secret|token|key) | change[-_]?me
    | replace[-_]?(?:me|this).* | (?:insert|paste)[-_].* | placeholder | example | redacted
    | todo | tbd | dummy
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
        and not is_path(value)
    )


#: Numbers with what they count, and versions: "12px", "v2.1", "3rd", "2FA".
_TALLY = re.compile(r"(?i)^\d+[^\W\d_a-z].*|^v?\d[\d.,:/-]*[a-z]{0,3}\W*$|^[a-z]{1,3}\d{1,3}\W*$")


def like_a_password(value: str) -> bool:
    """Whether a value is like a password that a person chose: a word with more than letters."""
    core = bare(value).rstrip(".,:;!?)]}")
    whole = bare(value)
    if len(whole) < 4 or is_placeholder(core) or is_path(core):  # noqa: PLR2004
        return False
    if _IDENTIFIER.fullmatch(core) and not any(c.isdigit() for c in core):
        return False
    if core.isdecimal():
        return len(core) >= LEAST_TOKEN
    if _TALLY.match(core) or "://" in whole or _OF_PROSE.fullmatch(core):
        return False
    if any(c.isdigit() for c in core) or _SIGN.search(core) is not None:
        return True
    return len(core) >= LEAST_KEY and uneven(core, 0.5)  # capitals where no word has them


#: A sign inside of a word; at its end it belongs to the sentence, or to code.
_SIGN = re.compile(r"[!@#$%^*+&?=_~](?=\w)")

#: Words with signs or digits that sentences do have: shortcuts, addresses, dates, abbreviations.
_OF_PROSE = re.compile(
    r"(?i)\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\w+@[\w-]+\.[\w.]+|[a-z]+[/&+][a-z]+|[\w.]+[(\[].*|[@#][a-z_]+"
    r"|utf-?\d+|base\d\d(?:-\w+)?|1password|keepass\w*|(?:windows|iphone|ipad|android|macos|office)\d+|latin-?\d|ascii|sha-?\d+|md5|\d+-(?:char\w*|digit\w*|bit|byte\w*|stellig\w*)|[a-z]+[_]{1}[a-z_]+"
)


#: Names that end in "pass" and are of something else: words, turns, tickets, stages.
_OTHER_PASS = re.compile(
    r"(?i).*(?:(?:com|by|sur|tres|under|over|encom)pass"
    r"|(?:boarding|bus|train|ski|day|season|festival|museum|first|second|third|last|single|multi|two"
    r"|one|all|tests?|render\w*|shader|forward|backward|compiler|low|high|band|must|did|does|num)"
    r"[_.-]?pass)"
)


def is_no_password(name: str) -> bool:
    """Whether a name's "pass" is no password: ``COMPASS``, ``BOARDING_PASS``."""
    return _OTHER_PASS.fullmatch(name.strip("\"'&?; \t\n")) is not None


def has_both(value: str) -> bool:
    """Whether there are digits and letters in it."""
    return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)


def is_scrambled(value: str) -> bool:
    """Capitals, small letters and digits in no order, as only generators write them."""
    inner = bare(value)
    return (
        len(inner) >= 16  # noqa: PLR2004 - shorter ones are names too often
        and any(c.isupper() for c in inner)
        and any(c.islower() for c in inner)
        and any(c.isdigit() for c in inner)
        and uneven(inner, 0.35)
    )


def uneven(value: str, least: float = 0.2) -> bool:
    """Whether neighbours often differ in kind (capital, small letter, digit, sign).

    In random base-62 text 62 % of the pairs do, in hexadecimal 47 %, in names joined by hyphens or
    capitals 10–25 %.
    """
    inner = re.sub(r"[-_./ ]", "", bare(value))
    kinds = [
        "d" if c.isdigit() else "U" if c.isupper() else "l" if c.isalpha() else c for c in inner
    ]
    changes = sum(a != b for a, b in itertools.pairwise(kinds))
    return changes >= least * max(1, len(inner) - 1)


def is_path(value: str) -> bool:
    """Whether a value is the path of a file. Base64 may begin with a slash, too."""
    return _PATH.fullmatch(value) is not None and not (
        re.fullmatch(r"[A-Za-z0-9+/%]{24,}={0,2}", value) is not None and is_scrambled(value)
    )


def is_reference(value: str) -> bool:
    """Whether a value is a name in code. People put dots between words too, but end in digits."""
    dotted = re.fullmatch(r"(?:[A-Z][a-z]+[._-]){1,3}[A-Z]?[a-z]+\d{2,}", value) is not None
    return not dotted and _IDENTIFIER.fullmatch(value) is not None
