"""Learn the networks, and measure them on areas that they have not seen.

Dropout on the vectors and on the hidden layer, and weight decay apart from the slope (Loshchilov
and Hutter, 2019): there are more weights than matters.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memory.embedding.port import Embedder, Vectors
from memory.overtaking.bars import barred, no_news
from memory.overtaking.cues import Floats, news
from memory.overtaking.sense import DIMENSION, SCALE, Network, Sense
from memory.overtaking.shown import SHOWN, both_said, shown
from memory.overtaking.training.corpus import Example

SEED: Final = 7
#: Networks whose scores are averaged.
SEVERAL: Final = 4
#: Parts into which the areas are divided to measure: learnt on four, measured on the fifth.
_PARTS: Final = 5
_WIDE: Final = {False: 40, True: 8}
_EPOCHS: Final = 4
_BATCH: Final = 512
_RATE: Final = 2e-3
_DECAY: Final = 0.05
_DROPPED: Final = 0.3
_WARMING: Final = 0.3


@dataclass(frozen=True, slots=True)
class Seen:
    """Examples as the networks see them, a row each."""

    earlier: Vectors
    later: Vectors
    cues: Floats
    changed: Floats
    weight: Floats
    barred: NDArray[np.bool_]
    part: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.changed)


def seen(examples: Sequence[Example], embedder: Embedder) -> Seen:
    """Embed the examples, read what their words show, and divide their areas into parts."""
    texts = list(dict.fromkeys(t for each in examples for t in (each.earlier, each.later)))
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    areas = sorted({each.area for each in examples})
    random.Random(SEED).shuffle(areas)  # noqa: S311 - a reproducible division, not a secret
    earlier = np.array([vectors[each.earlier] for each in examples], dtype=np.float32)
    later = np.array([vectors[each.later] for each in examples], dtype=np.float32)
    read = [both_said(each.later, each.earlier) for each in examples]
    return Seen(
        earlier=earlier,
        later=later,
        cues=np.array(
            [
                shown(*both, float(one @ other))
                for both, one, other in zip(read, earlier, later, strict=True)
            ]
        ),
        changed=np.array([each.sort == "change" for each in examples], dtype=np.float32),
        weight=np.array([each.weight for each in examples], dtype=np.float32),
        barred=np.array(
            [
                not news(each.later) or no_news(both[0]) or barred(*both)
                for each, both in zip(examples, read, strict=True)
            ]
        ),
        part=np.array([areas.index(each.area) % _PARTS for each in examples]),
    )


def learnt(data: Seen, *, several: int = SEVERAL) -> Sense:
    """What can be learnt from some examples."""
    return Sense(
        whole=tuple(_learnt(data, seed, of_one=False) for seed in range(several)),
        glance=_learnt(data, several, of_one=True),
    )


def held_out(data: Seen) -> tuple[Floats, Floats]:
    """Log-odds of every example by one network of each sort that saw none of its area."""
    whole, glance = np.zeros(len(data), dtype=np.float32), np.zeros(len(data), dtype=np.float32)
    for part in range(_PARTS):
        sense = learnt(rows(data, np.flatnonzero(data.part != part)), several=1)
        its = np.flatnonzero(data.part == part)
        whole[its] = sense.sensed(data.cues[its], data.later[its], data.earlier[its])
        glance[its] = sense.glanced(data.cues[its], data.later[its])
    return whole, glance


def rows(data: Seen, some: NDArray[np.int64]) -> Seen:
    """Some of the examples."""
    return Seen(*(getattr(data, name)[some] for name in Seen.__slots__))


def _learnt(data: Seen, seed: int, *, of_one: bool) -> Network:
    """One network, by Adam on small batches."""
    chance = np.random.default_rng(seed)
    weights = _begun(chance, of_one=of_one)
    mean = [np.zeros_like(each) for each in weights]
    square = [np.zeros_like(each) for each in weights]
    batches = len(data) // _BATCH
    for step in range(_EPOCHS * batches):
        if step % batches == 0:
            order = chance.permutation(len(data))
        at = step % batches * _BATCH
        batch = rows(data, order[at : at + _BATCH])
        slopes = _slopes(weights, batch, chance, of_one=of_one)
        rate = _rate(step / (_EPOCHS * batches))
        for number, slope in enumerate(slopes):
            mean[number] = 0.9 * mean[number] + 0.1 * slope
            square[number] = 0.999 * square[number] + 0.001 * slope**2
            scaled = (1 - 0.999 ** (step + 1)) ** 0.5 / (1 - 0.9 ** (step + 1))
            weights[number] = (
                weights[number] * (1 - rate * _DECAY)
                - rate * scaled * mean[number] / (np.sqrt(square[number]) + 1e-8)
            ).astype(np.float32)
    return Network(*weights)


def _begun(chance: np.random.Generator, *, of_one: bool) -> list[Floats]:
    wide = _WIDE[of_one]
    inner = wide
    into = wide + SHOWN if of_one else 4 * wide + SHOWN

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


def _slopes(
    weights: list[Floats], batch: Seen, chance: np.random.Generator, *, of_one: bool
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
    error: Floats = ((chances - batch.changed) * batch.weight / len(batch)).astype(np.float32)
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
