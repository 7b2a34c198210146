"""The ledger's file: opening it, and every way in which that can go wrong."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from memory import (
    KeyUnavailable,
    Observation,
    Proposition,
    StorageError,
    StorageFull,
    StoreDamaged,
    StoreLocked,
)
from memory.keys import KEY_FILE
from memory.ledger import CHECK_FILE, LEDGER_FILE, Connection, Ledger
from memory.retrieval import Weights
from memory.schema import MIGRATIONS
from tests.support.models import START, file_keys, open_model, said

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A directory with a ledger of one observation in it, closed."""
    directory = tmp_path / "home"
    with open_model(directory) as model:
        model.observe([Observation(source="notes", content="milk", observed_at=START)])
    return directory


def contents(home: Path) -> list[str]:
    """What the observations say."""
    with open_model(home) as model:
        return [each.content for each in model.observations()]


def test_opens_again(home: Path) -> None:
    """What was stored is there after closing; the file is not readable as SQLite."""
    assert contents(home) == ["milk"]
    assert not (home / LEDGER_FILE).read_bytes().startswith(b"SQLite")
    assert (home / KEY_FILE).stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_says_where_the_key_is(home: Path) -> None:
    """A key in a file is said plainly."""
    with open_model(home) as model:
        assert str(home / KEY_FILE) in model.encryption


def refused(home: Path, error: type[StorageError]) -> StorageError:
    """Opening fails as told, with a hint, and leaves the ledger's bytes as they were."""
    path = home / LEDGER_FILE
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(error) as caught:
        open_model(home)
    assert caught.value.hint
    assert (path.read_bytes() if path.exists() else None) == before
    return caught.value


def test_missing_key(home: Path) -> None:
    """Without its key nothing is opened, and no new key is made."""
    (home / KEY_FILE).unlink()
    refused(home, KeyUnavailable)
    assert not (home / KEY_FILE).exists()


def test_wrong_key(home: Path) -> None:
    """Another key is told from a damaged file."""
    (home / KEY_FILE).write_text("file:" + "ab" * 32)
    refused(home, KeyUnavailable)


@pytest.mark.parametrize("text", ["", "file:zz", "file:abcd", "elsewhere:1", "\x00\xff"])
def test_damaged_key_file(home: Path, text: str) -> None:
    """A key file that holds no key is told, too."""
    (home / KEY_FILE).write_bytes(text.encode("latin-1"))
    refused(home, KeyUnavailable)


@pytest.mark.parametrize("check", [True, False], ids=["known key", "unknown key"])
def test_not_a_database(home: Path, capfd: pytest.CaptureFixture[str], *, check: bool) -> None:
    """Garbage in place of the ledger is refused, and kept; nothing but the error tells of it."""
    (home / LEDGER_FILE).write_bytes(os.urandom(20_000))
    if not check:
        (home / CHECK_FILE).unlink()
    refused(home, StoreDamaged)
    assert capfd.readouterr().err == ""


def test_plain_database_in_its_place(home: Path) -> None:
    """An unencrypted database is not taken for the ledger."""
    (home / LEDGER_FILE).write_bytes(b"SQLite format 3\x00" + bytes(4080))
    refused(home, StoreDamaged)


@pytest.mark.parametrize("keep", [0, 1, 100, 4096, 0.5, 0.99])
def test_truncated(home: Path, keep: float) -> None:
    """A ledger that was cut short is refused, wherever the cut is; an empty one is not refilled."""
    path = home / LEDGER_FILE
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep) if 0 < keep < 1 else int(keep)])
    refused(home, StoreDamaged)


def test_ledger_gone_but_known(home: Path) -> None:
    """When the file is gone although there was one, no empty one takes its place."""
    (home / LEDGER_FILE).unlink()
    refused(home, StoreDamaged)


def test_damaged_inside_is_found_by_checking(home: Path) -> None:
    """Flipped bytes in the middle are found by check(), or refuse to open."""
    path = home / LEDGER_FILE
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    path.write_bytes(data)
    try:
        with open_model(home) as model:
            assert model.check()
    except StoreDamaged:
        pass


def test_one_holder_at_a_time(home: Path) -> None:
    """A second opening says that this process has it; closing gives it back."""
    with open_model(home), pytest.raises(StoreLocked, match="this process"):
        open_model(home)
    assert contents(home) == ["milk"]


@pytest.fixture
def holder(home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the home."""
    code = (
        "import sys; from pathlib import Path; from memory.lock import HomeLock\n"
        f"lock = HomeLock(Path({str(home)!r})); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_names_the_holder(home: Path, holder: subprocess.Popen[str]) -> None:
    """Another process that holds it is named; killed, it leaves nothing behind."""
    assert f"process {holder.pid}" in str(refused(home, StoreLocked))
    holder.kill()
    holder.wait()
    assert contents(home) == ["milk"]


def test_a_file_where_the_directory_should_be(tmp_path: Path) -> None:
    """A path that cannot be a directory is a plain error."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageFull) as caught:
        open_model(tmp_path / "file" / "home")
    assert caught.value.hint


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the owner may write everywhere"
)
def test_no_right_to_write(tmp_path: Path) -> None:
    """A directory that one may not write is a plain error."""
    tmp_path.chmod(0o500)
    with pytest.raises(StorageFull):
        open_model(tmp_path)
    tmp_path.chmod(0o700)


def test_disk_full_loses_nothing(home: Path) -> None:
    """When there is no space, the batch is refused whole; with space again, all works on."""
    batch = [
        Observation(source="notes", content=f"{i} " + "x" * 5000, observed_at=START)
        for i in range(100)
    ]
    with open_model(home) as model:
        writer = model._ledger._writer
        pages = writer.execute("PRAGMA page_count").fetchone()[0]
        writer.execute(f"PRAGMA max_page_count = {pages + 5}").fetchall()
        with pytest.raises(StorageFull):
            model.observe(batch)
        assert len(model.observations()) == 1
        writer.execute("PRAGMA max_page_count = 1000000").fetchall()
        model.observe(batch)
        assert len(model.observations(limit=1000)) == 101
        assert model.check() == []


def test_newer_ledger_is_left_alone(home: Path) -> None:
    """A ledger of a later version is not touched by an earlier program."""
    ledger = Ledger.open(home, file_keys())
    with ledger.write() as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    ledger.close()
    with pytest.raises(StorageError, match="newer"):
        open_model(home)


def test_failed_opening_gives_the_lock_back(home: Path) -> None:
    """After a refusal, the cause once removed, it opens."""
    key = (home / KEY_FILE).read_text()
    (home / KEY_FILE).write_text("file:" + "ab" * 32)
    refused(home, KeyUnavailable)
    (home / KEY_FILE).write_text(key)
    assert contents(home) == ["milk"]


def test_transactions_join_and_roll_back(home: Path) -> None:
    """A nested write joins the outer one; an error takes both back."""
    ledger = Ledger.open(home, file_keys())

    def fail() -> None:
        with ledger.write() as db:
            db.execute("INSERT INTO state VALUES ('a', '1')")
            with ledger.write() as inner:
                inner.execute("INSERT INTO state VALUES ('b', '2')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with ledger.read() as db:
        assert db.execute("SELECT count(*) FROM state").fetchone()[0] == 0
    with pytest.raises(StorageFull), ledger.read() as db:
        db.execute("INSERT INTO state VALUES ('a', '1')")
    ledger.close()
    ledger.close()


def test_siblings_share_the_key(home: Path) -> None:
    """Another database of the directory is encrypted with the same key and gives plain tuples."""
    with open_model(home) as model:
        db = model.open_sibling("checkpoints.db")
        db.execute("CREATE TABLE t (x)")
        db.execute("INSERT INTO t VALUES ('text')")
        assert db.execute("SELECT x FROM t").fetchall() == [("text",)]
        db.close()
    assert not (home / "checkpoints.db").read_bytes().startswith(b"SQLite")


def test_a_closed_ledger_says_so(home: Path) -> None:
    """Using it after it was closed is told in words, not in SQLite's."""
    model = open_model(home)
    model.close()
    model.close()
    with pytest.raises(StorageError, match="is closed already"):
        model.observe([said("tea")])
    with pytest.raises(StorageError, match="is closed already"):
        model.propositions()


def test_claims_are_parsed_anew_after_an_update(home: Path) -> None:
    """What an older version made of a claim is brought up to date when the model is opened."""
    columns = "SELECT subject, slot, claim_key FROM propositions"
    with open_model(home) as model:
        model.add(Proposition(text="Lives in Lisbon"))
        with model._ledger.write() as db:
            before = tuple(db.execute(columns).fetchone())
            db.execute("UPDATE propositions SET slot = 'old', claim_key = 'old'")
            db.execute("UPDATE meta SET value = '1' WHERE key = 'parser'")
    with open_model(home) as model, model._ledger.write() as db:
        assert tuple(db.execute(columns).fetchone()) == before
        db.execute("UPDATE propositions SET slot = 'kept'")
    with open_model(home) as model, model._ledger.read() as db:
        assert tuple(db.execute(columns).fetchone())[1] == "kept"


def test_a_glance_needs_no_other_connection(home: Path) -> None:
    """It has the pages of whoever wrote last, and one inside another is of the same moment."""
    with open_model(home) as model:
        ledger = model._ledger
        with ledger.glance() as db, ledger.glance() as again:
            assert again is db
            assert counted(db) == 1
            states = [db.in_transaction]
        states.append(db.in_transaction)
        assert states == [True, False]
        model.observe([said("bread")])
        with ledger.glance() as db:
            assert counted(db) == 2


def test_a_glance_sees_nothing_that_is_not_committed(home: Path) -> None:
    """Neither its own thread's, nor another's, and it waits for neither."""
    with open_model(home) as model:
        ledger = model._ledger
        seen: list[int] = []

        def look() -> None:
            with ledger.glance() as db:
                seen.append(counted(db))

        with ledger.write() as db:
            db.execute("DELETE FROM observations")
            look()
            other = threading.Thread(target=look)
            other.start()
            other.join(timeout=30)
            assert counted(db) == 0
        look()
        assert seen == [1, 1, 0]


def test_a_write_waits_for_a_glance(home: Path) -> None:
    """What is read in one is of one moment."""
    with open_model(home) as model:
        writer = threading.Thread(target=model.observe, args=([said("bread")],))
        with model._ledger.glance() as db:
            before = counted(db)
            writer.start()
            writer.join(timeout=0.2)
            assert writer.is_alive()
            assert counted(db) == before
        writer.join(timeout=30)
        assert len(model.observations()) == before + 1


def test_recall_knows_what_was_written_whichever_connection_it_has(home: Path) -> None:
    """What it remembers of words is of the connection, and of what that has seen."""
    with open_model(home) as model:
        ledger = model._ledger

        def found(word: str) -> list[str]:
            hits = model.recall(word, weights=Weights(dense=0))
            return [hit.text for hit in hits]

        def found_beside(word: str) -> list[str]:
            """With a write under way in this thread, so on the other connection."""
            with ledger.write():
                return found(word)

        assert found("bread") == []
        model.observe([said("bread")])
        assert found("bread") == found_beside("bread") == ["bread"]
        model.observe([said("more bread")])
        assert set(found_beside("bread")) == {"bread", "more bread"}
        assert set(found("bread")) == {"bread", "more bread"}
        model.forget(match="more bread")
        assert found("bread") == found_beside("bread") == ["bread"]


def counted(db: Connection) -> int:
    """How many observations a connection sees."""
    return int(db.execute("SELECT count(*) FROM observations").fetchone()[0])
