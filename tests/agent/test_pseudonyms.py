"""Other people behind stable pseudonyms, where the person asked for it."""

from __future__ import annotations

import pytest

from agent.pseudonyms import Pseudonyms
from memory.types import ContextValue, Observation

KEY = b"0123456789abcdef"


def mail(content: str, **context: ContextValue) -> Observation:
    """A message."""
    return Observation(source="mail", content=content, context=context)


def test_a_person_is_one_pseudonym_by_name_and_by_address() -> None:
    """Wherever they are named, and nothing of them is left."""
    names = Pseudonyms(KEY)
    told = names.replace(
        mail(
            "ada lovelace asked; write to ADA@x.example or call +44 20 7946 0018",
            sender="Ada Lovelace <ada@x.example>",
            to=("robin@home.example",),
        )
    )
    one = names.of("ada@x.example")
    assert told.content == f"{one} asked; write to {one} or call {names.of('+442079460018')}"
    assert told.context["sender"] == f"{one} <{one}>"


def test_the_person_keeps_their_own_name() -> None:
    """What they said is theirs stays as it is."""
    names = Pseudonyms(KEY, own=["Robin Doe", "robin@home.example"])
    sample = mail("Robin Doe and robin@home.example", to="Robin Doe <robin@home.example>")
    assert names.replace(sample) == sample


def test_another_key_gives_other_pseudonyms() -> None:
    """Without the key they lead back to nobody."""
    assert Pseudonyms(KEY).of("Ada") == Pseudonyms(KEY).of("  ada ")
    assert Pseudonyms(KEY).of("Ada") != Pseudonyms(KEY[::-1]).of("Ada")
    with pytest.raises(ValueError, match="16 bytes"):
        Pseudonyms(b"short")


@pytest.mark.parametrize(
    "text",
    [
        "version 1.2.3 of 2026-03-04, 12:30:00",
        "ran 1,000,000 rows in 3.5 s at 192.168.0.1",
        "commit 0018 2079 to refs/heads/main",
        "@property and user@localhost",
        "Annual report",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    """Numbers, dates, versions, and words that contain a name."""
    assert Pseudonyms(KEY).replace(mail(text, people=("Ann",))).content == text
