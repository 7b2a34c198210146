"""The engine with no language model."""

from agent.engine.builtin.engine import BuiltinEngine

__all__ = ["BuiltinEngine"]
