"""One request to an OpenAI-compatible server, and the events of its answer.

The waiting is done on a thread of its own, so that who asked can stop waiting at any time; then the
connection is shut, which is how such servers learn that nobody listens any more.
"""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from queue import Empty, SimpleQueue
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import httpx

from agent.endpoint.address import Place
from memory.errors import (
    ContextOverflow,
    GumptionError,
    ModelBusy,
    ModelError,
    ModelTimeout,
    ModelUnavailable,
)

Event = dict[str, Any]

#: Seconds between two looks at whether to go on waiting.
_LOOK: Final = 0.05
#: Seconds to wait for a connection: this machine, or one that was chosen, answers at once. How long
#: the answer itself may take is for who asked to say: a second limit of the same length here would
#: race with theirs, and the error would be now the one, now the other.
_TIMEOUT: Final = httpx.Timeout(None, connect=10.0)
#: A line of an event stream is one token; this much is no event stream.
_LONGEST_LINE: Final = 1 << 20
_LONGEST_COMPLAINT: Final = 200
_SMALLEST_REDIRECT, _SMALLEST_ERROR, _SERVER_ERROR = 300, 400, 500


class Exchange:
    """A request on its way.

    Args:
        client: Follows no redirects and knows no proxies.
        url: Where to.
        place: The same, looked up and allowed.
        headers: Beside those that every request has.
        body: JSON to post; ``None`` to get.
    """

    def __init__(
        self,
        client: httpx.Client,
        url: str,
        place: Place,
        *,
        headers: Mapping[str, str],
        body: Mapping[str, Any] | None,
    ) -> None:
        self._client, self._url, self._place = client, url, place
        self._headers, self._body = headers, body
        self._socket: socket.socket | None = None
        self._stopped = False
        self._events = SimpleQueue[Event | GumptionError | None]()
        threading.Thread(target=self._run, name="gumption-endpoint", daemon=True).start()

    def events(self, halted: Callable[[], bool]) -> Iterator[Event]:
        """The answer's events, as they come; ends early when halted.

        Raises:
            ModelError: the server cannot be reached, refuses, or breaks off; in plain words.
        """
        try:
            while not halted():
                with contextlib.suppress(Empty):
                    event = self._events.get(timeout=_LOOK)
                    if event is None:
                        return
                    if isinstance(event, GumptionError):
                        raise event
                    yield event
        finally:
            self.stop()

    def stop(self) -> None:
        """Shut the connection."""
        self._stopped = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _run(self) -> None:
        try:
            self._try_addresses()
        except GumptionError as error:
            self._events.put(error)
        except httpx.TimeoutException:
            self._events.put(ModelTimeout(f"{self._origin} did not answer in time"))
        except (httpx.HTTPError, httpx.StreamError, OSError) as error:
            kind = type(error).__name__
            self._events.put(
                ModelError(f"The connection to {self._origin} was cut in the middle ({kind})")
            )
        finally:
            self._events.put(None)

    def _try_addresses(self) -> None:
        for address in self._place.addresses:
            try:
                self._ask(address)
            except httpx.ConnectError:
                continue
            return
        raise ModelUnavailable(
            f"Nothing answers at {self._origin}",
            hint="start the server, or change model.endpoint in the config",
        )

    def _ask(self, address: str) -> None:
        parts = urlsplit(self._url)
        host = f"[{address}]" if ":" in address else address
        target = urlunsplit(parts._replace(netloc=f"{host}:{self._place.port}"))
        with self._client.stream(
            "GET" if self._body is None else "POST",
            target,
            json=self._body,
            headers={**self._headers, "Host": parts.netloc},
            timeout=_TIMEOUT,
            extensions={"sni_hostname": self._place.host, "trace": self._trace},
        ) as response:
            if response.status_code >= _SMALLEST_REDIRECT:
                raise self._refusal(response)
            if self._body is None:
                self._events.put(_json(_text(response)))
                return
            self._take_events(response)

    def _trace(self, name: str, info: Mapping[str, Any]) -> None:
        """Keep the connection's socket, to shut it: nothing else wakes a thread that reads."""
        if name.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._socket = info["return_value"].get_extra_info("socket")
            if self._stopped:
                self.stop()

    def _take_events(self, response: httpx.Response) -> None:
        done = False
        for line in _lines(response):
            name, _, value = line.partition(":")
            if name != "data":
                continue  # comments, event names and ids say nothing here
            text = value.strip()
            if text == "[DONE]":
                return
            event = _json(text)
            if "error" in event:
                raise ModelError(f"{self._origin} broke off: {_complaint(event)}")
            choices = event.get("choices")
            if isinstance(choices, list) and choices and isinstance(choices[0], dict):
                done = done or choices[0].get("finish_reason") is not None
            self._events.put(event)
        if not done:
            raise ModelError(f"The connection to {self._origin} was cut in the middle")

    def _refusal(self, response: httpx.Response) -> GumptionError:
        code = response.status_code
        if code < _SMALLEST_ERROR:
            return ModelUnavailable(
                f"{self._origin} sends us elsewhere, where we do not go ({code})",
                hint="give model.endpoint the address that really answers",
            )
        said = _complaint(_json_or_empty(response))
        words = f": {said}" if said else ""
        if code in {401, 403}:
            return ModelUnavailable(
                f"{self._origin} wants another key ({code}){words}",
                hint="model.api_key_env names the environment variable that the key is in",
            )
        if code == httpx.codes.NOT_FOUND:
            return ModelUnavailable(
                f"{self._origin} knows no such model or address ({code}){words}",
                hint="check model.name, and that model.endpoint ends in /v1",
            )
        if code == httpx.codes.TOO_MANY_REQUESTS:
            return ModelBusy(f"{self._origin} has too much to do ({code}){words}")
        if code >= _SERVER_ERROR:
            return ModelError(f"{self._origin} failed ({code}){words}")
        if "context" in said.lower():
            return ContextOverflow(f"The prompt does not fit the server's model{words}")
        return Refused(f"{self._origin} refuses the request ({code}){words}")

    @property
    def _origin(self) -> str:
        parts = urlsplit(self._url)
        return f"{parts.scheme}://{parts.netloc}"


class Refused(ModelError):
    """The server does not take a request of this form; another form may do."""


def _lines(response: httpx.Response) -> Iterator[str]:
    held = b""
    for piece in response.iter_bytes():
        *whole, held = (held + piece).split(b"\n")
        for line in whole:
            yield line.decode("utf-8", errors="replace").rstrip("\r")
        if len(held) > _LONGEST_LINE:
            raise ModelError("The server's answer is no event stream")
    yield held.decode("utf-8", errors="replace")


def _json(text: str) -> Event:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ModelError("The server's answer is not what was asked for: no JSON") from error
    if not isinstance(value, dict):
        raise ModelError("The server's answer is not what was asked for: no object")
    return value


def _json_or_empty(response: httpx.Response) -> Event:
    with contextlib.suppress(ModelError, httpx.HTTPError):
        return _json(_text(response))
    return {}


def _text(response: httpx.Response) -> str:
    body = b""
    for piece in response.iter_bytes():
        body += piece
        if len(body) > _LONGEST_LINE:
            raise ModelError("The server's answer is longer than any that was asked for")
    return body.decode("utf-8", errors="replace")


def _complaint(event: Event) -> str:
    """What a server said is wrong; on one line, and never its whole page."""
    error = event.get("error", event.get("message", ""))
    said = error.get("message", "") if isinstance(error, dict) else error
    return " ".join(str(said).split())[:_LONGEST_COMPLAINT]
