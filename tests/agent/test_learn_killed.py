"""``kill -9`` at random moments of learning: nothing lost, nothing counted twice."""

from __future__ import annotations

import multiprocessing
import random
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from agent.checkpoints import open_checkpoints
from agent.learning import Learner
from memory.model import UserModel
from memory.types import Observation
from tests.agent.learn_child import START, SUBJECTS, engine, learn, open_model

#: Children are forked from a process that has imported everything, which takes seconds, once.
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["tests.agent.learn_child"])
#: Seconds that the child's engine thinks about a batch; most of a batch is spent elsewhere.
PAUSE = 0.005
KILLS = 4


def fill(model: UserModel) -> None:
    """A few weeks of liking things, in threads and out of them, and of running tests."""
    model.observe(
        [
            Observation(
                source="chat",
                content=f"I like {SUBJECTS[n % len(SUBJECTS)]}, say {n}",
                observed_at=START - timedelta(days=40, minutes=-n),
                thread=f"t{n // 6}" if n % 3 else None,
                position=n,
                origin="self-stated",
                external_id=str(n),
            )
            for n in range(60)
        ]
    )
    model.observe(
        [
            Observation(
                source="shell",
                content=f"I like {SUBJECTS[0]}, say make test {n}",
                observed_at=START - timedelta(days=n),
                kind="event",
                external_id=str(n),
            )
            for n in range(1, 9)
        ]
    )


def believed(model: UserModel) -> dict[str, tuple[float, list[str]]]:
    """Every claim with its confidence and the observations that support it."""
    return {
        each.text: (
            round(each.confidence, 9),
            sorted(item.observation for item in model.evidence(each.id)),
        )
        for each in model.propositions(limit=100)
    }


def killed_after(directory: Path, seconds: float | None) -> bool:
    """Run a child; kill it that long after it began to learn. True when it finished before."""
    ours, theirs = SERVER.Pipe()
    child = SERVER.Process(target=learn, args=(directory, PAUSE, theirs))
    child.start()
    theirs.close()
    assert ours.poll(60)
    assert ours.recv() == "ready"
    if seconds is not None:
        child.join(seconds)
        child.kill()
    child.join(60)
    try:
        return bool(ours.recv() == "done")
    except EOFError:
        return False
    finally:
        ours.close()
        child.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_random_moments_it_ends_where_an_undisturbed_run_ends(tmp_path: Path) -> None:
    """Every observation is processed once; evidence and audit are as if never killed."""
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    for directory in (calm, rough):
        with open_model(directory) as model:
            fill(model)
    with open_model(calm) as model:
        checkpoints = open_checkpoints(model)
        report = Learner(model, engine(0), checkpoints, lambda: START).run()
        checkpoints.close()
        expected, decisions = believed(model), len(model.audit(limit=10_000))
    assert report.observations == 68

    chance = random.Random()
    finished = [killed_after(rough, chance.uniform(0.02, 0.4)) for _ in range(KILLS)]
    assert not all(finished), "it was killed at least once"
    assert killed_after(rough, None)

    with open_model(rough) as model:
        counts = model.counts().observations
        assert (counts["pending"], counts["dead"], counts["processed"]) == (0, 0, 68)
        assert believed(model) == expected
        assert len(model.audit(limit=10_000)) == decisions
        assert model.check() == []
        checkpoints = open_checkpoints(model)
        assert checkpoints.threads() == []
        checkpoints.close()
