"""The chat graph: one turn of conversation.

::

    START ─▶ recall ─▶ answer ─┬───────────────▶ keep ─▶ END
                         ▲     └─▶ act ─┐
                         └──────────────┘   once at most

``recall`` looks up what the question is about, ``answer`` streams the engine's answer, ``act``
runs the one tool it may ask for, and ``keep`` stores the answer where nothing is inferred from it.
A tool that writes stops at an :func:`interrupt` with its exact arguments; the turn goes on when the
person has answered, in another process if need be.

The state holds ids of what was said, never the conversation itself: what the person has forgotten
is gone from here too. A turn's own text is cleared when the turn ends, and sooner where something
that it was given is forgotten meanwhile: then nothing of the answer is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

from langgraph.graph import END, START, StateGraph
from langgraph.types import interrupt

from agent.engine.port import (
    ChatMessage,
    ChatRequest,
    Engine,
    Finished,
    TextDelta,
    ToolCall,
    ToolSpec,
)
from agent.graphs.claiming import UNBACKED, claims_to_have_done
from agent.graphs.given import Known, is_left, left
from agent.graphs.plain import Plain, plain_hit, read_hit
from agent.graphs.wiring import Emit, Update, talking
from agent.wire import ChatDone, ChatRecalled, ChatText, ChatToolDone, HitView
from memory.errors import GumptionError
from memory.retrieval.replies import EMPTY, asks_for_reply
from memory.types import (
    AuditEntry,
    ContextValue,
    Draft,
    Hit,
    Labels,
    Observation,
    Reconciliation,
    Sensitivity,
)
from tools.contract import Reader, Receipt, ToolContext, describe
from tools.registry import Registry
from tools.running import check_arguments, check_clearance, run_tool, shown_arguments

if TYPE_CHECKING:
    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.graph.state import CompiledStateGraph

SOURCE = "chat"
HITS = 8
#: Messages of the conversation so far that the engine is shown.
HISTORY = 16
FORGOTTEN = "(Something that this answer rests on was forgotten meanwhile, so it is not kept.)"


class Cancelled(Exception):
    """The person hung up; raised inside the graph and caught by :mod:`agent.chatting`."""


class Ledger(Reader, Known, Protocol):
    """The part of :class:`memory.UserModel` that chatting needs."""

    def observe(self, observations: Sequence[Observation]) -> list[str]:
        """See :meth:`memory.UserModel.observe`."""

    def reconcile(
        self, drafts: Sequence[Draft], *, settles: Sequence[str] = (), actor: str = "library"
    ) -> list[Reconciliation]:
        """See :meth:`memory.UserModel.reconcile`."""

    def forget(self, *, id: str) -> object:
        """See :meth:`memory.UserModel.forget`."""

    def write_audit(self, entries: Sequence[AuditEntry]) -> None:
        """See :meth:`memory.UserModel.write_audit`."""

    def state(self, key: str) -> str | None:
        """See :meth:`memory.UserModel.state`."""

    def set_state(self, key: str, value: str) -> None:
        """See :meth:`memory.UserModel.set_state`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatContext:
    """What the nodes work with; never part of a checkpoint.

    ``admit`` is the gate: the observation as it may be kept, or None. ``cancelled`` is asked
    between the pieces of an answer.
    """

    model: Ledger
    engine: Engine
    tools: Registry
    clock: Callable[[], datetime]
    admit: Callable[[Observation], Observation | None]
    notes: Path
    clearance: Sensitivity
    cancelled: Callable[[], bool]


class ChatState(TypedDict, total=False):
    """Ids and plain data only. ``prompt`` to ``gone`` belong to the turn that is running."""

    thread: str
    history: list[str]
    position: int
    prompt: str
    asked: str
    hits: list[Plain]
    text: str
    cited: list[str]
    call: Plain
    result: Plain
    wrote: bool
    empty: bool
    gone: bool


def turn(thread: str, prompt: str) -> ChatState:
    """The input of a turn: everything of the one before is cleared."""
    return {
        "thread": thread,
        "prompt": prompt,
        "asked": "",
        "hits": [],
        "text": "",
        "cited": [],
        "call": {},
        "result": {},
        "wrote": False,
        "empty": False,
        "gone": False,
    }


def build(
    checkpointer: BaseCheckpointSaver[Any] | None = None,
) -> CompiledStateGraph[ChatState, ChatContext, ChatState, ChatState]:
    """The compiled graph; run it with a :class:`ChatContext` as ``context``."""
    graph = StateGraph(ChatState, context_schema=ChatContext)
    graph.add_node("recall", talking(recall))
    graph.add_node("answer", talking(answer))
    graph.add_node("act", talking(act))
    graph.add_node("keep", talking(keep))
    graph.add_edge(START, "recall")
    graph.add_edge("recall", "answer")
    graph.add_conditional_edges("answer", after_answer, ["act", "keep"])
    graph.add_edge("act", "answer")
    graph.add_edge("keep", END)
    return graph.compile(checkpointer=checkpointer, name="chat")


def recall(state: ChatState, context: ChatContext, emit: Emit) -> Update:
    """Look up what the question is about, then keep the question as an observation."""
    prompt, position = state["prompt"], state.get("position", 0)
    found = context.model.recall(prompt, k=3 * HITS, clearance=context.clearance)
    hits = _not_talk(prompt, found, context)[:HITS]
    asked = _keep_message(state, context, prompt, {"role": "user"}, position=position)
    emit(ChatRecalled(hits=[hit_view(each) for each in hits]))
    return {
        "hits": [plain_hit(each) for each in hits],
        "asked": asked,
        "position": position + 1,
        # What was forgotten before this turn is not forgotten during it.
        "history": left(context.model, state.get("history", [])),
    }


def _not_talk(query: str, hits: Sequence[Hit], context: ChatContext) -> list[Hit]:
    """Hits without what was merely asked before, or answered by an assistant.

    The best match of a question is the same question asked yesterday; it answers nothing, and an
    answer that leans on an earlier answer is an echo, unless that is what the question is about.
    """
    replies = asks_for_reply(query)
    ids = [hit.id for hit in hits if hit.kind == "observation"]
    seen = {each.id: each for each in context.model.observations(ids=ids, limit=len(ids) or 1)}

    def talk(hit: Hit) -> bool:
        one = seen.get(hit.id)
        if one is None or "role" not in one.context:
            return False
        if one.context["role"] == "assistant":
            return not replies
        return one.content.rstrip().endswith("?")

    return [hit for hit in hits if not talk(hit)]


@dataclass(frozen=True, slots=True)
class _Answers:
    """Memory as a tool sees it: by the time it looks, the question itself is in there too."""

    context: ChatContext

    def recall(
        self, query: str, *, k: int = 10, clearance: Sensitivity = "personal"
    ) -> Sequence[Hit]:
        """See :meth:`memory.UserModel.recall`; without talk."""
        found = self.context.model.recall(query, k=k + HITS, clearance=clearance)
        return _not_talk(query, found, self.context)[:k]


def answer(state: ChatState, context: ChatContext, emit: Emit) -> Update:
    """Stream the engine's answer; note the tool call it ends with, if it does."""
    specs = () if state["result"] else _specs(context)
    request = ChatRequest(
        messages=_messages(state, context),
        hits=tuple(read_hit(each) for each in state["hits"]),
        tools=specs,
        now=context.clock(),
    )
    text, cited, call, empty = "", list(state["cited"]), Plain(), False
    events = context.engine.chat(request)
    try:
        for event in events:
            if context.cancelled():
                raise Cancelled
            if isinstance(event, TextDelta):
                if not text and state["text"]:
                    text = "\n\n"
                    emit(ChatText(text=text))
                text += event.text
                emit(ChatText(text=event.text))
            elif isinstance(event, ToolCall):
                if specs and not call:
                    call = {"id": event.id, "name": event.name, "arguments": dict(event.arguments)}
            elif isinstance(event, Finished):
                cited += event.cited
                empty = event.empty
    finally:
        close = getattr(events, "close", None)
        if close is not None:
            close()
    if _is_gone(state, context):
        # A checkpoint is made of what a node leaves behind.
        return {**_cleared(state), "text": "", "gone": True, "asked": state["asked"]}
    return {"text": state["text"] + text, "cited": cited, "call": call, "empty": empty}


def after_answer(state: ChatState) -> str:
    """A tool is run once a turn at most."""
    return "act" if state["call"] and not state["result"] else "keep"


def act(state: ChatState, context: ChatContext, emit: Emit) -> Update:
    """Run the tool that was asked for; one that writes waits for the person first.

    The node runs again from its start when the person has answered, so everything before the
    interrupt has no effects.
    """
    name, given = str(state["call"]["name"]), state["call"]["arguments"]
    try:
        tool = context.tools.get(name)
        check_clearance(tool, context.clearance)
        arguments = shown_arguments(check_arguments(tool, given))
    except GumptionError as error:
        return {"result": _not_run(error.message)}
    writes = tool.permission == "write"
    if writes:
        said = interrupt({"tool": name, "arguments": arguments, "undoable": tool.undoable})
        if said["arguments"] != arguments:
            return {"result": _not_run("what would run is no longer what was shown")}
        if not said["approved"]:
            _audit(context, name, "refused", "the person said no")
            return {"result": _not_run("the person said no")}
        if not _first_time(state, context, arguments):
            return {"result": _not_run("it was started before and may or may not have finished")}
    try:
        receipt = run_tool(
            tool,
            arguments,
            ToolContext(
                memory=_Answers(context),
                clearance=context.clearance,
                now=context.clock(),
                notes=context.notes,
            ),
            approved=writes,
            write_audit=lambda entry: context.model.write_audit([entry]),
        )
    except GumptionError as error:
        return {"result": _not_run(error.message)}
    emit(ChatToolDone(tool=name, summary=receipt.summary, undo=receipt.undo))
    return {"result": _ran(receipt, context), "wrote": writes}


def keep(state: ChatState, context: ChatContext, emit: Emit) -> Update:
    """Store the answer so that it is remembered as said, and never as true."""
    if state.get("gone") or _is_gone(state, context):
        return _keep_nothing(state, context, emit)
    text = state["text"]
    if not state["wrote"] and claims_to_have_done(text):
        # A model says "I've saved it" easily. Only a receipt makes it so.
        text += UNBACKED
        emit(ChatText(text=UNBACKED))
    known = {each["id"] for each in state["hits"]} | set(state["result"].get("cited", ()))
    cited = [each for each in dict.fromkeys(state["cited"]) if each in known]
    position = state["position"]
    about: dict[str, ContextValue] = {"role": "assistant"}
    if state.get("empty"):
        about[EMPTY] = True
    said = _keep_message(state, context, text, about, position=position)
    if said and _is_gone(state, context):
        # To keep it had to wait for a forgetting that was under way.
        context.model.forget(id=said)
        return _keep_nothing(state, context, emit)
    emit(ChatDone(thread=state["thread"], cited=cited, text=text))
    history = [*state.get("history", []), *(each for each in (state["asked"], said) if each)]
    return {**_cleared(state), "history": history[-HISTORY:], "position": position + 1}


def _keep_nothing(state: ChatState, context: ChatContext, emit: Emit) -> Update:
    """End a turn of which something was forgotten meanwhile: the question stays, if it is there."""
    text = f"{state['text']}\n\n{FORGOTTEN}".lstrip()
    emit(ChatText(text=f"\n\n{FORGOTTEN}"))
    emit(ChatDone(thread=state["thread"], cited=[], text=text))
    asked = [state["asked"]] if state["asked"] else []
    history = left(context.model, [*state.get("history", []), *asked])
    return {**_cleared(state), "history": history[-HISTORY:]}


def _cleared(state: ChatState) -> ChatState:
    return turn(state["thread"], "")


def _is_gone(state: ChatState, context: ChatContext) -> bool:
    """Whether anything that the turn was given is there no more."""
    asked = [state["asked"]] if state["asked"] else []
    given = [*state.get("history", []), *asked, *state["result"].get("cited", ())]
    return not is_left(context.model, given, state["hits"])


def hit_view(hit: Hit) -> HitView:
    """A hit as it goes over the socket."""
    return HitView(
        id=hit.id,
        kind=hit.kind,
        text=hit.text,
        score=hit.score,
        confidence=hit.confidence,
        parts=dict(hit.parts),
        evidence=list(hit.evidence),
    )


def _keep_message(
    state: ChatState,
    context: ChatContext,
    text: str,
    about: Mapping[str, ContextValue],
    *,
    position: int,
) -> str:
    """Store what was said; its id, or empty when there is nothing to keep."""
    if not text.strip():
        return ""
    mine = about["role"] == "user"
    observation = context.admit(
        Observation(
            source=SOURCE,
            content=text,
            observed_at=context.clock(),
            thread=state["thread"],
            position=position,
            context=about,
            origin="self-stated" if mine else "third-party content",
            # An answer may repeat anything that was recalled for it.
            labels=Labels() if mine else Labels().join(Labels(context.clearance)),
            external_id=f"{state['thread']}:{position}:{_digest(text)}",
        )
    )
    if observation is None:
        return ""
    (kept,) = context.model.observe([observation])
    if not mine:
        context.model.reconcile([], settles=[kept], actor="chat")
    return kept


def _messages(state: ChatState, context: ChatContext) -> tuple[ChatMessage, ...]:
    ids = state.get("history", [])
    found = {each.id: each for each in context.model.observations(ids=ids, limit=len(ids) or 1)}
    messages = [
        ChatMessage(
            role="assistant" if found[one].context.get("role") == "assistant" else "user",
            content=found[one].content,
        )
        for one in ids
        if one in found
    ]
    messages.append(ChatMessage(role="user", content=state["prompt"]))
    if state["result"]:
        call = ToolCall(
            id=str(state["call"]["id"]),
            name=str(state["call"]["name"]),
            arguments=state["call"]["arguments"],
        )
        messages += [
            ChatMessage(role="assistant", content=state["text"], tool_call=call),
            ChatMessage(role="tool", content=str(state["result"]["output"]), tool_call=call),
        ]
    return tuple(messages)


def _specs(context: ChatContext) -> tuple[ToolSpec, ...]:
    return tuple(
        ToolSpec(
            name=name,
            description=loaded.tool.description,
            parameters=describe(loaded.tool),
            writes=loaded.tool.permission == "write",
        )
        for name, loaded in context.tools.tools.items()
    )


def _first_time(state: ChatState, context: ChatContext, arguments: Mapping[str, object]) -> bool:
    """Note that a writing tool starts; False when it had started before the process died."""
    key = f"chat.acting.{state['thread']}"
    token = f"{state['position']}:{_digest(json.dumps(arguments, sort_keys=True))}"
    if context.model.state(key) == token:
        return False
    context.model.set_state(key, token)
    return True


def _not_run(why: str) -> Plain:
    return {"output": f"The tool did not run: {why}. Nothing was changed.", "cited": []}


def _ran(receipt: Receipt, context: ChatContext) -> Plain:
    return {"output": receipt.output, "cited": left(context.model, receipt.cited)}


def _audit(context: ChatContext, tool: str, decision: str, why: str) -> None:
    entry = AuditEntry(
        at=context.clock(),
        actor="tools",
        action=f"run {tool}",
        subject=tool,
        decision=decision,
        why=why,
    )
    context.model.write_audit([entry])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
