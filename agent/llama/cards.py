"""Which process sees the graphics cards: the model's does, the daemon does not.

A library that was built for a card opens it while it loads, and keeps some hundred megabytes of its
memory, whether it computes there or not. The daemon loads llama.cpp for embeddings on the processor
alone; what a card has is for the model's own process.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Final

#: What CUDA and ROCm read when they start. Metal shares the machine's memory and needs none.
_VISIBLE: Final = ("CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES")
_KEPT: Final = "GUMPTION_"
_NONE: Final = "-1"


def hide_cards(environ: MutableMapping[str, str]) -> None:
    """Let this process (its ``os.environ``) see no card. To be called before llama.cpp loads."""
    for name in _VISIBLE:
        if _KEPT + name not in environ:
            environ[_KEPT + name] = environ.get(name, "")
            environ[name] = _NONE


def with_cards(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for a process that is to see the cards as we found them."""
    seen = dict(environ)
    for name in _VISIBLE:
        found = seen.pop(_KEPT + name, None)
        if found:
            seen[name] = found
        elif found is not None:
            del seen[name]
    return seen
