"""Expressions of the person's own: found as Python finds them, and given up in time."""

from __future__ import annotations

import threading
import time

import pytest

from agent.expressions import LONGEST_LEAST, Expression
from memory.errors import InvalidInput

#: Python's own ``re`` would be at it for longer than anybody lives.
ENDLESS = ("(a|a)*$", "a" * 60 + "b")


def test_an_expression_that_takes_too_long_is_given_up() -> None:
    """Not known is not the same as not there."""
    pattern, text = ENDLESS
    with pytest.raises(TimeoutError):
        Expression(pattern, named="it").found_in([text], limit=0.02)


def test_the_limit_is_for_all_texts_together() -> None:
    """A thousand addresses in one text do not take a thousand times as long."""
    expression = Expression("never", named="it")
    with pytest.raises(TimeoutError):
        expression.found_in(iter(lambda: "still not", ""), limit=0.02)


def test_others_go_on_while_it_searches() -> None:
    """The interpreter's lock is let go: that is what kept the daemon from answering anybody."""
    pattern, text = ENDLESS
    expression = Expression(pattern, named="it")
    began, ended = threading.Event(), threading.Event()

    def search() -> None:
        began.set()
        with pytest.raises(TimeoutError):
            expression.found_in([text], limit=0.5)
        ended.set()

    searching = threading.Thread(target=search)
    searching.start()
    began.wait()
    before = time.thread_time()
    while not ended.is_set():
        pass
    worked = time.thread_time() - before
    searching.join()
    assert worked > 0.05  # with the lock held: as long as a thread switch takes


@pytest.mark.parametrize(
    "pattern",
    [
        "((a{1000}){1000}){1000}",
        "((ab{1000}) {1000})",
        f"x{{{LONGEST_LEAST + 1}}}",
        "x{" + "9" * 5000 + "}",
    ],
    ids=lambda pattern: pattern[:24],
)
def test_what_repeats_too_often_is_refused_unread(pattern: str) -> None:
    """Reading it would take all memory; the message says what to write instead."""
    with pytest.raises(InvalidInput, match="repeats something too often") as refused:
        Expression(pattern, named="it")
    assert "{ }" in refused.value.hint


def test_expressions_in_one_another_without_end_are_refused() -> None:
    """In words, where Python would say that it recursed too deep."""
    with pytest.raises(InvalidInput, match="too many groups in each other"):
        Expression("(" * 5000 + ")" * 5000, named="it")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"[A-Z]{2}\d{2} ?(\d{4} ?){4}\d{2}", "to DE02 1203 0000 0000 2020 51"),
        (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "0b1c2d3e-aaaa-bbbb-cccc-0123456789ab"),
        (r"(?i)(?<!not )divorce", "the Divorce"),
        (r"(\w+) \1", "so so"),
    ],
)
def test_what_people_write_is_found(pattern: str, text: str) -> None:
    """Counted repeats, what stands before, and the same again."""
    assert Expression(pattern, named="it").found_in(["", text])
    assert not Expression(pattern, named="it").found_in(["", "nothing"])
