"""The real MiniLM for tests, converted once a session (or once a machine)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.embedding.convert import converted
from memory.embedding.minilm import LlamaEmbedder
from memory.embedding.weights import NAME, Weights, find_weights
from memory.errors import ModelUnavailable


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder for converted models: ``GUMPTION_TEST_CACHE`` where set, else the session's own."""
    configured = os.environ.get("GUMPTION_TEST_CACHE")
    return Path(configured) if configured else tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def weights() -> Weights:
    """MiniLM's published files; skips, saying why, where they are not installed."""
    try:
        return find_weights()
    except ModelUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def minilm(weights: Weights, model_cache: Path) -> Iterator[LlamaEmbedder]:
    """The real embedder."""
    embedder = LlamaEmbedder(converted(weights, model_cache), name=NAME, identity="minilm-test")
    yield embedder
    embedder.close()
