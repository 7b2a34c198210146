"""The engine on a language model."""

from __future__ import annotations

from agent.engine.language.engine import LanguageEngine

__all__ = ["LanguageEngine"]
