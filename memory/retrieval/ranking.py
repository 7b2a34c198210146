"""From candidates to an answer: every term of a score in its order, for one question."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from memory.retrieval import breadth, current, given_up, judgements, rows, scoring, slots
from memory.retrieval.frames import frame_of
from memory.retrieval.present import asks_for_past
from memory.retrieval.replies import asks_for_reply
from memory.retrieval.rows import Candidate, Filter
from memory.retrieval.tastes import asks_for_advice
from memory.retrieval.terms import Terms
from memory.retrieval.times import TimeRange
from memory.retrieval.tokens import STOP_WORDS, fold, query_words, word_set, words
from memory.retrieval.weights import Weights
from memory.types import HitKind

#: Observations and claims that are looked at, found by each way of finding. On two halves of public
#: conversations 128 observations gained nothing consistent (R@10 .778 and .758 against .795 and
#: .749), and 64 little more than 40 (.864 and .810 against .856 and .809). Claims have no
#: neighbours that could help them.
FETCHED: Final[Mapping[HitKind, int]] = {"observation": 40, "proposition": 32}
#: With a narrow filter most of what is found first may not count; then so many are looked at.
FETCHED_FILTERED: Final = 1000
#: Different contents among the best that contend in the end, for each that is asked for, and more.
_CONTENDING: Final = 4
_MORE: Final = 16
#: Share of a session's weight that is left where several sessions are wanted; of 0, 0.5 and 1 the
#: best for the turns of two public conversations.
_SPREAD: Final = 0.5
#: Best claims whose names are followed to what is said about them.
LEADING: Final = 3
#: So much of the best score lies between claims that answer together.
_ABOVE: Final = 0.01
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[^\W\d_a-z][\w'’-]*|[\"“]([^\"”]+)[\"”]")
_QUESTION = re.compile(
    r"\?\s*$|^\s*(?:what|when|where|which|who|whom|whose|why|how|do|does|did|is|are|was|were|has|have"
    r"|can|could|should|will)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"\b[^\W\d_a-z][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Question:
    """A query and everything that was read from it.

    Attributes:
        k: How many hits are wanted.
        unnamed: The text without the names of speakers; empty where there are none.
        fetching: How many candidates of each kind are looked at, by each way of finding.
        chain: Ids of claims that answer together, the one that the others lead to first.
    """

    text: str
    ranges: tuple[TimeRange, ...]
    names: frozenset[str]
    allowed: Filter
    weights: Weights
    present: bool = False
    slots: tuple[str, ...] = ()
    kinds: tuple[HitKind, ...] = ()
    k: int = 0
    rarity: Mapping[str, float] = field(default_factory=dict)
    unnamed: str = ""
    fetching: Mapping[HitKind, int] = field(default_factory=lambda: FETCHED)
    chain: tuple[str, ...] = ()

    def fetched(self, kind: HitKind) -> int:
        """How many candidates of a kind and way of finding are looked at; no fewer than wanted."""
        return max(FETCHED_FILTERED if self.allowed.narrow else self.fetching[kind], self.k)


def scored(
    db: sqlite3.Connection,
    candidates: list[Candidate],
    question: Question,
    floor: float,
) -> list[Candidate]:
    """The best candidates, best first, with every part of their scores.

    Args:
        db: The ledger, for what took the place of what.
        candidates: Changed in place.
        question: What is asked.
        floor: Cosine below which the index was not asked.
    """
    weights = question.weights
    _share_vectors(candidates)
    terms = Terms(candidates)
    scoring.blend(terms, weights, floor)
    replies = asks_for_reply(question.text)
    scoring.lend(terms, weights, replies=replies)
    named = speakers(candidates, question.text)
    scoring.add_substance(terms, weights, named)
    scoring.add_context(terms, weights, question.ranges, question.names, named, replies=replies)
    advice = asks_for_advice(question.text)
    if weights.taste and advice:
        scoring.add_taste(terms, weights)
    if breadth.several(question.text):
        weights = replace(weights, session=weights.session * _SPREAD)
    else:
        weights = replace(weights, feedback=0)
    scoring.add_session(terms, weights)
    moment = question.allowed.now if question.allowed.at is None else question.allowed.at
    scoring.fade(terms, weights, moment, replies=replies)
    terms.settle()
    if question.present:
        current.prefer_current(candidates, weights, slots.asked_by(question.text, question.rarity))
    tastes = (question.present or advice) and given_up.asks_for_tastes(question.text)
    if weights.recency and tastes:
        candidates = [*candidates, *given_up.heed(db, candidates, question)]
    if weights.link:
        _lend_to_named(candidates, weights)
        _put_first(candidates, question.chain)
    leading = _leading(candidates, _CONTENDING * question.k + _MORE)
    scoring.keep_order(leading, [*_renewed(leading), *_as_named(leading, question.text)])
    if question.allowed.at is not None:
        claims = [candidate.id for candidate in leading if candidate.kind == "proposition"]
        scoring.keep_order(leading, rows.successors(db, claims))
    elif not asks_for_past(question.text):
        _bring_up_to_date(db, leading, candidates, question)
    if weights.judged and judgements.any_given(db):
        _heed_judgements(db, leading, candidates, question)
    asked = word_set(question.text) if _QUESTION.search(question.text) else frozenset[str]()
    bearing = [
        each
        for each in leading
        if each.score > 0 and not _asks_the_same(each, asked) and (replies or not each.empty)
    ]
    best = scoring.diversify(_once_each_content(bearing), question.k, weights)
    terms.itemise(best)
    return best


@lru_cache(maxsize=4096)
def opening(claim: str) -> str:
    """Stem of the name that a claim begins with, which is what it is about; else nothing."""
    first = claim.split(maxsplit=1)[0] if claim.strip() else ""
    words = word_set(first) if first[:1].isupper() else frozenset[str]()
    return next(iter(words)) if len(words) == 1 else ""


def speakers(candidates: Iterable[Candidate], query: str) -> frozenset[str]:
    """Stems of capitalised words of a query that name who spoke one of the candidates."""
    asked = word_set(" ".join(_CAPITALISED.findall(query)))
    found: set[str] = set()
    for candidate in candidates if asked else ():
        found |= asked & candidate.speaker
    return frozenset(found)


def names_in(query: str) -> frozenset[str]:
    """Stems of capitalised and quoted words that do not merely begin a sentence."""
    words: set[str] = set()
    for match in _NAME.finditer(query):
        name = match.group(1) or match.group()
        if fold(name) not in STOP_WORDS:
            words |= word_set(name)
    return frozenset(words)


def _lend_to_named(candidates: Iterable[Candidate], weights: Weights) -> None:
    """Let claims about what the best claims name follow them: the next hop's piece of an answer."""
    claims = [candidate for candidate in candidates if candidate.kind == "proposition"]
    claims.sort(key=lambda claim: (-claim.score, claim.id))
    for leading in claims[:LEADING]:
        named = names_in(leading.text)
        for other in claims if named else ():
            least = leading.score * weights.link
            if other.score < least and opening(other.text) in named:
                other.parts["link"] = least - other.score
                other.score = least


def _asks_the_same(candidate: Candidate, asked: frozenset[str]) -> bool:
    """Whether a turn is the very question.

    Who asks again would else find, before anything else, that they have asked before.
    """
    if not asked or candidate.kind != "observation" or not candidate.text.rstrip().endswith("?"):
        return False
    return word_set(candidate.text) == asked


def _put_first(candidates: Iterable[Candidate], chain: Sequence[str]) -> None:
    """Let claims that only together answer come first, in their order."""
    if not chain:
        return
    most = max(candidate.score for candidate in candidates)
    places = {id_: len(chain) - place for place, id_ in enumerate(chain)}
    for candidate in candidates:
        if candidate.id in places:
            gained = most * (1 + places[candidate.id] * _ABOVE) - candidate.score
            candidate.parts["link"] = candidate.parts.get("link", 0.0) + gained
            candidate.score += gained


def _renewed(candidates: Iterable[Candidate]) -> list[tuple[str, str]]:
    """(newer, older) claims of one subject and relation that fit the query about equally well.

    Which of them holds is not decided here, only which is told first: "Ana lives in Lisbon" before
    the older "Ana lives in Porto".
    """
    alike: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in candidates:
        frame = frame_of(candidate.text) if candidate.kind == "proposition" else None
        if frame is not None:
            alike.setdefault(frame.key, []).append(candidate)
    pairs: list[tuple[str, str]] = []
    for claims in alike.values():
        claims.sort(key=lambda claim: (claim.time, claim.seq))
        pairs += [
            (newer.id, older.id)
            for older, newer in pairwise(claims)
            if newer.score >= older.score * scoring.NEAR_TIE
        ]
    return pairs


def _as_named(candidates: Iterable[Candidate], query: str) -> list[tuple[str, str]]:
    """(asked, other) claims that say the same of what a query names and of a longer name.

    "The United Kingdom" is not "the United Kingdom of Great Britain and Ireland", though the words
    of a query are all in both.
    """
    alike: dict[str, list[tuple[str, Candidate]]] = {}
    for candidate in candidates:
        frame = frame_of(candidate.text) if candidate.kind == "proposition" else None
        if frame is not None:
            alike.setdefault(frame.relation, []).append((frame.subject, candidate))
    several = [claims for claims in alike.values() if len(claims) > 1]
    asked = f" {_bare(query)} " if several else ""
    return [
        (claim.id, other.id)
        # Few questions find several claims that say the same of anything.
        for claims in ([(_bare(subject), claim) for subject, claim in each] for each in several)
        for name, claim in claims
        if f" {name} " in asked
        for longer, other in claims
        if f" {name} " in f" {longer} " != f" {name} "
        and f" {longer} " not in asked
        and claim.score >= other.score * scoring.NEAR_TIE
    ]


def _bare(text: str) -> str:
    """Folded words, without the article that a name begins with."""
    return " ".join(words(text)).removeprefix("the ")


def _leading(candidates: Iterable[Candidate], contents: int) -> list[Candidate]:
    """The best candidates, as many as have so many different contents; best first."""
    seen: set[str] = set()
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=scoring.rank):
        seen.add(candidate.digest or candidate.id)
        if len(seen) > contents:
            break
        chosen.append(candidate)
    return chosen


def _bring_up_to_date(
    db: sqlite3.Connection,
    leading: list[Candidate],
    candidates: Iterable[Candidate],
    question: Question,
) -> None:
    """Where words were found that a newer claim overtook, let that claim answer."""
    seen = [candidate.id for candidate in leading if candidate.kind == "observation"]
    found = {candidate.id: candidate.matched for candidate in leading}
    pairs = [
        (new, old)
        for new, old, claim in rows.overtaken(db, seen, question.allowed.clearance)
        # What was found by its other words is as true as it was.
        if not found[old] or found[old] & word_set(claim)
    ]
    if "proposition" in question.kinds:
        _let_in(db, leading, candidates, question, [new for new, _ in pairs])
    scoring.answer_with_successors(leading, pairs, question.weights)


def _heed_judgements(
    db: sqlite3.Connection,
    leading: list[Candidate],
    candidates: Iterable[Candidate],
    question: Question,
) -> None:
    """Let what the person said of hits for this query count, where it was anything."""
    said = judgements.bearing(
        db, [word for word, _ in query_words(question.text)], question.allowed.clearance
    )
    wanted = [id_ for id_, verdict in said.items() if verdict > 0]
    _let_in(db, leading, candidates, question, wanted)
    judgements.heed(leading, said, question.weights)


def _let_in(
    db: sqlite3.Connection,
    leading: list[Candidate],
    candidates: Iterable[Candidate],
    question: Question,
    ids: Iterable[str],
) -> None:
    """Let some rows contend that may not be among the best."""
    missing = dict.fromkeys(ids).keys() - {candidate.id for candidate in leading}
    if not missing:
        return
    found = [candidate for candidate in candidates if candidate.id in missing]
    unread = missing - {candidate.id for candidate in found}
    for kind in question.kinds if unread else ():
        found += rows.by_key(db, kind, question.allowed, ids=sorted(unread))
    leading += found


def _share_vectors(candidates: Iterable[Candidate]) -> None:
    """Hand an event's likeness on to its other runs: only one run of a content has a vector."""
    cosines: dict[str, float] = {}
    for candidate in candidates:
        if candidate.digest is not None and candidate.dense is not None:
            known = cosines.get(candidate.digest, -1.0)
            cosines[candidate.digest] = max(known, candidate.dense)
    for candidate in candidates:
        if candidate.digest is not None:
            candidate.dense = cosines.get(candidate.digest)


def _once_each_content(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for each content: a command run a hundred times is one answer.

    The run that stays is the best, which is the newest unless the query names a time.
    """
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        content = candidate.digest or candidate.id
        other = kept.get(content)
        if other is None or _precedence(candidate) > _precedence(other):
            kept[content] = candidate
    return list(kept.values())


def _precedence(run: Candidate) -> tuple[float, float, int]:
    return run.score, run.time, run.seq
