"""PrecisionMemBench: beliefs of a store, and what a query must and must not bring up.

A contract test, as far as our concepts go. A belief is a proposition; a belief that was superseded
or resolved has a ``valid_to``; a user has a store, and so has every set of scopes that is asked
with. Pinned facts, open questions and the persona prelude are read from the store by kind, as the
benchmark's own system does; the relevant beliefs are what recall finds.

Left out, and counted: cases in which nothing leads from the query to an expected belief but aliases
that the author wrote by hand: it shares no word with the query, not even a misspelt one or one
that is short for what it says ("k8s", initials), and no belief that shares one names it.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.evaluation.baselines import Bm25
from agent.evaluation.corpus import OnCorpus
from agent.evaluation.measures import Tally
from agent.evaluation.reading import read_json
from agent.evaluation.report import Report
from agent.evaluation.stores import OneRunKey
from memory import Proposition, UserModel
from memory.embedding.port import Embedder
from memory.errors import InvalidInput
from memory.retrieval.abbreviations import spells_out
from memory.retrieval.ranking import opening
from memory.retrieval.spelling import alike
from memory.retrieval.tokens import word_set

_UNIVERSAL = "user:universal"
_OPEN = "open_question"
_MOST = 12
#: Of what a query brings up, what reaches less than this share of the best is not about it, unless
#: it bears a name that the query names: of a long question the best takes up much else as well. The
#: best of what is known, that is: an open question has a section of its own, and whoever asks about
#: it says the same again, so that nothing that is known comes near it.
_BEARING = 0.5

_WORD = re.compile(r"\w+")

Finder = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """One belief of the seed."""

    id: str
    user: str
    type: str
    text: str
    scope: frozenset[str]
    confidence: float
    pinned: bool
    since: datetime
    over: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One query with what it must and must not bring up, by section of the answer."""

    category: str
    user: str
    scope: frozenset[str]
    query: str
    budget: int
    include: Mapping[str, frozenset[str]]
    exclude: Mapping[str, frozenset[str]]
    contains: tuple[str, ...]
    lacks: tuple[str, ...]
    prelude: bool | None


@dataclass(frozen=True, slots=True)
class Contract:
    """The beliefs and the cases."""

    beliefs: tuple[Belief, ...]
    cases: tuple[Case, ...]


def load(path: Path) -> Contract:
    """The seed and the cases of a folder.

    Raises:
        InvalidInput: the seed or the cases are missing.
    """
    folder = path if path.is_dir() else path.parent
    seed = folder / "beliefs.seed.json"
    files = [path] if path.is_file() and path != seed else sorted(folder.glob("*.cases.json"))
    if not seed.exists() or not files:
        raise InvalidInput(
            f"no PrecisionMemBench in {folder}",
            hint="expected beliefs.seed.json and *.cases.json side by side",
        )
    beliefs = tuple(_belief(row) for row in read_json(seed))
    cases = tuple(case for file in files for row in read_json(file) for case in _cases(row))
    return Contract(beliefs, cases)


def _belief(row: Mapping[str, Any]) -> Belief:
    updated = _time(row["updated_at"])
    over = _time(row["resolved_at"]) if row.get("resolved_at") else None
    return Belief(
        id=row["_id"],
        user=row["user_id"],
        type=row["type"],
        text=row["content"],
        scope=frozenset(row["scope"]),
        confidence=min(row["confidence"], 0.99),
        pinned=row["pinned"],
        since=_time(row["created_at"]),
        over=updated if row["epistemic_status"] == "superseded" else over,
    )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _cases(row: Mapping[str, Any]) -> Iterable[Case]:
    for turn in row.get("turns", [row]):
        expect = turn.get("expect", {})
        asked = {name: part for name, part in expect.items() if isinstance(part, dict)}
        include = {
            name: frozenset(part.get("mustInclude", [])) | frozenset(_only(part))
            for name, part in asked.items()
        }
        exclude = {name: frozenset(part.get("mustExclude", [])) for name, part in asked.items()}
        noise = asked.get("noiseCheck", {}).get("mustNotSurface", [])
        exclude["relevantBeliefs"] = exclude.get("relevantBeliefs", frozenset()) | frozenset(noise)
        persona = asked.get("personaPrelude", {})
        empty = persona.get("isNull")
        yield Case(
            category=row.get("category", "Sessions"),
            user=row.get("userId", "test-user"),
            scope=frozenset(turn["scope"]),
            query=turn.get("query", turn.get("userMessage", "")),
            budget=turn.get("budget", {}).get("maxBeliefs", _MOST),
            include=include,
            exclude=exclude,
            contains=tuple(persona.get("contains", [])),
            lacks=tuple(persona.get("mustNotContain", [])),
            prelude=False if empty else persona.get("nonEmpty"),
        )


def _only(part: Mapping[str, Any]) -> list[str]:
    return list(part.get("shouldOnlyInclude", []))


def evaluate(
    contract: Contract, embedder: Embedder, *, on_corpus: OnCorpus | None = None
) -> Report:
    """Hold every case that needs no aliases against ourselves and the baselines."""
    tallies: dict[str, Tally] = {}
    left_out: Counter[str] = Counter()
    seconds = 0.0
    now = max(belief.since for belief in contract.beliefs) + timedelta(days=60)
    groups: dict[tuple[str, frozenset[str]], list[Case]] = {}
    for case in contract.cases:
        groups.setdefault((case.user, case.scope), []).append(case)
    for done, ((user, scope), cases) in enumerate(groups.items()):
        if on_corpus is not None:
            on_corpus(", ".join(sorted(scope)), done, len(groups))
        held = [b for b in contract.beliefs if b.user == user and b.scope & {*scope, _UNIVERSAL}]
        with (
            tempfile.TemporaryDirectory(prefix="gumption-eval-") as home,
            UserModel.open(home, embedder=embedder, keys=OneRunKey(), clock=lambda: now) as model,
        ):
            finders = {"gumption": _ours(model, held), **_baselines(held, embedder, now)}
            for case in cases:
                if _needs_aliases(case, contract.beliefs):
                    left_out[f"needs the author's aliases: {case.category}"] += 1
                    continue
                for name, find in finders.items():
                    started = time.perf_counter()
                    found = find(case.query)
                    seconds += (time.perf_counter() - started) * (name == "gumption")
                    tallies.setdefault(name, Tally()).add(
                        case.category, _judged(case, _sections(case, held, found, now))
                    )
    own = tallies.pop("gumption", Tally())
    return Report(
        suite="precisionmembench",
        items=own.count(),
        metrics=own.mean(),
        by=own.by(),
        baselines={name: tally.mean() for name, tally in tallies.items()},
        left_out=dict(left_out),
        seconds_per_item=seconds / max(own.count(), 1),
    )


def _ours(model: UserModel, held: list[Belief]) -> Finder:
    named: dict[str, str] = {}
    open_ = {belief.id for belief in held if belief.type == _OPEN}
    for belief in held:
        proposition = Proposition(
            text=belief.text,
            confidence=belief.confidence,
            valid_from=belief.since,
            valid_to=belief.over,
        )
        id_ = model.add(proposition)
        named[id_] = belief.id
        if belief.pinned:
            model.pin(id_)
    model.sync_index()

    def find(query: str) -> list[str]:
        hits = model.recall(query, k=_MOST, kinds=("proposition",), clearance="secret")
        best = max((hit.score for hit in hits if named[hit.id] not in open_), default=0.0)
        return [
            named[hit.id]
            for hit in hits
            if (hit.score >= _BEARING * best or hit.parts.get("entity", 0.0) > 0)
            and hit.parts.get("lexical", 0.0) + hit.parts.get("link", 0.0) > 0
        ]

    return find


def _baselines(held: list[Belief], embedder: Embedder, now: datetime) -> dict[str, Finder]:
    current = [belief for belief in held if belief.over is None or belief.over > now]
    if not current:
        return dict.fromkeys(("bm25", "dense", "blend"), lambda _: [])
    texts = [belief.text for belief in current]
    known = np.array([belief.type != _OPEN for belief in current], dtype=np.bool_)
    bm25 = Bm25(texts)
    vectors = embedder.embed(texts)

    def finder(scores: Callable[[str], NDArray[np.float64]]) -> Finder:
        def find(query: str) -> list[str]:
            if not query.strip():
                return []
            values = scores(query)
            best = float(values[known].max(initial=0.0))
            order = np.argsort(-values, kind="stable")[:_MOST]
            return [current[i].id for i in order if values[i] >= _BEARING * best > 0]

        return find

    def dense(query: str) -> NDArray[np.float64]:
        return np.asarray(vectors @ embedder.embed([query])[0], dtype=np.float64)

    def blend(query: str) -> NDArray[np.float64]:
        words = bm25.scores(query)
        return 0.5 * dense(query) + 0.5 * words / max(float(words.max()), 1e-9)

    return {"bm25": finder(bm25.scores), "dense": finder(dense), "blend": finder(blend)}


def _needs_aliases(case: Case, beliefs: Iterable[Belief]) -> bool:
    text_of = {belief.id: belief.text for belief in beliefs if belief.user == case.user}
    wanted = case.include.get("relevantBeliefs", frozenset())
    asked = word_set(case.query)
    shared = {
        id_
        for id_, text in text_of.items()
        if _shares(asked, word_set(text))
        or any(spells_out(word, text) for word in _WORD.findall(case.query))
    }
    named = {word for id_ in shared for word in word_set(text_of[id_])}
    return any(id_ not in shared and opening(text_of.get(id_, "")) not in named for id_ in wanted)


def _shares(asked: frozenset[str], said: frozenset[str]) -> bool:
    return any(alike(word, other) for word in asked for other in said)


def _sections(
    case: Case, held: list[Belief], found: list[str], now: datetime
) -> dict[str, set[str]]:
    """What an answer is made of: the sections that the benchmark asks about."""
    current = {b.id: b for b in held if b.over is None or b.over > now}
    own = {id_: b for id_, b in current.items() if _UNIVERSAL not in b.scope}
    pinned = {id_ for id_, b in own.items() if b.pinned and b.type != _OPEN}
    open_ = {id_ for id_, b in own.items() if b.type == _OPEN}
    relevant = [id_ for id_ in found if id_ in own.keys() - pinned - open_]
    room = max(case.budget - len(pinned), 0)
    return {
        "personaPrelude": {b.text for b in current.values() if _UNIVERSAL in b.scope},
        "pinnedFacts": set(sorted(pinned)[: case.budget]),
        "openQuestions": open_,
        "relevantBeliefs": set(relevant[:room]),
    }


def _judged(case: Case, sections: Mapping[str, AbstractSet[str]]) -> dict[str, float]:
    prelude = " ".join(sections["personaPrelude"]).casefold()
    kept = all(wanted <= sections.get(name, set()) for name, wanted in case.include.items())
    clear = all(not (bad & sections.get(name, set())) for name, bad in case.exclude.items())
    said = all(word.casefold() in prelude for word in case.contains)
    unsaid = not any(word.casefold() in prelude for word in case.lacks)
    there = case.prelude is None or bool(prelude) == case.prelude
    passed = kept and clear and said and unsaid and there
    wanted = case.include.get("relevantBeliefs", frozenset())
    return {
        "pass": float(passed),
        "nothing else": float(passed and sections["relevantBeliefs"] <= wanted),
    }
