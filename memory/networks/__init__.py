"""Small networks that see the vectors of two claims and what the words of both show.

What no rule reads of two claims, whether the later has overtaken the earlier
(:mod:`memory.overtaking`) and whether one restates the other (:mod:`memory.restating`), is learnt
by networks of one shape, in one way, from pairs that were written for this project.
"""

from memory.networks.network import (
    DIMENSION,
    SCALE,
    TRAINED_ON,
    Floats,
    Network,
    fits,
    stored,
    written,
)
from memory.networks.vectored import Vectored

__all__ = [
    "DIMENSION",
    "SCALE",
    "TRAINED_ON",
    "Floats",
    "Network",
    "Vectored",
    "fits",
    "stored",
    "written",
]
