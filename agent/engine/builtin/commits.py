"""What commits say about their author: projects, themes by month, releases, ways of working."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from statistics import median

from agent.engine.builtin.beta import Rate
from agent.engine.builtin.dates import month_words
from agent.engine.builtin.events import Commit, days
from agent.engine.builtin.pattern import PRIOR_NOTE, Pattern, listed
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
_ISSUE = re.compile(r"(?:^|[\s(/\w])#\d+\b|\b[A-Z]{2,8}-\d+\b")
_CONVENTIONAL = re.compile(
    r"^(?:feat|fix|docs|chore|refactor|test|tests|perf|ci|build|style|revert)(?:\([\w ./-]+\))?!?:",
)
_RELEASE = re.compile(
    r"^(?:(?:release|prepare(?:d)? (?:for )?(?:the )?(?:release )?|bump(?:ed)?(?: version)?(?: "
    r"to)?|version|tag(?:ged)?)\s*:?\s*)?"
    r"(?:the )?v?(?P<version>\d+\.\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?)(?:\s+release)?\b(?!-?\w)",
    re.IGNORECASE,
)
_RELEASE_WORD = re.compile(
    r"^(?:release|prepare|bump(?:ed)? version|v?\d+\.\d+[\w.]*$)", re.IGNORECASE
)
_TESTS = re.compile(r"\btests?\b|\btesting\b|\bcoverage\b", re.IGNORECASE)
_DOCS = re.compile(
    r"\bdoc(?:s|ument(?:s|ed|ation)?)\b|\breadme\b|\bchangelog\b|\brelease notes\b", re.IGNORECASE
)
_TOOLS = {
    "black": "Black", "ruff": "Ruff", "mypy": "mypy", "pytest": "pytest", "cog": "cog",
    "flake8": "flake8", "isort": "isort", "tox": "tox", "nox": "nox", "poetry": "Poetry",
    "uv": "uv", "sphinx": "Sphinx", "docker": "Docker", "eslint": "ESLint", "prettier": "Prettier",
    "webpack": "webpack", "vite": "Vite", "jest": "Jest", "terraform": "Terraform",
    "pre-commit": "pre-commit", "hypothesis": "Hypothesis", "pyright": "Pyright", "npm": "npm",
    "yarn": "Yarn", "cargo": "Cargo", "clippy": "Clippy", "cmake": "CMake", "bazel": "Bazel",
    "gradle": "Gradle", "ansible": "Ansible", "helm": "Helm", "mkdocs": "MkDocs",
    "travis": "Travis CI", "dependabot": "Dependabot", "justfile": "just",
}  # fmt: skip
_LANGUAGES = {
    ".py": "Python", ".pyi": "Python", ".rs": "Rust", ".go": "Go", ".ts": "TypeScript",
    ".tsx": "TypeScript", ".js": "JavaScript", ".jsx": "JavaScript", ".java": "Java",
    ".kt": "Kotlin", ".rb": "Ruby", ".php": "PHP", ".c": "C", ".h": "C", ".cpp": "C++",
    ".cc": "C++", ".hpp": "C++", ".cs": "C#", ".swift": "Swift", ".scala": "Scala", ".ex": "Elixir",
    ".exs": "Elixir", ".hs": "Haskell", ".ml": "OCaml", ".jl": "Julia", ".r": "R", ".lua": "Lua",
    ".sh": "shell script", ".sql": "SQL", ".zig": "Zig", ".dart": "Dart", ".vue": "Vue",
    ".css": "CSS", ".scss": "CSS", ".tf": "Terraform", ".clj": "Clojure", ".tex": "LaTeX",
}  # fmt: skip


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
        if len(own) >= FEWEST_COMMITS and len(days(own)) >= FEWEST_DAYS:
            found += _themes(repo, own, now)
            found += _releases(repo, own, now)
            found += _bursts(repo, own, now)
    if len(commits) >= 4 * FEWEST_COMMITS and len(days(commits)) >= FEWEST_DAYS:
        present = now - commits[-1].at <= RESTS_AFTER
        found += rhythms(commits, "commits", present=present)
        found += _manners(commits, present=present)
        found += _tools(commits, present=present)
        found += _languages(commits, present=present)
    return found


def _in(repo: str) -> str:
    return f" in {repo}" if repo else ""


def _project(repo: str, commits: Sequence[Commit], now: datetime) -> list[Pattern]:
    if not repo:
        return []
    first, last = commits[0].at, commits[-1].at
    active = days(commits)
    counts = f"{len(commits):,} commits on {len(active)} days, {first:%Y-%m-%d} to {last:%Y-%m-%d}"
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
    gaps = [(later - earlier).days for earlier, later in zip(dates, dates[1:], strict=False)]
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


def _every(days_between: float) -> str:
    for limit, said in ((3, "within days of each other"), (8, "about a week apart"), (12, "a week or two apart"), (17, "about two weeks apart"),
                        (25, "about three weeks apart"), (45, "about a month apart")):  # fmt: skip
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
    names = [month_words(datetime(y, m, 1, tzinfo=first.tzinfo)) for y, m in sorted(busiest)[-6:]]
    return [
        Pattern(
            text=f"{'Works' if now - last <= RESTS_AFTER else 'Worked'} on {repo or 'code'} in bursts, "
            "with quiet months between them",
            counts=f"{len(busiest)} of {span} months hold half of {len(commits):,} commits: {listed(names)}",
            confidence=0.8,
            evidence=tuple(c for c in commits if (c.at.year, c.at.month) in inside),
            entities=(repo,) if repo else (),
            half_life=365,
            kind="procedural",
            worth=1.1,
        ),
    ]


def _manners(commits: Sequence[Commit], *, present: bool) -> list[Pattern]:
    """Ways of committing, each a share of commits and judged by days."""
    s = "s" if present else ""
    rows: list[tuple[str, Callable[[Commit], bool], float]] = [
        (
            f"Tie{s or 'd'} most commits to issue numbers",
            lambda c: bool(_ISSUE.search(c.subject) or _ISSUE.search(c.body)),
            0.5,
        ),
        (
            f"{'Writes' if present else 'Wrote'} commit messages in the conventional style "
            f"(feat:, fix:, …)",
            lambda c: bool(_CONVENTIONAL.match(c.subject)),
            0.5,
        ),
        (
            f"{'Explains' if present else 'Explained'} most changes in the body of the commit "
            f"message",
            lambda c: len(_prose(c.body).split()) >= 12,  # noqa: PLR2004 - more than a reference
            0.5,
        ),
    ]
    found = [
        pattern
        for text, holds, share in rows
        if (pattern := _share(text, commits, holds, share)) is not None
    ]
    return found + _along(commits, present=present)


def _prose(body: str) -> str:
    return re.sub(
        r"(?im)^(?:refs?|closes|fixes|co-authored-by|signed-off-by)\b.*$|https?://\S+|!\S+",
        "",
        body,
    )


def _share(
    text: str,
    commits: Sequence[Commit],
    holds: Callable[[Commit], bool],
    share: float,
) -> Pattern | None:
    fitting = [commit for commit in commits if holds(commit)]
    by_day: dict[date, list[bool]] = defaultdict(list)
    for commit in commits:
        by_day[commit.at.date()].append(holds(commit))
    rate = Rate(sum(sum(day) * 2 >= len(day) for day in by_day.values()), len(by_day))
    if len(fitting) < share * len(commits) or rate.above(share) < 0.8:  # noqa: PLR2004 - sure enough to say
        return None
    return Pattern(
        text=text,
        counts=f"{len(fitting) / len(commits):.0%} of {len(commits):,} commits, and most of those of "
        f"{rate.successes} of {rate.trials} days ({PRIOR_NOTE})",
        confidence=rate.above(share),
        evidence=tuple(fitting),
        kind="procedural",
        half_life=365,
        worth=1.5,
    )


def _along(commits: Sequence[Commit], *, present: bool) -> list[Pattern]:
    """Whether tests and documentation come on the same days as the code."""
    busy = {day for day, n in Counter(c.at.date() for c in commits).items() if n >= 3}  # noqa: PLR2004 - a day of work
    if len(busy) < 2 * FEWEST_DAYS:
        return []
    touched: dict[str, tuple[set[date], list[Commit]]] = {}
    for name, pattern, folder in (("tests", _TESTS, "test"), ("documentation", _DOCS, "doc")):
        own = [
            c
            for c in commits
            if pattern.search(c.subject)
            or any(folder in part.lower() for file in c.files for part in PurePosixPath(file).parts)
        ]
        touched[name] = (days(own) & busy, own)
    kept = {
        name: (rate, own)
        for name, (on, own) in touched.items()
        if (rate := Rate(len(on), len(busy))).above(0.4) >= 0.8  # noqa: PLR2004 - sure enough to say
    }
    if not kept:
        return []
    return [
        Pattern(
            text=f"{'Writes' if present else 'Wrote'} {listed(kept)} along with the code",
            counts="; ".join(
                f"{name} on {rate.successes} of {rate.trials} days with three or more commits"
                for name, (rate, _) in kept.items()
            )
            + f" ({PRIOR_NOTE})",
            confidence=min(rate.above(0.4) for rate, _ in kept.values()),
            evidence=tuple(commit for _, own in kept.values() for commit in own),
            kind="procedural",
            half_life=365,
            worth=1.6,
        ),
    ]


def _tools(commits: Sequence[Commit], *, present: bool) -> list[Pattern]:
    uses: dict[str, list[Commit]] = defaultdict(list)
    for commit in commits:
        words = set(re.findall(r"[a-z][\w-]*", commit.subject.lower()))
        for word in words & _TOOLS.keys():
            uses[_TOOLS[word]].append(commit)
    kept = sorted(
        (name for name, own in uses.items() if len(own) >= 6 and len(days(own)) >= 5),  # noqa: PLR2004 - not a one-off
        key=lambda name: (-len(days(uses[name])), name),
    )[:4]
    if not kept:
        return []
    fewest = min(len(days(uses[name])) for name in kept)
    return [
        Pattern(
            text=f"{'Uses' if present else 'Used'} {listed(kept)} on their code",
            counts="commits that name it: "
            + ", ".join(
                f"{name} {len(uses[name])} on {len(days(uses[name]))} days" for name in kept
            ),
            confidence=Rate(fewest, fewest).above(0.6),
            evidence=tuple(commit for name in kept for commit in uses[name]),
            entities=tuple(kept),
            worth=1.4,
        ),
    ]


def _languages(commits: Sequence[Commit], *, present: bool) -> list[Pattern]:
    on_days: dict[str, set[date]] = defaultdict(set)
    counts: Counter[str] = Counter()
    own: dict[str, list[Commit]] = defaultdict(list)
    for commit in commits:
        names = [_LANGUAGES.get(PurePosixPath(file).suffix.lower()) for file in commit.files]
        for name in filter(None, names):
            counts[name] += 1
            on_days[name].add(commit.at.date())
        for name in sorted({name for name in names if name}):
            own[name].append(commit)
    total = sum(counts.values())
    if total < 20:  # noqa: PLR2004 - too few files
        return []
    main = [name for name, n in counts.most_common(3) if n >= 0.15 * total]
    main = [name for name in main if len(on_days[name]) >= FEWEST_DAYS]
    if not main:
        return []
    some = days([c for c in commits if c.files])
    rate = Rate(len(on_days[main[0]]), len(some))
    return [
        Pattern(
            text=f"{'Writes' if present else 'Wrote'} mostly {listed(main)}",
            counts=f"of {total:,} files of code changed, "
            + ", ".join(f"{counts[name] / total:.0%} are {name}" for name in main)
            + f"; {main[0]} on {rate.successes} of {rate.trials} days ({PRIOR_NOTE})",
            confidence=max(0.6, rate.above(0.3)),
            evidence=tuple(commit for name in main for commit in own[name]),
            entities=tuple(main),
            half_life=365,
            worth=2.0,
        ),
    ]
