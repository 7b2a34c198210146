"""Pictures of the places: ``python -m tests.support.screenshots FOLDER [WIDTHxHEIGHT ...]``.

Writes an SVG and a PNG of each place and dialog on the sample data. The PNGs need the font DejaVu
Sans Mono (on Debian: the package fonts-dejavu-core); the SVGs name it and need nothing.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import resvg_py

from tests.support.fake_client import FakeDaemon
from tests.support.pilots import settle
from tests.support.sample_views import NOW
from tui.app import GumptionApp
from tui.desk import Desk
from tui.themes import DARK, LIGHT

FONT = "DejaVu Sans Mono"
SIZES = ((80, 24), (120, 36))
QUESTION = "How do I usually start my week?"

# name, place, theme, keys; a key of more than one word is typed into the focused line.
PICTURES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("suggestions", "suggestions", DARK, ()),
    ("suggestions-why", "suggestions", DARK, ("w",)),
    ("snooze", "suggestions", DARK, ("s",)),
    ("chat-empty", "chat", DARK, ()),
    ("approval", "chat", DARK, (QUESTION, "enter")),
    ("chat", "chat", DARK, (QUESTION, "enter", "a")),
    ("propositions", "propositions", DARK, ("down",)),
    ("propositions-why", "propositions", DARK, ("enter",)),
    ("retire", "propositions", DARK, ("r",)),
    ("correct", "propositions", DARK, ("e",)),
    ("help", "propositions", DARK, ("question_mark",)),
    ("suggestions-light", "suggestions", LIGHT, ()),
    ("propositions-light", "propositions", LIGHT, ("down",)),
)


async def picture(place: str, theme: str, keys: Sequence[str], size: tuple[int, int]) -> str:
    """The SVG of a place after some keys."""
    daemon = FakeDaemon()
    desk = Desk(daemon.connect, lambda: NOW)
    app = GumptionApp(desk, place=place, poll=None, still=True, grace=0, theme=theme)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for key in keys:
            await pilot.press(*(key if " " in key else [key]))
            await settle(pilot)
        return in_font(app.export_screenshot(title="gumption", simplify=True))


def in_font(svg: str) -> str:
    """The SVG without its font from the web, in :data:`FONT`."""
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", FONT)


def main() -> None:
    """Write all pictures."""
    folder = Path(sys.argv[1])
    sizes = [tuple(map(int, word.split("x"))) for word in sys.argv[2:]] or SIZES
    folder.mkdir(parents=True, exist_ok=True)
    for width, height in sizes:
        for name, place, theme, keys in PICTURES:
            svg = asyncio.run(picture(place, theme, keys, (width, height)))
            path = folder / f"{name}-{width}x{height}.svg"
            path.write_text(svg, encoding="utf-8")
            png = resvg_py.svg_to_bytes(svg_string=svg, font_family=FONT, monospace_family=FONT)
            path.with_suffix(".png").write_bytes(bytes(png))


if __name__ == "__main__":
    main()
