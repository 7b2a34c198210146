"""What the person (or time) says about a proposition: confirmed, corrected, retired, pinned, stale.

A confirmation and a correction are also kept as observations of source ``verdict``, so that *why do
you think so* can answer "because you said so". They arrive processed: nothing is inferred from
them. Retiring and correcting leave a tombstone, and reach what was derived from the proposition and
what it had superseded (:mod:`memory.reviving`).
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from typing import Final

from memory import disputes, grounds, observations, propositions
from memory.belief import CONFIRMED
from memory.errors import InvalidProposition, NotFound
from memory.history import Act
from memory.reviving import Near, hand_over, revive, was_wrong
from memory.rows import from_epoch, labels_from_row, proposition_from_row, to_epoch
from memory.salience import FLOOR, salience
from memory.types import Observation
from memory.verdicts import VERDICT_SOURCE, proposer_of, stated_now

_LIVING: Final = frozenset({"active", "stale"})


def existing(db: sqlite3.Connection, id: str) -> sqlite3.Row:
    """A proposition's row.

    Raises:
        NotFound: There is none.
    """
    row = propositions.row_of(db, id)
    if row is None:
        raise NotFound(f"There is no proposition {id!r}", hint="list them to see their ids")
    return row


def confirm(db: sqlite3.Connection, id: str, *, actor: str, now: datetime) -> int:
    """The person says that it is so; what disputed it gives way."""
    row = _living(db, id)
    act = Act(db, actor, now)
    act.touch(id, "confirm")
    _record_verdict(db, row, "confirm", act)
    said = _observe(db, "confirm", f"Confirmed: {row['text']}", row, now)
    propositions.add_evidence(
        db, id, [said], "supports", initial=False, why="the person confirmed it"
    )
    propositions.update(
        db, id, confirmed=1, confidence=CONFIRMED, supported_at=to_epoch(now), status="active"
    )
    grounds.recompute(db, id, act.reached)
    for rival in _rivals(db, id):
        _give_way(act, rival, id, "the person confirmed what it disputes")
    return act.close()


def correct(
    db: sqlite3.Connection, id: str, text: str, *, actor: str, now: datetime, near: Near
) -> str:
    """The person says how it really is: a new proposition, and a tombstone for the old one.

    What the old one superseded, the new one supersedes, or it holds again
    (:mod:`memory.reviving`); ``near`` tells what is like it.
    """
    row = _living(db, id)
    old = proposition_from_row(row)
    new = propositions.validated(
        replace(
            old, text=text, confidence=CONFIRMED, source="corrected", reasoning="",
            entities=tuple(name for name in old.entities if name in text),
            labels=labels_from_row(row["own_sensitivity"], row["own_categories"]),
            valid_from=None, valid_to=None,
        )
    )  # fmt: skip
    if new.text == old.text:
        raise InvalidProposition(
            "The correction is what the proposition says already", hint="confirm it instead"
        )
    rivals = _rivals(db, id)
    act = Act(db, actor, now)
    act.touch(id, "correct", f"corrected: {new.text}")
    _record_verdict(db, row, "correct", act)
    corrected = propositions.insert(db, new, now, version=old.version + 1, confirmed=True)
    act.created(corrected, "correct")
    said = _observe(db, "correct", f"Corrected: {new.text}", existing(db, corrected), now)
    propositions.add_evidence(
        db, corrected, [said], "supports", initial=True, why="the person said so"
    )
    grounds.recompute(db, corrected, act.reached)
    _bury(db, id, now)
    propositions.update(db, id, status="retired", valid_to=to_epoch(now))
    db.execute("INSERT INTO links VALUES (?, 'corrects', ?)", (corrected, id))
    for rival in disputes.contradicted_by(db, new.text, rivals):
        _give_way(act, rival, corrected, "the person corrected what it disputes")
    _reach_derived(db, act, id)
    hand_over(act, old, corrected, near)
    act.close()
    return corrected


def retire(
    db: sqlite3.Connection, id: str, *, why: str, actor: str, now: datetime, near: Near
) -> int:
    """The person says that it is not so; what it had superseded may hold again."""
    row = existing(db, id)
    if row["status"] == "retired":
        raise InvalidProposition(f"Proposition {id} is retired already")
    act = Act(db, actor, now)
    act.touch(id, "retire", why)
    _record_verdict(db, row, "retire", act)
    _bury(db, id, now)
    propositions.update(db, id, status="retired", valid_to=row["valid_to"] or to_epoch(now))
    _reach_derived(db, act, id)
    if was_wrong(db, row, why, now):
        revive(act, id, near)
    return act.close()


def pin(db: sqlite3.Connection, id: str, *, pinned: bool, actor: str, now: datetime) -> int:
    """Keep a proposition from fading, or let it fade again; 0 when it is so already."""
    row = _living(db, id) if pinned else existing(db, id)
    status = "active" if pinned and row["status"] == "stale" else row["status"]
    if (bool(row["pinned"]), row["status"]) == (pinned, status):
        return 0
    act = Act(db, actor, now)
    act.touch(id, "pin" if pinned else "unpin")
    propositions.update(db, id, pinned=int(pinned), status=status)
    return act.close()


def decay(db: sqlite3.Connection, *, now: datetime) -> list[str]:
    """Turn what has faded below the floor stale; returns the ids."""
    rows = db.execute(
        "SELECT id, supported_at, half_life FROM propositions"
        # More than three half-lives ago: a superset of what can have faded, without Python's help.
        " WHERE status = 'active' AND NOT pinned AND ? - supported_at > 3 * 86400 * half_life",
        (to_epoch(now),),
    ).fetchall()
    faded = [
        row["id"]
        for row in rows
        if salience(
            now=now, supported_at=from_epoch(row["supported_at"]), half_life=row["half_life"]
        )
        < FLOOR
    ]
    act = Act(db, "decay", now)
    for each in faded:
        act.touch(each, "stale", "nothing has supported it for more than four half-lives")
        propositions.update(db, each, status="stale")
    act.close()
    return faded


def _rivals(db: sqlite3.Connection, id: str) -> list[str]:
    return disputes.disputing(db, [id]).get(id, [])


def _give_way(act: Act, rival: str, to: str, why: str) -> None:
    act.touch(rival, "supersede", why)
    propositions.update(act.db, rival, status="superseded", valid_to=to_epoch(act.now))
    act.db.execute("INSERT OR IGNORE INTO links VALUES (?, 'supersedes', ?)", (to, rival))


def _living(db: sqlite3.Connection, id: str) -> sqlite3.Row:
    row = existing(db, id)
    if row["status"] not in _LIVING:
        raise InvalidProposition(
            f"Proposition {id} is {row['status']}", hint="undo that first; see its history"
        )
    return row


def _record_verdict(db: sqlite3.Connection, row: sqlite3.Row, verdict: str, act: Act) -> None:
    """Keep what was believed when the person judged it: calibration learns from these."""
    db.execute(
        "INSERT INTO verdicts (at, actor, subject_kind, subject, category, verdict, probability,"
        " stated, proposer, act) VALUES (?, ?, 'proposition', ?, ?, ?, ?, ?, ?, ?)",
        (
            to_epoch(act.now), act.actor, row["id"], row["kind"], verdict, row["confidence"],
            stated_now(row), proposer_of(db, row["id"]), act.id,
        ),
    )  # fmt: skip


def _observe(
    db: sqlite3.Connection, verdict: str, text: str, row: sqlite3.Row, now: datetime
) -> str:
    said = observations.validated(
        Observation(
            source=VERDICT_SOURCE,
            kind="event",
            content=text,
            observed_at=now,
            context={"verdict": verdict, "proposition": row["id"]},
            origin="self-stated",
            labels=labels_from_row(row["sensitivity"], row["categories"]),
            external_id=f"{verdict}:{row['id']}:{to_epoch(now)}",
        ),
        now,
    )
    observations.insert(db, [replace(said, status="processed")], now)
    return said.id


def _bury(db: sqlite3.Connection, id: str, now: datetime) -> None:
    """Leave a tombstone, so that the same evidence does not bring the claim back."""
    db.execute(
        "INSERT OR REPLACE INTO tombstones (proposition, at) VALUES (?, ?)", (id, to_epoch(now))
    )
    db.execute(
        "INSERT OR IGNORE INTO tombstone_evidence"
        " SELECT proposition, observation FROM evidence WHERE proposition = ?",
        (id,),
    )


def _reach_derived(db: sqlite3.Connection, act: Act, parent: str) -> None:
    """Take this parent from what was derived from it; what has nothing left retires as well."""
    children = db.execute(
        "SELECT proposition FROM derivations WHERE parent = ? ORDER BY proposition", (parent,)
    ).fetchall()
    for child in (row["proposition"] for row in children):
        act.touch(child, "retire", f"derived from {parent}, which no longer holds")
        db.execute("DELETE FROM derivations WHERE proposition = ? AND parent = ?", (child, parent))
        row = existing(db, child)
        if (
            row["status"] in _LIVING
            and not row["confirmed"]
            and not propositions.has_support(db, child)
        ):
            propositions.update(db, child, status="retired", valid_to=to_epoch(act.now))
            _reach_derived(db, act, child)
        else:
            _weaken(db, row)
            grounds.recompute(db, child, act.reached)


def _weaken(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Make what was concluded from several claims alone less sure by the share that fell away."""
    seen, left = db.execute(
        "SELECT (SELECT count(*) FROM evidence WHERE proposition = :id AND stance = 'supports'),"
        " (SELECT count(*) FROM derivations WHERE proposition = :id)",
        {"id": row["id"]},
    ).fetchone()
    if not seen and left:
        propositions.update(db, row["id"], prior=row["prior"] * left / (left + 1))
