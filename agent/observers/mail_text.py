"""The words of a message: decoded, without markup, without what was quoted from others."""

from __future__ import annotations

import re
from email.message import Message
from html.parser import HTMLParser

_MAX_TEXT = 64 * 1024
_BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table"})
_SILENT = frozenset({"script", "style", "head", "title"})
_SIGNATURE = re.compile(r"^-- ?$")
_QUOTED = re.compile(r"^\s{0,3}(?:>|\|)")
#: What mail programs write above a quotation: "On …, … wrote:" in the commonest languages, and
#: the rule of Outlook. English first.
_INTRODUCTION = re.compile(
    r"^(?:On\b.{4,200}\bwrote|Am\b.{4,200}\bschrieb\b.{0,80}|Le\b.{4,200}\ba écrit"
    r"|El\b.{4,200}\bescribió|Em\b.{4,200}\bescreveu|Il\b.{4,200}\bha scritto)\s?:\s*$"
)
_FORWARDED = re.compile(
    r"^\s*(?:-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht"
    r"|Weitergeleitete Nachricht|Message d'origine|Mensaje original)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)
#: Outlook's block of headers where it writes no rule above: From, then Sent or Date, then To.
_HEADER = re.compile(r"^(?:From|Von|De|Da)\s?:\s.+$")
_NEXT_HEADER = re.compile(r"^(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Data)\s?:\s.+$")


def body_of(message: Message) -> str:
    """The text of a message: its plain part, else its HTML part as text; empty where neither is."""
    html = ""
    for part in message.walk():
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if kind == "text/plain":
            return _decoded(part)
        if kind == "text/html" and not html:
            html = _decoded(part)
    return html_text(html) if html else ""


def own_words(text: str) -> str:
    """What the sender wrote: without quotations, forwarded messages and the signature."""
    kept: list[str] = []
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if _SIGNATURE.match(line) or _FORWARDED.match(line):
            break
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _HEADER.match(line) and _NEXT_HEADER.match(following):
            break
        # The introduction may be broken over two lines.
        if _INTRODUCTION.match(line) or _INTRODUCTION.match(f"{line} {following}".strip()):
            rest = [one for one in lines[number + 1 :] if one.strip()]
            if rest and all(map(_QUOTED.match, rest[1:])):
                break
            continue
        if not _QUOTED.match(line):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def html_text(html: str) -> str:
    """The words of an HTML text; what is quoted in it is marked by ``>``."""
    reader = _Words()
    try:
        reader.feed(html[: 8 * _MAX_TEXT])
        reader.close()
    except (ValueError, AssertionError):  # a declaration that the parser gives up on
        pass
    return reader.text()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._silent = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._silent += tag in _SILENT
        self._quoted += tag == "blockquote"
        if tag in _BLOCKS:
            self._pieces.append("\n> " if self._quoted else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        self._quoted -= tag == "blockquote" and self._quoted > 0
        if tag in _BLOCKS:
            self._pieces.append("\n> " if self._quoted else "\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            lead = "\n> " if self._quoted else "\n"
            self._pieces.append(re.sub(r"\s*\n\s*", lead if self._quoted else " ", data))

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).splitlines())
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        text = payload.decode(part.get_content_charset() or "utf-8", errors="replace")
    except (LookupError, ValueError):  # an encoding nobody knows
        text = payload.decode("utf-8", errors="replace")
    return text.replace("\r\n", "\n")
