"""A picture through llama.cpp's own image code: tiny model, tiny projector, real calls.

What a real vision model reads is not tested here: there is none. These weights are random, so that
the shape of the answer is the grammar's doing alone.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from PIL import Image

from agent.llama.options import RuntimeOptions
from agent.llama.vision import VisionModel
from memory.errors import ModelError, ModelOutputInvalid, ModelTimeout
from tests.support.tiny_gguf import (
    TinyShape,
    write_embedding_model,
    write_projector,
    write_random_chat_model,
)

#: Noise writes bytes, a token each, until the grammar ends its strings.
_ROOM = 14_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model, its projector and a picture."""
    folder = tmp_path_factory.mktemp("seeing")
    write_random_chat_model(folder / "seer.gguf", shape=TinyShape(context=16384))
    write_projector(folder / "mmproj-seer.gguf")
    Image.new("RGB", (60, 40), "red").save(folder / "red.png")
    return folder


def _model(
    folder: Path, *, projector: str = "mmproj-seer.gguf", max_tokens: int = 900
) -> VisionModel:
    options = RuntimeOptions(path=folder / "seer.gguf", context=16384, threads=1)
    return VisionModel(options, folder / projector, max_tokens=max_tokens)


def test_a_picture_goes_through_projector_and_model(folder: Path) -> None:
    """Decoded, cut into patches, evaluated between the words of the prompt, and answered."""
    read = _model(folder, max_tokens=_ROOM).read(folder / "red.png")

    assert len(read.text) <= 2400
    assert len(read.actions) <= 6


def test_an_answer_that_is_cut_off_is_no_answer(folder: Path) -> None:
    """Half a transcription is not taken for a whole one."""
    with pytest.raises(ModelOutputInvalid):
        _model(folder, max_tokens=20).read(folder / "red.png")


def test_what_is_no_projector_or_no_picture_is_an_error(folder: Path) -> None:
    """In llama.cpp's own words, from a process that nothing of ours dies with."""
    write_embedding_model(folder / "other.gguf")
    (folder / "spoilt.png").write_bytes((folder / "red.png").read_bytes()[:60])

    with pytest.raises(ModelError, match="does not let this model see"):
        _model(folder, projector="other.gguf").read(folder / "red.png")
    with pytest.raises(ModelError, match="cannot be decoded"):
        _model(folder).read(folder / "spoilt.png")


def test_a_picture_that_does_not_fit_the_context_is_refused(folder: Path) -> None:
    """Before it is evaluated."""
    with pytest.raises(ModelError, match="raise model"):
        _model(folder, max_tokens=100_000).read(folder / "red.png")


def test_reading_stops_while_somebody_more_urgent_is_served(folder: Path) -> None:
    """Between two instructions, and its patience with it; afterwards it goes on to its end."""
    options = RuntimeOptions(path=folder / "seer.gguf")
    answer = json.dumps({"text": "seen", "actions": []})
    # Long enough at work for a look at who waits.
    code = f"import sys, time; sys.stdin.read(); time.sleep(0.2); print({answer!r})"
    looks: list[str] = []
    before = {one.pid for one in psutil.Process().children()}

    def urgent() -> bool:
        """At the first look nobody; then for as long as it takes to be stopped; then nobody."""
        own = [one.status() for one in psutil.Process().children() if one.pid not in before]
        looks.extend(own)
        return bool(own) and psutil.STATUS_STOPPED not in looks

    command = (sys.executable, "-c", code)
    model = VisionModel(options, folder / "mmproj-seer.gguf", command=command, urgent=urgent)

    assert model.read(folder / "red.png").text == "seen"
    assert psutil.STATUS_STOPPED in looks


def test_a_stopped_reader_ends_with_whoever_started_it() -> None:
    """Killed outright while it waits for its turn."""
    code = (
        "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_DFL)  # not so under nohup\n"
        "from pathlib import Path; from agent.llama.options import RuntimeOptions\n"
        "from agent.llama.vision import VisionModel; import psutil, time\n"
        "waits = (sys.executable, '-c', 'import time; time.sleep(600)')\n"
        "own = psutil.Process()\n"
        "def urgent():\n"
        "    for one in own.children():\n"
        "        print(one.pid, one.status(), flush=True)\n"
        "    return bool(own.children())\n"
        "model = VisionModel(RuntimeOptions(path=Path('m')), Path('p'), command=waits,"
        " urgent=urgent)\n"
        "model.read(Path('i'))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        told = next(line.split() for line in parent.stdout if psutil.STATUS_STOPPED in line)
        parent.kill()
        parent.wait(30)
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(int(told[0])).wait(30)

    assert not psutil.pid_exists(int(told[0])) or _is_over(int(told[0]))


def _is_over(pid: int) -> bool:
    return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)


def test_a_process_that_hangs_is_ended(folder: Path) -> None:
    """And one that cannot even start is an error as well."""
    options = RuntimeOptions(path=folder / "seer.gguf")
    waits = (sys.executable, "-c", "import threading; threading.Event().wait()")
    hanging = VisionModel(options, folder / "mmproj-seer.gguf", patience=0.3, command=waits)
    absent = VisionModel(options, folder / "mmproj-seer.gguf", command=(str(folder / "gone"),))

    with pytest.raises(ModelTimeout):
        hanging.read(folder / "red.png")
    with pytest.raises(ModelError, match="does not start"):
        absent.read(folder / "red.png")
