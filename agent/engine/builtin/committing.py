"""How somebody commits, whatever the project: habits, tools, languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePosixPath

from agent.engine.builtin.beta import Rate
from agent.engine.builtin.events import Commit, days
from agent.engine.builtin.pattern import PRIOR_NOTE, Pattern, listed

#: Fewer days are no habit.
FEWEST_DAYS = 3
SURE = 0.8
_ISSUE = re.compile(r"(?:^|[\s(/\w])#\d+\b|\b[A-Z]{2,8}-\d+\b")
_CONVENTIONAL = re.compile(
    r"^(?:feat|fix|docs|chore|refactor|test|tests|perf|ci|build|style|revert)(?:\([\w ./-]+\))?!?:",
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


def language_of(file: str) -> str | None:
    """The language that a file is written in, by its ending."""
    return _LANGUAGES.get(PurePosixPath(file).suffix.lower())


def manners(commits: Sequence[Commit], *, present: bool) -> list[Pattern]:
    """Habits, tools and languages that a history of commits shows.

    Args:
        commits: The person's own, oldest first.
        present: Whether they still commit; else the past tense is used.
    """
    return [
        *_ways(commits, present=present),
        *_along(commits, present=present),
        *_tools(commits, present=present),
        *_languages(commits, present=present),
    ]


def _ways(commits: Sequence[Commit], *, present: bool) -> list[Pattern]:
    """Ways of committing, each a share of commits and judged by days."""
    s = "s" if present else ""
    write = "Writes" if present else "Wrote"
    rows: list[tuple[str, Callable[[Commit], bool], float]] = [
        (
            f"Tie{s or 'd'} most commits to issue numbers",
            lambda c: bool(_ISSUE.search(c.subject) or _ISSUE.search(c.body)),
            0.5,
        ),
        (
            f"{write} commit messages in the conventional style (feat:, fix:, …)",
            lambda c: bool(_CONVENTIONAL.match(c.subject)),
            0.5,
        ),
        (
            f"Explain{s or 'ed'} most changes in the body of the commit message",
            lambda c: len(_prose(c.body).split()) >= 12,  # noqa: PLR2004 - more than a reference
            0.5,
        ),
    ]
    return [
        pattern
        for text, holds, share in rows
        if (pattern := _share(text, commits, holds, share)) is not None
    ]


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
    if len(fitting) < share * len(commits) or rate.above(share) < SURE:
        return None
    return Pattern(
        text=text,
        counts=f"{len(fitting) / len(commits):.0%} of {len(commits):,} commits, and most of "
        f"those of {rate.successes} of {rate.trials} days ({PRIOR_NOTE})",
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
        if (rate := Rate(len(on), len(busy))).above(0.4) >= SURE
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
        names = [language_of(file) for file in commit.files]
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
