"""Pairs of claims as others told them, who had not seen the rules; a file for each kind.

``changes_*.txt`` and ``wordings_terse.txt`` are kept apart: they measure, and nobody who changes
what is compared reads them. ``deceptive.txt`` is hard on purpose.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).with_name("told")


def told(name: str) -> list[tuple[str, str, str]]:
    """The mark, the known claim and the new one of each pair of a file."""
    pairs: list[tuple[str, str, str]] = []
    for line in (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            mark, known, new = line.split(" | ")
            pairs.append((mark, known, new))
    return pairs
