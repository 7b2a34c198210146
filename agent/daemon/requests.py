"""What a client may ask for: the parameters of every method, checked at the border."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from agent.client.text import path_from_wire
from memory.types import (
    HitKind,
    PropositionKind,
    PropositionStatus,
    Sensitivity,
    SuggestionStatus,
    Verdict,
)

Text = Annotated[str, Field(min_length=1, max_length=100_000)]
Id = Annotated[str, Field(max_length=200)]
#: As the client's side sends it (:mod:`agent.client.text`).
FilePath = Annotated[str, Field(min_length=1, max_length=4096), AfterValidator(path_from_wire)]


class Params(BaseModel):
    """Parameters of a method; an unknown one is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Params):
    """For methods without parameters."""


class Observe(Params):
    """Rows with the field names of DESIGN §3, as they came: the gate judges them one by one.

    ``refused`` counts, by reason, what the client read and could not even make a row of;
    ``of_file`` says that the rows stand in a file, which may be read again.
    """

    rows: list[dict[str, object]]
    refused: dict[
        Annotated[str, Field(min_length=1, max_length=100)], Annotated[int, Field(ge=0)]
    ] = {}
    of_file: bool = False


class Import(Params):
    """An artefact on this machine and the importer that reads it."""

    format: str
    path: FilePath
    options: dict[str, str] = {}


class Learn(Params):
    """Whether to wait for it."""

    wait: bool = True


class Recall(Params):
    """As :meth:`memory.UserModel.recall`."""

    query: Text
    k: Annotated[int, Field(ge=1, le=1000)] = 10
    kinds: tuple[HitKind, ...] = ("proposition", "observation")
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    clearance: Sensitivity = "personal"


class JudgeHit(Params):
    """What the person says of a hit; ``None`` takes it back."""

    query: Text
    id: Id
    wanted: bool | None


class Propositions(Params):
    """Which propositions to list."""

    query: str | None = None
    status: tuple[PropositionStatus, ...] = ("active",)
    kind: PropositionKind | None = None
    limit: Annotated[int, Field(ge=1, le=100_000)] = 50


class One(Params):
    """One thing by its id."""

    id: Id


class Several(Params):
    """Things by their ids."""

    ids: list[Id] = Field(max_length=200)


class Add(Params):
    """A claim that the person makes."""

    text: Text
    confidence: Annotated[float, Field(gt=0, lt=1)] = 0.9


class Correct(Params):
    """What is true instead."""

    id: Id
    text: Text


class Retire(Params):
    """What is not true."""

    id: Id
    why: str = ""


class Pin(Params):
    """What must not go stale."""

    id: Id
    pinned: bool = True


class Undo(Params):
    """A change to take back."""

    change: int


class Suggestions(Params):
    """Which suggestions to list."""

    status: tuple[SuggestionStatus, ...] = ("shown",)


class Judge(Params):
    """What the person says about a suggestion."""

    id: Id
    verdict: Verdict
    until: AwareDatetime | None = None


class Ask(Params):
    """A turn of chat."""

    prompt: Text
    thread: Id | None = None


class Approve(Params):
    """The answer to a request for approval."""

    thread: Id
    approved: bool


class Forget(Params):
    """What to remove for good: one id or several, or at least one other criterion."""

    id: Id | Annotated[list[Id], Field(min_length=1, max_length=200)] | None = None
    match: Text | None = None
    source: Id | None = None
    person: Text | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    dry_run: bool = False


class Backup(Params):
    """Where to: a new file or a folder by its absolute path, our own folder without one."""

    path: FilePath | None = None
    with_key: bool = False


class Pause(Params):
    """How capture stops, and for how long; until told without a length."""

    mode: Literal["paused", "incognito"] = "paused"
    seconds: Annotated[float, Field(gt=0, le=366 * 86400)] | None = None


class Exclude(Params):
    """A rule of :mod:`agent.exclusions`."""

    rule: Annotated[str, Field(min_length=1, max_length=1000)]


class Explain(Params):
    """A sample with the field names of DESIGN §3."""

    row: dict[str, object]


class Audit(Params):
    """How many of the newest entries, or of those alone that tell what was given to somebody."""

    limit: Annotated[int, Field(ge=1, le=1_000_000)] = 100
    given: bool = False


class ObserverOn(Params):
    """An observer to enable, and options of its own to set (as TOML values or plain text)."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    options: dict[str, str] = {}


class ObserverOff(Params):
    """An observer to disable."""

    name: Annotated[str, Field(min_length=1, max_length=100)]


class ObserverTest(ObserverOn):
    """An observer to try without recording, with some options on top of the configured ones."""

    limit: Annotated[int, Field(ge=1, le=500)] = 20


class Doctor(Params):
    """Whether to rebuild the dense index too."""

    reindex: bool = False


Method = Literal[
    "status",
    "observe",
    "import",
    "learn",
    "recall",
    "judge",
    "propositions",
    "why",
    "history",
    "observations",
    "add",
    "confirm",
    "correct",
    "retire",
    "pin",
    "undo",
    "suggestions",
    "suggestion",
    "verdict",
    "ask",
    "approve",
    "forget",
    "backup",
    "export",
    "audit",
    "plugins",
    "doctor",
    "pause",
    "resume",
    "exclusions",
    "exclude",
    "include",
    "explain",
    "observers",
    "observer_enable",
    "observer_disable",
    "observer_test",
    "stop",
]

METHODS: dict[Method, type[Params]] = {
    "status": Nothing,
    "observe": Observe,
    "import": Import,
    "learn": Learn,
    "recall": Recall,
    "judge": JudgeHit,
    "propositions": Propositions,
    "why": One,
    "history": One,
    "observations": Several,
    "add": Add,
    "confirm": One,
    "correct": Correct,
    "retire": Retire,
    "pin": Pin,
    "undo": Undo,
    "suggestions": Suggestions,
    "suggestion": One,
    "verdict": Judge,
    "ask": Ask,
    "approve": Approve,
    "forget": Forget,
    "backup": Backup,
    "export": Nothing,
    "audit": Audit,
    "plugins": Nothing,
    "doctor": Doctor,
    "pause": Pause,
    "resume": Nothing,
    "exclusions": Nothing,
    "exclude": Exclude,
    "include": Exclude,
    "explain": Explain,
    "observers": Nothing,
    "observer_enable": ObserverOn,
    "observer_disable": ObserverOff,
    "observer_test": ObserverTest,
    "stop": Nothing,
}
