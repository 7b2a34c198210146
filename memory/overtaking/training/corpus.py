"""The pairs that the sense is learnt from, written for this project.

``matters.txt``, ``further.txt`` and ``spoken.txt`` have areas of life (``# diet``), and in them
matters: ways of saying that something is so (``=``), ways of saying that it has changed (``+``),
and what only sounds like it (``-``): another person's, another thing, a plan, a while, a part, the
same words of something else. Every ``=`` with every ``+`` is a change; with every ``-``, with
another ``=``, or with what belongs to another matter it is none. What is not spoken is put in other
voices as well (:mod:`.voices`). ``told.txt`` has pairs that others wrote, half of which are changes
(``S``) and half made to sound like one (``N``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from memory.overtaking.training.slots import SLOTS
from memory.overtaking.training.voices import NAMES, Voice, voiced

_FOLDER: Final = Path(__file__).parent
#: With how much each pair counts: those written later are nearer to how others put things.
_WRITTEN: Final = {"matters.txt": 1.0, "further.txt": 2.0}
_SPOKEN: Final = {"spoken.txt": 2.0}
_TOLD: Final = ("told.txt", 8.0)
#: Voices of the earlier and the later claim; every matter is written once in each of these ways.
#: Of the last, each pair takes one.
_ALIKE: Final[tuple[tuple[Voice, Voice], ...]] = (("bare", "bare"), ("first", "first"))
_MIXED: Final[tuple[tuple[Voice, Voice], ...]] = (
    ("bare", "first"), ("bare", "first"), ("user", "first"), ("first", "note"), ("bare", "note"),
    ("note", "note"), ("user", "bare"),
)  # fmt: skip
#: Pairs with what belongs to another matter, for each way of saying that something is so.
_CROSSED: Final = 4
#: Share of those that stay in the area.
_NEAR: Final = 0.6
_SLOT: Final = re.compile(r"\{(\w+)\}")
_WEIGHTS: Final = {"change": 1.5, "sounds": 1.0, "same": 0.5, "crossed": 0.5, "aside": 0.2}


@dataclass(frozen=True, slots=True)
class Example:
    """Two claims in the order in which they came.

    Attributes:
        earlier: The one that was known.
        later: The one that came.
        area: Of life, to which they belong.
        sort: ``change``; ``sounds`` like one; says the ``same``; ``crossed`` with another matter;
            ``aside``: what only sounds like the matter, and then a change of it.
        weight: How much it counts in learning.
    """

    earlier: str
    later: str
    area: str
    sort: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter, with what is said of it by the mark that stands before it."""

    area: str
    lines: dict[str, list[str]] = field(default_factory=lambda: {"=": [], "+": [], "-": []})


def matters(name: str = "matters.txt") -> list[Matter]:
    """All that were written in a file, their slots not yet filled."""
    found: list[Matter] = []
    of = ""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        mark, text = line[:1], line[2:]
        if mark == "#":
            of = text
        elif mark == "=" and (not found or _has_more(found[-1]) or found[-1].area != of):
            found.append(Matter(of))
        if mark in {"=", "+", "-"}:
            found[-1].lines[mark].append(text)
    return found


def told() -> list[Example]:
    """The pairs of others, with those who wrote them for their areas."""
    name, weight = _TOLD
    found: list[Example] = []
    by = ""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            by = line[2:]
            continue
        mark, earlier, later = line.split(" | ")
        found.append(Example(earlier, later, by, "change" if mark == "S" else "sounds", weight))
    return found


def examples(chance: random.Random) -> list[Example]:
    """Every pair of every matter in every voice, some across matters, and those of others."""
    pairs: dict[tuple[str, str], Example] = {}
    for each in told():
        pairs[each.earlier, each.later] = each
    for name, times in (_WRITTEN | _SPOKEN).items():
        written = matters(name)
        for voices in [*_ALIKE, None, ()] if name in _WRITTEN else [_ALIKE[0]]:
            filled = [_filled(one, chance) for one in written]
            for at, matter in enumerate(filled):
                for each in _of_one(matter, filled[:at] + filled[at + 1 :], voices, chance):
                    weighed = replace(each, weight=times * _WEIGHTS[each.sort])
                    pairs.setdefault((each.earlier, each.later), weighed)
    return list(pairs.values())


def _has_more(matter: Matter) -> bool:
    return bool(matter.lines["+"] or matter.lines["-"])


def _of_one(
    matter: Matter,
    others: list[Matter],
    voices: tuple[Voice, Voice] | tuple[()] | None,
    chance: random.Random,
) -> Iterator[Example]:
    """Pairs of a matter in some voices: by a name where there are none, mixed where empty."""
    sex: Voice = chance.choice(("woman", "man"))
    name = chance.choice(NAMES[sex])
    for each in (*_within(matter, chance), *_across(matter, others, chance)):
        one, other = (sex, sex) if voices is None else voices or chance.choice(_MIXED)
        yield replace(
            each,
            earlier=voiced(each.earlier, one, name, chance),
            later=voiced(each.later, other, name, chance),
        )


def _filled(matter: Matter, chance: random.Random) -> Matter:
    """A matter with a word in each slot; ``{town2}`` is another one than ``{town}``."""
    words: dict[str, str] = {}
    for slot, some in SLOTS.items():
        words[slot], words[f"{slot}2"] = chance.sample(some, 2)
    return Matter(
        matter.area,
        {
            mark: [_SLOT.sub(lambda slot: words[slot[1]], line) for line in lines]
            for mark, lines in matter.lines.items()
        },
    )


def _within(matter: Matter, chance: random.Random) -> Iterator[Example]:
    so, changes, sounds = matter.lines["="], matter.lines["+"], matter.lines["-"]
    for earlier in so:
        for later in changes:
            yield Example(earlier, later, matter.area, "change")
        for later in sounds:
            yield Example(earlier, later, matter.area, "sounds")
        for later in so:
            if later != earlier:
                yield Example(earlier, later, matter.area, "same")
    for earlier in sounds if changes else ():
        yield Example(earlier, chance.choice(changes), matter.area, "aside")


def _across(matter: Matter, others: list[Matter], chance: random.Random) -> Iterator[Example]:
    near = [each for each in others if each.area == matter.area]
    for earlier in matter.lines["="]:
        for _ in range(_CROSSED):
            other = chance.choice(near if near and chance.random() < _NEAR else others)
            # Changes twice: they are what must not be taken for one of this matter.
            later = chance.choice([*other.lines["+"], *other.lines["+"], *other.lines["-"]])
            yield Example(earlier, later, matter.area, "crossed")
