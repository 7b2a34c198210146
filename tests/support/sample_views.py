"""Sample values for the screens: an invented person's invented work, and a fixed time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from agent.wire import (
    ChangeView,
    EmbedderView,
    EvidenceView,
    HitView,
    ModelView,
    ObservationCounts,
    ObservationView,
    ObserverView,
    PropositionView,
    StatusView,
    SuggestionView,
)

NOW = datetime(2026, 3, 12, 14, 30, tzinfo=UTC)
"""A Thursday afternoon."""

_BELIEFS: tuple[tuple[str, str, float, float, str], ...] = (
    # text, kind, confidence, days since the last support, source
    (
        "Reviews pull requests first thing on Mondays, before merging",
        "procedural",
        0.93,
        3,
        "inferred",
    ),
    ("Prefers uv to pip for Python projects", "semantic", 0.91, 0.1, "inferred"),
    ("Keeps the release checklist for after lunch", "procedural", 0.78, 9, "inferred"),
    (
        "Maintains the sample project kestrel, a parser for tide tables",
        "semantic",
        0.96,
        1,
        "stated",
    ),
    (
        "Is learning Danish, with fifteen minutes of cards most evenings",
        "semantic",
        0.84,
        2,
        "inferred",
    ),
    ("Does not take calls on Thursday mornings", "semantic", 0.71, 7, "corrected"),
    ("Moved the nightly build from cron to a systemd timer", "episodic", 0.88, 16, "inferred"),
    (
        "Writes the tests before the change when fixing a parser bug",
        "procedural",
        0.64,
        12,
        "inferred",
    ),
    ("Is looking for a quieter mechanical keyboard", "semantic", 0.42, 21, "inferred"),
    ("Planned a ferry crossing for the last week of March", "episodic", 0.55, 5, "inferred"),
    ("Uses the light theme outdoors and the dark one indoors", "semantic", 0.36, 40, "inferred"),
    ("Tags a release only after the documentation is built", "procedural", 0.81, 30, "inferred"),
)


def sample_propositions() -> list[PropositionView]:
    """Twelve active, one stale, one retired."""
    rows = [
        _proposition(number, *belief, pinned=number == 4)
        for number, belief in enumerate(_BELIEFS, 1)
    ]
    stale = _proposition(13, "Was reading a book on bookbinding", "episodic", 0.6, 200, "inferred")
    gone = _proposition(14, "Prefers pip to uv", "semantic", 0.3, 90, "inferred")
    return [
        *rows,
        stale.model_copy(update={"status": "stale", "salience": 0.04}),
        gone.model_copy(update={"status": "retired"}),
    ]


def _proposition(  # noqa: PLR0917 - a row of a table
    number: int,
    text: str,
    kind: str,
    confidence: float,
    days: float,
    source: str,
    *,
    pinned: bool = False,
) -> PropositionView:
    supported = NOW - timedelta(days=days)
    return PropositionView(
        id=f"p-{number}",
        text=text,
        reasoning="The same thing was seen in several sessions, and nothing spoke against it.",
        kind=kind,
        polarity="negative" if " not " in text else "positive",
        entities=[],
        confidence=confidence,
        rating=max(round(confidence * 10), 1),
        half_life=180,
        salience=round(0.5 ** (days / 180), 2),
        valid_from=None,
        valid_to=None,
        recorded_at=supported - timedelta(days=20),
        supported_at=supported,
        status="active",
        source=source,
        sensitivity="personal",
        categories=[],
        version=1,
        pinned=pinned,
        evidence=3,
    )


def sample_observation(number: int, source: str, content: str, days: float) -> ObservationView:
    """One observation, so many days before :data:`NOW`."""
    return ObservationView(
        id=f"o-{number}",
        source=source,
        observed_at=NOW - timedelta(days=days),
        content=content,
        kind="text",
        thread=None,
        position=None,
        context={},
        origin="self-stated" if source == "chat" else "own action",
        sensitivity="personal",
        categories=[],
        external_id=None,
        status="processed",
    )


def sample_evidence(proposition: PropositionView) -> list[EvidenceView]:
    """Two for it and one against, newest first."""
    first = (
        "uv add httpx && uv run pytest -q"
        if "uv" in proposition.text
        else "gh pr list --search 'review:required'"
    )
    return [
        EvidenceView(
            observation=sample_observation(1, "shell", first, 3.2),
            stance="supports",
            weight=0.9,
            why="done again, in another session",
        ),
        EvidenceView(
            observation=sample_observation(
                2, "chat", "Mondays I go through the review queue, then I merge.", 10.1
            ),
            stance="supports",
            weight=1.6,
            why="said so",
        ),
        EvidenceView(
            observation=sample_observation(3, "git", "Merge branch 'tides' (Monday, 08:52)", 24),
            stance="contradicts",
            weight=0.4,
            why="merged before reviewing, once",
        ),
    ]


def sample_suggestions() -> list[SuggestionView]:
    """Three that are on show."""
    return [
        _suggestion(
            1,
            "Open the four pull requests that wait for your review",
            "reminder",
            "It is the time you usually review, and the build of kestrel has just passed.",
            0.82,
            minutes=4,
        ),
        _suggestion(
            2,
            "Draft the changelog entry for kestrel 0.4 from the eleven commits since the last tag",
            "draft",
            "You tag a release only after the documentation is built; it was built an hour ago.",
            0.61,
            minutes=38,
        ),
        _suggestion(
            3,
            "Check the ferry timetable for late March: the spring one starts on the 20th",
            "follow-up",
            "You planned the crossing on Saturday and have not looked since.",
            0.54,
            minutes=190,
        ),
    ]


def _suggestion(
    number: int, text: str, category: str, why: str, probability: float, *, minutes: int
) -> SuggestionView:
    return SuggestionView(
        id=f"s-{number}",
        text=text,
        why=why,
        category=category,
        probability=probability,
        benefit=1.0,
        cost_false_positive=0.5,
        cost_false_negative=0.25,
        utility=round(probability - (1 - probability) * 0.5 + probability * 0.25, 3),
        propositions=[f"p-{number}", "p-4"],
        observations=["o-1", "o-2", "o-77"],
        status="shown",
        created_at=NOW - timedelta(minutes=minutes),
        expires_at=NOW + timedelta(hours=4),
        snoozed_until=None,
    )


def sample_hits() -> list[HitView]:
    """Three propositions and an observation."""
    believed = sample_propositions()
    hits = [
        HitView(
            id=each.id,
            kind="proposition",
            text=each.text,
            score=0.9,
            confidence=each.confidence,
            parts={"dense": 0.9},
            evidence=["o-1"],
        )
        for each in (believed[0], believed[3], believed[2])
    ]
    seen = HitView(
        id="o-2",
        kind="observation",
        text="Mondays I go through the review queue, then I merge.",
        score=0.7,
        confidence=None,
        parts={"lexical": 0.7},
        evidence=["o-2"],
    )
    return [*hits, seen]


def sample_status() -> StatusView:
    """A daemon on the built-in engine."""
    return StatusView(
        version="0.1.0",
        home="/sample/home",
        encryption="key in the keyring",
        engine="builtin",
        model=ModelView(
            name=None,
            path=None,
            device=None,
            gpu_layers=None,
            context=None,
            note="no language model is configured",
        ),
        embedder=EmbedderView(name="all-MiniLM-L6-v2", dimension=384, note=""),
        observations=ObservationCounts(pending=12, processed=482, dropped=31, dead=0),
        drops={"secret": 4, "excluded": 27},
        propositions={},
        suggestions={},
        observers=[observer("shell"), observer("git")],
        plugins=[],
        jobs=[],
        pid=4242,
        started_at=NOW - timedelta(hours=5),
    )


def observer(name: str, *, enabled: bool = True) -> ObserverView:
    """A source that does well, or is off."""
    return ObserverView(
        name=name,
        enabled=enabled,
        state="ok" if enabled else "off",
        why="",
        remedy="",
        consent=f"Reads the {name} of an invented person.",
        events=12 if enabled else 0,
        drops={"folded": 3} if enabled else {},
        ms=40,
        last_error=None,
        last_event_at=NOW if enabled else None,
    )


def change(  # noqa: PLR0917 - a row of a table
    number: int,
    about: PropositionView,
    before: PropositionView | None,
    after: PropositionView | None,
    action: str,
    actor: str,
    at: datetime,
) -> ChangeView:
    """One entry of a history."""
    return ChangeView(
        id=number,
        at=at,
        actor=actor,
        action=action,
        proposition=about.id,
        text_before=before.text if before else None,
        text_after=after.text if after else None,
        confidence_before=before.confidence if before else None,
        confidence_after=after.confidence if after else None,
        why="",
        undone_by=None,
    )
