"""Secrets out of text, before it is written anywhere.

What is found is replaced by ``[REDACTED:kind]``. The patterns, with the values that test them, are
in :mod:`agent.secret_patterns`. Redacting is idempotent: text that went through once does not
change when it goes through again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from agent.secret_patterns import PATTERNS, SecretPattern

#: Taking one secret out can bring another into view (two in one word); each pass takes out at least
#: one, and the bound only guards against the unforeseen.
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


def may_hold_secret(text: str) -> bool:
    """Whether a closer look is needed: ``False`` means that :func:`redact` would change nothing.

    A cheap question to ask of several texts at once, joined by line ends.
    """
    return bool(_candidates(text))


#: (hint, index of its pattern) by a character that the hint has in it: most text lacks most of
#: these characters, and so most hints are never looked for. The empty string is in every text.
_HINTS: dict[str, list[tuple[str, int]]] = {}
for _index, _pattern in enumerate(PATTERNS):
    for _hint in filter(None, _pattern.hints.split("|")):
        _character = next((c for c in "_=:-." if c in _hint), "")
        _HINTS.setdefault(_character, []).append((_hint, _index))
_UNHINTED = [i for i, pattern in enumerate(PATTERNS) if not pattern.hints]
_GROUPS = [
    tuple(name for name in pattern.regex.groupindex if name.startswith("secret"))
    for pattern in PATTERNS
]


def _candidates(text: str) -> set[int]:
    """Indexes of the patterns that may have something to find in a text."""
    lower = text.lower()
    found = {
        index
        for character, hints in _HINTS.items()
        if character in lower
        for hint, index in hints
        if hint in lower
    }
    found.update(index for index in _UNHINTED if PATTERNS[index].regex.search(text) is not None)
    return found


def _one_pass(text: str, kinds: list[str]) -> str:
    for index in sorted(_candidates(text)):
        text = _replace(PATTERNS[index], _GROUPS[index], text, kinds)
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
