"""How often a draft is taken for what it is, on pairs of claims with real vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from memory.decisions import Candidate
from memory.embedding.minilm import LlamaEmbedder
from memory.embedding.port import Vectors
from memory.networks import Vectored
from memory.reconcile import decide
from memory.types import Draft, Outcome, Proposition, Relation, RelationHint
from tests.memory.batch_pairs import BATCHES
from tests.memory.fresh_pairs import FRESH
from tests.memory.other_worded_pairs import OTHER_WORDED
from tests.memory.pairs import FURTHER, PAIRS, Pair
from tests.memory.register_pairs import FOREIGN, REGISTERS
from tests.memory.spoken_pairs import SPOKEN
from tests.memory.tuned_pairs import TUNED
from tests.memory.unseen_pairs import ORDINARY, UNSEEN
from tests.memory.worded_changes import WORDED_CHANGES
from tests.memory.worded_neighbours import DECEPTIVELY_WORDED, WORDED_NEIGHBOURS
from tests.memory.worded_pairs import WORDED
from tests.support.embedding import minilm, model_cache, weights

__all__ = ["minilm", "model_cache", "weights"]

KNOWN_AT = datetime(2026, 1, 5, tzinfo=UTC)
SEEN_AT = {
    "newer": KNOWN_AT + timedelta(days=40),
    "older": KNOWN_AT - timedelta(days=40),
    "none": None,
}
Confusion = Counter[tuple[Outcome, Outcome]]


def confusion(
    pairs: list[Pair], embedder: LlamaEmbedder, hint: Relation | None = None
) -> Confusion:
    """How often each expected outcome became which, with an opinion of the model or without."""
    known = embedder.embed([pair.known for pair in pairs])
    new = embedder.embed([pair.new for pair in pairs])
    hints = (RelationHint(proposition="known", relation=hint),) if hint else ()
    return Counter(
        (
            pair.expected,
            decide(
                Draft(proposition=Proposition(text=pair.new), relations=hints),
                [
                    Candidate(
                        proposition=Proposition(id="known", text=pair.known),
                        cosine=float(one @ other),
                        newest_evidence=KNOWN_AT,
                    )
                ],
                observed_at=SEEN_AT[pair.order],
                vectors=Vectored(draft=other, of=same(one)),
            ).outcome,
        )
        for pair, one, other in zip(pairs, known, new, strict=True)
    )


def same(vector: Vectors) -> Callable[[Sequence[str]], dict[str, Vectors]]:
    """Has one vector for whatever is looked up."""
    return lambda ids: dict.fromkeys(ids, vector)


def share(table: Confusion, hits: tuple[Outcome, Outcome], side: int) -> float:
    """Share of the hits among all that is expected (side 0) or decided (side 1) like them."""
    return table[hits] / sum(n for key, n in table.items() if key[side] == hits[side])


@pytest.mark.parametrize("held_out", [False, True], ids=["first half", "held out"])
def test_superseding_is_precise_and_seldom_missed(minilm: LlamaEmbedder, *, held_out: bool) -> None:
    """Of what is superseded 95 % is rightly so, and of what should be 80 % is."""
    table = confusion([pair for pair in PAIRS if pair.held_out == held_out], minilm)
    hits: tuple[Outcome, Outcome] = ("contradicts", "contradicts")
    assert share(table, hits, 1) >= 0.95, table
    assert share(table, hits, 0) >= 0.8, table
    assert share(table, ("new", "new"), 0) >= 0.95, table
    assert share(table, ("refines", "refines"), 0) >= 0.9, table


def test_a_model_that_sees_contradictions_everywhere_retires_nothing_more(
    minilm: LlamaEmbedder,
) -> None:
    """A wrong opinion opens disputes at worst."""
    harmless = [pair for pair in PAIRS if pair.expected not in {"contradicts", "disputed"}]
    table = confusion(harmless, minilm, hint="contradicts")
    assert not [key for key in table if key[1] == "contradicts"], table


def test_pairs_no_rule_was_made_with(minilm: LlamaEmbedder) -> None:
    """On claims written before the rules were run on them, hardly anything is retired wrongly."""
    table = confusion(FRESH, minilm)
    hits: tuple[Outcome, Outcome] = ("contradicts", "contradicts")
    assert share(table, hits, 1) >= 0.95, table
    assert share(table, hits, 0) >= 0.8, table
    assert share(table, ("new", "new"), 0) >= 0.95, table


def test_endings_of_every_sort(minilm: LlamaEmbedder) -> None:
    """Sold, quit, left, died, moved out: nearly all are seen, and nothing else is ended."""
    table = confusion(TUNED, minilm)
    hits: tuple[Outcome, Outcome] = ("contradicts", "contradicts")
    assert share(table, hits, 1) >= 0.98, table
    assert share(table, hits, 0) >= 0.95, table


def test_the_pairs_that_the_rules_were_made_with_hold(minilm: LlamaEmbedder) -> None:
    """What the rules were written for, they do."""
    assert {key for key in confusion(FURTHER, minilm) if key[0] != key[1]} == set()


@pytest.mark.parametrize(
    ("pairs", "least"),
    [(REGISTERS, 0.9), (SPOKEN, 0.8), (BATCHES, 0.65)],
    ids=["work chat and slips", "notes, slang, learner's English", "four batches"],
)
def test_claims_in_other_registers(minilm: LlamaEmbedder, pairs: list[Pair], least: float) -> None:
    """However it is put, most of what has changed is seen, and next to nothing else is ended.

    All were looked at in the end. At first contact: precision .96 and recall .66 of the first,
    1.00 and .16 of the second; of the batches recall was .50, .33, .36 and .72.
    """
    table = confusion(pairs, minilm)
    hits: tuple[Outcome, Outcome] = ("contradicts", "contradicts")
    assert share(table, hits, 1) >= 0.97, table
    assert share(table, hits, 0) >= least, table
    assert share(table, ("new", "new"), 0) >= 0.95, table


@pytest.mark.parametrize(
    ("pairs", "least"),
    [(UNSEEN, 0.5), (ORDINARY, 0.75), (OTHER_WORDED, 0.75)],
    ids=["odd registers", "ordinary", "in other words"],
)
def test_pairs_kept_for_reporting(minilm: LlamaEmbedder, pairs: list[Pair], least: float) -> None:
    """On pairs that no rule was made with, nothing is ended wrongly.

    The first were written before the rules that read other registers: precision 1.00 and recall
    .12 without these rules, .96 and .64 now. The others after them: 1.00 and .69, 1.00 and .89 now.
    The last before the rules that read what a sentence is about: 1.00 and .53 without these, 1.00
    and .80 with them, never looked into.
    """
    table = confusion(pairs, minilm)
    hits: tuple[Outcome, Outcome] = ("contradicts", "contradicts")
    assert share(table, hits, 1) >= 0.95, table
    assert share(table, hits, 0) >= least, table


@pytest.mark.parametrize(
    ("pairs", "least"),
    [(WORDED, 0.95), ([*WORDED_CHANGES, *WORDED_NEIGHBOURS], 0.75)],
    ids=["first half", "ten further sets"],
)
def test_claims_put_in_other_words(minilm: LlamaEmbedder, pairs: list[Pair], least: float) -> None:
    """What has changed is mostly seen when it is put in other words, and nothing else is ended.

    All were looked at. At first contact recall was .33 of the first half; of the further sets, each
    by the rules made from those before it, .43 .43 .40 .63 .30 .47 .63 .57 .53 .57, where the rules
    before all of these reached .40 .43 .40 .50 .23 .33 .47 .50 .43 .53. Two of 270 that should not
    were ended, by older rules.
    """
    table = confusion(pairs, minilm)
    hits: tuple[Outcome, Outcome] = ("contradicts", "contradicts")
    assert share(table, hits, 1) >= 0.98, table
    assert share(table, hits, 0) >= least, table


def test_a_verb_of_change_alone_ends_nothing(minilm: LlamaEmbedder) -> None:
    """Of claims that tell of a change in something else, hardly any ends what is known.

    At first contact 24 of 65, 4 of 40 and none of the last 60 did.
    """
    table = confusion(DECEPTIVELY_WORDED, minilm)
    assert table["new", "contradicts"] <= 0.03 * len(DECEPTIVELY_WORDED), table


def test_other_languages_retire_nothing_wrongly(minilm: LlamaEmbedder) -> None:
    """Rules that read English see no contradiction elsewhere, and so none that is not there."""
    table = confusion(FOREIGN, minilm)
    assert not table["new", "contradicts"], table
