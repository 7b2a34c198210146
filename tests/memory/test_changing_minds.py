"""Whether what was said later comes first exactly where it says how it is now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from memory.embedding.minilm import LlamaEmbedder
from memory.retrieval import Weights
from tests.memory import changing_minds, same_matter
from tests.memory.changing_minds import Scene
from tests.support.embedding import minilm, model_cache, weights
from tests.support.recalling import NOW, Memory, chat, texts

__all__ = ["minilm", "model_cache", "weights"]


@dataclass(frozen=True, slots=True)
class Counted:
    """Scenes counted by what happened in them."""

    found: float
    moved_wrongly: int
    lost: int


@pytest.fixture
def memory(tmp_path: Path, minilm: LlamaEmbedder) -> Iterator[Memory]:
    """A memory of everything that is said in any scene of changing minds."""
    yield from remembering(tmp_path, minilm, changing_minds.TUNED + changing_minds.KEPT)


@pytest.fixture
def matters(tmp_path: Path, minilm: LlamaEmbedder) -> Iterator[Memory]:
    """A memory of everything that is said in any scene of the same matter."""
    yield from remembering(tmp_path, minilm, same_matter.TUNED + same_matter.KEPT)


def remembering(
    folder: Path, embedder: LlamaEmbedder, scenes: tuple[Scene, ...]
) -> Iterator[Memory]:
    """Everything that is said in some scenes, and nobody says who speaks."""
    opened = Memory(folder, embedder)
    for number, scene in enumerate(scenes):
        for days, said in ((60, scene.earlier), (30, scene.later)):
            then = NOW - timedelta(days=days) + timedelta(minutes=number)
            opened.observe(chat(said, thread=f"{number} {days}", observed_at=then))
    yield opened
    opened.close()


def counted(memory: Memory, scenes: tuple[Scene, ...]) -> Counted:
    """Ask every scene's question, with regard for what is newer and without."""
    found = moved_wrongly = lost = 0
    for scene in scenes:
        said = texts(memory.recall(scene.question, k=10))
        without = texts(memory.recall(scene.question, k=10, weights=Weights(recency=0)))
        later = _before(said, scene.later, scene.earlier)
        found += scene.changed and later
        moved_wrongly += (
            not scene.changed and later and not _before(without, scene.later, scene.earlier)
        )
        lost += scene.earlier not in said or (scene.changed and scene.later not in said)
    changes = sum(scene.changed for scene in scenes)
    return Counted(found / changes if changes else 0.0, moved_wrongly, lost)


def _before(said: list[str], first: str, second: str) -> bool:
    return first in said and first not in said[said.index(second) :] if second in said else True


def test_scenes_that_may_be_looked_at(memory: Memory) -> None:
    """Of twenty changes most are seen; of twenty scenes without one at most two are mistaken."""
    seen = counted(memory, changing_minds.TUNED)
    assert seen.found >= 0.7, seen
    assert seen.moved_wrongly <= 2, seen
    assert seen.lost <= 1, seen


def test_scenes_that_no_rule_was_made_with(memory: Memory) -> None:
    """The same of scenes that were only ever counted; before there were rules 4 and 3 were."""
    seen = counted(memory, changing_minds.KEPT)
    assert seen.found >= 0.8, seen
    assert seen.moved_wrongly <= 5, seen
    assert seen.lost <= 2, seen


def test_scenes_of_one_matter_and_of_others_that_may_be_looked_at(matters: Memory) -> None:
    """Of thirty-two changes most are seen; of twenty other matters few are mistaken for one."""
    seen = counted(matters, same_matter.TUNED)
    assert seen.found >= 0.8, seen
    assert seen.moved_wrongly <= 3, seen
    assert seen.lost <= 2, seen


def test_scenes_of_one_matter_and_of_others_that_were_only_counted(matters: Memory) -> None:
    """As many changes of the other half; before other things were told apart 15 were mistaken."""
    seen = counted(matters, same_matter.KEPT)
    assert seen.found >= 0.8, seen
    assert seen.moved_wrongly <= 8, seen
    assert seen.lost <= 2, seen
