"""What the C library does with memory: overwriting what was freed, and giving it back.

**Overwriting** keeps what was forgotten out of files that other code writes. hnswlib allocates room
for vectors that are yet to come, does not fill it, and writes it to disk as it is (seen in
``data_level0.bin``): whatever this process had freed there before, forgotten vectors too. glibc can
be told to overwrite memory when it is given out and when it is given back.

**Giving back.** glibc gives each thread a heap of its own, eight for each core. Chroma has a dozen
threads, and what one of them frees is not used by another: opening the same index twelve times took
25 MB more, and with two heaps nothing (measured with Chroma 1.5).

A large block is a mapping of its own, which goes back to the system when it is freed. But with
each of them that is freed glibc takes larger ones for small, up to 32 MiB, and has them from its
heaps, where what is free between two blocks that are not stays. One buffer of 31 MB that llama.cpp
exchanged for a larger one was enough, and in a week that cost 25 MB (measured with glibc 2.36).
"""

from __future__ import annotations

import ctypes
import mmap
import sys
from collections.abc import Callable
from typing import Final, cast

#: ``M_PERTURB`` of glibc's ``mallopt(3)``; the byte is arbitrary but not 0, which switches it off.
_M_PERTURB: Final = -6
_PATTERN: Final = 0x5A
#: ``M_ARENA_MAX``. One would make threads wait for each other.
_M_ARENA_MAX: Final = -8
_HEAPS: Final = 2
#: ``M_MMAP_THRESHOLD``, and what glibc begins with. Once it was told, it leaves it there. Recall at
#: 100,000 rows, which makes some arrays of that size, takes the same time either way.
_M_MMAP_THRESHOLD: Final = -3
_LARGE: Final = 128 * 1024
#: ``MADV_DONTNEED`` of ``madvise(2)``: of memory of a process's own, pages of zeros take its place.
_MADV_DONTNEED: Final = 4


def overwrite_from_now_on() -> bool:
    """Have every allocation of this process overwritten from now on.

    Returns:
        Whether the C library can do that; only glibc can.
    """
    mallopt = _from_libc("mallopt")
    return mallopt is not None and bool(mallopt(_M_PERTURB, _PATTERN))


def hold_little() -> bool:
    """Have the C library keep little of what this process frees, from now on.

    Threads share two heaps, and large blocks stay apart from them. For a process that runs for
    months, at its start: heaps that are there already stay.

    Returns:
        Whether the C library can do that; only glibc can.
    """
    mallopt = _from_libc("mallopt")
    if mallopt is None:
        return False
    return bool(mallopt(_M_ARENA_MAX, _HEAPS) and mallopt(_M_MMAP_THRESHOLD, _LARGE))


def give_back() -> bool:
    """Give back to the system what is free, as after something large was put away.

    Where little is free it takes a third of a millisecond, with 20 MB five.

    Returns:
        Whether the C library can do that and had something; only glibc can.
    """
    trim = _from_libc("malloc_trim")
    return trim is not None and bool(trim(0))


def drop_zeros(address: int, size: int) -> bool:
    """Give back whole pages of memory that is zero throughout, and reads as zero afterwards.

    Args:
        address: Where it begins, in this process's own memory.
        size: Bytes.

    Returns:
        Whether the system could.
    """
    first = -(-address // mmap.PAGESIZE) * mmap.PAGESIZE
    length = (address + size - first) // mmap.PAGESIZE * mmap.PAGESIZE
    madvise = _from_libc("madvise")
    if madvise is None or length <= 0:
        return False
    done = madvise(ctypes.c_void_p(first), ctypes.c_size_t(length), _MADV_DONTNEED)
    return done == 0


def _from_libc(name: str) -> Callable[..., int] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        return cast("Callable[..., int]", getattr(ctypes.CDLL(None), name))
    except (AttributeError, OSError):
        return None
