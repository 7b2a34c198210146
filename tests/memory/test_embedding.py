"""The embedders: real vectors from llama.cpp, and the stand-in."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import gguf
import llama_cpp
import numpy as np
import pytest

from memory.embedding import Embedder, HashedEmbedder, default_embedder
from memory.embedding.convert import converted
from memory.embedding.minilm import LlamaEmbedder
from memory.embedding.one_text import SHORT
from memory.embedding.port import Vectors
from memory.embedding.weights import NAME, Weights
from memory.errors import ModelError, ModelUnavailable
from tests.support.embedding import minilm, model_cache, weights
from tests.support.reference_minilm import ReferenceMiniLM
from tests.support.tiny_gguf import write_random_chat_model

__all__ = ["minilm", "model_cache", "weights"]

SENTENCES = (
    "She works at a bakery in the old town.",
    "Prefers dark mode; uses Neovim, tmux & zsh!",
    "naïve café owners in Zürich",
    "unbelievably counterintuitive micro-optimisations",
    "東京 is the capital of Japan",
    "a" * 300,
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_vectors_equal_an_independent_computation(
    minilm: LlamaEmbedder, weights: Weights, sentence: str
) -> None:
    """Conversion, tokenizer and graph together give what NumPy gets from the published files."""
    reference = ReferenceMiniLM(weights.model, weights.vocabulary)
    assert float(minilm.embed([sentence])[0] @ reference.embed(sentence)) >= 0.999


def test_a_text_past_the_limit_is_cut_and_closed(minilm: LlamaEmbedder, weights: Weights) -> None:
    """Only the first 256 word pieces count, the closing token among them."""
    reference = ReferenceMiniLM(weights.model, weights.vocabulary)
    text = "the river runs past the mill and the school " * 60
    assert float(minilm.embed([text])[0] @ reference.embed(text)) >= 0.999


def test_paraphrases_are_nearer_than_strangers(minilm: LlamaEmbedder) -> None:
    """Meaning counts, not words."""
    texts = ["She works at a bakery.", "Her job is making bread.", "The probe orbits Mars."]
    vectors = minilm.embed(texts)
    assert vectors[0] @ vectors[1] > 0.5
    assert vectors[0] @ vectors[2] < 0.3


def test_it_runs_on_the_processor_alone(minilm: LlamaEmbedder) -> None:
    """On a machine with a card, too: llama.cpp is left none to open for it."""
    assert minilm._llama is not None
    told = minilm._llama.model_params
    assert (told.n_gpu_layers, told.split_mode, told.main_gpu) == (0, 0, -1)
    assert not minilm._llama.context_params.offload_kqv
    assert not minilm._llama.context_params.op_offload


def test_room_for_words_it_never_gives_is_given_back_for_good(
    weights: Weights, model_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lies where it is looked for, and no batch makes llama.cpp set more aside."""
    dropped: list[tuple[int, int]] = []
    monkeypatch.setattr("memory.embedding.one_text.drop_zeros", lambda *room: dropped.append(room))
    embedder = LlamaEmbedder(converted(weights, model_cache), name=NAME, identity="room")
    try:
        llama = embedder._llama
        assert llama is not None
        (address, size), (_, of_one) = dropped
        assert size == 256 * llama.n_vocab() * 4
        assert of_one == SHORT * llama.n_vocab() * 4
        embedder.embed([f"{number} mills by the river, and a school" for number in range(100)])
        embedder.embed(["the river runs past the mill and the school " * 60])
        logits = llama_cpp.llama_get_logits(llama.ctx)
        assert ctypes.cast(logits, ctypes.c_void_p).value == address
        embedder.embed(["the river runs past the mill"])
        assert not any(any(ctypes.string_at(*room)) for room in dropped)
    finally:
        embedder.close()


@pytest.mark.parametrize("words", [1, SHORT - 2, SHORT - 1, SHORT])
def test_a_text_alone_has_the_vector_that_it_has_in_a_batch(
    minilm: LlamaEmbedder, words: int
) -> None:
    """On both sides of the length from which it is computed as a batch is."""
    text = " ".join(["mill"] * words)
    assert minilm._llama is not None
    assert len(minilm._llama.tokenize(text.encode())) == words + 2
    alone, together = minilm.embed([text])[0], minilm.embed([text + ".", text])[1]
    assert float(alone @ together) >= 0.9999


def test_a_decoder_forgets_each_text_before_the_next(tmp_path: Path) -> None:
    """Its memory of one text must not reach the vector of another."""
    path = write_random_chat_model(tmp_path / "decoder.gguf", pooling=gguf.PoolingType.LAST)
    embedder = LlamaEmbedder(path, name="decoder", identity="decoder")
    try:
        alone = [embedder.embed([text])[0] for text in ("mill", "river", "the mill by the river")]
        again = embedder.embed(["river", "mill"])
        assert float(alone[0] @ again[1]) >= 0.9999
        assert float(alone[1] @ again[0]) >= 0.9999
        assert float(alone[0] @ alone[1]) < 0.9
    finally:
        embedder.close()


def test_batches_give_the_same_vectors_in_the_callers_order(minilm: LlamaEmbedder) -> None:
    """Sorting by length and sharing a batch change neither values nor order."""
    together = minilm.embed([*SENTENCES, SENTENCES[0]])
    alone = np.vstack([minilm.embed([sentence]) for sentence in SENTENCES])
    assert together.dtype == np.float32
    assert together.shape == (len(SENTENCES) + 1, minilm.dimension)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert ((together[:-1] * alone).sum(axis=1) > 0.999).all()
    assert np.array_equal(together[0], together[-1])


def test_nothing_gives_an_empty_matrix_and_emptiness_a_vector(minilm: LlamaEmbedder) -> None:
    """Degenerate input has the right shape."""
    assert minilm.embed([]).shape == (0, 384)
    assert np.isfinite(minilm.embed(["", "   "])).all()


def test_a_repeated_query_is_remembered(minilm: LlamaEmbedder) -> None:
    """The second time the very same row comes back, and changing it does not reach the memory."""
    first = minilm.embed(["where does she work?"])
    first[:] = 0
    assert np.linalg.norm(minilm.embed(["where does she work?"])[0]) == pytest.approx(1, abs=1e-5)


def test_a_few_texts_are_remembered_and_many_are_not(
    minilm: LlamaEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claims are compared before they are written; a bulk load would push out all questions."""
    few, many = ["a mill", "a weir"], [f"mill number {number}" for number in range(40)]
    minilm.embed(few)
    minilm.embed(many)
    computed: list[str] = []
    run = minilm._run

    def counted(texts: Sequence[str]) -> Vectors:
        computed.extend(texts)
        return run(texts)

    monkeypatch.setattr(minilm, "_run", counted)
    minilm.embed([*few, many[0]])
    assert computed == [many[0]]


def test_threads_may_share_one_embedder(minilm: LlamaEmbedder) -> None:
    """Concurrent callers get their own texts' vectors."""
    expected = [minilm.embed([sentence])[0] for sentence in SENTENCES]
    found: dict[int, np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = {}

    def work(number: int) -> None:
        found[number] = minilm.embed([f"{SENTENCES[number]}"] * 2)[0]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(SENTENCES))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] @ vector > 0.999 for number, vector in enumerate(expected))


def test_after_close_it_says_so(weights: Weights, model_cache: Path) -> None:
    """Closing twice is fine, embedding afterwards is an error rather than a crash."""
    embedder = LlamaEmbedder(converted(weights, model_cache), name=NAME, identity="x")
    embedder.close()
    embedder.close()
    with pytest.raises(ModelError, match="closed"):
        embedder.embed(["late"])


def test_an_interpreter_that_forgets_to_close_ends_cleanly_and_silently(
    weights: Weights, model_cache: Path
) -> None:
    """llama.cpp's memory is freed before the interpreter's, and its log stays off the screen."""
    path = converted(weights, model_cache)
    program = (
        "from pathlib import Path; from memory.embedding.minilm import LlamaEmbedder;"
        f"e = LlamaEmbedder(Path({str(path)!r}), name='n', identity='i'); e.embed(['hello'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    """Missing, foreign and truncated files are told apart from a crash."""
    foreign = tmp_path / "notes.gguf"
    foreign.write_bytes(b"not a model")
    with pytest.raises(ModelUnavailable, match="not a GGUF"):
        default_embedder(path=foreign)
    foreign.write_bytes(b"GGUF" + bytes(40))
    with pytest.raises(ModelUnavailable, match="cannot load"):
        default_embedder(path=foreign)
    with pytest.raises(ModelUnavailable, match="no embedding model at") as refused:
        default_embedder(path=tmp_path / "absent.gguf")
    assert "default" in refused.value.hint
    with pytest.raises(ModelUnavailable, match="no embedding model"):
        LlamaEmbedder(tmp_path / "absent.gguf", name="n", identity="i")


def test_a_model_that_makes_no_vectors_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It loads, as a chat model does too; the first vector tells."""

    def fail(_llama: object, _texts: object) -> None:
        raise ModelError("no pooling")

    monkeypatch.setattr(LlamaEmbedder, "_run", fail)
    chat = write_random_chat_model(tmp_path / "chat.gguf")
    with pytest.raises(ModelUnavailable, match="makes no vectors: no pooling"):
        default_embedder(path=chat)


def test_the_default_is_the_real_model(weights: Weights, model_cache: Path) -> None:
    """With the weights installed nothing stands in, and there is nothing to note."""
    assert weights.origin
    embedder = default_embedder(cache=model_cache)
    try:
        assert isinstance(embedder, Embedder)
        assert (embedder.name, embedder.dimension, embedder.note) == (NAME, 384, "")
    finally:
        embedder.close()


class TestHashed:
    """The stand-in."""

    def test_says_what_it_is(self) -> None:
        """A person can learn that meanings are not compared."""
        assert "not meanings" in HashedEmbedder().note
        assert HashedEmbedder(note="because").note == "because"

    def test_finds_shared_words_in_any_script_and_case(self) -> None:
        """Overlap of words raises the inner product; capitals and diacritics do not matter."""
        embed = HashedEmbedder().embed
        same = embed(["ÄPFEL aus Österreich", "apfel aus osterreich"])
        assert same[0] @ same[1] == pytest.approx(1, abs=1e-5)
        texts = embed(["gardening tools", "tools for the garden", "quantum physics"])
        assert texts[0] @ texts[1] > 0.3
        assert abs(texts[0] @ texts[2]) < 0.3
        han = embed(["我喜欢喝咖啡", "他喜欢喝咖啡吗", "明天下雨"])
        assert han[0] @ han[1] > 0.3
        assert abs(han[0] @ han[2]) < 0.3

    def test_rows_are_unit_length_or_zero(self) -> None:
        """Text without letters gives a zero row, everything else length one."""
        norms = np.linalg.norm(HashedEmbedder().embed(["hello", "", "?!", "x" * 10**6]), axis=1)
        assert norms == pytest.approx([1, 0, 0, 1], abs=1e-5)

    def test_is_the_same_everywhere(self) -> None:
        """The hash does not depend on the process."""
        row = HashedEmbedder().embed(["the same everywhere"])[0]
        program = (
            "from memory.embedding import HashedEmbedder;"
            "print(HashedEmbedder().embed(['the same everywhere'])[0].tobytes().hex())"
        )
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=60
        )
        assert done.stdout.strip() == row.tobytes().hex()
