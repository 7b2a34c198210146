"""Learn the sense and write ``sense.npz``: ``python -m memory.restating.training``."""

from __future__ import annotations

import sys

from memory.embedding import default_embedder
from memory.networks import TRAINED_ON, fits, written
from memory.restating.sense import WEIGHTS
from memory.restating.training.corpus import blocks
from memory.restating.training.train import held_out, networks, seen

_TOLD = (-1.0, -0.5, 0.0, 0.5, 1.0, 2.0)


def main() -> int:
    """Print how networks do on areas of life they have not seen, learn from all, and keep that."""
    embedder = default_embedder()
    if not fits(embedder):
        sys.stderr.write(f"the sense is learnt on {TRAINED_ON}, this is {embedder.name}\n")
        return 1
    data = seen(blocks(), embedder)
    embedder.close()
    same = data.same > 0
    sys.stdout.write(f"{len(same)} pairs, {int(same.sum())} of them one claim in other words\n")
    found = held_out(data)
    for likely in _TOLD:
        believed = found >= likely
        sys.stdout.write(
            f"from {likely}: of what says the same {float(believed[same].mean()):.3f}, of what does"
            f" not {float(believed[~same].mean()):.3f}\n"
        )
    learnt = networks(data)
    written({f"network{number}": each for number, each in enumerate(learnt)}, WEIGHTS)
    sys.stdout.write(f"wrote {WEIGHTS.name}, {WEIGHTS.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
