"""What goes over the wire is text, and a path need not be.

Python reads a byte of an argument or a file's name that is not UTF-8 as a lone surrogate, which no
encoding has. Sent as another character it would mean something else: ``forget --match`` would
remove what contains that character.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from memory.errors import InvalidInput

#: Before the bytes of a path that is no text, in hexadecimal. No absolute path begins so.
_BYTES = "bytes:"


def is_text(text: str) -> bool:
    """Whether a string has no lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def need_text(params: Mapping[str, object]) -> None:
    """Make sure that what a call is given arrives as what it is.

    Rows of observations are not looked into: the gate cleans them.

    Raises:
        InvalidInput: something is not text.
    """
    for name, value in params.items():
        told = value.values() if isinstance(value, Mapping) else [value]
        if not all(is_text(text) for text in told if isinstance(text, str)):
            raise InvalidInput(f"{name} is not text in UTF-8", hint="give it in UTF-8")


def path_to_wire(path: str) -> str:
    """An absolute path as text, whatever bytes are in it."""
    return path if is_text(path) else _BYTES + os.fsencode(path).hex()


def path_from_wire(text: str) -> str:
    """The path again.

    Raises:
        ValueError: that is none.
    """
    if not text.startswith(_BYTES):
        return text
    return os.fsdecode(bytes.fromhex(text.removeprefix(_BYTES)))
