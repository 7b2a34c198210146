"""Answers that have a shape: a chat model bound to a JSON schema, and what comes out checked.

Works with every chat model that takes the keyword ``response_schema``; llama.cpp turns it into a
grammar, so that what is left to go wrong is an answer that is cut off. The grammar writes the names
of the fields; what a field is for is left to the prompt, which is cheaper than a schema in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import Runnable, RunnableLambda
from langchain_core.utils.function_calling import convert_to_json_schema
from pydantic import BaseModel, ValidationError

from memory.errors import ContextOverflow, ModelError, ModelOutputInvalid, ModelTimeout

Shape = Mapping[str, Any] | type
Structured = dict[str, Any] | BaseModel

_FENCED: Final = re.compile(r"^\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*$", re.DOTALL)


def structured(
    model: BaseChatModel, shape: Shape, *, include_raw: bool = False
) -> Runnable[LanguageModelInput, Structured]:
    """A runnable that answers with a value of the shape.

    Args:
        model: Takes the keyword ``response_schema``.
        shape: A pydantic class (answers are its instances), a ``TypedDict`` or a JSON schema
            (answers are dicts).
        include_raw: Answer with a dict of ``raw`` (the message), ``parsed`` and
            ``parsing_error`` instead of raising.
    """
    bound = model.bind(
        response_schema=schema_of(shape),
        # For tracers, as every integration of langchain's tells them.
        ls_structured_output_format={"kwargs": {"method": "json_schema"}, "schema": shape},
    )

    def parse(message: BaseMessage) -> Structured:
        if not include_raw:
            return parse_answer(message, shape)
        try:
            return {"raw": message, "parsed": parse_answer(message, shape), "parsing_error": None}
        except ModelError as error:
            return {"raw": message, "parsed": None, "parsing_error": error}

    return bound | RunnableLambda(parse)


def schema_of(shape: Shape) -> dict[str, Any]:
    """The JSON schema of a shape."""
    if isinstance(shape, Mapping):
        if "type" in shape or "properties" in shape or "anyOf" in shape:
            return dict(shape)
        return convert_to_json_schema(dict(shape))
    # Classes of pydantic 1 call it differently.
    own = getattr(shape, "model_json_schema", None) or getattr(shape, "schema", None)
    return dict(own()) if own is not None else convert_to_json_schema(shape)


def parse_answer(message: BaseMessage, shape: Shape) -> Structured:
    """The value in an answer.

    Raises:
        ContextOverflow: the answer filled the context before it was complete.
        ModelTimeout: it was cancelled.
        ModelOutputInvalid: it is cut off, goes round in circles, is no JSON, or not of the shape.
    """
    _require_whole(message)
    # A byte sequence that is no UTF-8 counts as one character for a grammar, and becomes several
    # replacement characters here: made one again, or lengths would not hold.
    text = re.sub("\ufffd+", "\ufffd", message.text)
    # Where no grammar holds it (an endpoint), a model likes to fence its JSON.
    fenced = _FENCED.match(text)
    try:
        value = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError) as error:
        raise ModelOutputInvalid(f"The model's answer is no JSON: {error}") from error
    if isinstance(shape, type) and (validate := _validator(shape)) is not None:
        try:
            return validate(value)
        except ValidationError as error:
            raise ModelOutputInvalid(
                f"The model's answer has not the shape it should have: {error.error_count()} faults"
            ) from error
        except ValueError as error:
            raise ModelOutputInvalid(
                f"The model's answer has not the shape it should have: {error}"
            ) from error
    if not isinstance(value, dict):
        raise ModelOutputInvalid("The model's answer is not a JSON object")
    return value


def _require_whole(message: BaseMessage) -> None:
    metadata = message.response_metadata if isinstance(message, AIMessage) else {}
    match metadata.get("finish_reason"):
        case "length":
            raise ModelOutputInvalid(
                "The model's answer is longer than it may be",
                hint="send less at once, or raise model.max_tokens in the config",
            )
        case "repetition":
            raise ModelOutputInvalid(
                "The model repeated itself without end and was stopped",
                hint="a higher model.temperature or a larger model does so less",
            )
        case "context":
            raise ContextOverflow(
                "The model's context was full before its answer was complete",
                hint="send less at once, or raise model.context in the config",
            )
        case "cancelled":
            raise ModelTimeout("The model was interrupted before its answer was complete")


def _validator(shape: type) -> Callable[[object], Structured] | None:
    """How a class takes a value in: of pydantic 2 or of pydantic 1; ``None`` for a TypedDict."""
    found = getattr(shape, "model_validate", None) or getattr(shape, "parse_obj", None)
    return cast("Callable[[object], Structured] | None", found)
