"""``gumption model`` as a person types it: the real process behind it, a hub on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_client import Shell
from tests.support.hub import FakeHub, serving
from tests.support.tiny_gguf import write_random_chat_model

NAME, FILE = "Qwen/Qwen3-4B-GGUF", "Qwen3-4B-Q4_K_M.gguf"


@pytest.fixture(autouse=True)
def no_daemon(shell: Shell) -> None:
    """Nothing here may need one."""
    shell.daemon.down = True


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    """A hub that holds one model, named by the environment."""
    content = write_random_chat_model(tmp_path / "m.gguf").read_bytes()
    with serving(FakeHub(files={NAME: {FILE: content}})) as fake:
        monkeypatch.setenv("HF_ENDPOINT", fake.address)
        yield fake


def test_from_the_list_to_the_model_in_use(shell: Shell, hub: FakeHub) -> None:
    """What a new user does, one after the other; data on standard output, talk beside it."""
    shown = shell("model", "list")
    assert shown.code == 0
    assert "qwen3-4b" in shown.out
    assert "this machine" in shown.out
    assert "built-in engine does the thinking" in shown.err

    pulled = shell("model", "pull", "qwen3-4b", "--json")
    assert pulled.code == 0
    path = json.loads(pulled.out)["files"][0]["path"]
    assert hub.downloads

    used = shell("model", "use", "qwen3-4b")
    assert used.code == 0
    assert f"model.path = {path}" in used.out
    assert shell("config", "show", "model.path").out.strip() == path
    assert "✓" in shell("model", "verify").out

    asked = shell("model", "rm", "qwen3-4b", "--force")
    assert asked.code == 4
    assert "--yes" in asked.err
    gone = shell("model", "rm", "qwen3-4b", "--force", "--yes")
    assert gone.code == 0
    assert "freed" in gone.out
    assert not Path(path).exists()


def test_damage_ends_with_one(shell: Shell, tmp_path: Path) -> None:
    """So that a script can tell."""
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF and then nothing of sense")

    assert shell("model", "verify", str(path)).code == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("model", "use", "/nope.gguf"), 2, "no model '/nope.gguf'"),
        (("config", "set", "model.path", "/nope.gguf"), 1, "no model file at /nope.gguf"),
        (("model", "pull", "nobody/nothing"), 2, "no such thing"),
        (("model", "pull", "qwen3-4c"), 2, "did you mean qwen3-4b?"),
    ],
)
def test_mistakes(shell: Shell, hub: FakeHub, words: tuple[str, ...], code: int, said: str) -> None:
    """Each ends with its own code and a sentence; a bad path is refused when it is set."""
    assert hub.address
    shown = shell(*words)

    assert shown.code == code
    assert said in shown.err
    assert shell("config", "show", "model.path").out.strip() == ""


def test_an_emptied_path_needs_no_look(shell: Shell) -> None:
    """Back to the built-in engine, and negative numbers are values, not options."""
    assert shell("config", "set", "model.path", "").code == 0
    assert shell("config", "set", "model.gpu_layers", "-1").code == 0
