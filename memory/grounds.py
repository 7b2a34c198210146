"""What a proposition rests on makes of it: confidence, labels and the time of last support.

It rests on evidence, and on the propositions that it was concluded from. A conclusion tells of what
it was drawn from, so it is at least as secret: when the labels of one change, those of all that was
derived from it follow in the same act.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

from memory.belief import CONFIRMED, Testimony, group_of, posterior
from memory.propositions import row_of, update
from memory.rows import from_epoch, labels_from_row, labels_to_row, tuples
from memory.types import join_labels

#: Told the id of a proposition before its labels change because those of another have.
Reaching = Callable[[str], object]
_LABELS: Final = frozenset({"sensitivity", "categories"})


def recompute(db: sqlite3.Connection, id: str, reaching: Reaching) -> None:
    """Bring confidence, labels and the time of last support in line with the evidence.

    Args:
        db: Inside a transaction.
        id: The proposition; the caller has noted its state already.
        reaching: Told which others are about to change with it.
    """
    row = row_of(db, id)
    if row is None:
        return
    testimony, supported = _testimony(db, id)
    parents = db.execute(
        "SELECT p.supported_at FROM derivations d"
        " JOIN propositions p ON p.id = d.parent WHERE d.proposition = ?",
        (id,),
    ).fetchall()
    supported += [parent["supported_at"] for parent in parents]
    if not parents and not any(item.initial for item in testimony):
        supported.append(row["recorded_at"])  # somebody said so, then
    if row["confirmed"]:
        supported.append(row["supported_at"])  # never moved back by older evidence
    if row["confirmed"]:
        confidence = CONFIRMED
    elif all(item.initial for item in testimony):
        confidence = row["prior"]
    else:
        confidence = posterior(row["prior"], testimony)
    sensitivity, categories = _labels(db, id)
    values: dict[str, object] = {
        "confidence": confidence,
        "sensitivity": sensitivity,
        "categories": categories,
        "supported_at": max(supported, default=row["recorded_at"]),
    }
    # Only what changed: to name the sensitivity writes the full-text rows anew.
    changed = {name: value for name, value in values.items() if row[name] != value}
    if changed:
        update(db, id, **changed)
    if changed.keys() & _LABELS:
        hand_down(db, id, reaching)


def hand_down(db: sqlite3.Connection, id: str, reaching: Reaching) -> None:
    """Bring the labels of all that was derived from a proposition in line with its own."""
    changed = [id]
    while changed:
        children = db.execute(
            "SELECT p.id, p.sensitivity, p.categories FROM derivations d"
            " JOIN propositions p ON p.id = d.proposition WHERE d.parent = ? ORDER BY p.id",
            (changed.pop(),),
        ).fetchall()
        for child in children:
            labels = dict(zip(("sensitivity", "categories"), _labels(db, child["id"]), strict=True))
            fields = {name: value for name, value in labels.items() if child[name] != value}
            if fields:
                reaching(child["id"])
                update(db, child["id"], **fields)
                changed.append(child["id"])


def _testimony(db: sqlite3.Connection, id: str) -> tuple[list[Testimony], list[float]]:
    """What is said for and against a proposition, and the times of what is said for it."""
    # Only what is needed: whole observations of them would take ten times as long to make.
    evidence = tuples(
        db,
        "SELECT e.stance, e.weight, e.initial, o.source, o.thread, o.observed_at, o.observed_offset"
        " FROM evidence e JOIN observations o ON o.id = e.observation WHERE e.proposition = ?",
        (id,),
    )
    testimony = [
        Testimony(
            stance=stance,
            weight=weight,
            group=group_of(source, thread, None if thread is not None else from_epoch(at, offset)),
            initial=bool(initial),
        )
        for stance, weight, initial, source, thread, at, offset in evidence
    ]
    return testimony, [each[5] for each in evidence if each[0] == "supports"]


def _labels(db: sqlite3.Connection, id: str) -> tuple[int, str]:
    """The join of a proposition's own labels with those of all that it rests on, as stored."""
    rows = db.execute(
        "SELECT own_sensitivity, own_categories FROM propositions WHERE id = :id"
        " UNION SELECT o.sensitivity, o.categories FROM evidence e"
        "   JOIN observations o ON o.id = e.observation WHERE e.proposition = :id"
        " UNION SELECT p.sensitivity, p.categories FROM derivations d"
        "   JOIN propositions p ON p.id = d.parent WHERE d.proposition = :id",
        {"id": id},
    ).fetchall()
    return labels_to_row(join_labels(labels_from_row(row[0], row[1]) for row in rows))
