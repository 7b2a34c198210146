"""Files that were made to do harm, or by nobody at all, are read in bounded time and memory."""

from __future__ import annotations

import contextlib
import struct
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.llama import native
from agent.llama.gguf_reader import read_header
from agent.llama.header import check_chat_model, purpose_of
from agent.models.memory import architecture_of
from memory.errors import ModelUnavailable
from tests.support.tiny_gguf import write_embedding_model, write_random_chat_model

_QUICK = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def text(value: bytes) -> bytes:
    """A string as GGUF writes it."""
    return struct.pack("<Q", len(value)) + value


def pair(key: bytes, kind: int, value: bytes) -> bytes:
    """A key with its value."""
    return text(key) + struct.pack("<I", kind) + value


def start(tensors: int, keys: int, version: int = 3) -> bytes:
    """The first bytes of a file."""
    return b"GGUF" + struct.pack("<IQQ", version, tensors, keys)


def judged(path: Path) -> None:
    """Read a file as it is before it is loaded; whatever is wrong, it is one error of ours."""
    with contextlib.suppress(ModelUnavailable):
        architecture_of(check_chat_model(path))


@_QUICK
@given(content=st.binary(max_size=400))
def test_noise_is_refused(tmp_path: Path, content: bytes) -> None:
    """After the magic anything may follow."""
    path = tmp_path / "noise.gguf"
    path.write_bytes(start(3, 3)[:8] + content)
    judged(path)


@_QUICK
@given(data=st.data())
def test_a_damaged_model_is_refused_or_read(
    noise: Path, tmp_path: Path, data: st.DataObject
) -> None:
    """Bytes of a real header overwritten anywhere: an answer or an error of ours, no traceback."""
    content = bytearray(noise.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, 9000))
        content[place : place + 8] = data.draw(st.binary(min_size=8, max_size=8))
    path = tmp_path / "damaged.gguf"
    path.write_bytes(content)
    judged(path)


@_QUICK
@given(kept=st.integers(0, 20_000))
def test_a_truncated_model_is_refused(noise: Path, tmp_path: Path, kept: int) -> None:
    """Wherever it ends, it is refused before loading."""
    content = noise.read_bytes()[:kept]
    path = tmp_path / "cut.gguf"
    path.write_bytes(content)

    with pytest.raises(ModelUnavailable):
        check_chat_model(path)


_NESTED = b"".join(struct.pack("<IQ", 9, 1) for _ in range(2000)) + struct.pack("<IQ", 4, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (start(1 << 40, 0), "entries"),
        (start(0, 1 << 63), "entries"),
        (start(0, 1) + pair(b"a", 9, struct.pack("<IQ", 8, 1 << 50)), "too long"),
        (start(0, 1) + pair(b"a", 9, _NESTED), "too long"),
        (start(0, 1) + pair(b"a", 8, struct.pack("<Q", 1 << 62)), "incomplete"),
        (start(0, 1) + struct.pack("<Q", 1 << 17) + b"k" * (1 << 17), "bytes"),
        (start(0, 2) + pair(b"a", 4, b"\0" * 4) * 2, "twice"),
        (start(1, 0) + text(b"t") + struct.pack("<I", 99), "dimensions"),
        (
            start(1, 0) + text(b"t") + struct.pack("<IQQQQIQ", 4, *[1 << 60] * 4, 0, 0),
            "incomplete",
        ),
        (start(0, 1) + pair(b"general.alignment", 4, struct.pack("<I", 0)), "power of two"),
        (start(0, 1) + pair(b"general.alignment", 4, struct.pack("<I", 12)), "power of two"),
        (b"GGUF" + struct.pack(">I", 3) + b"\0" * 16, "big-endian"),
        (start(0, 0, version=1), "version 1"),
        (start(0, 0, version=7), "version 7"),
    ],
)
def test_absurd_numbers_are_told_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    """Counts, lengths, depths, sizes and versions that no model has."""
    path = tmp_path / "absurd.gguf"
    path.write_bytes(content + b"\0" * 1000)

    with pytest.raises(ModelUnavailable, match=said):
        read_header(path)


def test_a_large_hostile_file_costs_little(tmp_path: Path) -> None:
    """A gigabyte of zeros that claims to be strings: no memory, and an end within seconds."""
    path = tmp_path / "large.gguf"
    with path.open("wb") as file:
        file.write(start(0, 1) + pair(b"a", 9, struct.pack("<IQ", 8, 1 << 27)))
        file.truncate(1 << 30)  # sparse: it takes no disk
    tracemalloc.start()
    began = time.process_time()

    with pytest.raises(ModelUnavailable):
        read_header(path)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * 2**20
    assert time.process_time() - began < 5


def test_empty_arrays_and_odd_types_are_read(tmp_path: Path) -> None:
    """Arrays of nothing are legal; numbers of the wrong type count as not given."""
    content = start(0, 5) + pair(b"empty", 9, struct.pack("<IQ", 8, 0))
    content += pair(b"general.architecture", 8, text(b"llama"))
    content += pair(b"llama.block_count", 8, text(b"many"))
    content += pair(b"llama.context_length", 6, struct.pack("<f", float("nan")))
    content += pair(b"llama.embedding_length", 5, struct.pack("<i", -4))
    path = tmp_path / "odd.gguf"
    path.write_bytes(content)

    header = read_header(path)

    assert header.lengths["empty"] == 0
    assert (header.block_count, header.context_length) == (0, 0)
    assert architecture_of(header).width == 0


def write(path: Path, architecture: str, fill: Callable[[gguf.GGUFWriter], None]) -> Path:
    """A file of some architecture with one tensor."""
    writer = gguf.GGUFWriter(path, architecture)
    fill(writer)
    writer.add_tensor("token_embd.weight", np.zeros((8, 32), dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


@pytest.mark.parametrize(
    ("architecture", "fill", "said", "hint"),
    [
        ("clip", lambda _: None, "a part for one", "the model itself"),
        ("llama", lambda w: w.add_type("adapter"), "a part for one", "the model itself"),
        ("llama", lambda w: w.add_type("imatrix"), "a part for one", "the model itself"),
        (
            "qwen3",
            lambda w: w.add_pooling_type(gguf.PoolingType.LAST),
            "embedding model",
            "embedding_path",
        ),
        ("nomic-bert", lambda _: None, "embedding model", "embedding_path"),
        ("t5", lambda _: None, "cannot chat", "choose a chat model"),
        ("dream", lambda _: None, "by diffusion", "choose a chat model"),
        ("qwen99", lambda _: None, "does not know", "update llama-cpp-python"),
        ("llama", lambda _: None, "no chat template", "Instruct"),
    ],
)
def test_what_cannot_chat_says_what_to_do_instead(
    tmp_path: Path,
    architecture: str,
    fill: Callable[[gguf.GGUFWriter], None],
    said: str,
    hint: str,
) -> None:
    """Projectors, adapters, embedders, other ways of writing, unknown families, base models."""
    path = write(tmp_path / "model.gguf", architecture, fill)

    with pytest.raises(ModelUnavailable, match=said) as caught:
        check_chat_model(path, knows=native.knows_architecture, templated=True)
    assert hint in caught.value.hint


def test_a_vocabulary_alone_is_no_model(tmp_path: Path) -> None:
    """Files with tokens and no weights are published beside real ones."""
    path = tmp_path / "vocabulary.gguf"
    path.write_bytes(start(0, 1) + pair(b"general.architecture", 8, text(b"llama")))

    with pytest.raises(ModelUnavailable, match="vocabulary only"):
        check_chat_model(path)


def test_a_part_is_not_enough(tmp_path: Path) -> None:
    """A model in several files needs all of them, beside the first, each whole."""

    def split(writer: gguf.GGUFWriter, number: int) -> None:
        writer.add_uint16("split.no", number)
        writer.add_uint16("split.count", 2)

    first = write(tmp_path / "m-00001-of-00002.gguf", "llama", lambda w: split(w, 0))
    with pytest.raises(ModelUnavailable, match=r"m-00002-of-00002\.gguf is missing"):
        check_chat_model(first)

    second = write(tmp_path / "m-00002-of-00002.gguf", "llama", lambda w: split(w, 1))
    assert check_chat_model(first).parts == 2
    with pytest.raises(ModelUnavailable, match="later part"):
        check_chat_model(second)
    second.write_bytes(second.read_bytes()[:-8])
    with pytest.raises(ModelUnavailable, match="incomplete"):
        check_chat_model(first)
    renamed = first.rename(tmp_path / "other.gguf")
    with pytest.raises(ModelUnavailable, match="not named like one"):
        check_chat_model(renamed)


def test_the_library_is_asked_which_families_it_knows() -> None:
    """By a file that says nothing but the name; its complaint about that is not kept."""
    native.clear_errors()

    assert native.knows_architecture("llama")
    assert native.knows_architecture("qwen3")
    assert not native.knows_architecture("qwen99")
    assert not native.last_errors()


def test_purposes_are_told_apart(tmp_path: Path) -> None:
    """By architecture and flags."""
    assert purpose_of(read_header(write_random_chat_model(tmp_path / "a.gguf"))) == "chat"
    assert purpose_of(read_header(write_embedding_model(tmp_path / "b.gguf"))) == "embedding"
    projector = write(tmp_path / "c.gguf", "clip", lambda _: None)
    assert purpose_of(read_header(projector)) == "projector"
