"""Images become the words in them, or a counted drop; the file is judged before any decoder is."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from agent.config import ModelSection
from agent.gate import Gate
from agent.images import ImageReading, Tesseract, Words, fault_of, image_reading
from memory.errors import ModelError, ModelTimeout
from memory.types import Observation
from tests.support.models import START


@dataclass
class FakeReader:
    """Reads what it was given, or fails with it."""

    says: Words | ModelError = field(default_factory=lambda: Words("Dear library"))
    name: str = "fake"
    asked: list[Path] = field(default_factory=list)

    def read(self, image: Path) -> Words:
        """Remember and answer."""
        self.asked.append(image)
        if isinstance(self.says, ModelError):
            raise self.says
        return self.says


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A screen, in small."""
    path = tmp_path / "screen.png"
    Image.new("RGB", (64, 48), "white").save(path)
    return path


def seen(path: Path | str, **changes: object) -> Observation:
    """An image observation."""
    given = {"source": "screen", "content": str(path), "kind": "image", "observed_at": START}
    return Observation(**{**given, **changes})  # type: ignore[arg-type]


def through(observation: Observation, readers: Sequence[FakeReader]) -> Observation | str:
    """What the gate makes of it, taken in and then read: the words, or the one reason why not."""
    gate = Gate(images=ImageReading(readers))
    admitted = gate.admit([observation], START)
    if admitted.kept:
        return gate.read_image(admitted.kept[0], START)
    [(reason, count)] = admitted.dropped.items()
    assert count == 1
    return reason


def executable(folder: Path, script: str) -> Tesseract:
    """A command named tesseract, found on the search path like the real one."""
    folder.mkdir(exist_ok=True)
    command = folder / "tesseract"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(0o755)
    found = Tesseract.found(str(folder))
    assert found is not None
    return found


def test_an_image_is_kept_as_the_words_in_it(picture: Path) -> None:
    """With what is done there, where it came from, and who read it; nobody said it themselves."""
    reader = FakeReader(Words("Dear library", ("Writes a mail",)))
    kept = through(seen(picture, origin="self-stated"), [reader])

    assert isinstance(kept, Observation)
    assert kept.content == "Dear library\nDoing: Writes a mail"
    assert (kept.kind, kept.origin) == ("text", "third-party content")
    assert kept.context["path"] == str(picture)
    assert kept.context["read_by"] == "fake"


def test_taking_in_does_not_wait_for_reading(picture: Path) -> None:
    """Where the picture lies is kept as it stands, whatever names and secrets it looks like."""
    reader = FakeReader()
    gate = Gate(images=ImageReading([reader]))
    [kept] = gate.admit([seen(picture, external_id="s1", origin="own action")], START).kept

    assert (kept.kind, kept.content, kept.external_id) == ("image", str(picture), "s1")
    assert reader.asked == []


def test_words_in_an_image_pass_the_gate_like_all_others(picture: Path) -> None:
    """A secret on the screen is redacted as one in a text is."""
    secret = "ghp_" + "a1B2" * 9
    kept = through(seen(picture), [FakeReader(Words(f"token {secret}"))])

    assert isinstance(kept, Observation)
    assert secret not in kept.content


def test_without_a_reader_images_are_dropped_and_counted(picture: Path) -> None:
    """And ``doctor`` says what would read them."""
    assert through(seen(picture), []) == "no way to read images"
    assert "tesseract" in ImageReading().told


def test_the_first_reader_that_can_reads(picture: Path) -> None:
    """OCR where the model fails; when nobody can, that is its own reason."""
    broken = FakeReader(ModelTimeout("late"), name="model")
    kept = through(seen(picture), [broken, FakeReader()])

    assert isinstance(kept, Observation)
    assert kept.context["read_by"] == "fake"
    assert len(broken.asked) == 1
    assert through(seen(picture), [broken]) == "image could not be read"
    assert through(seen(picture), [FakeReader(Words("  "))]) == "nothing in the image"


def test_what_is_not_to_be_recorded_is_not_looked_at(picture: Path) -> None:
    """A private window is dropped before anything opens the picture."""
    reader = FakeReader()
    private = seen(picture, context={"app": "Firefox", "title": "Bank — Private Browsing"})

    assert through(private, [reader]) == "private window"
    assert reader.asked == []


def _png(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims a size."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not an image that can be read"),
        (b"MZ" + b"\0" * 100, "not an image that can be read"),
        (b"\x89PNG\r\n\x1a\n", "not an image that can be read"),
        (b"\xff\xd8\xff\xe0\x00", "not an image that can be read"),
        (b"\xff\xd8\xff\xe0\xff\xff", "not an image that can be read"),
        (_png(60_000, 60_000), "image too large"),
        (_png(30_000, 20), "image too large"),
        (_png(4, 4), "image too small"),
    ],
    ids=["empty", "program", "png cut", "jpeg cut", "jpeg lies", "bomb", "strip", "dot"],
)
def test_a_file_is_judged_by_its_head_and_size(tmp_path: Path, content: bytes, reason: str) -> None:
    """Before a decoder sees it: a bomb is a few bytes that claim to be a poster."""
    path = tmp_path / "x.png"
    path.write_bytes(content)
    reader = FakeReader()

    assert through(seen(path), [reader]) == reason
    assert reader.asked == []


def test_a_file_of_many_bytes_is_not_read_at_all(tmp_path: Path) -> None:
    """However small a picture it claims to be."""
    path = tmp_path / "x.png"
    path.write_bytes(_png(64, 64))
    os.truncate(path, 33 * 1024 * 1024)

    assert fault_of(path) == "image too large"


def test_what_is_no_file_is_missing_or_no_image(tmp_path: Path) -> None:
    """A pipe would hold whoever opens it for ever."""
    pipe = tmp_path / "pipe.png"
    os.mkfifo(pipe)

    assert through(seen(tmp_path / "gone.png"), [FakeReader()]) == "image missing"
    assert through(seen(tmp_path), [FakeReader()]) == "not an image that can be read"
    assert through(seen(pipe), [FakeReader()]) == "not an image that can be read"


def test_a_photograph_is_an_image(tmp_path: Path) -> None:
    """JPEG, under any name, by path or by address."""
    path = tmp_path / "photo of a page"
    Image.new("L", (640, 480), 200).save(path, "JPEG")

    assert fault_of(path) == ""
    assert isinstance(through(seen(path.as_uri()), [FakeReader()]), Observation)


def test_tesseract_reads_by_its_command(tmp_path: Path, picture: Path) -> None:
    """One argument for the file, the words on its standard output, no shell in between."""
    ocr = executable(tmp_path / "bin", 'echo "Dear $# $2"; [ -f "$1" ] && echo "found"')

    assert ocr.read(picture).text == "Dear 2 stdout\nfound\n"


def test_a_name_that_looks_like_a_command_is_a_name(tmp_path: Path) -> None:
    """Nothing is run that an image's name asks for."""
    strange = tmp_path / "-x; touch ran $(touch ran) .png"
    Image.new("RGB", (64, 48)).save(strange, "PNG")
    ocr = executable(tmp_path / "bin", 'cd "$(dirname "$1")"; [ -f "$1" ] && echo "found"')

    assert ocr.read(strange).text == "found\n"
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("script", "error"),
    [("echo no such language >&2; exit 1", ModelError), ("exec tail -f /dev/null", ModelTimeout)],
)
def test_a_tesseract_that_fails_or_hangs_is_an_error(
    tmp_path: Path, picture: Path, script: str, error: type[Exception]
) -> None:
    """It is ended when its time is up."""
    ocr = executable(tmp_path / "bin", script)
    impatient = Tesseract(ocr._command, patience=0.2)

    with pytest.raises(error):
        impatient.read(picture)


def test_the_best_reader_there_is_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model with a projector beside it, else Tesseract, else none; ``doctor`` names them."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    model = tmp_path / "seer.gguf"
    assert "no way" in image_reading(ModelSection(path=model)).told

    executable(tmp_path / "bin", "true")
    assert image_reading(ModelSection(path=model)).told == (
        "read before they are learnt from, by tesseract"
    )
    (tmp_path / "mmproj-seer.gguf").touch()
    model.touch()
    told = image_reading(ModelSection(path=model)).told
    assert told.endswith("by seer (image-1), else by tesseract")
