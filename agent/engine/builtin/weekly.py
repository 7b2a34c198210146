"""What is done on one day of the week: the backup on Fridays, the release on Mondays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from agent.engine.builtin.beta import Rate
from agent.engine.builtin.dates import WEEKDAYS
from agent.engine.builtin.events import Command, days
from agent.engine.builtin.pattern import PRIOR_NOTE, Pattern
from agent.engine.builtin.words import word_set

#: Fewer weeks are chance.
FEWEST_WEEKS = 4
#: Weeks in which it was done on its day, of those between the first time and the last.
_MOST_WEEKS = 0.5
#: Days on which it was done that are its day of the week.
_ON_ITS_DAY = 0.7
#: A day of the week that has more than this share of all active days singles nothing out.
_COMMON_DAY = 0.4
_SURE = 0.8
#: Their first word after the name says what is done: "terraform apply", not "nvim notes".
_VERBS = word_set(
    """
    git cargo npm yarn pnpm docker kubectl terraform make just gh apt brew systemctl poetry uv pip
    go helm ansible flyctl fly gcloud aws az restic borg rclone
    """
)


def weekly_patterns(
    commands: Sequence[Command], everybody: Collection[str], *, present: bool
) -> list[Pattern]:
    """Commands that are run in most weeks, and then on one day of the week.

    Args:
        commands: Those with a time, oldest first.
        everybody: Programs that say nothing of anybody.
        present: Whether the history goes on until now.
    """
    used: dict[str, list[Command]] = defaultdict(list)
    for command in commands:
        if command.program not in everybody and not command.failed:
            verb = f" {command.verb}" if command.program in _VERBS and command.verb else ""
            used[command.program + verb].append(command)
    active = days(commands)
    found: list[Pattern] = []
    for name, own in sorted(used.items()):
        on = days(own)
        weekday, count = Counter(day.weekday() for day in on).most_common(1)[0]
        base = Rate(sum(day.weekday() == weekday for day in active), len(active))
        held = sorted(day for day in on if day.weekday() == weekday)
        weeks = (held[-1] - held[0]).days // 7 + 1
        sure = Rate(count, len(on)).above(_ON_ITS_DAY)
        if (
            count >= FEWEST_WEEKS
            and base.mean <= _COMMON_DAY
            and min(sure, Rate(count, weeks).above(_MOST_WEEKS)) >= _SURE
        ):
            found.append(
                Pattern(
                    text=f"{'Runs' if present else 'Ran'} {name} on {WEEKDAYS[weekday]}s",
                    counts=f"on {count} of {weeks} {WEEKDAYS[weekday]}s, and on "
                    f"{len(on) - count} other days ({PRIOR_NOTE})",
                    confidence=sure,
                    evidence=tuple(each for each in own if each.at.weekday() == weekday),
                    kind="procedural",
                    entities=(name,),
                    half_life=180,
                    worth=1.8,
                )
            )
    return found
