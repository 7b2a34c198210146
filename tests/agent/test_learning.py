"""The learner: batches, failures, crashes between nodes, and habits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from agent.checkpoints import Checkpoints
from agent.engine.port import LearnRequest
from agent.learning import Learner
from agent.learning_run import BROKEN_AFTER
from agent.wire import Progress
from memory.errors import (
    ContextOverflow,
    ModelCrashed,
    ModelError,
    ModelOutputInvalid,
    ModelTimeout,
    ModelUnavailable,
)
from memory.types import Draft, Observation
from tests.support.checkpointing import checkpoints_in
from tests.support.fake_engine import FakeEngine, claim, says
from tests.support.fake_memory import NOW, FakeModel, texts


@pytest.fixture
def checkpoints(tmp_path: Path) -> Iterator[Checkpoints]:
    """An encrypted checkpoint file."""
    saver = checkpoints_in(tmp_path)
    yield saver
    saver.close()


def seen(model: FakeModel, *contents: str, kind: str = "text") -> list[str]:
    """Observe what the person says, a second apart."""
    return model.observe(
        [
            Observation(
                source="note",
                content=content,
                origin="self-stated",
                observed_at=NOW + timedelta(seconds=position),
                kind="event" if kind == "event" else "text",
            )
            for position, content in enumerate(contents)
        ]
    )


def learner(model: FakeModel, engine: FakeEngine, checkpoints: Checkpoints) -> Learner:
    """A learner that does not sleep."""
    return Learner(model, engine, checkpoints, lambda: NOW, sleep=lambda _seconds: None)


def bad(word: str, error: Exception) -> Callable[[LearnRequest], Exception | None]:
    """Fail whenever an observation with that word is in the batch."""
    return lambda request: (
        error if any(word in each.content for each in request.observations) else None
    )


def test_everything_pending_is_learnt_in_batches(checkpoints: Checkpoints) -> None:
    """Nine observations, four a call: three batches, nine beliefs, nothing pending, no thread."""
    model, engine = FakeModel(), FakeEngine()
    ids = seen(model, *(f"Likes tea number {n}" for n in range(9)))
    progress: list[Progress] = []
    report = learner(model, engine, checkpoints).run(progress.append)
    assert (report.batches, report.observations, report.pending, report.calls) == (3, 9, 0, 3)
    assert report.outcomes == {"new": 9}
    assert texts(model)["Likes tea number 3"] == {ids[3]}
    assert [(each.done, each.total) for each in progress] == [(4, 9), (8, 9), (9, 9)]
    assert model.actors == ["learn:fake"] * 3
    assert checkpoints.threads() == []
    assert report.view().outcomes == {"new": 9}


def test_a_limit_and_a_cancel_leave_the_rest_pending(checkpoints: Checkpoints) -> None:
    """A limit counts observations exactly; a cancelled run stops between batches."""
    model, engine = FakeModel(), FakeEngine()
    seen(model, *(f"Likes tea number {n}" for n in range(9)))
    assert learner(model, engine, checkpoints).run(limit=5).pending == 4
    assert learner(model, engine, checkpoints).run(cancelled=lambda: True).pending == 4


def test_neighbours_are_recalled_for_the_batch(checkpoints: Checkpoints) -> None:
    """What is already believed about the batch's words goes into the one call."""
    model, engine = FakeModel(), FakeEngine()
    seen(model, "Likes oolong")
    learner(model, engine, checkpoints).run()
    seen(model, "Buys oolong on Fridays")
    learner(model, engine, checkpoints).run()
    assert [each.text for each in engine.learned[-1].neighbours] == ["Likes oolong"]


def test_a_model_that_stumbles_is_asked_again(checkpoints: Checkpoints) -> None:
    """A timeout, a crash, then an answer: learnt after growing pauses, recalled once."""
    model, pauses = FakeModel(), list[float]()
    errors: list[Exception | None] = [ModelTimeout("Too slow"), ModelCrashed("SIGSEGV"), None]
    engine = FakeEngine(failing=lambda _request: errors.pop(0))
    seen(model, "Likes tea")
    Learner(model, engine, checkpoints, lambda: NOW, sleep=pauses.append).run()
    assert pauses == [1.0, 4.0]
    assert set(texts(model)) == {"Likes tea"}


@pytest.mark.parametrize(
    "error", [ContextOverflow("Too long"), ModelOutputInvalid("No JSON"), ModelError("Broke")]
)
def test_a_batch_that_fails_is_halved_to_the_culprit(
    checkpoints: Checkpoints, error: ModelError
) -> None:
    """One bad observation among eight is set aside with the reason; the seven others are learnt."""
    model = FakeModel()
    engine = FakeEngine(batch_size=8, failing=bad("poison", error))
    ids = seen(model, *(f"Likes tea {n}" for n in range(5)), "poison", "Likes jazz", "Likes figs")
    report = learner(model, engine, checkpoints).run()
    assert report.dead == 1
    assert model.dead == {ids[5]: f"{type(error).__name__}: {error.message}"}
    assert (report.observations, report.pending) == (7, 0)
    assert len(texts(model)) == 7
    calls = len(engine.learned)
    learner(model, engine, checkpoints).run()
    assert len(engine.learned) == calls, "what is dead is never tried again"


def test_a_lone_observation_that_fails_is_set_aside(checkpoints: Checkpoints) -> None:
    """With nothing else to try it still does not stay pending for ever."""
    model = FakeModel()
    seen(model, "poison")
    report = learner(model, FakeEngine(failing=bad("poison", ModelError("x"))), checkpoints).run()
    assert (report.dead, report.pending) == (1, 0)


def test_a_model_that_fails_whatever_it_is_asked_kills_no_observation(
    checkpoints: Checkpoints,
) -> None:
    """A broken model stops the run after a bounded number of calls; everything stays pending."""
    model, engine = FakeModel(), FakeEngine(batch_size=8, failing=lambda _request: ModelError("x"))
    seen(model, *(f"Likes tea {n}" for n in range(20)))
    with pytest.raises(ModelError):
        learner(model, engine, checkpoints).run()
    assert model.dead == {}
    assert model.counts().observations["pending"] == 20
    # 8 → 4 → 2 → 1, 1 → 2 → 1: three attempts each.
    assert len(engine.learned) <= 3 * (3 + BROKEN_AFTER + 1)


def test_without_a_model_everything_stays_pending(checkpoints: Checkpoints) -> None:
    """A model that is not there is no observation's fault, and is not asked twice."""
    model, engine = FakeModel(), FakeEngine(failing=lambda _request: ModelUnavailable("None"))
    seen(model, *(f"Likes tea {n}" for n in range(6)))
    with pytest.raises(ModelUnavailable):
        learner(model, engine, checkpoints).run()
    assert (len(engine.learned), model.counts().observations["pending"]) == (1, 6)


def test_a_killed_run_goes_on_after_the_model_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between infer and commit: the next run commits without asking the model again."""
    model, engine = FakeModel(), FakeEngine()
    seen(model, "Likes tea", "Likes jazz")

    def die(*_args: object, **_fields: object) -> object:
        raise KeyboardInterrupt

    first = checkpoints_in(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(model, "reconcile", die)
        with pytest.raises(KeyboardInterrupt):
            learner(model, engine, first).run()
    assert model.counts().observations["pending"] == 2
    first.close()
    second = checkpoints_in(tmp_path)
    report = learner(model, engine, second).run()
    assert len(engine.learned) == 1
    assert (report.observations, report.pending) == (2, 0)
    assert set(texts(model)) == {"Likes tea", "Likes jazz"}
    second.close()


def test_a_kill_after_the_commit_counts_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the transaction but before its checkpoint: the batch is not committed again."""
    model, engine = FakeModel(), FakeEngine()
    seen(model, "Likes tea")
    reconcile = model.reconcile

    def then_die(drafts: list[Draft], **fields: object) -> object:
        reconcile(drafts, **fields)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    first = checkpoints_in(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(model, "reconcile", then_die)
        with pytest.raises(KeyboardInterrupt):
            learner(model, engine, first).run()
    first.close()
    second = checkpoints_in(tmp_path)
    report = learner(model, engine, second).run()
    assert (model.commits, report.batches, len(engine.learned)) == (1, 0, 1)
    assert second.threads() == []
    second.close()


def test_what_takes_the_process_with_it_is_found_and_set_aside(tmp_path: Path) -> None:
    """One of eight observations ends the process whenever it is in a call: the rest is learnt."""
    model = FakeModel()

    def kill(request: LearnRequest) -> Exception | None:
        if any("deadly" in each.content for each in request.observations):
            raise KeyboardInterrupt
        return None

    engine = FakeEngine(batch_size=8, failing=kill)
    ids = seen(model, *(f"Likes tea {n}" for n in range(5)), "deadly", "Likes jazz", "Likes figs")
    deaths = 0
    while model.counts().observations["pending"]:
        saver = checkpoints_in(tmp_path)
        try:
            learner(model, engine, saver).run()
        except KeyboardInterrupt:
            deaths += 1
            assert deaths < 12
        finally:
            saver.close()
    assert model.dead == {ids[5]: f"the process ended {deaths} times while learning from it"}
    assert len(texts(model)) == 7
    assert deaths == 6


def test_a_batch_that_was_partly_forgotten_is_not_resumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the person had forgotten while the run was down does not come back from a checkpoint."""
    model, engine = FakeModel(), FakeEngine()
    ids = seen(model, "Likes tea", "Likes jazz")

    def die(*_args: object, **_fields: object) -> object:
        raise KeyboardInterrupt

    saver = checkpoints_in(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(model, "reconcile", die)
        with pytest.raises(KeyboardInterrupt):
            learner(model, engine, saver).run()
    del model.rows[ids[0]]
    learner(model, engine, saver).run()
    assert set(texts(model)) == {"Likes jazz"}
    saver.close()


def test_the_assistants_words_are_settled_but_never_learnt(checkpoints: Checkpoints) -> None:
    """The engine is not even shown them."""
    model, engine = FakeModel(), FakeEngine()
    seen(model, "Likes tea")
    model.observe(
        [
            Observation(
                source="chat",
                content="Likes skiing",
                origin="third-party content",
                context={"role": "assistant"},
                observed_at=NOW,
            )
        ]
    )
    report = learner(model, engine, checkpoints).run()
    assert set(texts(model)) == {"Likes tea"}
    assert report.pending == 0
    assert [each.content for each in engine.learned[0].observations] == ["Likes tea"]


def test_the_same_claim_twice_in_a_batch_is_one_draft(checkpoints: Checkpoints) -> None:
    """Its evidence is joined."""
    model = FakeModel()
    engine = FakeEngine(drafting=lambda each: claim("Likes tea", each.id))
    ids = seen(model, "Tea!", "More tea")
    report = learner(model, engine, checkpoints).run()
    assert report.outcomes == {"new": 1}
    assert texts(model) == {"Likes tea": set(ids)}


def test_what_the_audit_refuses_is_counted_and_written_down(checkpoints: Checkpoints) -> None:
    """A refused draft is settled, counted by rule, and has its decision in the audit log."""
    model = FakeModel()
    engine = FakeEngine(drafting=lambda each: claim("Password is hunter2horse", each.id))
    seen(model, "my password is hunter2horse")
    report = learner(model, engine, checkpoints).run()
    assert report.audited_out == {"secret": 1}
    assert [each.decision for each in model.entries] == ["refused"]
    assert "hunter2horse" not in repr(model.entries)


def habits(events: Sequence[Observation]) -> list[Draft]:
    """One habit that rests on all events."""
    ids = [each.id for each in events]
    return [claim("Often runs tests", *ids, confidence=0.8)] if ids else []


def test_habits_are_reflected_once_for_the_same_events(checkpoints: Checkpoints) -> None:
    """After events the statistics look at them; unchanged habits are not written again."""
    model = FakeModel()
    engine = FakeEngine(drafting=lambda _each: None, reflecting=habits)
    ids = seen(model, "pytest", "pytest", kind="event")
    first = learner(model, engine, checkpoints).run()
    assert first.outcomes == {"new": 1}
    assert texts(model) == {"Often runs tests": set(ids)}
    assert model.actors[-1] == "reflect:fake"
    commits = model.commits
    assert learner(model, engine, checkpoints).run().outcomes == {}
    assert model.commits == commits, "nothing new, nothing reflected"
    model.set_state("reflect.due", "yes")
    again = learner(model, engine, checkpoints).run()
    assert again.outcomes == {}, "the same habit from the same events is not counted again"
    seen(model, "pytest again", kind="event")
    more = learner(model, engine, checkpoints).run()
    assert more.outcomes == {"identical": 1}
    assert checkpoints.threads() == []


def test_statistics_come_from_the_engine_given_for_them(checkpoints: Checkpoints) -> None:
    """Beside a language model the built-in engine reflects."""
    model = FakeModel()
    engine = FakeEngine(name="llm", drafting=lambda _each: None)
    statistics = FakeEngine(name="built-in", reflecting=habits)
    seen(model, "pytest", kind="event")
    Learner(model, engine, checkpoints, lambda: NOW, statistics).run()
    assert model.actors == ["learn:llm", "reflect:built-in"]


def test_drafts_keep_all_their_fields_on_the_way(checkpoints: Checkpoints) -> None:
    """Confidence, kind, half-life, times, entities and labels survive the checkpoints."""
    model = FakeModel()

    def rich(each: Observation) -> Draft:
        draft = says(each)
        return claim(
            "Plans a trip to Porto", each.id, kind="episodic", confidence=0.7, half_life=12.5,
            entities=("Porto",), valid_from=NOW, valid_to=NOW + timedelta(days=3),
            reasoning=draft.proposition.text,
        )  # fmt: skip

    seen(model, "Trip to Porto on Monday")
    learner(model, FakeEngine(drafting=rich), checkpoints).run()
    (kept,) = model.known.values()
    assert (kept.kind, kept.confidence, kept.half_life) == ("episodic", 0.7, 12.5)
    assert (kept.entities, kept.valid_to) == (("Porto",), NOW + timedelta(days=3))
