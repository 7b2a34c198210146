"""What the C library does with memory: overwriting what was freed, and giving it back.

**Overwriting** keeps what was forgotten out of files that other code writes. hnswlib allocates room
for vectors that are yet to come, does not fill it, and writes it to disk as it is (seen in
``data_level0.bin``): whatever this process had freed there before, forgotten vectors too. glibc can
be told to overwrite memory when it is given out and when it is given back.

**Giving back.** glibc gives each thread a heap of its own, eight for each core. Chroma has a dozen
threads, and what one of them frees is not used by another: opening the same index twelve times took
25 MB more, and with two heaps nothing (measured with Chroma 1.5).
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Final, cast

#: ``M_PERTURB`` of glibc's ``mallopt(3)``; the byte is arbitrary but not 0, which switches it off.
_M_PERTURB: Final = -6
_PATTERN: Final = 0x5A
#: ``M_ARENA_MAX``. One would make threads wait for each other.
_M_ARENA_MAX: Final = -8
_HEAPS: Final = 2


def overwrite_from_now_on() -> bool:
    """Have every allocation of this process overwritten from now on.

    Returns:
        Whether the C library can do that; only glibc can.
    """
    mallopt = _from_libc("mallopt")
    return mallopt is not None and bool(mallopt(_M_PERTURB, _PATTERN))


def few_heaps() -> bool:
    """Have the threads of this process share two heaps from now on.

    For a process that runs for months, at its start: heaps that are there already stay.

    Returns:
        Whether the C library can do that; only glibc can.
    """
    mallopt = _from_libc("mallopt")
    return mallopt is not None and bool(mallopt(_M_ARENA_MAX, _HEAPS))


def give_back() -> bool:
    """Give back to the system what is free, as after something large was put away.

    Returns:
        Whether the C library can do that and had something; only glibc can.
    """
    trim = _from_libc("malloc_trim")
    return trim is not None and bool(trim(0))


def _from_libc(name: str) -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        return cast("Callable[..., int]", getattr(ctypes.CDLL(None), name))
    except (AttributeError, OSError):
        return None
