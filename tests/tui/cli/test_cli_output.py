"""The one place that writes to the terminal."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.output import Output, clean, one_line


@given(st.text())
def test_clean_text_cannot_act(text: str) -> None:
    """Whatever comes in, no control character but line feed and tab comes out."""
    for character in clean(text):
        assert character in "\n\t" or (
            ord(character) >= 0x20 and not 0x7F <= ord(character) <= 0x9F
        )
    assert "\n" not in one_line(text)


@given(st.text(), st.integers(1, 40))
def test_lines_are_cut_to_their_width(text: str, width: int) -> None:
    """A line is never wider than asked."""
    assert len(one_line(text, width)) <= width


def test_plain_text_stays_as_it_is() -> None:
    """Letters of any script, emoji and punctuation are left alone."""
    for text in ("Grüße, 世界", "e\u0301", "👩\u200d🔬 [bold]", "a\tb\nc"):
        assert clean(text) == text


class Terminal:
    """Standard error as a terminal."""

    def __init__(self) -> None:
        self.said = ""

    def isatty(self) -> bool:
        """It is one."""
        return True

    def write(self, text: str) -> int:
        """Keep it."""
        self.said += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_no_color_is_honoured(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], *, coloured: bool
) -> None:
    """Colours are for terminals that want them."""
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert ("\x1b[" in Output(environ).style("x", "red", talk=True)) is coloured


def test_progress_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar is drawn on a terminal and gone before anything else is said."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    out = Output({"NO_COLOR": "1"})
    out.progress("learn", 1, 2)
    assert "1/2" in terminal.said
    out.say("done")
    assert terminal.said.endswith("\r\x1b[Kdone\n")


def test_progress_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is no terminal there is one line for each stage."""
    out = Output({})
    for done in range(3):
        out.progress("learn", done, 3)
    out.progress("reflect", 0, 0)
    assert capsys.readouterr().err == "learn …\nreflect …\n"
