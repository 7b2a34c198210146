"""Which embedder a store gets when it is not given one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from memory.embedding.convert import REVISION, converted
from memory.embedding.hashed import HashedEmbedder
from memory.embedding.minilm import LlamaEmbedder
from memory.embedding.port import Embedder
from memory.embedding.weights import (
    HUB,
    MODEL_FILE,
    NAME,
    SHA256,
    Weights,
    find_weights,
    sha256_of,
)
from memory.errors import ModelError, ModelUnavailable


def default_embedder(
    *,
    cache: Path | None = None,
    path: Path | None = None,
    allow_download: bool = False,
    hub: str = HUB,
    threads: int | None = None,
) -> Embedder:
    """MiniLM on llama.cpp where its weights are found, else the hashed stand-in.

    Args:
        cache: Folder for the converted model and for downloads; a folder of the system's
            temporary directory when ``None``, so that a second start need not convert again.
        path: A GGUF embedding model, or a folder with MiniLM's published files.
        allow_download: Whether the weights may be fetched from ``hub`` when nowhere else.
        hub: Base address of the published files.
        threads: CPU threads; the number of usable cores when ``None``.

    Raises:
        ModelUnavailable: ``path`` was given and holds no usable model. (Where none was asked for,
            a missing model is no error: the stand-in's ``note`` says what happened.)
    """
    folder = cache or Path(tempfile.gettempdir()) / "gumption-embedding"
    if path is not None:
        return _chosen(path, folder, threads)
    try:
        weights = find_weights(downloads=folder / NAME, hub=hub if allow_download else None)
        return _minilm(weights, folder, threads)
    except ModelUnavailable as error:
        return HashedEmbedder(
            note=f"{error.message}; hashed character n-grams stand in, which match words but not"
            f" meanings. To change that, {error.hint or 'see the documentation'}"
        )


def _chosen(path: Path, folder: Path, threads: int | None) -> Embedder:
    """The model at a path, once it has made a vector."""
    try:
        if path.is_dir():
            embedder = _minilm(find_weights(path=path), folder, threads)
        elif path.exists():
            identity = f"gguf-{sha256_of(path)[:32]}"
            embedder = LlamaEmbedder(path, name=path.stem, identity=identity, threads=threads)
        else:
            raise ModelUnavailable(f"there is no embedding model at {path}", hint=_ANOTHER)
    except OSError as error:
        raise ModelUnavailable(
            f"cannot read {path}: {error.strerror or error}", hint=_ANOTHER
        ) from error
    try:
        embedder.embed(["one"])
    except ModelError as error:
        embedder.close()
        raise ModelUnavailable(
            f"{path} makes no vectors: {error.message}", hint=_ANOTHER
        ) from error
    return embedder


def _minilm(weights: Weights, folder: Path, threads: int | None) -> LlamaEmbedder:
    return LlamaEmbedder(
        converted(weights, folder),
        name=NAME,
        identity=f"{NAME}-{SHA256[MODEL_FILE][:16]}-r{REVISION}",
        threads=threads,
    )


_ANOTHER = "choose another embedding model, or none for the default one"
