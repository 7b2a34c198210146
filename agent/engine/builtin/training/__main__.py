"""Train the heads and write ``heads.npz``: ``python -m agent.engine.builtin.training``."""

from __future__ import annotations

import random
import sys

import numpy as np

from agent.engine.builtin.heads import TRAINED_ON, WEIGHTS, fits
from agent.engine.builtin.training.corpus import examples
from agent.engine.builtin.training.train import SEED, train
from memory.embedding import default_embedder


def main() -> int:
    """Train, print how the weights do on the held-out part, and store them."""
    embedder = default_embedder()
    if not fits(embedder):
        sys.stderr.write(f"the heads are trained on {TRAINED_ON}, this is {embedder.name}\n")
        return 1
    rows = examples(random.Random(SEED))  # noqa: S311 - reproducible, not secret
    weights, report = train(rows, embedder)
    embedder.close()
    np.savez(WEIGHTS, weights=weights)
    sys.stdout.write(
        f"{report.trained_on} sentences learnt, {report.held_out} held out by template\n"
    )
    for head, accuracy in report.accuracy.items():
        sys.stdout.write(f"{head:>9}: {accuracy:.3f} (majority {report.majority[head]:.3f})\n")
    sys.stdout.write(f"wrote {WEIGHTS.name}, {WEIGHTS.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
