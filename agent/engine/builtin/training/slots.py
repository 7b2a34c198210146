"""Words that fill the gaps of the templates. All made for this project; first names only."""

from __future__ import annotations

from pathlib import Path

_ROWS = Path(__file__).with_name("slots.tsv").read_text(encoding="utf-8").splitlines()
#: Slot name → what may stand in it.
SLOTS: dict[str, list[str]] = {
    name: words.split("|") for name, _, words in (row.partition("\t") for row in _ROWS)
}

#: What people put before and after a sentence without changing what it says.
OPENINGS = (
    "Yeah, ", "Honestly, ", "Well, ", "By the way, ", "So ", "And ", "But ", "Actually, ", "Oh, ",
    "Haha, ", "Thanks, {name}! ", "Hey {name}, ",
)  # fmt: skip
CLOSINGS = ("!", "...", " :)", ", you know", " too", ", actually", ", to be honest")
