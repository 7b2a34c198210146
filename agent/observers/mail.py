"""Mail: mbox files, Maildir folders, and JSON lines of messages.

What the person sent is *self-stated*, in their own words: quotations, forwarded messages and
signatures are left out, and a message with nothing else is dropped. What others wrote is
*third-party content*: it can become a fact about what was read, never an instruction. A message is
the person's where it lies in a folder for sent mail, or bears one of their addresses (``me=``) as
its sender and no trace of having been delivered: anybody can write any address into *From*.

JSON lines have ``email`` (or ``body``, ``text``, ``content``) and, where known, ``subject``,
``date``, ``from`` (or ``sender``, ``author``); what names no sender at all is the person's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import IO

from agent.observers.mail_text import body_of, own_words
from agent.observers.port import Drop, Item
from agent.observers.reading import json_lines, parse_time, readable_file, stable_id
from agent.redaction import redact
from memory.errors import InvalidInput
from memory.types import ContextValue, Observation

WHAT = "an mbox file, a Maildir, or JSON lines of messages"
#: Bytes of a message that are read: its words come before its attachments.
MOST = 1024 * 1024
_LINE = 64 * 1024
_MAX_PEOPLE = 20
_MAX_TEXT = 60_000
_SENT = re.compile(
    r"(?i)(?:^|[^a-z])(?:sent|outbox|gesendet|envoy[eé]s|enviad[oa]s|inviata)(?:[^a-z]|$)"
)
_BULK = {"bulk", "list", "junk"}
#: What a server writes on mail that it brings. What was sent from here bears none of it.
_DELIVERED = ("Received", "Delivered-To", "X-Original-To", "Return-Path", "X-Received")
#: Keys of JSON lines that say who wrote.
_SENDERS = frozenset({"from", "sender", "author", "from_address", "from_email"})


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Whose it is: their addresses, and whether everything in it was sent by them."""

    me: frozenset[str] = frozenset()
    sent: bool = False


class MboxImporter:
    """See the module."""

    name = "mbox"
    description = "mail: an mbox file, a Maildir, or JSON lines"
    options: Mapping[str, str] = {"me": "your addresses, with commas between"}

    def read(self, path: Path, options: Mapping[str, str], now: datetime) -> Iterator[Item]:
        """Yield an item a message. See :meth:`agent.observers.port.Importer.read`."""
        del now  # messages have their own times, or the gate gives them one
        addresses = frozenset(a.strip().casefold() for a in options.get("me", "").split(",") if a)
        mailbox = Mailbox(addresses, sent=is_sent(path))
        if path.is_dir():
            files = maildir_files(path)
            if not files:
                raise InvalidInput(f"{path} is no Maildir with mail in it", hint=f"give {WHAT}")
            for file in files:
                raw = _whole(file)
                yield Drop("unreadable") if raw is None else read_message(raw, mailbox)
            return
        readable_file(path, WHAT)
        with path.open("rb") as stream:
            first = stream.readline(_LINE).lstrip(b"\xef\xbb\xbf")
            stream.seek(0)
            if first.lstrip().startswith(b"{"):
                yield from _json(path, mailbox)
            elif first.startswith(b"From "):
                for raw in messages_in(stream):
                    yield read_message(raw, mailbox)
            elif re.match(rb"[!-9;-~]+:", first):  # one message by itself
                yield read_message(stream.read(MOST), mailbox)
            else:
                raise InvalidInput(f"{path} is not mail", hint=f"give {WHAT}")


class MaildirImporter(MboxImporter):
    """The same, by the name of its folder format."""

    name = "maildir"
    description = "mail: a Maildir folder"


def is_sent(path: Path) -> bool:
    """Whether a mailbox is by its name the one for sent mail."""
    return _SENT.search(path.name) is not None


def maildir_files(path: Path) -> list[Path]:
    """The messages of a Maildir, oldest name first; none where it is none."""
    found = [file for part in ("cur", "new") for file in _files(path / part)]
    return sorted(found, key=lambda file: file.name)


def messages_in(stream: IO[bytes]) -> Iterator[bytes]:
    """The messages of an mbox from where it stands, each cut at :data:`MOST` bytes."""
    for _, message in placed_messages_in(stream):
        yield message


def placed_messages_in(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """As :func:`messages_in`, each with how many bytes stand before it from there on.

    A line begins a message that says "From ", follows a blank one, and has a time in it or a header
    under it: in a text that nobody escaped it is only a sentence.
    """
    current: list[bytes] | None = None
    size, blank, whole = 0, True, True
    begun = at = 0
    line = stream.readline(_LINE)
    while line:
        following = stream.readline(_LINE)
        if whole and blank and _begins(line, following, first=current is None):
            if current is not None:
                yield begun, b"".join(current)
            current, size, begun = [], 0, at
        elif current is not None and size < MOST:
            # ">From " at the start of a line was "From " before it was put into an mbox.
            current.append(line[1:] if whole and re.match(rb">+From ", line) else line)
            size += len(line)
        blank = whole and not line.strip(b"\r\n")
        whole = line.endswith(b"\n")
        at += len(line)
        line = following
    if current is not None:
        yield begun, b"".join(current)


def _begins(line: bytes, following: bytes, *, first: bool) -> bool:
    if not line.startswith(b"From "):
        return False
    return first or bool(re.search(rb"\d\d:\d\d", line) or re.match(rb"[!-9;-~]+:", following))


def read_message(raw: bytes, mailbox: Mailbox) -> Item:
    """A message as an observation, or why it is none."""
    try:
        message = message_from_bytes(raw)
        body = body_of(message)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError):
        return Drop("malformed")
    if not message.keys():
        return Drop("malformed")
    senders = _addresses(message, "From", "Sender")
    receivers = _addresses(message, "To", "Cc")
    delivered = any(message.get(name) is not None for name in _DELIVERED)
    claimed = any(address in mailbox.me for _, address in senders)
    own = mailbox.sent or (claimed and not delivered)
    if not own and _header(message, "Precedence").casefold() in _BULK:
        return Drop("bulk mail")
    words = own_words(body)
    subject = _header(message, "Subject")
    if not words:
        return Drop("quotation only" if body.strip() else "empty")
    return _observation(
        subject,
        words,
        at=_date(message),
        own=own,
        people=[name or address for name, address in (receivers if own else senders)],
        thread=_thread(message),
        identity=_header(message, "Message-ID"),
    )


def _observation(
    subject: str,
    words: str,
    *,
    at: datetime | None,
    own: bool,
    people: list[str],
    thread: str | None,
    identity: str,
) -> Observation:
    context: dict[str, ContextValue] = {"direction": "sent" if own else "received"}
    if subject:
        context["title"] = subject
    if people:
        context["people"] = tuple(dict.fromkeys(people))[:_MAX_PEOPLE]
    content = f"{subject}\n\n{words}" if subject else words
    return Observation(
        source="mail",
        content=content[:_MAX_TEXT],
        observed_at=at,
        thread=thread,
        context=context,
        origin="self-stated" if own else "third-party content",
        external_id=stable_id(identity) if identity else stable_id(at, redact(content).text),
    )


def _json(path: Path, mailbox: Mailbox) -> Iterator[Item]:
    seen: dict[str, int] = {}
    for row in json_lines(path):
        if isinstance(row, str):
            yield Drop(row)
            continue
        text = next((v for k in _BODIES if isinstance(v := row.get(k), str)), None)
        if text is None:
            yield Drop("malformed")
            continue
        senders = _senders(row)
        subject = row.get("subject")
        words = own_words(text)
        if not words:
            yield Drop("quotation only" if text.strip() else "empty")
            continue
        given = row.get("message_id") or row.get("id")
        identity = str(given) if given else stable_id(redact(f"{subject}\n{text}").text)
        seen[identity] = seen.get(identity, 0) + 1
        addresses = {a.casefold() for _, a in getaddresses(senders) if a}
        own = not senders or bool(addresses & mailbox.me)
        yield _observation(
            subject.strip() if isinstance(subject, str) else "",
            words,
            at=parse_time(row.get("date")),
            own=own,
            people=[] if own else senders,
            thread=None,
            identity=identity if seen[identity] == 1 else f"{identity}-{seen[identity]}",
        )


_BODIES = ("email", "body", "text", "content")


def _senders(row: Mapping[str, object]) -> list[str]:
    """Who is said to have written, in whatever shape: a text, an object, a list of them."""
    found = [value for key, value in row.items() if key.casefold() in _SENDERS and value]
    told: list[str] = []
    while found:
        value = found.pop(0)
        if isinstance(value, Mapping):
            found += value.values()
        elif isinstance(value, list):
            found += value
        elif str(value).strip():
            told.append(str(value).strip())
    return told


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(str(value))))
    except (LookupError, ValueError, UnicodeError, MessageError):
        text = str(value)
    return " ".join(text.encode(errors="replace").decode(errors="replace").split())


def _addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    told = [_header(message, name) for name in names]
    try:
        return [(n, a.casefold()) for n, a in getaddresses([t for t in told if t]) if a]
    except (ValueError, IndexError, TypeError):
        return []


def _date(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _thread(message: Message) -> str | None:
    """The first message of a conversation names it."""
    told = f"{message.get('References', '')} {message.get('In-Reply-To', '')}".split()
    first = told[0] if told else _header(message, "Message-ID")
    return stable_id(first) if first else None


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (one for one in folder.iterdir() if one.is_file())
    except OSError:
        return


def _whole(file: Path) -> bytes | None:
    try:
        with file.open("rb") as stream:
            return stream.read(MOST)
    except OSError:  # it was moved or removed meanwhile
        return None
