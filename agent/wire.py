"""What goes over the socket and out of ``--json``: pydantic at the border.

Field names are those of DESIGN §3 and §8. Nothing here imports a heavy package, so that the command
line and the terminal UI start fast.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 1


class View(BaseModel):
    """A frozen border type; an unknown field is an error, so that drift is noticed."""

    # Built on first use: a command needs two or three of these thirty, and start-up time counts.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class ObservationView(View):
    """One observation, as evidence is shown."""

    id: str
    source: str
    observed_at: datetime
    content: str
    kind: str
    thread: str | None
    position: int | None
    context: dict[str, str | int | float | bool | list[str]]
    origin: str
    sensitivity: str
    categories: list[str]
    external_id: str | None
    status: str


class PropositionView(View):
    """One proposition. ``confidence`` is a probability; ``rating`` is it on the 1–10 scale."""

    id: str
    text: str
    reasoning: str
    kind: str
    polarity: str
    entities: list[str]
    confidence: float
    rating: int
    half_life: float
    salience: float
    valid_from: datetime | None
    valid_to: datetime | None
    recorded_at: datetime
    supported_at: datetime | None
    status: str
    source: str
    sensitivity: str
    categories: list[str]
    version: int
    pinned: bool
    evidence: int
    disputed_by: list[str] = []  # ids of living claims that contradict it, with no order in time


class StatedView(PropositionView):
    """The proposition that now carries what the person stated, and what became of their words.

    ``outcome`` is as in :class:`memory.types.Reconciliation`: ``new``, ``identical`` (known, which
    may change nothing), ``refines``, ``contradicts`` or ``disputed``. ``other`` is the id of the
    claim that it was compared with, ``other_text`` what that said before, ``change`` what undo
    takes; ``None`` when nothing was changed.
    """

    outcome: str = "new"
    other: str | None = None
    other_text: str = ""
    change: int | None = None


class EvidenceView(View):
    """Why a proposition is believed: an observation and what it says."""

    observation: ObservationView
    stance: str
    weight: float
    why: str


class ChangeView(View):
    """One entry of a proposition's history."""

    id: int
    at: datetime
    actor: str
    action: str
    proposition: str
    text_before: str | None
    text_after: str | None
    confidence_before: float | None
    confidence_after: float | None
    why: str
    undone_by: int | None


class WhyView(View):
    """A proposition with all that it rests on."""

    proposition: PropositionView
    evidence: list[EvidenceView]
    history: list[ChangeView]
    disputed_by: list[PropositionView] = []


class HitView(View):
    """One row of ``recall --json``."""

    id: str
    kind: Literal["proposition", "observation"]
    text: str
    score: float
    confidence: float | None
    parts: dict[str, float]
    evidence: list[str]


class SuggestionView(View):
    """One suggestion with the sums of the gate."""

    id: str
    text: str
    why: str
    category: str
    probability: float
    benefit: float
    cost_false_positive: float
    cost_false_negative: float
    utility: float
    propositions: list[str]
    observations: list[str]
    status: str
    created_at: datetime
    expires_at: datetime | None
    snoozed_until: datetime | None


class ModelView(View):
    """The language model, or that there is none.

    ``gpu_layers`` of ``layers`` + 1 (the output counts as one) are on a GPU, as llama.cpp said
    while it loaded. The speeds are of real calls, in tokens a second. ``remote`` says that prompts
    leave this machine.
    """

    name: str | None
    path: str | None
    device: str | None
    gpu_layers: int | None
    context: int | None
    note: str
    layers: int | None = None
    threads: int | None = None
    state: str = ""
    prompt_speed: float | None = None
    answer_speed: float | None = None
    endpoint: str | None = None
    remote: bool = False

    @property
    def running_on(self) -> str:
        """Where it runs and how fast, in words; the same on every screen."""
        if self.endpoint is not None:
            words = [f"at {self.endpoint}", *(["NOT ON THIS MACHINE"] if self.remote else [])]
        elif self.layers is not None:
            layers = f"{self.gpu_layers or 0} of {self.layers + 1} layers on a GPU"
            threads = f"{self.threads} thread{'' if self.threads == 1 else 's'}"
            words = [f"on {self.device}", layers, threads]
        else:
            words = [f"on {self.device}"] if self.device else []
        if self.context:
            words.append(f"context {self.context:,}")
        if self.answer_speed is not None:
            words.append(f"{self.answer_speed:.1f} tokens/s")
        if self.prompt_speed is not None:
            words.append(f"prompts {self.prompt_speed:.0f} tokens/s")
        if self.state not in {"", "ready"}:
            words.append(self.state)
        return ", ".join(words)

    @property
    def in_brief(self) -> str:
        """Device, layers and speed, for a line that holds more than this; may be empty."""
        words = [f"on {self.device}"] if self.device else []
        if self.layers is not None:
            words.append(f"{self.gpu_layers or 0}/{self.layers + 1} layers on GPU")
        if self.answer_speed is not None:
            words.append(f"{self.answer_speed:.1f} tokens/s")
        return ", ".join(words)


class EmbedderView(View):
    """Where vectors come from; ``note`` says so when the stand-in is used."""

    name: str
    dimension: int
    note: str


class ObservationCounts(View):
    """Observations by status; ``dropped`` never entered the ledger."""

    pending: int
    processed: int
    dropped: int
    dead: int


class JobView(View):
    """A job of the daemon; ``waits`` says what for, when it does."""

    name: str
    next_run: datetime | None
    last_run: datetime | None
    last_error: str | None
    waits: str = ""


class CaptureView(View):
    """Whether anything is captured: since when not, and until when (``None``: until told)."""

    mode: Literal["running", "paused", "incognito"] = "running"
    since: datetime | None = None
    until: datetime | None = None


class RuleView(View):
    """What is never recorded; ``default`` when everybody begins with it."""

    rule: str
    field: str
    default: bool


class ExplainedView(View):
    """What the gate would do with a sample: ``reason`` and ``rule`` when it is not kept."""

    kept: bool
    reason: str
    rule: str | None
    content: str | None
    redacted: list[str]
    sensitivity: str | None
    categories: list[str]


class ObserverView(View):
    """A source: whether it runs, how it does, and its counters since it was first enabled.

    ``state`` is ok, degraded, needs permission, unsupported or off; ``ms`` is the time that its
    looks took since the daemon started.
    """

    name: str
    enabled: bool
    state: str
    why: str
    remedy: str
    consent: str
    events: int
    drops: dict[str, int]
    ms: int
    last_error: str | None
    last_event_at: datetime | None


class ObserverTestView(View):
    """``observers test --json``: what would be recorded of what is there now; nothing was."""

    name: str
    state: str
    why: str
    remedy: str
    rows: list[ObservationView]
    dropped: dict[str, int]


class ResourcesView(View):
    """What the daemon takes of the machine, without and with the model's own process.

    ``cpu_percent`` is of one core, since the daemon started; sizes are resident memory.
    """

    cpu_percent: float
    memory_mb: float
    model_memory_mb: float
    memory_limit_mb: float


class StatusView(View):
    """One screen about everything."""

    version: str
    home: str
    encryption: str
    engine: str
    model: ModelView
    embedder: EmbedderView
    observations: ObservationCounts
    drops: dict[str, int]
    propositions: dict[str, int]
    suggestions: dict[str, int]
    observers: list[ObserverView]
    plugins: list[str]
    broken_plugins: list[str] = []
    capture: CaptureView = CaptureView()
    #: What reads images.
    images: str = ""
    jobs: list[JobView]
    resources: ResourcesView | None = None
    pid: int
    started_at: datetime


class ImportView(View):
    """``import --json``: rows = observations + sum of dropped."""

    rows: int
    observations: int
    dropped: dict[str, int]


class ObserveView(View):
    """``observe --json``: like an import, with the ids."""

    rows: int
    observations: int
    dropped: dict[str, int]
    ids: list[str]


class LearnView(View):
    """``learn --json``. ``tokens`` are prompt tokens; calls are of a language model."""

    batches: int
    observations: int
    outcomes: dict[str, int]
    audited_out: dict[str, int]
    output_dropped: dict[str, int]
    dead: int
    calls: int
    prompt_tokens: int
    completion_tokens: int
    pending: int


class ForgottenView(View):
    """``forget --json``. ``backups`` of ours had it, too, and were rewritten without it.

    ``removed`` are copies of ours that could not be read, and so went whole; ``left`` are those
    that were not reached, such as a newer version's.
    """

    observations: list[str]
    propositions: list[str]
    dry_run: bool
    backups: list[str] = []
    removed: list[str] = []
    left: list[str] = []


class BackupView(View):
    """``backup --json``. ``ours``: it is kept with the ledger, where ``forget`` reaches it."""

    path: str
    manifest: str
    key: str | None
    size: int
    made_at: datetime
    ours: bool


class ExportView(View):
    """Some lines of an export, without their ends."""

    lines: list[str]


class AuditView(View):
    """One entry of the audit log: who did what with which information, and why."""

    at: datetime
    actor: str
    action: str
    subject: str
    decision: str
    why: str


class PluginView(View):
    """A plugin or built-in tool; ``error`` when it could not be loaded."""

    name: str
    group: str
    distribution: str
    error: str | None


class CheckView(View):
    """One line of ``doctor``."""

    name: str
    ok: bool
    message: str
    remedy: str
    details: list[str] = []  # further lines, such as the rows of a table


class Progress(View):
    """A long call on its way: ``done`` of ``total`` (0 when unknown)."""

    type: Literal["progress"] = "progress"
    stage: str
    done: int
    total: int


class ChatText(View):
    """A piece of the answer."""

    type: Literal["text"] = "text"
    text: str


class ChatRecalled(View):
    """What the answer may rest on, before it starts."""

    type: Literal["recalled"] = "recalled"
    hits: list[HitView]


class ChatToolDone(View):
    """A tool ran; this is its receipt."""

    type: Literal["tool"] = "tool"
    tool: str
    summary: str
    undo: str


class ChatApproval(View):
    """The turn stopped before something that writes. Answer with ``chat.approve``.

    ``arguments`` are exactly what will run.
    """

    type: Literal["approval"] = "approval"
    thread: str
    tool: str
    arguments: dict[str, str | int | float | bool | None]
    undoable: bool


class ChatDone(View):
    """The end of the turn; ``cited`` are hit ids.

    ``note`` says why it was not the configured language model that answered; else it is empty.
    """

    type: Literal["done"] = "done"
    thread: str
    cited: list[str]
    text: str
    note: str = ""


ChatEventView = Annotated[
    ChatRecalled | ChatText | ChatToolDone | ChatApproval | ChatDone, Field(discriminator="type")
]
