"""What the machine has, as far as this process may use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.llama import native
from agent.models.hardware import Hardware, survey


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A machine without limits and cards."""
    return tmp_path / "nothing"


def test_this_machine_is_what_it_is(nowhere: Path) -> None:
    """Memory and cores are there, and free is no more than there is."""
    found = survey(native=False, cgroup=nowhere, devices=nowhere)

    assert 0 < found.memory_free <= found.memory_total
    assert 1 <= found.physical <= found.cores
    assert found.usable_cores == found.cores
    assert not found.gpus


def test_a_container_of_today_limits_memory_and_cores(tmp_path: Path, nowhere: Path) -> None:
    """Version 2: its limit less what is used, cached files not counted; half a core is one."""
    (tmp_path / "memory.max").write_text("1000000000\n")
    (tmp_path / "memory.current").write_text("600000000\n")
    (tmp_path / "memory.stat").write_text("anon 1\ninactive_file 200000000\nodd\n")
    (tmp_path / "cpu.max").write_text("50000 100000\n")

    found = survey(native=False, cgroup=tmp_path, devices=nowhere)

    assert (found.memory_total, found.memory_free) == (1_000_000_000, 600_000_000)
    assert (found.quota, found.usable_cores) == (0.5, 1)


def test_a_container_of_yesterday_does_too(tmp_path: Path, nowhere: Path) -> None:
    """Cgroup version 1 has other files for the same."""
    for name in ("memory", "cpu"):
        (tmp_path / name).mkdir()
    (tmp_path / "memory" / "memory.limit_in_bytes").write_text("2000000000")
    (tmp_path / "memory" / "memory.usage_in_bytes").write_text("500000000")
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("150000")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000")

    found = survey(native=False, cgroup=tmp_path, devices=nowhere)

    assert (found.memory_total, found.memory_free) == (2_000_000_000, 1_500_000_000)
    assert found.quota == 1.5


def test_no_limit_is_no_limit(tmp_path: Path, nowhere: Path) -> None:
    """The words of both versions for it are understood."""
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "cpu.max").write_text("max 100000\n")
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / "memory.limit_in_bytes").write_text("9223372036854771712")

    found = survey(native=False, cgroup=tmp_path, devices=nowhere)
    assert found.memory_total == survey(native=False, cgroup=nowhere).memory_total
    assert found.quota is None


def test_the_build_is_asked_of_llama_cpp(nowhere: Path) -> None:
    """Devices and features are the library's own words, and agree with whether it can offload."""
    found = survey(cgroup=nowhere, devices=nowhere)

    assert any(device.kind == "CPU" for device in found.devices)
    assert found.offload == native.offloads()
    assert "=" in found.features


@pytest.mark.parametrize(
    ("file", "card", "flag"), [("nvidiactl", "NVIDIA", "CUDA"), ("kfd", "AMD", "HIP")]
)
def test_a_card_that_the_build_ignores_is_seen(
    tmp_path: Path, nowhere: Path, file: str, card: str, flag: str
) -> None:
    """Its driver is loaded; the remedy is a build for that kind of card."""
    (tmp_path / file).touch()

    found = survey(native=False, cgroup=nowhere, devices=tmp_path)

    assert found.idle_card == card
    assert f"-DGGML_{flag}=on" in found.gpu_remedy
    assert f"{card} GPU that llama.cpp was not built for" in found.describe()


def test_a_card_that_works_is_named_with_its_memory() -> None:
    """In words, and not called idle."""
    card = native.Device(name="CUDA0", description="X100", kind="GPU", free=10**9, total=8 * 10**9)
    found = Hardware(
        memory_total=16 * 10**9,
        memory_free=10**10,
        cores=1,
        physical=1,
        offload=True,
        devices=(card,),
        card="NVIDIA",
    )

    assert found.describe() == (
        "16.0 GB memory (10.0 GB free), 1 core, CUDA0 X100 (1.0 GB of 8.0 GB free)"
    )
    assert not found.idle_card
    assert not found.shares_memory
