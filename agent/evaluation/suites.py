"""Every suite by the name that ``gumption eval`` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from agent.evaluation import (
    beam,
    fact_consolidation,
    locomo,
    locomo_facts,
    personabench,
    precisionmembench,
    retrieval,
)
from agent.evaluation.corpus import Corpus, OnCorpus
from agent.evaluation.reading import laid_out
from agent.evaluation.report import Report
from memory.embedding.port import Embedder
from memory.errors import InvalidInput

Suite = Callable[[Path, Embedder, OnCorpus | None], Report]


@dataclass(frozen=True, slots=True)
class _Retrieval:
    """A suite of documents and questions; ``headline`` are the categories its metrics are over."""

    name: str
    load: Callable[[Path], list[Corpus]]
    headline: Sequence[str] | None = None

    def __call__(self, path: Path, embedder: Embedder, on_corpus: OnCorpus | None) -> Report:
        with laid_out(self.name, path):
            corpora = self.load(path)
        return retrieval.evaluate(
            self.name, corpora, embedder, headline=self.headline, on_corpus=on_corpus
        )


def _facts(path: Path, embedder: Embedder, on_corpus: OnCorpus | None) -> Report:
    with laid_out("fact_consolidation", path):
        tasks = fact_consolidation.load(path)
    return fact_consolidation.evaluate(tasks, embedder, on_corpus=on_corpus)


def _talk_facts(path: Path, embedder: Embedder, on_corpus: OnCorpus | None) -> Report:
    with laid_out("locomo", path):
        talks = locomo_facts.load(path)
    return locomo_facts.evaluate(talks, embedder, on_corpus=on_corpus)


def _contract(path: Path, embedder: Embedder, on_corpus: OnCorpus | None) -> Report:
    with laid_out("precisionmembench", path):
        contract = precisionmembench.load(path)
    return precisionmembench.evaluate(contract, embedder, on_corpus=on_corpus)


SUITES: dict[str, Suite] = {
    "locomo": _Retrieval("locomo", locomo.load, locomo.ANSWERABLE),
    "locomo-facts": _talk_facts,
    "beam": _Retrieval("beam", beam.load),
    "fact-consolidation": _facts,
    "personabench": _Retrieval("personabench", personabench.load),
    "precisionmembench": _contract,
}


def run(suite: str, path: Path, embedder: Embedder, on_corpus: OnCorpus | None = None) -> Report:
    """Measure one suite on data that is somewhere on this machine.

    Args:
        suite: A name of :data:`SUITES`.
        path: A file or folder, laid out like the one of that name, whatever part of it it holds.
        embedder: Used by ourselves and the baselines alike; not closed here.
        on_corpus: Told (name, done, total) before each part.

    Raises:
        InvalidInput: there is no such suite, or nothing of it there.
    """
    if suite not in SUITES:
        raise InvalidInput(f"there is no suite {suite!r}", hint=f"one of {', '.join(SUITES)}")
    if not path.exists():
        raise InvalidInput(
            f"there is nothing at {path}", hint="give the file or folder of the data"
        )
    return SUITES[suite](path, embedder, on_corpus)
