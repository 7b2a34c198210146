"""What commits say about their author: projects, themes by month, releases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from statistics import median

from agent.engine.builtin.beta import Rate
from agent.engine.builtin.committing import language_of, manners
from agent.engine.builtin.dates import day_words, month_words
from agent.engine.builtin.events import Commit, days
from agent.engine.builtin.pattern import Pattern, listed
from agent.engine.builtin.rhythm import rhythms
from agent.engine.builtin.terms import Term, distinctive, subject_terms

#: Fewer commits, or on fewer days, are no project of somebody's.
FEWEST_COMMITS, FEWEST_DAYS = 5, 3
#: A project rests after this long without a commit, and is then spoken of in the past.
RESTS_AFTER = timedelta(days=120)
#: Fewer commits in a month have no theme.
FEWEST_IN_MONTH = 12
MOST_THEMES = 7
#: "Mostly" is said where the words name this share of the month's commits.
MOSTLY = 0.4
_RELEASE = re.compile(
    r"^(?:(?:release|prepare(?:d)? (?:for )?(?:the )?(?:release )?|bump(?:ed)?(?: version)?(?: "
    r"to)?|version|tag(?:ged)?)\s*:?\s*)?"
    r"(?:the )?v?(?P<version>\d+\.\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?)(?:\s+release)?\b(?!-?\w)",
    re.IGNORECASE,
)
_RELEASE_WORD = re.compile(
    r"^(?:release|prepare|bump(?:ed)? version|v?\d+\.\d+[\w.]*$)", re.IGNORECASE
)


def commit_patterns(commits: Sequence[Commit], now: datetime) -> list[Pattern]:
    """Everything that a history of commits shows.

    Args:
        commits: The person's own, oldest first, of any number of repositories.
        now: Decides what is still going on.
    """
    found: list[Pattern] = []
    by_repo: dict[str, list[Commit]] = defaultdict(list)
    for commit in commits:
        by_repo[commit.repo].append(commit)
    for repo, own in sorted(by_repo.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(own) >= FEWEST_COMMITS:
            found += _project(repo, own, now)
            found += _sprint(repo, own)
        if len(own) >= FEWEST_COMMITS and len(days(own)) >= FEWEST_DAYS:
            found += _themes(repo, own, now)
            found += _releases(repo, own, now)
            found += _bursts(repo, own, now)
    if len(commits) >= 4 * FEWEST_COMMITS and len(days(commits)) >= FEWEST_DAYS:
        present = now - commits[-1].at <= RESTS_AFTER
        found += rhythms(commits, "commits", present=present)
        found += manners(commits, present=present)
    return found


def _in(repo: str) -> str:
    return f" in {repo}" if repo else ""


def _project(repo: str, commits: Sequence[Commit], now: datetime) -> list[Pattern]:
    if not repo:
        return []
    first, last = commits[0].at, commits[-1].at
    active = days(commits)
    on = f"{len(active)} days" if len(active) > 1 else "one day"
    counts = f"{len(commits):,} commits on {on}, {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    sure = Rate(len(active), len(active)).above(0.5)
    going_on = now - last <= RESTS_AFTER
    text = f"Works on the repository {repo}"
    if not going_on:
        text = f"Worked on the repository {repo} {_period(first, last)}"
    found = [
        Pattern(
            text=text,
            counts=counts,
            confidence=sure,
            evidence=tuple(commits),
            entities=(repo,),
            valid_from=first,
            valid_to=None if going_on else last,
            half_life=180 if going_on else 365,
            worth=3.0,
        ),
    ]
    opening = commits[0].subject.lower()
    if re.search(r"\b(?:initial|first|prototype|scaffold\w*|bootstrap)\b", opening):
        found.append(
            Pattern(
                text=f"Started the repository {repo} in {month_words(first)}",
                counts=f"the oldest of {len(commits):,} commits is “{commits[0].subject[:80]}”",
                confidence=0.8,
                evidence=(commits[0],),
                kind="episodic",
                entities=(repo,),
                valid_from=first,
                valid_to=first + timedelta(days=1),
                half_life=730,
                worth=1.4,
            ),
        )
    return found


def _sprint(repo: str, commits: Sequence[Commit]) -> list[Pattern]:
    """What a few days of hard work were spent on, where they are all there is.

    No habit can be told from them, but the folders that were changed can be named.
    """
    if len(commits) < FEWEST_IN_MONTH or len(days(commits)) >= FEWEST_DAYS:
        return []
    folders = Counter(
        folder
        for commit in commits
        for folder in {PurePosixPath(f).parts[0] for f in commit.files if "/" in f}
        if not folder.startswith(".")
    )
    main = [name for name, n in folders.most_common(3) if n >= FEWEST_COMMITS]
    if not main:
        return []
    first, last = commits[0].at, commits[-1].at
    one_day = first.date() == last.date()
    when = f"on {day_words(first)}" if one_day else f"from {day_words(first)} to {day_words(last)}"
    about = [
        commit
        for commit in commits
        if any(PurePosixPath(file).parts[0] in main for file in commit.files)
    ]
    written = Counter(filter(None, (language_of(f) for commit in commits for f in commit.files)))
    language = next((name for name, n in written.most_common(1) if 2 * n > written.total()), None)
    where = f"{listed(main)} folder{'s' if len(main) > 1 else ''}{' of ' + repo if repo else ''}"
    how = f", mostly in {language}" if language else ""
    return [
        Pattern(
            text=f"Worked on the {where} {when}{how}",
            counts=f"of {len(commits)} commits, "
            + ", ".join(f"{folders[name]} touch {name}/" for name in main),
            confidence=0.8,
            evidence=tuple(about),
            kind="episodic",
            entities=tuple(filter(None, (repo, *main, language))),
            valid_from=first,
            valid_to=last,
            half_life=90,
            worth=2.0,
        ),
    ]


def _period(first: datetime, last: datetime) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"in {month_words(first)}"
    return f"from {month_words(first)} to {month_words(last)}"


def _themes(repo: str, commits: Sequence[Commit], now: datetime) -> list[Pattern]:
    """What the busiest months and the newest one were about."""
    leave_out = frozenset(
        part for part in (repo.lower(), *re.split(r"[-_.]", repo.lower())) if part
    )
    terms = [subject_terms(commit.subject, leave_out) for commit in commits]
    months: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, commit in enumerate(commits):
        if not _RELEASE_WORD.match(commit.subject):
            months[commit.at.year, commit.at.month].append(index)
    busy = sorted(
        (month for month, own in months.items() if len(own) >= FEWEST_IN_MONTH),
        key=lambda month: (-len(months[month]), month),
    )
    newest = max(months, default=None)
    chosen = [month for month in busy if month != newest][:MOST_THEMES]
    if newest in busy and newest is not None:
        chosen.append(newest)
    found = []
    for month in chosen:
        inside = set(months[month])
        best = distinctive(
            [terms[index] for index in months[month]],
            [others for index, others in enumerate(terms) if index not in inside],
            [commits[index].at.date() for index in months[month]],
        )
        if best:
            own = [commits[index] for index in months[month]]
            named = [{term.key for term in best if term.key in terms[i]} for i in months[month]]
            about = [commit for commit, keys in zip(own, named, strict=True) if keys]
            found.append(_theme(repo, own, about, best, now, newest=month == newest))
    return found


def _theme(
    repo: str,
    own: Sequence[Commit],
    evidence: Sequence[Commit],
    best: Sequence[Term],
    now: datetime,
    *,
    newest: bool,
) -> Pattern:
    about = listed(term.text for term in best)
    start = own[0].at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end = (start + timedelta(days=32)).replace(day=1)
    present = newest and now < end
    share = Rate(len(days(evidence)), len(days(own)))
    mostly = " mostly" if len(evidence) >= MOSTLY * len(own) else ""
    return Pattern(
        text=f"Is working{mostly} on {about}{_in(repo)}"
        if present
        else f"Worked{mostly} on {about}{_in(repo)} in {month_words(start)}",
        counts=f"of {len(own)} commits in {month_words(start)}, "
        + ", ".join(f"{term.count} name “{term.text}”" for term in best)
        + f", more than in other months (z ≥ {min(term.z for term in best):.1f})",
        confidence=min(0.9, 0.5 + 0.4 * share.mean),
        evidence=tuple(evidence),
        kind="episodic",
        entities=tuple(filter(None, (repo, *(term.text for term in best)))),
        valid_from=start,
        valid_to=None if present else end,
        half_life=120 if newest else 365,
        worth=2.5 if newest else 1.0 + len(own) / 200,
    )


def _releases(repo: str, commits: Sequence[Commit], now: datetime) -> list[Pattern]:
    releases = [
        (match["version"], commit)
        for commit in commits
        if _RELEASE_WORD.match(commit.subject) and (match := _RELEASE.match(commit.subject))
    ]
    dates: list[date] = sorted({commit.at.date() for _, commit in releases})
    if len(releases) < 4 or len(dates) < 4:  # noqa: PLR2004 - three releases are no habit
        return []
    gaps = [(later - earlier).days for earlier, later in pairwise(dates)]
    usual = median(gaps)
    often = _every(usual)
    going_on = now - releases[-1][1].at <= RESTS_AFTER
    verb = "Releases" if going_on else "Released"
    frequent = " often" if usual <= 31 else ""  # noqa: PLR2004 - once a month
    where = f" new versions of {repo}" if repo else " new versions"
    return [
        Pattern(
            text=f"{verb}{where}{frequent}, typically {often}",
            counts=f"{len(releases)} releases on {len(dates)} days, {releases[0][0]} to "
            f"{releases[-1][0]}; half of the gaps between them are {usual:g} days or less",
            confidence=Rate(len(dates), len(dates)).above(0.5),
            evidence=tuple(commit for _, commit in releases),
            kind="procedural",
            entities=(repo,) if repo else (),
            half_life=365,
            worth=1.8,
        ),
    ]


_GAPS = (
    (3, "within days of each other"),
    (8, "about a week apart"),
    (12, "a week or two apart"),
    (17, "about two weeks apart"),
    (25, "about three weeks apart"),
    (45, "about a month apart"),
)


def _every(days_between: float) -> str:
    for limit, said in _GAPS:
        if days_between <= limit:
            return said
    return f"about {round(days_between / 30.4)} months apart"


def _bursts(repo: str, commits: Sequence[Commit], now: datetime) -> list[Pattern]:
    """Whether half of the work fell into few of the months."""
    months = Counter((commit.at.year, commit.at.month) for commit in commits)
    first, last = commits[0].at, commits[-1].at
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    if span < 12 or len(commits) < 100:  # noqa: PLR2004 - a year, and enough to speak of
        return []
    busiest: list[tuple[int, int]] = []
    covered = 0
    for month, count in months.most_common():
        if covered * 2 >= len(commits):
            break
        busiest.append(month)
        covered += count
    if len(busiest) > span * 0.2:
        return []
    inside = set(busiest)
    verb = "Works" if now - last <= RESTS_AFTER else "Worked"
    names = [month_words(datetime(y, m, 1, tzinfo=first.tzinfo)) for y, m in sorted(busiest)[-6:]]
    return [
        Pattern(
            text=f"{verb} on {repo or 'code'} in bursts, with quiet months between them",
            counts=f"{len(busiest)} of {span} months hold half of {len(commits):,} commits: "
            f"{listed(names)}",
            confidence=0.8,
            evidence=tuple(c for c in commits if (c.at.year, c.at.month) in inside),
            entities=(repo,) if repo else (),
            half_life=365,
            kind="procedural",
            worth=1.1,
        ),
    ]
