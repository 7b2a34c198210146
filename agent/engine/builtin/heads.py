"""Small learnt heads on sentence vectors: is this a lasting fact about the one who says it?

Four logistic regressions over a MiniLM vector and a dozen surface cues: *lasting* (worth keeping or
gone by tomorrow), *kind* (semantic, episodic, procedural), *polarity*, and *speaker* (about the one
who speaks, or about somebody or something else). ``python -m agent.engine.builtin.training`` trains
them; the weights are in ``heads.npz`` beside this file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memory.embedding.port import Embedder
from memory.types import PropositionKind

Floats = NDArray[np.float32]

#: The vectors that the weights were learnt on. Another embedder's would give nonsense.
TRAINED_ON: Final = "all-MiniLM-L6-v2"
DIMENSION: Final = 384
KINDS: Final[tuple[PropositionKind, ...]] = ("semantic", "episodic", "procedural")
WEIGHTS: Final = Path(__file__).with_name("heads.npz")

_CUES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:\w+, )?i(?:'m|'ve|'ll|'d)?\b",
        r"^(?:\w+, )?(?:my|our)\b",
        r"^(?:\w+, )?we\b",
        r"\b(?:i|me|my|mine|we|our|us)\b",
        r"\b(?:you|your|yours)\b",
        r"\b(?:went|took|made|got|bought|started|joined|met|visited|finished|\w{3,}ed)\b",
        (
            r"\b(?:yesterday|ago|last|tomorrow|next|today|tonight|recently|soon|in (?:january|"
            r"february|march|april|may|june|july|august|september|october|november|december|"
            r"\d{4}))\b"
        ),
        r"\b(?:always|usually|never|every|often|normally|once a|twice a|on \w+days|each|rarely)\b",
        r"\b(?:not|no|never|\w+n't|no longer|stopped|quit|hate|dislike|without)\b",
        r"\b(?:it|that|this|these|those|he|she)\b",
        r"^(?:that|it|this|wow|thanks|sure|yeah|great|good|sounds?|looks?)\b",
        r"\?|^(?:what|how|why|where|when|who|do|does|did|can|could|would|have you)\b",
        r"\b(?:will|'ll|going to|gonna|plan|planning|hope|hoping|want to|dream)\b",
        r"\b(?:feel|felt|feeling|glad|happy|sad|tired|excited|sure|proud)\b",
        r"\b(?:love|prefer|favou?rite|like|enjoy|passion\w*|hate|fan of)\b",
        r"\b(?:live|work|study|speak|play|own|born|married|moved|from|allergic)\b",
        r"\d",
        r"\w \b(?-i:[A-Z][a-z]+)\b",
    )
)
_LENGTHS: Final = (4, 8, 14)
CUES: Final = len(_CUES) + len(_LENGTHS)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the heads say of one sentence; ``lasting`` and ``speaker`` are probabilities."""

    lasting: float
    speaker: float
    kind: PropositionKind
    negative: float


class Heads:
    """The learnt weights.

    Args:
        weights: One column for each output: lasting, speaker, negative, then the kinds; the last
            row is the bias.
    """

    def __init__(self, weights: Floats) -> None:
        if weights.shape != (DIMENSION + CUES + 1, 3 + len(KINDS)):
            message = f"weights of shape {weights.shape} are not those of these heads"
            raise ValueError(message)
        self._weights = weights

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Heads:
        """Read the committed weights."""
        with np.load(path) as stored:
            return cls(stored["weights"].astype(np.float32))

    def judge(self, sentences: Sequence[str], vectors: Floats) -> list[Judgement]:
        """Judge sentences by their vectors, shape (len(sentences), 384)."""
        if not sentences:
            return []
        raw = features(sentences, vectors) @ self._weights
        chances = 1.0 / (1.0 + np.exp(-raw[:, :3]))
        kinds = raw[:, 3:].argmax(axis=1)
        return [
            Judgement(float(lasting), float(speaker), KINDS[int(kind)], float(negative))
            for (lasting, speaker, negative), kind in zip(chances, kinds, strict=True)
        ]


def fits(embedder: Embedder) -> bool:
    """Whether the weights were learnt on this embedder's vectors."""
    known = TRAINED_ON in embedder.name or TRAINED_ON in embedder.identity
    return known and embedder.dimension == DIMENSION


def features(sentences: Sequence[str], vectors: Floats) -> Floats:
    """Vectors with the surface cues and a constant beside them, shape (n, 384 + cues + 1)."""
    rows = np.zeros((len(sentences), CUES + 1), dtype=np.float32)
    for row, sentence in zip(rows, sentences, strict=True):
        count = len(sentence.split())
        row[: len(_CUES)] = [cue.search(sentence) is not None for cue in _CUES]
        row[len(_CUES) : CUES] = [count >= length for length in _LENGTHS]
        row[CUES] = 1.0
    # Scaled so that one cue does not outweigh a whole unit vector under the same penalty.
    rows[:, :CUES] *= 0.35
    return np.hstack([vectors * 3.0, rows]).astype(np.float32)
