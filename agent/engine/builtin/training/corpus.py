"""The labelled sentences: templates filled by chance, and sentences written by hand.

A label is ``s``, ``e`` or ``p`` (a lasting semantic, episodic or procedural fact about the speaker)
with ``+`` or ``-`` for what it says or denies; ``n`` is about the speaker but gone by tomorrow or
meaningless alone; ``o`` is about somebody or something else.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from agent.engine.builtin.training.slots import CLOSINGS, OPENINGS, SLOTS

HERE = Path(__file__).parent
PER_TEMPLATE = 12
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its label, and the template or line that it came from."""

    label: str
    text: str
    group: str


def examples(chance: random.Random) -> list[Example]:
    """Every hand-written sentence and up to ``PER_TEMPLATE`` fillings of every template."""
    found: dict[str, Example] = {}
    for label, text in _rows("sentences.tsv"):
        found.setdefault(text, Example(label, text, f"hand: {text}"))
    for label, template in _rows("templates.tsv"):
        for _ in range(PER_TEMPLATE):
            text = _dress(fill(template, chance), chance)
            found.setdefault(text, Example(label, text, template))
    return list(found.values())


def fill(template: str, chance: random.Random) -> str:
    """Put a random word into every slot; a slot named twice gets two different words."""
    used: set[str] = set()

    def pick(match: re.Match[str]) -> str:
        free = [word for word in SLOTS[match[1]] if word not in used]
        word = chance.choice(free)
        used.add(word)
        return fill(word, chance)

    text = _SLOT.sub(pick, template)
    return text if template[0].islower() else text[0].upper() + text[1:]


def _dress(text: str, chance: random.Random) -> str:
    """What messages look like: openings, endings, missing capitals and full stops."""
    roll = chance.random
    if roll() < 0.25 and text.startswith(("I ", "I'", "My ", "We ")):  # noqa: PLR2004 - a quarter
        text = fill(chance.choice(OPENINGS), chance) + text
    if roll() < 0.15:  # noqa: PLR2004 - now and then
        return text + chance.choice(CLOSINGS)
    if roll() < 0.15:  # noqa: PLR2004 - now and then
        return text.lower()
    return text + ("." if roll() < 0.5 else "")  # noqa: PLR2004 - half of them


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines) if text]
