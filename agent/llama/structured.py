"""Answers that have a shape: a chat model bound to a JSON schema, and what comes out checked.

Works with every chat model that takes the keyword ``response_schema``; llama.cpp turns it into a
grammar, so that what is left to go wrong is an answer that is cut off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import BaseModel, ValidationError

from memory.errors import ContextOverflow, ModelError, ModelOutputInvalid, ModelTimeout

Shape = Mapping[str, Any] | type[BaseModel]
Structured = dict[str, Any] | BaseModel


def structured(
    model: BaseChatModel, shape: Shape, *, include_raw: bool = False
) -> Runnable[LanguageModelInput, Structured]:
    """A runnable that answers with a value of the shape.

    Args:
        model: Takes the keyword ``response_schema``.
        shape: A pydantic class (answers are its instances) or a JSON schema (answers are dicts).
        include_raw: Answer with a dict of ``raw`` (the message), ``parsed`` and
            ``parsing_error`` instead of raising.
    """
    bound = model.bind(response_schema=schema_of(shape))

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
    return shape.model_json_schema() if isinstance(shape, type) else dict(shape)


def parse_answer(message: BaseMessage, shape: Shape) -> Structured:
    """The value in an answer.

    Raises:
        ContextOverflow: the answer filled the context before it was complete.
        ModelTimeout: it was cancelled.
        ModelOutputInvalid: it is cut off, no JSON, or not of the shape.
    """
    metadata = message.response_metadata if isinstance(message, AIMessage) else {}
    match metadata.get("finish_reason"):
        case "length":
            raise ModelOutputInvalid(
                "The model's answer is longer than it may be",
                hint="send less at once, or raise model.max_tokens in the config",
            )
        case "context":
            raise ContextOverflow(
                "The model's context was full before its answer was complete",
                hint="send less at once, or raise model.context in the config",
            )
        case "cancelled":
            raise ModelTimeout("The model was interrupted before its answer was complete")
    # A byte sequence that is no UTF-8 counts as one character for a grammar, and becomes several
    # replacement characters here: made one again, or lengths would not hold.
    text = re.sub("\ufffd+", "\ufffd", message.text)
    try:
        value = json.loads(text)
    except ValueError as error:
        raise ModelOutputInvalid(f"The model's answer is no JSON: {error}") from error
    if isinstance(shape, type):
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            raise ModelOutputInvalid(
                f"The model's answer has not the shape it should have: {error.error_count()} faults"
            ) from error
    if not isinstance(value, dict):
        raise ModelOutputInvalid("The model's answer is not a JSON object")
    return value
