"""An invented life of any size: what was said, what is believed of it, and vectors for both.

Sentences come from templates, filled with words whose frequencies fall off as Zipf's, so that there
are common words and rare ones. Vectors come from a stand-in whose geometry is like a real model's:
words have directions that share topics, a text is their mean. Filling a home with them costs next
to nothing, and an HNSW graph has the clusters it would have.
"""

from __future__ import annotations

import itertools
import random
import zlib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np

from memory import propositions
from memory.claims import parse_claim
from memory.embedding.port import Vectors
from memory.ledger import Ledger
from memory.model import UserModel
from memory.retrieval.tokens import STOP_WORDS, fold
from memory.types import Observation, Proposition

NOW: Final = datetime(2026, 3, 20, 12, tzinfo=UTC)
DIMENSION: Final = 384
#: One proposition for every nine observations, twenty turns a thread.
OBSERVED: Final = 0.9
THREAD: Final = 20
_TOPICS: Final = 200
_NAMES: Final = 20_000
_PAGE: Final = 1000

_EVERYDAY = """
tea coffee jazz cycling Python Rust Docker Vim Berlin Leeds Porto gardens chess pottery tennis
running Firefox Polars pandas sourdough films poetry Spanish maps boats tents lenses kites
"""
_THINGS = _EVERYDAY.split()
_PLACES = ["club", "group", "course", "archive", "festival", "shop", "project", "library", "garden"]
_PEOPLE = ["sister", "brother", "manager", "neighbour", "partner", "mother", "father", "landlord"]
_DAYS = ["Mondays", "Tuesdays", "Fridays", "Sundays"]
_CLAIMS = (
    "Likes {0}", "Uses {0} for {1}", "Prefers {0} over {1}", "Lives in {0}", "Works on {0}",
    "Is learning {0}", "Plans to visit {0}", "Has finished {0}", "Their {who} likes {0}",
    "Their {who} lives in {0}", "No longer uses {0}", "Reads about {0} on {day}", "Avoids {0}",
    "Meets the {0} on {day}", "Drinks {0} in the evening", "Has {n} {0}", "Wakes up at {n}:30",
    "Switched from {0} to {1}", "Their {1} meeting is on {day} at 9:00", "Keeps {0} in {1}",
)  # fmt: skip
_TURNS = (
    "I spent the morning on {0} and then talked with my {who} about {1} and {2}.",
    "We should meet the {3} {place} on {day}; they want to hear more about {0}.",
    "Can you remind me to bring {0} and {1} when I see my {who} again?",
    "The {place} in {0} was closed, so we went to {1} instead and had {thing}.",
    "Finished reading about {0}. What it says of {1} is not how I remember {2}.",
    "My {who} gave me {thing} from {0}, and I have not found out yet what {1} is for.",
    "For the {place} next week I need {n} copies of {0}, {1} and the notes on {thing}.",
    "It rained all day, I fixed {0} and wrote to {1} about the {place}.",
)
_QUESTIONS = (
    "what did I say about {0} and {1}?",
    "when did we meet the {0} {place}",
    "who told me about {0} and {thing}?",
    "where is {0}, and what is {1} for",
    "what does my {who} think of {0} and {thing}?",
)


class Words:
    """Words and sentences by chance, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._names = _names()
        self._up_to = list(itertools.accumulate(1 / rank for rank in range(1, _NAMES + 1)))

    def turns(self) -> Iterator[str]:
        """What is said, without end."""
        return self._filled(_TURNS)

    def questions(self) -> Iterator[str]:
        """What is asked, without end."""
        return self._filled(_QUESTIONS)

    def claims(self) -> Iterator[str]:
        """Claims without end, in many slots, seldom the same one."""

        def thing() -> str:
            chance = self.chance
            return f"{chance.choice(_THINGS)} {chance.choice(_PLACES)} {chance.randint(1, 99_999)}"

        while True:
            yield self.chance.choice(_CLAIMS).format(
                thing(),
                thing(),
                who=self.chance.choice(_PEOPLE),
                day=self.chance.choice(_DAYS),
                n=self.chance.randint(2, 12),
            )

    def known(self) -> Iterator[str]:
        """Claims that can all be believed at once: one of each slot that has one value."""
        there: set[str] = set()
        for text in self.claims():
            claim = parse_claim(text)
            key = claim.key if claim.arity == "many" else f"{claim.subject}/{claim.slot}"
            if key not in there:
                there.add(key)
                yield text

    def _filled(self, templates: Sequence[str]) -> Iterator[str]:
        chance = self.chance
        while True:
            yield chance.choice(templates).format(
                *(self._name() for _ in range(4)),
                who=chance.choice(_PEOPLE),
                place=chance.choice(_PLACES),
                day=chance.choice(_DAYS),
                thing=chance.choice(_THINGS),
                n=chance.randint(2, 12),
            )

    def _name(self) -> str:
        return self._names[bisect(self._up_to, self.chance.random() * self._up_to[-1])]


class WordDirections:
    """An embedder: every word has a direction of its own, a text is their mean."""

    name = identity = "word directions"
    note = ""
    dimension = DIMENSION

    def __init__(self) -> None:
        self._topics = np.random.default_rng(0).normal(size=(_TOPICS, DIMENSION))
        self._directions: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts."""
        sums = np.array(
            [np.sum([self._direction(word) for word in text.split()], axis=0) for text in texts],
            dtype=np.float32,
        )
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)

    def close(self) -> None:
        """Nothing is held."""

    def _direction(self, word: str) -> Vectors:
        found = self._directions.get(word)
        if found is None:
            number = zlib.crc32(word.encode())
            own = np.random.default_rng(number).normal(size=DIMENSION)
            # Common words say little, so their directions are short, as they are in a real model.
            length = 0.1 if fold(word) in STOP_WORDS else 1.0
            found = ((self._topics[number % _TOPICS] + own) * length).astype(np.float32)
            self._directions[word] = found
        return found


class FixedKey:
    """A key store for a ledger that is thrown away."""

    def load(self, directory: Path) -> bytes | None:
        """Always the same key."""
        del directory
        return b"k" * 32

    def create(self, directory: Path) -> bytes:
        """Always the same key."""
        del directory
        return b"k" * 32

    def describe(self, directory: Path) -> str:
        """Nothing a person sees."""
        return f"a fixed key for {directory}"


@dataclass(frozen=True)
class Filled:
    """A home's rows in numbers."""

    observations: int
    propositions: int
    characters: int


def opened(folder: Path, embedder: WordDirections) -> UserModel:
    """The model of a folder; the present stands still."""
    return UserModel.open(folder, embedder=embedder, keys=FixedKey(), clock=lambda: NOW)


def turn(text: str, number: int) -> Observation:
    """One turn of a conversation, the newest first."""
    return Observation(
        source="chat",
        content=text,
        thread=f"thread {number // THREAD}",
        position=THREAD - number % THREAD,
        observed_at=NOW - timedelta(minutes=5 * number),
        origin="self-stated",
        external_id=f"turn {number}",
    )


def fill(folder: Path, size: int, words: Words) -> Filled:
    """Write a home of so many rows without vectors: three turns support each claim."""
    said, claimed = words.turns(), words.known()
    observed = int(size * OBSERVED)
    characters = 0
    with opened(folder, WordDirections()) as model:
        ids: list[str] = []
        for start in range(0, observed, _PAGE):
            page = [turn(next(said), n) for n in range(start, min(start + _PAGE, observed))]
            characters += sum(len(each.content) for each in page)
            ids += model.observe(page)
    ledger = Ledger.open(folder, FixedKey())
    for start in range(0, size - observed, _PAGE):
        with ledger.write() as db:
            for _ in range(start, min(start + _PAGE, size - observed)):
                text = next(claimed)
                characters += len(text)
                stated = Proposition(text=text, confidence=0.6, half_life=365, source="stated")
                id_ = propositions.insert(db, stated, NOW)
                proof = words.chance.sample(ids, 3)
                propositions.add_evidence(db, id_, proof, "supports", initial=True)
                propositions.queue_vector(db, id_)
    # What has been learnt from is not pending.
    with ledger.write() as db:
        db.execute("UPDATE observations SET status = 'processed'")
    ledger.close()
    return Filled(observed, size - observed, characters)


def _names() -> list[str]:
    """Invented words, common ones first."""
    chance = random.Random(1)
    names: dict[str, None] = {}
    while len(names) < _NAMES:
        syllables = chance.randint(2, 4)
        names[
            "".join(
                chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(syllables)
            )
        ] = None
    return list(names)
