"""What the C library is told about memory holds: counted by its own account of its heaps."""

from __future__ import annotations

import ctypes
import mmap
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from memory.heap import drop_zeros

LINUX = sys.platform.startswith("linux")
GLIBC = LINUX and platform.libc_ver()[0] == "glibc"
COUNT = """
import ctypes, re, sys, tempfile, threading
from pathlib import Path
from memory.heap import give_back, hold_little

if sys.argv[1] == "few":
    assert hold_little()
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


APART = """
import ctypes, sys
from memory.heap import hold_little

if sys.argv[1] == "little":
    assert hold_little()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p

class Account(ctypes.Structure):  # mallinfo2(3)
    _fields_ = [(f"field{number}", ctypes.c_size_t) for number in range(10)]

libc.mallinfo2.restype = Account

def apart(size):
    before = libc.mallinfo2().field3
    block = ctypes.c_void_p(libc.malloc(ctypes.c_size_t(size)))
    after = libc.mallinfo2().field3
    libc.free(block)
    return after - before

assert apart(30_000_000)
print(apart(1_000_000))
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


@pytest.mark.skipif(not GLIBC, reason="only glibc moves the threshold")
def test_large_blocks_stay_apart_after_a_larger_one_was_freed() -> None:
    """And go back to the system by themselves; by default they would be on the heap then."""

    def apart(how: str) -> int:
        done = subprocess.run(
            [sys.executable, "-c", APART, how], capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    assert apart("little") == 1
    assert apart("much") == 0


@pytest.mark.skipif(not LINUX, reason="only Linux gives back parts of what is used")
def test_zeros_are_given_back_and_read_as_zeros() -> None:
    """Whole pages alone: what lies on the first and the last of them with other things stays."""
    page = mmap.PAGESIZE
    with mmap.mmap(-1, 2048 * page) as memory:
        memory.write(b"\x01" * 10 + bytes(2048 * page - 20) + b"\x02" * 10)
        address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
        before = _resident()
        assert drop_zeros(address + 10, 2048 * page - 20)
        assert before - _resident() > 2000 * page
        assert memory[:20] == b"\x01" * 10 + bytes(10)
        assert memory[-20:] == bytes(10) + b"\x02" * 10
        assert memory[1024 * page : 1025 * page] == bytes(page)


def test_less_than_a_page_is_kept() -> None:
    """There is nothing whole to give back."""
    assert not drop_zeros(mmap.PAGESIZE + 1, mmap.PAGESIZE)


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * mmap.PAGESIZE
