"""Keeping what was forgotten out of files that other code writes.

hnswlib allocates room for vectors that are yet to come, does not fill it, and writes it to disk as
it is (seen in ``data_level0.bin``): whatever this process had freed there before, forgotten vectors
too. glibc can be told to overwrite memory when it is given out and when it is given back.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Final

#: ``M_PERTURB`` of glibc's ``mallopt(3)``; the byte is arbitrary but not 0, which switches it off.
_M_PERTURB: Final = -6
_PATTERN: Final = 0x5A


def overwrite_from_now_on() -> bool:
    """Have every allocation of this process overwritten from now on.

    Returns:
        Whether the C library can do that; only glibc can.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return False
    return bool(mallopt(_M_PERTURB, _PATTERN))
