"""Names, addresses and numbers of other people, replaced by stable pseudonyms where asked to.

A pseudonym (``person-k3f9q2``) is a keyed hash (HMAC-SHA-256, RFC 2104) cut to thirty bits: the
same person is the same pseudonym everywhere in one home, and without the key, which is in the
encrypted ledger, it leads back to nobody. An address together with a name (``Ada <ada@x.example>``)
gives both of them one pseudonym.

What is recognised: e-mail addresses and telephone numbers anywhere, and names that the observation
itself brings in its context (senders, recipients, participants). A name that only stands in running
text is not recognised; this is no anonymisation.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from memory.types import ContextValue, Observation

#: Context keys that name people.
PEOPLE_KEYS = ("people", "from", "to", "cc", "bcc", "sender", "author", "attendees", "organizer")


class Pseudonyms:
    """Replaces what identifies others. Immutable; may be shared between threads.

    Args:
        key: Secret, at least 16 bytes; another key gives other pseudonyms.
        own: The person's own names, addresses and numbers, which stay.

    Raises:
        ValueError: The key is too short to be one.
    """

    def __init__(self, key: bytes, own: Iterable[str] = ()) -> None:
        if len(key) < _LEAST_KEY:
            raise ValueError(f"a key has at least {_LEAST_KEY} bytes")
        self._key = key
        self._own = frozenset(map(_normal, own))

    def of(self, identifier: str) -> str:
        """The pseudonym of a name, address or number."""
        digest = hmac.new(self._key, _normal(identifier).encode(errors="replace"), sha256).digest()
        return f"person-{base64.b32encode(digest).decode().lower()[:_LENGTH]}"

    def replace(self, observation: Observation) -> Observation:
        """The observation with what identifies others replaced, in content and context."""
        known = self._people(observation.context)
        names = sorted((name for name in known if "@" not in name), key=len, reverse=True)
        pattern = _names_pattern(names)

        def told(text: str) -> str:
            text = _EMAIL.sub(lambda found: self._email(found[0], known), text)
            text = _PHONE.sub(lambda found: self._phone(found[0]), text)
            return pattern.sub(lambda found: known[_normal(found[0])], text) if pattern else text

        content = told(observation.content)
        context = {
            key: _told(value, told) if key not in _UNTOUCHED else value
            for key, value in observation.context.items()
        }
        return replace(observation, content=content, context=context)

    def _people(self, context: Mapping[str, ContextValue]) -> dict[str, str]:
        """Pseudonyms by normal name or address, of everybody whom the context names."""
        known: dict[str, str] = {}
        for key in PEOPLE_KEYS:
            value = context.get(key)
            said = (value,) if isinstance(value, str) else value
            for each in said if isinstance(said, tuple) else ():
                for name, address in _parties(each):
                    self._know(known, name, address)
        return known

    def _know(self, known: dict[str, str], name: str, address: str) -> None:
        if {_normal(name), _normal(address)} & self._own:
            return
        pseudonym = self.of(address or name)
        for each in (name, address):
            if each:
                known[_normal(each)] = pseudonym

    def _email(self, address: str, known: Mapping[str, str]) -> str:
        normal = _normal(address)
        return address if normal in self._own else known.get(normal) or self.of(address)

    def _phone(self, number: str) -> str:
        digits = re.sub(r"\D", "", number).removeprefix("00")
        if _normal(number) in self._own or not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
            return number
        return self.of(f"+{digits}")


# --- details -----------------------------------------------------------------------------------

_LEAST_KEY = 16
#: Of five bits each.
_LENGTH = 6
#: What tells where something is and not who somebody is.
_UNTOUCHED = frozenset({"repo", "path", "file", "root", "cwd", "app"})
#: Part of a name that is too short to be looked for in running text.
_SHORT = 3

_EMAIL = re.compile(r"(?i)\b[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+\b")
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|00)\d{1,3}[ ./-]?(?:\(?\d{1,5}\)?[ ./-]?){2,6}\d(?![\w-])")
#: With the country's code; the most is E.164's.
_FEWEST_DIGITS = 9
_MOST_DIGITS = 15
_PARTY = re.compile(r"\s*\"?(?P<name>[^<>\",;]*?)\"?\s*<(?P<address>[^<>]+)>\s*")


def _normal(identifier: str) -> str:
    return " ".join(identifier.split()).casefold()


def _parties(text: str) -> list[tuple[str, str]]:
    """(name, address) of each in a header such as ``Ada <ada@x.example>, bob@x.example``."""
    found = []
    for part in re.split(r"[,;]\s*(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", text):
        if match := _PARTY.fullmatch(part):
            found.append((match["name"].strip(), match["address"].strip()))
        elif "@" in part:
            found.append(("", part.strip()))
        elif part.strip():
            found.append((part.strip(), ""))
    return found


def _names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    wanted = [re.escape(name).replace(r"\ ", r"\s+") for name in names if len(name) >= _SHORT]
    return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(wanted)})(?!\w)") if wanted else None


def _told(value: ContextValue, told: Callable[[str], str]) -> ContextValue:
    if isinstance(value, str):
        return told(value)
    return tuple(map(told, value)) if isinstance(value, tuple) else value
