"""What the whole comparison, rules and learnt sense, makes of pairs that others have told."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from memory.decisions import Candidate
from memory.embedding.minilm import LlamaEmbedder
from memory.networks import Vectored
from memory.reconcile import decide
from memory.types import Draft, Outcome, Proposition
from tests.memory.test_reconcile_pairs import same
from tests.memory.told_pairs import told
from tests.support.embedding import minilm, model_cache, weights

__all__ = ["minilm", "model_cache", "weights"]

KNOWN_AT = datetime(2026, 1, 5, tzinfo=UTC)
SEEN_AT = KNOWN_AT + timedelta(days=40)


def decided(name: str, embedder: LlamaEmbedder, *, every: int = 1) -> Counter[tuple[str, Outcome]]:
    """How often a mark of a file became which outcome; of every so many-th pair."""
    pairs = told(name)[::every]
    earlier = embedder.embed([known for _, known, _ in pairs])
    later = embedder.embed([new for _, _, new in pairs])
    found: Counter[tuple[str, Outcome]] = Counter()
    for (mark, known, new), one, other in zip(pairs, earlier, later, strict=True):
        candidate = Candidate(
            proposition=Proposition(id="known", text=known),
            cosine=float(one @ other),
            newest_evidence=KNOWN_AT,
        )
        vectors = Vectored(draft=other, of=same(one))
        draft = Draft(proposition=Proposition(text=new))
        decision = decide(draft, [candidate], observed_at=SEEN_AT, vectors=vectors)
        found[mark, decision.outcome] += 1
    return found


def of(table: Counter[tuple[str, Outcome]], mark: str) -> int:
    """Pairs with a mark."""
    return sum(count for (its, _), count in table.items() if its == mark)


@pytest.mark.parametrize(
    ("name", "found"),
    [("terse", 0.55), ("named", 0.45), ("first_person", 0.25), ("mixed", 0.35)],
)
def test_changes_told_by_others(minilm: LlamaEmbedder, name: str, found: float) -> None:
    """Half of them put freely: less than half is seen, and what is seen is a change."""
    table = decided(f"changes_{name}", minilm)
    right, wrong = table["S", "contradicts"], table["N", "contradicts"]
    assert right >= found * of(table, "S"), table
    assert wrong <= 0.08 * (right + wrong), table


@pytest.mark.parametrize("name", ["terse", "full"])
def test_another_claim_is_not_taken_for_other_words(minilm: LlamaEmbedder, name: str) -> None:
    """Though one word differs. What is said in other words is seldom recognised, and then kept."""
    table = decided(f"wordings_{name}", minilm)
    swallowed = table["O", "identical"] + table["O", "refines"]
    assert swallowed <= 1, table
    assert table["I", "contradicts"] <= 1, table
    assert table["L", "identical"] >= 10, table


def test_what_is_written_to_deceive_seldom_does(minilm: LlamaEmbedder) -> None:
    """Of those that only sound like a change one in twenty ends a claim; fewer is better."""
    table = decided("deceptive", minilm, every=2)
    assert table["N", "contradicts"] <= 0.06 * of(table, "N"), table
    assert table["S", "contradicts"] >= 0.25 * of(table, "S"), table
