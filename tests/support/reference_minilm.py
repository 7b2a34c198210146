"""MiniLM computed a second way: WordPiece and six BERT layers in plain NumPy.

Shares no code with llama.cpp or the conversion, so that an error in either shows.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import safe_open

Array = np.ndarray[Any, np.dtype[np.float32]]


class ReferenceMiniLM:
    """Sentence vectors straight from the published files."""

    def __init__(self, model: Path, vocabulary: Path) -> None:
        with safe_open(str(model), framework="numpy") as file:
            self._tensors: dict[str, Array] = {
                name: file.get_tensor(name)
                for name in file.keys()  # noqa: SIM118 - no mapping
            }
        lines = vocabulary.read_text("utf-8").splitlines()
        self._numbers = {token: number for number, token in enumerate(lines)}

    def embed(self, text: str, longest: int = 256) -> Array:
        """Unit vector of one text."""
        tokens = [self._numbers["[CLS]"], *self._pieces(text)][: longest - 1]
        tokens.append(self._numbers["[SEP]"])
        states = self._norm(
            self._tensors["embeddings.word_embeddings.weight"][tokens]
            + self._tensors["embeddings.position_embeddings.weight"][: len(tokens)]
            + self._tensors["embeddings.token_type_embeddings.weight"][0],
            "embeddings.LayerNorm",
        )
        for layer in range(6):
            states = self._layer(states, f"encoder.layer.{layer}.")
        mean = states.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    def _layer(self, states: Array, prefix: str, heads: int = 12) -> Array:
        length, width = states.shape
        split = (length, heads, width // heads)
        query, key, value = (
            self._dense(states, f"{prefix}attention.self.{part}").reshape(split).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / math.sqrt(width // heads)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = (weights @ value).swapaxes(0, 1).reshape(length, width)
        attended = self._dense(mixed, f"{prefix}attention.output.dense")
        states = self._norm(states + attended, f"{prefix}attention.output.LayerNorm")
        inner = self._dense(states, f"{prefix}intermediate.dense")
        error_function = np.vectorize(math.erf)
        inner = inner * 0.5 * (1 + error_function(inner / math.sqrt(2)))
        return self._norm(
            states + self._dense(inner, f"{prefix}output.dense"), f"{prefix}output.LayerNorm"
        )

    def _dense(self, states: Array, name: str) -> Array:
        return states @ self._tensors[f"{name}.weight"].T + self._tensors[f"{name}.bias"]

    def _norm(self, states: Array, name: str) -> Array:
        centred = states - states.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        scaled: Array = centred / scale * self._tensors[f"{name}.weight"]
        return scaled + self._tensors[f"{name}.bias"]

    def _pieces(self, text: str) -> Iterator[int]:
        for word in _basic_words(text):
            yield from self._word_pieces(word)

    def _word_pieces(self, word: str) -> list[int]:
        pieces: list[int] = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self._numbers:
                    pieces.append(self._numbers[piece])
                    start = end
                    break
            else:
                return [self._numbers["[UNK]"]]
        return pieces


def _basic_words(text: str) -> list[str]:
    """BERT's basic tokenizer, uncased: no accents, punctuation and Han characters stand alone."""
    spaced = ""
    for char in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(char)
        if category == "Mn":
            continue
        alone = (
            category.startswith("P")
            or (char.isascii() and not char.isalnum() and not char.isspace())
            or "\u4e00" <= char <= "\u9fff"
        )
        spaced += f" {char} " if alone else char
    return spaced.split()
