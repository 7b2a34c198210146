"""Questions of several hops, answered by following links between claims. No model is called.

"Where was the author of X born?" is answered by no single claim. The claims are read as a graph
(:mod:`memory.retrieval.frames`): what one says is what the next is about. From the names in the
question, paths are followed as long as the words along them come closer to the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from memory.embedding.port import Embedder, Vectors
from memory.retrieval.frames import Frame, frame_of, plain
from memory.retrieval.tokens import word_set

#: Claims that one answer may rest on.
HOPS: Final = 4
#: Paths that are followed further; a wider beam embeds more and found no more on six questions.
BEAM: Final = 6
#: Names in the question from which paths start: the longest.
_STARTS: Final = 3
#: A step must come so much closer, so that a path does not go on for nothing.
_STEP: Final = 0.01

_NO_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Link:
    """A claim that says something of somebody."""

    text: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class Path:
    """Claims that follow each other, and how close what they say comes to the question."""

    links: tuple[Link, ...]
    told: str
    score: float = 0.0

    @property
    def value(self) -> str:
        """Where the path leads."""
        return self.links[-1].frame.value


class Links:
    """Claims as a graph.

    Args:
        claims: Texts, oldest first. Of two that differ in their value only, the later counts.
        embedder: Compares what a path says with the question.
    """

    def __init__(self, claims: Sequence[str], embedder: Embedder) -> None:
        self._embedder = embedder
        current: dict[tuple[str, str], Link] = {}
        for text in claims:
            frame = frame_of(text)
            if frame is not None:
                current[frame.key] = Link(text, frame)
        self._about: dict[str, list[Link]] = {}
        for link in current.values():
            self._about.setdefault(plain(link.frame.subject), []).append(link)

    def follow(self, question: str) -> Path | None:
        """The path that says best what the question asks; ``None`` when no name of it is known."""
        vector = self._embedder.embed([question])[0]
        asked = word_set(question)
        best: Path | None = None
        for name in self._starts(question):
            paths = [Path((), name)]
            for _ in range(HOPS):
                paths = self._longer(paths, vector, asked)[:BEAM]
                if not paths:
                    break
                if best is None or paths[0].score > best.score + _STEP:
                    best = paths[0]
        return best

    def _starts(self, question: str) -> list[str]:
        """Known subjects that the question names, the longest of overlapping ones."""
        left = _spaced(plain(question))
        found: list[str] = []
        for name in sorted(self._about, key=lambda each: (-len(each), each)):
            words = _spaced(name)
            if words in left:
                found.append(name)
                left = left.replace(words, " | ")
        return found[:_STARTS]

    def _longer(self, paths: Sequence[Path], vector: Vectors, asked: frozenset[str]) -> list[Path]:
        grown: list[Path] = []
        for path in paths:
            place = plain(path.value) if path.links else path.told
            grown += [
                Path((*path.links, link), _told(path.told, link.frame.relation))
                for link in self._about.get(place, ())
                if link not in path.links
            ]
        if not grown:
            return []
        cosines = self._embedder.embed([path.told for path in grown]) @ vector
        scored = [
            Path(path.links, path.told, float(cosine) + _shared(asked, path.told))
            for path, cosine in zip(grown, cosines, strict=True)
        ]
        return sorted(scored, key=lambda path: (-path.score, path.told))


def _spaced(text: str) -> str:
    """Words between single spaces, one at each end, so that whole words are compared."""
    return f" {_NO_WORD.sub(' ', text).strip()} "


def _told(so_far: str, relation: str) -> str:
    """What is said along a path, as one phrase about what it started from."""
    if "_" in relation:
        return relation.replace("_", so_far)
    return f"{relation} {so_far}" if " " not in relation else f"{so_far} {relation}"


def _shared(asked: frozenset[str], told: str) -> float:
    """Share of the question's telling words that a path says, counted half."""
    return len(asked & word_set(told)) / (2 * max(len(asked), 1))
