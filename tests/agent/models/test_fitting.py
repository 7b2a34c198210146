"""How a model is loaded: by its size, by what the machine has, and by what the person wants."""

from __future__ import annotations

import ctypes
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.llama import native
from agent.llama.header import read_header
from agent.models.catalogue import catalogue, find
from agent.models.fitting import LoadPlan, plan
from agent.models.hardware import Hardware
from agent.models.listing import Settings
from agent.models.memory import Architecture, architecture_of, cache_bytes, need, step_bytes
from memory.errors import ModelUnavailable
from tests.support.tiny_gguf import TinyShape, write_random_chat_model

GB = 10**9
CPU = native.Device(name="CPU", description="a processor", kind="CPU", free=0, total=0)


def machine(
    memory: float, *, free: float | None = None, gpu: float = 0, cores: int = 8
) -> Hardware:
    """A machine with so many gigabytes of memory, and of memory on a GPU."""
    card = native.Device(
        name="CUDA0", description="a card", kind="GPU", free=int(gpu * GB), total=int(gpu * GB)
    )
    return Hardware(
        memory_total=int(memory * GB),
        memory_free=int((memory if free is None else free) * GB),
        cores=cores,
        physical=max(1, cores // 2),
        offload=bool(gpu),
        devices=(CPU, card) if gpu else (CPU,),
        system="linux",
    )


def entry(name: str) -> Architecture:
    """The numbers of a model of the catalogue."""
    found = find(name)
    assert found is not None
    return found.architecture


@pytest.mark.parametrize(
    ("name", "memory"), [("qwen3-4b", 8), ("qwen3-8b", 16), ("qwen3-14b", 24), ("qwen3-vl-4b", 16)]
)
def test_each_size_fits_the_machine_it_is_meant_for(name: str, memory: int) -> None:
    """With a third of the memory taken by others, and without a GPU."""
    found = plan(entry(name), Settings(), machine(memory, free=memory * 2 / 3))

    assert not found.warnings
    assert found.context >= 2048


def test_every_model_of_the_catalogue_can_be_planned() -> None:
    """Its numbers are complete."""
    for one in catalogue():
        assert plan(one.architecture, Settings(), machine(64)).ram.weights > 0.9 * one.size


def test_a_gpu_that_is_large_enough_gets_everything() -> None:
    """All layers and the output, few threads, long batches; and the reason is told."""
    found = plan(entry("qwen3-8b"), Settings(), machine(32, gpu=12, cores=16))

    assert (found.gpu_layers, found.layers) == (37, 36)
    assert found.vram.total < 12 * GB
    assert (found.context, found.kv_type) == (8192, "f16")
    assert (found.threads, found.batch) == (4, 512)
    assert "all of it fits into 12.0 GB" in found.why["gpu_layers"]


def test_a_smaller_cache_goes_before_leaving_layers_behind() -> None:
    """Where half the cache makes all layers fit, they all go to the GPU."""
    weights = plan(entry("qwen3-8b"), Settings(), machine(32, gpu=12)).vram.weights
    found = plan(entry("qwen3-8b"), Settings(), machine(32, gpu=weights / GB + 1.8))

    assert found.gpu_layers == 37
    assert (found.kv_type, found.flash_attention) == ("q8_0", "on")
    assert found.why["flash_attention"] == "a quantised cache needs it"


def test_a_small_gpu_gets_as_many_layers_as_fit() -> None:
    """What is planned for the GPU fits into it, one layer more would not."""
    hardware = machine(32, gpu=4)
    found = plan(entry("qwen3-8b"), Settings(), hardware)

    assert 0 < found.gpu_layers < 37
    assert found.vram.total < 4 * GB
    assert f"{found.gpu_layers} of 37 layers fit" in found.why["gpu_layers"]


@given(
    gpu=st.floats(0.1, 40),
    memory=st.floats(8, 128),
    name=st.sampled_from(["qwen3-4b", "qwen3-14b"]),
)
def test_no_plan_takes_more_than_there_is(gpu: float, memory: float, name: str) -> None:
    """Whatever the machine: what is chosen without being asked for fits, or it is refused."""
    hardware = machine(memory, gpu=gpu)
    try:
        found = plan(entry(name), Settings(), hardware)
    except ModelUnavailable:
        return
    assert found.vram.total <= gpu * GB
    assert found.ram.total <= memory * GB
    assert not found.warnings


def test_layers_on_a_gpu_that_the_build_does_not_know_are_refused() -> None:
    """Never a silent fallback: the error names the command that builds for the GPU."""
    with pytest.raises(ModelUnavailable, match="built without one") as caught:
        plan(entry("qwen3-4b"), Settings(gpu_layers=20), machine(32))

    assert 'CMAKE_ARGS="-DGGML_CUDA=on"' in caught.value.hint


def test_an_idle_card_is_told_with_the_command_that_wakes_it() -> None:
    """A card in the machine and a build for the CPU: it loads, and says what is being missed."""
    found = plan(entry("qwen3-4b"), Settings(), replace(machine(32), card="NVIDIA"))

    assert found.gpu_layers == 0
    assert "NVIDIA GPU" in found.warnings[0]
    assert "CMAKE_ARGS" in found.warnings[0]
    none_wanted = plan(entry("qwen3-4b"), Settings(gpu_layers=0), replace(machine(32), card="AMD"))
    assert not none_wanted.warnings


def test_a_model_larger_than_memory_is_refused() -> None:
    """Before loading, with both figures and what to do."""
    with pytest.raises(ModelUnavailable, match=r"needs 10\.\d GB and this .* 8\.0 GB") as caught:
        plan(entry("qwen3-14b"), Settings(context=8192), machine(8), name="it")

    assert "smaller model" in caught.value.hint
    assert "model.context" in caught.value.hint


def test_too_little_free_memory_shortens_the_context_and_then_warns() -> None:
    """First the context, down to what learning needs; then it is said who has to make room."""
    short = plan(entry("qwen3-4b"), Settings(), machine(8, free=3.5))
    assert (short.context, short.tight) == (8192, False)
    assert short.kv_type == "q8_0"
    shorter = plan(entry("qwen3-4b"), Settings(), machine(8, free=3.1))
    assert shorter.context < 8192
    assert shorter.why["context"] == "a longer one would not fit"

    tight = plan(entry("qwen3-4b"), Settings(), machine(8, free=1))
    assert tight.tight
    assert "close other programs" in tight.warnings[0]


def test_what_is_configured_is_done() -> None:
    """Context, threads, batch, cache and layers as they were asked for."""
    wishes = Settings(
        gpu_layers=3, context=4096, threads=7, batch=64, flash_attention="on", kv_type="q4_0"
    )
    found = plan(entry("qwen3-4b"), wishes, machine(32, gpu=24))

    assert (found.gpu_layers, found.context, found.threads, found.batch) == (3, 4096, 7, 64)
    assert (found.flash_attention, found.kv_type) == ("on", "q4_0")
    assert found.why["threads"] == "as configured"


def test_a_context_beyond_what_it_was_trained_for_is_cut() -> None:
    """And that is told."""
    found = plan(entry("qwen3-4b"), Settings(context=100_000), machine(64))

    assert found.context == 40_960
    assert any("trained" in warning for warning in found.warnings)


def test_forced_layers_that_do_not_fit_are_refused() -> None:
    """Somebody asked for them by number: fewer would be another silent fallback."""
    with pytest.raises(ModelUnavailable, match="of GPU memory") as caught:
        plan(entry("qwen3-14b"), Settings(gpu_layers=41), machine(64, gpu=4))
    assert "-1" in caught.value.hint


@pytest.mark.parametrize(
    ("cores", "quota", "threads"), [(1, None, 1), (2, None, 1), (4, None, 3), (16, None, 8)]
)
def test_threads_leave_room_for_everything_else(
    cores: int, quota: float | None, threads: int
) -> None:
    """One core less where there are few, the physical ones where there are many."""
    hardware = replace(machine(32, cores=cores), quota=quota)
    assert plan(entry("qwen3-4b"), Settings(), hardware).threads == threads


def test_a_containers_share_of_the_cores_counts() -> None:
    """Sixteen cores of which two may be used are two."""
    found = plan(entry("qwen3-4b"), Settings(), replace(machine(32, cores=16), quota=2.0))

    assert (found.threads, found.batch_threads) == (1, 2)


@pytest.fixture(scope="module")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with heads as large as real ones."""
    shape = TinyShape(width=256, layers=3, feed_forward=768, head=64, context=16_384)
    return write_random_chat_model(tmp_path_factory.mktemp("fit") / "model.gguf", shape=shape)


@pytest.fixture
def told() -> Iterator[list[str]]:
    """What llama.cpp says."""
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    log, listener = logging.getLogger("gumption.llama"), Listener()
    before = log.level
    log.setLevel(logging.DEBUG)
    log.addHandler(listener)
    yield lines
    log.removeHandler(listener)
    log.setLevel(before)


@pytest.mark.parametrize("kv", ["f16", "q8_0"])
@pytest.mark.parametrize("context", [1000, 8192])
def test_the_arithmetic_is_llama_cpps(
    middling: Path, told: list[str], context: int, kv: str
) -> None:
    """The cache that it allocates is the one worked out, and the step stays under the estimate."""
    library = native.library()
    numbers = architecture_of(read_header(middling))
    model = library.llama_model_load_from_file(
        os.fsencode(middling), library.llama_model_default_params()
    )
    parameters = library.llama_context_default_params()
    parameters.n_ctx, parameters.n_batch, parameters.n_ubatch = context, 256, 256
    parameters.type_k = parameters.type_v = {"f16": 1, "q8_0": 8}[kv]
    parameters.flash_attn_type = 1
    made = library.llama_init_from_model(model, parameters)
    assert isinstance(made, int | ctypes.c_void_p)
    library.llama_free(made)
    library.llama_model_free(model)

    worked_out = sum(cache_bytes(numbers, context, "f16" if kv == "f16" else "q8_0"))
    assert _mebibytes(told, "KV buffer") == pytest.approx(worked_out / 2**20, abs=0.01)
    assert (
        _mebibytes(told, "compute buffer") <= step_bytes(numbers, context, 256, flash=True) / 2**20
    )


def _mebibytes(lines: list[str], what: str) -> float:
    said = [found for line in lines if (found := re.search(rf"{what} size = +([\d.]+) MiB", line))]
    assert said
    return sum(float(found[1]) for found in said)


def test_the_numbers_come_from_the_header(middling: Path) -> None:
    """Weights are the file's tensors, to the byte; offloading all leaves the embeddings in RAM."""
    header = read_header(middling)
    numbers = architecture_of(header)

    assert numbers.weights == header.weights
    assert (numbers.layers, numbers.width, numbers.head, numbers.heads) == (3, 256, 64, 4)
    here, there = need(numbers, context=512, batch=64, kv="f16", flash=True, gpu_layers=4)
    assert here.weights == numbers.input_bytes
    assert here.weights + there.weights == numbers.weights
    assert here.cache == 0
    found: LoadPlan = plan(numbers, Settings(), machine(8))
    assert found.context == 8192
