"""What goes over the daemon's socket: JSON lines, the handshake, errors as data.

A connection is a handshake and then one request at a time::

    client  {"protocol": 1, "version": "0.1.0", "token": ""}
    daemon  {"protocol": 1, "version": "0.1.0", "pid": 4711}          or {"error": {…}}
    client  {"id": 1, "method": "recall", "params": {…}}
    daemon  {"id": 1, "event": {…}}                                   any number, or none
    daemon  {"id": 1, "result": …}                                    or {"id": 1, "error": {…}}
    client  {"cancel": 1}                                             at any time

While a call runs and has nothing to say the daemon sends ``{"id": 1, "alive": true}`` every few
seconds, so that a client can tell work that is slow from a daemon that hangs.
"""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Mapping

from memory import errors
from memory.errors import DaemonUnreachable, GumptionError, InvalidInput

#: Most bytes of one line, either way. An observation is at most a few hundred kilobytes and rows
#: are sent in batches of a megabyte, so this is far above what an honest client sends.
LINE_LIMIT = 32 * 1024 * 1024
_CHUNK = 65536
_SURROGATES = re.compile("[\ud800-\udfff]")


class LineTooLong(InvalidInput):
    """A line over :data:`LINE_LIMIT`; the connection cannot be used after it."""


class Lines:
    """JSON lines over a connected socket.

    Reading and writing may happen in two threads, but each in one only.
    """

    def __init__(self, connection: socket.socket, *, limit: int = LINE_LIMIT) -> None:
        self.connection = connection
        self._limit = limit
        self._held = bytearray()
        self._searched = 0

    def send(self, message: Mapping[str, object]) -> None:
        """Write one message.

        Raises:
            OSError: the other side is gone.
        """
        # A lone surrogate in a row has no encoding; the gate would replace it likewise.
        text = _SURROGATES.sub("\ufffd", json.dumps(message, ensure_ascii=False))
        self.connection.sendall(text.encode() + b"\n")

    def waiting(self) -> bool:
        """Whether a whole line has already been read from the socket."""
        return b"\n" in self._held

    def receive(self) -> dict[str, object] | None:
        """The next message, or ``None`` when the other side has hung up.

        Raises:
            InvalidInput: the line is not a JSON object; the next one may be.
            LineTooLong: no line end within the limit.
            OSError: the connection broke, or its time ran out.
        """
        while (end := self._held.find(b"\n", self._searched)) < 0:
            self._searched = len(self._held)
            if self._searched > self._limit:
                raise LineTooLong("A line over the socket is too long", hint="send less at once")
            piece = self.connection.recv(_CHUNK)
            if not piece:
                return None
            self._held += piece
        line = bytes(self._held[:end])
        del self._held[: end + 1]
        self._searched = 0
        return decode(line)


def decode(line: bytes) -> dict[str, object]:
    """One line as a message.

    Raises:
        InvalidInput: it is not a JSON object.
    """
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("A line over the socket is not JSON") from error
    if not isinstance(message, dict):
        raise InvalidInput("A line over the socket is not a JSON object")
    return message


def error_to_wire(error: GumptionError) -> dict[str, str]:
    """An error as data; what :mod:`memory.errors` does not know goes as its nearest base."""
    code = next(kind.__name__ for kind in type(error).__mro__ if hasattr(errors, kind.__name__))
    return {"code": code, "message": error.message, "hint": error.hint}


def error_from_wire(data: object) -> GumptionError:
    """The typed error again; one that this version does not know becomes the base class."""
    if not isinstance(data, Mapping):
        return DaemonUnreachable("The daemon answered with something that is not an error")
    kind = getattr(errors, str(data.get("code")), GumptionError)
    if not (isinstance(kind, type) and issubclass(kind, GumptionError)):
        kind = GumptionError
    return kind(str(data.get("message", "")), hint=str(data.get("hint", "")))


def peer_uid(connection: socket.socket) -> int | None:
    """The user at the other end of a Unix socket, where the system can tell (Linux)."""
    if not hasattr(socket, "SO_PEERCRED") or connection.family != socket.AF_UNIX:
        return None
    import struct

    size = struct.calcsize("3i")
    raw = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    _pid, uid, _gid = struct.unpack("3i", raw)
    return int(uid)
