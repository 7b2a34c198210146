"""Prompts: one file each, versioned, written for models of three to eight billion parameters.

A file has three parts with a line of three hyphens between them: its version; the system message,
which holds nothing that changes, so that it stays the same prefix from call to call and its keys
and values stay in the model's cache; and the frame of the question, with the names of what is put
into it in braces. Whoever edits a prompt gives it a new version (a test holds them to it), because
what a prompt led to is written down with the prompt's version.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

PromptName = Literal["learn", "suggest", "chat", "image"]

_SAYS: Final = re.compile(r'"text": ("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt.

    Attributes:
        name: What it is for.
        version: Its name and a number, such as ``learn-1``.
        text: The fixed part.
        frame: What changes, as :meth:`str.format` takes it.
    """

    name: PromptName
    version: str
    text: str
    frame: str

    @property
    def examples(self) -> tuple[str, ...]:
        """What the worked example says, which a small model likes to say again."""
        return tuple(json.loads(found) for found in _SAYS.findall(self.text))

    @property
    def digest(self) -> str:
        """Changes with every letter of the prompt."""
        written = f"{self.text}\n---\n{self.frame}"
        return hashlib.sha256(written.encode()).hexdigest()[:16]


@cache
def load_prompt(name: PromptName) -> Prompt:
    """Read a prompt from this package."""
    written = (files(__name__) / f"{name}.md").read_text("utf-8")
    head, text, frame = written.split("\n---\n")
    return Prompt(name, head.removeprefix("version:").strip(), text.strip(), frame.strip())
