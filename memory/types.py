"""What is stored, as frozen values (DESIGN §3).

Field names here are the names used in JSON, in the ledger and on the command line. All times are
timezone-aware; a naive :class:`~datetime.datetime` is refused where it enters the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args

from memory.errors import InvalidInput

ObservationKind = Literal["text", "event", "image"]
Origin = Literal["self-stated", "own action", "third-party content"]
#: ``dropped`` never reaches the ledger as a row; it is counted by reason instead.
ObservationStatus = Literal["pending", "processed", "dead"]

PropositionKind = Literal["semantic", "episodic", "procedural"]
Polarity = Literal["positive", "negative"]
PropositionStatus = Literal["active", "stale", "superseded", "retired", "forgotten"]
PropositionSource = Literal["inferred", "stated", "corrected"]
Stance = Literal["supports", "contradicts"]
Relation = Literal["identical", "refines", "contradicts", "unrelated"]
Outcome = Literal["identical", "refines", "contradicts", "disputed", "new", "suppressed"]
#: What one stored proposition is to another.
Link = Literal["supersedes", "corrects", "disputes", "merges"]

HitKind = Literal["proposition", "observation"]

Sensitivity = Literal["public", "personal", "sensitive", "secret"]
Category = Literal["health", "finance", "politics", "sexuality", "religion", "third party", "minor"]

HIT_KINDS: tuple[HitKind, ...] = get_args(HitKind)
SENSITIVITIES: tuple[Sensitivity, ...] = get_args(Sensitivity)
CATEGORIES: tuple[Category, ...] = get_args(Category)

ContextValue = str | int | float | bool | tuple[str, ...]


def sensitivity_rank(sensitivity: Sensitivity) -> int:
    """Position of a sensitivity in public < personal < sensitive < secret (0–3).

    Raises:
        InvalidInput: there is no such sensitivity.
    """
    if sensitivity not in SENSITIVITIES:
        raise InvalidInput(
            f"There is no sensitivity {sensitivity!r}", hint=f"one of {', '.join(SENSITIVITIES)}"
        )
    return SENSITIVITIES.index(sensitivity)


@dataclass(frozen=True, slots=True)
class Labels:
    """How sensitive something is and what it is about (information-flow labels).

    Labels form a lattice: :meth:`join` takes the higher sensitivity and the union of categories,
    so a proposition is never less guarded than the evidence it was made from.
    """

    sensitivity: Sensitivity = "personal"
    categories: frozenset[Category] = frozenset()

    def join(self, *others: Labels) -> Labels:
        """Least upper bound of this and the other labels."""
        everyone = (self, *others)
        return Labels(
            max((label.sensitivity for label in everyone), key=sensitivity_rank),
            frozenset[Category]().union(*(label.categories for label in everyone)),
        )

    def visible_to(self, clearance: Sensitivity) -> bool:
        """Whether a caller with this clearance may know that the thing exists."""
        return sensitivity_rank(self.sensitivity) <= sensitivity_rank(clearance)


def join_labels(labels: Iterable[Labels]) -> Labels:
    """Join of any number of labels; nothing at all is ``public`` (the lattice's bottom)."""
    return Labels("public").join(*labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One thing that was seen: a command, a commit, a message, a window, a note.

    Only ``source`` and ``content`` are needed. ``observed_at`` is filled with the time of
    :meth:`memory.UserModel.observe` when missing. ``external_id`` is the source's own name for the
    thing (a commit hash, a message id): the same ``(source, external_id)`` is stored once, however
    often it is added.
    """

    source: str
    content: str
    observed_at: datetime | None = None
    kind: ObservationKind = "text"
    thread: str | None = None
    position: int | None = None
    context: Mapping[str, ContextValue] = field(default_factory=dict)
    origin: Origin = "own action"
    labels: Labels = Labels()
    external_id: str | None = None
    status: ObservationStatus = "pending"
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """One claim about the person, in the third person, with how sure we are of it.

    Attributes:
        confidence: Probability in (0, 1) that the claim is true now. Shown as 1–10.
        half_life: Days until salience halves without new support (> 0).
        valid_from: When the claim began to hold, if known; ``valid_to`` when it ceased.
        recorded_at: When this version was written (set by the store).
        supported_at: Time of the newest supporting observation (set by the store).
        version: 1 for the first wording, counted up by each revision (set by the store).
        stated: The proposer's own confidence, before calibration (set by the store).
    """

    text: str
    reasoning: str = ""
    kind: PropositionKind = "semantic"
    polarity: Polarity = "positive"
    entities: tuple[str, ...] = ()
    confidence: float = 0.5
    half_life: float = 90.0
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    recorded_at: datetime | None = None
    supported_at: datetime | None = None
    status: PropositionStatus = "active"
    source: PropositionSource = "inferred"
    labels: Labels = Labels()
    version: int = 1
    pinned: bool = False
    id: str = ""
    stated: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a proposition is (or is not) believed: one observation and what it says about it.

    ``weight`` is the observation's own likelihood ratio in log-odds (natural logarithm, ≥ 0)
    before independence is accounted for; see :mod:`memory.belief`.
    """

    proposition: str
    observation: str
    stance: Stance = "supports"
    weight: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationHint:
    """What a model says about a draft and one neighbour. Believed only after checks."""

    proposition: str
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposition that is proposed but not yet believed, with what it rests on.

    Attributes:
        proposition: Its ``id`` is empty; ``confidence`` is the proposer's own.
        supports: Ids of observations that speak for it; at least one for inferred drafts.
        contradicts: Ids of observations that speak against it.
        relations: The proposer's opinion on the neighbours it was shown.
        derived_from: Ids of propositions that it was concluded from (a habit from episodes).
        hearsay: It was read out of words that are (or may be) others', such as the titles of pages:
            what supports it counts as third-party content, even where opening them was an own act.
        corrects: Ids of propositions that the person put right by what supports it ("no wait, it's
            Thursday"): it takes their place, whatever the two say.
    """

    proposition: Proposition
    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    relations: tuple[RelationHint, ...] = ()
    derived_from: tuple[str, ...] = ()
    hearsay: bool = False
    corrects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What became of one draft.

    ``proposition`` is the id that now carries the claim (empty when ``suppressed`` by a
    tombstone), ``other`` the neighbour that was reinforced, revised, superseded or disputed.
    """

    outcome: Outcome
    proposition: str
    other: str | None = None
    change: int | None = None
    why: str = ""


ChangeAction = Literal[
    "add",
    "reinforce",
    "revise",
    "supersede",
    "keep",  # against an older claim, which is then superseded as it arrives
    "dispute",
    "confirm",
    "correct",
    "retire",
    "pin",
    "unpin",
    "stale",
    "revive",
    "merge",
    "relabel",  # with what it was derived from
    "forget",
    "undo",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of a proposition's append-only history.

    All entries written by one act share ``id``, which is what :meth:`UserModel.undo` takes.
    """

    id: int
    at: datetime
    actor: str
    action: ChangeAction
    proposition: str
    before: Proposition | None
    after: Proposition | None
    why: str = ""
    undone_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result of :meth:`memory.UserModel.recall`.

    ``score`` is in [0, ∞), higher is better, and only comparable within one call. ``parts`` names
    every term that made the score. ``evidence`` are observation ids (an observation's own id for an
    observation).
    """

    id: str
    kind: HitKind
    text: str
    score: float
    confidence: float | None
    parts: Mapping[str, float]
    evidence: tuple[str, ...]
    observed_at: datetime | None = None
    thread: str | None = None
    status: str = "active"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the person said of a hit: whether it is right for a query; see ``judge_hit``."""

    query: str
    hit: str
    kind: HitKind
    wanted: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What :meth:`memory.UserModel.forget` removed, or with ``dry_run`` would remove.

    ``backups`` are the names of our own backups, and of ledgers that a restore moved aside, which
    held it too and were rewritten without it. ``removed`` are those that could not be read, so that
    nobody can say what was in them: they went whole. ``left`` are those that are as they were and
    may hold it still: a newer version made them, or another process has them.
    """

    observations: tuple[str, ...]
    propositions: tuple[str, ...]
    dry_run: bool = False
    backups: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """A decision that can be read afterwards: who did what with which information, and why.

    ``decision`` is a word such as ``kept``, ``refused``, ``given``, ``ran``.
    """

    at: datetime
    actor: str
    action: str
    subject: str
    decision: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What became of a batch: ids in its order, and how many of them are new to the ledger."""

    ids: tuple[str, ...]
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is, by status; ``drops`` by reason.

    ``observations`` has ``pending``, ``processed``, ``dropped`` (the sum of ``drops``) and
    ``dead``; every known status of propositions and suggestions is there, also at zero.
    """

    observations: Mapping[str, int]
    drops: Mapping[str, int]
    propositions: Mapping[str, int]
    suggestions: Mapping[str, int]


SuggestionStatus = Literal[
    "pending", "shown", "accepted", "dismissed", "snoozed", "never", "expired", "withheld"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An offer of help, with the sums that let it through the gate (DESIGN §7).

    Attributes:
        category: What kind of help (``reminder``, ``automation``, ``follow-up``, …): the unit of
            calibration and of *never again*.
        probability: Calibrated chance in (0, 1) that the person wants it now.
        benefit, cost_false_positive, cost_false_negative: In the gate's common unit (≥ 0).
        utility: p·B − (1−p)·C_fp + p·C_fn; shown when > 0.
        propositions, observations: Ids of what it rests on.
    """

    text: str
    why: str
    category: str
    probability: float
    benefit: float = 1.0
    cost_false_positive: float = 0.5
    cost_false_negative: float = 0.25
    utility: float = 0.0
    propositions: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    status: SuggestionStatus = "pending"
    created_at: datetime | None = None
    expires_at: datetime | None = None
    snoozed_until: datetime | None = None
    id: str = ""


Verdict = Literal["accept", "dismiss", "snooze", "never"]
