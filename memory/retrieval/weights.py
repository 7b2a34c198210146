"""How much each term of a score counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight of each term; 0 switches it off and removes it from a hit's ``parts``.

    Attributes:
        dense: Likeness of meaning, as a share of the best found (0–1).
        lexical: BM25, as a share of the best found (0–1); less for a query of few telling words.
        neighbour: Share of the better neighbouring turn's dense and lexical score that is lent.
        answer: Share of the words' part of a turn that asks that the turn after it gains.
        substance: Share of all these that an observation gains by how much it tells (0–1); a claim
            gains it whole.
        time: How well the row's time fits a time named in the query (0–1).
        entity: Share of the names in the query that the row bears.
        slot: Whether a claim fills the slot that the question asks for (0 or 1).
        speaker: Whether who spoke is named in the query (0 or 1). Such a name is then not looked
            for in the words: people say the other's name, seldom their own.
        session: Mean of the best five of the row's thread, as a share of the best thread's (0–1);
            half as much where several things may answer the query.
        taste: Share of all these that what tells a taste or a standing wish gains where advice or
            work is asked for; of 0.3, 0.5 and 0.8 the best for three invented people.
        recency: Whether, where the query asks how things are now, a newer turn that gives another
            value for what is asked for comes above the older (0 or more); and the share of its
            score that a turn loses to the claim that took the place of its own, or to a later turn
            that says it is over.
        origin: Share of its score that an observation loses by being others' words.
        link: Share of a leading claim's score that a claim about something it names has at least:
            the next piece of an answer in several steps. Where such steps are what is asked for
            (:mod:`memory.retrieval.links`), their claims come first.
        judged: What the person said of a hit for this query or one like it: the share of the best
            score that a wanted one gains, of its own that an unwanted one loses.
        salience: Largest share of its score that a claim loses by fading.
        confidence: Largest share of its score that a claim loses by being doubtful.
        diversity: Share of its score that a hit loses by repeating a better one word for word.
        feedback: What a hit beyond the tenth gains by sharing rare words with the best ones, where
            several things may answer the query.

    The defaults of the first two are the blend that did best of five ways of fusing on public
    conversations, the next four are from two of them; the others are small enough to decide between
    near-ties and not more.
    """

    dense: float = 0.5
    lexical: float = 0.5
    neighbour: float = 0.4
    answer: float = 0.5
    substance: float = 0.5
    time: float = 0.5
    entity: float = 0.1
    slot: float = 1.0
    speaker: float = 0.3
    session: float = 0.3
    taste: float = 0.5
    recency: float = 0.5
    origin: float = 0.3
    link: float = 0.6
    judged: float = 1.0
    salience: float = 0.2
    confidence: float = 0.2
    diversity: float = 0.5
    feedback: float = 0.25
