"""What there is to choose from, and what of it this machine can run."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from agent.config import Config
from agent.llama.gguf_reader import GgufHeader, parts_of, read_header
from agent.llama.header import purpose_of
from agent.models.catalogue import Entry, catalogue
from agent.models.events import Fits, Listing, ModelRow
from agent.models.fitting import FlashAttention, LoadPlan, gigabytes, plan
from agent.models.hardware import Hardware
from agent.models.memory import Architecture, Need, architecture_of
from agent.models.store import Installed, Store, part_of
from memory.errors import GumptionError

#: Every token reads all weights once. A desktop's memory brings some 30 GB a second, so that more
#: than this on a CPU means fewer than five tokens a second: possible, but not to be recommended.
_CPU_WEIGHTS: Final = 6 * 10**9
#: Texts to embed are sentences and short passages.
_EMBEDDING_CONTEXT: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What loading is told, see :class:`agent.models.fitting.Wishes`."""

    gpu_layers: int = -1
    context: int = 0
    threads: int = 0
    batch: int = 0
    flash_attention: FlashAttention = "auto"
    kv_type: Literal["auto", "f16", "q8_0", "q4_0"] = "auto"


def settings_of(config: Config) -> Settings:
    """The configuration's wishes as plain values."""
    names = (one.name for one in dataclasses.fields(Settings))
    return Settings(**{name: getattr(config.model, name) for name in names})


def listing(config: Config, store: Store, hardware: Hardware) -> Listing:
    """The catalogue, and what else is installed or in use; nothing is asked of the network."""
    wishes, note = settings_of(config), ""
    if hardware.idle_card and wishes.gpu_layers != 0:
        note = (
            f"an {hardware.idle_card} GPU is idle, because llama.cpp was built without it:"
            f" {hardware.gpu_remedy}"
        )
    if wishes.gpu_layers > 0 and not hardware.gpus:
        note = (
            f"model.gpu_layers asks for {wishes.gpu_layers} layers on a GPU, and llama.cpp was"
            f" built without one: {hardware.gpu_remedy}; or set model.gpu_layers to -1"
        )
        wishes = dataclasses.replace(wishes, gpu_layers=-1)
    judge = _Judge(config, store, hardware, wishes)
    here = store.installed()
    rows = [judge.entry(entry, here) for entry in catalogue()]
    known = {row.path for row in rows if row.path}
    others = [*here, *judge.configured(here)]
    found = (judge.file(one) for one in others if str(one.path) not in known)
    rows += [row for row in found if row is not None]
    return Listing(
        machine=hardware.describe(),
        build=f"llama.cpp for {_backends(hardware)}",
        folder=str(store.folder),
        endpoint=config.model.endpoint,
        note=note,
        models=_recommended([row for row in rows if row.role != "projector"]),
    )


def told(need: Need, context: int) -> str:
    """``3.9 GB: 2.5 GB weights, 1.2 GB cache for 8,192 tokens, 0.2 GB to compute``."""
    return (
        f"{gigabytes(need.total)}: {gigabytes(need.weights)} weights, {gigabytes(need.cache)} cache"
        f" for {context:,} tokens, {gigabytes(need.step)} to compute"
    )


def explained(found: LoadPlan) -> str:
    """How a model would be loaded, in one sentence."""
    parts = []
    if found.gpu_layers:
        where = f"{found.gpu_layers} of {found.layers + 1} layers on the GPU"
        parts.append(f"{where}, needs there {told(found.vram, found.context)}")
        parts.append(f"and {gigabytes(found.ram.total)} of memory")
    else:
        parts.append(f"on the CPU, needs {told(found.ram, found.context)}")
    if found.tight:
        parts += found.warnings[:1]
    return ", ".join(parts)


class _Judge:
    """Says of each model how it would be loaded here."""

    def __init__(self, config: Config, store: Store, hardware: Hardware, wishes: Settings) -> None:
        self._store, self._hardware, self._wishes = store, hardware, wishes
        chosen = (config.model.path, config.memory.embedding_path)
        self._used = [path.expanduser().absolute() for path in chosen if path is not None]

    def configured(self, here: Iterable[Installed]) -> list[Installed]:
        """Files in use that lie elsewhere."""
        ours = {one.path for one in here}
        return [self._store.at(one) for one in self._used if one not in ours and one.is_file()]

    def entry(self, entry: Entry, here: Iterable[Installed]) -> ModelRow:
        path = self._store.path(entry.repository, entry.file)
        found = next((one for one in here if one.path == path), None)
        parts = [part_of(self._store.path(entry.repository, name)) for name in entry.files]
        numbers = entry.architecture if found is None else _read(found, entry)
        fits, why, loading = self._fit(numbers, embeds=entry.role == "embedding")
        return ModelRow(
            name=entry.name,
            role=entry.role,
            repository=entry.repository,
            files=list(entry.files),
            licence=entry.licence,
            parameters=entry.parameters,
            quantisation=entry.quantisation,
            size=entry.total_size,
            size_checked=entry.size_checked,
            context=entry.context,
            machine=entry.machine,
            about=entry.about,
            installed=found is not None,
            unfinished=sum(part.stat().st_size for part in parts if part.exists()),
            path=str(path) if found else None,
            in_use=path in self._used,
            recommended=False,
            fits=fits,
            why=why,
            ram=loading.ram.total if loading else None,
            vram=loading.vram.total if loading else None,
            gpu_layers=loading.gpu_layers if loading else None,
            layers=loading.layers if loading else None,
        )

    def file(self, one: Installed) -> ModelRow | None:
        """A file that the catalogue does not know; ``None`` for a later part of another."""
        role: Literal["chat", "embedding", "projector", "other"] = "other"
        fits: Fits = "no"
        loading, context, size = None, 0, one.size
        try:
            header = read_header(one.path)
        except GumptionError as error:
            why = error.message
        else:
            purpose = purpose_of(header)
            role = "other" if purpose == "adapter" else purpose
            context = header.context_length
            if header.parts > 1 and header.values.get("split.no") != 0:
                return None
            others = _other_parts(one, header)
            size += sum(other.size for other in others)
            numbers = architecture_of(header, others)
            fits, why, loading = self._fit(numbers, embeds=role == "embedding")
        return ModelRow(
            name=one.name,
            role=role,
            repository=one.sidecar.repository if one.sidecar else None,
            files=[one.sidecar.file if one.sidecar else one.path.name],
            licence=None,
            parameters=None,
            quantisation=None,
            size=size,
            size_checked=True,
            context=context,
            machine=None,
            about="" if one.sidecar else "your own file",
            installed=True,
            unfinished=0,
            path=str(one.path),
            in_use=one.path in self._used,
            recommended=False,
            fits=fits,
            why=why,
            ram=loading.ram.total if loading else None,
            vram=loading.vram.total if loading else None,
            gpu_layers=loading.gpu_layers if loading else None,
            layers=loading.layers if loading else None,
        )

    def _fit(
        self, architecture: Architecture, *, embeds: bool
    ) -> tuple[Fits, str, LoadPlan | None]:
        wishes = self._wishes
        if embeds:
            wishes = Settings(context=min(_EMBEDDING_CONTEXT, architecture.trained or 512))
        try:
            found = plan(architecture, wishes, self._hardware)
        except GumptionError as error:
            return "no", error.message, None
        return "tight" if found.tight else "yes", explained(found), found


def _other_parts(one: Installed, header: GgufHeader) -> list[GgufHeader]:
    """The headers of a split model's further parts, as far as they are here."""
    if header.parts == 1:
        return []
    try:
        return [read_header(part) for part in parts_of(one.path, header.parts)[1:]]
    except GumptionError:
        return []


def _read(found: Installed, entry: Entry) -> Architecture:
    """The numbers of a file that is here, which know better than the catalogue."""
    try:
        return architecture_of(read_header(found.path))
    except GumptionError:
        return entry.architecture


def _recommended(rows: list[ModelRow]) -> list[ModelRow]:
    """Mark the largest chat model of the catalogue that runs well here."""

    def good(row: ModelRow) -> bool:
        quick = row.size <= _CPU_WEIGHTS or bool(row.gpu_layers)
        return row.role == "chat" and row.machine is not None and row.fits == "yes" and quick

    best = max(filter(good, rows), key=lambda row: row.size, default=None)
    return [row.model_copy(update={"recommended": True}) if row is best else row for row in rows]


def _backends(hardware: Hardware) -> str:
    names = dict.fromkeys(gpu.name for gpu in hardware.gpus)
    return ", ".join(names) if names else "the CPU only"
