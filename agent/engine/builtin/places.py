"""Where commands were run, from a history that does not say: after ``cd ~/code/x``, in x.

Shells write down what was typed, not where. So changes of folder are followed from line to line, as
far as they can be: what begins somewhere unknown stays there until a whole path is named. Windows
that were open at the same time are mixed in a history; a folder counts as a project only where much
was done in it on several days.
"""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from agent.engine.builtin.events import Command

#: After so long a new window is opened, in the home folder.
_SESSION = timedelta(hours=6)
_HOME = "~"


def followed(commands: Iterable[Command]) -> list[Command]:
    """Commands with the folder that they were run in, where it is known.

    Args:
        commands: Oldest first; those that say where they were run are believed.
    """
    found: list[Command] = []
    here, before = "", ""
    for command in commands:
        if not found or command.at - found[-1].at > _SESSION:
            here, before = "", ""
        if command.cwd:
            here = command.cwd
        found.append(command if command.cwd or not command.timed else replace(command, cwd=here))
        if command.program in {"cd", "pushd", "z"} and not command.failed:
            there = _entered(command.line, here, before)
            here, before = there, here
    return found


def _entered(line: str, here: str, before: str) -> str:
    """The folder after a change of folder; empty where it cannot be known."""
    try:
        words = shlex.split(line)
    except ValueError:
        return ""
    paths = [word for word in words[1:] if word == "-" or not word.startswith("-")]
    if not paths:
        return _HOME if words[:1] == ["cd"] else ""
    path = paths[0].replace("$HOME", _HOME).rstrip("/") or "/"
    if path == "-":
        return before
    if path.startswith(("/", _HOME)):
        return path
    return posixpath.normpath(posixpath.join(here, path)) if here else ""
