"""A process of our own beside this one: the same interpreter, the same code, text in UTF-8."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

#: Where the code that runs here is.
_HERE = Path(__file__).resolve().parents[2]


def command(module: str, *words: str) -> list[str]:
    """What runs one of our modules.

    Not with what lies in the working directory: many a project has an ``agent`` folder of its own.
    """
    return [sys.executable, "-P", "-m", module, *words]


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Its environment: the code is that of this process, whatever its locale its streams UTF-8."""
    paths = [str(_HERE), *filter(None, [environ.get("PYTHONPATH")])]
    return {**environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}
