"""What ``python -m agent.models`` writes, line by line, and ``gumption model`` draws."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agent.wire import Progress, View

Fits = Literal["yes", "tight", "no"]


class Said(View):
    """A sentence worth telling at once."""

    type: Literal["said"] = "said"
    text: str


class ModelRow(View):
    """One model, of the catalogue or found on this machine.

    Sizes are in bytes, ``context`` in tokens. ``ram``, ``vram``, ``gpu_layers`` and ``layers`` say
    how it would be loaded here, ``why`` what that rests on; they are ``None`` where it cannot be.
    """

    name: str
    role: Literal["chat", "vision", "embedding", "projector", "other"]
    repository: str | None
    files: list[str]
    licence: str | None
    parameters: str | None
    quantisation: str | None
    size: int
    size_checked: bool
    context: int
    machine: str | None
    about: str
    installed: bool
    unfinished: int
    path: str | None
    in_use: bool
    recommended: bool
    fits: Fits
    why: str
    ram: int | None
    vram: int | None
    gpu_layers: int | None
    layers: int | None


class Listing(View):
    """``model list --json``."""

    type: Literal["listing"] = "listing"
    machine: str
    build: str
    folder: str
    endpoint: str
    note: str
    models: list[ModelRow]


class PulledFile(View):
    """One file that is here now."""

    name: str
    repository: str
    revision: str
    file: str
    path: str
    size: int
    sha256: str


class Pulled(View):
    """``model pull --json``: the model's own file first."""

    type: Literal["pulled"] = "pulled"
    name: str
    files: list[PulledFile]


class Used(View):
    """``model use --json``: what is configured now, and how it will be loaded."""

    type: Literal["used"] = "used"
    key: str
    path: str
    changed: bool
    plan: dict[str, str]
    warnings: list[str]


class VerifiedFile(View):
    """One file that was looked at; ``problem`` is empty where there is none."""

    path: str
    size: int
    sha256: str
    source: str
    problem: str
    remedy: str


class Verified(View):
    """``model verify --json``."""

    type: Literal["verified"] = "verified"
    files: list[VerifiedFile]


class Removed(View):
    """``model rm --json``: what was removed, or would be."""

    type: Literal["removed"] = "removed"
    files: list[str]
    size: int
    in_use: str
    done: bool


class Checked(View):
    """A file that may be configured."""

    type: Literal["checked"] = "checked"
    path: str


class Failed(View):
    """It went wrong, in words, and with the exit code to end with."""

    type: Literal["failed"] = "failed"
    message: str
    hint: str
    exit_code: int


Result = Listing | Pulled | Used | Verified | Removed | Checked
Line = Annotated[
    Progress | Said | Failed | Listing | Pulled | Used | Verified | Removed | Checked,
    Field(discriminator="type"),
]
