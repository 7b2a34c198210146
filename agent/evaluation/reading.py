"""Files of a benchmark, with a plain message where they are not what they should be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from memory.errors import InvalidInput


def read_json(file: Path) -> Any:  # noqa: ANN401 - JSON of others
    """What a JSON file holds.

    Raises:
        InvalidInput: it cannot be read, or is no JSON.
    """
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidInput(
            f"{file} cannot be read: {error.strerror or error}",
            hint="give the file or folder as its authors publish it",
        ) from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput(
            f"{file} is not JSON: {error}", hint="it may be cut short; fetch it again"
        ) from error


@contextmanager
def laid_out(like: str, path: Path) -> Iterator[None]:
    """Turn a missing or odd field into the one thing a person can do about it.

    Raises:
        InvalidInput: something inside did not find what it expected.
    """
    try:
        yield
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise InvalidInput(
            f"{path} is not laid out like {like}: {type(error).__name__} {error}",
            hint="give the file or folder of that name, or a part of it",
        ) from error
