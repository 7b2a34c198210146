"""Tiny models that llama.cpp really loads, written once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from agent.llama.chat_model import LlamaChatModel
from tests.support.tiny_gguf import TinyShape, write_random_chat_model, write_scripted_chat_model

#: One thread: ggml's threads wait by spinning, which a busy test machine punishes.
_THREADS = 1

OpenModel = Callable[..., LlamaChatModel]


@pytest.fixture(scope="session")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model with random weights and a context of 8,192 tokens."""
    path = tmp_path_factory.mktemp("models") / "noise.gguf"
    return write_random_chat_model(path, shape=TinyShape(context=8192))


@pytest.fixture
def open_model() -> Iterator[OpenModel]:
    """Opens models and closes them after the test."""
    with ExitStack() as stack:

        def opener(path: Path, **settings: Any) -> LlamaChatModel:  # noqa: ANN401
            settings = {"threads": _THREADS, "temperature": 1.0, **settings}
            return stack.enter_context(LlamaChatModel(path=path, **settings))

        yield opener


@pytest.fixture
def say(tmp_path: Path, open_model: OpenModel) -> OpenModel:
    """Opens a model that says the given pieces, one token each."""
    count = 0

    def opener(
        *pieces: str | bytes,
        endless: bool = False,
        **settings: Any,  # noqa: ANN401
    ) -> LlamaChatModel:
        nonlocal count
        count += 1
        path = tmp_path / f"script{count}.gguf"
        write_scripted_chat_model(path, pieces, endless=endless)
        return open_model(path, **{"temperature": 0.0, **settings})

    return opener
