"""Windows that leave no trace, and windows that were not looked at (DESIGN §4).

In doubt nothing is recorded: a private window is believed on a word of its title, in any of the
languages that browsers say it in, and what a window source saw without focus is left out.
"""

from __future__ import annotations

import re

from memory.types import Observation

#: Sources whose content is what stood on the screen.
WINDOW_SOURCES = frozenset({"window", "browser", "screen"})


def kind_of_source(source: str) -> str:
    """A source without what tells it from others of its kind: "calendar:work" is a calendar."""
    return source.split(":", maxsplit=1)[0].split(".", maxsplit=1)[0]


def is_private(observation: Observation) -> bool:
    """Whether an observation comes (or may come) from a window meant to leave no trace."""
    context = observation.context
    if any(_said(context.get(key)) for key in _PRIVATE_KEYS):
        return True
    if observation.source not in WINDOW_SOURCES and "app" not in context:
        return False
    title = context.get("title")
    return bool(
        _PRIVATE_TITLE.search(observation.content)
        or (isinstance(title, str) and _PRIVATE_TITLE.search(title))
    )


def is_unfocused(observation: Observation) -> bool:
    """Whether a window source says that nobody looked: ``focused`` is there and not true."""
    focused = observation.context.get("focused")
    return observation.source in WINDOW_SOURCES and focused is not None and not _said(focused)


def _said(value: object) -> bool:
    return value is not None and str(value).strip().lower() not in _FALSE


_PRIVATE_KEYS = ("private", "incognito", "private_window", "is_private")
_FALSE = frozenset({"", "0", "false", "no", "none"})
_PRIVATE_TITLE = re.compile(
    r"(?i)\(private browsing\)|\bprivate browsing\b|\binprivate\b|\(incognito\)|[-–—] incognito\b"
    r"|\(private\)\s*$|[-–—] private window\b|\binkognito\b|navigation privée|privater modus"
    r"|privates fenster|privénavigatie|privat surfning|navigazione (?:anonima|in incognito)"
    r"|navegação (?:anônima|privada)|navegación (?:privada|de incógnito)|tryb prywatny|incógnito"
    r"|приватный просмотр|инкогнито|プライベートブラウジング|シークレット モード|隐私浏览|无痕"
    r"|사생활 보호|시크릿 모드|\btor browser\b"
)
