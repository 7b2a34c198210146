"""The verdicts on inferred propositions in the ledger, and the curves that they teach."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, replace
from typing import Final

from memory.belief import log_odds, probability
from memory.calibration import IDENTITY, Calibration, Fitted, Trial, fit, report
from memory.types import Proposition

#: Where observations come from that say what the person made of a claim.
VERDICT_SOURCE: Final = "verdict"
#: The newest verdicts count; a model that was changed since is judged by what it does now.
_NEWEST: Final = 2_000
#: Verdicts from which a proposer has a curve of its own (shrunk towards that of all).
_OWN_CURVE_FROM: Final = 20

#: Verdicts that stand: what was undone does not count, nor a second word on the same proposition.
_STANDING: Final = """
    FROM verdicts v LEFT JOIN acts a ON a.id = v.act
    WHERE v.subject_kind = 'proposition' AND v.stated IS NOT NULL AND a.undone_by IS NULL
"""


def stated_now(row: sqlite3.Row) -> float | None:
    """What would be believed of a proposition had its proposer been taken at its word.

    ``None`` where nothing was inferred, or the person has judged it before.
    """
    if row["source"] != "inferred" or row["confirmed"]:
        return None
    if row["stated"] is None:
        return float(row["confidence"])
    moved = log_odds(row["confidence"]) - log_odds(row["prior"])
    return float(row["stated"]) if moved == 0 else probability(log_odds(row["stated"]) + moved)


def proposer_of(db: sqlite3.Connection, proposition: str) -> str:
    """Who added a proposition, such as ``infer:builtin``; empty when that is not known."""
    row = db.execute(
        "SELECT a.actor FROM changes c JOIN acts a ON a.id = c.id"
        " WHERE c.proposition = ? ORDER BY c.entry LIMIT 1",
        (proposition,),
    ).fetchone()
    return "" if row is None else str(row[0])


@dataclass(slots=True)
class Calibrator:
    """The present curves, fitted anew when verdicts have come or gone."""

    _stamp: tuple[int, int] = (0, 0)
    _all: Fitted = IDENTITY
    _own: dict[str, Fitted] = field(default_factory=dict)

    def refresh(self, db: sqlite3.Connection) -> None:
        """Bring the curves in line with the ledger."""
        row = db.execute(f"SELECT count(*), coalesce(max(v.seq), 0) {_STANDING}").fetchone()
        stamp = (int(row[0]), int(row[1]))
        if stamp == self._stamp:
            return
        trials: dict[str, list[Trial]] = {}
        for each in db.execute(
            f"SELECT v.stated, v.verdict, v.proposer {_STANDING} ORDER BY v.seq DESC LIMIT ?",
            (_NEWEST,),
        ):
            trial = Trial(confidence=each["stated"], right=each["verdict"] == "confirm")
            trials.setdefault(each["proposer"] or "", []).append(trial)
        self._all = fit([trial for some in trials.values() for trial in some])
        self._own = {
            proposer: fit(some, towards=self._all)
            for proposer, some in trials.items()
            if len(trials) > 1 and len(some) >= _OWN_CURVE_FROM
        }
        self._stamp = stamp

    def apply(self, proposition: Proposition, proposer: str) -> Proposition:
        """The proposition with the confidence that its proposer has earned.

        Only what was inferred has a stated confidence; what the person says stands.
        """
        if proposition.source != "inferred":
            return replace(proposition, stated=None)
        curve = self._own.get(proposer, self._all)
        stated = proposition.confidence
        return replace(proposition, confidence=curve(stated), stated=stated)

    def report(self, db: sqlite3.Connection) -> Calibration:
        """How well confidence foretold the verdicts."""
        self.refresh(db)
        rows = db.execute(
            f"SELECT v.stated, v.probability, v.verdict {_STANDING} ORDER BY v.seq DESC LIMIT ?",
            (_NEWEST,),
        ).fetchall()
        shown, stated = (
            [Trial(confidence=row[name], right=row["verdict"] == "confirm") for row in rows]
            for name in ("probability", "stated")
        )
        return report(shown, stated, self._all)
