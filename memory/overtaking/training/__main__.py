"""Learn the sense and write ``sense.npz``: ``python -m memory.overtaking.training``."""

from __future__ import annotations

import random
import sys

import numpy as np

from memory.embedding import default_embedder
from memory.networks import TRAINED_ON, fits
from memory.overtaking.overtaken import LIKELY, SURE, weighed
from memory.overtaking.sense import WEIGHTS, kept
from memory.overtaking.training.corpus import examples
from memory.overtaking.training.train import SEED, Seen, held_out, learnt, seen

_TOLD = (1.5, 2.0, SURE, 2.5, 3.0)


def main() -> int:
    """Print how networks do on areas of life they have not seen, learn from all, and keep that."""
    embedder = default_embedder()
    if not fits(embedder):
        sys.stderr.write(f"the sense is learnt on {TRAINED_ON}, this is {embedder.name}\n")
        return 1
    data = seen(examples(random.Random(SEED)), embedder)  # noqa: S311 - reproducible, not secret
    embedder.close()
    sys.stdout.write(f"{len(data)} pairs, {int(data.changed.sum())} of them changes\n")
    _tell(data)
    kept(learnt(data))
    sys.stdout.write(f"wrote {WEIGHTS.name}, {WEIGHTS.stat().st_size} bytes\n")
    return 0


def _tell(data: Seen) -> None:
    """Precision and recall on areas held out, of pairs that nothing bars."""
    whole, glance = held_out(data)
    free = ~data.barred
    changed = data.changed > 0
    for sure in _TOLD:
        found = free & (weighed(whole, glance) >= sure) & (glance >= LIKELY)
        right = int((found & changed).sum())
        sys.stdout.write(
            f"from {sure}: precision {right / max(int(found.sum()), 1):.3f}, recall"
            f" {right / int((free & changed).sum()):.3f}; glanced at twice"
            f" {float(np.mean(glance[free] >= LIKELY)):.3f}\n"
        )


if __name__ == "__main__":
    sys.exit(main())
