"""Images are read before their batch: late, once, and without holding anything else up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from agent.checkpoints import Checkpoints
from agent.images import UNREAD
from agent.learning import LOOKS, Learner
from agent.learning_run import LearnReport
from memory import Observation, UserModel
from tests.support.checkpointing import checkpoints_in
from tests.support.fake_engine import FakeEngine
from tests.support.models import START, open_model


class Killed(BaseException):
    """The end of the process, as far as a test can have one."""


class Room:
    """A ledger, an engine that remembers what it was shown, and a reader of images."""

    def __init__(self, model: UserModel, checkpoints: Checkpoints) -> None:
        self.model, self.checkpoints = model, checkpoints
        self.engine = FakeEngine()
        self.says: dict[str, str | BaseException] = {}
        self.looked: list[str] = []

    def see(self, image: Observation) -> Observation | str:
        """The words in an image, or why there are none."""
        self.looked.append(image.content)
        said = self.says.get(image.content, UNREAD)
        if isinstance(said, BaseException):
            raise said
        if said.startswith("Says"):
            return Observation(source=image.source, content=said, kind="text")
        return said

    def observe(self, *contents: str) -> list[str]:
        """Texts, and images where a content looks like one."""
        return self.model.observe(
            [
                Observation(
                    source="screen",
                    content=content,
                    kind="image" if content.endswith(".png") else "text",
                    observed_at=START + timedelta(seconds=at),
                )
                for at, content in enumerate(contents)
            ]
        )

    def learn(self) -> LearnReport:
        """One run."""
        return Learner(
            self.model,
            self.engine,
            self.checkpoints,
            lambda: START,
            sleep=lambda _seconds: None,
            see=self.see,
        ).run()

    @property
    def shown(self) -> list[str]:
        """What the engine was shown, over all batches."""
        return [one.content for asked in self.engine.learned for one in asked.observations]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """All of it, in temporary folders."""
    checkpoints = checkpoints_in(tmp_path)
    with open_model(tmp_path / "ledger") as model:
        yield Room(model, checkpoints)
    checkpoints.close()


def test_an_image_is_learnt_from_as_the_words_in_it(room: Room) -> None:
    """In its place in the order of things; the engine never sees where it lay."""
    room.observe("before", "a.png", "after")
    room.says["a.png"] = "Says hello"
    report = room.learn()

    assert room.shown == ["before", "Says hello", "after"]
    assert (report.observations, report.pending) == (3, 0)


def test_an_image_that_says_nothing_is_a_counted_drop(room: Room) -> None:
    """In the report and for good."""
    room.observe("a.png", "after")
    room.says["a.png"] = "nothing in the image"
    report = room.learn()

    assert room.shown == ["after"]
    assert report.output_dropped == {"nothing in the image": 1}
    assert room.model.counts().drops == {"nothing in the image": 1}


def test_an_image_that_cannot_be_read_waits_then_goes(room: Room) -> None:
    """Something else may have been wrong; what came with it is learnt from meanwhile."""
    room.observe(*(f"{at}.png" for at in range(9)), "after")
    first = room.learn()
    assert (room.shown, first.pending, first.output_dropped) == (["after"], 9, {})
    for _ in range(LOOKS - 1):
        last = room.learn()

    assert (last.pending, last.output_dropped) == (0, {UNREAD: 9})
    assert len(room.looked) == 9 * LOOKS


def test_killed_while_it_reads_it_reads_again(room: Room) -> None:
    """Nothing is lost and nothing counted twice; one that always kills is dropped in the end."""
    room.observe("a.png", "after")
    room.says["a.png"] = Killed()
    for _ in range(LOOKS):
        with pytest.raises(Killed):
            room.learn()
    assert room.model.counts().drops == {}
    report = room.learn()

    assert report.output_dropped == {UNREAD: 1}
    assert room.model.counts().drops == {UNREAD: 1}
    assert room.shown == ["after"]


def test_what_is_forgotten_while_it_is_read_does_not_come_back(room: Room) -> None:
    """The reader takes a minute; the person is quicker."""
    (image,) = room.observe("a.png")
    see = room.see

    def forgetful(seen: Observation) -> Observation | str:
        room.model.forget(id=image)
        return see(seen)

    room.says["a.png"] = "Says too late"
    room.see = forgetful  # type: ignore[assignment,method-assign]
    report = room.learn()

    assert (room.shown, report.pending) == ([], 0)
    assert room.model.counts().observations.get("pending", 0) == 0
