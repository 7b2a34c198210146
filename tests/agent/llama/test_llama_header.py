"""A model file is judged before native code touches it."""

from __future__ import annotations

import struct
from pathlib import Path

import gguf
import numpy as np
import pytest

from agent.llama.header import check_chat_model, read_header
from memory.errors import ModelUnavailable
from tests.support.tiny_gguf import CHATML, write_embedding_model, write_random_chat_model


def test_a_chat_model_tells_what_it_is(noise: Path) -> None:
    """Architecture, layers, context and template are read from the file."""
    header = check_chat_model(noise)

    assert header.architecture == "llama"
    assert (header.block_count, header.context_length) == (2, 8192)
    assert header.chat_template == CHATML
    assert header.lengths["tokenizer.ggml.tokens"] == 260
    assert header.needed <= header.size


@pytest.mark.parametrize("kept", [5, 30, 1_000, 5_000, -1])
def test_a_broken_off_download_is_told_as_such(noise: Path, tmp_path: Path, kept: int) -> None:
    """Wherever the file ends too early, the message says incomplete and the hint says download."""
    path = tmp_path / "part.gguf"
    path.write_bytes(noise.read_bytes()[:kept])

    with pytest.raises(ModelUnavailable, match="incomplete") as caught:
        check_chat_model(path)

    assert "download it again" in caught.value.hint


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 a zip archive", "not a GGUF file"),
        (b"GGUF" + struct.pack("<I", 99) + b"\0" * 16, "version 99"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 1), "damaged"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 1 << 62), "incomplete"),
        (b"GGUF" + struct.pack("<IQQQ1sI", 3, 0, 1, 1, b"k", 77), "damaged"),
    ],
)
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """Empty files, other formats, unknown versions and absurd numbers get their own words."""
    path = tmp_path / "file.gguf"
    path.write_bytes(content)

    with pytest.raises(ModelUnavailable, match=message):
        read_header(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    """Neither is a traceback."""
    with pytest.raises(ModelUnavailable, match="no model file"):
        read_header(tmp_path / "nothing.gguf")
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        read_header(tmp_path)


def test_an_embedding_model_is_sent_to_its_own_setting(tmp_path: Path) -> None:
    """The hint names the setting where such a model belongs."""
    with pytest.raises(ModelUnavailable, match="embedding model") as caught:
        check_chat_model(write_embedding_model(tmp_path / "bert.gguf"))

    assert "embedding_path" in caught.value.hint


def test_a_projector_is_no_model(tmp_path: Path) -> None:
    """A file that only completes a model is refused with advice."""
    path = tmp_path / "mmproj.gguf"
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_type("mmproj")
    writer.add_tensor("v.weight", np.zeros((4, 32), dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()

    with pytest.raises(ModelUnavailable, match="a part for one"):
        check_chat_model(path)


def test_the_same_seed_writes_the_same_model(tmp_path: Path) -> None:
    """Tests that use the tiny model do not change from run to run."""
    first = write_random_chat_model(tmp_path / "a.gguf", seed=3).read_bytes()

    assert write_random_chat_model(tmp_path / "b.gguf", seed=3).read_bytes() == first
    assert write_random_chat_model(tmp_path / "c.gguf", seed=4).read_bytes() != first
