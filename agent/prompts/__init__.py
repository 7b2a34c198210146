"""Prompts: one file each, versioned, written for models of three to eight billion parameters.

A file begins with its version and a line of three hyphens; the rest is the system message. It
holds nothing that changes, so that it stays the same prefix from call to call and its keys and
values stay in the model's cache. Whoever edits a prompt gives it a new version.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

PromptName = Literal["learn", "suggest", "chat"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """The fixed part of a prompt. ``version`` is its name and a number, such as ``learn-1``."""

    name: PromptName
    version: str
    text: str


@cache
def load_prompt(name: PromptName) -> Prompt:
    """Read a prompt from this package."""
    head, _, text = (files(__name__) / f"{name}.md").read_text("utf-8").partition("\n---\n")
    return Prompt(name, head.removeprefix("version:").strip(), text.strip())
