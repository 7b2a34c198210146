"""A hub on loopback: repositories in memory, served as the Hugging Face hub serves them.

Every way in which a hub can misbehave is a field that a test sets.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]


@dataclass
class FakeHub:
    """What the hub holds and how it behaves.

    Attributes:
        files: Content by ``OWNER/NAME`` and path.
        revision: The commit that it names.
        refusals: Answers to give before anything else, oldest first: a status and headers.
        cut_after: Cut the connection after so many bytes of each download, ``None`` never.
        cuts: How many downloads are still to be cut.
        lie: SHA-256 to announce instead of the true one.
        storage: Another host to send downloads to.
        etag: Of every download.
        without_ranges: Whether ranges are ignored, as a plain server may.
        on_download: Called in the middle of a download.
    """

    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    revision: str = "a" * 40
    refusals: deque[tuple[int, dict[str, str]]] = field(default_factory=deque)
    cut_after: int | None = None
    cuts: int = 0
    lie: str | None = None
    storage: str | None = None
    etag: str = '"one"'
    without_ranges: bool = False
    without_hashes: bool = False
    gated: str | None = None
    asked: list[Asked] = field(default_factory=list)
    address: str = ""
    downloading: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event | None = None

    @property
    def downloads(self) -> list[Asked]:
        """The requests for content."""
        return [one for one in self.asked if "/resolve/" in one.path]

    def listing(self, repository: str) -> bytes:
        """What ``/api/models`` answers."""
        siblings = [
            {
                "rfilename": name,
                "size": None if self.without_hashes else len(content),
                "lfs": None
                if self.without_hashes
                else {
                    "size": len(content),
                    "sha256": self.lie or hashlib.sha256(content).hexdigest(),
                    "pointerSize": 135,
                },
            }
            for name, content in self.files[repository].items()
        ]
        return json.dumps({"id": repository, "sha": self.revision, "siblings": siblings}).encode()


@contextmanager
def serving(hub: FakeHub) -> Iterator[FakeHub]:
    """Serve a hub on a free port of this machine."""

    class Handler(_Handler):
        fake = hub

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        hub.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    fake: FakeHub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer one request."""
        hub, path = self.fake, unquote(urlsplit(self.path).path)
        hub.asked.append(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}))
        if hub.refusals:
            status, headers = hub.refusals.popleft()
            self._answer(status, b"no", headers)
        elif hub.gated and self.headers.get("Authorization") != f"Bearer {hub.gated}":
            self._answer(401, b"no", {"X-Error-Code": "GatedRepo"})
        elif found := re.fullmatch(r"/api/models/([^/]+/[^/]+)", path):
            if found[1] in hub.files:
                self._answer(200, hub.listing(found[1]), {})
            else:
                self._answer(401, b"no", {"X-Error-Code": "RepoNotFound"})
        elif found := re.fullmatch(r"/([^/]+/[^/]+)/resolve/(\w+)/(.+)", path):
            if hub.storage:
                self._answer(302, b"", {"Location": hub.storage + self.path})
            else:
                self._content(hub.files[found[1]][found[3]])
        else:
            self._answer(404, b"no", {})

    def _content(self, content: bytes) -> None:
        hub, start = self.fake, 0
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        fresh = self.headers.get("If-Range", hub.etag) == hub.etag
        if wanted and fresh and not hub.without_ranges:
            start = int(wanted[1])
            if start >= len(content):
                self._answer(416, b"", {"Content-Range": f"bytes */{len(content)}"})
                return
        self.send_response(206 if start else 200)
        self.send_header("ETag", hub.etag)
        self.send_header("Content-Length", str(len(content) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        body = content[start:]
        if hub.cut_after is not None and hub.cuts > 0:
            hub.cuts -= 1
            body = body[: hub.cut_after]
            self.close_connection = True
        if hub.go_on is not None:
            half = len(body) // 2
            self.wfile.write(body[:half])
            self.wfile.flush()
            hub.downloading.set()
            hub.go_on.wait(10)
            body = body[half:]
        self.wfile.write(body)

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep still."""
