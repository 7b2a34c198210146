"""A guard that ends any attempt to leave the machine.

``python -m tests.support.no_network MODULE [ARG …]`` runs a module under an audit hook (PEP 578)
which refuses name look-ups and every connection that is not a Unix socket or loopback. Python's own
socket calls cannot get round it; native code could, so where the kernel allows it the tests run the
same command in a network namespace without any interface as well.
"""

from __future__ import annotations

import ipaddress
import os
import runpy
import socket
import sys
from typing import Any

_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_CONNECTIONS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
#: Exit status of a run that tried; unlike any that the command line uses.
LEFT_THE_MACHINE = 86


def _is_local(host: object) -> bool:
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refuse(event: str, what: object) -> None:
    # An exception could be caught and forgotten by the library that tried; an exit cannot.
    sys.stderr.write(f"left the machine: {event} {what!r}\n")
    sys.stderr.flush()
    os._exit(LEFT_THE_MACHINE)


def guard(event: str, args: tuple[Any, ...]) -> None:
    """Audit hook: refuse what would leave the machine."""
    if event in _LOOKUPS:
        if not _is_local(args[0]):
            _refuse(event, args[0])
    elif event in _CONNECTIONS:
        family, address = args[0].family, args[1]
        if family in {socket.AF_INET, socket.AF_INET6} and address and not _is_local(address[0]):
            _refuse(event, address)


if __name__ == "__main__":
    sys.addaudithook(guard)
    module, sys.argv = sys.argv[1], sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
