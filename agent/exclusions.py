"""What the person never wants recorded: rules, and what they say about a sample (DESIGN §4).

A rule is one line, ``field:pattern``:

==========  ======================================================================================
``app``     an application's name: ``app:1Password``, ``app:*wallet*``
``title``   a window's or page's title
``url``     an address: a host with all below it (``url:bank.example``), with a path
            (``url:example.org/health``), or with wildcards (``url:*.clinic.example``)
``path``    a file or folder with all below it: ``path:~/private``; also where a command names it
``cwd``     the folder that a command ran in, with all below it
``source``  a whole source: ``source:shell``
``hour``    local times of day, with days where wanted: ``hour:22:00-07:00``,
            ``hour:sat-sun 00:00-24:00``
``regex``   a Python regular expression over content, title, address and path
==========  ======================================================================================

Names and titles are matched without regard to case; a pattern without ``*`` or ``?`` is found
anywhere in them. **In doubt a rule excludes**: a browser window whose address is not known is
excluded as soon as there is a rule about addresses, and so with applications and folders, and a
text that an expression takes too long for (:mod:`agent.expressions`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from agent.exclusion_fields import FIELDS, TESTS, Field, Sample, Test
from memory.errors import InvalidInput
from memory.types import Observation

#: Where passwords are kept and typed. Shown by ``exclude list`` like any other, and as removable.
DEFAULT_RULES = (
    "app:1Password",
    "app:Bitwarden",
    "app:KeePass",
    "app:LastPass",
    "app:Dashlane",
    "app:Proton Pass",
    "app:Keychain Access",
    "app:Passwords and Keys",
    "app:polkit",
    "app:pinentry",
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``text`` is what the person wrote, in its normal form ``field:pattern``."""

    text: str
    field: Field
    test: Test

    @classmethod
    def parse(cls, text: str, *, home: str | None = None) -> Rule:
        """Read a rule.

        Args:
            text: ``field:pattern``.
            home: What ``~`` stands for; the user's home folder by default.

        Raises:
            InvalidInput: It is none, with what is wrong.
        """
        field, colon, pattern = text.partition(":")
        field, pattern = field.strip().lower(), pattern.strip()
        if not colon or field not in FIELDS:
            raise InvalidInput(
                f"{text!r} is no exclusion rule",
                hint=f"FIELD:PATTERN, such as app:1Password; fields are {', '.join(FIELDS)}",
            )
        if not pattern or not pattern.strip("*?. "):
            raise InvalidInput(
                f"The rule {text!r} would exclude everything",
                hint="gumption pause stops all recording",
            )
        return cls(f"{field}:{pattern}", field, TESTS[field](pattern, home))


@dataclass(frozen=True, slots=True)
class Exclusion:
    """That a rule excludes something; ``doubt`` when it could not be ruled out."""

    rule: str
    field: Field
    doubt: bool

    @property
    def reason(self) -> str:
        """As drops are counted: the field, never the pattern."""
        return f"excluded ({self.field}, in doubt)" if self.doubt else f"excluded ({self.field})"


class Exclusions:
    """A set of rules. Immutable; may be shared between threads.

    Args:
        rules: As :meth:`Rule.parse` takes them.
        zone: In which hours are meant; the machine's own by default.
        home: What ``~`` stands for.

    Raises:
        InvalidInput: One of the rules is none.
    """

    def __init__(
        self, rules: Iterable[str] = (), *, zone: tzinfo | None = None, home: str | None = None
    ) -> None:
        self.rules = tuple(Rule.parse(rule, home=home) for rule in rules)
        self._zone = zone

    def verdict(self, observation: Observation, at: datetime) -> Exclusion | None:
        """The first rule that excludes an observation; certain matches before doubtful ones.

        Args:
            observation: As it came.
            at: Its time, timezone-aware.
        """
        if not self.rules:
            return None
        sample = Sample(observation, at.astimezone(self._zone))
        doubtful: Exclusion | None = None
        for rule in self.rules:
            found = rule.test(sample)
            if found == "match":
                return Exclusion(rule.text, rule.field, doubt=False)
            if found == "doubt" and doubtful is None:
                doubtful = Exclusion(rule.text, rule.field, doubt=True)
        return doubtful
