"""Where an address leads: to this machine, or away from it.

Names are looked up here and the addresses found are what is connected to. Left to the HTTP client,
a name could lead home while it is checked and away when it is used.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from memory.errors import ModelUnavailable

#: From a host's name and a port to its addresses.
Resolver = Callable[[str, int], Sequence[str]]

_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A server's address, looked up.

    Attributes:
        host: As it was given.
        port: Given, or the scheme's own.
        addresses: IP addresses, in the order in which they are to be tried.
        remote: Whether any of them is not this machine's own.
    """

    host: str
    port: int
    addresses: tuple[str, ...]
    remote: bool


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the operating system.

    Raises:
        OSError: the name is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def parse(url: str) -> SplitResult:
    """The parts of an endpoint's URL.

    Raises:
        ValueError: it is none that can be asked; with what to give instead.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError('give an address such as "http://127.0.0.1:8080/v1"')
    if parts.query or parts.fragment:
        raise ValueError("give the address without '?' and '#'")
    if parts.username or parts.password:
        raise ValueError("give no password in the address: api_key_env names where the key is")
    port = parts.port  # raises ValueError for what is no port
    del port
    return parts


def locate(url: str, *, allow_remote: bool, resolver: Resolver = system_resolver) -> Place:
    """Look an endpoint's address up.

    Raises:
        ModelUnavailable: the name is not known, or leads away from this machine without leave.
    """
    parts = parse(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    try:
        addresses = tuple(resolver(host, port))
    except (OSError, UnicodeError) as error:
        raise ModelUnavailable(
            f"The address of {host} cannot be found", hint="check model.endpoint in the config"
        ) from error
    remote = not addresses or not all(map(is_loopback, addresses))
    if remote and not allow_remote:
        raise ModelUnavailable(
            f"{host} is not on this machine, and what you observe would be sent there",
            hint="if that is meant, set model.allow_remote = true in the config",
        )
    return Place(host=host, port=port, addresses=addresses, remote=remote)


def is_loopback(address: str) -> bool:
    """Whether an IP address never leaves the machine."""
    try:
        found = ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        return found.ipv4_mapped.is_loopback
    return found.is_loopback
