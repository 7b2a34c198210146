"""What goes over the border between two processes comes out as it went in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from agent.llama.options import RuntimeDescription, RuntimeOptions, Sampling, Vocabulary
from agent.llama.protocol import (
    Beat,
    Done,
    Failed,
    Generate,
    Load,
    Message,
    Ready,
    TokenIds,
    Tokenize,
    Tokens,
    read,
    write,
)

MESSAGES: list[Message] = [
    Load(options=RuntimeOptions(path=Path("/m.gguf"), context=512), verbose=True),
    Generate(
        id=1,
        prompt=[1, 2, 3],
        sampling=Sampling(temperature=0.5, grammar='root ::= "é"'),
        max_tokens=5,
        priority="learn",
    ),
    Tokenize(id=2, text='"\x00\n日本', special=True, begin=False),
    Ready(
        description=RuntimeDescription(
            model="m",
            architecture="llama",
            device="CPU",
            layers=2,
            layers_offloaded=0,
            context=512,
            threads=1,
            backends=("CPU",),
        ),
        vocabulary=Vocabulary(
            begin="<s>", end="</s>", adds_begin=True, controls=frozenset({"<s>", "</s>"})
        ),
    ),
    Beat(steps=4),
    Tokens(id=1, reused=2, pieces=[bytes(range(256)).decode("latin-1"), ""]),
    TokenIds(id=2, ids=[7]),
    Failed(id=None, kind="ModelUnavailable", message="no", hint=""),
    Done(
        id=1,
        finish="stop",
        reused=0,
        evaluated=3,
        prompt_seconds=0.5,
        answered=2,
        answer_seconds=0.1,
    ),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda one: type(one).__name__)
def test_a_message_comes_out_as_it_went_in(message: Message) -> None:
    """Bytes of tokens, paths, nested values and all; a cut frame is the end."""
    stream = io.BytesIO()
    write(stream, message)
    whole = stream.getvalue()

    assert read(io.BytesIO(whole * 2)) == message
    for size in (0, 2, 4, len(whole) - 1):
        assert read(io.BytesIO(whole[:size])) is None
