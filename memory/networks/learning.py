"""Learn a network from pairs of claims.

Dropout on the vectors and on the hidden layer, and weight decay apart from the slope (Loshchilov
and Hutter, 2019): there are more weights than matters that were written about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from memory.embedding.port import Vectors
from memory.networks.network import DIMENSION, SCALE, Floats, Network

_RATE: Final = 2e-3
_DECAY: Final = 0.05
_DROPPED: Final = 0.3
_WARMING: Final = 0.3


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of claims as a network sees them, a row each.

    Attributes:
        earlier: Vectors of the one, shape (n, DIMENSION).
        later: Vectors of the other, shape (n, DIMENSION).
        cues: What their words show, shape (n, cues).
        wanted: What is to be learnt, 0 or 1, shape (n,).
        weight: How much each counts, shape (n,).
    """

    earlier: Vectors
    later: Vectors
    cues: Floats
    wanted: Floats
    weight: Floats

    def __len__(self) -> int:
        return len(self.wanted)

    def of(self, some: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Pairs:
        """Some of the rows."""
        return Pairs(*(getattr(self, name)[some] for name in Pairs.__slots__))


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how large: width of projection and hidden layer, epochs, pairs a step."""

    wide: int
    epochs: int
    batch: int
    of_one: bool = False


def learnt(pairs: Pairs, plan: Plan, seed: int) -> Network:
    """One network, by Adam on small batches."""
    chance = np.random.default_rng(seed)
    weights = begun(chance, pairs.cues.shape[1], plan)
    mean = [np.zeros_like(each) for each in weights]
    square = [np.zeros_like(each) for each in weights]
    batches = len(pairs) // plan.batch
    for step in range(plan.epochs * batches):
        if step % batches == 0:
            order = chance.permutation(len(pairs))
        at = step % batches * plan.batch
        batch = pairs.of(order[at : at + plan.batch])
        rate = _rate(step / (plan.epochs * batches))
        for number, slope in enumerate(slopes(weights, batch, chance, of_one=plan.of_one)):
            mean[number] = 0.9 * mean[number] + 0.1 * slope
            square[number] = 0.999 * square[number] + 0.001 * slope**2
            scaled = (1 - 0.999 ** (step + 1)) ** 0.5 / (1 - 0.9 ** (step + 1))
            weights[number] = (
                weights[number] * (1 - rate * _DECAY)
                - rate * scaled * mean[number] / (np.sqrt(square[number]) + 1e-8)
            ).astype(np.float32)
    return Network(pairs.cues.shape[1], *weights)


def begun(chance: np.random.Generator, cues: int, plan: Plan) -> list[Floats]:
    """Weights to begin with, in the order of :class:`~memory.networks.network.Network`."""
    wide = inner = plan.wide
    into = (wide if plan.of_one else 4 * wide) + cues

    def drawn(*shape: int, of: int) -> Floats:
        return chance.uniform(-(of**-0.5), of**-0.5, shape).astype(np.float32)

    return [
        drawn(DIMENSION, wide, of=DIMENSION),
        drawn(wide, of=DIMENSION),
        drawn(into, inner, of=into),
        drawn(inner, of=into),
        drawn(inner, of=inner),
        drawn(1, of=inner),
    ]


def _rate(done: float) -> float:
    """Rising at first, then falling along a cosine to nothing."""
    if done < _WARMING:
        return _RATE * max(done / _WARMING, 0.04)
    return float(_RATE * 0.5 * (1 + np.cos(np.pi * (done - _WARMING) / (1 - _WARMING))))


def slopes(
    weights: list[Floats], batch: Pairs, chance: np.random.Generator, *, of_one: bool
) -> list[Floats]:
    """Slope of the loss along each of the weights."""
    projection, shift, hidden, bias, out, offset = weights

    def thinned(values: Floats) -> Floats:
        kept = (chance.random(values.shape, dtype=np.float32) >= _DROPPED).astype(np.float32)
        return values * kept / np.float32(1 - _DROPPED)

    later: Floats = thinned(batch.later) * np.float32(SCALE)
    other = later @ projection + shift
    if of_one:
        into = np.hstack((other, batch.cues))
    else:
        earlier: Floats = thinned(batch.earlier) * np.float32(SCALE)
        one = earlier @ projection + shift
        apart = one - other
        into = np.hstack((one, other, one * other, np.abs(apart), batch.cues))
    before = into @ hidden + bias
    kept = thinned((before > 0).astype(np.float32))
    inner = before * kept
    chances = 1.0 / (1.0 + np.exp(-(inner @ out + offset)))
    error: Floats = ((chances - batch.wanted) * batch.weight / len(batch)).astype(np.float32)
    back: Floats = (error[:, None] * out * kept).astype(np.float32)
    seen_back = back @ hidden.T
    wide = projection.shape[1]
    if of_one:
        to_other = seen_back[:, :wide]
        to_projection, to_shift = later.T @ to_other, to_other.sum(axis=0)
    else:
        of_first, of_second, of_product, of_distance = (
            seen_back[:, wide * at : wide * (at + 1)] for at in range(4)
        )
        side = of_distance * np.sign(apart)
        to_one = of_first + of_product * other + side
        to_other = of_second + of_product * one - side
        to_projection = earlier.T @ to_one + later.T @ to_other
        to_shift = (to_one + to_other).sum(axis=0)
    return [
        to_projection, to_shift, into.T @ back, back.sum(axis=0), inner.T @ error,
        error.sum(keepdims=True),
    ]  # fmt: skip
