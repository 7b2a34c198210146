"""Chat templates as the programs that they are."""

# ruff: noqa: ANN401 - templates take and give anything

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from memory.errors import ModelUnavailable


def compiled(
    source: str, *, begin: str, end: str, now: Callable[[], datetime]
) -> Callable[..., str]:
    """The template in the environment that its author had before them (``transformers``).

    Its functions and extensions: https://huggingface.co/docs/transformers/chat_templating_writing.

    Args:
        source: Jinja, a stranger's; it runs in a sandbox and cannot change what it is given.
        begin: Text of the beginning-of-sequence token.
        end: Text of the end-of-sequence token.
        now: For templates that tell the model the date.

    Returns:
        Takes ``messages``, ``tools`` and whatever else a template may know; gives the prompt.

    Raises:
        ModelUnavailable: it is no valid Jinja.
    """
    import jinja2
    from jinja2.ext import Extension, loopcontrols
    from jinja2.nodes import Node
    from jinja2.parser import Parser
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Generation(Extension):
        """``{% generation %}`` marks what a model is trained on; it changes no text."""

        tags = {"generation"}  # noqa: RUF012 - declared so by the base class

        def parse(self, parser: Parser) -> list[Node]:
            parser.stream.skip(1)
            return parser.parse_statements(("name:endgeneration",), drop_needle=True)

    def refuse(message: str) -> None:
        raise ValueError(message)

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols]
    )
    # Jinja's own escapes for HTML, which no model was trained on.
    environment.filters["tojson"] = _to_json
    try:
        template = environment.from_string(source)
    except jinja2.TemplateError as error:
        raise ModelUnavailable(
            f"The chat template of the model cannot be read: {error}",
            hint="choose another GGUF file of this model",
        ) from error

    def run(messages: list[Any], tools: list[Any], **more: Any) -> str:
        return template.render(
            messages=messages,
            tools=tools or None,
            bos_token=begin,
            eos_token=end,
            add_generation_prompt=True,
            raise_exception=refuse,
            strftime_now=lambda layout: now().strftime(layout),
            **more,
        )

    return run


def _to_json(
    value: Any,
    ensure_ascii: bool = False,  # noqa: FBT001, FBT002 - templates may name it or not
    indent: int | None = None,
    separators: tuple[str, str] | None = None,
    sort_keys: bool = False,  # noqa: FBT001, FBT002
) -> str:
    return json.dumps(
        value,
        ensure_ascii=ensure_ascii,
        indent=indent,
        separators=separators,
        sort_keys=sort_keys,
    )
