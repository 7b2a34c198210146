"""What ``doctor`` looks at around what is stored: sources, the gate, rights, clock, backups."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from agent.capture import Capture
from agent.config import Config
from agent.config_file import load
from agent.daemon.guarding import stored_rules
from agent.daemon.resources import Resources
from agent.daemon.watchers import Watchers
from agent.exclusions import Exclusions
from agent.home import Home
from agent.wire import CheckView
from memory.errors import GumptionError

if TYPE_CHECKING:
    from memory import UserModel

#: Observations ahead of the clock by more than this were made under a wrong one; clocks differ.
_AHEAD = timedelta(minutes=10)
_ASKED = 50
#: Files whose rights are looked at; a home has some hundreds.
_MOST_FILES = 5000
#: What a source may tell of the future.
_PLANS = frozenset({"calendar"})
_OLD_BACKUP = timedelta(days=30)


class Sight:
    """Checks that raise nothing and take milliseconds; every finding comes with its remedy.

    Args:
        home: Whose folders and configuration.
        model: The ledger.
        watchers: The sources.
        capture: Pauses.
        resources: What the daemon takes.
        clock: The time.
    """

    def __init__(
        self,
        home: Home,
        model: UserModel,
        watchers: Watchers,
        capture: Capture,
        *,
        resources: Resources,
        clock: Callable[[], datetime],
    ) -> None:
        self._home = home
        self._model = model
        self._watchers = watchers
        self._capture = capture
        self._resources = resources
        self._clock = clock

    def check(self) -> list[CheckView]:
        """All of it."""
        return [
            *self._observers(),
            self._captured(),
            self._exclusions(),
            *self._configured(),
            self._rights(),
            self._socket(),
            self._memory(),
            self._audit(),
            self._time(),
            self._backups(),
        ]

    def _observers(self) -> list[CheckView]:
        enabled = [one for one in self._watchers.views() if one.enabled]
        if not enabled:
            return [check("observers", "none is enabled; gumption observers list shows them")]
        checks = []
        for one in enabled:
            told = f"{one.name}: {one.state}" + (f", {one.why}" if one.why else "")
            remedy = one.remedy or f"gumption observers disable {one.name}"
            checks.append(check("observers", told, ok=one.state == "ok", remedy=remedy))
        return checks

    def _captured(self) -> CheckView:
        now = self._capture.now()
        if now.mode == "running":
            return check("capture", "on")
        until = (
            f"until {now.until.astimezone():%Y-%m-%d %H:%M}" if now.until else "until you say so"
        )
        # Asked for, so no fault; but worth seeing for whoever wonders why nothing comes in.
        return check("capture", f"{now.mode} {until}; gumption resume ends it")

    def _exclusions(self) -> CheckView:
        try:
            rules = Exclusions(stored_rules(self._model)).rules
        except (GumptionError, ValueError) as error:
            remedy = "gumption exclude list; take the rule out with gumption exclude rm"
            return check("exclusions", str(error), ok=False, remedy=remedy)
        return check("exclusions", f"{len(rules)} rules, all readable")

    def _configured(self) -> list[CheckView]:
        try:
            config = load(self._home.config_path)
        except GumptionError:
            return []  # that it cannot be read is a check of its own, made without the daemon
        return [_retention(config), _pseudonyms(config)]

    def _rights(self) -> CheckView:
        if os.name != "posix":
            return check("rights", "as your profile's folder has them")
        looked_at = dict.fromkeys(islice(_files(self._home), _MOST_FILES))
        open_ones = [path for path in looked_at if _open(path)]
        if not open_ones:
            return check("rights", "only you can read the home's folders and files")
        home = self._home
        ours = dict.fromkeys((home.config_path, home.data, home.state))
        remedy = f"chmod -R go-rwx {' '.join(map(str, ours))}"
        told = f"others may read {open_ones[0]}"
        told += f" and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
        return check("rights", told, ok=False, remedy=remedy)

    def _socket(self) -> CheckView:
        path = self._home.socket_path
        if not path.exists():  # a loopback port with a token stands in
            return check("socket", f"told in {self._home.endpoint_path}")
        shut = not _open(path) and not _open(path.parent)
        remedy = f"chmod 700 {path.parent}; gumption daemon restart"
        return check("socket", str(path), ok=shut, remedy=remedy)

    def _memory(self) -> CheckView:
        view, over = self._resources.view(), self._resources.over()
        limit = f"limit {view.memory_limit_mb:.0f} MB" if view.memory_limit_mb else "no limit"
        told = f"{view.memory_mb:.0f} MB, {limit}; {view.cpu_percent:.1f} % of a core"
        remedy = "gumption daemon restart gives it back; gumption config set daemon.memory_mb MB"
        return check("resources", told, ok=not over, remedy=remedy)

    def _audit(self) -> CheckView:
        entries = self._model.audit(1)
        if not entries:
            return check("audit", "nothing was given to anybody yet")
        return check(
            "audit", f"kept; the last entry is of {entries[0].at.astimezone():%Y-%m-%d %H:%M}"
        )

    def _time(self) -> CheckView:
        now = self._clock()
        ahead = self._model.observations(since=now + _AHEAD, limit=_ASKED)
        wrong = [one for one in ahead if one.source not in _PLANS]
        if not wrong:
            return check("clock", f"{now.astimezone():%Y-%m-%d %H:%M %Z}; nothing is of later")
        are = "1 observation is" if len(wrong) == 1 else f"{len(wrong)} observations are"
        told = f"it is {now.astimezone():%Y-%m-%d %H:%M}, and {are} of later"
        remedy = "set this machine's clock; or forget them: gumption forget --since now"
        return check("clock", told, ok=False, remedy=remedy)

    def _backups(self) -> CheckView:
        made = [path.stat().st_mtime for path in (self._home.ledger / "backups").glob("*.backup")]
        if not made:
            return check("backups", "none is kept here; gumption backup makes one")
        age = self._clock().timestamp() - max(made)
        old = age > _OLD_BACKUP.total_seconds()
        told = f"{len(made)}, the newest {max(0, age) / 86400:.0f} days old"
        return check("backups", told + ("; gumption backup makes one" if old else ""))


def check(name: str, message: str, *, ok: bool = True, remedy: str = "") -> CheckView:
    """One line of ``doctor``; the remedy is dropped where nothing is wrong."""
    return CheckView(name=name, ok=ok, message=message, remedy="" if ok else remedy)


def _retention(config: Config) -> CheckView:
    kept = config.retention
    days = f"{kept.days:g} days" if kept.days else "for ever"
    size = f", at most {kept.max_mb:g} MB" if kept.max_mb else ""
    return check("retention", f"raw observations are kept {days}{size}")


def _pseudonyms(config: Config) -> CheckView:
    if not config.privacy.pseudonymise:
        return check("pseudonyms", "off: other people appear by name")
    own = len(config.privacy.own_names)
    if not own:
        told = "on, and your own names are replaced too"
        return check("pseudonyms", told + "; gumption config set privacy.own_names '[\"NAME\"]'")
    stay = "1 of your own names stays" if own == 1 else f"{own} of your own names stay"
    return check("pseudonyms", f"on; {stay}")


def _files(home: Home) -> Iterator[Path]:
    """The home's own folders and what lies in them; not the models, which are no secret."""
    folders = dict.fromkeys((home.data, home.state, home.logs, home.runtime))
    yield from (home.config_path, *folders)
    for folder in folders:
        for inside, names, files in os.walk(folder):
            names[:] = [
                name for name in names if Path(inside, name) not in (home.models, home.cache)
            ]
            yield from (Path(inside, name) for name in (*names, *files))


def _open(path: Path) -> bool:
    """Whether others may do anything with it. What is gone meanwhile is not open."""
    try:
        found = path.lstat()
    except OSError:
        return False
    if stat.S_ISLNK(found.st_mode):
        return False
    return bool(stat.S_IMODE(found.st_mode) & 0o077)
