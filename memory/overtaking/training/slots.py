"""Words for the slots of the matters, so that no name stands for a change."""

from __future__ import annotations

from typing import Final


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))


SLOTS: Final = {
    "town": _listed("Porto, Lyon, Leeds, Graz, Oslo, Turin, Ghent, Malmö, Kyoto, Denver"),
    "man": _listed("Jonas, Peter, Omar, Luca, David, Hugo"),
    "woman": _listed("Ana, Clara, Mei, Ruth, Nadia, Ingrid"),
    "firm": _listed("Siemens, Bosch, Ericsson, Shell, Philips, Accenture"),
    "month": _listed("January, March, April, June, September, November"),
    "day": _listed("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday"),
    "n": _listed("2, 4, 6, 8"),
    "pay": _listed("1200, 1500, 2100, 2600"),
    "tool": _listed("Notion, Evernote, Obsidian, Bear"),
    "ed": _listed("Vim, Emacs, Sublime, VS Code"),
    "db": _listed("MySQL, Postgres, MongoDB, SQLite"),
    "host": _listed("Hetzner, Netlify, Heroku, Vercel"),
    "chat": _listed("WhatsApp, Signal, Telegram, Viber"),
    "mail": _listed("Thunderbird, Outlook, Mutt, Gmail"),
    "car": _listed("Golf, Fiesta, Volvo, Corolla"),
    "bank": _listed("Barclays, ING, Santander, Revolut"),
    "ins": _listed("Allianz, AOK, Bupa, Axa"),
    "mag": _listed("Wired, the Economist, Vogue, the Spectator"),
    "big": _listed("38, 84, 90"),
    "small": _listed("34, 36, 72"),
}
