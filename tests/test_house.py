"""The house rules, checked by the tools that hold them: style, types, and who may import whom."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str) -> tuple[int, str]:
    """Run a tool of this environment in the project's root; returns its exit code and output."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_style() -> None:
    """Ruff finds nothing to say about the code or its formatting."""
    code, said = run("ruff", "check", ".")
    assert code == 0, said
    code, said = run("ruff", "format", "--check", ".")
    assert code == 0, said


@pytest.mark.timeout(900)
def test_types() -> None:
    """The strict type checker agrees, over code and tests."""
    code, said = run("mypy")
    assert code == 0, said


def test_who_imports_whom() -> None:
    """The layers of the design hold: memory stands alone, tui knows only the daemon's client."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_that_must_not_be_shipped_is_tracked() -> None:
    """No lock file (it spells out registry hosts), no weights, no large files."""
    tracked = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if tracked.returncode != 0:
        pytest.skip("not a git checkout (a source archive, say)")
    files = [ROOT / name for name in tracked.stdout.split("\0") if name]
    assert files
    forbidden = [f.name for f in files if f.name in {"uv.lock", "poetry.lock", "pylock.toml"}]
    heavy = [f.name for f in files if f.suffix in {".gguf", ".safetensors"}]
    large = [f.name for f in files if f.exists() and f.stat().st_size > 1_000_000]
    assert not forbidden + heavy + large
