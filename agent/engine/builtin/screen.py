"""What windows and pages say: applications by time, sites by days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from agent.engine.builtin.beta import Rate
from agent.engine.builtin.events import Focus, Visit, days
from agent.engine.builtin.pattern import PRIOR_NOTE, Pattern, listed
from agent.engine.builtin.words import word_set

FEWEST_DAYS = 4
FEWEST_HOURS = 3.0
#: Everybody's doorways: they say nothing about the one who goes through.
_DOORWAYS = word_set(
    """
    google.com duckduckgo.com bing.com accounts.google.com login.microsoftonline.com localhost
    search.brave.com startpage.com ecosia.org mail.google.com outlook.office.com
    calendar.google.com t.co bit.ly consent.google.com kagi.com
    """
)
_SYSTEM = frozenset(
    [
        "loginwindow",
        "finder",
        "explorer",
        "lockapp",
        "screensaver",
        "unknown",
        "desktop",
        "dock",
        "gnome-shell",
        "plasmashell",
    ],
)


def screen_patterns(
    windows: Sequence[Focus], visits: Sequence[Visit], now: datetime
) -> list[Pattern]:
    """Everything that windows and pages show."""
    return [*_apps(windows, now), *_sites(visits, now)]


def _apps(windows: Sequence[Focus], now: datetime) -> list[Pattern]:
    seen = [w for w in windows if w.app and w.app.lower() not in _SYSTEM]
    hours = sum(w.seconds for w in seen) / 3600
    active = days(seen)
    if hours < FEWEST_HOURS or len(active) < FEWEST_DAYS:
        return []
    own: dict[str, list[Focus]] = defaultdict(list)
    for window in seen:
        own[window.app].append(window)
    spent = {app: sum(w.seconds for w in rows) / 3600 for app, rows in own.items()}
    main = [
        app
        for app in sorted(spent, key=lambda app: (-spent[app], app))
        if spent[app] >= 0.12 * hours
    ][:3]
    main = [app for app in main if Rate(len(days(own[app])), len(active)).above(0.4) >= 0.7]  # noqa: PLR2004 - sure enough to say
    if not main:
        return []
    present = now - seen[-1].at <= timedelta(days=60)
    return [
        Pattern(
            text=f"{'Spends' if present else 'Spent'} most time at the computer in {listed(main)}",
            counts=", ".join(
                f"{app} {spent[app]:.1f} of {hours:.1f} hours on {len(days(own[app]))} of "
                f"{len(active)} days"
                for app in main
            )
            + f" ({PRIOR_NOTE})",
            confidence=min(Rate(len(days(own[app])), len(active)).above(0.4) for app in main),
            evidence=tuple(w for app in main for w in own[app]),
            entities=tuple(main),
            worth=1.8,
        ),
    ]


def _sites(visits: Sequence[Visit], now: datetime) -> list[Pattern]:
    active = days(visits)
    if len(active) < FEWEST_DAYS:
        return []
    own: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.host not in _DOORWAYS:
            own[visit.host].append(visit)
    rates = {host: Rate(len(days(rows)), len(active)) for host, rows in own.items()}
    ranked = sorted(own, key=lambda host: (-rates[host].successes, -len(own[host]), host))
    daily = [host for host in ranked if rates[host].above(0.5) >= 0.7][:4]  # noqa: PLR2004 - sure enough to say
    often = [
        host
        for host in ranked
        if host not in daily and rates[host].successes >= FEWEST_DAYS and len(own[host]) >= 6  # noqa: PLR2004 - no chance visit
        and rates[host].above(0.2) >= 0.7  # noqa: PLR2004 - sure enough to say
    ][:4]  # fmt: skip
    present = now - visits[-1].at <= timedelta(days=60)
    verb = "Visits" if present else "Visited"
    return [
        Pattern(
            text=f"{verb} {listed(hosts)} {how}",
            counts=", ".join(
                f"{host} on {rates[host].successes} of {len(active)} days" for host in hosts
            )
            + f" ({PRIOR_NOTE})",
            confidence=min(rates[host].above(share) for host in hosts),
            evidence=tuple(visit for host in hosts for visit in own[host]),
            entities=tuple(hosts),
            half_life=90,
            worth=worth,
        )
        for hosts, how, share, worth in (
            (daily, "on most days", 0.5, 1.4),
            (often, "regularly", 0.2, 1.0),
        )
        if hosts
    ]
