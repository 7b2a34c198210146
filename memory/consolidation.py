"""A scheduled pass over what is believed: duplicates merged, habits drawn, disputes found.

Reconciliation compares a draft with its neighbours when it arrives. What was added without it, or
was told apart by what was known then, is looked at again here: every proposition that changed since
the last pass, against what is like it now. Everything done is an act of its own in the history,
attributed to :data:`ACTOR`, and can be undone; what was undone once is not done again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from memory import generalising, grounds, lifetimes, preparing, propositions
from memory.claims import parse_claim
from memory.decisions import Candidate
from memory.dense import Dense
from memory.embedding.port import Vectors
from memory.generalising import Episode
from memory.history import Act
from memory.ledger import Ledger
from memory.reaching import reached
from memory.reconcile import decide
from memory.reconciling import Reconciler
from memory.rows import (
    from_epoch,
    labels_from_row,
    labels_to_row,
    marks,
    padded,
    proposition_from_row,
)
from memory.types import Draft, join_labels

ACTOR: Final = "consolidation"

#: Where the last pass stopped: the newest entry of history that it has seen.
_CURSOR: Final = "consolidation"
#: Whose changes give no cause to look again.
_OURS: Final = frozenset({ACTOR, "decay"})
#: Rows embedded and compared at once; the ledger is free for others in between.
_BATCH: Final = 32
_NEIGHBOURS: Final = 8
_MOST_IN_SLOT: Final = 12
#: Episodes that are looked at for habits, newest first.
_EPISODES: Final = 5_000
_EPISODIC: Final = f"""
    SELECT p.*, {lifetimes.BEGAN} AS at FROM propositions p
    WHERE p.seq BETWEEN ? AND ? AND p.kind = 'episodic' AND p.status IN ('active', 'stale')
    -- What became of a habit drawn from it stands: it is no ground for another.
    AND NOT EXISTS (
        SELECT 1 FROM derivations d JOIN propositions h ON h.id = d.proposition
        WHERE d.parent = p.id AND h.status NOT IN ('active', 'stale')
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """What a pass did.

    Attributes:
        looked_at: Changed propositions that were compared with the rest.
        merged: Duplicates that went into another proposition.
        habits: Propositions that were drawn from episodes, or found further ones.
        disputes: Pairs that were found to contradict each other.
        changes: Ids of the acts, for ``undo``.
        finished: Whether everything was looked at; else the next pass goes on.
    """

    looked_at: int = 0
    merged: int = 0
    habits: int = 0
    disputes: int = 0
    changes: tuple[int, ...] = ()
    finished: bool = True


@dataclass(slots=True)
class _Tally:
    looked_at: int = 0
    merged: int = 0
    habits: int = 0
    disputes: int = 0
    changes: list[int] = field(default_factory=list)


class Consolidation:
    """One pass over a ledger.

    Args:
        ledger: Where the propositions are.
        dense: Their vectors.
        clock: The present.
        timer: Seconds that only ever grow, for the budget.
    """

    def __init__(
        self,
        ledger: Ledger,
        dense: Dense,
        clock: Callable[[], datetime],
        timer: Callable[[], float],
    ) -> None:
        self._ledger = ledger
        self._dense = dense
        self._clock = clock
        self._timer = timer

    def run(self, *, seconds: float, rows: int) -> Consolidated:
        """Do what the budget allows; the next pass goes on where this one stopped."""
        end = self._timer() + seconds
        tally = _Tally()
        waiting, seen, finished = self._waiting(rows)
        for start in range(0, len(waiting), _BATCH):
            if self._timer() >= end:
                finished = False
                break
            batch = waiting[start : start + _BATCH]
            self._compare([each for each, _ in batch], tally)
            self._remember(batch[-1][1])
        else:
            self._remember(seen)
        for episodes in self._habits():
            if self._timer() >= end:
                finished = False
                break
            self._generalise(episodes, tally)
        lives = lifetimes.measure(self._ledger.read, self._clock())
        with self._ledger.write() as db:
            lifetimes.keep(db, lives)
        return Consolidated(
            looked_at=tally.looked_at,
            merged=tally.merged,
            habits=tally.habits,
            disputes=tally.disputes,
            changes=tuple(tally.changes),
            finished=finished,
        )

    def _waiting(self, limit: int) -> tuple[list[tuple[str, int]], int, bool]:
        """What others have changed since the last pass.

        Returns:
            Propositions with the last of their entries that was read, in that order; the last entry
            that was read at all; whether that is the end of the history.
        """
        with self._ledger.read() as db:
            row = db.execute("SELECT value FROM state WHERE key = ?", (_CURSOR,)).fetchone()
            seen = 0 if row is None else int(row["value"])
            entries = db.execute(
                "SELECT c.entry, c.proposition, a.actor FROM changes c JOIN acts a ON a.id = c.id"
                " WHERE c.entry > ? ORDER BY c.entry LIMIT ?",
                (seen, limit + 1),
            ).fetchall()
        finished = len(entries) <= limit
        found: dict[str, int] = {}
        for each in entries[:limit]:
            seen = each["entry"]
            if each["actor"] not in _OURS:
                found.pop(each["proposition"], None)
                found[each["proposition"]] = seen
        return list(found.items()), seen, finished

    def _remember(self, seen: int) -> None:
        """Keep up to which entry of the history everything was looked at."""
        with self._ledger.write() as db:
            db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (_CURSOR, str(seen)))

    def _compare(self, ids: Sequence[str], tally: _Tally) -> None:
        """Compare some propositions with what is like them."""
        wanted = padded(ids)
        with self._ledger.read() as db:
            rows = db.execute(
                f"SELECT id, text FROM propositions WHERE id IN ({marks(wanted)})"
                " AND status = 'active' ORDER BY seq",
                wanted,
            ).fetchall()
        near: dict[str, dict[str, float]] = {}
        if rows:
            self._dense.sync(rank=0, limit=0)
            vectors: Vectors = self._dense.embed([row["text"] for row in rows])
            found = self._dense.near(vectors, _NEIGHBOURS)
            near = {row["id"]: each for row, each in zip(rows, found, strict=True)}
        texts = {row["id"]: row["text"] for row in rows}
        with self._ledger.write() as db:
            for each, text in texts.items():
                tally.looked_at += 1
                self._settle(db, each, text, near[each], tally)

    def _settle(
        self, db: sqlite3.Connection, id: str, text: str, near: dict[str, float], tally: _Tally
    ) -> None:
        row = propositions.row_of(db, id)
        for other in _alike(db, id, text, near):
            if row is None or row["status"] != "active" or row["text"] != text:
                return  # it changed since it was embedded: the next pass looks again
            outcome, why = _relation(row, other, near.get(other["id"], 0.0))
            if _was_undone(db, id, other["id"]):
                continue
            if outcome == "identical" and _may_merge(db, row, other):
                tally.changes.append(_merge(Act(db, ACTOR, self._clock()), row, other, why))
                tally.merged += 1
                row = propositions.row_of(db, id)
            elif outcome in {"contradicts", "disputed"} and not _linked(db, id, other["id"]):
                tally.changes.append(_dispute(Act(db, ACTOR, self._clock()), id, other["id"], why))
                tally.disputes += 1

    def _habits(self) -> list[list[Episode]]:
        """Groups of episodes that may be a habit, without those that proved to be none."""
        episodes: list[Episode] = []
        for first, last in lifetimes.spans(self._ledger.read):
            with self._ledger.read() as db:
                rows = db.execute(_EPISODIC, (first, last)).fetchall()
            episodes += (
                Episode(proposition=proposition_from_row(row), at=from_epoch(row["at"]))
                for row in rows
            )
            if len(episodes) >= _EPISODES:
                break
        return generalising.groups(episodes)

    def _generalise(self, episodes: Sequence[Episode], tally: _Tally) -> None:
        """Draw the habit behind some episodes, unless it is known or was refused."""
        draft = generalising.habit(episodes)
        if draft is None:
            return
        (prepared,) = preparing.prepared(self._dense, [draft])
        denied = preparing.denied(self._ledger, self._dense)
        with self._ledger.write() as db:
            if _habit_was_undone(db, draft):
                return
            proposition = lifetimes.apply(draft.proposition, lifetimes.learnt(db))
            prepared = replace(prepared, draft=replace(draft, proposition=proposition))
            result = Reconciler(db, self._clock(), ACTOR, denied).apply(prepared)
        if result.change is not None:
            tally.habits += 1
            tally.changes.append(result.change)


def _alike(db: sqlite3.Connection, id: str, text: str, near: dict[str, float]) -> list[sqlite3.Row]:
    """Active propositions that one may repeat or contradict: by vector, wording, slot."""
    claim = parse_claim(text)
    wanted = dict.fromkeys(near)
    same = "SELECT id FROM propositions WHERE claim_key = ? AND status = 'active' LIMIT ?"
    wanted |= dict.fromkeys(row[0] for row in db.execute(same, (claim.key, _MOST_IN_SLOT)))
    if claim.slot is not None:
        in_slot = db.execute(
            "SELECT id FROM propositions WHERE subject = ? AND slot = ? AND status = 'active'"
            " ORDER BY supported_at DESC LIMIT ?",
            (claim.subject, claim.slot, _MOST_IN_SLOT),
        )
        wanted |= dict.fromkeys(row[0] for row in in_slot)
    wanted |= dict.fromkeys(reached(db, claim))
    wanted.pop(id, None)
    ids = padded(list(wanted))
    return db.execute(
        f"SELECT * FROM propositions WHERE id IN ({marks(ids)}) AND status = 'active' ORDER BY seq",
        ids,
    ).fetchall()


def _relation(one: sqlite3.Row, other: sqlite3.Row, cosine: float) -> tuple[str, str]:
    """What the newer of two is to the older, and why."""
    newer, older = sorted((one, other), key=lambda row: -row["supported_at"])
    decision = decide(
        Draft(proposition=proposition_from_row(newer)),
        [
            Candidate(
                proposition=proposition_from_row(older),
                cosine=cosine,
                newest_evidence=from_epoch(older["supported_at"]),
            )
        ],
        observed_at=from_epoch(newer["supported_at"]),
    )
    return decision.outcome, decision.why


def _may_merge(db: sqlite3.Connection, one: sqlite3.Row, other: sqlite3.Row) -> bool:
    """Whether two that say the same may become one.

    Not across sensitivities: then what lies above a caller's clearance would move what lies below.
    """
    derived = db.execute(
        "SELECT 1 FROM derivations WHERE (proposition = :one AND parent = :other)"
        " OR (proposition = :other AND parent = :one)",
        {"one": one["id"], "other": other["id"]},
    ).fetchone()
    return (
        (one["kind"], one["sensitivity"]) == (other["kind"], other["sensitivity"])
        and derived is None
        and not _linked(db, one["id"], other["id"])
    )


def _linked(db: sqlite3.Connection, one: str, other: str) -> bool:
    row = db.execute(
        "SELECT 1 FROM links WHERE (proposition = :one AND other = :other)"
        " OR (proposition = :other AND other = :one)",
        {"one": one, "other": other},
    ).fetchone()
    return row is not None


def _was_undone(db: sqlite3.Connection, one: str, other: str) -> bool:
    """Whether a pass did something to both that was then taken back."""
    row = db.execute(
        "SELECT 1 FROM changes c JOIN changes d ON d.id = c.id JOIN acts a ON a.id = c.id"
        " WHERE c.proposition = ? AND d.proposition = ? AND a.actor = ?"
        " AND a.undone_by IS NOT NULL LIMIT 1",
        (one, other, ACTOR),
    ).fetchone()
    return row is not None


def _habit_was_undone(db: sqlite3.Connection, draft: Draft) -> bool:
    row = db.execute(
        "SELECT 1 FROM acts a JOIN changes c ON c.id = a.id WHERE a.actor = ?"
        " AND a.undone_by IS NOT NULL AND c.action = 'add'"
        " AND json_extract(c.after, '$.row.text') = ? LIMIT 1",
        (ACTOR, draft.proposition.text),
    ).fetchone()
    return row is not None


def _rank(db: sqlite3.Connection, row: sqlite3.Row) -> tuple[int, int, int, int]:
    """Which of two carries the claim on: the person's word, then most evidence, then the older."""
    count = db.execute(
        "SELECT count(*) FROM evidence WHERE proposition = ?", (row["id"],)
    ).fetchone()[0]
    return row["confirmed"], int(row["source"] != "inferred"), count, -row["seq"]


def _merge(act: Act, one: sqlite3.Row, other: sqlite3.Row, why: str) -> int:
    """Let one carry what both rest on; the other is kept as superseded. Returns the act's id."""
    db = act.db
    keeper, gone = sorted((one, other), key=lambda row: _rank(db, row), reverse=True)
    keep, drop = keeper["id"], gone["id"]
    act.touch(keep, "merge", f"{why}: {drop} says the same")
    act.touch(drop, "merge", f"{why}: {keep} says the same")
    began = [row["valid_from"] for row in (keeper, gone) if row["valid_from"] is not None]
    db.execute(
        "INSERT OR IGNORE INTO evidence SELECT ?, observation, stance, weight, why, 0"
        " FROM evidence WHERE proposition = ?",
        (keep, drop),
    )
    db.execute(
        "INSERT OR IGNORE INTO derivations SELECT ?, parent FROM derivations WHERE proposition = ?",
        (keep, drop),
    )
    _hand_on(act, keep, drop)
    own = (labels_from_row(row["own_sensitivity"], row["own_categories"]) for row in (keeper, gone))
    sensitivity, categories = labels_to_row(join_labels(own))
    propositions.update(
        db,
        keep,
        pinned=max(keeper["pinned"], gone["pinned"]),
        half_life=max(keeper["half_life"], gone["half_life"]),
        valid_from=min(began, default=None),
        own_sensitivity=sensitivity,
        own_categories=categories,
    )
    grounds.recompute(db, keep, act.reached)
    grounds.hand_down(db, keep, act.reached)  # to those that were derived from the other
    # It ends where it began: no day of the past is answered with both.
    propositions.update(db, drop, status="superseded", valid_to=lifetimes.began(db, drop))
    db.execute("INSERT OR IGNORE INTO links VALUES (?, 'merges', ?)", (keep, drop))
    return act.close()


def _hand_on(act: Act, keep: str, drop: str) -> None:
    """What was derived from one, or disputed it, now is so with the other."""
    db = act.db
    children = db.execute(
        "SELECT proposition FROM derivations WHERE parent = ? AND proposition <> ?", (drop, keep)
    ).fetchall()
    for child in (row["proposition"] for row in children):
        act.touch(child, "merge", f"{drop}, which it was derived from, went into {keep}")
        db.execute("INSERT OR IGNORE INTO derivations VALUES (?, ?)", (child, keep))
        db.execute("DELETE FROM derivations WHERE proposition = ? AND parent = ?", (child, drop))
    rivals = db.execute(
        "SELECT other FROM links WHERE proposition = ? AND relation = 'disputes'", (drop,)
    ).fetchall()
    for rival in (row["other"] for row in rivals):
        act.touch(rival, "merge", f"{drop}, which it disputes, went into {keep}")
        db.execute("INSERT OR IGNORE INTO links VALUES (?, 'disputes', ?)", (keep, rival))
        db.execute("INSERT OR IGNORE INTO links VALUES (?, 'disputes', ?)", (rival, keep))


def _dispute(act: Act, one: str, other: str, why: str) -> int:
    """Note that two contradict each other; which of them holds is the person's to say."""
    for each, rival in ((one, other), (other, one)):
        act.touch(each, "dispute", f"{why}: {rival}")
        act.db.execute("INSERT OR IGNORE INTO links VALUES (?, 'disputes', ?)", (each, rival))
    return act.close()
