"""Two calm themes with one accent each.

``muted``, ``faint`` and ``hairline`` are ours: quieter text, quietest text, and lines. Every other
name is Textual's.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = "gumption-dark"
LIGHT = "gumption-light"

OWN_VARIABLES = {"muted": "#87949b", "faint": "#56636b", "hairline": "#2a3439", "chosen": "#1e292d"}
"""What a theme that is not ours falls back to."""

THEMES = (
    Theme(
        name=DARK,
        dark=True,
        primary="#7cc4b2",
        secondary="#8aa4ad",
        accent="#7cc4b2",
        success="#7cc4b2",
        warning="#d8ab6a",
        error="#e2837a",
        foreground="#d3dade",
        background="#11171a",
        surface="#11171a",
        panel="#182024",
        variables={
            **OWN_VARIABLES,
            "border": "#3d4c52",
            "border-blurred": "#2a3439",
            "footer-background": "#11171a",
            "footer-key-foreground": "#7cc4b2",
            "footer-description-foreground": "#87949b",
            "input-cursor-background": "#7cc4b2",
            "input-cursor-foreground": "#11171a",
            "input-selection-background": "#7cc4b2 30%",
            "block-cursor-background": "#1e292d",
            "block-cursor-foreground": "#eef3f4",
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": "#182024",
            "scrollbar": "#2a3439",
            "scrollbar-hover": "#3d4c52",
            "scrollbar-active": "#7cc4b2",
            "scrollbar-background": "#11171a",
            "scrollbar-background-hover": "#11171a",
            "scrollbar-background-active": "#11171a",
            "markdown-h1-color": "#eef3f4",
            "markdown-h2-color": "#eef3f4",
            "markdown-h3-color": "#7cc4b2",
            "markdown-h2-text-style": "bold",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#1c7866",
        secondary="#5b6f76",
        accent="#1c7866",
        success="#1c7866",
        warning="#8f5f0c",
        error="#b03c33",
        foreground="#262d30",
        background="#fbfaf6",
        surface="#fbfaf6",
        panel="#f1efe8",
        variables={
            "muted": "#657077",
            "faint": "#9aa3a6",
            "hairline": "#dcd8cd",
            "chosen": "#e6ede7",
            "border": "#b9c2bd",
            "border-blurred": "#dcd8cd",
            "footer-background": "#fbfaf6",
            "footer-key-foreground": "#1c7866",
            "footer-description-foreground": "#657077",
            "input-cursor-background": "#1c7866",
            "input-cursor-foreground": "#fbfaf6",
            "input-selection-background": "#1c7866 25%",
            "block-cursor-background": "#e6ede7",
            "block-cursor-foreground": "#14191b",
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": "#f1efe8",
            "scrollbar": "#dcd8cd",
            "scrollbar-hover": "#b9c2bd",
            "scrollbar-active": "#1c7866",
            "scrollbar-background": "#fbfaf6",
            "scrollbar-background-hover": "#fbfaf6",
            "scrollbar-background-active": "#fbfaf6",
            "markdown-h1-color": "#14191b",
            "markdown-h2-color": "#14191b",
            "markdown-h3-color": "#1c7866",
            "markdown-h2-text-style": "bold",
        },
    ),
)
