"""How long claims of a kind last, and the half-life that follows for new ones.

A claim's life runs from when it began to hold until it was superseded or retired. Of claims that
still stand it is only known that they lasted until now: they are censored, not left out, which
would make everything look short-lived. Under a constant hazard the likelihood of that needs just
two numbers, ends and days (Klein and Moeschberger, *Survival Analysis*, 2003, §3.5). The logarithm
of the estimate is near Gaussian with variance 1 / ends, so it is averaged with that of today's
default, which is worth a few ends.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import MISSING, dataclass, fields, replace
from datetime import datetime
from typing import Final, cast

from memory.rows import to_epoch, to_json
from memory.types import Proposition, PropositionKind

#: Days until salience halves where nothing better is known.
DEFAULT_HALF_LIFE: Final[Mapping[PropositionKind, float]] = {
    "semantic": 365.0,
    "episodic": 60.0,
    "procedural": 180.0,
}
#: Ends that the default is worth.
_PRIOR_ENDS: Final = 4.0
#: With fewer ends there is nothing to learn from: that nothing ended may only mean that nobody
#: said so.
_FEWEST_ENDS: Final = 5
#: Never further from the default than this factor, either way.
_MOST: Final = 20.0
_META: Final = "half-lives"
_DAY: Final = 86_400.0


#: SQL for when a proposition ``p`` began to hold, as far as is known.
BEGAN: Final = """coalesce(p.valid_from, (
    SELECT min(o.observed_at) FROM evidence e JOIN observations o ON o.id = e.observation
    WHERE e.proposition = p.id AND e.stance = 'supports'), p.recorded_at)"""
_LIVES: Final = f"""
    SELECT kind, count(*) AS claims, sum(ends) AS ended, sum(max(0, until - began)) AS seconds
    FROM (
        SELECT p.kind, p.status IN ('superseded', 'retired') AS ends, {BEGAN} AS began,
            CASE p.status WHEN 'active' THEN ? ELSE coalesce(p.valid_to, p.supported_at)
                END AS until
        FROM propositions p
        WHERE p.seq BETWEEN ? AND ? AND NOT EXISTS (
            SELECT 1 FROM links l WHERE l.other = p.id AND l.relation IN ('corrects', 'merges')
        )
    ) GROUP BY kind
"""
#: Propositions that are read at once.
_STEP: Final = 4_000

Reader = Callable[[], AbstractContextManager[sqlite3.Connection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """What is known about how long claims of one kind last.

    Attributes:
        claims: How many were seen, ``ended`` of them until their end.
        days: Time that they were seen to last, together.
        half_life: Median life in days that follows, default and bounds included.
    """

    kind: PropositionKind
    claims: int
    ended: int
    days: float
    half_life: float


def half_life(ended: int, days: float, default: float) -> float:
    """Median life of a claim, in days.

    Args:
        ended: Claims that were seen to end.
        days: Time during which claims were seen to hold, together.
        default: Median to assume without any.
    """
    if ended < _FEWEST_ENDS:
        return default
    likeliest = math.log(2) * max(days, 1.0) / ended
    share = ended / (ended + _PRIOR_ENDS)
    half = default * math.pow(likeliest / default, share)
    return min(max(half, default / _MOST), default * _MOST)


def measure(read: Reader, now: datetime) -> list[Lifetime]:
    """Lives of every kind of claim in the ledger.

    What was corrected or merged away is left out: the one never held, the other still does. What
    turned stale is known to have held until it was last supported.
    """
    claims: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for first, last in spans(read):
        with read() as db:
            rows = db.execute(_LIVES, (to_epoch(now), first, last)).fetchall()
        for row in rows:
            claims[row["kind"]] += row["claims"]
            ended[row["kind"]] += row["ended"]
            seconds[row["kind"]] += row["seconds"]
    return [
        Lifetime(
            kind=kind,
            claims=claims[kind],
            ended=ended[kind],
            days=seconds[kind] / _DAY,
            half_life=half_life(ended[kind], seconds[kind] / _DAY, default),
        )
        for kind, default in DEFAULT_HALF_LIFE.items()
    ]


def spans(read: Reader) -> Iterator[tuple[int, int]]:
    """Ranges of ``seq`` that cover all propositions, newest first, both ends included.

    Whoever goes through everything does so in steps, so that a recall need not wait for the whole.
    """
    with read() as db:
        last = int(db.execute("SELECT coalesce(max(seq), 0) FROM propositions").fetchone()[0])
    for end in range(last, 0, -_STEP):
        yield max(1, end - _STEP + 1), end


def began(db: sqlite3.Connection, proposition: str) -> float:
    """When a proposition began to hold, as far as is known: seconds since the epoch."""
    sql = f"SELECT {BEGAN} FROM propositions p WHERE p.id = ?"
    return float(db.execute(sql, (proposition,)).fetchone()[0])


def keep(db: sqlite3.Connection, lives: Iterable[Lifetime]) -> None:
    """Remember what follows for new claims."""
    factors = {life.kind: life.half_life / DEFAULT_HALF_LIFE[life.kind] for life in lives}
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_META, to_json(factors)))


def learnt(db: sqlite3.Connection) -> dict[PropositionKind, float]:
    """By which factor claims of each kind outlast (or fall short of) the default."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (_META,)).fetchone()
    return cast("dict[PropositionKind, float]", json.loads(row[0])) if row else {}


def apply(proposition: Proposition, factors: Mapping[PropositionKind, float]) -> Proposition:
    """The proposition with a learnt half-life, where its proposer gave none of its own."""
    given = proposition.half_life
    factor = factors.get(proposition.kind, 1.0)
    if (
        proposition.source != "inferred"
        or given not in {_UNSPECIFIED, DEFAULT_HALF_LIFE[proposition.kind]}
        or factor == 1.0
    ):
        return proposition
    return replace(proposition, half_life=given * factor)


def _unspecified() -> float:
    """The half-life of a proposition for which none was given."""
    (default,) = (each.default for each in fields(Proposition) if each.name == "half_life")
    if default is MISSING:  # pragma: no cover - it has one
        raise TypeError("a proposition has no default half-life")
    return float(default)


_UNSPECIFIED: Final = _unspecified()
