"""The curated models: a few of each kind, from ``catalogue.toml`` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.models.memory import Architecture

Role = Literal["chat", "vision", "embedding"]


class Entry(BaseModel):
    """One model of the catalogue; sizes in bytes, ``machine`` is the RAM that it is meant for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    role: Role
    repository: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    file: str
    size: int = Field(gt=0)
    size_checked: bool = True
    projector: str | None = None
    projector_size: int = 0
    licence: str
    parameters: str
    quantisation: str
    context: int
    machine: str
    about: str
    layers: int = Field(gt=0)
    width: int
    inner: int
    heads: int
    kv_heads: int
    head: int
    vocabulary: int

    @property
    def files(self) -> tuple[str, ...]:
        """What has to be fetched."""
        return (self.file,) if self.projector is None else (self.file, self.projector)

    @property
    def total_size(self) -> int:
        """Bytes of all files."""
        return self.size + self.projector_size

    @property
    def architecture(self) -> Architecture:
        """Its numbers, with the weights spread evenly: enough to tell whether it fits."""
        # A projector is loaded whole beside the model.
        share = self.total_size // (self.layers + 2)
        row = (self.kv_heads * self.head,) * self.layers
        return Architecture(
            layer_bytes=(share,) * self.layers,
            input_bytes=share,
            output_bytes=share,
            tied=False,
            keys=row,
            values=row,
            head=self.head,
            state=0,
            width=self.width,
            inner=self.inner,
            heads=self.heads,
            vocabulary=self.vocabulary,
            trained=self.context,
        )


@cache
def catalogue() -> tuple[Entry, ...]:
    """All entries, in the order of the file."""
    text = files("agent.models").joinpath("catalogue.toml").read_text("utf-8")
    return tuple(Entry.model_validate(row) for row in tomllib.loads(text)["model"])


def find(name: str) -> Entry | None:
    """The entry of a name, in any case."""
    return next((entry for entry in catalogue() if entry.name == name.strip().lower()), None)
