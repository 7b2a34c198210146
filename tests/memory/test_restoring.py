"""Restoring and moving aside: what was there is kept, killed at whatever point, and told of."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from memory import (
    InvalidInput,
    StoreDamaged,
    StoreLocked,
    swap,
)
from memory.keys import KEY_FILE
from memory.ledger import LEDGER_FILE
from memory.restore import quarantine
from memory.swap import ASIDE_FOLDER, DRAFT_FILE
from tests.memory.backups import answers, filled, put_back
from tests.support.models import START, file_keys, open_model, said


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A backup never replaces a file; a folder is given a dated name in it."""
    with filled(tmp_path / "home") as model:
        (tmp_path / "taken").write_text("mine")
        with pytest.raises(InvalidInput, match="exists"):
            model.backup(tmp_path / "taken")
        assert (tmp_path / "taken").read_text() == "mine"
        with pytest.raises(InvalidInput, match="no folder"):
            model.backup(tmp_path / "no" / "copy")
        assert model.backup(tmp_path).path.parent == tmp_path


def test_restore_where_the_key_was_lost(tmp_path: Path) -> None:
    """With the key beside the backup a home whose own key is gone comes back."""
    with filled(tmp_path / "home") as model:
        before = answers(model)
        path = model.backup(tmp_path / "copy", with_key=True).path
    (tmp_path / "home" / KEY_FILE).write_text("garbage")
    put_back(tmp_path / "home", path)
    with open_model(tmp_path / "home") as model:
        assert answers(model) == before
    kept = [each for each in (tmp_path / "home" / ASIDE_FOLDER).iterdir() if each.is_file()]
    assert [each.read_text() for each in kept] == ["garbage"]


def test_restore_of_a_home_in_use(tmp_path: Path) -> None:
    """Somebody who has the ledger open is named, and keeps it."""
    with filled(tmp_path / "home") as model:
        path = model.backup(tmp_path / "copy").path
        with pytest.raises(StoreLocked, match="this process"):
            put_back(tmp_path / "home", path)


def test_restore_of_a_damaged_ledger(tmp_path: Path) -> None:
    """The error of a damaged ledger says how; its bytes are kept aside."""
    with filled(tmp_path / "home") as model:
        before = answers(model)
        path = model.backup(tmp_path / "copy").path
    ledger = tmp_path / "home" / LEDGER_FILE
    ledger.write_bytes(b"\x00" * 9000)
    with pytest.raises(StoreDamaged) as caught:
        open_model(tmp_path / "home")
    assert "gumption restore" in caught.value.hint
    assert "--quarantine" in caught.value.hint
    aside = put_back(tmp_path / "home", path)
    with open_model(tmp_path / "home") as model:
        assert answers(model) == before
    assert aside is not None
    assert (aside / LEDGER_FILE).read_bytes() == b"\x00" * 9000


def test_restore_killed_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ended between any two moves of files, the next opening finds the old ledger or the new."""
    with filled(tmp_path / "start") as model:
        path = model.backup(tmp_path / "copy").path
        new = answers(model)
        model.observe([said("later")])
        model.open_sibling("checkpoints.db").close()
        old = answers(model)
    moved = Path.replace
    reached = True
    number = seen_new = seen_old = 0
    while reached:
        home = tmp_path / f"home{number}"
        shutil.copytree(tmp_path / "start", home)
        left = [number]

        def move(source: Path, target: Path, left: list[int] = left) -> Path:
            if left[0] == 0:
                raise KeyboardInterrupt
            left[0] -= 1
            return moved(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", move)
            try:
                put_back(home, path)
                reached = False
            except KeyboardInterrupt:
                pass
        with open_model(home) as model:
            found = answers(model)
            assert found in (old, new)
            seen_old += found == old
            seen_new += found == new
            assert model.check() == []
        put_back(home, path)
        with open_model(home) as model:
            assert answers(model) == new
        number += 1
    assert seen_old
    assert seen_new > 2


@pytest.mark.parametrize("whole", [False, True])
def test_what_a_killed_restore_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    """A draft that nothing was said of yet is of no use: gone at the next opening, never taken."""

    def killed(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    home = tmp_path / "home"
    with filled(home) as model:
        made = model.backup()
    with monkeypatch.context() as patch:
        patch.setattr("memory.swap.aside", killed)
        with pytest.raises(KeyboardInterrupt):
            put_back(home, made.path)
    draft = home / DRAFT_FILE
    assert draft.exists()
    journal = draft.with_name(draft.name + "-journal")
    journal.write_bytes(b"?" * 900)
    shutil.copytree(home, tmp_path / "damaged")
    open_model(home).close()
    assert not draft.exists()
    assert not journal.exists()
    for each in (tmp_path / "damaged").glob("ledger.db*"):
        if each.name == LEDGER_FILE or not whole:
            each.write_bytes(b"?" * 9000)
    quarantine(tmp_path / "damaged", now=START, keys=file_keys())
    with open_model(tmp_path / "damaged") as model:
        assert model.observations() == []


def test_quarantine_does_not_take_a_draft(tmp_path: Path) -> None:
    """Not even one that turns up after the directory was tidied."""
    home = tmp_path / "home"
    filled(home).close()
    (home / DRAFT_FILE).write_bytes(b"half of it")
    swap.aside(home, START, draft=False)
    assert not (home / LEDGER_FILE).exists()
    assert not (home / DRAFT_FILE).exists()


def test_quarantine(tmp_path: Path) -> None:
    """A damaged ledger moves aside when asked to, and a new one begins; a sound one stays."""
    home = tmp_path / "home"
    with pytest.raises(InvalidInput):
        quarantine(home, now=START, keys=file_keys())
    with filled(home), pytest.raises(StoreLocked):
        quarantine(home, now=START, keys=file_keys())
    with pytest.raises(InvalidInput, match="sound"):
        quarantine(home, now=START, keys=file_keys())
    (home / LEDGER_FILE).write_bytes(b"")
    with pytest.raises(StoreDamaged):
        open_model(home)
    aside = quarantine(home, now=START, keys=file_keys())
    assert (aside / LEDGER_FILE).exists()
    with open_model(home) as model:
        assert model.observations() == []


def test_quarantine_of_a_ledger_that_opens_and_cannot_be_read(tmp_path: Path) -> None:
    """Pages overwritten in the middle show only when every page is read: damaged all the same.

    What was moved aside, and the folders it is in, are the person's alone.
    """
    home = tmp_path / "home"
    filled(home).close()
    with (home / LEDGER_FILE).open("r+b") as file:
        file.seek(5000)
        file.write(random.Random(7).randbytes(3000))
    damaged = (home / LEDGER_FILE).read_bytes()
    aside = quarantine(home, now=START, keys=file_keys())
    assert (aside / LEDGER_FILE).read_bytes() == damaged
    assert [path.stat().st_mode & 0o777 for path in (aside, aside.parent)] == [0o700, 0o700]
    with open_model(home) as model:
        assert model.observations() == []


def test_quarantine_without_the_key(tmp_path: Path) -> None:
    """A ledger whose key is gone can be moved aside too; a new key is made for the new one."""
    home = tmp_path / "home"
    filled(home).close()
    (home / KEY_FILE).write_text("file:zz")
    quarantine(home, now=START, keys=file_keys())
    with open_model(home) as model:
        assert model.observations() == []


def test_the_index_is_made_anew_after_a_restore(tmp_path: Path) -> None:
    """An index that survived, as one on a server does, has nothing left of the other ledger."""
    home = tmp_path / "home"
    with filled(home) as model:
        made = model.backup()
        later = model.observe([said("later")])[0]
        model.sync_index()
        index = model._dense.index
        assert later in index.ids("observation")
    put_back(home, made.path)
    with open_model(home, index=index) as model:  # type: ignore[arg-type]
        model.sync_index()
        assert later not in model._dense.index.ids("observation")
        assert len(model._dense.index.ids("observation")) == 2
