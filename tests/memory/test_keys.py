"""Where the key is kept, and which keyrings count."""

from __future__ import annotations

import threading
from pathlib import Path

import keyring
import keyring.backends.fail
import keyring.backends.null
import pytest

from memory import KeyUnavailable
from memory.keys import KEY_FILE, SystemKeys, system_keyring


class FakeKeyring:
    """Keeps secrets in a dictionary; locked, it gives none."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        """The secret."""
        if self.locked:
            raise RuntimeError
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        if self.locked:
            raise RuntimeError
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no longer."""
        if self.locked:
            raise RuntimeError
        del self.kept[service, username]


def test_keyring_keeps_the_key(tmp_path: Path) -> None:
    """With a real keyring the key is there, the file only names it, and this is what is said."""
    ring = FakeKeyring()
    keys = SystemKeys(lambda: ring)
    assert keys.load(tmp_path) is None
    key = keys.create(tmp_path)
    assert keys.load(tmp_path) == key
    assert key.hex() not in (tmp_path / KEY_FILE).read_text()
    assert "system keyring" in keys.describe(tmp_path)


def test_locked_keyring_is_not_replaced(tmp_path: Path) -> None:
    """A key that the keyring has but does not give is an error with a hint, not a new key."""
    ring = FakeKeyring()
    keys = SystemKeys(lambda: ring)
    keys.create(tmp_path)
    ring.locked = True
    with pytest.raises(KeyUnavailable) as caught:
        keys.load(tmp_path)
    assert caught.value.hint
    with pytest.raises(KeyUnavailable):
        SystemKeys(lambda: None).load(tmp_path)


def test_keyring_that_keeps_nothing_is_passed_over(tmp_path: Path) -> None:
    """A backend that fails, or forgets, gives way to the file."""
    ring = FakeKeyring()
    ring.locked = True
    key = SystemKeys(lambda: ring).create(tmp_path)
    assert (tmp_path / KEY_FILE).read_text().strip() == f"file:{key.hex()}"
    assert SystemKeys(lambda: None).load(tmp_path) == key


def test_keyring_that_asks_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backend that waits for a person does not hold us up."""
    monkeypatch.setattr("memory.keys._PATIENCE_SECONDS", 0.01)
    answered = threading.Event()

    class Asking(FakeKeyring):
        """Waits for somebody."""

        def set_password(self, *secret: str) -> None:
            """Blocks until the test is over."""
            answered.wait()
            super().set_password(*secret)

    SystemKeys(Asking).create(tmp_path)
    answered.set()
    assert (tmp_path / KEY_FILE).read_text().startswith("file:")


@pytest.mark.parametrize("kind", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_stand_in_keyrings_do_not_count(
    kind: type[keyring.backend.KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backends that keep nothing are no keyring."""
    monkeypatch.setattr(keyring, "get_keyring", kind)
    assert system_keyring() is None


def test_a_key_that_is_destroyed_is_nowhere(tmp_path: Path) -> None:
    """Neither in the keyring nor in the file, and a locked keyring is not passed over."""
    ring = FakeKeyring()
    keys = SystemKeys(lambda: ring)
    keys.create(tmp_path)
    assert keys.is_elsewhere(tmp_path)
    ring.locked = True
    with pytest.raises(KeyUnavailable, match="does not remove it"):
        keys.forget(tmp_path)
    ring.locked = False
    keys.forget(tmp_path)
    assert ring.kept == {}
    assert "keyring" not in (tmp_path / KEY_FILE).read_text()
    in_file = tmp_path / "other"
    in_file.mkdir()
    key = SystemKeys(lambda: None).create(in_file)
    SystemKeys(lambda: None).forget(in_file)
    assert key.hex() not in (in_file / KEY_FILE).read_text()
    SystemKeys(lambda: None).forget(tmp_path / "nowhere")
