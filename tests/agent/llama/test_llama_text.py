"""Bytes of tokens become text that can be shown, whole characters and no marks."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agent.llama.text import TextAssembler


def _feed(assembler: TextAssembler, *pieces: str | bytes) -> str:
    encoded = (piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    return "".join([*map(assembler.feed, encoded), assembler.finish()])


@given(st.text(), st.lists(st.integers(0, 40)))
def test_cutting_bytes_anywhere_never_changes_the_text(text: str, cuts: list[int]) -> None:
    """Characters that are split over tokens come out whole."""
    encoded = text.encode(errors="ignore")
    places = sorted({0, len(encoded), *(min(cut, len(encoded)) for cut in cuts)})
    pieces = [encoded[a:b] for a, b in pairwise(places)]

    assert _feed(TextAssembler(), *pieces) == encoded.decode()


def test_half_a_character_is_held_back() -> None:
    """Nothing that is not a character is shown, not even for a moment."""
    assembler = TextAssembler()

    assert assembler.feed(b"a\xe2\x82") == "a"
    assert assembler.feed(b"\xac") == "€"


def test_a_stop_string_over_several_tokens_ends_the_text() -> None:
    """What belongs to a stop string is never given out."""
    assembler = TextAssembler(stops=["END"])

    assert assembler.feed(b"fine E") == "fine "
    assert assembler.feed(b"N") == ""
    assert assembler.feed(b"D more") == ""
    assert assembler.stopped
    assert assembler.finish() == ""


def test_what_only_began_like_a_stop_string_is_given_out() -> None:
    """Held-back text is not lost."""
    assert _feed(TextAssembler(stops=["END"]), "TH", "E EN", "D OF", "F EN") == "THE "
    assert _feed(TextAssembler(stops=["END"]), "TH", "E EN", "SIGN EN") == "THE ENSIGN EN"


def test_a_call_is_kept_apart_from_the_text() -> None:
    """The mark and what follows are no text."""
    assembler = TextAssembler(calls=True)

    assert _feed(assembler, "Well <to", 'ol_call>{"na', 'me": 1}</tool', "_call> more") == "Well "
    assert assembler.call == '{"name": 1}</tool_call> more'
    assert assembler.call_complete


def test_without_tools_a_mark_is_text() -> None:
    """Only who was told of tools can call one."""
    assert _feed(TextAssembler(), "<tool_call>") == "<tool_call>"
