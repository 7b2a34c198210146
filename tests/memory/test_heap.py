"""What the C library is told about memory holds: counted by its own account of its heaps."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

GLIBC = sys.platform.startswith("linux") and platform.libc_ver()[0] == "glibc"
COUNT = """
import ctypes, re, sys, tempfile, threading
from pathlib import Path
from memory.heap import few_heaps, give_back

if sys.argv[1] == "few":
    assert few_heaps()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(8)

def take():
    together.wait()  # each is alive while the others ask for memory, too
    libc.malloc(ctypes.c_size_t(4000))
    together.wait()

threads = [threading.Thread(target=take) for _ in range(8)]
for each in threads:
    each.start()
for each in threads:
    each.join()
give_back()
path = Path(tempfile.mkdtemp()) / "account"
file = ctypes.c_void_p(libc.fopen(str(path).encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
print(len(re.findall("<heap nr", path.read_text())))
"""


@pytest.mark.skipif(not GLIBC, reason="only glibc has a heap for each thread")
def test_threads_share_two_heaps_once_told() -> None:
    """Eight threads have more than two heaps by default, and two where a daemon starts so."""

    def heaps(how: str) -> int:
        done = subprocess.run(
            [sys.executable, "-c", COUNT, how], capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    assert heaps("few") <= 2 < heaps("many")
