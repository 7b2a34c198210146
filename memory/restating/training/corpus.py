"""The claims that the sense is learnt from, written for this project.

``claims.txt`` has areas of life (``# home``), and in them one claim a block, in several wordings
(``=`` and ``+``), with other claims that a careless reader takes for the same (``-``). Every two
wordings of one claim say the same; no wording says the same as one of the others, nor as a wording
of another block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Final

CLAIMS: Final = Path(__file__).with_name("claims.txt")


@dataclass(frozen=True, slots=True)
class Block:
    """One claim: how it is put, and what only looks like it."""

    area: str
    wordings: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def blocks(path: Path = CLAIMS) -> list[Block]:
    """Every block of a file."""
    found: list[Block] = []
    area = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, _, text = line.strip().partition(" ")
        if mark == "#":
            area = text
        elif mark == "=":
            found.append(Block(area, [text]))
        elif mark == "+":
            found[-1].wordings.append(text)
        elif mark == "-":
            found[-1].others.append(text)
        elif mark:
            message = f"{path.name} has a line of no known kind: {line!r}"
            raise ValueError(message)
    return found


def pairs(block: Block) -> Iterator[tuple[str, str, bool]]:
    """Every two wordings of a claim, and each beside what is another claim."""
    for one, other in combinations(block.wordings, 2):
        yield one, other, True
    for one in block.wordings:
        for other in block.others:
            yield one, other, False
