"""Where the dense index's generations live: folders of this machine, or a Chroma server."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from memory.errors import InvalidConfig, StorageError, StorageFull, StoreDamaged

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

_FORMAT: Final = 1
_DESCRIPTION: Final = "index.json"


@dataclass(frozen=True, slots=True)
class Description:
    """What an index is: who made its vectors, how long they are, and its current generation.

    ``removed`` counts what was deleted from the generation: Chroma keeps it, in its file and in
    memory, until a generation without it takes its place.
    """

    identity: str
    dimension: int
    generation: str
    removed: int = 0


class IndexHome(Protocol):
    """A place that holds generations of an index.

    Attributes:
        embedded: Whether this process alone writes to it.
    """

    embedded: bool

    def description(self) -> Description | None:
        """What is there; ``None`` when nothing is.

        Raises:
            StoreDamaged: Something is there that is not an index.
        """
        ...

    def adopt(self, description: Description) -> None:
        """Make a generation the current one, atomically, and remove all others."""
        ...

    def describe(self, description: Description) -> None:
        """Write down, atomically, what there is to know of the current generation."""
        ...

    def discard(self, generation: str) -> None:
        """Remove a generation that will not become the current one."""
        ...

    def fresh_generation(self) -> str:
        """A name that no generation has."""
        ...

    def client(self, generation: str) -> tuple[ClientAPI, str]:
        """Chroma's client for a generation, and the prefix of its collections' names."""
        ...

    def close(self) -> None:
        """Release every client."""
        ...


class EmbeddedHome:
    """Generations as folders; Chroma runs in this process."""

    embedded = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clients: dict[str, ClientAPI] = {}

    def description(self) -> Description | None:
        """What ``index.json`` says; ``None`` when there is none and no generation either."""
        path = self._folder / _DESCRIPTION
        try:
            return _parsed(path.read_text("utf-8"))
        except FileNotFoundError:
            if self._generations():
                raise StoreDamaged(f"{path} is gone") from None
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreDamaged(f"cannot read {path}: {error}") from error

    def adopt(self, description: Description) -> None:
        """Write ``index.json`` and remove every other generation's folder."""
        self.describe(description)
        for generation in self._generations():
            if generation != description.generation:
                self.discard(generation)

    def describe(self, description: Description) -> None:
        """Write ``index.json``."""
        path = self._folder / _DESCRIPTION
        beside = path.with_suffix(".new")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with beside.open("w", encoding="utf-8") as file:
                json.dump({"format": _FORMAT, **asdict(description)}, file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except OSError as error:
            raise StorageFull(f"cannot write {path}: {error.strerror}") from error

    def discard(self, generation: str) -> None:
        """Close the generation's client and remove its folder."""
        self._release(generation)
        shutil.rmtree(self._folder / generation, ignore_errors=True)

    def fresh_generation(self) -> str:
        """A new folder's name."""
        return f"generation-{uuid.uuid4().hex[:12]}"

    def client(self, generation: str) -> tuple[ClientAPI, str]:
        """A client on the generation's folder; nothing is sent anywhere."""
        import chromadb
        from chromadb.config import Settings

        if generation not in self._clients:
            folder = self._folder / generation
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise StorageFull(f"cannot write {folder}: {error.strerror}") from error
            self._clients[generation] = chromadb.PersistentClient(
                folder, settings=Settings(anonymized_telemetry=False)
            )
        return self._clients[generation], ""

    def close(self) -> None:
        """Release Chroma's threads and file handles."""
        for generation in list(self._clients):
            self._release(generation)

    def _release(self, generation: str) -> None:
        client = self._clients.pop(generation, None)
        if client is not None:
            _shut(client)

    def _generations(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        return [path.name for path in self._folder.glob("generation-*") if path.is_dir()]


class ServerHome:
    """Generations as collection names on a Chroma server or cluster.

    The description is the metadata of one empty collection, because that is all a server keeps
    besides vectors.
    """

    embedded = False

    def __init__(self, address: str, namespace: str) -> None:
        parts = urlsplit(address)
        if not parts.hostname:
            raise InvalidConfig(f"{address} is not the address of a Chroma server")
        self._host = parts.hostname
        self._ssl = parts.scheme == "https"
        self._port = parts.port or (443 if self._ssl else 8000)
        self._namespace = namespace
        self._client: ClientAPI | None = None

    def description(self) -> Description | None:
        """What the description's collection says; ``None`` when there is none."""
        client = self._connected()
        for collection in client.list_collections():
            if collection.name == self._describing:
                return _parsed(json.dumps(dict(collection.metadata or {})))
        return None

    def adopt(self, description: Description) -> None:
        """Rewrite the description, then drop the collections of every other generation."""
        self.describe(description)
        kept = self._prefix(description.generation)
        self._drop(lambda name: not name.startswith(kept))

    def describe(self, description: Description) -> None:
        """Rewrite the metadata of the description's collection."""
        collection = self._connected().get_or_create_collection(
            self._describing, embedding_function=None
        )
        collection.modify(metadata={"format": _FORMAT, **asdict(description)})

    def discard(self, generation: str) -> None:
        """Drop the collections of a generation."""
        prefix = self._prefix(generation)
        self._drop(lambda name: name.startswith(prefix))

    def fresh_generation(self) -> str:
        """A new part of collection names."""
        return uuid.uuid4().hex[:12]

    def client(self, generation: str) -> tuple[ClientAPI, str]:
        """The one client; generations differ by name."""
        return self._connected(), self._prefix(generation)

    def close(self) -> None:
        """Close the connection."""
        client, self._client = self._client, None
        if client is not None:
            _shut(client)

    @property
    def _describing(self) -> str:
        return f"{self._namespace}.index"

    def _prefix(self, generation: str) -> str:
        return f"{self._namespace}.{generation}."

    def _drop(self, unwanted: Callable[[str], bool]) -> None:
        client = self._connected()
        for collection in client.list_collections():
            name = collection.name
            ours = name.startswith(f"{self._namespace}.") and name != self._describing
            if ours and unwanted(name):
                client.delete_collection(name)

    def _connected(self) -> ClientAPI:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            try:
                self._client = chromadb.HttpClient(
                    self._host,
                    self._port,
                    ssl=self._ssl,
                    settings=Settings(anonymized_telemetry=False),
                )
            except Exception as error:
                raise StorageError(
                    f"no Chroma server answers at {self._host}:{self._port}: {error}",
                    hint="start it, or set memory.chroma to embedded",
                ) from error
        return self._client


def _shut(client: ClientAPI) -> None:
    """Close a client and, for a server, its sockets.

    Chroma 1.5 stops the system behind a client but never closes the HTTP session in it.
    """
    from chromadb.api.client import Client

    if isinstance(client, Client):
        for each in (client, client._admin_client):  # noqa: SLF001 - see above
            session = getattr(getattr(each, "_server", None), "_session", None)
            if session is not None:
                session.close()
        client.close()


def _parsed(text: str) -> Description:
    with contextlib.suppress(ValueError, KeyError, TypeError):
        fields = json.loads(text)
        if fields["format"] == _FORMAT:
            return Description(
                str(fields["identity"]),
                int(fields["dimension"]),
                str(fields["generation"]),
                int(fields.get("removed", 0)),
            )
    raise StoreDamaged("the index's description is not readable")
