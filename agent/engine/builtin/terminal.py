"""What command lines say: tools, projects, changes of tool, and what is done before what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from agent.engine.builtin.beta import Rate
from agent.engine.builtin.dates import month_words
from agent.engine.builtin.events import Command, days
from agent.engine.builtin.pattern import PRIOR_NOTE, Pattern, listed
from agent.engine.builtin.places import followed
from agent.engine.builtin.rhythm import rhythms
from agent.engine.builtin.weekly import weekly_patterns
from agent.engine.builtin.words import word_set

FEWEST_DAYS = 4
FEWEST_COMMANDS = 30
#: A history without times says nothing of days; only much of it says anything.
FEWEST_UNTIMED = 150
DAILY, REGULAR = 0.5, 0.2
#: Moving about and looking: everybody does, all day.
EVERYBODY = word_set(
    """
    ls ll la l cd pwd cat less more head tail echo clear exit mkdir rm rmdir mv cp touch which
    man history export source alias grep rg find fd sort uniq wc chmod chown df du ps top htop
    kill open tree sed awk xargs test true false env whoami date bash zsh sh fish su logout
    printf tee tar unzip zip ping man type set unset bat eza exa z j fg bg jobs popd pushd id
    sleep diff file stat ln less bin usr
    """
)
_NAMES = {
    "hx": "Helix", "helix": "Helix", "nvim": "Neovim", "vim": "Vim", "vi": "Vim", "code": "VS Code",
    "emacs": "Emacs", "nano": "nano", "docker-compose": "Docker Compose", "docker": "Docker",
    "python3": "Python", "python": "Python", "ipython": "IPython", "node": "Node.js",
    "kubectl": "kubectl", "gh": "the GitHub CLI", "terraform": "Terraform", "cargo": "Cargo",
    "pip3": "pip", "jupyter": "Jupyter", "ruff": "Ruff", "podman": "Podman", "ansible": "Ansible",
    "ansible-playbook": "Ansible", "lazygit": "lazygit", "ollama": "Ollama", "llm": "LLM",
}  # fmt: skip
#: Tools that do the same job: one of them is somebody's choice, and may change.
_RIVALS = (
    (
        "editor",
        ("hx", "helix", "nvim", "vim", "vi", "emacs", "nano", "code", "micro", "kak", "subl"),
    ),
    ("package manager", ("pip", "pip3", "uv", "poetry", "pipenv", "conda", "pdm")),
    ("JavaScript package manager", ("npm", "yarn", "pnpm", "bun")),
    ("container tool", ("docker", "podman", "nerdctl")),
    ("task runner", ("make", "just", "task", "invoke", "nox", "tox")),
)
#: What may come before a commit: (words said, programs or "program verb").
_BEFORE_COMMIT = (
    (
        "Runs the tests before committing",
        (
            "pytest", "tox", "nox", "cargo test", "go test", "npm test", "yarn test", "just test",
            "make test", "jest", "vitest",
        ),
    ),
    (
        "Checks the code with a linter before committing",
        (
            "ruff", "mypy", "flake8", "eslint", "pylint", "cargo clippy", "black", "pyright",
            "just lint", "make lint", "pre-commit",
        ),
    ),
    ("Looks at the diff before committing", ("git diff",)),
)  # fmt: skip
_SURE = 0.75
_BEFORE = timedelta(minutes=30)


def terminal_patterns(
    commands: Sequence[Command],
    now: datetime,
    repositories: frozenset[str] = frozenset(),
) -> list[Pattern]:
    """Everything that a shell history shows.

    Args:
        commands: Oldest first.
        now: Decides between present and past.
        repositories: Projects that the commits already speak of.
    """
    untimed = _untimed([command for command in commands if not command.timed])
    commands = followed([command for command in commands if command.timed])
    active = days(commands)
    if len(commands) < FEWEST_COMMANDS or len(active) < FEWEST_DAYS:
        return untimed
    present = now - commands[-1].at <= timedelta(days=60)
    return [
        *_tools(commands, present=present),
        *_projects(commands, repositories, present=present),
        *_choices(commands, present=present),
        *_before_commits(commands),
        *weekly_patterns(commands, EVERYBODY, present=present),
        *untimed,
        *rhythms(commands, "works in the terminal", present=present),
    ]


def _untimed(commands: Sequence[Command]) -> list[Pattern]:
    """Tools from a history without times: how often is all that it tells."""
    if len(commands) < FEWEST_UNTIMED:
        return []
    counts = Counter(
        name_of(command.program)
        for command in commands
        if command.program not in EVERYBODY and len(command.program) > 1
    )
    names = [name for name, n in counts.most_common(5) if n >= 0.03 * len(commands)]
    if not names:
        return []
    return [
        Pattern(
            text=f"Uses {listed(names)} at the terminal",
            counts=f"of {len(commands):,} commands in a history without times, "
            + ", ".join(f"{counts[name]} are {name}" for name in names)
            + "; on how many days is not known",
            confidence=0.65,
            evidence=tuple(c for c in commands if name_of(c.program) in names),
            entities=tuple(names),
            worth=1.5,
        ),
    ]


def name_of(program: str) -> str:
    """A program as people write it."""
    return _NAMES.get(program, program)


def _tools(commands: Sequence[Command], *, present: bool) -> list[Pattern]:
    active = days(commands)
    used: dict[str, list[Command]] = defaultdict(list)
    for command in commands:
        if command.program not in EVERYBODY and len(command.program) > 1:
            used[name_of(command.program)].append(command)
    rates = {name: Rate(len(days(own)), len(active)) for name, own in used.items()}
    daily = [name for name, rate in rates.items() if rate.above(DAILY) >= 0.7]  # noqa: PLR2004 - more likely than not, clearly
    daily.sort(key=lambda name: (-rates[name].successes, -len(used[name]), name))
    regular = [
        name
        for name, rate in rates.items()
        if name not in daily and rate.successes >= FEWEST_DAYS and rate.above(REGULAR) >= 0.7  # noqa: PLR2004 - as above
    ]
    regular.sort(key=lambda name: (-rates[name].successes, -len(used[name]), name))
    found = []
    verb = "Uses" if present else "Used"
    for names, often, share, worth in (
        (daily[:5], "nearly every day at the terminal", DAILY, 2.2),
        (regular[:5], "regularly at the terminal", REGULAR, 1.5),
    ):
        if names:
            found.append(
                Pattern(
                    text=f"{verb} {listed(names)} {often}",
                    counts=", ".join(
                        f"{name} on {rates[name].successes} of {rates[name].trials} days"
                        for name in names
                    )
                    + f" ({PRIOR_NOTE})",
                    confidence=min(rates[name].above(share) for name in names),
                    evidence=tuple(command for name in names for command in used[name]),
                    entities=tuple(names),
                    worth=worth,
                ),
            )
    return found


def _projects(
    commands: Sequence[Command],
    repositories: frozenset[str],
    *,
    present: bool,
) -> list[Pattern]:
    places: dict[str, list[Command]] = defaultdict(list)
    for command in commands:
        if (place := _project(command.cwd)) and place not in repositories:
            places[place].append(command)
    active = days(commands)
    found = []
    for place, own in sorted(places.items(), key=lambda item: (-len(days(item[1])), item[0]))[:4]:
        on = days(own)
        if len(on) < FEWEST_DAYS or len(own) < 15:  # noqa: PLR2004 - a visit is no project
            continue
        found.append(
            Pattern(
                text=f"{'Works' if present else 'Worked'} on the project {place}",
                counts=f"{len(own)} commands in its folder, as far as that is known, on "
                f"{len(on)} of {len(active)} days",
                confidence=Rate(len(on), len(on)).above(0.6),
                evidence=tuple(own),
                entities=(place,),
                valid_from=own[0].at,
                worth=2.0,
            ),
        )
    return found


def _project(cwd: str) -> str:
    """The folder below the one for all projects ("~/code/gumption/tests" → "gumption")."""
    parts = [part for part in PurePosixPath(cwd).parts if part not in {"/", "~"}]
    if parts[:1] in (["home"], ["Users"]):
        parts = parts[2:]
    while parts and parts[0].lower() in {
        "code", "src", "dev", "projects", "work", "workspace", "repos", "git", "github",
        "documents", "github.com", "root", "sites", "development", "source",
    }:  # fmt: skip
        parts = parts[1:]
    name = parts[0] if parts else ""
    return (
        ""
        if name.lower() in {"", "downloads", "desktop", "tmp", "etc", "var", "usr", "opt"}
        else name
    )


def _choices(commands: Sequence[Command], *, present: bool) -> list[Pattern]:
    found = []
    for job, programs in _RIVALS:
        own = [command for command in commands if command.program in programs]
        if len(days(own)) < FEWEST_DAYS:
            continue
        names = Counter(name_of(command.program) for command in own)
        if len(names) < 2:  # noqa: PLR2004 - no choice to speak of
            continue
        found += _switch(job, own) or _preference(job, own, names, present=present)
    return found


def _switch(job: str, own: Sequence[Command]) -> list[Pattern]:
    """A change of tool: one before a day, another after it."""
    names = [name_of(command.program) for command in own]
    common = [name for name, _ in Counter(names).most_common(2)]
    best: tuple[int, int, str, str] | None = None
    for old, new in (common, common[::-1]):
        right = names.count(new)
        for at, name in enumerate(names, start=1):
            right += (name == old) - (name == new)
            if best is None or right > best[0]:
                best = (right, at, old, new)
    if best is None or best[1] == len(own):
        return []
    right, at, old, new = best
    on_days = Rate(len(days(own[:at])), len(days(own[:at]))), len(days(own[at:]))
    if right < 0.9 * len(own) or on_days[0].trials < 2 or on_days[1] < 2:  # noqa: PLR2004 - clear, and no single day
        return []
    return [
        Pattern(
            text=f"Switched from {old} to {new} as {job} in {month_words(own[at].at)}",
            counts=f"{right} of {len(own)} uses fit: {old} until {own[at - 1].at:%Y-%m-%d}, "
            f"{new} since {own[at].at:%Y-%m-%d}",
            confidence=Rate(right, len(own)).above(0.75),
            evidence=tuple(own),
            kind="episodic",
            entities=(old, new),
            valid_from=own[at].at,
            half_life=365,
            worth=2.4,
        ),
    ]


def _preference(
    job: str,
    own: Sequence[Command],
    names: Counter[str],
    *,
    present: bool,
) -> list[Pattern]:
    (first, count), (second, fewer) = names.most_common(2)
    with_first = days([c for c in own if name_of(c.program) == first])
    rate = Rate(len(with_first), len(days(own)))
    if count < 3 * fewer or rate.above(0.6) < 0.8:  # noqa: PLR2004 - clearly the usual one
        return []
    return [
        Pattern(
            text=f"{'Uses' if present else 'Used'} {first} rather than {second} as {job}",
            counts=f"{first} {count} times, {second} {fewer}; {first} on "
            f"{rate.successes} of {rate.trials} days with either ({PRIOR_NOTE})",
            confidence=rate.above(0.6),
            evidence=tuple(c for c in own if name_of(c.program) == first),
            entities=(first, second),
            worth=1.3,
        ),
    ]


def _before_commits(commands: Sequence[Command]) -> list[Pattern]:
    commits = [i for i, c in enumerate(commands) if (c.program, c.verb) == ("git", "commit")]
    if len(commits) < 6 or len(days([commands[i] for i in commits])) < FEWEST_DAYS:  # noqa: PLR2004 - too few to be a habit
        return []
    found = []
    for text, programs in _BEFORE_COMMIT:
        led = [i for i in commits if _preceded(commands, i, programs)]
        by_day: dict[object, list[bool]] = defaultdict(list)
        for i in commits:
            by_day[commands[i].at.date()].append(i in led)
        rate = Rate(sum(sum(d) * 2 >= len(d) for d in by_day.values()), len(by_day))
        if len(led) * 2 > len(commits) and rate.above(0.5) >= _SURE:
            found.append(
                Pattern(
                    text=text,
                    counts=f"before {len(led)} of {len(commits)} commits within half an hour, and "
                    f"before most of those of {rate.successes} of {rate.trials} days "
                    f"({PRIOR_NOTE})",
                    confidence=rate.above(0.5),
                    evidence=tuple(commands[i] for i in led),
                    kind="procedural",
                    half_life=180,
                    worth=2.0,
                ),
            )
    return found


def _preceded(commands: Sequence[Command], at: int, programs: Sequence[str]) -> bool:
    commit = commands[at]
    for earlier in reversed(commands[max(0, at - 30) : at]):
        if commit.at - earlier.at > _BEFORE or (earlier.program, earlier.verb) == ("git", "commit"):
            return False
        if earlier.program in programs or f"{earlier.program} {earlier.verb}" in programs:
            return True
    return False
