"""What this machine really has: memory, cores, and what llama.cpp was built to compute on.

Memory and cores are those that this process may use: a container's limits count, not its host's
size. The devices and their free memory are asked of llama.cpp itself, because a card in the machine
is of no use to a library that was built without it.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agent.llama.native import Device

#: What a reinstall for each kind of card is called with (README, "GPU").
_FLAGS: Final = {
    "NVIDIA": "-DGGML_CUDA=on",
    "Apple": "-DGGML_METAL=on",
    "AMD": "-DGGML_HIP=on",
}
_REINSTALL: Final = 'CMAKE_ARGS="{}" uv sync --reinstall-package llama-cpp-python --no-cache'
_CGROUP: Final = Path("/sys/fs/cgroup")
_DEVICES: Final = Path("/dev")
#: cgroup version 1 writes "no limit" as a number near 2^63.
_NO_LIMIT: Final = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """What may be used. Memory is in bytes.

    Attributes:
        memory_total: RAM, or the limit of the container where that is less.
        memory_free: What new work can have without swapping; cached files count as free.
        cores: Logical cores that this process may run on.
        physical: Physical ones among them.
        quota: CPU time in cores that a container grants; ``None`` without a limit.
        offload: Whether llama.cpp was built with a GPU backend that works.
        devices: What llama.cpp can compute on.
        features: llama.cpp's own line about its build, such as ``AVX2 = 1``.
        system: ``sys.platform``.
        card: A graphics card that the system shows, whether llama.cpp can use it or not.
    """

    memory_total: int
    memory_free: int
    cores: int
    physical: int
    quota: float | None = None
    offload: bool = False
    devices: tuple[Device, ...] = ()
    features: str = ""
    system: str = sys.platform
    card: str = ""

    @property
    def gpus(self) -> tuple[Device, ...]:
        """The devices that layers can be offloaded to, with this build."""
        return tuple(one for one in self.devices if one.is_gpu) if self.offload else ()

    @property
    def shares_memory(self) -> bool:
        """Whether the GPU's memory is the machine's own (Apple, integrated ones)."""
        return any(
            one.kind == "integrated GPU" or one.name.lower().startswith(("metal", "mtl"))
            for one in self.gpus
        )

    @property
    def usable_cores(self) -> int:
        """Logical cores that work at once: affinity and quota together, at least 1."""
        granted = self.cores if self.quota is None else min(self.cores, int(self.quota))
        return max(1, granted)

    @property
    def idle_card(self) -> str:
        """The card that this build leaves idle; empty where there is none."""
        return "" if self.gpus else self.card

    @property
    def gpu_remedy(self) -> str:
        """The command that builds llama.cpp for this machine's GPU."""
        kind = self.card or ("Apple" if self.system == "darwin" else "NVIDIA")
        return _REINSTALL.format(_FLAGS[kind])

    def describe(self) -> str:
        """One line for people."""
        words = [
            f"{_gigabytes(self.memory_total)} memory ({_gigabytes(self.memory_free)} free)",
            f"{self.usable_cores} core{'' if self.usable_cores == 1 else 's'}",
        ]
        words += [
            f"{gpu.name} {gpu.description} ({_gigabytes(gpu.free)} of {_gigabytes(gpu.total)} free)"
            for gpu in self.gpus
        ]
        if self.idle_card:
            words.append(f"an {self.idle_card} GPU that llama.cpp was not built for")
        elif not self.gpus:
            words.append("no GPU")
        return ", ".join(words)


def survey(*, native: bool = True, cgroup: Path = _CGROUP, devices: Path = _DEVICES) -> Hardware:
    """Look at this machine.

    Args:
        native: Whether to ask llama.cpp for its devices, which loads it.
        cgroup: Where the container's limits are.
        devices: Where the system shows its cards.
    """
    import psutil  # type: ignore[import-untyped]

    memory = psutil.virtual_memory()
    limit, used = _memory_limit(cgroup)
    total, free = int(memory.total), int(memory.available)
    if limit is not None and limit < total:
        total, free = limit, max(0, min(free, limit - used))
    logical = _affinity()
    everywhere = psutil.cpu_count(logical=True) or logical
    physical = psutil.cpu_count(logical=False) or everywhere
    hardware = Hardware(
        memory_total=total,
        memory_free=free,
        cores=logical,
        physical=max(1, min(logical, round(logical * physical / everywhere))),
        quota=_quota(cgroup),
        card=_card(devices),
    )
    return _with_library(hardware) if native else hardware


def _with_library(hardware: Hardware) -> Hardware:
    import dataclasses

    from agent.llama import native

    return dataclasses.replace(
        hardware,
        offload=native.offloads(),
        devices=native.devices(),
        features=native.system_info(),
    )


def _card(devices: Path) -> str:
    """The card whose driver is loaded: what a build for it would find."""
    if (devices / "nvidiactl").exists():
        return "NVIDIA"
    if (devices / "kfd").exists():
        return "AMD"
    return "Apple" if sys.platform == "darwin" and platform.machine() == "arm64" else ""


def _affinity() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


def _memory_limit(root: Path) -> tuple[int | None, int]:
    """A container's limit and what it has used of it, cached files left out."""
    limit = _number(root / "memory.max")
    if limit is not None:  # version 2
        cached = _table(root / "memory.stat").get("inactive_file", 0)
        return limit, max(0, (_number(root / "memory.current") or 0) - cached)
    folder = root / "memory"
    limit = _number(folder / "memory.limit_in_bytes")
    if limit is None or limit >= _NO_LIMIT:
        return None, 0
    cached = _table(folder / "memory.stat").get("total_inactive_file", 0)
    return limit, max(0, (_number(folder / "memory.usage_in_bytes") or 0) - cached)


def _quota(root: Path) -> float | None:
    """A container's share of CPU time, in cores."""
    with contextlib.suppress(OSError, ValueError):
        allowed, period = (root / "cpu.max").read_text().split()
        return None if allowed == "max" else int(allowed) / int(period)
    allowed_us = _number(root / "cpu" / "cpu.cfs_quota_us")
    period_us = _number(root / "cpu" / "cpu.cfs_period_us")
    return allowed_us / period_us if allowed_us and period_us and allowed_us > 0 else None


def _number(path: Path) -> int | None:
    """The number in a file; ``None`` where there is none (``max`` means no limit)."""
    try:
        return int(path.read_text().strip())
    except (OSError, ValueError):
        return None


def _table(path: Path) -> Mapping[str, int]:
    rows: dict[str, int] = {}
    with contextlib.suppress(OSError):
        for line in path.read_text().splitlines():
            name, _, value = line.partition(" ")
            if value.strip().isdigit():
                rows[name] = int(value)
    return rows


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
