"""What can be configured: every option described where it is declared.

:mod:`agent.config_file` reads and writes the file from these declarations, so that the file, the
checks and the documentation cannot drift apart.
"""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from agent.endpoint import address
from memory.types import Sensitivity

#: A prompt with nothing but its instructions takes about this.
SMALLEST_CONTEXT = 512

#: Longer than a century no calendar reckons with.
MOST_DAYS = 36_525
Seconds = Annotated[float, Field(gt=0, le=MOST_DAYS * 86_400)]
OBSERVERS = "observers"


class Section(BaseModel):
    """One table of the file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ModelSection(Section):
    """The language model. Without one the built-in engine does the thinking."""

    path: Path | None = Field(
        default=None, description="A GGUF chat model. Empty: the built-in engine."
    )
    endpoint: str = Field(
        default="",
        description=(
            'Instead of a file: an OpenAI-compatible server, such as "http://127.0.0.1:8080/v1".'
        ),
    )
    name: str = Field(
        default="", description="Which of the server's models; empty takes its first."
    )
    api_key_env: str = Field(
        default="",
        pattern=r"^([A-Za-z_][A-Za-z0-9_]*)?$",
        description="The environment variable that holds the server's key, if it wants one.",
    )
    allow_remote: bool = Field(
        default=False,
        description=(
            "Whether the server may be on another machine. What you observe is then sent there;"
            " every screen says so."
        ),
    )
    gpu_layers: int = Field(
        default=-1,
        ge=-1,
        description=(
            "Layers to put on the GPU; -1 puts as many as fit. Asking for some where llama.cpp was"
            " built for the CPU only is an error."
        ),
    )
    context: int = Field(
        default=0,
        ge=0,
        le=1_048_576,
        description=(
            "Tokens that the model can see at once, from 512. 0 chooses: 8192, or less where that"
            " does not fit."
        ),
    )
    threads: int = Field(
        default=0,
        ge=0,
        le=1024,
        description="CPU threads to think with; 0 chooses by the cores that may be used.",
    )
    batch: int = Field(
        default=0,
        ge=0,
        le=4096,
        description=(
            "Prompt tokens evaluated at once; 0 chooses. Smaller ones can be interrupted sooner."
        ),
    )
    flash_attention: Literal["auto", "on", "off"] = Field(
        default="auto",
        description='Attention without writing out its scores: "auto", "on" or "off".',
    )
    kv_type: Literal["auto", "f16", "q8_0", "q4_0"] = Field(
        default="auto",
        description=(
            'Precision of the key-value cache: "f16", "q8_0" (half the memory), "q4_0" (a quarter,'
            ' with some loss). "auto" takes f16 where it fits, else q8_0.'
        ),
    )
    hub: str = Field(
        default="https://huggingface.co",
        pattern=r"^https?://[^\s/?#]+/?$",
        description=(
            "Where gumption model pull looks, the only thing that fetches language models. The"
            " variable HF_ENDPOINT goes before it."
        ),
    )
    max_tokens: int = Field(default=1536, ge=16, description="Most tokens of one answer.")
    temperature: float = Field(
        default=0.2, ge=0, le=2, description="0 always takes the likeliest word."
    )
    seed: int = Field(
        default=1,
        ge=0,
        le=2**63 - 1,  # TOML's largest
        description="The same seed and prompt give the same answer.",
    )
    idle_unload_minutes: float = Field(
        default=30.0,
        ge=0,
        description=(
            "The model leaves memory when nobody asked it for so long, and loads again when"
            " somebody does. 0 keeps it."
        ),
    )

    @field_validator("path", mode="before")
    @classmethod
    def _path(cls, path: object) -> object:
        return _path_or_none(path)

    @field_validator("hub")
    @classmethod
    def _encrypted(cls, hub: str) -> str:
        parts = address.parse(hub)
        host = parts.hostname or ""
        if parts.scheme != "https" and host != "localhost" and not address.is_loopback(host):
            raise ValueError("give an address that begins with https://")
        return hub

    @field_validator("context")
    @classmethod
    def _context(cls, context: int) -> int:
        if 0 < context < SMALLEST_CONTEXT:
            raise ValueError(f"give 0 to choose, or at least {SMALLEST_CONTEXT}")
        return context

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        """One model, and on this machine unless told otherwise."""
        if not self.endpoint:
            return self
        if self.path is not None:
            raise ValueError("give model.path or model.endpoint, not both")
        host = address.parse(self.endpoint).hostname or ""
        if not self.allow_remote and not _here(host):
            raise ValueError(
                f"{host} is not this machine; if it is meant to see what you observe, set"
                " allow_remote = true"
            )
        return self

    @model_validator(mode="after")
    def _quantised_cache(self) -> Self:
        if self.flash_attention == "off" and self.kv_type in {"q8_0", "q4_0"}:
            raise ValueError("a quantised kv_type needs flash_attention")
        return self


def _here(host: str) -> bool:
    """Whether a host is this machine, as it is written.

    A name is looked up when it is connected to: a file must be readable without a network.
    """
    return host == "localhost" or address.is_loopback(host)


class MemorySection(Section):
    """The store."""

    chroma: str = Field(
        default="embedded",
        pattern=r"^(embedded|https?://\S+)$",
        description='The dense index: "embedded", or the address of a Chroma server ("http://…").',
    )
    allow_remote: bool = Field(
        default=False,
        description=(
            "Whether the Chroma server may be on another machine. It is sent vectors, from which"
            " what was said can be guessed in part, and no text."
        ),
    )
    embedding_path: Path | None = Field(
        default=None,
        description=(
            "The embedding model: a GGUF file, or a folder with all-MiniLM-L6-v2's"
            " model.safetensors. Empty: MiniLM from its installed package or the cache."
        ),
    )

    download: bool = Field(
        default=False,
        description=(
            "Whether MiniLM may be fetched from the Hugging Face hub, once, when it is nowhere on"
            " this machine. Nothing else is ever fetched."
        ),
    )

    @field_validator("embedding_path", mode="before")
    @classmethod
    def _path(cls, path: object) -> object:
        return _path_or_none(path)

    @model_validator(mode="after")
    def _at_home(self) -> Self:
        """The index on this machine unless told otherwise."""
        if self.chroma == "embedded" or self.allow_remote:
            return self
        host = urlsplit(self.chroma).hostname or ""
        if not _here(host):
            raise ValueError(
                f"{host or self.chroma} is not this machine; if it is meant to hold the vectors of"
                " what you observe, set memory.allow_remote = true first"
            )
        return self


class LearnSection(Section):
    """Learning in the background."""

    every: Seconds = Field(default=300, description="Seconds between looks at what is pending.")
    idle_minutes: float = Field(
        default=0,
        ge=0,
        description="Learn in the background only after so many minutes without anything new from"
        " you; 0 does not wait.",
    )
    on_battery: bool = Field(
        default=True, description="Whether to learn in the background while on battery."
    )
    max_load: float = Field(
        default=0,
        ge=0,
        description="Learn in the background only while the load average per core is not above"
        " this; 0 does not ask.",
    )


class SuggestSection(Section):
    """Offering help before it is asked."""

    every: Seconds = Field(
        default=600, description="Seconds between looks for something to suggest."
    )
    daily_budget: int = Field(default=8, ge=0, description="Most suggestions shown in 24 hours.")
    per_minute: int = Field(default=1, ge=1, description="Most suggestions shown in one minute.")
    burn_in_hours: float = Field(
        default=24.0,
        ge=0,
        le=MOST_DAYS * 24,
        description="Hours after the first start before anything is suggested.",
    )
    quiet_hours: str = Field(
        default="",
        description='When nothing is suggested, such as "22:00-07:00". Empty: never quiet.',
    )

    @field_validator("quiet_hours")
    @classmethod
    def _two_times(cls, text: str) -> str:
        if text:
            parse_hours(text)
        return text

    @property
    def quiet(self) -> tuple[time, time] | None:
        """The quiet hours as local times (from, to), which may run over midnight."""
        return parse_hours(self.quiet_hours) if self.quiet_hours else None


class PrivacySection(Section):
    """Who may know what."""

    clearance: Sensitivity = Field(
        default="personal",
        description="The most sensitive memory that chat and suggestions may draw on: public,"
        " personal, sensitive or secret.",
    )
    pseudonymise: bool = Field(
        default=False,
        description="Replace the names, addresses and telephone numbers of other people by stable"
        " pseudonyms before anything is written.",
    )
    own_names: tuple[str, ...] = Field(
        default=(),
        description='Your own names, addresses and numbers, which stay: ["Robin", "robin@…"].',
    )


class RetentionSection(Section):
    """How long raw observations are kept. What was learnt from them stays, with what it quotes.

    What you said yourself stays until you forget it.
    """

    days: float = Field(
        default=14,
        ge=0,
        le=MOST_DAYS,
        description="Days after which raw observations (commands, windows, pages, …) go, counted"
        " from when they were taken in; 0 keeps them.",
    )
    max_mb: float = Field(
        default=2000,
        ge=0,
        description="Megabytes of observed text above which the oldest go earlier; 0: no limit.",
    )


class ObserverTable(BaseModel):
    """One source. Which options it has besides ``enabled`` is the observer's own affair."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)

    enabled: bool = False


class ObserversSection(BaseModel):
    """Sources that go on being read, a table each, as [observers.shell].

    All of them are off until you enable them: gumption observers list shows what there is and what
    each would read, gumption observers enable NAME writes the table.
    """

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)
    __pydantic_extra__: dict[str, ObserverTable] = Field(init=False)

    def tables(self) -> dict[str, dict[str, Any]]:
        """Every table that was written, with its options."""
        return {
            name: table.model_dump(mode="json")
            for name, table in (self.__pydantic_extra__ or {}).items()
        }


class DaemonSection(Section):
    """What the daemon may take of the machine."""

    memory_mb: float = Field(
        default=1000,
        ge=0,
        description="Megabytes of memory, without the language model's own process, above which"
        " garbage is looked for every minute and doctor warns; 0: no limit.",
    )


class Config(Section):
    """Everything that can be set. ``Config()`` is the defaults."""

    model: ModelSection = ModelSection()
    memory: MemorySection = MemorySection()
    learn: LearnSection = LearnSection()
    suggest: SuggestSection = SuggestSection()
    privacy: PrivacySection = PrivacySection()
    retention: RetentionSection = RetentionSection()
    daemon: DaemonSection = DaemonSection()
    # Last: whoever writes tables of their own under it takes nothing from the sections above.
    observers: ObserversSection = ObserversSection()


def _path_or_none(path: object) -> object:
    """TOML has no null: an empty path means that there is none."""
    if isinstance(path, str):
        return Path(path).expanduser() if path.strip() else None
    return path


def parse_hours(text: str) -> tuple[time, time]:
    """``"22:00-07:00"`` as two times.

    Raises:
        ValueError: it is not two times of day.
    """
    found = re.fullmatch(r"\s*(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})\s*", text)
    if not found:
        raise ValueError('give two times of day such as "22:00-07:00"')
    start, end = (time.fromisoformat(part.zfill(5)) for part in found.groups())
    return start, end
