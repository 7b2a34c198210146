"""FactConsolidation (MemoryAgentBench, Hu et al. 2025): numbered facts, the later overrule.

Every fact becomes a proposition, in order. A question, of one hop or of several, is answered by the
first that recall gives. The answer counts when the fact that is held contains one of those that are
given (substring, lower case, punctuation dropped).
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.evaluation.baselines import Bm25, unit
from agent.evaluation.corpus import OnCorpus
from agent.evaluation.measures import Tally
from agent.evaluation.reading import read_json
from agent.evaluation.report import Report
from agent.evaluation.stores import OneRunKey
from memory import Proposition, UserModel
from memory.embedding.port import Embedder
from memory.errors import InvalidInput

_FACT = re.compile(r"^\d+\.\s+(\S.*)$", re.MULTILINE)
_START = datetime(2024, 1, 1, tzinfo=UTC)
#: What a naive system takes for equally good: it then prefers the newest.
_NEAR_TIE = 0.9

Answerer = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Task:
    """One file: its facts in order, its questions, and what answers each."""

    name: str
    facts: tuple[str, ...]
    questions: tuple[tuple[str, tuple[str, ...]], ...]


def load(path: Path) -> list[Task]:
    """One task for each file that holds facts and questions.

    Raises:
        InvalidInput: there is none.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    tasks = [
        task
        for file in files
        for row in _rows(read_json(file))
        if (task := _task(row, file.stem)).facts
    ]
    if not tasks:
        raise InvalidInput(
            f"no numbered facts in {path}",
            hint="expected JSON with 'context', 'questions' and 'answers'",
        )
    return tasks


def _rows(read: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - one task or a list of them
    rows = read if isinstance(read, list) else [read]
    return [row for row in rows if isinstance(row, dict) and "context" in row]


def _task(row: dict[str, Any], stem: str) -> Task:
    answers = [(each,) if isinstance(each, str) else tuple(each) for each in row["answers"]]
    return Task(
        str(row.get("source", stem)),
        tuple(match.strip() for match in _FACT.findall(row["context"])),
        tuple(zip(row["questions"], answers, strict=True)),
    )


def evaluate(tasks: list[Task], embedder: Embedder, *, on_corpus: OnCorpus | None = None) -> Report:
    """Ask every question of ourselves and of the baselines."""
    tallies: dict[str, Tally] = {}
    seconds = 0.0
    for done, task in enumerate(tasks):
        if on_corpus is not None:
            on_corpus(task.name, done, len(tasks))
        with (
            tempfile.TemporaryDirectory(prefix="gumption-eval-") as home,
            UserModel.open(home, embedder=embedder, keys=OneRunKey()) as model,
        ):
            ours = _ours(model, task)
            for name, answer in {"gumption": ours, **_baselines(task, embedder)}.items():
                tally = tallies.setdefault(name, Tally())
                for question, expected in task.questions:
                    started = time.perf_counter()
                    held = answer(question)
                    seconds += (time.perf_counter() - started) * (name == "gumption")
                    tally.add(task.name, {"accuracy": float(_contains(held, expected))})
    own = tallies.pop("gumption", Tally())
    return Report(
        suite="fact-consolidation",
        items=own.count(),
        metrics=own.mean(),
        by=own.by(),
        baselines={
            f"{name}, {task}": {"accuracy": values["accuracy"]}
            for name, tally in tallies.items()
            for task, values in tally.by().items()
        },
        left_out={},
        seconds_per_item=seconds / max(own.count(), 1),
    )


def _ours(model: UserModel, task: Task) -> Answerer:
    for number, fact in enumerate(task.facts):
        told = _START + timedelta(minutes=number)
        model.add(Proposition(text=fact, confidence=0.9, half_life=36500, valid_from=told))
    model.sync_index()

    def first(question: str) -> str:
        hits = model.recall(question, k=1, kinds=("proposition",), clearance="secret")
        return hits[0].text if hits else ""

    return first


def _baselines(task: Task, embedder: Embedder) -> dict[str, Answerer]:
    bm25 = Bm25(task.facts)
    vectors = embedder.embed(task.facts)

    def near(question: str) -> NDArray[np.float64]:
        return np.asarray(vectors @ embedder.embed([question])[0], dtype=np.float64)

    def blend(question: str) -> str:
        return task.facts[int(np.argmax(unit(near(question)) + unit(bm25.scores(question))))]

    def newest(question: str) -> str:
        scores = bm25.scores(question)
        return task.facts[int(np.flatnonzero(scores >= _NEAR_TIE * scores.max())[-1])]

    return {
        "bm25": lambda question: task.facts[int(np.argmax(bm25.scores(question)))],
        "dense": lambda question: task.facts[int(np.argmax(near(question)))],
        "blend": blend,
        "newest near-tie of bm25": newest,
    }


def _contains(held: str, expected: tuple[str, ...]) -> bool:
    return any(_bare(answer) in _bare(held) for answer in expected)


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text.casefold()).split())
