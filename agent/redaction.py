"""Secrets out of text, before it is written anywhere.

What is found is replaced by ``[REDACTED:kind]``. The patterns, with the values that test them, are
in :mod:`agent.secret_patterns`. Redacting is idempotent: text that went through once does not
change when it goes through again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from agent.secret_patterns import PATTERNS, SecretPattern

#: Taking one secret out can bring another into view (two in one word). Three passes were the most
#: that any text found by the property tests needed; the bound only guards against the unforeseen.
_MAX_PASSES = 8


class Redacted(NamedTuple):
    """Text without its secrets, and the kinds that were found (in order, with repeats)."""

    text: str
    kinds: tuple[str, ...]


def redact(text: str) -> Redacted:
    """Replace every secret in ``text`` by ``[REDACTED:kind]``."""
    kinds: list[str] = []
    for _ in range(_MAX_PASSES):
        before = len(kinds)
        text = _one_pass(text, kinds)
        if len(kinds) == before:
            break
    return Redacted(text, tuple(kinds))


#: (hint, index of its pattern), flat: one list comprehension over it costs less than trying an
#: expression, and most text has no hint at all.
_HINTS = [
    (hint, i) for i, pattern in enumerate(PATTERNS) for hint in pattern.hints.split("|") if hint
]
_UNHINTED = [i for i, pattern in enumerate(PATTERNS) if not pattern.hints]
_GROUPS = [
    tuple(name for name in pattern.regex.groupindex if name.startswith("secret"))
    for pattern in PATTERNS
]


def _one_pass(text: str, kinds: list[str]) -> str:
    lower = text.lower()
    wanted = {index for hint, index in _HINTS if hint in lower}
    wanted.update(_UNHINTED)
    for index in sorted(wanted):
        pattern = PATTERNS[index]
        if pattern.regex.search(text) is not None:
            text = _replace(pattern, _GROUPS[index], text, kinds)
    return text


def _replace(pattern: SecretPattern, groups: tuple[str, ...], text: str, kinds: list[str]) -> str:
    def put(match: re.Match[str]) -> str:
        group = next(name for name in groups if match[name] is not None)
        value = match[group]
        if pattern.check is not None and not pattern.check(match, value):
            return match[0]
        kinds.append(pattern.kind)
        start, end = match.start(group) - match.start(), match.end(group) - match.start()
        return f"{match[0][:start]}[REDACTED:{pattern.kind}]{match[0][end:]}"

    return pattern.regex.sub(put, text)
