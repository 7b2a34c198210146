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
excluded as soon as there is a rule about addresses, and so with applications and folders.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from fnmatch import translate
from typing import Literal, get_args
from urllib.parse import urlsplit

from agent.windows import WINDOW_SOURCES
from memory.errors import InvalidInput
from memory.types import Observation

Field = Literal["app", "title", "url", "path", "cwd", "source", "hour", "regex"]
FIELDS: tuple[Field, ...] = get_args(Field)

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

#: What a rule says: ``None`` where something is known to lie outside it, ``"doubt"`` where what it
#: asks for is not known.
Finding = Literal["match", "doubt"] | None
_Test = Callable[["_Sample"], Finding]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``text`` is what the person wrote, in its normal form ``field:pattern``."""

    text: str
    field: Field
    test: _Test

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
        return cls(f"{field}:{pattern}", field, _TESTS[field](pattern, home))


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
        sample = _Sample(observation, at.astimezone(self._zone))
        doubtful: Exclusion | None = None
        for rule in self.rules:
            found = rule.test(sample)
            if found == "match":
                return Exclusion(rule.text, rule.field, doubt=False)
            if found == "doubt" and doubtful is None:
                doubtful = Exclusion(rule.text, rule.field, doubt=True)
        return doubtful


# --- details -----------------------------------------------------------------------------------

#: A rule looks at this many characters at most: an expression of the person's own must not hold
#: everything up. More than the ledger takes.
_MAX_SEARCHED = 64 * 1024
#: Browser history names no application, and needs none: it names addresses.
_WINDOWS = (WINDOW_SOURCES | {"clipboard", "notification"}) - {"browser"}
_COMMANDS = frozenset({"shell", "terminal"})
_BROWSERS = re.compile(
    r"(?i)\b(?:firefox|chrom(?:e|ium)|safari|edge|brave|opera|vivaldi|librewolf|waterfox|epiphany"
    r"|falkon|konqueror|qutebrowser|arc|zen|tor browser|web)\b"
)
_PATH_KEYS = ("path", "file", "repo", "root", "cwd")
_URL = re.compile(r"(?i)\b[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>]+")


class _Sample:
    """What rules ask of an observation, each looked up once."""

    def __init__(self, observation: Observation, local: datetime) -> None:
        self.observation = observation
        self.local = local
        context = observation.context
        self.app = _joined(context.get(key) for key in ("app", "bundle", "window_class"))
        self.title = _joined([context.get("title")])
        self.content = observation.content[:_MAX_SEARCHED]
        self._folded: str | None = None
        self._urls: list[str] | None = None

    @property
    def folded(self) -> str:
        """Content and title without regard to case."""
        if self._folded is None:
            self._folded = f"{self.content}\n{self.title}".casefold()
        return self._folded

    @property
    def urls(self) -> list[str]:
        """Addresses in context, title and content."""
        if self._urls is None:
            told = self.observation.context.get("url")
            self._urls = [told] if isinstance(told, str) and told else []
            self._urls += _URL.findall(self.content)
            self._urls += _URL.findall(self.title)
        return self._urls

    def paths(self, keys: Iterable[str]) -> Iterator[str]:
        """The paths in the context, in their normal form."""
        for key in keys:
            value = self.observation.context.get(key)
            if isinstance(value, str) and value:
                yield _normal(value)

    @property
    def in_window(self) -> bool:
        """Whether some application must have shown it."""
        return self.observation.source in _WINDOWS


def _joined(values: Iterable[object]) -> str:
    return "\n".join(value for value in values if isinstance(value, str))


def _wild(pattern: str) -> bool:
    return "*" in pattern or "?" in pattern


def _names(pattern: str) -> Callable[[str], bool]:
    """A pattern over names: anywhere in them, or all of one line where it has wildcards."""
    folded = pattern.casefold()
    if not _wild(folded):
        return lambda name: folded in name.casefold()
    whole = re.compile(translate(folded))
    return lambda name: any(whole.match(line) for line in name.casefold().splitlines())


def _app(pattern: str, _home: str | None) -> _Test:
    matches = _names(pattern)

    def test(sample: _Sample) -> Finding:
        if sample.app:
            return "match" if matches(sample.app) else None
        # Without a name the title is all there is, and it need not tell.
        if sample.in_window:
            return "match" if matches(sample.title or sample.content) else "doubt"
        return None

    return test


def _title(pattern: str, _home: str | None) -> _Test:
    matches = _names(pattern)

    def test(sample: _Sample) -> Finding:
        if sample.title:
            return "match" if matches(sample.title) else None
        # What a window source has for content is a title.
        return "match" if sample.in_window and matches(sample.content) else None

    return test


def _url(pattern: str, _home: str | None) -> _Test:
    bare = re.sub(r"(?i)^[a-z][a-z0-9+.-]*://", "", pattern).casefold()
    host, slash, path = bare.partition("/")
    host = host.removeprefix("www.")
    wanted_path = f"/{path.rstrip('*')}" if slash and path else ""
    if _wild(host):
        whole = re.compile(translate(host))
        literal = None
    else:
        whole = re.compile(rf"(?:.+\.)?{re.escape(host)}\Z")
        literal = re.compile(rf"(?<![\w-]){re.escape(host + wanted_path)}(?![\w-])")

    def matches(url: str) -> bool:
        try:
            parts = urlsplit(url)
            named = (parts.hostname or "").casefold()
        except ValueError:
            return host in url.casefold()
        if not named:  # about:, file: and what is no address
            return bool(literal and literal.search(url.casefold()))
        return bool(whole.match(named)) and parts.path.casefold().startswith(wanted_path)

    def test(sample: _Sample) -> Finding:
        if any(map(matches, sample.urls)):
            return "match"
        if literal is not None and literal.search(sample.folded):
            return "match"
        if sample.observation.context.get("url"):
            return None
        return (
            "doubt"
            if sample.in_window and (not sample.app or _BROWSERS.search(sample.app))
            else None
        )

    return test


def _path(pattern: str, home: str | None) -> _Test:
    inside = _below(pattern, home)
    # As a command would name it.
    named = {pattern.rstrip("/").casefold(), _normal(_expand(pattern, home))}
    if pattern.startswith("~"):
        named.add(f"$home{pattern[1:].rstrip('/')}".casefold())
    spelled = re.compile(
        "|".join(rf"(?<![\w./~-]){re.escape(name)}(?![\w-])" for name in sorted(named) if name)
    )

    def test(sample: _Sample) -> Finding:
        if any(map(inside, sample.paths(_PATH_KEYS))):
            return "match"
        return "match" if not _wild(pattern) and spelled.search(sample.folded) else None

    return test


def _cwd(pattern: str, home: str | None) -> _Test:
    inside = _below(pattern, home)

    def test(sample: _Sample) -> Finding:
        if sample.observation.context.get("cwd"):
            return "match" if any(map(inside, sample.paths(("cwd",)))) else None
        return "doubt" if sample.observation.source in _COMMANDS else None

    return test


def _below(pattern: str, home: str | None) -> Callable[[str], bool]:
    """Whether a normal path is the pattern's, or lies below it."""
    wanted = _normal(_expand(pattern, home))
    if _wild(wanted):
        whole = re.compile(f"{translate(wanted)[:-2]}(?:/.*)?\\Z", re.DOTALL)
        return lambda path: bool(whole.match(path))
    prefix = wanted if wanted.endswith("/") else f"{wanted}/"
    return lambda path: path == wanted or path.startswith(prefix)


def _expand(path: str, home: str | None) -> str:
    if path == "~" or path.startswith(("~/", "~\\")):
        return (home if home is not None else os.path.expanduser("~")) + path[1:]  # noqa: PTH111 – text, not a file
    return path


def _normal(path: str) -> str:
    """A path as it is compared: slashes, no ``..``, no case (some file systems have none)."""
    return os.path.normpath(path.replace("\\", "/")).casefold()


def _source(pattern: str, _home: str | None) -> _Test:
    whole = re.compile(translate(pattern.casefold()))
    return lambda sample: "match" if whole.match(sample.observation.source.casefold()) else None


def _regex(pattern: str, _home: str | None) -> _Test:
    try:
        wanted = re.compile(pattern)
    except re.error as error:
        raise InvalidInput(
            f"The rule regex:{pattern} is no regular expression: {error}",
            hint="put a backslash before . * ? + ( ) [ ] where the character itself is meant",
        ) from error

    def test(sample: _Sample) -> Finding:
        context = sample.observation.context
        texts = [sample.content, sample.title, *sample.urls]
        texts += [value for key in _PATH_KEYS if isinstance(value := context.get(key), str)]
        return "match" if any(wanted.search(text) for text in texts) else None

    return test


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(
    r"(?:(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+)?"
    r"(?P<from>\d{1,2}:\d{2})\s*[-–]\s*(?P<to>\d{1,2}:\d{2})"
)
_MIDNIGHT = "24:00"


def _hour(pattern: str, _home: str | None) -> _Test:
    found = _HOURS.fullmatch(pattern.lower())
    try:
        if found is None:
            raise ValueError(pattern)  # noqa: TRY301 – one message for all that is no time
        start, end = time.fromisoformat(found["from"].zfill(5)), _clock(found["to"])
        days = _weekdays(found["first"], found["last"])
    except ValueError as error:
        raise InvalidInput(
            f"The rule hour:{pattern} names no hours",
            hint='two local times, with days where wanted: "22:00-07:00", "sat-sun 00:00-24:00"',
        ) from error

    def test(sample: _Sample) -> Finding:
        now, day = sample.local.time(), sample.local.weekday()
        if end is None or start <= end:
            within = day in days and start <= now and (end is None or now < end)
        else:  # over midnight: its morning belongs to the day on which it began
            within = (day in days and now >= start) or ((day - 1) % 7 in days and now < end)
        return "match" if within else None

    return test


def _clock(text: str) -> time | None:
    return None if text == _MIDNIGHT else time.fromisoformat(text.zfill(5))


def _weekdays(first: str | None, last: str | None) -> frozenset[int]:
    if first is None:
        return frozenset(range(len(_DAYS)))
    start = _DAYS.index(first)
    end = _DAYS.index(last) if last else start
    return frozenset((start + n) % 7 for n in range((end - start) % 7 + 1))


_TESTS: dict[Field, Callable[[str, str | None], _Test]] = {
    "app": _app,
    "title": _title,
    "url": _url,
    "path": _path,
    "cwd": _cwd,
    "source": _source,
    "hour": _hour,
    "regex": _regex,
}
