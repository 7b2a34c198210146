"""Lines over a socket, and errors as data."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.client.protocol import (
    Lines,
    LineTooLong,
    decode,
    error_from_wire,
    error_to_wire,
    peer_uid,
)
from memory import errors
from memory.errors import GumptionError, InvalidInput, NotFound, StoreLocked

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)
)


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two ends of a connection."""
    one, other = socket.socketpair()
    with one, other:
        yield one, other


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_what_goes_in_comes_out(message: dict[str, object]) -> None:
    """Any JSON object survives the way, whatever is in its strings."""
    one, other = socket.socketpair()
    with one, other:
        Lines(one).send(message)
        assert Lines(other).receive() == message


def test_lines_in_pieces(pair: tuple[socket.socket, socket.socket]) -> None:
    """Lines are found however the bytes arrive, several at once or half of one."""
    one, other = pair
    lines = Lines(other)
    one.sendall(b'{"a": 1}\n{"b"')
    assert lines.receive() == {"a": 1}
    assert not lines.waiting()
    one.sendall(b': 2}\n{"c": 3}\n')
    assert lines.receive() == {"b": 2}
    assert lines.waiting()
    assert lines.receive() == {"c": 3}
    one.close()
    assert lines.receive() is None


def test_a_line_without_end_is_refused(pair: tuple[socket.socket, socket.socket]) -> None:
    """Reading stops at the limit, before memory does."""
    one, other = pair
    one.sendall(b"x" * 1000)
    with pytest.raises(LineTooLong):
        Lines(other, limit=500).receive()


@pytest.mark.parametrize("line", [b"", b"no", b"[1]", b"\xff", b"[" * 100_000])
def test_nonsense_is_an_error_of_ours(line: bytes) -> None:
    """What is not a JSON object raises InvalidInput and nothing else."""
    with pytest.raises(InvalidInput):
        decode(line)


def test_a_lone_surrogate_does_not_break_the_connection(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    """In a row it arrives as the gate would have it, and not as a character of its own."""
    Lines(pair[0]).send({"a": "x\udcff"})
    assert Lines(pair[1]).receive() == {"a": "x\ufffd"}


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, GumptionError)
    ],
)
def test_every_error_keeps_its_type(kind: type[GumptionError]) -> None:
    """An error raised in the daemon is raised again as itself, with message, hint and exit code."""
    again = error_from_wire(error_to_wire(kind("what", hint="remedy")))
    assert type(again) is kind
    assert (again.message, again.hint, again.exit_code) == ("what", "remedy", kind.exit_code)


def test_an_error_of_a_package_goes_as_its_base() -> None:
    """An error class that the client does not have arrives as the nearest it has."""

    class Special(StoreLocked):
        """Known here alone."""

    assert type(error_from_wire(error_to_wire(Special("x")))) is StoreLocked


@pytest.mark.parametrize(
    "data", [None, [], {}, {"code": "Final"}, {"code": "annotations"}, {"code": 3}]
)
def test_an_error_that_is_none(data: object) -> None:
    """Whatever an error's data are, an error of ours comes of it."""
    assert isinstance(error_from_wire(data), GumptionError)
    assert not isinstance(error_from_wire(data), NotFound)


def test_who_is_at_the_other_end(pair: tuple[socket.socket, socket.socket]) -> None:
    """Where the system can tell, it is this user."""
    import os

    assert peer_uid(pair[0]) in {None, os.getuid()}
