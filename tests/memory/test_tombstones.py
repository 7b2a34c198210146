"""What the person denied does not come back in other words, and nothing else stays away with it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from memory import Proposition, UserModel
from memory.embedding.minilm import LlamaEmbedder
from tests.support.embedding import minilm, model_cache, weights
from tests.support.models import START, Clock, file_keys, open_model, said

__all__ = ["minilm", "model_cache", "weights"]

#: Denied | other wordings of it | other claims near it. The fourth to sixth were written, and are
#: held out, after the rule was made with the first three; the last say something else in nearly the
#: same words.
DENIED = """
Plans to move to Berlin | Wants to relocate to Berlin; Is planning a move to Berlin | Plans to visit Berlin in May; Plans to move to Bonn
Plays the cello | Is a cellist; Practises the cello | Plays tennis; Plays the drums
Is learning Portuguese | Studies Portuguese; Takes Portuguese lessons | Speaks Portuguese; Is learning Polish
Runs a small bakery | Owns a small bakery; Operates a small bakery | Works at a large bakery; Likes the bakery on the corner
Is afraid of dogs | Fears dogs; Has a fear of dogs | Has a dog; Is afraid of heights
Goes to church on Sundays | Attends church on Sundays; Visits church every Sunday | Goes hiking on Sundays; Sings in a church choir
Has a car | Owns a car | Has a car loan
Owes Ben 20 euros | Owes 20 euros to Ben | Ben owes them 20 euros
Is for nuclear power | Is still for nuclear power | Is against nuclear power
"""  # noqa: E501 - a table


@pytest.mark.parametrize("line", DENIED.strip().splitlines())
def test_a_denial_holds_against_paraphrases(
    minilm: LlamaEmbedder, tmp_path: Path, line: str
) -> None:
    """From the same evidence no wording of a corrected claim is taken in; its neighbours are."""
    denied, others, near = (part.split("; ") for part in line.split(" | "))
    with UserModel.open(tmp_path, embedder=minilm, keys=file_keys(), clock=lambda: START) as model:
        seen = model.observe([said("words of theirs", at=START - timedelta(days=5))])
        (first,) = model.reconcile([Proposition(text=denied[0])], evidence=seen)
        model.correct(first.proposition, "Said something else")

        def becomes(text: str) -> str:
            return model.reconcile([Proposition(text=text)], evidence=seen)[0].outcome

        assert [becomes(text) for text in others] == ["suppressed"] * len(others)
        assert "suppressed" not in [becomes(text) for text in near]


def test_old_words_do_not_bring_back_what_was_denied(tmp_path: Path) -> None:
    """What the person had said before, read later from another source, is no answer to that."""
    clock = Clock()
    with open_model(tmp_path, clock=clock) as model:
        claim = Proposition(text="Works as a nurse", source="stated")
        seen = model.observe([said("I work as a nurse", at=START)])
        [done] = model.reconcile([claim], evidence=seen)
        clock.forward(days=30)
        model.retire(done.proposition)
        old = model.observe([said("As a nurse I work nights", at=START)])
        clock.forward(days=1)
        assert model.reconcile([claim], evidence=old)[0].outcome == "suppressed"
        since = model.observe([said("I work as a nurse again", at=clock.now)])
        assert model.reconcile([claim], evidence=since)[0].outcome == "new"
