"""Who or what a claim is about, what it says of it, and the value: by the shape of a sentence.

"The capital of Iran is Tehran" and "Ana works for Acme" are taken apart without knowing any of
their words, by capitals, auxiliaries and prepositions of English. Two claims whose frames differ in
nothing but the value answer the same question; the value of one may be what another is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_IS = re.compile(r"^(?P<left>The [a-z].*) (?:is|are|was|were) (?P<value>.+)$")
_OWNED = re.compile(
    r"^(?P<subject>.+?)['’]s (?P<relation>[a-zß-öø-ÿ][a-zß-öø-ÿ -]*?)"
    r" (?:is|are|was|were) (?P<value>.+)$"
)
_NAME = re.compile(r"(?:[^\W_a-z]|\d)\S*(?:\s+(?:\S+\s+)*?(?:[^\W_a-z]|\d)\S*)*")
_LAST_OF = re.compile(r"^(?P<relation>.* of) (?P<subject>.+)$")
_AUXILIARIES = frozenset(["is", "are", "was", "were", "has", "had"])
_PREPOSITIONS = frozenset(
    ["of", "to", "by", "with", "in", "for", "from", "at", "as", "on", "under"]
)
_VERB = re.compile(r"^[a-z]{2,}(?:s|ed)$")


@dataclass(frozen=True, slots=True)
class Frame:
    """A claim taken apart. ``relation`` has ``_`` where the subject stood inside it."""

    subject: str
    relation: str
    value: str

    @property
    def key(self) -> tuple[str, str]:
        """The same for two claims that differ in their value only."""
        return plain(self.subject), self.relation


@lru_cache(maxsize=16384)
def frame_of(text: str) -> Frame | None:
    """The frame of a claim, or ``None`` for one that names no subject of its own."""
    body = " ".join(text.split()).removesuffix(".")
    described = _IS.match(body)
    if described is not None:
        return _described(described["left"].removeprefix("The "), described["value"])
    owned = _OWNED.match(body)
    if owned is not None:
        return Frame(owned["subject"], owned["relation"], owned["value"])
    return _told(body.split(" "))


def plain(name: str) -> str:
    """A name as it is compared: without case, quotes and a leading article."""
    return re.sub(r"[\"“”'’.]", "", name).casefold().removeprefix("the ").strip()


def _described(left: str, value: str) -> Frame | None:
    """A sentence "The … of SUBJECT … is VALUE"."""
    name = _NAME.search(left)
    if name is not None:
        relation = f"{left[: name.start()]}_{left[name.end() :]}"
        return Frame(name.group(), relation, value)
    of = _LAST_OF.match(left)
    return Frame(of["subject"], f"{of['relation']} _", value) if of else None


def _told(words: list[str]) -> Frame | None:
    """A sentence "SUBJECT verb … preposition VALUE"."""
    verb = next((i for i, word in enumerate(words) if i and word in _AUXILIARIES), 0)
    verb = verb or next((i for i, word in enumerate(words) if i and _VERB.match(word)), 0)
    if not verb or verb + 1 >= len(words):
        return None
    end = verb + 1
    for i in range(verb + 1, len(words) - 1):
        if not words[i][:1].islower():
            break
        if words[i] in _PREPOSITIONS:
            end = i + 1
    return Frame(" ".join(words[:verb]), " ".join(words[verb:end]), " ".join(words[end:]))
