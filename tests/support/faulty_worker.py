"""A model process with a fault planted in it: ``python faulty_worker.py FAULT FOLDER``.

Faults: ``abort`` ends in native code while loading; ``abort-once`` only the first time (the folder
remembers); ``stuck`` never gets on with loading; ``cramped:N`` has no memory for a context of more
than N tokens; ``abort-on-answer`` ends in native code at the first token of an answer.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from agent.llama import native, runtime, sampling, worker

_LOAD, _CHOOSE = "load", "choose"


def _abort(*_: object) -> NoReturn:
    os.abort()


def _stuck(*_: object) -> NoReturn:
    while True:
        signal.pause()


def plant(fault: str, folder: Path) -> None:
    """Put the fault in."""
    name, _, number = fault.partition(":")
    seen = folder / "seen"
    if name == "abort" or (name == "abort-once" and not seen.exists()):
        seen.touch()
        setattr(runtime, _LOAD, _abort)
    elif name == "stuck":
        setattr(runtime, _LOAD, _stuck)
    elif name == "abort-on-answer":
        setattr(sampling.TokenSampler, _CHOOSE, _abort)
    elif name == "cramped":
        library: Any = native.library()
        make = library.llama_init_from_model

        def cramped(model: object, parameters: Any) -> Any:  # noqa: ANN401 – native values
            return make(model, parameters) if parameters.n_ctx <= int(number) else None

        library.llama_init_from_model = cramped


if __name__ == "__main__":
    plant(sys.argv[1], Path(sys.argv[2]))
    worker.main()
