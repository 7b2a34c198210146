"""A process that learns until it is killed, with a deterministic engine.

It is forked by :mod:`multiprocessing`'s fork server, which has imported this module (and with it
everything slow) once.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import chromadb  # noqa: F401 - imported before the fork
import langgraph.checkpoint.sqlite  # noqa: F401

from agent.checkpoints import open_checkpoints
from agent.learning import Learner
from memory.embedding import HashedEmbedder
from memory.keys import SystemKeys
from memory.model import UserModel
from memory.types import Draft, Observation
from tests.support.fake_engine import FakeEngine, claim

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SUBJECTS = (
    "oolong tea", "chamber music", "long walks", "old maps", "sour cherries", "night trains",
    "paper letters", "river swimming",
)  # fmt: skip


def draft(observation: Observation) -> Draft:
    """Every observation supports the claim that its subject is liked."""
    subject = observation.content.removeprefix("I like ").rsplit(",", 1)[0]
    return claim(f"Likes {subject}", observation.id, confidence=0.6)


def habit(events: list[Observation]) -> list[Draft]:
    """One habit of all events."""
    return [claim("Often runs tests", *(each.id for each in events))] if events else []


def open_model(directory: Path) -> UserModel:
    """The same model in every process, on the real index."""
    return UserModel.open(
        directory,
        embedder=HashedEmbedder(),
        keys=SystemKeys(keyring=lambda: None),
        clock=lambda: START,
    )


def engine(pause: float) -> FakeEngine:
    """Thinks for that many seconds about every batch."""

    def think(_request: object) -> None:
        time.sleep(pause)

    made = FakeEngine(batch_size=4, drafting=draft, failing=think)
    return replace(made, reflecting=lambda events: habit(list(events)))


def learn(directory: Path, pause: float, parent: Connection) -> None:
    """Learn everything that is pending; tell the parent when it begins and when it is done."""
    with open_model(directory) as model:
        model.neighbours(["warm up"], k=1)
        checkpoints = open_checkpoints(model)
        parent.send("ready")
        Learner(model, engine(pause), checkpoints, lambda: START).run()
        checkpoints.close()
    parent.send("done")
