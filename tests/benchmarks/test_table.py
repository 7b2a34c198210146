"""The README's table: what a figure says, and where it is written."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.benchmarks.figures import Figure
from tests.benchmarks.table import BEGIN, END, README, replaced, table
from tests.benchmarks.world import Words


def test_a_figure_stands_with_its_ratios_and_growth() -> None:
    """Every size has a column; what was not measured there is a dash."""
    small = Figure(what="recall", value=2.0, beside=3.0, unit="ms", against={"NumPy": 0.5})
    large = Figure(what="recall", value=3.0, beside=4.5, unit="ms", against={"NumPy": 6.0})
    only = Figure(what="with MiniLM", value=9.0, unit="ms")
    lines = table([10, 1000], [[small, only], [large]]).splitlines()
    assert lines[0] == "| observations and propositions | 10 | 1,000 | grows |"
    assert lines[2] == "| recall | 2 / 3 ms<br>4 × NumPy | 3 / 4.5 ms<br>0.5 × NumPy | 1.50 × |"
    assert lines[3] == "| with MiniLM | 9 ms<br> | – | – |"


def test_only_what_is_between_the_marks_is_replaced() -> None:
    """The README has the marks; a text without them is refused."""
    assert replaced(f"a\n{BEGIN}\nold\n{END}\nb\n", "new\n") == f"a\n{BEGIN}\nnew\n{END}\nb\n"
    assert "measured" in replaced(README.read_text("utf-8"), "measured\n")
    with pytest.raises(ValueError, match="README"):
        replaced("nothing", "new\n")


def test_the_invented_life_is_the_same_every_time() -> None:
    """Two runs are compared on the same rows and questions."""
    one, other = ([*islice(Words(7).turns(), 5)] for _ in range(2))
    assert one == other
    assert len(set(islice(Words(7).known(), 200))) == 200
