"""One claim that arrives again and again stays one claim (the reference keeps hundreds of it)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from memory import Draft, Proposition
from memory.embedding.minilm import LlamaEmbedder
from tests.support.embedding import minilm, model_cache, weights
from tests.support.models import START, open_model, said

__all__ = ["minilm", "model_cache", "weights"]

CYCLING = (
    "Cycles to work",
    "Cycles to work.",
    "Usually cycles to work",
    "Goes to work by bike",
    "They cycle to work",
    "Bikes to work",
    "Cycles  to work now",
    "Goes to work by bicycle",
    "The user cycles to work",
    "Commutes by bike",
)
TEA = (
    "Prefers tea over coffee",
    "Prefers tea to coffee",
    "They prefer tea over coffee",
    "Generally prefers tea to coffee",
    "Prefers tea rather than coffee",
    "The user prefers tea over coffee",
    "Prefers tea over coffee now",
    "Still prefers tea to coffee",
    "Prefers their tea to coffee",
    "prefers tea over coffee.",
)


def test_ten_arrivals_leave_one_proposition(minilm: LlamaEmbedder, tmp_path: Path) -> None:
    """Ten wordings from ten days and threads: one proposition, ten pieces of evidence."""
    with open_model(tmp_path, embedder=minilm) as model:
        for number, texts in enumerate(zip(CYCLING, TEA, strict=True)):
            at = START - timedelta(days=20 - number)
            for text in texts:
                seen = model.observe([said(text, at=at, thread=f"{text} {number}")])
                model.reconcile([Draft(proposition=Proposition(text=text), supports=tuple(seen))])
        kept = model.propositions()
        assert len(kept) == 2, [each.text for each in kept]
        for each in kept:
            assert len(model.evidence(each.id)) == 10
            assert each.confidence > 0.9


def test_ten_arrivals_in_one_batch(minilm: LlamaEmbedder, tmp_path: Path) -> None:
    """Drafts of one call see what the earlier ones became, before the index does."""
    with open_model(tmp_path, embedder=minilm) as model:
        seen = model.observe(
            [
                said(text, at=START - timedelta(days=n), thread=str(n))
                for n, text in enumerate(CYCLING)
            ]
        )
        model.reconcile(
            [
                Draft(proposition=Proposition(text=text), supports=(each,))
                for text, each in zip(CYCLING, seen, strict=True)
            ]
        )
        (kept,) = model.propositions()
        assert len(model.evidence(kept.id)) == 10
