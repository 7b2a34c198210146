"""How plain functions become nodes, the same way in all three graphs.

A node is ``(state, context) -> update``: no LangGraph in its signature, so that a test just calls
it. A node that talks while it works takes a third argument, a function that sends an event out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from langgraph.runtime import Runtime
from langgraph.typing import ContextT, NodeInputT, NodeInputT_contra

Update = dict[str, Any]
Emit = Callable[[Any], None]


class Node(Protocol[NodeInputT_contra, ContextT]):
    """What :meth:`langgraph.graph.StateGraph.add_node` takes."""

    def __call__(self, state: NodeInputT_contra, *, runtime: Runtime[ContextT]) -> Update:
        """Run the node."""


def node(function: Callable[[NodeInputT, ContextT], Update]) -> Node[NodeInputT, ContextT]:
    """A function of state and context as a LangGraph node."""

    def run(state: NodeInputT, *, runtime: Runtime[ContextT]) -> Update:
        return function(state, runtime.context)

    return run


def talking(
    function: Callable[[NodeInputT, ContextT, Emit], Update],
) -> Node[NodeInputT, ContextT]:
    """A node that also sends events through LangGraph's custom stream."""

    def run(state: NodeInputT, *, runtime: Runtime[ContextT]) -> Update:
        return function(state, runtime.context, runtime.stream_writer)

    return run
