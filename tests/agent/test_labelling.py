"""What a text is about, by its words."""

from __future__ import annotations

import pytest

from agent.labelling import label


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I have been diagnosed with asthma", "health"),
        ("I take amlodipine in the morning", "health"),
        ("The doctor raised it to 75 micrograms", "health"),
        ("2,5 mg at night", "health"),
        ("a statin, and that is all", "health"),
        ("My salary went up", "finance"),
        ("I work at a hospital, and was diagnosed with asthma there", "health"),
        ("I was in hospital in May", "health"),
        ("Works with a physiotherapist on the knee after surgery", "health"),
        ("My daughter is 7 years old", "minor"),
        ("I vote in every election", "politics"),
    ],
)
def test_a_telling_word_or_two_hints_label(text: str, category: str) -> None:
    """What is about a guarded part of life is sensitive."""
    found = label(text)
    assert category in found.categories
    assert found.sensitivity == "sensitive"


@pytest.mark.parametrize(
    "text",
    [
        "Moving in April, no surprises",
        "The bank of the river",
        "I was born in 1974 in Graz",
        "A latin dictionary of 500 pages",
        "Drinks coffee on the terrace",
        "Works as a nurse at the children's hospital",
        "I worked nights at a clinic",
        "Is looking for a job in a bank",
    ],
)
def test_everyday_words_label_nothing(text: str) -> None:
    """A hint alone is none, and no month is a medicine."""
    assert label(text).sensitivity == "personal"


def test_in_commands_only_telling_words_count() -> None:
    """A dose in a file name is a file name."""
    assert label("mv report_5 mg", technical=True).sensitivity == "personal"
    assert label("git commit -m 'Add insulin page'", technical=True).sensitivity == "sensitive"
