"""Conversation: turns, approvals, and hanging up.

:class:`Chat` runs the chat graph and gives its events as they go over the socket. A conversation is
a checkpoint thread; it outlives the process, so that a question about approval can be answered
after a restart.
"""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, cast

from langgraph.types import Command

from agent.checkpoints import CONVERSATION, Checkpoints, thread_config
from agent.engine.port import Engine
from agent.graphs import chat
from agent.wire import ChatApproval, ChatEventView
from memory.errors import InvalidInput
from memory.types import Observation, Sensitivity
from tools.registry import Registry

#: About five thousand words; more is an import, not a question.
LONGEST_PROMPT = 30_000

_THREAD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Admitting(Protocol):
    """What the gate gives back, as far as a message needs it."""

    @property
    def kept(self) -> list[Observation]:
        """What passed."""


class Gate(Protocol):
    """The part of :class:`agent.gate.Gate` that a message goes through."""

    def admit(self, observations: Iterable[Observation], now: datetime) -> Admitting:
        """See :meth:`agent.gate.Gate.admit`."""


class Chat:
    """Conversations with the user model.

    Args:
        model: The user model.
        engine: What answers.
        tools: What it may call.
        checkpointer: Where conversations keep their place.
        clock: The time.
        gate: What every message passes before it is kept.
        notes: Folder that the note tool writes to.
        clearance: The most sensitive memory that an answer may use.
        new_thread: Names a new conversation.
    """

    def __init__(
        self,
        model: chat.Ledger,
        engine: Engine,
        tools: Registry,
        checkpointer: Checkpoints,
        clock: Callable[[], datetime],
        *,
        gate: Gate,
        notes: Path,
        clearance: Sensitivity = "personal",
        new_thread: Callable[[], str] = lambda: uuid.uuid4().hex[:12],
    ) -> None:
        self._model = model
        self._engine = engine
        self._tools = tools
        self._checkpoints = checkpointer
        self._clock = clock
        self._gate = gate
        self._notes = notes
        self._clearance = clearance
        self._new_thread = new_thread
        self._graph = chat.build(checkpointer)
        self._busy: set[str] = set()
        self._busy_lock = threading.Lock()

    def ask(self, prompt: str, thread: str | None = None) -> Iterator[ChatEventView]:
        """One turn. The events are made as they are read; closing the iterator cancels the turn.

        Args:
            prompt: What the person says.
            thread: The conversation; a new one when not given.

        Returns:
            What was recalled, pieces of text, a tool's receipt, and either the end of the turn or
            a question for approval.

        Raises:
            InvalidInput: the prompt is empty, too long or not text, or the conversation waits for
                an approval; while reading: it is still answering.
            ModelError: the engine failed (raised while reading).
        """
        said = _checked(prompt)
        name = self._named(thread or self._new_thread())
        if self.waiting(name) is not None:
            raise InvalidInput(
                "This conversation waits for your answer about a tool",
                hint="approve or refuse it first",
            )
        return self._run(name, chat.turn(name, said))

    def approve(self, thread: str, *, approved: bool) -> Iterator[ChatEventView]:
        """Answer what :class:`~agent.wire.ChatApproval` asked; the turn goes on.

        Raises:
            InvalidInput: nothing waits in this conversation.
        """
        name = self._named(thread)
        asked = self.waiting(name)
        if asked is None:
            raise InvalidInput(
                "Nothing waits for approval in this conversation", hint="ask again instead"
            )
        arguments = self._interrupts(name)[0]["arguments"]
        return self._run(name, Command(resume={"approved": approved, "arguments": arguments}))

    def waiting(self, thread: str) -> ChatApproval | None:
        """What a conversation waits for, if it does."""
        found = self._interrupts(thread)
        if not found:
            return None
        arguments = {
            key: value if isinstance(value, str | int | float | bool | None) else repr(value)
            for key, value in found[0]["arguments"].items()
        }
        return ChatApproval(
            thread=thread,
            tool=found[0]["tool"],
            arguments=arguments,
            undoable=found[0]["undoable"],
        )

    def _interrupts(self, thread: str) -> list[Any]:
        snapshot = self._graph.get_state(thread_config(CONVERSATION + thread))
        return [each.value for each in snapshot.interrupts]

    def _named(self, thread: str) -> str:
        if not _THREAD.fullmatch(thread):
            raise InvalidInput(
                f"{thread!r:.90} cannot name a conversation",
                hint="letters, digits, dots, colons and dashes, 80 at most",
            )
        return thread

    def _run(self, thread: str, given: chat.ChatState | Command[Any]) -> Iterator[ChatEventView]:
        with self._busy_lock:
            if thread in self._busy:
                raise InvalidInput(
                    "This conversation is still answering", hint="wait, or cancel the answer"
                )
            self._busy.add(thread)
        hung_up = threading.Event()
        context = chat.ChatContext(
            model=self._model,
            engine=self._engine,
            tools=self._tools,
            clock=self._clock,
            admit=self._admit,
            notes=self._notes,
            clearance=self._clearance,
            cancelled=hung_up.is_set,
        )
        stream = self._graph.stream(
            given,
            thread_config(CONVERSATION + thread),
            context=context,
            stream_mode="custom",
            durability="sync",
        )
        ended = False
        try:
            yield from cast("Iterator[ChatEventView]", stream)
            ended = True
            waiting = self.waiting(thread)
            # Older checkpoints hold the text of turns that are over.
            self._checkpoints.keep_newest(CONVERSATION + thread)
            if waiting is not None:
                yield waiting
        except chat.Cancelled:
            return
        finally:
            hung_up.set()
            try:
                # What was approved, and has not run yet, can be approved again.
                again = isinstance(given, Command) and self.waiting(thread) is not None
                if not (ended or again):
                    self._give_up(thread)
            finally:
                with self._busy_lock:
                    self._busy.discard(thread)

    def _give_up(self, thread: str) -> None:
        """Clear the text of a turn that was cancelled or failed: nobody will take it up again."""
        config = thread_config(CONVERSATION + thread)
        self._graph.update_state(config, chat.turn(thread, ""), as_node="keep")
        self._checkpoints.keep_newest(CONVERSATION + thread)

    def _admit(self, observation: Observation) -> Observation | None:
        kept = self._gate.admit([observation], self._clock()).kept
        return kept[0] if kept else None


def _checked(prompt: str) -> str:
    said = _CONTROL.sub("", prompt.replace("\r\n", "\n")).strip()
    if not said:
        raise InvalidInput("There is nothing to answer", hint="write a question")
    if len(said) > LONGEST_PROMPT:
        raise InvalidInput(
            f"The question is {len(said):,} characters long; {LONGEST_PROMPT:,} are the most",
            hint="import long text with gumption import or observe, then ask about it",
        )
    try:
        said.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput("The question is not valid text", hint="send UTF-8") from error
    return said
