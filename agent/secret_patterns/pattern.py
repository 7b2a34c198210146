"""What a pattern is, and the expressions that several of them share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

#: A shell word: quoted pieces and escaped characters included, up to whitespace or an operator.
#: Atomic, as the next: a row of quotes can be read in more ways than there is time for.
WORD: Final = r"""(?>(?:"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|\\.|[^\s;|&"'`()<>\\])+)"""
#: A value in a configuration file, in code or in prose: also ends at brackets and final commas.
VALUE: Final = r"""(?>(?:"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|\\.|,(?=\S)|[^\s;|&"'`()<>\\,{}\[\]])+)"""
#: 36 characters, made up.
TAIL: Final = "Zx8Qw3Rt6Yp1Lk9Mn4Bv7Cd2Fg5Hj0Sa3De6"
#: 64 hexadecimal digits, made up.
HEX: Final = "9f3a1c7e5b2d8046" * 4
#: What an earlier pattern left, where a later one looks at what stands beside it.
MARK: Final = r"\[REDACTED:[\w-]{1,40}\]"


@dataclass(frozen=True, kw_only=True)
class SecretPattern:
    """One kind of secret. See the description of :mod:`agent.secret_patterns`.

    ``long`` says that what is found has :data:`LONG` in it, which is cheap to look for: most text
    has not, and then the hints need not be looked for either.

    An expression is compiled when it is first needed: all of them take as long as the rest of the
    start, and a day has few of the kinds.
    """

    kind: str
    expression: str
    hints: str = ""
    long: bool = False
    check: Callable[[re.Match[str], str], bool] | None = None
    examples: tuple[tuple[str, str], ...] = ()
    innocent: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, to search with."""
        return re.compile(self.expression)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The names of what is replaced, of which each match has one."""
        return tuple(name for name in self.regex.groupindex if name.startswith("secret"))


#: As long without a break as words and names of files seldom are.
LONG: Final = re.compile(r"[A-Za-z0-9_-]{20}")


def issued(
    kind: str,
    hints: str,
    expression: str,
    *values: str,
    innocent: tuple[str, ...] = (),
    check: Callable[[re.Match[str], str], bool] | None = None,
) -> SecretPattern:
    """A key that its issuer gave a shape to be known by; the expression is the whole key."""
    return SecretPattern(
        kind=kind,
        hints=hints,
        long=True,
        expression=rf"(?<![A-Za-z0-9])(?P<secret>{expression})",
        check=check,
        examples=tuple((f"use {value} here", value) for value in values),
        innocent=innocent,
    )
