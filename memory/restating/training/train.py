"""Learn the networks, and measure them on areas that they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from memory.embedding.port import Embedder, Vectors
from memory.networks import Floats, Network
from memory.networks.learning import Pairs, Plan, learnt
from memory.restating.cues import cues, read
from memory.restating.sense import odds
from memory.restating.training.corpus import Block, pairs

#: Networks whose scores are averaged.
SEVERAL: Final = 4
PLAN: Final = Plan(wide=40, epochs=12, batch=512)
#: Wordings of other claims of the area that each wording is put beside, the nearest ones.
_NEAREST: Final = 3
#: A cue that is nearly always the same must not count for its rarity alone.
_LEAST_SPREAD: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Seen:
    """Pairs as the networks see them, a row each."""

    some: Vectors
    others: Vectors
    cues: Floats
    same: Floats
    area: NDArray[np.str_]

    def of(self, rows: NDArray[np.bool_]) -> Seen:
        """Some of the rows."""
        return Seen(*(getattr(self, name)[rows] for name in Seen.__slots__))


def seen(blocks: Sequence[Block], embedder: Embedder) -> Seen:
    """Pairs of all blocks: of one claim, with what looks like it, and with what is near it."""
    texts = list(dict.fromkeys(t for block in blocks for t in (*block.wordings, *block.others)))
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    rows = [(*pair, block.area) for block in blocks for pair in pairs(block)]
    for area in dict.fromkeys(block.area for block in blocks):
        rows += [(*pair, False, area) for pair in _near(blocks, area, vectors)]
    some = np.array([vectors[one] for one, *_ in rows], dtype=np.float32)
    others = np.array([vectors[other] for _, other, *_ in rows], dtype=np.float32)
    return Seen(
        some=some,
        others=others,
        cues=np.array(
            [
                cues(read(one), read(other), float(some[at] @ others[at]))
                for at, (one, other, *_) in enumerate(rows)
            ]
        ),
        same=np.array([same for *_, same, _ in rows], dtype=np.float32),
        area=np.array([area for *_, area in rows]),
    )


def _near(blocks: Sequence[Block], area: str, vectors: dict[str, Vectors]) -> list[tuple[str, str]]:
    """Wordings of an area with the nearest ones of other claims."""
    put = [
        (number, text)
        for number, block in enumerate(blocks)
        if block.area == area
        for text in block.wordings
    ]
    claims = np.array([number for number, _ in put])
    matrix = np.array([vectors[text] for _, text in put])
    likeness = matrix @ matrix.T
    likeness[claims[:, None] == claims] = -np.inf
    return [
        (text, put[int(at)][1])
        for (_, text), row in zip(put, likeness, strict=True)
        for at in np.argsort(-row)[:_NEAREST]
        if np.isfinite(row[at])
    ]


def networks(data: Seen, several: int = SEVERAL) -> tuple[Network, ...]:
    """What can be learnt from some pairs, each taken in both orders."""
    mean, spread = data.cues.mean(axis=0), np.maximum(data.cues.std(axis=0), _LEAST_SPREAD)
    shown = (data.cues - mean) / spread
    both = Pairs(
        earlier=np.vstack((data.some, data.others)),
        later=np.vstack((data.others, data.some)),
        cues=np.vstack((shown, shown)).astype(np.float32),
        wanted=np.tile(data.same, 2),
        weight=np.ones(2 * len(data.same), dtype=np.float32),
    )
    return tuple(unscaled(learnt(both, PLAN, seed), mean, spread) for seed in range(several))


def unscaled(network: Network, mean: Floats, spread: Floats) -> Network:
    """A network of scaled cues as one that sees them as they are."""
    hidden = network.hidden.copy()
    hidden[-network.cues :] /= spread[:, None]
    bias = network.bias - mean @ hidden[-network.cues :]
    return Network(
        network.cues, network.projection, network.shift, hidden, bias, network.out, network.offset
    )


def held_out(data: Seen) -> Floats:
    """Log-odds of every pair by one network that saw none of its area."""
    found = np.zeros(len(data.same), dtype=np.float32)
    for area in np.unique(data.area):
        its = data.area == area
        mine = data.of(its)
        found[its] = odds(networks(data.of(~its), 1), mine.cues, mine.some, mine.others)
    return found
