"""Which embedder a store gets when it is not given one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from memory.embedding.convert import REVISION, converted
from memory.embedding.hashed import HashedEmbedder
from memory.embedding.minilm import LlamaEmbedder
from memory.embedding.port import Embedder
from memory.embedding.weights import HUB, MODEL_FILE, NAME, SHA256, find_weights, sha256_of
from memory.errors import ModelUnavailable


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
    if path is not None and path.is_file():
        digest = sha256_of(path)
        return LlamaEmbedder(path, name=path.stem, identity=f"gguf-{digest[:32]}", threads=threads)
    folder = cache or Path(tempfile.gettempdir()) / "gumption-embedding"
    try:
        weights = find_weights(
            path=path, downloads=folder / NAME, hub=hub if allow_download else None
        )
        model = converted(weights, folder)
        return LlamaEmbedder(
            model,
            name=NAME,
            identity=f"{NAME}-{SHA256[MODEL_FILE][:16]}-r{REVISION}",
            threads=threads,
        )
    except ModelUnavailable as error:
        if path is not None:
            raise
        return HashedEmbedder(
            note=f"{error.message}; hashed character n-grams stand in, which match words but not"
            f" meanings. To change that, {error.hint or 'see the documentation'}"
        )
