"""Small collections are compared in memory, and find what every single comparison finds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory import held, index
from memory.embedding.port import Vectors
from memory.held import Held, Holding, Place
from memory.index import DenseIndex
from tests.memory.test_index import DIMENSION, Fixed, unit_rows

PLACE: Final[Place] = ("observation", 1)
STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "drop"]), st.sets(st.integers(0, 150), min_size=1)),
    min_size=1,
    max_size=6,
)


@given(steps=STEPS)
def test_it_finds_what_every_comparison_finds(steps: list[tuple[str, set[int]]]) -> None:
    """Whatever came, came again otherwise, or went."""
    known: dict[str, Vectors] = {}
    kept = Held(DIMENSION)
    for number, (step, which) in enumerate(steps):
        ids = [str(each) for each in sorted(which)]
        if step == "drop":
            kept.drop(ids)
            known = {id_: row for id_, row in known.items() if id_ not in ids}
        else:
            rows = unit_rows(len(ids), seed=number)
            kept.put(ids, rows * 3)
            known |= dict(zip(ids, rows, strict=True))
    asked = unit_rows(2, seed=99)
    for one, found in zip(asked, kept.nearest(asked * 2, 7), strict=True):
        cosines = {id_: float(row @ one) for id_, row in known.items()}
        best = sorted(cosines, key=lambda id_: (-cosines[id_], id_))[:7]
        assert [id_ for id_, _ in found] == best
        assert [cosine for _, cosine in found] == pytest.approx(
            [cosines[id_] for id_ in best], abs=1e-5
        )
    assert len(kept) == len(known)


def test_nothing_of_what_is_dropped_stays_in_memory() -> None:
    """Not behind the rows that are left either."""
    kept = Held(DIMENSION)
    rows = unit_rows(3)
    kept.put(["a", "b", "c"], rows)
    kept.drop(["a", "c", "never there"])
    assert np.count_nonzero(kept._rows.any(axis=1)) == 1
    [[(left, cosine)]] = kept.nearest(rows[1:2], 5)
    assert left == "b"
    assert cosine == pytest.approx(1.0)
    kept.drop(["b"])
    assert kept.nearest(rows[:1], 5) == [[]]
    assert not kept._rows.any()


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[DenseIndex]:
    """An index of another process's making: nothing of it is held yet."""
    made = DenseIndex(tmp_path, Fixed())
    made.add("observation", [f"o{i}" for i in range(120)], unit_rows(120))
    made.close()
    opened = DenseIndex(tmp_path, Fixed())
    yield opened
    opened.close()


def read(opened: DenseIndex) -> Held | None:
    """What is held of the observations after whoever reads them is done."""
    for thread in opened._holding.reading():
        thread.join(10)
    return opened._holding.of(PLACE)


def test_what_is_new_is_held_at_once(tmp_path: Path) -> None:
    """And after it was made anew."""
    opened = DenseIndex(tmp_path, Fixed())
    opened.add("observation", ["a", "b"], unit_rows(2))
    first = opened._holding.of(PLACE)
    assert first is not None
    assert len(first) == 2
    opened.add("observation", ["a"], unit_rows(1), [2])
    opened.delete("observation", ["b"])
    assert len(first) == 0
    opened.rebuild([("observation", ["c"], unit_rows(1), [1])])
    again = opened._holding.of(PLACE)
    assert again is not None
    assert len(again) == 1
    opened.close()


def test_what_was_there_is_read_beside_the_first_question(filled: DenseIndex) -> None:
    """Which Chroma answers; what comes after is answered from memory, and the same."""
    rows = unit_rows(120)
    assert filled._holding.of(PLACE) is None
    before = filled.query("observation", rows[7], 5)
    kept = read(filled)
    assert kept is not None
    assert len(kept) == 120
    after = filled.query("observation", rows[7], 5)
    assert [id_ for id_, _ in after] == [id_ for id_, _ in before]


def test_what_is_written_while_it_is_read_is_held_too(
    filled: DenseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is removed is not."""
    pages, between, written = filled._pages, threading.Event(), threading.Event()

    def slowly(*given: object) -> held.Pages:
        for page in pages(*given):  # type: ignore[arg-type]
            yield page
            between.set()
            filled._lock.release()
            assert written.wait(10)
            filled._lock.acquire()

    monkeypatch.setattr(filled, "_pages", slowly)
    filled.query("observation", unit_rows(1)[0], 5)
    assert between.wait(10)
    filled.add("observation", ["new", "o110"], unit_rows(2, seed=5))
    filled.delete("observation", ["o0", "o100"])
    written.set()
    kept = read(filled)
    assert kept is not None
    assert len(kept) == 119
    found = {id_ for id_, _ in filled.query("observation", unit_rows(2, seed=5)[1], 200)}
    assert {"new", "o110"} <= found
    assert not {"o0", "o100"} & found
    assert filled.query("observation", unit_rows(2, seed=5)[1], 1)[0][0] == "o110"


def test_closed_while_it_is_read(filled: DenseIndex) -> None:
    """Nobody reads on."""
    filled.query("observation", unit_rows(1)[0], 5)
    reading = filled._holding.reading()
    filled.close()
    assert not any(thread.is_alive() for thread in reading)


def test_what_cannot_be_read_is_not_held(
    filled: DenseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chroma is asked as before."""

    def broken(*_given: object) -> held.Pages:
        yield ["o1"], unit_rows(1)
        raise OSError("gone")

    monkeypatch.setattr(filled, "_pages", broken)
    assert filled.query("observation", unit_rows(120)[7], 1)[0][0] == "o7"
    assert read(filled) is None
    assert filled.query("observation", unit_rows(120)[7], 1)[0][0] == "o7"


def test_what_is_large_is_left_to_chroma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the moment that it is."""
    monkeypatch.setattr(held, "MOST", 10)
    monkeypatch.setattr(index, "MOST", 10)
    opened = DenseIndex(tmp_path, Fixed())
    rows = unit_rows(12)
    opened.add("observation", [f"o{i}" for i in range(10)], rows[:10])
    assert opened._holding.of(PLACE) is not None
    opened.add("observation", ["o10", "o11"], rows[10:])
    assert opened._holding.of(PLACE) is None
    assert opened.query("observation", rows[11], 1)[0][0] == "o11"
    assert opened._holding.reading() == []
    opened.close()


def test_what_becomes_large_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is not held."""
    monkeypatch.setattr(held, "MOST", 2)
    holding, lock = Holding(DIMENSION), threading.RLock()
    rows = unit_rows(4)

    def pages() -> held.Pages:
        yield ["a"], rows[:1]
        holding.put(PLACE, ["b", "c"], rows[1:3])
        yield ["d"], rows[3:]

    holding.read(PLACE, pages(), lock)
    for thread in holding.reading():
        thread.join(10)
    assert holding.of(PLACE) is None
    assert holding.reading() == []
