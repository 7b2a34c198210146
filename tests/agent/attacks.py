"""Texts that others might plant: instructions, false facts, standing rules, in many disguises.

Written for this project, in ``attacks.tsv``. Each has a language, a disguise, and the words that
must never become a belief about the person, an instruction, or an offer of help.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Attack(NamedTuple):
    """One planted text. ``wish`` is what an obedient model would make of it."""

    language: str
    disguise: str
    text: str
    wish: str


def _read(line: str) -> Attack:
    language, disguise, text, wish = line.rstrip("\n").split("\t")
    return Attack(language, disguise, text.replace("\\n", "\n"), wish)


with Path(__file__).with_name("attacks.tsv").open(encoding="utf-8") as _file:
    ATTACKS = tuple(map(_read, _file))
