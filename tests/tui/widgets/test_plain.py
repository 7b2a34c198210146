"""Text of others: what is left of it, and what is spelt out."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.plain import exact, one_line, plain


def test_sequences_go_and_the_words_stay() -> None:
    """Colours, titles, clipboards and cursor movement leave nothing behind."""
    assert plain("a\x1b[31mb\x1b[0m \x1b]52;c;AAAA\x07c\x1b]0;t\x1b\\d\x9b2Je\x08") == "ab cd2Je"
    assert plain("x\r\ny\tz") == "x\ny   z"
    assert one_line(" a\n\n b\x1b[2J ") == "a b"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    """Whatever comes in, only newlines remain of the control characters; once is enough."""
    shown = plain(text)
    assert all(char == "\n" or unicodedata.category(char) != "Cc" for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert plain(shown) == shown
    assert "\n" not in one_line(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_what_is_to_be_approved_loses_nothing(text: str) -> None:
    """Every character of an argument is there, as itself or spelt out."""
    shown = exact(text)
    assert all(char == "\n" or unicodedata.category(char) != "Cc" for char in shown)
    assert len(shown) >= len(text)
    if "\\" not in text:
        assert shown.encode("latin-1", "backslashreplace").decode("unicode_escape") == text
