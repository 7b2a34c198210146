"""What `import memory` offers, and what it does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import memory

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("chromadb", "llama_cpp", "numpy", "sqlcipher3", "langgraph", "keyring", "textual")


def loaded_by(code: str) -> set[str]:
    """Heavy modules that are loaded after running some code in a fresh interpreter."""
    script = f"{code}\nimport sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_is_light() -> None:
    """Types and errors come without a database, numbers or models."""
    assert loaded_by("import memory, memory.types, memory.errors; memory.Proposition") == set()


def test_opening_loads_no_index_and_no_model(tmp_path: Path) -> None:
    """Storing and counting observations needs neither Chroma nor llama.cpp."""
    code = (
        "from memory import Observation, UserModel\n"
        f"with UserModel.open({str(tmp_path)!r}) as model:\n"
        "    model.observe([Observation(source='a', content='b')]); model.counts()"
    )
    assert not loaded_by(code) & {"chromadb", "llama_cpp", "langgraph", "textual"}


def test_everything_exported_is_there() -> None:
    """Every name of __all__ can be had, and what is not there is told as usual."""
    for name in memory.__all__:
        assert getattr(memory, name) is not None
    with pytest.raises(AttributeError, match="nothing_like_this"):
        _ = memory.nothing_like_this
