"""Can a known claim be found by its rarest words, whatever its age, with decay switched on?

The published reference fails this as its claims age, because its decay is the wrong way round.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from memory import Proposition
from memory import propositions as ledger_propositions
from memory.model import UserModel

#: Half-lives in days of what passes and what lasts; the oldest claim is just not stale.
HALF_LIVES = (21.0, 30.0, 60.0, 90.0, 180.0, 365.0, 730.0)
OLDEST = 90
_SYLLABLES = re.findall("..", "bacedifoguhajikolumenaorperasetaulvewixayozu")
_VERBS = ("Works on", "Likes", "Reads about", "Prefers", "Uses", "Plans", "Remembers", "Collects")


@dataclass(frozen=True, slots=True)
class Known:
    """A stored claim, the query that should find it, and its age in days."""

    id: str
    query: str
    age: int


def fill(model: UserModel, *, count: int, now: datetime, seed: int) -> list[Known]:
    """Store claims of every age and half-life; returns them with their queries.

    Words are drawn so that some are common and most are rare, as in a language (Zipf).
    """
    rng = random.Random(seed)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(count)]
    ranks = [1 / (rank + 3) for rank in range(count)]
    texts: dict[str, None] = {}
    while len(texts) < count:
        text = f"{rng.choice(_VERBS)} {' '.join(rng.choices(words, ranks, k=8))}"
        texts.setdefault(text)
    spread = Counter(word for text in texts for word in set(_words(text)))
    known: list[Known] = []
    with model._ledger.write() as db:
        for text in texts:
            age = rng.randrange(OLDEST + 1)
            claim = Proposition(text=text, confidence=0.8, half_life=rng.choice(HALF_LIVES))
            new = ledger_propositions.insert(db, claim, now - timedelta(days=age))
            ledger_propositions.queue_vector(db, new)
            rarest = sorted(dict.fromkeys(_words(text)), key=lambda word: (spread[word], word))[:4]
            known.append(Known(new, " ".join(rarest), age))
    model.sync_index()
    return known


def found(model: UserModel, known: Known, *, first: int = 3) -> bool:
    """Whether a claim is among the first results for its query."""
    hits = model.recall(known.query, k=first, kinds=("proposition",))
    return known.id in {hit.id for hit in hits}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
