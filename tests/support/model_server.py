"""An OpenAI-compatible server on loopback that answers by script."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

EVENTS = "text/event-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    """One answer.

    Attributes:
        status: Of HTTP.
        body: Bytes sent, as they are.
        kind: The content type.
        headers: Beside it.
        hangs: Keep the connection open after the body until the client goes away.
    """

    status: int = 200
    body: bytes = b""
    kind: str = EVENTS
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: bool = False


@dataclass(slots=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass(slots=True)
class ModelServer:
    """Where it listens, what it is to answer, and what it was asked.

    ``came`` is set by a request, ``left`` when a client went away from an answer that hangs.
    """

    url: str
    script: deque[Scripted] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)


def events(*deltas: object, finish: str = "stop", done: bool = True) -> bytes:
    """An event stream: texts or whole deltas, the finish reason, then the usage."""
    chunks: list[dict[str, Any]] = [
        {"choices": [{"delta": {"content": one} if isinstance(one, str) else one}]}
        for one in deltas
    ]
    chunks.append({"choices": [{"delta": {}, "finish_reason": finish}]})
    usage = {
        "prompt_tokens": 20,
        "completion_tokens": len(deltas),
        "prompt_tokens_details": {"cached_tokens": 5},
    }
    chunks.append({"choices": [], "usage": usage})
    lines = [f"data: {json.dumps(chunk)}\n\n" for chunk in chunks]
    return "".join([": hello\n\n", *lines, "data: [DONE]\n\n" if done else ""]).encode()


@contextmanager
def model_server(answers: Sequence[Scripted] = ()) -> Iterator[ModelServer]:
    """Serve until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(Asked(self.path, dict(self.headers), {}))
            self._answer(server.script.popleft())

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(size))
            server.asked.append(Asked(self.path, dict(self.headers), body))
            server.came.set()
            self._answer(server.script.popleft())

        def log_message(self, format: str, *args: object) -> None:
            del format, args

        def _answer(self, answer: Scripted) -> None:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
            self.wfile.flush()
            if answer.hangs:
                self.connection.recv(1)  # returns when the client has shut the connection
                server.left.set()

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listener:
        server = ModelServer(f"http://127.0.0.1:{listener.server_port}/v1", deque(answers))
        thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown()
            thread.join()
