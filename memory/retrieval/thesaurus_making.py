"""Make ``thesaurus.npz``: ``python -m memory.retrieval.thesaurus_making``.

The words are the commoner ones of MiniLM's own vocabulary (that of BERT base uncased, in falling
order of frequency), one for each stem; a word's vector is that of the word as a text.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

import numpy as np

from memory.embedding import default_embedder
from memory.embedding.port import Vectors
from memory.embedding.weights import NAME, find_weights
from memory.retrieval.stemming import stem
from memory.retrieval.thesaurus import FILE
from memory.retrieval.tokens import STOP_WORDS

#: The rarer half of the vocabulary is names and learned words.
MOST_WORDS: Final = 12_000
#: Cosine from which on two words go together. Of .55, .6 and .65 the best on two public
#: conversations.
LEAST: Final = 0.55
#: Near words of a word. 4, 8 and 16 are as good on two public conversations; more find a little
#: more in long memories.
MOST_NEAR: Final = 16
_SHORTEST: Final = 3
_BLOCK: Final = 1000


def common_words(vocabulary: str) -> dict[str, tuple[str, int]]:
    """Stem → (its commonest word, that word's rank) for the commoner words of a WordPiece list."""
    whole = [word for word in vocabulary.split() if word.isascii() and word.isalpha()]
    words = [
        (word, rank)
        for rank, word in enumerate(whole, 1)
        if len(word) >= _SHORTEST and word not in STOP_WORDS
    ]
    found: dict[str, tuple[str, int]] = {}
    for word, rank in words[:MOST_WORDS]:
        found.setdefault(stem(word), (word, rank))
    return found


def nearest(vectors: Vectors) -> list[list[tuple[int, int]]]:
    """For each of some unit vectors (number, hundredths of the cosine) of those near it."""
    found: list[list[tuple[int, int]]] = []
    for start in range(0, len(vectors), _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors.T
        for number, row in enumerate(cosines, start):
            row[number] = -1.0
            best = np.argsort(-row, kind="stable")[:MOST_NEAR]
            found.append([(int(i), round(100 * float(row[i]))) for i in best if row[i] >= LEAST])
    return found


def main() -> int:
    """Embed the words and write the file."""
    embedder = default_embedder()
    if embedder.name != NAME:
        sys.stderr.write(f"the thesaurus is made with {NAME}, this is {embedder.name}\n")
        return 1
    weights = find_weights(path=None, downloads=Path(tempfile.gettempdir()), hub=None)
    words = common_words(weights.vocabulary.read_text(encoding="utf-8"))
    near = nearest(embedder.embed([word for word, _ in words.values()]))
    embedder.close()
    np.savez_compressed(
        FILE,
        stems=np.frombuffer("\n".join(words).encode("ascii"), dtype=np.uint8),
        ranks=np.array([rank for _, rank in words.values()], dtype=np.uint16),
        begins=np.cumsum([0, *map(len, near)]).astype(np.uint32),
        others=np.array([i for row in near for i, _ in row], dtype=np.uint16),
        likeness=np.array([percent for row in near for _, percent in row], dtype=np.uint8),
    )
    sys.stdout.write(f"wrote {len(words)} words to {FILE.name}, {FILE.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
