"""What each field of an exclusion rule asks of a sample.

A test says ``"match"``, ``None`` where something is known to lie outside the rule, and ``"doubt"``
where what the rule asks for is not known (:mod:`agent.exclusions`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time
from fnmatch import translate
from typing import Literal, get_args
from urllib.parse import urlsplit

from agent.windows import WINDOW_SOURCES
from memory.errors import InvalidInput
from memory.types import Observation

Field = Literal["app", "title", "url", "path", "cwd", "source", "hour", "regex"]
FIELDS: tuple[Field, ...] = get_args(Field)

Finding = Literal["match", "doubt"] | None
Test = Callable[["Sample"], Finding]

#: A rule looks at this many characters at most. More than the ledger takes.
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


class Sample:
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


def _app(pattern: str, _home: str | None) -> Test:
    matches = _names(pattern)

    def test(sample: Sample) -> Finding:
        if sample.app:
            return "match" if matches(sample.app) else None
        # Without a name the title is all there is, and it need not tell.
        if sample.in_window:
            return "match" if matches(sample.title or sample.content) else "doubt"
        return None

    return test


def _title(pattern: str, _home: str | None) -> Test:
    matches = _names(pattern)

    def test(sample: Sample) -> Finding:
        if sample.title:
            return "match" if matches(sample.title) else None
        # What a window source has for content is a title.
        return "match" if sample.in_window and matches(sample.content) else None

    return test


def _url(pattern: str, _home: str | None) -> Test:
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

    def test(sample: Sample) -> Finding:
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


def _path(pattern: str, home: str | None) -> Test:
    inside = _below(pattern, home)
    # As a command would name it.
    named = {pattern.rstrip("/").casefold(), _normal(_expand(pattern, home))}
    if pattern.startswith("~"):
        named.add(f"$home{pattern[1:].rstrip('/')}".casefold())
    spelled = re.compile(
        "|".join(rf"(?<![\w./~-]){re.escape(name)}(?![\w-])" for name in sorted(named) if name)
    )

    def test(sample: Sample) -> Finding:
        if any(map(inside, sample.paths(_PATH_KEYS))):
            return "match"
        return "match" if not _wild(pattern) and spelled.search(sample.folded) else None

    return test


def _cwd(pattern: str, home: str | None) -> Test:
    inside = _below(pattern, home)

    def test(sample: Sample) -> Finding:
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


def _source(pattern: str, _home: str | None) -> Test:
    whole = re.compile(translate(pattern.casefold()))
    return lambda sample: "match" if whole.match(sample.observation.source.casefold()) else None


def _regex(pattern: str, _home: str | None) -> Test:
    from agent.expressions import Expression  # costs those who have such a rule, and nobody else

    wanted = Expression(pattern, named=f"The rule regex:{pattern}")

    def test(sample: Sample) -> Finding:
        context = sample.observation.context
        texts = [sample.content, sample.title, *sample.urls]
        texts += [value for key in _PATH_KEYS if isinstance(value := context.get(key), str)]
        try:
            return "match" if wanted.found_in(texts) else None
        except TimeoutError:
            return "doubt"

    return test


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(
    r"(?:(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+)?"
    r"(?P<from>\d{1,2}:\d{2})\s*[-–]\s*(?P<to>\d{1,2}:\d{2})"
)
_MIDNIGHT = "24:00"


def _hour(pattern: str, _home: str | None) -> Test:
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

    def test(sample: Sample) -> Finding:
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


TESTS: dict[Field, Callable[[str, str | None], Test]] = {
    "app": _app,
    "title": _title,
    "url": _url,
    "path": _path,
    "cwd": _cwd,
    "source": _source,
    "hour": _hour,
    "regex": _regex,
}
