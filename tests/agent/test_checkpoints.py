"""Checkpoints: encrypted, plain inside, usable from several threads."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypedDict

import pytest
from langgraph.graph import END, START, StateGraph

from agent.checkpoints import CHECKPOINTS, Checkpoints, open_checkpoints, thread_config, unfinished
from tests.support.checkpointing import checkpoints_in
from tests.support.models import open_model


class State(TypedDict, total=False):
    """One word."""

    word: str


def graph_over(saver: Checkpoints, *, failing: bool = False) -> Any:  # noqa: ANN401 - LangGraph's
    """Two nodes, of which the second may fail."""

    def second(state: State) -> State:
        if failing:
            raise RuntimeError
        return {"word": state["word"] + "!"}

    graph = StateGraph(State)
    graph.add_node("first", lambda state: {"word": state["word"]})
    graph.add_node("second", second)
    graph.add_edge(START, "first")
    graph.add_edge("first", "second")
    graph.add_edge("second", END)
    return graph.compile(checkpointer=saver)


def test_no_word_of_a_checkpoint_lies_open_on_the_disk(tmp_path: Path) -> None:
    """Neither in the database nor beside it; nor is it a plain SQLite file."""
    with open_model(tmp_path) as model:
        saver = open_checkpoints(model)
        graph_over(saver).invoke({"word": "zeppelin"}, thread_config("t"))
        files = [each for each in Path(model.directory).iterdir() if CHECKPOINTS in each.name]
        assert files
        for file in files:
            content = file.read_bytes()
            assert b"zeppelin" not in content
            assert b"SQLite format" not in content
        assert saver.threads() == ["t"]
        saver.close()
        saver.close()


def test_a_file_is_opened_again(tmp_path: Path) -> None:
    """With all that is in it, though its tables are there already."""
    saver = checkpoints_in(tmp_path)
    graph_over(saver).invoke({"word": "hello"}, thread_config("t"))
    saver.close()
    saver = checkpoints_in(tmp_path)
    assert graph_over(saver).get_state(thread_config("t")).values == {"word": "hello!"}
    saver.close()


def test_a_stopped_thread_is_told_from_a_finished_one(tmp_path: Path) -> None:
    """With the node that it stopped at."""
    saver = checkpoints_in(tmp_path)
    broken = graph_over(saver, failing=True)
    with pytest.raises(RuntimeError):
        broken.invoke({"word": "a"}, thread_config("t"), durability="sync")
    assert unfinished(broken, "t") == ({"word": "a"}, "second")
    graph_over(saver).invoke(None, thread_config("t"))
    assert unfinished(broken, "t") is None
    assert unfinished(broken, "never") is None
    saver.close()


def test_threads_are_deleted_and_thinned(tmp_path: Path) -> None:
    """Only the newest of a thread, or nothing of it."""
    saver = checkpoints_in(tmp_path)
    graph = graph_over(saver)
    for thread in ("a", "b"):
        graph.invoke({"word": "x"}, thread_config(thread), durability="sync")
    saver.keep_newest("a")
    assert len(list(saver.list(thread_config("a")))) == 1
    assert graph.get_state(thread_config("a")).values == {"word": "x!"}
    assert len(list(saver.list(thread_config("b")))) > 1
    saver.delete_thread("b")
    assert saver.threads() == ["a"]
    saver.close()


def test_conversations_are_let_go_when_nothing_was_said_for_long(tmp_path: Path) -> None:
    """Only they, only those, and all that was written towards them."""
    saver = checkpoints_in(tmp_path)
    for thread in ("chat:old", "learn", "chat:old and new"):
        graph_over(saver).invoke({"word": "w"}, thread_config(thread))
    assert saver.let_go(datetime.now(UTC) - timedelta(minutes=5)) == 0
    between = datetime.now(UTC)
    for thread in ("chat:new", "chat:old and new"):
        graph_over(saver).invoke({"word": "w"}, thread_config(thread))
    assert saver.let_go(between) == 1
    assert saver.threads() == ["chat:new", "chat:old and new", "learn"]
    assert saver.let_go(datetime.now(UTC) + timedelta(minutes=5)) == 2
    assert saver.threads() == ["learn"]
    written = saver.conn.execute("SELECT DISTINCT thread_id FROM writes").fetchall()
    assert [row[0] for row in written] == ["learn"]
    saver.close()


def test_several_threads_may_write_at_once(tmp_path: Path) -> None:
    """Chat goes on while something is learnt."""
    saver = checkpoints_in(tmp_path)
    graph = graph_over(saver)
    results: dict[str, str] = {}

    def run(name: str) -> None:
        for _ in range(5):
            results[name] = graph.invoke({"word": name}, thread_config(name))["word"]

    threads = [threading.Thread(target=run, args=(name,)) for name in "abcd"]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert results == {name: name + "!" for name in "abcd"}
    saver.close()


def test_nothing_but_plain_values_comes_back(tmp_path: Path) -> None:
    """A class in a checkpoint is not imported when it is read."""
    saver = checkpoints_in(tmp_path)
    kind, packed = saver.serde.dumps_typed({"path": tmp_path, "flag": Flag()})
    read = saver.serde.loads_typed((kind, packed))
    assert not isinstance(read["flag"], Flag)
    saver.close()


class Flag:
    """Something that is not plain."""

    def __init__(self, **fields: object) -> None:
        self.fields = fields

    def model_dump(self) -> dict[str, object]:
        """As pydantic does."""
        return self.fields
