"""A home to back up, how it is put back, and what it answers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from memory import (
    Proposition,
)
from memory.model import UserModel
from memory.restore import restore
from tests.support.models import START, file_keys, open_model, said


def filled(directory: Path, *, plain: bool = False) -> UserModel:
    """A model that knows of a journey and of tea."""
    model = open_model(directory, plain=plain)
    trip, tea = model.observe(
        [said("I flew to Zanzibar", at=START - timedelta(days=1)), said("I love tea")]
    )
    model.add(Proposition(text="Has been to Zanzibar"), [trip])
    model.add(Proposition(text="Likes tea"), [tea])
    return model


def answers(model: UserModel) -> object:
    """What a person would notice if it were another memory."""
    model.reindex()  # the index of these tests does not outlive its model
    known = model.propositions(limit=1000)
    return (
        model.counts(),
        model.observations(limit=1000),
        known,
        [(model.evidence(each.id), model.history(each.id)) for each in known],
        [(hit.id, hit.score) for hit in model.recall("Zanzibar tea")],
    )


def put_back(home: Path, backup: Path) -> Path | None:
    """Restore; returns the folder with what was there before."""
    return restore(home, backup, now=START, keys=file_keys()).aside
