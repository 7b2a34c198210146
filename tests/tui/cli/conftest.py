"""What the command line's tests share."""

from __future__ import annotations

import pytest

from tests.support.command_client import Shell


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Runs commands against a fake daemon."""
    return Shell(capsys, monkeypatch)
