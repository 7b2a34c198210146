"""A ledger that an earlier version wrote is copied first, then brought forward, all of it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from memory import Labels, StorageError, StorageFull, UserModel
from memory.backup import FOLDER, manifest_path
from memory.embedding import HashedEmbedder
from memory.ledger import LEDGER_FILE, open_encrypted
from memory.restore import restore
from memory.retrieval import Weights
from memory.schema import MIGRATIONS
from memory.types import HitKind
from tests.support.models import START, Clock, file_keys, said

_AT = START.timestamp()


def opened(home: Path) -> UserModel:
    """As the daemon opens it."""
    return UserModel.open(home, embedder=HashedEmbedder(), keys=file_keys(), clock=Clock())


def first_version(home: Path, content: str = "I love tea", claim: str = "Loves tea") -> None:
    """A ledger as the first version made it: an observation, and a claim that rests on it."""
    home.mkdir()
    key = file_keys().create(home)
    with contextlib.closing(open_encrypted(home / LEDGER_FILE, key)) as db:
        db.executescript(f"BEGIN;{MIGRATIONS[0]}PRAGMA user_version = 1;COMMIT;")
        db.execute(
            "INSERT INTO observations (id, source, external_id, external_given, kind, content,"
            " digest, observed_at, observed_offset, recorded_at, context, origin, sensitivity,"
            " categories, status) VALUES ('o1', 'note', '1', 1, 'text', ?, 'd',"
            " ?, 0, ?, '{}', 'self-stated', 1, '[]', 'processed')",
            (content, _AT, _AT),
        )
        db.execute(
            "INSERT INTO propositions (id, text, reasoning, kind, polarity, entities, prior,"
            " confidence, half_life, recorded_at, supported_at, status, source, sensitivity,"
            " categories, own_sensitivity, own_categories, version, pinned, claim_key)"
            " VALUES ('p1', ?, '', 'semantic', 'positive', '[]', 0.8, 0.8, 365, ?, ?,"
            " 'active', 'inferred', 1, '[]', 1, '[]', 1, 0, 'loves tea')",
            (claim, _AT, _AT),
        )
        db.execute("INSERT INTO evidence VALUES ('p1', 'o1', 'supports', 1.0, 'said so', 1)")


def version(home: Path) -> int:
    """Of the tables on the disk."""
    key = file_keys().load(home)
    with contextlib.closing(open_encrypted(home / LEDGER_FILE, key)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_ledger_goes_forward_with_a_backup_before(tmp_path: Path) -> None:
    """What it knew is known, it can be written to, and the copy is of what was there before."""
    home = tmp_path / "home"
    first_version(home)
    with opened(home) as model:
        assert [each.content for each in model.observations()] == ["I love tea"]
        assert model.recall("tea", kinds=["proposition"])[0].evidence == ("o1",)
        model.observe([said("I moved to Porto")])
        model.confirm("p1")
        assert model.check() == []
    assert version(home) == len(MIGRATIONS)
    [copy] = (home / FOLDER).glob("gumption-before-upgrade-*.backup")
    assert json.loads(manifest_path(copy).read_text())["schema"] == 1
    with opened(home) as model:
        assert model.counts().observations["pending"] == 1
    assert len(list((home / FOLDER).glob("*.backup"))) == 1, "only an upgrade makes one"

    restore(home, copy, now=START, keys=file_keys())
    with opened(home) as model:
        assert [each.content for each in model.observations()] == ["I love tea"]


def test_what_was_derived_is_as_secret_after_an_upgrade(tmp_path: Path) -> None:
    """An earlier version left it as it was when that became secret which it was derived from."""
    home = tmp_path / "home"
    first_version(home)
    with contextlib.closing(open_encrypted(home / LEDGER_FILE, file_keys().load(home))) as db:
        for number in (2, 3):
            db.execute("CREATE TEMP TABLE made AS SELECT * FROM propositions WHERE id = 'p1'")
            db.execute("UPDATE made SET seq = NULL, id = ?, text = ?", (f"p{number}", f"T{number}"))
            db.execute("INSERT INTO propositions SELECT * FROM made")
            db.execute("DROP TABLE made")
        db.executemany("INSERT INTO derivations VALUES (?, ?)", [("p2", "p1"), ("p3", "p2")])
        db.execute("UPDATE propositions SET categories = '[\"minor\"]' WHERE id = 'p3'")
        db.execute(
            'UPDATE propositions SET sensitivity = 3, categories = \'["health","religion"]\''
            " WHERE id = 'p1'"
        )
    with opened(home) as model:
        one, two, three = (model.proposition(f"p{number}").labels for number in (1, 2, 3))
        assert one == two == Labels("secret", frozenset({"health", "religion"}))
        assert three == Labels("secret", frozenset({"health", "religion", "minor"}))
        model.sync_index()
        weights = Weights(lexical=0)
        kinds: tuple[HitKind, ...] = ("proposition",)
        assert model.recall("T2", kinds=kinds, weights=weights) == []
        assert model.recall("T2", kinds=kinds, weights=weights, clearance="secret")
        assert model.check() == []


def test_words_with_vowel_signs_are_found_after_an_upgrade(tmp_path: Path) -> None:
    """The first version's index had nothing of them but consonants, which "कल" has as well."""
    home = tmp_path / "home"
    first_version(home, content="मुझे काला चाय पसंद है", claim="ชอบดื่มชา")
    with opened(home) as model:
        words = Weights(dense=0, neighbour=0, session=0)
        assert model.recall("कल", weights=words) == []
        assert [hit.id for hit in model.recall("काला", weights=words)] == ["o1"]
        assert [hit.id for hit in model.recall("ดื่มชา", weights=words)] == ["p1"]
        assert model.check() == []


def test_without_room_for_the_copy_nothing_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said with a remedy; with room again, the same start succeeds."""
    home = tmp_path / "home"
    first_version(home)

    def full(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("memory.swap.synced", full)
        with pytest.raises(StorageFull) as caught:
            opened(home)
    assert caught.value.hint
    assert version(home) == 1
    assert list((home / FOLDER).iterdir()) == []
    with opened(home) as model:
        assert model.proposition("p1").text == "Loves tea"


def test_a_newer_ledger_is_refused_with_a_hint(tmp_path: Path) -> None:
    """It is neither changed nor copied."""
    home = tmp_path / "home"
    opened(home).close()
    with contextlib.closing(open_encrypted(home / LEDGER_FILE, file_keys().load(home))) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(StorageError, match="newer") as caught:
        opened(home)
    assert caught.value.hint == "upgrade Gumption"
    assert version(home) == len(MIGRATIONS) + 1
    assert not (home / FOLDER).exists()
