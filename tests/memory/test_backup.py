"""Backups: made while writing, refused when damaged, restored without overwriting, reached."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from memory import (
    InvalidInput,
    KeyUnavailable,
    Observation,
    Proposition,
    StorageError,
    StorageFull,
    StoreDamaged,
)
from memory.backup import FOLDER, key_path, manifest_path
from memory.keys import KEY_FILE
from memory.ledger import LEDGER_FILE, open_encrypted
from memory.restore import restore
from memory.schema import MIGRATIONS
from memory.swap import ASIDE_FOLDER
from tests.memory.backups import answers, filled, put_back
from tests.support.models import START, file_keys, open_model, said


def test_backup_and_restore_give_the_same_answers(tmp_path: Path) -> None:
    """What was learnt after the backup is gone, moved aside with the old ledger."""
    with filled(tmp_path / "home") as model:
        before = answers(model)
        made = model.backup(tmp_path / "copy.backup")
        assert made.key_path is None
        assert not made.ours
        model.observe([said("later")])
    aside = put_back(tmp_path / "home", made.path)
    with open_model(tmp_path / "home") as model:
        assert answers(model) == before
        assert model.check() == []
    assert aside is not None
    assert aside.name == "20260302T090000Z"
    assert [path.stat().st_mode & 0o777 for path in (aside, aside.parent)] == [0o700, 0o700]
    with open_model(aside) as model:
        assert "later" in [each.content for each in model.observations()]


def test_the_copy_is_encrypted_and_of_one_file(tmp_path: Path) -> None:
    """Nothing of it is readable, its mode is private, and no log lies beside it."""
    with filled(tmp_path / "home") as model:
        made = model.backup()
        assert made.ours
        assert made.path.name == "gumption-20260302T090000Z.backup"
        assert model.backup().path != made.path
    raw = made.path.read_bytes()
    assert b"SQLite format" not in raw
    assert b"Zanzibar" not in raw
    assert made.path.stat().st_mode & 0o077 == 0
    names = {each.name for each in made.path.parent.iterdir()}
    assert {name for name in names if not name.endswith((".backup", ".json"))} == set()


def test_backup_while_writing(tmp_path: Path) -> None:
    """Whatever moment it catches, a backup holds whole batches and is sound."""
    model = open_model(tmp_path / "home")
    done = threading.Event()
    written: list[int] = []

    def write() -> None:
        for batch in range(60):
            model.observe(
                [said(f"{batch} {i} " + "x" * 500, at=START - timedelta(hours=1)) for i in range(7)]
            )
            written.append(batch)
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    made: list[Path] = []
    while not done.is_set() or not made:
        made.append(model.backup(tmp_path / f"copy{len(made)}", with_key=True).path)
    thread.join()
    model.close()
    for number, path in enumerate(made[:: max(1, len(made) // 3)]):
        home = tmp_path / f"restored{number}"
        restored = restore(home, path, now=START, keys=file_keys())
        assert restored.observations % 7 == 0
        assert restored.aside is None
    assert len(written) == 60


@pytest.mark.parametrize("damage", ["flip", "cut", "manifest", "not json", "other format"])
def test_a_damaged_backup_is_refused(tmp_path: Path, damage: str) -> None:
    """Before anything is touched, with the reason and what to do."""
    with filled(tmp_path / "home") as model:
        path = model.backup(tmp_path / "copy").path
        before = answers(model)
    raw, beside = bytearray(path.read_bytes()), manifest_path(path)
    if damage == "flip":
        raw[len(raw) // 2] ^= 1
        path.write_bytes(raw)
    elif damage == "cut":
        path.write_bytes(raw[:-4096])
    elif damage == "manifest":
        beside.unlink()
    elif damage == "not json":
        beside.write_text("{")
    else:
        beside.write_text(beside.read_text().replace("backup 1", "backup 9"))
    listing = sorted(each.name for each in (tmp_path / "home").iterdir())
    with pytest.raises(StoreDamaged, match="copy") as caught:
        put_back(tmp_path / "home", path)
    assert "nothing was changed" in caught.value.hint
    assert sorted(each.name for each in (tmp_path / "home").iterdir()) == listing
    with open_model(tmp_path / "home") as model:
        assert answers(model) == before


def test_damage_that_the_checksum_was_made_over(tmp_path: Path) -> None:
    """A manifest made to fit does not help: every page carries a seal of its own."""
    with filled(tmp_path / "home") as model:
        path = model.backup(tmp_path / "copy").path
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    import hashlib

    manifest = json.loads(manifest_path(path).read_text())
    manifest["sha256"] = hashlib.sha256(raw).hexdigest()
    manifest_path(path).write_text(json.dumps(manifest))
    with pytest.raises(StoreDamaged):
        put_back(tmp_path / "home", path)
    assert not (tmp_path / "home" / ASIDE_FOLDER).exists()


def test_no_such_backup_and_a_newer_one(tmp_path: Path) -> None:
    """Both are said plainly."""
    with pytest.raises(InvalidInput):
        put_back(tmp_path / "home", tmp_path / "nowhere")
    with filled(tmp_path / "home") as model:
        path = model.backup(tmp_path / "copy").path
    manifest = json.loads(manifest_path(path).read_text()) | {"schema": 999}
    manifest_path(path).write_text(json.dumps(manifest))
    with pytest.raises(StorageError, match="newer"):
        put_back(tmp_path / "home", path)


def test_key_beside_the_backup(tmp_path: Path) -> None:
    """With the key a backup opens on another machine, under that machine's own key."""
    with filled(tmp_path / "home") as model:
        before = answers(model)
        made = model.backup(tmp_path / "copy", with_key=True)
    assert made.key_path is not None
    assert made.key_path.stat().st_mode & 0o077 == 0
    put_back(tmp_path / "other", made.path)
    assert (tmp_path / "other" / KEY_FILE).read_text() != made.key_path.read_text()
    with open_model(tmp_path / "other") as model:
        assert answers(model) == before


def test_without_its_key_a_backup_is_refused(tmp_path: Path) -> None:
    """On another machine, without the key, nothing happens and the remedy is named."""
    with filled(tmp_path / "home") as model:
        path = model.backup(tmp_path / "copy").path
    with open_model(tmp_path / "other") as model:
        model.observe([said("mine")])
    with pytest.raises(KeyUnavailable, match="another key") as caught:
        put_back(tmp_path / "other", path)
    assert "--with-key" in caught.value.hint
    with open_model(tmp_path / "other") as model:
        assert [each.content for each in model.observations()] == ["mine"]


def test_backup_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of a backup is left, and the ledger goes on."""
    with filled(tmp_path / "home") as model:

        def full(_path: Path) -> None:
            raise OSError(28, "No space left on device")

        (tmp_path / "there").mkdir()
        with monkeypatch.context() as patch:
            patch.setattr("memory.swap.synced", full)
            with pytest.raises(StorageFull) as caught:
                model.backup(tmp_path / "there" / "copy", with_key=True)
        assert caught.value.hint
        assert list((tmp_path / "there").iterdir()) == []
        model.observe([said("more")])


def test_no_room_for_a_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup that fails at its last step leaves nothing behind; a rewritten one stays whole."""

    def full(path: Path, _text: str) -> None:
        path.touch()
        raise OSError(28, "No space left on device")

    with filled(tmp_path / "home") as model:
        made = model.backup()
        listing = sorted(made.path.parent.iterdir())
        with monkeypatch.context() as patch:
            patch.setattr("memory.backup._write_privately", full)
            with pytest.raises(StorageFull):
                model.backup()
            assert sorted(made.path.parent.iterdir()) == listing
            with pytest.raises(StorageFull):
                model.forget(match="zanzibar")
            assert sorted(made.path.parent.iterdir()) == listing
    put_back(tmp_path / "home", made.path)


@pytest.mark.parametrize("moves", [0, 1])
def test_rewriting_a_backup_killed_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """Killed before or between the moves of its files, a backup restores, and when repeated too."""
    home, moved, left = tmp_path / "home", Path.replace, [moves]

    def move(source: Path, target: Path) -> Path:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        return moved(source, target)

    with filled(home) as model:
        made = model.backup()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", move)
            # An exception would tidy up what a kill leaves.
            patch.setattr(Path, "unlink", lambda *_args, **_options: None)
            with pytest.raises(KeyboardInterrupt):
                model.forget(match="zanzibar")
        assert len(model.observations()) == 2
    shutil.copytree(home, tmp_path / "repeated")
    put_back(home, made.path)
    with open_model(home) as model:
        assert len(model.observations()) == 2 - moves
    with open_model(tmp_path / "repeated") as model:
        model.forget(match="zanzibar")
    folder = tmp_path / "repeated" / FOLDER
    put_back(tmp_path / "repeated", folder / made.path.name)
    assert len(list(folder.iterdir())) == 2
    with open_model(tmp_path / "repeated") as model:
        assert [each.content for each in model.observations()] == ["I love tea"]


@pytest.mark.parametrize("damaged", [False, True])
def test_a_backup_with_the_manifest_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, damaged: bool
) -> None:
    """As an earlier version left one that it was killed over: mended by the next forgetting.

    Only where every page of it is sound.
    """
    home = tmp_path / "home"
    with filled(home) as model:
        made = model.backup()
        manifest = json.loads(manifest_path(made.path).read_text()) | {"sha256": "0" * 64}
        manifest_path(made.path).write_text(json.dumps(manifest))
        if damaged:
            monkeypatch.setattr("memory.backup.problems_of", lambda *_args, **_kw: ["page 9"])
        model.forget(match="nothing of the kind", dry_run=True)
        assert json.loads(manifest_path(made.path).read_text()) == manifest
        model.forget(match="nothing of the kind")
    monkeypatch.undo()
    if damaged:
        with pytest.raises(StoreDamaged, match="checksum"):
            put_back(home, made.path)
        return
    put_back(home, made.path)
    with open_model(home) as model:
        assert len(model.observations()) == 2


def holding(directory: Path, text: str) -> list[Path]:
    """Files in which a text can be found, in any case."""
    needle = text.casefold().encode()
    return [
        path
        for path in sorted(directory.rglob("*"))
        if path.is_file() and needle in path.read_bytes().lower()
    ]


def test_forgetting_reaches_our_backups(tmp_path: Path) -> None:
    """After forgetting no byte of it is in a backup under the home, whose rest still restores."""
    home = tmp_path / "home"
    with filled(home, plain=True) as model:
        made = model.backup()
        model.forget(match="nothing of the kind")
        elsewhere = model.backup(tmp_path / "elsewhere").path
        model.observe([Observation(source="x", content="Zanzibar once more", observed_at=START)])
        assert made.path in holding(home, "zanzibar")
        preview = model.forget(match="zanzibar", dry_run=True)
        assert preview.backups == (made.path.name,)
        assert made.path in holding(home, "zanzibar")
        assert model.forget(match="zanzibar").backups == preview.backups
        assert holding(home, "zanzibar") == []
        assert holding(made.path.parent, "I love tea")
        assert elsewhere.read_bytes().count(b"Zanzibar")
        manifest = json.loads(manifest_path(made.path).read_text())
        assert manifest["made_at"] == START.isoformat()
        assert manifest["size"] == made.path.stat().st_size


def test_a_rewritten_backup_restores(tmp_path: Path) -> None:
    """What forgetting rewrote is still a whole backup, without the forgotten."""
    home = tmp_path / "home"
    with filled(home) as model:
        made = model.backup()
        untouched = made.path.read_bytes()
        model.forget(match="nothing of the kind")
        assert made.path.read_bytes() == untouched
        model.forget(match="zanzibar")
    put_back(home, made.path)
    with open_model(home) as model:
        assert [each.text for each in model.propositions()] == ["Likes tea"]
        assert model.check() == []


def test_forgetting_by_id_reaches_what_the_ledger_changed_since(tmp_path: Path) -> None:
    """An observation forgotten by id takes what rested on it in the backup, though undone since."""
    home = tmp_path / "home"
    with filled(home, plain=True) as model:
        seen = model.observe([said("a secret plan")])[0]
        added = model.add(Proposition(text="Has a plan of secrecy"), [seen])
        model.backup()
        model.undo(model.history(added)[0].id)
        model.forget(id=seen)
        assert holding(home / FOLDER, "secret plan") == []
        assert holding(home / FOLDER, "plan of secrecy") == []


def test_forgetting_reaches_what_was_moved_aside(tmp_path: Path) -> None:
    """A ledger that a restore moved aside is rewritten; one that nobody can read is removed."""
    home = tmp_path / "home"
    with filled(home) as model:
        made = model.backup()
        checkpoints = model.open_sibling("checkpoints.db")
        checkpoints.execute("CREATE TABLE checkpoints (thread_id TEXT, data BLOB)")
        rows = [("t1", b"of Zanzibar"), ("t2", b"of tea")]
        checkpoints.executemany("INSERT INTO checkpoints VALUES (?, ?)", rows)
        checkpoints.close()
    aside = put_back(home, made.path)
    assert aside is not None
    unreadable = aside.with_name("20200101T000000Z")
    unreadable.mkdir()
    (unreadable / LEDGER_FILE).write_bytes(b"?" * 9000)
    garbage = made.path.with_name("garbage.backup")
    garbage.write_bytes(b"?" * 9000)
    key_path(garbage).write_text("key")
    with open_model(home) as model:
        preview = model.forget(match="zanzibar", dry_run=True)
        assert unreadable.exists()
        done = model.forget(match="zanzibar")
    assert done.backups == preview.backups
    assert set(done.backups) == {aside.name, made.path.name}
    assert set(done.removed) == set(preview.removed) == {unreadable.name, garbage.name}
    assert not unreadable.exists()
    assert sorted(each.name for each in made.path.parent.iterdir()) == sorted(
        [made.path.name, manifest_path(made.path).name]
    )
    with open_model(aside) as model:
        assert [each.text for each in model.propositions()] == ["Likes tea"]
        old = model.open_sibling("checkpoints.db")
        assert old.execute("SELECT thread_id FROM checkpoints").fetchall() == [("t2",)]
        old.close()


def test_forgetting_leaves_the_backups_of_a_newer_version(tmp_path: Path) -> None:
    """They are sound, only of no use here: named, and as they were. Nor is a key kept aside one."""
    home = tmp_path / "home"
    with filled(home) as model:
        made = model.backup()
        newer = open_encrypted(made.path, model._ledger.key, journal=None)
        newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
        newer.close()
        before = made.path.read_bytes()
        (home / ASIDE_FOLDER).mkdir()
        (home / ASIDE_FOLDER / "key-20260302T090000Z").write_text("garbage")
        preview = model.forget(match="zanzibar", dry_run=True)
        done = model.forget(match="zanzibar")
    assert done.left == preview.left == (made.path.name,)
    assert (done.removed, done.backups) == ((), ())
    assert len(done.observations) == 1
    assert made.path.read_bytes() == before
