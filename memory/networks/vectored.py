"""The vectors that learnt senses look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from memory.embedding.port import Vectors


@dataclass(frozen=True, slots=True)
class Vectored:
    """Vectors for the learnt senses.

    Attributes:
        draft: That of the draft, of unit length.
        of: Looks up those of propositions by id. Costs some two milliseconds, and is asked only
            where all that is cheaper has passed.
    """

    draft: Vectors
    of: Callable[[Sequence[str]], Mapping[str, Vectors]]
