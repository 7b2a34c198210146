"""Regular expressions that a person wrote: never searched for longer than they are given.

Python's own :mod:`re` knows no time limit and holds the interpreter's lock while it searches, so
that an expression such as ``(a+)+$`` stops the whole daemon, for ever, on a few dozen characters.
The package ``regex`` reads the same expressions, gives up in time, and lets others go on meanwhile.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from math import prod

import regex

from memory.errors import InvalidInput

#: Seconds for all texts of one sample. Honest expressions take 4 ms at most for the longest text
#: that is searched (64 KiB); one that backtracks without end would take years.
TIME_LIMIT = 0.1
#: Characters that the least text which an expression can match may have. ``regex`` spells that text
#: out when it reads the expression: ``((a{1000}){1000}){1000}`` would take all memory.
LONGEST_LEAST = 20_000
_GROUP_REPEATED = re.compile(r"\)\s*\{\s*(\d+)")
_ONE_REPEATED = re.compile(r"(?<!\))\s*\{\s*(\d+)")


class Expression:
    """One expression, ready to be searched for.

    Args:
        pattern: In Python's syntax.
        named: How the person named it, for the message.

    Raises:
        InvalidInput: It is none, or repeats something too often.
    """

    def __init__(self, pattern: str, *, named: str) -> None:
        if _least(pattern) > LONGEST_LEAST:
            raise InvalidInput(
                f"{named} repeats something too often",
                hint="smaller numbers in its { }, or none: x+ for any number of x",
            )
        try:
            self._compiled = regex.compile(pattern)
        except (regex.error, RecursionError) as error:
            told = "too many groups in each other" if isinstance(error, RecursionError) else error
            raise InvalidInput(
                f"{named} is no regular expression: {told}",
                hint="put a backslash before . * ? + ( ) [ ] where the character itself is meant",
            ) from error

    def found_in(self, texts: Iterable[str], *, limit: float = TIME_LIMIT) -> bool:
        """Whether one of the texts has it somewhere.

        Args:
            texts: Looked at in their order.
            limit: Seconds for all of them.

        Raises:
            TimeoutError: Not known within the limit.
        """
        end = time.monotonic() + limit
        for text in texts:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if self._compiled.search(text, timeout=left, concurrent=True):
                return True
        return False


def _least(pattern: str) -> int:
    """At least how long the least text is that a pattern matches: repeated groups as if nested."""
    groups = prod(max(_number(times), 1) for times in _GROUP_REPEATED.findall(pattern))
    ones = sum(map(_number, _ONE_REPEATED.findall(pattern)))
    return groups * max(ones, len(pattern) if groups > 1 else 1)


def _number(digits: str) -> int:
    # More digits say no more than that it is too much, and Python refuses to read thousands.
    return int(digits.lstrip("0")[:10] or "0")
