"""What is done on a day of the week, and where commands were run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.engine.builtin.events import Command
from agent.engine.builtin.places import followed
from agent.engine.builtin.terminal import EVERYBODY, terminal_patterns
from agent.engine.builtin.weekly import weekly_patterns
from tests.support.habits import MONDAY, working_days


def run(line: str, at: timedelta, *, cwd: str = "", timed: bool = True) -> Command:
    """A command some time after a Monday morning."""
    program, _, rest = line.partition(" ")
    verb = rest.split(" ", maxsplit=1)[0]
    return Command("o", MONDAY + at, line, program, verb, cwd, failed=False, timed=timed)


def weekly(*commands: Command) -> list[str]:
    """What is said of commands beside everyday work on every working day."""
    work = [run("make test", day - MONDAY) for day in working_days(40)]
    ordered = sorted([*work, *commands], key=lambda each: each.at)
    return [each.text for each in weekly_patterns(ordered, EVERYBODY, present=True)]


def fridays(*weeks: int, line: str = "backup.sh") -> list[Command]:
    """A command on the Fridays of some weeks."""
    return [run(line, timedelta(weeks=week, days=4, hours=8)) for week in weeks]


def test_what_is_run_on_one_day_of_most_weeks_is_a_habit() -> None:
    """By its name, or by what it is told to do."""
    assert weekly(*fridays(0, 1, 2, 3, 5)) == ["Runs backup.sh on Fridays"]
    deploys = fridays(0, 1, 2, 3, line="terraform apply")
    assert weekly(*deploys) == ["Runs terraform apply on Fridays"]
    plans = [run("terraform plan", day - MONDAY) for day in working_days(40)]
    assert weekly(*deploys, *plans) == ["Runs terraform apply on Fridays"]


@pytest.mark.parametrize(
    "commands",
    [
        fridays(0, 1, 2),
        fridays(0, 5, 9, 14, 20),
        [run("backup.sh", timedelta(weeks=n, days=n % 5)) for n in range(8)],
        fridays(0, 1, 2, 3, 4, line="ls"),
    ],
    ids=["three weeks", "now and then", "on any day", "what everybody does"],
)
def test_less_is_no_habit(commands: list[Command]) -> None:
    """Chance, or nothing of anybody."""
    assert weekly(*commands) == []


def test_a_day_that_is_most_of_all_days_singles_nothing_out() -> None:
    """Who works on Fridays only does everything on Fridays."""
    only = fridays(*range(8))
    assert weekly_patterns(only, EVERYBODY, present=True) == []


def test_folders_are_followed() -> None:
    """From whole paths, up and down and back, until a window is new."""
    lines = [
        "make a", "cd ~/code/harbor", "make b", "cd tests", "make c", "cd ..", "make d",
        "cd $HOME/notes", "make e", "cd -", "make f", "cd", "make g",
    ]  # fmt: skip
    commands = [run(line, timedelta(minutes=n)) for n, line in enumerate(lines)]
    commands.append(run("make h", timedelta(hours=9)))
    where = {c.verb: c.cwd for c in followed(commands) if c.program == "make"}
    assert where == {
        "a": "", "b": "~/code/harbor", "c": "~/code/harbor/tests", "d": "~/code/harbor",
        "e": "~/notes", "f": "~/code/harbor", "g": "~", "h": "",
    }  # fmt: skip


def test_what_says_where_it_was_run_is_believed() -> None:
    """And what follows it is there as well; an odd path is nowhere."""
    commands = [
        run("cd ~/code/harbor", timedelta()),
        run("make a", timedelta(minutes=1), cwd="/srv/site"),
        run("make b", timedelta(minutes=2)),
        run("cd 'unclosed", timedelta(minutes=3)),
        run("make c", timedelta(minutes=4)),
        run("make d", timedelta(minutes=5), timed=False),
    ]
    assert [c.cwd for c in followed(commands) if c.program == "make"] == [
        "/srv/site", "/srv/site", "", "",
    ]  # fmt: skip


def test_a_project_is_known_by_the_folder_that_is_entered() -> None:
    """Though no line of the history says where it was run."""
    commands: list[Command] = []
    for day in working_days(8):
        at = day - MONDAY
        commands.append(run("cd ~/code/harbor", at))
        commands += [run("make test", at + timedelta(minutes=n)) for n in range(1, 5)]
    said = [each.text for each in terminal_patterns(commands, commands[-1].at)]
    assert "Works on the project harbor" in said
