"""Makes what runs the learn, suggest and chat graphs, out of the parts that they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from agent.config import Config
from agent.disclosure import Disclosures, Witnessed
from agent.gate import Gate
from agent.home import Home
from agent.initiative import Settings
from tools.registry import Registry

if TYPE_CHECKING:
    from agent.chatting import Chat
    from agent.checkpoints import Checkpoints
    from agent.daemon.engines import SharedEngine
    from agent.engine.builtin import BuiltinEngine
    from agent.learning import Learner
    from agent.suggesting import Suggester
    from memory import UserModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphs:
    """Each method makes one anew. To import LangGraph takes a second, so that is done in them.

    Attributes:
        engine: What thinks.
        builtin: What counts events, whichever engine thinks.
        disclosures: Where it is written down what each model was given.
    """

    home: Home
    config: Config
    model: UserModel
    engine: SharedEngine
    builtin: BuiltinEngine
    disclosures: Disclosures
    registry: Registry
    checkpoints: Checkpoints
    gate: Gate
    clock: Callable[[], datetime]

    def learner(self) -> Learner:
        """What learns from observations that are pending."""
        from agent.learning import Learner

        return Learner(
            self.model,
            self._witnessed(),
            self.checkpoints,
            self.clock,
            statistics=self.builtin,
            see=lambda image: self.gate.read_image(image, self.clock()),
        )

    def suggester(self) -> Suggester:
        """What looks for something worth suggesting."""
        from agent.suggesting import Suggester

        return Suggester(
            self.model,
            self._witnessed(),
            self.checkpoints,
            self.clock,
            suggest_settings(self.config),
        )

    def chat(self) -> Chat:
        """What answers the person."""
        from agent.chatting import Chat

        return Chat(
            self.model,
            self._witnessed(),
            self.registry,
            self.checkpoints,
            self.clock,
            gate=self.gate,
            notes=self.home.notes,
            clearance=self.config.privacy.clearance,
        )

    def traceless_chat(self) -> Chat:
        """What answers the person and keeps nothing of it."""
        from agent.chatting import Chat
        from agent.incognito import Traceless, traceless_checkpoints

        return Chat(
            Traceless(self.model),
            self.engine,
            self.registry,
            traceless_checkpoints(),
            self.clock,
            gate=Gate(),  # nothing that passes it is kept
            notes=self.home.notes,
            clearance=self.config.privacy.clearance,
        )

    def _witnessed(self) -> Witnessed:
        return Witnessed(self.engine, self.disclosures)


def suggest_settings(config: Config) -> Settings:
    """The configuration as the suggestion gate takes it."""
    section = config.suggest
    return Settings(
        daily_budget=section.daily_budget,
        per_minute=section.per_minute,
        burn_in=timedelta(hours=section.burn_in_hours),
        quiet_hours=section.quiet,
        clearance=config.privacy.clearance,
    )
