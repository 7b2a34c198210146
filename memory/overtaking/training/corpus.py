"""The pairs that the sense is learnt from, made of matters that were written for this project.

``matters.txt`` has areas of life (``# diet``), in each of them matters: ways of saying that
something is so (``=``), ways of saying that it has changed (``+``), and what only sounds like it
(``-``): another person's, another thing, a plan, a while, a part, the same words of something else.
Every ``=`` with every ``+`` is a change; with every ``-``, with another ``=``, or with what belongs
to another matter it is none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from memory.overtaking.training.slots import SLOTS

MATTERS: Final = Path(__file__).with_name("matters.txt")
#: Fillings of the slots of one matter.
_FILLINGS: Final = 2
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
    """

    earlier: str
    later: str
    area: str
    sort: str

    @property
    def weight(self) -> float:
        """How much it counts in learning."""
        return _WEIGHTS[self.sort]


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter, with what is said of it by the mark that stands before it."""

    area: str
    lines: dict[str, list[str]] = field(default_factory=lambda: {"=": [], "+": [], "-": []})


def matters() -> list[Matter]:
    """All that were written, their slots not yet filled."""
    found: list[Matter] = []
    of = ""
    for line in MATTERS.read_text(encoding="utf-8").splitlines():
        mark, text = line[:1], line[2:]
        if mark == "#":
            of = text
        elif mark == "=" and (not found or found[-1].lines["+"] or found[-1].area != of):
            found.append(Matter(of))
        if mark in {"=", "+", "-"}:
            found[-1].lines[mark].append(text)
    return found


def examples(chance: random.Random) -> list[Example]:
    """Every pair of every matter, and some across matters."""
    written = matters()
    filled = [
        (at, _filled(one, chance)) for at, one in enumerate(written) for _ in range(_FILLINGS)
    ]
    pairs: dict[tuple[str, str], Example] = {}
    for at, matter in filled:
        others = [each for other, each in filled if other != at]
        for pair in (*_within(matter, chance), *_across(matter, others, chance)):
            pairs.setdefault((pair.earlier, pair.later), pair)
    return list(pairs.values())


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
    for earlier in sounds:
        yield Example(earlier, chance.choice(changes), matter.area, "aside")


def _across(matter: Matter, others: list[Matter], chance: random.Random) -> Iterator[Example]:
    near = [each for each in others if each.area == matter.area]
    for earlier in matter.lines["="]:
        for _ in range(_CROSSED):
            other = chance.choice(near if chance.random() < _NEAR else others)
            # Changes twice: they are what must not be taken for one of this matter.
            later = chance.choice([*other.lines["+"], *other.lines["+"], *other.lines["-"]])
            yield Example(earlier, later, matter.area, "crossed")
