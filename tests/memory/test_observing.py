"""What the ledger lets in, the queue it keeps, and how observations are found again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory import InvalidObservation, Labels, NotFound, Observation
from memory.model import UserModel
from memory.observations import MOST_BYTES
from memory.types import SENSITIVITIES, Sensitivity
from tests.support.models import START, Clock, open_model, said


@pytest.fixture
def model(tmp_path: Path) -> Iterator[UserModel]:
    """An empty model."""
    with open_model(tmp_path) as model:
        yield model


def note(content: str, **fields: object) -> Observation:
    """A note, with some fields of its own."""
    return Observation(source="notes", content=content, **fields)  # type: ignore[arg-type]


def test_what_goes_in_comes_out(model: UserModel) -> None:
    """Every field of an observation survives, the time zone and a tuple in the context included."""
    east = timezone(timedelta(hours=5, minutes=30))
    given_one = Observation(
        source="mail",
        content="Grüße, 東京\n\tsecond line",
        observed_at=datetime(2026, 2, 1, 23, 30, tzinfo=east),
        kind="event",
        thread="t",
        position=3,
        context={"people": ("Ana", "Bo"), "size": 4, "read": True},
        origin="third-party content",
        labels=Labels("sensitive", frozenset({"health", "finance"})),
        external_id="<1@x>",
    )
    (id_,) = model.observe([given_one])
    found = model.observation(id_)
    assert found.observed_at is not None
    assert found.observed_at.utcoffset() == timedelta(hours=5, minutes=30)
    assert Observation(**{f: getattr(found, f) for f in _FIELDS}) == given_one


def test_an_image_becomes_the_words_in_it(model: UserModel) -> None:
    """Under its own id and time; found by what it says and no longer by where it lay."""
    (id_,) = model.observe([note("/pictures/zq7731.png", kind="image", observed_at=START)])
    model.sync_index()
    words = note("Departure of the night boat to Turku", labels=Labels("sensitive"))

    assert model.settle_image(id_, words)
    assert model.sync_index() == 1  # a vector of the words for the one of the name
    read = model.observation(id_)
    assert (read.kind, read.content, read.observed_at, read.status) == (
        "text",
        words.content,
        START,
        "pending",
    )
    assert model.recall("when does the boat to Turku leave", clearance="sensitive")[0].id == id_
    assert model.recall("when does the boat to Turku leave", clearance="personal") == []
    assert all(
        not hit.parts.get("lexical") for hit in model.recall("zq7731", clearance="sensitive")
    )


def test_an_image_without_words_is_dropped_and_counted(model: UserModel) -> None:
    """Once, however often that is said; seen again later it is taken in again."""
    image = note("/pictures/dark.png", kind="image", observed_at=START)
    (id_,) = model.observe([image])
    model.sync_index()

    assert model.settle_image(id_, "nothing in the image")
    assert not model.settle_image(id_, "nothing in the image")
    assert model.counts().drops == {"nothing in the image": 1}
    assert model.counts().observations.get("pending", 0) == 0
    assert model.observe_counted([image]).new == 1


def test_only_an_image_that_waits_is_settled(model: UserModel) -> None:
    """Text is never overwritten, nor what has been learnt from or set aside."""
    text, image = model.observe([note("text"), note("/x.png", kind="image")])
    model.set_aside([image], "why")

    assert not model.settle_image(text, note("other"))
    assert not model.settle_image(image, note("other"))
    assert not model.settle_image("gone", "reason")
    assert model.observation(text).content == "text"
    with pytest.raises(InvalidObservation):
        model.settle_image(image, note(""))


_FIELDS = [
    "source",
    "content",
    "observed_at",
    "kind",
    "thread",
    "position",
    "context",
    "origin",
    "labels",
    "external_id",
]


def test_missing_time_is_the_clock(model: UserModel) -> None:
    """An observation without a time was seen now."""
    (id_,) = model.observe([note("milk")])
    assert model.observation(id_).observed_at == START


@pytest.mark.parametrize(
    "bad",
    [
        note(""),
        note(" \x00\x1b[31m\x07 "),
        note("\ud800 half a character"),
        note("x" * (MOST_BYTES + 1)),
        note("ok", observed_at=datetime(2026, 1, 1)),  # noqa: DTZ001 - naive is the point
        note("ok", observed_at=START + timedelta(days=2)),
        note("ok", kind="sound"),
        note("ok", context={"key": "\udfff"}),
        note("ok", context={"key": object()}),
        Observation(source=" ", content="ok"),
    ],
    ids=[
        "empty", "controls only", "surrogate", "too large", "naive", "future", "kind",
        "surrogate in context", "object in context", "no source",
    ],
)  # fmt: skip
def test_unusable_is_refused_whole(model: UserModel, bad: Observation) -> None:
    """One bad observation is refused with a hint, and nothing of its batch is stored."""
    with pytest.raises(InvalidObservation):
        model.observe([note("good"), bad])
    assert model.observations() == []


def test_terminal_sequences_do_not_get_in(model: UserModel) -> None:
    """Escapes and control characters are taken out; newlines and tabs stay."""
    (id_,) = model.observe([note("a\x1b[1;31mred\x1b[0m\x1b]0;title\x07\tb\r\nc\x00\x9b")])
    assert model.observation(id_).content == "ared\tb\nc"


_BATCHES = st.lists(
    st.builds(
        Observation,
        source=st.sampled_from(["shell", "chat"]),
        content=st.sampled_from(["one", "two", "three"]),
        observed_at=st.sampled_from([None, START, START - timedelta(hours=1)]),
        thread=st.sampled_from([None, "a", "b"]),
        position=st.sampled_from([None, 1]),
        external_id=st.sampled_from([None, "x", "y"]),
        kind=st.sampled_from(["text", "event"]),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batch=_BATCHES, later=st.integers(0, 10_000))
def test_adding_again_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, batch: list[Observation], later: int
) -> None:
    """Whatever is added, adding it again at any later time gives the same ids and no new row."""
    clock = Clock()
    with open_model(tmp_path_factory.mktemp("m"), clock=clock) as model:
        first = model.observe(batch)
        stored = model.observations()
        clock.forward(seconds=later)
        again = model.observe_counted(batch)
        assert list(again.ids) == first
        assert again.new == 0
        assert model.observations() == stored
        assert len(stored) == len(set(first))


def test_pending_keeps_threads_together(model: UserModel) -> None:
    """The oldest come first; a thread comes in one piece, in the order of its positions."""
    minutes = [
        ("lone", None, None, 5),
        ("b2", "b", 2, 1),
        ("a1", "a", 1, 2),
        ("b1", "b", 1, 3),
        ("a2", "a", 2, 4),
    ]
    model.observe(
        [
            note(text, thread=thread, position=at, observed_at=START + timedelta(minutes=when))
            for text, thread, at, when in minutes
        ]
    )
    assert [each.content for each in model.pending(10)] == ["b1", "b2", "a1", "a2", "lone"]
    assert [each.content for each in model.pending(3)] == ["b1", "b2", "a1"]
    assert model.pending(0) == []


def test_pending_reads_only_what_waits(model: UserModel) -> None:
    """However long a thread has become: without its index there is no plan for the query."""
    ids = model.observe([said(f"turn {n}", thread="a") for n in range(300)])
    model.reconcile([], settles=ids[:280])
    steps: list[int] = []

    def counted() -> int:
        steps.append(1)
        return 0

    writer, reader = model._ledger._writer, model._ledger._reader
    for connection in (writer, reader):
        connection.set_progress_handler(counted, 100)
    assert [each.id for each in model.pending(5)] == ids[280:285]
    for connection in (writer, reader):
        connection.set_progress_handler(None, 0)
    assert len(steps) < 20
    with model._ledger.read() as db:
        sql = "EXPLAIN QUERY PLAN SELECT DISTINCT sensitivity FROM observations WHERE digest = 'x'"
        assert "COVERING INDEX" in db.execute(sql).fetchone()["detail"]


def test_set_aside_is_not_tried_again(model: UserModel) -> None:
    """What is set aside is dead, keeps its place, and is not pending; attempts are counted."""
    one, two = model.observe([note("one"), note("two")])
    assert model.count_attempt([one]) == {one: 1}
    assert model.count_attempt([one, two]) == {one: 2, two: 1}
    model.set_aside([one], "the model gave no answer")
    assert [each.id for each in model.pending(10)] == [two]
    assert model.counts().observations == {"pending": 1, "processed": 0, "dead": 1, "dropped": 0}
    model.reconcile([], settles=[one, two])
    assert model.observation(one).status == "dead"


def test_drops_are_counted_with_the_batch(model: UserModel) -> None:
    """Drop counters add up, and not at all when the batch is refused."""
    model.observe_counted([note("a")], {"secret": 2})
    model.observe_counted([], {"secret": 1, "excluded": 5})
    with pytest.raises(InvalidObservation):
        model.observe_counted([note("")], {"secret": 100})
    counts = model.counts()
    assert counts.drops == {"excluded": 5, "secret": 3}
    assert counts.observations["dropped"] == 8


def test_filters(model: UserModel) -> None:
    """Observations are found by source, kind, time, status and id; until is exclusive."""
    ids = model.observe(
        [note(f"n{day}", observed_at=START - timedelta(days=day)) for day in range(5)]
        + [Observation(source="shell", kind="event", content="ls", observed_at=START)]
    )
    found = model.observations(since=START - timedelta(days=3), until=START)
    assert [each.content for each in found] == ["n1", "n2", "n3"]
    assert [each.id for each in model.observations(kind="event")] == [ids[5]]
    assert len(model.observations(source="notes", limit=2)) == 2
    oldest = model.observations(source="notes", newest_first=False)
    assert oldest[0].content == "n4"
    assert {each.id for each in model.observations(ids=ids, limit=1)} == set(ids)
    with pytest.raises(NotFound):
        model.observation("o-nowhere")


@pytest.mark.parametrize("clearance", SENSITIVITIES)
def test_clearance_hides_without_a_trace(tmp_path: Path, clearance: Sensitivity) -> None:
    """What a caller gets is the same, ids included, whether or not anything above it exists."""
    rank = SENSITIVITIES.index(clearance)
    every = [
        note(f"word {number} {level}", labels=Labels(level), observed_at=START - timedelta(number))
        for number in range(3)
        for level in SENSITIVITIES
    ]
    low = [each for each in every if SENSITIVITIES.index(each.labels.sensitivity) <= rank]
    seen = []
    for name, batch in (("all", every), ("low", low)):
        with open_model(tmp_path / name) as model:
            model.observe(batch)
            seen.append(model.observations(clearance=clearance, limit=7))
    assert seen[0] == seen[1]
    assert len(seen[0]) == min(7, len(low))


def test_state_and_times_before_the_epoch(model: UserModel) -> None:
    """Cursors are kept by name, and old photographs have their time."""
    assert model.state("git") is None
    model.set_state("git", "a")
    model.set_state("git", "b")
    assert model.state("git") == "b"
    (id_,) = model.observe([note("1950", observed_at=datetime(1950, 1, 1, tzinfo=UTC))])
    assert model.observation(id_).observed_at == datetime(1950, 1, 1, tzinfo=UTC)
