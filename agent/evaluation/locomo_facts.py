"""What the built-in engine learns from LoCoMo's talks, held against the set's own facts.

The set's ``observation`` field holds, for each session and speaker, facts with the turn that they
were taken from. Each of the two speakers is "the person" once: their own turns are self-stated, the
other's are words of somebody else. A fact is *found* when something emitted has its turn as
evidence and is at least ``ALIKE`` near to it by cosine; something emitted is *right* when a fact is
found by it. Recall, precision and F1 are over all facts and all claims of a half.

The facts call the speaker by name and our propositions leave their subject out, so the name is put
at the head of what is compared, ours and the baselines' alike: "Keeps bees" is compared as "Ina
keeps bees" ("Their dog" as "Ina's dog"), "I keep bees" as "Ina: I keep bees". ``shifted`` baselines
are stronger than the plain ones: there the name also stands for every "I", "my" and "me" ("I'm" →
"Ina is"), which is a person shift by itself. ``bare`` is the measure taken at its word: every text
as it is, a proposition without its subject and a sentence with its "I". There the name that all
facts begin with is missing on either side, and cosines are lower for all. A reading with our
subject put in and the baselines' left out is not taken: it would count the name, not the fact.
Time is told for each turn that is read, embedding included.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.engine.builtin import BuiltinEngine
from agent.engine.builtin.sentences import whole_sentences
from agent.engine.port import LearnRequest
from agent.evaluation import locomo
from agent.evaluation.corpus import Document, OnCorpus
from agent.evaluation.reading import read_json
from agent.evaluation.report import Report
from memory.embedding.port import Embedder
from memory.errors import InvalidInput
from memory.types import Observation

#: Cosine from which two texts say the same.
ALIKE = 0.6
BARE, SHIFTED = ", bare", ", shifted"
_TURN = re.compile(r"D\d+:\d+")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the set, and the turns that it was taken from."""

    text: str
    turns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something emitted, by ourselves or by a baseline, with its evidence."""

    text: str
    turns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting of one speaker: every turn of it in order, and what is true of the speaker."""

    speaker: str
    turns: tuple[Document, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation."""

    name: str
    sessions: tuple[Session, ...]


@dataclass(slots=True)
class Score:
    """Counts of one system over some talks."""

    facts: int = 0
    found: int = 0
    claims: int = 0
    right: int = 0

    def add(self, other: Score) -> None:
        """Count another part as well."""
        self.facts += other.facts
        self.found += other.found
        self.claims += other.claims
        self.right += other.right

    def measures(self) -> dict[str, float]:
        """Precision, recall and F1, and how many facts and claims there were."""
        precision = self.right / max(self.claims, 1)
        recall = self.found / max(self.facts, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return {"precision": precision, "recall": recall, "f1": f1, "claims": float(self.claims)}


def load(path: Path) -> list[Talk]:
    """Every conversation of a file, or of every file of a folder, that has facts.

    Raises:
        InvalidInput: nothing there looks like LoCoMo with its facts.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    talks: list[Talk] = []
    for file in files:
        samples = read_json(file)
        if isinstance(samples, list) and samples and "observation" in samples[0]:
            talks.extend(_talk(sample, len(talks) + i) for i, sample in enumerate(samples))
    if not talks:
        raise InvalidInput(
            f"no LoCoMo facts in {path}",
            hint="expected a JSON list of samples with 'conversation' and 'observation'",
        )
    return talks


def _talk(sample: Mapping[str, Any], number: int) -> Talk:
    name = str(sample.get("sample_id", number))
    threads: dict[str, list[Document]] = {}
    for document in locomo.spoken_turns(sample["conversation"], name):
        threads.setdefault(document.thread, []).append(document)
    sessions: list[Session] = []
    for thread, turns in threads.items():
        told = sample["observation"].get(f"{thread.rpartition('/')[2]}_observation", {})
        sessions.extend(
            Session(speaker, tuple(turns), tuple(_facts(told.get(speaker, ()), name)))
            for speaker in dict.fromkeys(str(turn.context["speaker"]) for turn in turns)
        )
    return Talk(name, tuple(sessions))


def _facts(rows: Sequence[Sequence[Any]], name: str) -> Iterator[Fact]:
    for text, cited in rows:
        yield Fact(str(text), frozenset(f"{name}/{turn}" for turn in _TURN.findall(str(cited))))


def evaluate(
    talks: Sequence[Talk], embedder: Embedder, *, on_corpus: OnCorpus | None = None
) -> Report:
    """Hold what is emitted for every session against its facts."""
    engine = BuiltinEngine(embedder)
    scores: dict[str, dict[str, Score]] = {}
    left_out: Counter[str] = Counter()
    seconds, read = 0.0, 0
    for done, talk in enumerate(talks):
        if on_corpus is not None:
            on_corpus(talk.name, done, len(talks))
        half = "half 1" if done < len(talks) // 2 else "half 2"
        for session in talk.sessions:
            left_out["fact without a turn"] += sum(not fact.turns for fact in session.facts)
            started = time.process_time()
            claims = {"gumption": _learnt(engine, session)}
            seconds += time.process_time() - started
            read += len(session.turns)
            claims |= {name: list(say(session)) for name, say in BASELINES.items()}
            for name, found in claims.items():
                for how, namer in (_OURS if name == "gumption" else _THEIRS).items():
                    texts = [namer(claim.text, session.speaker) for claim in found]
                    score = _score(session, found, texts, embedder)
                    for part in ("all", half):
                        scores.setdefault(name + how, {}).setdefault(part, Score()).add(score)
    return _report(scores, +left_out, seconds / max(read, 1), halves=len(talks) > 1)


def _report(
    scores: Mapping[str, Mapping[str, Score]],
    left_out: Mapping[str, int],
    seconds: float,
    *,
    halves: bool,
) -> Report:
    own = scores["gumption"]
    by = {"bare": scores["gumption" + BARE]["all"].measures()}
    baselines = {
        name: parts["all"].measures() for name, parts in scores.items() if "gumption" not in name
    }
    if halves:
        for half in ("half 1", "half 2"):
            by[half] = own[half].measures()
            for name in (base + how for base in BASELINES for how in ("", SHIFTED)):
                baselines[f"{name}, {half}"] = scores[name][half].measures()
    return Report(
        suite="locomo-facts",
        items=own["all"].facts,
        metrics=own["all"].measures(),
        by=by,
        baselines=baselines,
        left_out=dict(left_out),
        seconds_per_item=seconds,
    )


def observations_of(session: Session) -> tuple[Observation, ...]:
    """The turns as the speaker's own memory sees them: the other's words are not their own."""
    rows = []
    for turn in session.turns:
        own = turn.context["speaker"] == session.speaker
        rows.append(
            Observation(
                id=turn.id,
                source="chat",
                content=turn.content,
                observed_at=turn.observed_at,
                thread=turn.thread,
                position=turn.position,
                origin="self-stated" if own else "third-party content",
                context={"speaker": turn.context["speaker"], "role": "user" if own else "other"},
            )
        )
    return tuple(rows)


def _learnt(engine: BuiltinEngine, session: Session) -> list[Claim]:
    rows = observations_of(session)
    now = session.turns[-1].observed_at
    result = engine.learn(LearnRequest(observations=rows, neighbours=(), now=now))
    return [Claim(each.proposition.text, frozenset(each.supports)) for each in result.drafts]


def _every_sentence(session: Session) -> Iterator[Claim]:
    for turn in session.turns:
        if turn.context["speaker"] == session.speaker:
            for sentence in whole_sentences(turn.content):
                yield Claim(sentence, frozenset({turn.id}))


def _first_person(session: Session) -> Iterator[Claim]:
    return (claim for claim in _every_sentence(session) if _FIRST.search(claim.text))


BASELINES: dict[str, Callable[[Session], Iterator[Claim]]] = {
    "every sentence": _every_sentence,
    "first-person sentences": _first_person,
}

_FIRST = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our)\b", re.IGNORECASE)
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"\bI(?:'m| am)\b", "{0} is"),
        (r"\bI'?ve\b|\bI have\b", "{0} has"),
        (r"\bI'll\b", "{0} will"),
        (r"\bI'd\b", "{0} would"),
        (r"\b(?:I|me|myself)\b", "{0}"),
        (r"\b(?:my|mine)\b", "{0}'s"),
    )
)


def _named(claim: str, name: str) -> str:
    """A proposition with its subject: "Prefers tea" → "Ina prefers tea"."""
    first, _, rest = claim.partition(" ")
    match first:
        case "Their":
            return f"{name}'s {rest}"
        case "They":
            return f"{name} {rest}"
        case _:
            return f"{name} {claim[:1].lower()}{claim[1:]}"


def _headed(sentence: str, name: str) -> str:
    """A sentence with its speaker's name before it."""
    return f"{name}: {sentence}"


def _shifted(sentence: str, name: str) -> str:
    """A sentence with its speaker's name in the place of the first person, or before it."""
    text = sentence.replace("’", "'")
    for pattern, words in _SAID:
        text = pattern.sub(words.format(name), text)
    return text if name in text else _headed(text, name)


def _bare(text: str, _: str) -> str:
    return text


#: Suffix of the label → how a text is named.
_OURS: dict[str, Callable[[str, str], str]] = {"": _named, BARE: _bare}
_THEIRS: dict[str, Callable[[str, str], str]] = {"": _headed, SHIFTED: _shifted, BARE: _bare}


def _score(
    session: Session, claims: Sequence[Claim], texts: Sequence[str], embedder: Embedder
) -> Score:
    facts = [fact for fact in session.facts if fact.turns]
    score = Score(facts=len(facts), claims=len(claims))
    if not facts or not claims:
        return score
    alike = embedder.embed(texts) @ embedder.embed([fact.text for fact in facts]).T >= ALIKE
    for row, claim in enumerate(claims):
        for column, fact in enumerate(facts):
            alike[row, column] &= not claim.turns.isdisjoint(fact.turns)
    score.right = int(alike.any(axis=1).sum())
    score.found = int(alike.any(axis=0).sum())
    return score
