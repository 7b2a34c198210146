"""LangChain's own standard tests for chat models, on real llama.cpp.

Most run on random weights: what those say is noise, so that a valid call or a valid shape is the
grammar's doing alone. Where a test asks for a certain answer (*call it with 3*), a model stands in
that was written to say it; everything from the chat template to the parsed call is the real thing.

What is skipped, and why: another model name for one call (a file is one model), environment
variables and serialising (there is no key and no service to restore), images, sound and PDF (the
first need a projector and the network), recorded HTTP traffic (there is none).

The figures of the two ``benchmark`` tests are not kept: tests/benchmarks/bench_llama.py measures.
"""

# ruff: noqa: D102 – what the suites ask of a model is described where they declare it

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_tests.integration_tests import ChatModelIntegrationTests
from langchain_tests.unit_tests import ChatModelUnitTests
from pytest_benchmark.fixture import BenchmarkFixture

from agent.llama.chat_model import LlamaChatModel
from tests.support.tiny_gguf import write_scripted_chat_model

#: What a model has to say for a test to hold; the others run on noise.
_SAYS = {
    "test_tool_calling": (
        '<tool_call>{"name": "magic_function", "arguments": {"input": 3}}</tool_call>'
    ),
    "test_unicode_tool_call_integration": (
        '<tool_call>{"name": "unicode_customer", "arguments": {"customer_name": "你好, こんにちは",'
        ' "description": "a company"}}</tool_call>'
    ),
    "test_agent_loop": (
        '<tool_call>{"name": "get_weather", "arguments": {"location": "here"}}</tool_call>'
    ),
}
_SAYS["test_tool_calling_async"] = _SAYS["test_tool_calling"]
#: Noise is long: a string of the grammar's 600 characters can be 2,400 bytes, a token each.
_ROOM = 6000


class _OnTinyModels:
    """What both suites share: the model and its settings."""

    path: Path

    @pytest.fixture(autouse=True)
    def _tiny(self, request: pytest.FixtureRequest, noise: Path, tmp_path: Path) -> Iterator[None]:
        name = request.node.originalname
        self.path = noise
        if name in _SAYS:
            self.path = write_scripted_chat_model(tmp_path / "says.gguf", [_SAYS[name]])
        yield
        # Models that a test opened and dropped are released when they are collected.
        gc.collect()

    @pytest.fixture
    def benchmark(self, benchmark: BenchmarkFixture) -> BenchmarkFixture:
        """Run what would be measured once, for no longer than that takes."""
        benchmark.disabled = True
        return benchmark

    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return LlamaChatModel

    @property
    def chat_model_params(self) -> dict[str, Any]:
        return {"path": self.path, "threads": 1, "context": 8192}


class SuiteUnit(_OnTinyModels, ChatModelUnitTests):
    """The tests that need no answer."""


# One test takes the fixture and then skips itself.
@pytest.mark.filterwarnings("ignore:Benchmark fixture was not used at all")
class SuiteIntegration(_OnTinyModels, ChatModelIntegrationTests):
    """The tests that do."""

    @property
    def standard_chat_model_params(self) -> dict[str, Any]:
        # Greedy noise repeats one token and is stopped for it; a hundred tokens end in a string.
        return {"temperature": 1.0, "max_tokens": _ROOM}

    @property
    def supports_json_mode(self) -> bool:
        return True

    @property
    def supports_anthropic_inputs(self) -> bool:
        return True

    @property
    def supported_usage_metadata_details(self) -> dict[Any, Any]:
        details = ["cache_read_input", "reasoning_output"]
        return {"invoke": details, "stream": details}

    def invoke_with_cache_read_input(self, *, stream: bool = False) -> AIMessage:
        with LlamaChatModel(**self.chat_model_params, max_tokens=4) as model:
            model.invoke("Hello")
            return _asked(model, stream=stream)

    def invoke_with_reasoning_output(self, *, stream: bool = False) -> AIMessage:
        path = write_scripted_chat_model(
            self.path.with_name("thinks.gguf"), ["<think>", "hm, ", "so", "</think>", "Hello"]
        )
        with LlamaChatModel(path=path, threads=1, temperature=0) as model:
            return _asked(model, stream=stream)


def _asked(model: LlamaChatModel, *, stream: bool) -> AIMessage:
    if not stream:
        return model.invoke("Hello")
    whole: AIMessageChunk | None = None
    for chunk in model.stream("Hello"):
        whole = chunk if whole is None else whole + chunk
    assert whole is not None
    return whole
