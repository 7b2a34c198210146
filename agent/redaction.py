"""Secrets out of text, before it is written anywhere.

What is found is replaced by ``[REDACTED:kind]``. The patterns, with the values that test them, are
in :mod:`agent.secret_patterns`. Redacting is idempotent: text that went through once does not
change when it goes through again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from agent.secret_patterns import LONG, PATTERNS, SecretPattern
from agent.secret_patterns.hints import any_of, roots

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


@dataclass(frozen=True, slots=True)
class _Hints:
    """What to look for, and the patterns that each is of.

    Where a text has no letter beyond ASCII, one look is enough for all of them.
    """

    rooted: list[tuple[str, list[tuple[str, list[int]]]]]
    ascii: re.Pattern[str]
    others: re.Pattern[str]

    @classmethod
    def of(cls, *, long: bool) -> _Hints:
        """Of the patterns that need a long run of letters, or of the others."""
        found: dict[str, list[int]] = {}
        for index, pattern in enumerate(PATTERNS):
            if pattern.long is long:
                for hint in filter(None, pattern.hints.split("|")):
                    found.setdefault(hint, []).append(index)
        return cls(
            [
                (root, [(each, found[each]) for each in below])
                for root, below in roots(found).items()
            ],
            any_of(hint for hint in found if hint.isascii()),
            any_of(hint for hint in found if not hint.isascii()),
        )

    def named_in(self, lower: str) -> Iterator[int]:
        """The patterns of which a hint is in a text that was made lower case."""
        if self.ascii.search(lower) is None and (
            lower.isascii() or self.others.search(lower) is None
        ):
            return
        for root, below in self.rooted:
            if root in lower:
                for hint, indexes in below:
                    if hint in lower:
                        yield from indexes


@cache
def _hints(*, long: bool) -> _Hints:
    return _Hints.of(long=long)


_UNHINTED = [i for i, pattern in enumerate(PATTERNS) if not pattern.hints]


def _candidates(text: str) -> set[int]:
    """Indexes of the patterns that may have something to find in a text."""
    lower = text.lower()
    found = {index for index in _UNHINTED if PATTERNS[index].regex.search(text) is not None}
    found.update(_hints(long=False).named_in(lower))
    if LONG.search(text) is not None:
        found.update(_hints(long=True).named_in(lower))
    return found


def _one_pass(text: str, kinds: list[str]) -> str:
    for index in sorted(_candidates(text)):
        text = _replace(PATTERNS[index], text, kinds)
    return text


def _replace(pattern: SecretPattern, text: str, kinds: list[str]) -> str:
    parts: list[str] = []
    kept = at = tried = 0
    end = -1
    while (match := pattern.regex.search(text, at)) is not None:
        group = next(name for name in pattern.groups if match[name] is not None)
        if _in_a_mark(text, match.start(group)) or (
            pattern.check is not None and not pattern.check(match, match[group])
        ):
            # What was taken for its value may be the name of the next: "password" above "hasło: …".
            tried = tried + 1 if match.start() < end else 0
            end = max(end, match.end(group))
            at = match.start() + 1 if tried < _NESTED else end
            continue
        kinds.append(pattern.kind)
        parts += text[kept : match.start(group)], f"[REDACTED:{pattern.kind}]"
        kept = match.end(group)
        at = max(match.end(), match.start() + 1)
    return "".join([*parts, text[kept:]])


#: Names one after another that may begin within one value, before it is left alone: without a
#: bound "KEY=KEY=KEY=…" takes a time that grows with the square of its length.
_NESTED = 64
#: A mark as far as its kind.
_MARKED = re.compile(r"\[REDACTED:[\w-]{0,40}\Z")


def _in_a_mark(text: str, at: int) -> bool:
    """Whether a place is within what an earlier pattern left, which is to stay whole."""
    return _MARKED.search(text, max(0, at - 52), at) is not None
