"""How a model is loaded on this machine: every choice, and why.

What the configuration says is done, or refused with the remedy; what it leaves open is chosen so
that the model fits, and fast before large: all layers on the GPU with a smaller cache before some
of them, and a shorter context before swapping.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Protocol

from agent.llama.gguf_reader import GgufHeader, parts_of, read_header
from agent.models.hardware import Hardware
from agent.models.memory import BLOCK, Architecture, KvType, Need, architecture_of, need
from memory.errors import ModelUnavailable

FlashAttention = Literal["auto", "on", "off"]

#: Room for one batch of learning (3k tokens at most), an answer, and some turns of chat.
PREFERRED_CONTEXT: Final = 8192
SMALLEST_CONTEXT: Final = 2048
#: Prompt tokens between two looks at whether to stop: a fraction of a second on two cores.
_CPU_BATCH: Final = 256
_GPU_BATCH: Final = 512
#: What is left to the rest of the machine, of RAM and of each GPU.
_RAM_RESERVE: Final = 0.05
_GPU_RESERVE: Final = 512 * 2**20
_FEW_CORES: Final = 4
#: With every layer on the GPU the CPU only samples.
_GPU_THREADS: Final = 4
_KV_TYPES: Final[tuple[KvType, ...]] = ("f16", "q8_0")


class Wishes(Protocol):
    """What the configuration says of loading (:class:`agent.config.ModelSection`)."""

    @property
    def gpu_layers(self) -> int:
        """-1 to choose."""

    @property
    def context(self) -> int:
        """0 to choose."""

    @property
    def threads(self) -> int:
        """0 to choose."""

    @property
    def batch(self) -> int:
        """0 to choose."""

    @property
    def flash_attention(self) -> FlashAttention:
        """``auto`` leaves it to llama.cpp, which knows what the device can do."""

    @property
    def kv_type(self) -> Literal["auto", "f16", "q8_0", "q4_0"]:
        """Type of the cache's numbers; ``auto`` to choose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPlan:
    """How to load a model.

    Attributes:
        gpu_layers: To offload, of ``layers + 1``: the output counts as one. 0 for none.
        layers: Of the model.
        context: Tokens of prompt and answer together.
        threads: For one token after the other.
        batch_threads: For prompts.
        batch: Prompt tokens evaluated at once.
        flash_attention: For llama.cpp's ``flash_attn_type``.
        kv_type: For ``type_k`` and ``type_v``.
        ram: What is needed of the machine's memory.
        vram: What is needed of the GPUs'.
        why: A sentence for each choice, by its name in the configuration.
        warnings: What the person should know, with the remedy.
        tight: Whether it only fits once other programs make room.
    """

    gpu_layers: int
    layers: int
    context: int
    threads: int
    batch_threads: int
    batch: int
    flash_attention: FlashAttention
    kv_type: KvType
    ram: Need
    vram: Need
    why: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    tight: bool = False


def plan_file(path: Path, header: GgufHeader, config: Wishes, hardware: Hardware) -> LoadPlan:
    """As :func:`plan`, for a model's file, which may be one of several that it is split over."""
    names = parts_of(path, header.parts) if header.parts > 1 else [path]
    others = [read_header(part) for part in names[1:]]
    return plan(architecture_of(header, others), config, hardware, name=path.name)


def plan(
    architecture: Architecture, config: Wishes, hardware: Hardware, *, name: str = "The model"
) -> LoadPlan:
    """Choose how to load a model by its numbers alone, as for one that is not here yet.

    Raises:
        ModelUnavailable: It does not fit this machine however it is loaded, or not as configured.
    """
    if config.gpu_layers > 0 and not hardware.gpus:
        raise ModelUnavailable(
            f"model.gpu_layers asks for {config.gpu_layers} layers on a GPU, and llama.cpp"
            f" {'finds none' if hardware.offload else 'was built without one'}",
            hint=f"build it for the GPU: {hardware.gpu_remedy}; or set model.gpu_layers to -1",
        )
    ways = [_Way(architecture, config, hardware, *shape) for shape in _shapes(architecture, config)]
    best = next((way for way in ways if way.offloads_all and way.is_easy), None)
    best = best or next((way for way in ways if way.is_easy), None)
    best = best or next((way for way in reversed(ways) if way.is_possible), None)
    if best is None:
        raise _too_large(ways[-1], name, hardware)
    return best.plan()


def _shapes(architecture: Architecture, config: Wishes) -> Iterator[tuple[int, KvType]]:
    """Contexts and cache types to try, the best first."""
    longest = architecture.trained or 1 << 20
    if config.context:
        contexts = [min(config.context, longest)]
    else:
        contexts = [min(PREFERRED_CONTEXT, longest)]
        while contexts[-1] // 2 >= SMALLEST_CONTEXT:
            contexts.append(contexts[-1] // 2)
    if config.kv_type != "auto":
        kinds: tuple[KvType, ...] = (config.kv_type,)
    elif config.flash_attention == "off" or architecture.head % BLOCK or not architecture.head:
        kinds = ("f16",)
    else:
        kinds = _KV_TYPES
    return itertools.product(contexts, kinds)


class _Way:
    """One way to load a model: a context and a cache type, and the layers that then fit."""

    def __init__(
        self,
        architecture: Architecture,
        config: Wishes,
        hardware: Hardware,
        context: int,
        kv: KvType,
    ) -> None:
        self.architecture, self.config, self.hardware = architecture, config, hardware
        self.context, self.kv = context, kv
        # A quantised cache needs it; llama.cpp turns it on by itself wherever the device can.
        self.flash: FlashAttention = "on" if kv != "f16" else config.flash_attention
        self.most = architecture.layers + 1
        self.layers = self._choose_layers()
        self.batch = self._batch(self.layers)
        self.ram, self.vram = self._need(self.layers)

    @property
    def offloads_all(self) -> bool:
        return self.layers == self.most

    @property
    def is_easy(self) -> bool:
        """Whether it fits into what is free now."""
        return self._in_ram <= self.hardware.memory_free and self.fits_gpu(self.vram)

    @property
    def is_possible(self) -> bool:
        """Whether it fits once other programs make room."""
        total = self.hardware.memory_total
        return self._in_ram <= total * (1 - _RAM_RESERVE) and self.fits_gpu(self.vram)

    @property
    def _in_ram(self) -> int:
        shared = self.vram.total if self.hardware.shares_memory else 0
        return self.ram.total + shared

    def plan(self) -> LoadPlan:
        threads, batch_threads = self._threads()
        return LoadPlan(
            gpu_layers=self.layers,
            layers=self.architecture.layers,
            context=self.context,
            threads=threads,
            batch_threads=batch_threads,
            batch=self.batch,
            flash_attention=self.flash,
            kv_type=self.kv,
            ram=self.ram,
            vram=self.vram,
            why=self._why(threads),
            warnings=self._warnings(),
            tight=not self.is_easy,
        )

    def _choose_layers(self) -> int:
        if not self.hardware.gpus:
            return 0
        if self.config.gpu_layers >= 0:
            return min(self.config.gpu_layers, self.most)
        fitting = (n for n in range(self.most, 0, -1) if self.fits_gpu(self._need(n)[1]))
        return next(fitting, 0)

    def _need(self, layers: int) -> tuple[Need, Need]:
        return need(
            self.architecture,
            context=self.context,
            batch=self._batch(layers),
            kv=self.kv,
            flash=self.flash != "off",
            gpu_layers=layers,
        )

    def fits_gpu(self, wanted: Need) -> bool:
        """Whether the GPUs have this much free."""
        gpus = self.hardware.gpus
        if not gpus or not wanted.total:
            return not wanted.total
        # The step is reserved on each card; the rest is divided by layers, which are small.
        room = sum(max(0, gpu.free - _GPU_RESERVE - wanted.step) for gpu in gpus)
        return wanted.weights + wanted.cache <= room

    def _batch(self, layers: int) -> int:
        chosen = _GPU_BATCH if layers == self.most else _CPU_BATCH
        return min(self.config.batch or chosen, self.context)

    def _threads(self) -> tuple[int, int]:
        cores = self.hardware.usable_cores
        if self.config.threads:
            return self.config.threads, self.config.threads
        # ggml's threads wait for one another by spinning: with no core to spare, whatever else runs
        # stops all of them. Measured on two busy cores, two threads were a hundred times slower
        # than one. Of many cores the physical ones count: the memory's speed is the limit.
        alone = cores - 1 if cores <= _FEW_CORES else min(cores, self.hardware.physical)
        if self.offloads_all:
            alone = min(alone, _GPU_THREADS)
        return max(1, alone), cores

    def _why(self, threads: int) -> dict[str, str]:
        config = self.config
        set_ = "as configured"
        return {
            "gpu_layers": self._why_layers(),
            "context": self._why_context(),
            "threads": set_ if config.threads else self._why_threads(threads),
            "batch": set_
            if config.batch
            else "large enough for the GPU"
            if self.offloads_all
            else "short enough to stop between two batches",
            "flash_attention": "a quantised cache needs it"
            if self.kv != "f16" and config.flash_attention != "on"
            else "llama.cpp uses it where the device can"
            if config.flash_attention == "auto"
            else set_,
            "kv_type": set_
            if config.kv_type != "auto"
            else "full precision fits"
            if self.kv == "f16"
            else "with full precision it would not fit",
        }

    def _why_layers(self) -> str:
        gpus = self.hardware.gpus
        if not gpus:
            return (
                "llama.cpp finds no GPU"
                if self.hardware.offload
                else "llama.cpp was built for the CPU only"
            )
        free = sum(gpu.free for gpu in gpus)
        if self.config.gpu_layers >= 0:
            return "as configured"
        if self.offloads_all:
            return f"all of it fits into {gigabytes(free)} of free GPU memory"
        return (
            f"{self.layers} of {self.most} layers fit into {gigabytes(free)} of free GPU memory"
            if self.layers
            else f"not one layer fits into {gigabytes(free)} of free GPU memory"
        )

    def _why_context(self) -> str:
        trained = self.architecture.trained
        asked = self.config.context
        if asked:
            return "as configured" if self.context == asked else "all that it was trained for"
        if self.context == trained:
            return "all that it was trained for"
        return (
            "enough for learning and chat"
            if self.context == PREFERRED_CONTEXT
            else "a longer one would not fit"
        )

    def _why_threads(self, threads: int) -> str:
        cores = self.hardware.usable_cores
        if self.offloads_all and threads == _GPU_THREADS:
            return "the GPU does the work"
        if cores <= _FEW_CORES:
            return f"one of {cores} cores is left to everything else" if cores > 1 else "one core"
        return f"{threads} physical cores of {cores} logical ones"

    def _warnings(self) -> tuple[str, ...]:
        told = []
        free = self.hardware.memory_free
        if self._in_ram > free:
            told.append(
                f"it needs {gigabytes(self._in_ram)} of memory and {gigabytes(free)} are free now:"
                " close other programs, or choose a smaller model"
            )
        if not self.fits_gpu(self.vram):
            told.append(
                f"{self.layers} layers need {gigabytes(self.vram.total)} of GPU memory and"
                f" {gigabytes(sum(gpu.free for gpu in self.hardware.gpus))} are free:"
                " lower model.gpu_layers, or set it to -1"
            )
        card = self.hardware.idle_card
        if card and self.config.gpu_layers != 0:
            told.append(
                f"there is an {card} GPU, and llama.cpp was built without it:"
                f" {self.hardware.gpu_remedy}"
            )
        if self.config.context > self.context:
            told.append(f"it was trained for a context of {self.context:,} tokens, no more")
        return tuple(told)


def gigabytes(size: int) -> str:
    """``4.7 GB``; below a gigabyte in megabytes."""
    return f"{size / 1e9:.1f} GB" if size >= 10**9 else f"{size / 1e6:.0f} MB"


def _too_large(way: _Way, name: str, hardware: Hardware) -> ModelUnavailable:
    if way.vram.total and not way.fits_gpu(way.vram):
        return ModelUnavailable(
            f"{name} does not fit: {way.layers} layers need {gigabytes(way.vram.total)} of GPU"
            f" memory, and {gigabytes(sum(gpu.free for gpu in hardware.gpus))} are free",
            hint="set model.gpu_layers to -1 to offload what fits",
        )
    return ModelUnavailable(
        f"{name} does not fit into memory: it needs {gigabytes(way.ram.total)} and this machine"
        f" has {gigabytes(hardware.memory_total)}",
        hint="choose a smaller model (gumption model list shows what fits)"
        + (", or lower model.context" if way.config.context else ""),
    )
