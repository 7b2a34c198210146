"""The part of :class:`memory.UserModel` that is about observations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import get_args

from memory import observations, retention, threads
from memory.arguments import check_choice, check_ids, check_limit, check_times, items
from memory.dense import Dense
from memory.errors import InvalidObservation, NotFound
from memory.ledger import Ledger
from memory.rows import to_epoch
from memory.threads import Turn
from memory.types import (
    Observation,
    ObservationKind,
    ObservationStatus,
    Observed,
    Sensitivity,
)


class Part:
    """What every part of the user model stands on."""

    def __init__(self, ledger: Ledger, dense: Dense, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._dense = dense
        self._clock = clock


class Observing(Part):
    """Storing observations, the queue they wait in, and finding them."""

    def observe(self, observations: Sequence[Observation]) -> list[str]:
        """Store observations; returns their ids, in order.

        What is known already, by source and ``external_id`` (or by everything that tells two
        observations apart, when there is none), gives its existing id. All or none are stored.

        Raises:
            InvalidObservation: One of them cannot be stored, or is none.
        """
        return list(self.observe_counted(observations).ids)

    def observe_counted(
        self,
        batch: Sequence[Observation],
        drops: Mapping[str, int] | None = None,
        *,
        state: Mapping[str, str] | None = None,
    ) -> Observed:
        """Like :meth:`observe`; counts what was dropped before in the same transaction.

        Args:
            batch: The observations.
            drops: How many were dropped, by reason.
            state: Values as of :meth:`memory.UserModel.set_state`, kept in the same transaction:
                how far a source is read is then always true of what is stored.
        """
        now = self._clock()
        given = items("observe", batch, (Observation,), InvalidObservation)
        valid = [observations.validated(each, now) for each in given]
        with self._ledger.write() as db:
            new = observations.insert(db, valid, now)
            observations.count_drops(db, drops or {})
            db.executemany(
                "INSERT OR REPLACE INTO state VALUES (?, ?)", list((state or {}).items())
            )
        return Observed(ids=tuple(each.id for each in valid), new=len(new))

    def observation(self, id: str) -> Observation:
        """One observation.

        Raises:
            NotFound: There is none of this id.
        """
        found = self.observations(ids=[id])
        if not found:
            raise NotFound(f"There is no observation {id!r}")
        return found[0]

    def observations(
        self,
        *,
        ids: Sequence[str] | None = None,
        status: ObservationStatus | None = None,
        source: str | None = None,
        kind: ObservationKind | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
        newest_first: bool = True,
        clearance: Sensitivity = "secret",
    ) -> list[Observation]:
        """Observations that meet every condition given, by time; ``until`` is exclusive.

        Raises:
            InvalidInput: A time has no zone, or there is no such status, kind or clearance.
        """
        check_times(since=since, until=until)
        check_ids("ids", ids)
        check_choice("status", status, get_args(ObservationStatus))
        check_choice("kind", kind, get_args(ObservationKind))
        check_limit("limit", limit)
        with self._ledger.read() as db:
            return observations.select(
                db,
                ids=ids,
                status=status,
                source=source,
                kind=kind,
                since=since,
                until=until,
                limit=limit if ids is None else max(limit, len(ids)),
                newest_first=newest_first,
                clearance=clearance,
            )

    def turns_before(self, observation: Observation, *, limit: int) -> list[Turn]:
        """What was said in an observation's talk before it, the last first, with its claims.

        Of the week before, and of the same source.
        """
        check_limit("limit", limit)
        with self._ledger.read() as db:
            return threads.turns_before(db, observation, limit)

    def pending(self, limit: int) -> list[Observation]:
        """Observations that wait to be learnt from: oldest first, threads together, in order."""
        check_limit("limit", limit)
        with self._ledger.read() as db:
            return observations.pending(db, limit)

    def pending_count(self) -> int:
        """How many observations wait to be learnt from."""
        with self._ledger.read() as db:
            sql = "SELECT count(*) FROM observations WHERE status = 'pending'"
            return int(db.execute(sql).fetchone()[0])

    def count_attempt(self, ids: Sequence[str]) -> dict[str, int]:
        """Count one more attempt to learn from each; what kills the process is told by this."""
        with self._ledger.write() as db:
            return observations.count_attempt(db, ids)

    def settle_image(self, id: str, read: Observation | str) -> bool:
        """Put what was read of an image in its place, or take it out and count the reason.

        One transaction, under the image's id: killed before it, the image waits as before; an image
        that is not pending any more (read already, forgotten meanwhile) is left alone.

        Args:
            id: Of a pending observation of the kind *image*.
            read: Its words, as an observation that could be stored; or why there are none.

        Returns:
            Whether there was such an image.

        Raises:
            InvalidObservation: the words cannot be stored.
        """
        if isinstance(read, str):
            with self._ledger.write() as db:
                return observations.drop_image(db, id, read)
        valid = observations.validated(read, self._clock())
        with self._ledger.write() as db:
            return observations.read_image(db, id, valid)

    def expire(self, *, older_than: timedelta | None = None, most_bytes: int | None = None) -> int:
        """Let raw observations go by age or size; returns how many went.

        See :mod:`memory.retention` for what never goes. Propositions stay.

        Args:
            older_than: Since they were taken in.
            most_bytes: Of texts and contexts together; the oldest go first.
        """
        now, went = self._clock(), 0
        before = None if older_than is None else to_epoch(now) - older_than.total_seconds()
        excess = 0
        if most_bytes is not None:
            with self._ledger.read() as db:  # once, and nobody who writes waits for it
                excess = retention.excess(db, most_bytes)
        while True:
            with self._ledger.write() as db:
                due = retention.due(db, before=before, excess=excess)
                retention.let_go(db, list(due), to_epoch(now))
            went += len(due)
            excess -= sum(due.values())
            if len(due) < retention.BATCH:
                return went

    def set_aside(self, ids: Sequence[str], why: str) -> None:
        """Mark pending observations as dead, with the reason; they are not tried again."""
        with self._ledger.write() as db:
            observations.set_aside(db, ids, why)
