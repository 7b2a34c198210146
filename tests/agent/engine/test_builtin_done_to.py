"""What somebody did to something known, and what it is now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agent.engine.builtin import BuiltinEngine
from agent.engine.builtin.done_to import done_to
from memory.embedding.minilm import LlamaEmbedder
from memory.types import Proposition
from tests.agent.engine.test_builtin_facts import AT, learnt, said
from tests.support.embedding import minilm, model_cache, weights

__all__ = ["minilm", "model_cache", "weights"]


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("we moved retro to 11", "The retro was moved to 11"),
        ("They've upped the dose to 40 mg", "The dose was upped to 40 mg"),
        (
            "my boss pushed our one-on-one back to Friday",
            "The one-on-one was pushed back to Friday",
        ),
        ("they switched me to valsartan", "Was switched to valsartan"),
        ("it's valsartan now", "Switched to valsartan"),
        ("it's Monday now", ""),
        ("it's raining now", ""),
        ("it's valsartan", ""),
        ("they switched me to another team", ""),
        ("they switched him to valsartan", ""),
        ("we moved it to 11", ""),
        ("we moved house to be closer to work", ""),
    ],
)
def test_what_became_of_it_is_told_by_who_did_it(clause: str, told: str) -> None:
    """The sentence says what is so now of what it names, or names by itself."""
    assert done_to(clause) == told


@pytest.mark.parametrize(
    ("text", "known", "claims"),
    [
        ("we moved retro to 11", ["Their retro is at 10:00"], ["The retro was moved to 11"]),
        ("it's valsartan now", ["Takes enalapril"], ["Switched to valsartan"]),
        ("the dose went up to 40", ["Takes 20 mg of citalopram"], ["The dose went up to 40"]),
        # Nothing of the kind is known, or more than one.
        ("we moved retro to 11", ["Their standup is at 10:00"], []),
        ("it's valsartan now", ["Takes metformin"], []),
        ("it's Zed now", ["Uses Emacs for notes", "Uses Vim for mail"], []),
        ("the dose went up to 40", ["Takes 20 mg of citalopram", "Takes 5 mg of ramipril"], []),
    ],
)
def test_it_is_kept_where_it_ends_what_is_known(
    minilm: LlamaEmbedder, text: str, known: list[str], claims: list[str]
) -> None:
    """By itself it is about nobody; beside a claim of theirs it is news."""
    believed = tuple(
        Proposition(id=f"p{place}", text=claim, supported_at=AT - timedelta(days=9))
        for place, claim in enumerate(known)
    )
    found = learnt(BuiltinEngine(minilm), said(text, observed_at=AT), known=believed)
    assert [each.proposition.text for each in found.drafts] == claims


def test_what_is_taken_is_a_fact_by_its_form(minilm: LlamaEmbedder) -> None:
    """A dose of a medicine, whatever the heads make of its name."""
    (draft,) = learnt(BuiltinEngine(minilm), said("I take 18 mg of methylphenidate")).drafts
    assert draft.proposition.text == "Takes 18 mg of methylphenidate"
