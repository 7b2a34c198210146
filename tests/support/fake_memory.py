"""A user model in a few lists, for tests of what stands on top of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from memory.disputes import Dispute
from memory.errors import NotFound
from memory.threads import Turn
from memory.types import (
    AuditEntry,
    Change,
    Draft,
    Evidence,
    Hit,
    Observation,
    ObservationKind,
    Proposition,
    Reconciliation,
    Sensitivity,
    Suggestion,
    SuggestionStatus,
    Verdict,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass
class FakeCounts:
    """Observations by status."""

    observations: dict[str, int]


@dataclass
class FakeSuggestions:
    """The suggestion log."""

    rows: dict[str, Suggestion] = field(default_factory=dict)
    shown_at: dict[str, datetime] = field(default_factory=dict)
    said: dict[str, tuple[int, int]] = field(default_factory=dict)
    never: set[str] = field(default_factory=set)
    clock: Callable[[], datetime] = lambda: NOW

    def add(self, suggestion: Suggestion) -> str:
        """Store one."""
        new = f"s{len(self.rows) + 1}"
        self.rows[new] = replace(
            suggestion, id=new, created_at=suggestion.created_at or self.clock()
        )
        if suggestion.status == "shown":
            self.shown_at[new] = self.clock()
        return new

    def list(
        self, *, status: Sequence[SuggestionStatus] = ("shown",), limit: int = 100
    ) -> list[Suggestion]:
        """Newest first."""
        return [each for each in reversed(self.rows.values()) if each.status in status][:limit]

    def set_status(self, id: str, status: SuggestionStatus, until: datetime | None = None) -> None:
        """Move one on."""
        self.rows[id] = replace(self.rows[id], status=status, snoozed_until=until)
        if status == "shown":
            self.shown_at[id] = self.clock()

    def record(self, id: str, verdict: Verdict, until: datetime | None = None) -> None:
        """What the person said."""
        row = self.rows[id]
        accepted, dismissed = self.said.get(row.category, (0, 0))
        if verdict == "accept":
            self.said[row.category] = (accepted + 1, dismissed)
            self.set_status(id, "accepted")
        elif verdict == "snooze":
            self.set_status(id, "snoozed", until)
        else:
            self.said[row.category] = (accepted, dismissed + 1)
            self.set_status(id, "dismissed")
        if verdict == "never":
            self.never.add(row.category)

    def verdicts(self, category: str) -> tuple[int, int]:
        """Accepted and dismissed."""
        return self.said.get(category, (0, 0))

    def categories_never(self) -> set[str]:
        """Categories the person never wants again."""
        return self.never

    def shown_since(self, when: datetime) -> int:
        """How many were shown since."""
        return sum(at >= when for at in self.shown_at.values())


class FakeModel:
    """Observations and propositions in dictionaries; the same text is the same claim."""

    def __init__(self, clock: Callable[[], datetime] = lambda: NOW) -> None:
        self.clock = clock
        self.rows: dict[str, Observation] = {}
        self.known: dict[str, Proposition] = {}
        self.disputed: list[Dispute] = []
        self.supports: dict[str, set[str]] = {}
        self.dead: dict[str, str] = {}
        self.cursors: dict[str, str] = {}
        self.entries: list[AuditEntry] = []
        self.actors: list[str] = []
        self.commits = 0
        self.attempts: dict[str, int] = {}
        self.changes: dict[str, list[Change]] = {}
        self.made = 0
        self.suggestions = FakeSuggestions(clock=clock)

    def observe(self, observations: Sequence[Observation]) -> list[str]:
        """Store them; a known external id gives its existing id."""
        ids = []
        for each in observations:
            known = {(row.source, row.external_id): row.id for row in self.rows.values()}
            found = known.get((each.source, each.external_id)) if each.external_id else None
            if found is None:
                self.made += 1
                found = f"o{self.made}"
                at = each.observed_at or self.clock()
                self.rows[found] = replace(each, id=found, observed_at=at)
            ids.append(found)
        return ids

    def observations(
        self,
        *,
        ids: Sequence[str] | None = None,
        kind: ObservationKind | None = None,
        since: datetime | None = None,
        limit: int = 100,
        newest_first: bool = True,
        clearance: Sensitivity = "secret",
    ) -> list[Observation]:
        """Filtered rows."""
        rows = [
            each
            for each in self.rows.values()
            if (ids is None or each.id in ids)
            and (kind is None or each.kind == kind)
            and (since is None or (each.observed_at or NOW) >= since)
            and each.labels.visible_to(clearance)
        ]
        rows.sort(key=lambda each: each.observed_at or NOW, reverse=newest_first)
        return rows[:limit]

    def pending(self, limit: int) -> list[Observation]:
        """Oldest first."""
        return [each for each in self.rows.values() if each.status == "pending"][:limit]

    def settle_image(self, id: str, read: Observation | str) -> bool:
        """Put its words in an image's place, or take it out."""
        if id not in self.rows or self.rows[id].kind != "image":
            return False
        if isinstance(read, str):
            del self.rows[id]
        else:
            self.rows[id] = replace(read, id=id)
        return True

    def set_aside(self, ids: Sequence[str], why: str) -> None:
        """Mark as dead."""
        for one in ids:
            self.rows[one] = replace(self.rows[one], status="dead")
            self.dead[one] = why

    def count_attempt(self, ids: Sequence[str]) -> dict[str, int]:
        """One more for each."""
        for one in ids:
            self.attempts[one] = self.attempts.get(one, 0) + 1
        return {one: self.attempts[one] for one in ids}

    def neighbours(
        self, texts: Sequence[str], *, k: int, clearance: Sensitivity = "secret"
    ) -> list[Proposition]:
        """Propositions that share a word with a text."""
        words = {word for text in texts for word in text.casefold().split()}
        return [
            each
            for each in self.known.values()
            if words & set(each.text.casefold().split()) and each.labels.visible_to(clearance)
        ][:k]

    def turns_before(self, observation: Observation, *, limit: int) -> list[Turn]:
        """Nothing was said before."""
        del observation, limit
        return []

    def disputes(self, *, limit: int = 50, clearance: Sensitivity = "secret") -> list[Dispute]:
        """Those that a test has put there."""
        del clearance
        return self.disputed[:limit]

    def proposition(self, id: str) -> Proposition:
        """One of them."""
        if id not in self.known:
            raise NotFound(f"No proposition {id}")
        return self.known[id]

    def history(self, id: str) -> list[Change]:
        """Those that a test has put there."""
        return self.changes.get(id, [])

    def evidence(self, proposition_id: str) -> list[Evidence]:
        """What supports it."""
        found = sorted(self.supports.get(proposition_id, ()))
        return [Evidence(proposition=proposition_id, observation=each) for each in found]

    def reconcile(
        self,
        drafts: Sequence[Draft],
        *,
        settles: Sequence[str] = (),
        decisions: Sequence[AuditEntry] = (),
        actor: str = "library",
    ) -> list[Reconciliation]:
        """Identical text reinforces, other text is new."""
        results = []
        for draft in drafts:
            same = [each.id for each in self.known.values() if each.text == draft.proposition.text]
            claim = same[0] if same else f"p{len(self.known) + 1}"
            if not same:
                self.known[claim] = replace(draft.proposition, id=claim)
            self.supports.setdefault(claim, set()).update(draft.supports)
            results.append(
                Reconciliation(outcome="identical" if same else "new", proposition=claim)
            )
        for one in settles:
            self.rows[one] = replace(self.rows[one], status="processed")
        self.entries += decisions
        self.actors.append(actor)
        self.commits += 1
        return results

    def recall(self, query: str, *, k: int = 10, clearance: Sensitivity = "personal") -> list[Hit]:
        """Propositions that share a word with the query."""
        return [
            Hit(
                id=each.id,
                kind="proposition",
                text=each.text,
                score=1.0,
                confidence=each.confidence,
                parts={"word": 1.0},
                evidence=tuple(sorted(self.supports.get(each.id, ()))),
            )
            for each in self.neighbours([query], k=k, clearance=clearance)
        ]

    def counts(self) -> FakeCounts:
        """By status."""
        counts: dict[str, int] = {"pending": 0, "processed": 0, "dead": 0}
        for each in self.rows.values():
            counts[each.status] += 1
        return FakeCounts(counts)

    def pending_count(self) -> int:
        """How many wait."""
        return self.counts().observations["pending"]

    def state(self, key: str) -> str | None:
        """A cursor."""
        return self.cursors.get(key)

    def set_state(self, key: str, value: str) -> None:
        """Set a cursor."""
        self.cursors[key] = value

    def forget(self, *, id: str) -> None:
        """Remove an observation."""
        del self.rows[id]

    def write_audit(self, entries: Sequence[AuditEntry]) -> None:
        """Append."""
        self.entries += entries


def texts(model: FakeModel) -> Mapping[str, set[str]]:
    """Every claim with the observations that support it."""
    return {model.known[claim].text: supports for claim, supports in model.supports.items()}
