"""From what is stored to what goes over the socket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from agent.wire import (
    AuditView,
    ChangeView,
    EvidenceView,
    ForgottenView,
    HitView,
    ObservationView,
    PropositionView,
    SuggestionView,
    WhyView,
)
from memory.belief import rating
from memory.salience import salience
from memory.types import (
    AuditEntry,
    Change,
    ContextValue,
    Evidence,
    Forgotten,
    Hit,
    Observation,
    Proposition,
    Suggestion,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def observation_view(one: Observation) -> ObservationView:
    """An observation as evidence is shown."""
    return ObservationView(
        id=one.id,
        source=one.source,
        observed_at=one.observed_at or _EPOCH,
        content=one.content,
        kind=one.kind,
        thread=one.thread,
        position=one.position,
        context=_context(one.context),
        origin=one.origin,
        sensitivity=one.labels.sensitivity,
        categories=sorted(one.labels.categories),
        external_id=one.external_id,
        status=one.status,
    )


def proposition_view(
    one: Proposition, *, evidence: int, now: datetime, disputed_by: Sequence[str] = ()
) -> PropositionView:
    """A proposition; ``evidence`` is how many pieces it has, ``disputed_by`` ids of its rivals."""
    recorded_at = one.recorded_at or _EPOCH
    return PropositionView(
        id=one.id,
        text=one.text,
        reasoning=one.reasoning,
        kind=one.kind,
        polarity=one.polarity,
        entities=list(one.entities),
        confidence=one.confidence,
        rating=rating(one.confidence),
        half_life=one.half_life,
        salience=salience(
            now=now,
            supported_at=one.supported_at or recorded_at,
            half_life=one.half_life,
            pinned=one.pinned,
        ),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        recorded_at=recorded_at,
        supported_at=one.supported_at,
        status=one.status,
        source=one.source,
        sensitivity=one.labels.sensitivity,
        categories=sorted(one.labels.categories),
        version=one.version,
        pinned=one.pinned,
        evidence=evidence,
        disputed_by=list(disputed_by),
    )


def evidence_views(
    evidence: Sequence[Evidence], observations: Mapping[str, Observation]
) -> list[EvidenceView]:
    """Evidence with its observations, newest first; what was forgotten is left out."""
    views = [
        EvidenceView(
            observation=observation_view(observations[one.observation]),
            stance=one.stance,
            weight=one.weight,
            why=one.why,
        )
        for one in evidence
        if one.observation in observations
    ]
    return sorted(views, key=lambda view: view.observation.observed_at, reverse=True)


def change_view(one: Change) -> ChangeView:
    """One entry of a history."""
    before, after = one.before, one.after
    return ChangeView(
        id=one.id,
        at=one.at,
        actor=one.actor,
        action=one.action,
        proposition=one.proposition,
        text_before=before.text if before else None,
        text_after=after.text if after else None,
        confidence_before=before.confidence if before else None,
        confidence_after=after.confidence if after else None,
        why=one.why,
        undone_by=one.undone_by,
    )


def hit_view(one: Hit) -> HitView:
    """One result of recall."""
    return HitView(
        id=one.id,
        kind=one.kind,
        text=one.text,
        score=one.score,
        confidence=one.confidence,
        parts=dict(one.parts),
        evidence=list(one.evidence),
    )


def suggestion_view(one: Suggestion) -> SuggestionView:
    """One suggestion."""
    return SuggestionView(
        id=one.id,
        text=one.text,
        why=one.why,
        category=one.category,
        probability=one.probability,
        benefit=one.benefit,
        cost_false_positive=one.cost_false_positive,
        cost_false_negative=one.cost_false_negative,
        utility=one.utility,
        propositions=list(one.propositions),
        observations=list(one.observations),
        status=one.status,
        created_at=one.created_at or _EPOCH,
        expires_at=one.expires_at,
        snoozed_until=one.snoozed_until,
    )


def forgotten_view(one: Forgotten) -> ForgottenView:
    """What was, or would be, forgotten."""
    return ForgottenView(
        observations=list(one.observations),
        propositions=list(one.propositions),
        dry_run=one.dry_run,
        backups=list(one.backups),
        removed=list(one.removed),
        left=list(one.left),
    )


def _context(
    context: Mapping[str, ContextValue],
) -> dict[str, str | int | float | bool | list[str]]:
    return {
        key: list(value) if isinstance(value, tuple) else value for key, value in context.items()
    }


def audit_view(one: AuditEntry) -> AuditView:
    """An entry of the audit log."""
    return AuditView(
        at=one.at,
        actor=one.actor,
        action=one.action,
        subject=one.subject,
        decision=one.decision,
        why=one.why,
    )


def given_ids(answer: object) -> list[str]:
    """Ids of the observations, propositions and suggestions in an answer."""
    found: list[str] = []
    for view in answer if isinstance(answer, list) else [answer]:
        if isinstance(view, PropositionView | ObservationView | HitView | SuggestionView):
            found.append(view.id)
        elif isinstance(view, WhyView):
            found.append(view.proposition.id)
            found += [piece.observation.id for piece in view.evidence]
        elif isinstance(view, ChangeView):
            found.append(view.proposition)
    return list(dict.fromkeys(found))
