"""What is said of something known of the person that is otherwise now.

"Standup moved to 9:45", "Mia leads the routing team now": nobody in it is the person, and by itself
it is no fact about them. But to somebody who is known to have a standup at 9:30, or to lead the
routing team, it says that this is over. So what a text says that is understood of nobody, or that
seems of no account, is held against what is believed, by the same rules that decide later on what
a new claim is to an old one (:mod:`memory.reconcile`). What changes nothing known is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from agent.engine.builtin.borrowed import not_meant, own_sentences
from agent.engine.builtin.done_to import done_to, kinds_in
from agent.engine.builtin.foreign import language_of
from agent.engine.builtin.notes import months
from agent.engine.builtin.person_shift import Shifted, has_verb
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.statements import Statement, by_the_person
from agent.engine.builtin.words import ONLY_VERBS, word_set
from memory.circumstances.telling import topic
from memory.circumstances.unnamed import fits, unnamed
from memory.claims import parse_claim
from memory.decisions import Candidate
from memory.embedding.port import Embedder
from memory.lexicon import BOUNDARIES, FINITE
from memory.reconcile import decide
from memory.types import Draft, Observation, Proposition, sensitivity_rank

#: A statement has a subject, a verb and what became of it, and no more than one clause.
_FEWEST, _MOST = 3, 12
#: Claims that one sentence is compared with: those that share most words with it.
_COMPARED = 4
CHANGE = "a change of something that is known of them"
_TOLD_OF = re.compile(
    r"\b(?:I|me|my|mine|we|us|our|ours|you|your|yours|he|she|his|hers?|him|it|its|they|them|their"
    r"|this|that|these|those|here|there)\b",
    re.IGNORECASE,
)
_WITHOUT_ARTICLE = word_set(
    """
    the a an work school uni university college church therapy dinner lunch breakfast bed dad mum
    mom mother father grandma grandpa home is in on at with to for of and their one two three no not
    """
)
#: What is called by common nouns: "their *standup*", "a *gym membership*".
_NOUNS = re.compile(r"\b(?:[Tt]heir|[Tt]he|[Aa]n?)((?: [a-z-]{3,}){1,3})")
#: "Fluoxetine down to 10 mg", "therapy done for good"
_LEFT_OUT = re.compile(
    r"^(?P<what>[\w'-]+(?: [\w'-]+){0,2}) "
    r"(?P<how>(?:(?:down|up) to \S|over\b|done\b|gone\b).*)$"
)
#: "Netflix cancelled": what was done to it, and nobody did anything else.
_DONE_TO = re.compile(
    r"^(?P<what>[\w'-]+(?: [\w'-]+){0,2}) (?P<how>(?:cancell?ed|closed|abandoned|finished|sold)"
    r"(?: (?:for good|now|already|yesterday|today|in \w+))?)$"
)
_PAST = re.compile(
    r"\b(?:\w+ed|was|were|got|went|took|left|fell|rose|became|broke|put)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A claim that is believed, or was made of an earlier text, and when it was last heard."""

    claim: Proposition
    at: datetime | None


def changes(
    asides: Sequence[Statement], known: Sequence[Known], embedder: Embedder, now: datetime
) -> list[Statement]:
    """Those of some statements that say of a known claim that it is over.

    Args:
        asides: What is about nobody by itself (:func:`unclaimed`), or seemed of no account.
        known: What may be over; only what was heard before a statement is.
        embedder: How near two sentences are, where rules ask for it.
        now: Stands in for a missing ``observed_at``.
    """
    about = [topic(parse_claim(each.claim.text).said) for each in known]
    compared = [
        (aside, [known[place] for place in places])
        for aside in asides
        if (places := _nearest(aside, known, about, aside.observation.observed_at or now))
    ]
    if not compared:
        return []
    asked = [(aside.shifted.text, each.claim.text) for aside, some in compared for each in some]
    one = embedder.embed([said for said, _ in asked])
    other = embedder.embed([claim for _, claim in asked])
    cosines = iter((one * other).sum(axis=1))
    told: list[Statement] = []
    for aside, some in compared:
        ended = _ended(aside, some, [float(next(cosines)) for _ in some], now)
        # "It's Vim now" is said of one thing; of which, nobody knows where there are two.
        if len(ended) == 1 or (ended and not done_to(aside.sentence.text)):
            claim = min(ended, key=lambda each: sensitivity_rank(each.labels.sensitivity))
            told.append(replace(aside, rule=CHANGE, guarded=aside.labels.join(claim.labels)))
    return told


def unclaimed(
    texts: Iterable[Observation], found: Iterable[Statement], known: Iterable[Known]
) -> Iterator[Statement]:
    """What else the person's texts say, each able to stand alone and to be about anything.

    Args:
        texts: Of anybody; only the person's own are read.
        found: The statements that were understood as being about the person.
        known: What they may be about.
    """
    common = {
        noun
        for each in known
        for phrase in _NOUNS.findall(each.claim.text)
        for noun in takewhile(lambda word: word not in FINITE | BOUNDARIES, phrase.split())
    }
    taken = {
        (each.observation.id, said) for each in found for said in (each.sentence.text, each.said)
    }
    for text in filter(by_the_person, texts):
        for clause in own_sentences(text.content):
            if clause.question or taken & {(text.id, clause.text), (text.id, clause.whole)}:
                continue
            said = _alone(clause.text, common)
            if said and not not_meant(clause.whole) and not language_of(clause.whole):
                past = _PAST.search(said) is not None
                shifted = Shifted(said, first_person=True, hedged=False, past=past, subject="other")
                yield Statement(text, clause, shifted, said)


def _alone(clause: str, common: AbstractSet[str]) -> str:
    """A clause that can stand by itself, without anybody who is not named in it; else empty.

    Notes leave out the article: "standup moved to 9:45".
    """
    if told := done_to(clause):
        return told
    text = months(cleaned(clause))
    left_out = _DONE_TO.match(text) or (None if has_verb(text) else _LEFT_OUT.match(text))
    if left_out:
        text = f"{left_out['what']} is {left_out['how']}"
    if not _FEWEST <= len(text.split()) <= _MOST or _TOLD_OF.search(text) or not has_verb(text):
        return ""
    first = text.partition(" ")[0].lower()
    if first in common - _WITHOUT_ARTICLE and first not in ONLY_VERBS:
        return f"The {text[:1].lower()}{text[1:]}"
    return text[:1].upper() + text[1:]


def _nearest(
    aside: Statement, known: Sequence[Known], about: Sequence[frozenset[str]], when: datetime
) -> list[int]:
    """Places of the claims that share most words with a statement, of those heard before it."""
    said = parse_claim(aside.shifted.text).said
    words, figure, kinds = topic(said), unnamed(said), kinds_in(said)
    shared = [
        (len(words & its), place)
        for place, (each, its) in enumerate(zip(known, about, strict=True))
        if (each.at is None or each.at < when)
        and (
            words & its
            or (kinds and kinds & kinds_in(each.claim.text))
            or (figure and fits(figure, parse_claim(each.claim.text).said))
        )
    ]
    return [place for _, place in sorted(shared, key=lambda each: -each[0])[:_COMPARED]]


def _ended(
    aside: Statement, known: Sequence[Known], cosines: Sequence[float], now: datetime
) -> list[Proposition]:
    """The claims that a statement says are over; told to the one whom most may see."""
    draft = Proposition(
        text=aside.shifted.text, kind="episodic" if aside.shifted.past else "semantic"
    )
    candidates = [
        Candidate(
            proposition=Proposition(id=str(place), text=each.claim.text, kind=each.claim.kind),
            cosine=cosine,
            newest_evidence=each.at,
        )
        for place, (each, cosine) in enumerate(zip(known, cosines, strict=True))
    ]
    when = aside.observation.observed_at or now
    decision = decide(Draft(proposition=draft), candidates, observed_at=when)
    over = (decision.target, *decision.also) if decision.outcome == "contradicts" else decision.also
    return [known[int(place)].claim for place in over if place is not None]
