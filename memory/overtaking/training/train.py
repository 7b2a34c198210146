"""Learn the networks, and measure them on areas that they have not seen."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memory.embedding.port import Embedder, Vectors
from memory.networks import Floats
from memory.networks.learning import Pairs, Plan
from memory.networks.learning import learnt as learnt_network
from memory.overtaking.bars import barred, no_news
from memory.overtaking.cues import news
from memory.overtaking.sense import Sense
from memory.overtaking.shown import both_said, shown
from memory.overtaking.training.corpus import Example

SEED: Final = 7
#: Networks whose scores are averaged.
SEVERAL: Final = 4
#: Parts into which the areas are divided to measure: learnt on four, measured on the fifth.
_PARTS: Final = 5
_WHOLE: Final = Plan(wide=40, epochs=4, batch=512)
_GLANCE: Final = Plan(wide=8, epochs=4, batch=512, of_one=True)


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
    pairs = Pairs(data.earlier, data.later, data.cues, data.changed, data.weight)
    return Sense(
        whole=tuple(learnt_network(pairs, _WHOLE, seed) for seed in range(several)),
        glance=learnt_network(pairs, _GLANCE, several),
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
