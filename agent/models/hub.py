"""The Hugging Face hub, or whatever speaks its HTTP interface: what a repository holds, and bytes.

httpx rather than huggingface_hub: the latter resumes well, but only warns when the disk is too
small, and no check of the SHA-256 of what arrived was found in it. Here every request is one of
ours: https unless the hub is this very machine, and the token stays with the host that it is for
(httpx drops ``Authorization`` on a redirect to another origin).
"""

from __future__ import annotations

import contextlib
import ipaddress
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from memory.errors import GumptionError, InvalidInput, ModelUnavailable, NotFound, NotPermitted

_TRIES: Final = 5
#: Nobody there: mostly the machine is offline, and the person should not wait to hear it.
_TRIES_OFFLINE: Final = 3
#: Seconds before the second try; doubled each time.
_FIRST_PAUSE: Final = 1.0
#: A hub that asks for more patience than this is left alone, and the person told when to come back.
_LONGEST_PAUSE: Final = 120.0
_TOO_MANY: Final = 429
_SERVER_FAULT: Final = 500
_NOT_MODIFIED_RANGE: Final = 416
#: A repository's list of files takes some hundred kilobytes at most.
_LARGEST_LIST: Final = 32 * 2**20
_OFFLINE_HINT: Final = (
    "models that are on this machine work without it: gumption model list shows them, and gumption"
    " model use PATH takes any GGUF file; a pull that broke off goes on where it stopped"
)


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository: its path there, bytes, and SHA-256 where the hub names one."""

    path: str
    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Repository:
    """What a repository holds at one revision (a commit)."""

    id: str
    revision: str
    files: tuple[HubFile, ...]


class ConnectionBroken(ModelUnavailable):
    """The hub cannot be reached, or was cut off in the middle of an answer."""


class _Lfs(BaseModel):
    model_config = ConfigDict(extra="ignore")

    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class _Sibling(BaseModel):
    model_config = ConfigDict(extra="ignore")

    rfilename: str
    size: int | None = Field(default=None, ge=0)
    lfs: _Lfs | None = None


class _ModelInfo(BaseModel):
    model_config = ConfigDict(extra="ignore")

    sha: str = Field(pattern=r"^[0-9a-fA-F]{7,64}$")
    siblings: list[_Sibling] = []


class Hub:
    """One hub.

    Args:
        endpoint: Its address.
        token: Sent to this host alone.
        sleep: Waits some seconds between tries.
        now: The time, to read dates in ``Retry-After``.
        on_wait: Told why it waits, and for how many seconds.

    Raises:
        InvalidInput: the address is neither https nor on this machine.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        token: str | None,
        sleep: Callable[[float], None],
        now: Callable[[], datetime],
        on_wait: Callable[[str, float], None] = lambda _why, _seconds: None,
    ) -> None:
        self.endpoint = endpoint.rstrip("/")
        address = _address(self.endpoint)
        self._sleep, self._now, self._on_wait = sleep, now, on_wait
        headers = {"User-Agent": "gumption", "Accept-Encoding": "identity"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._has_token = bool(token)
        self._client = httpx.Client(
            headers=headers,
            follow_redirects=True,
            max_redirects=5,
            timeout=httpx.Timeout(30, connect=15),
            # A proxy of the environment is the person's own choice; to this machine none is needed.
            trust_env=not _is_loopback(address),
            event_hooks={"request": [_guard]},
        )

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def repository(self, repository: str) -> Repository:
        """What a repository holds now.

        Raises:
            NotFound: there is no such repository.
            NotPermitted: it is gated, and there is no token or it does not open it.
            ModelUnavailable: the hub cannot be reached or makes no sense.
        """
        url = f"{self.endpoint}/api/models/{repository}?blobs=true"
        with self._opened(url, {}, what=f"the repository {repository}") as response:
            body = bytearray()
            with self._translated():
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > _LARGEST_LIST:
                        raise self._nonsense()
        try:
            found = _ModelInfo.model_validate_json(bytes(body))
        except ValidationError as error:
            raise self._nonsense() from error
        files = tuple(
            HubFile(
                one.rfilename,
                one.lfs.size if one.lfs else one.size or 0,
                one.lfs.sha256 if one.lfs else None,
            )
            for one in found.siblings
        )
        return Repository(repository, found.sha, files)

    @contextlib.contextmanager
    def content(
        self, repository: Repository, file: HubFile, *, offset: int = 0, etag: str | None = None
    ) -> Iterator[httpx.Response]:
        """The bytes of a file from an offset on: status 206, or 200 where it begins anew.

        Raises:
            NotFound, NotPermitted, ModelUnavailable: as :meth:`repository`.
        """
        url = f"{self.endpoint}/{repository.id}/resolve/{repository.revision}/{quote(file.path)}"
        headers: dict[str, str] = {}
        if offset:
            headers["Range"] = f"bytes={offset}-"
            if etag:
                headers["If-Range"] = etag
        with self._opened(url, headers, what=file.path) as response:
            yield response

    @contextlib.contextmanager
    def _opened(
        self, url: str, headers: Mapping[str, str], *, what: str
    ) -> Iterator[httpx.Response]:
        """A good answer; tried again where that can help."""
        pause = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            last = attempt == _TRIES
            with self._translated(), contextlib.ExitStack() as stack:
                try:
                    stream = self._client.stream("GET", url, headers=dict(headers))
                    response = stack.enter_context(stream)
                except httpx.TransportError:
                    if last or attempt == _TRIES_OFFLINE:
                        raise
                    self._wait(f"{self.endpoint} cannot be reached", pause)
                else:
                    status = response.status_code
                    if response.is_success or status == _NOT_MODIFIED_RANGE:
                        yield response
                        return
                    asked = self._retry_after(response)
                    patience = pause if asked is None else asked
                    if last or (status < _SERVER_FAULT and status != _TOO_MANY):
                        raise self._refusal(response, what)
                    if patience > _LONGEST_PAUSE:
                        raise self._refusal(response, what, patience=patience)
                    stack.close()
                    self._wait(f"the hub answers {status}", patience)
            pause *= 2

    def _wait(self, why: str, seconds: float) -> None:
        self._on_wait(why, seconds)
        self._sleep(seconds)

    def _retry_after(self, response: httpx.Response) -> float | None:
        """Seconds that the hub asks for, given as a number or as a date."""
        said = response.headers.get("Retry-After", "")
        if said.strip().isdigit():
            return float(said)
        with contextlib.suppress(ValueError, TypeError):
            return max(0.0, (parsedate_to_datetime(said) - self._now()).total_seconds())
        return None

    def _refusal(
        self, response: httpx.Response, what: str, *, patience: float = 0.0
    ) -> GumptionError:
        status, code = response.status_code, response.headers.get("X-Error-Code", "")
        if code == "GatedRepo" or status == 403:  # noqa: PLR2004 – "forbidden"
            return NotPermitted(
                f"{what} is gated: its owner asks for consent first",
                hint="accept the terms on the model's page"
                + (
                    "; the token in HF_TOKEN does not open it yet"
                    if self._has_token
                    else " and set HF_TOKEN to a token of your account"
                ),
            )
        if status == 401 and code != "RepoNotFound":  # noqa: PLR2004 – "unauthorised"
            # The hub also answers so for a repository that does not exist, to those without a name.
            return NotPermitted(
                f"The hub does not show {what} to strangers, or there is no such thing",
                hint="check the spelling (OWNER/NAME); for a gated model set HF_TOKEN"
                if not self._has_token
                else "check the spelling (OWNER/NAME), and that HF_TOKEN is still valid",
            )
        if status in {401, 404}:
            return NotFound(
                f"The hub has no such thing: {what}",
                hint="check the spelling; repositories are named OWNER/NAME",
            )
        if status == _TOO_MANY:
            when = f"in {max(patience, 60) / 60:.0f} minutes" if patience else "in a while"
            return ModelUnavailable(
                "The hub says that this address asks too often",
                hint=f"try again {when}; a token in HF_TOKEN raises the limit",
            )
        return ModelUnavailable(
            f"The hub answers {status} for {what}", hint=f"try again later; {_OFFLINE_HINT}"
        )

    def _nonsense(self) -> ModelUnavailable:
        return ModelUnavailable(
            f"{self.endpoint} does not answer like a hub",
            hint="check model.hub in the config and the variable HF_ENDPOINT",
        )

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """Errors of the transport in words of ours."""
        try:
            yield
        except httpx.TooManyRedirects as error:
            raise self._nonsense() from error
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise ConnectionBroken(
                f"{self.endpoint} cannot be reached: {str(error) or type(error).__name__}",
                hint=_OFFLINE_HINT,
            ) from error


def _address(endpoint: str) -> httpx.URL:
    try:
        address = httpx.URL(endpoint)
    except httpx.InvalidURL as error:
        raise InvalidInput(f"{endpoint!r} is no address of a hub") from error
    _check(address)
    return address


def _guard(request: httpx.Request) -> None:
    """Before each request, those after a redirect too."""
    _check(request.url)


def _check(url: httpx.URL) -> None:
    if url.scheme == "https" or (url.scheme == "http" and _is_loopback(url)):
        return
    raise InvalidInput(
        f"{url.scheme}://{url.host} is not encrypted, and nothing is fetched from it",
        hint="the hub has to be reached by https; check model.hub and HF_ENDPOINT",
    )


def _is_loopback(url: httpx.URL) -> bool:
    if url.host == "localhost":
        return True
    try:
        return ipaddress.ip_address(url.host).is_loopback
    except ValueError:
        return False
