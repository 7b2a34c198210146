"""The model process: what ends it, what comes of that, and who waits for whom."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from agent.llama import child, supervisor
from agent.llama.client import ModelProcess
from agent.llama.options import Generation, Priority, RuntimeOptions, Sampling
from agent.llama.protocol import Done, Generate, Tokens
from agent.llama.speed import Speed
from agent.llama.supervisor import Patience
from memory.errors import ModelBusy, ModelCrashed, ModelTimeout, ModelUnavailable

FAULTY = Path(__file__).parents[2] / "support" / "faulty_worker.py"
#: Seconds until a test gives up; nothing here takes a tenth of it.
DEADLINE = 30.0

Opener = Callable[..., ModelProcess]


@pytest.fixture
def open_process(tmp_path: Path) -> Iterator[Opener]:
    """Opens model processes, with a fault planted where asked to, and closes them."""
    with ExitStack() as stack:

        def opener(
            path: Path, *, fault: str = "", context: int = 2048, patience: Patience | None = None
        ) -> ModelProcess:
            command: Sequence[str] = child.COMMAND
            if fault:
                command = (sys.executable, str(FAULTY), fault, str(tmp_path))
            options = RuntimeOptions(path=path, context=context, threads=1, batch=64)
            process = ModelProcess(options, patience=patience, command=command)
            stack.callback(process.close)
            return process

        yield opener


def request(
    process: ModelProcess,
    text: str = "Hello",
    *,
    tokens: int = 8,
    priority: Priority = "chat",
    cancel: threading.Event | None = None,
) -> Generation:
    """An answer to be made, by the likeliest tokens."""
    # A grammar without an end: the answer is as long as it may be.
    return Generation(
        prompt=process.tokenize(text),
        sampling=Sampling(temperature=0, grammar="root ::= [a-z] root"),
        max_tokens=tokens,
        halt=cancel.is_set if cancel else lambda: False,
        priority=priority,
    )


def answer(process: ModelProcess, text: str = "Hello", **options: object) -> bytes:
    """The whole answer."""
    return b"".join(process.generate(request(process, text, **options)))  # type: ignore[arg-type]


def until(condition: Callable[[], bool]) -> None:
    """Poll until it holds."""
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.01)


def is_gone(pid: int) -> bool:
    """Whether a process has ended, if perhaps nobody has taken notice of it yet."""
    try:
        return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def pid_of(process: ModelProcess) -> int:
    """The process id, while there is a process."""
    pid = process.supervisor.pid
    assert pid is not None
    return pid


def test_the_first_token_of_an_answer_waits_for_no_company(
    noise: Path, open_process: Opener
) -> None:
    """Right after another answer too: it is what somebody waits for."""
    process = open_process(noise)
    asked = request(process)

    def order(number: int) -> Generate:
        return Generate(
            id=number,
            prompt=asked.prompt,
            sampling=asked.sampling,
            max_tokens=asked.max_tokens,
            priority=asked.priority,
        )

    for _ in range(5):
        given = process.supervisor.submit(order, lambda: False)
        assert given is not None
        reports = iter(given[1].get, None)
        written = (each for each in reports if isinstance(each, Tokens) and each.pieces)
        assert len(next(written).pieces) == 1
        while not isinstance(next(reports), Done):
            pass


def test_a_killed_model_is_an_error_once_and_starts_again(
    noise: Path, open_process: Opener
) -> None:
    """Killed in the middle of an answer: that answer fails, the next one is whole."""
    process = open_process(noise)
    whole = answer(process)
    first = pid_of(process)
    stream = process.generate(request(process, tokens=2000))
    next(stream)
    os.kill(first, signal.SIGKILL)

    with pytest.raises(ModelCrashed, match="SIGKILL"):
        list(stream)
    assert "SIGKILL" in process.supervisor.note
    assert answer(process) == whole
    assert process.supervisor.note == ""
    assert pid_of(process) != first
    assert process.supervisor.state == "ready"


def test_a_model_that_stops_is_taken_for_hung_and_ended(noise: Path, open_process: Opener) -> None:
    """Stopped, it gives no sign of life; its process is ended and who waits is told."""
    process = open_process(noise, patience=Patience(alive=2.0))
    stopped = pid_of(process)
    stream = process.generate(request(process, tokens=2000))
    next(stream)
    os.kill(stopped, signal.SIGSTOP)

    with pytest.raises(ModelTimeout, match="no sign of life"):
        list(stream)
    assert is_gone(stopped)
    assert answer(process)


def test_a_model_that_gets_nothing_done_is_ended_too(noise: Path, open_process: Opener) -> None:
    """It still says that it lives; loading makes no headway."""
    with pytest.raises(ModelUnavailable, match="3 crashes while loading: it got nothing done"):
        open_process(noise, fault="stuck", patience=Patience(load=0.3))


def test_a_model_that_crashes_whenever_it_is_loaded_is_given_up(
    noise: Path, open_process: Opener
) -> None:
    """After three attempts, with the signal; the reason is for status, too."""
    with pytest.raises(ModelUnavailable, match=r"given up after 3 crashes while loading.*SIGABRT"):
        open_process(noise, fault="abort")


def test_one_crash_while_loading_is_tried_again(noise: Path, open_process: Opener) -> None:
    """Without anybody noticing but the log."""
    assert answer(open_process(noise, fault="abort-once"))


def test_a_crash_in_native_code_reaches_no_further(noise: Path, open_process: Opener) -> None:
    """The answer fails with the signal; asked again, it is tried again."""
    process = open_process(noise, fault="abort-on-answer")
    for _ in range(2):
        with pytest.raises(ModelCrashed, match=r"while answering.*SIGABRT"):
            answer(process)


def test_the_model_dies_with_whoever_started_it(noise: Path) -> None:
    """Killed outright, in the middle of an answer."""
    code = (
        "import sys; from agent.llama import open_chat_model\n"
        "m = open_chat_model(sys.argv[1], threads=1, max_tokens=8000)\n"
        "print(m.process.supervisor.pid, flush=True)\n"
        "while True: m.invoke('Hi')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(noise)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        model = int(parent.stdout.readline())
        parent.kill()
        parent.wait(DEADLINE)
        until(lambda: is_gone(model))


def test_closing_leaves_no_process(noise: Path, open_process: Opener) -> None:
    """Not even in the middle of an answer."""
    process = open_process(noise)
    pid = pid_of(process)
    stream = process.generate(request(process, tokens=2000))
    next(stream)
    process.close()

    until(lambda: is_gone(pid))


def test_the_model_holds_nothing_of_ours(noise: Path, tmp_path: Path, open_process: Opener) -> None:
    """Of files, the model and nothing that was open here; of sockets, none."""
    with (tmp_path / "ledger").open("wb") as ledger:
        os.set_inheritable(ledger.fileno(), True)  # noqa: FBT003 - its only form
        process = open_process(noise)
        held = psutil.Process(pid_of(process))
        files = {Path(file.path).name for file in held.open_files()}

        assert files <= {noise.name}
        assert held.net_connections() == []


def test_chat_interrupts_learning_which_then_goes_on_where_it_was(
    noise: Path, open_process: Opener
) -> None:
    """Chat has its answer in the middle of learning's, which becomes what it would have been."""
    process = open_process(noise, context=8000)
    undisturbed = answer(process, "Learn. " * 20, tokens=1500, priority="learn")
    learning = request(process, "Learn. " * 20, tokens=1500, priority="learn")
    written: list[bytes] = []
    began = threading.Event()

    def learn() -> None:
        for piece in process.generate(learning):
            written.append(piece)
            began.set()

    thread = threading.Thread(target=learn)
    thread.start()
    assert began.wait(DEADLINE)
    answer(process, "A question", tokens=5)
    # Whatever learning wrote before chat's answer has arrived before it.
    had = learning.completion_tokens
    thread.join(DEADLINE)

    assert had < 1000
    assert b"".join(written) == undisturbed


def test_where_both_do_not_fit_learning_makes_room_and_comes_back(
    noise: Path, open_process: Opener
) -> None:
    """Its keys and values wait outside the cache; what it writes stays the same."""
    process = open_process(noise, context=512)
    undisturbed = answer(process, "Learn. " * 40, tokens=100, priority="learn")
    stream = process.generate(request(process, "Learn. " * 40, tokens=100, priority="learn"))
    written = next(stream)
    answer(process, "Question? " * 40, tokens=60)
    written += b"".join(stream)

    assert written == undisturbed


def test_chat_costs_learning_nothing_of_its_fixed_prefix(noise: Path, open_process: Opener) -> None:
    """Each kind of work has a sequence of its own, and conversations have two."""
    process = open_process(noise)
    rules = "Rules of learning. " * 20
    answer(process, rules + "First batch", priority="learn")
    for talk in range(5):
        answer(process, f"{talk} is what this is about. " * 20)
    again = request(process, rules + "Second batch", priority="learn")
    list(process.generate(again))

    assert again.reused >= len(process.tokenize(rules))


def test_a_prefix_is_shared_between_conversations(noise: Path, open_process: Opener) -> None:
    """The second talk begins with the first one's system message already evaluated, alike."""
    process, fresh = open_process(noise), open_process(noise)
    persona = "Be a helpful companion. " * 20
    answer(process, persona + "Tell me about the first thing at length. " * 30)
    other = request(process, persona + "Another talk", tokens=40)
    said = b"".join(process.generate(other))

    assert other.reused >= len(process.tokenize(persona))
    assert said == answer(fresh, persona + "Another talk", tokens=40)


def test_what_is_cancelled_makes_way_at_once(noise: Path, open_process: Opener) -> None:
    """In the middle of a prompt of thousands of tokens, of the same priority."""
    process = open_process(noise, context=8000)
    cancel = threading.Event()
    long = request(process, "word " * 1500, tokens=10, cancel=cancel)
    thread = threading.Thread(target=lambda: list(process.generate(long)))
    thread.start()
    cancel.set()
    said = answer(process)
    thread.join(DEADLINE)

    assert said
    assert long.finish == "cancelled"


def test_too_many_who_wait_are_refused(
    noise: Path, open_process: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an error that says so; there is room again once one has its answer."""
    monkeypatch.setattr(supervisor, "MOST_WAITING", 1)
    process = open_process(noise)
    stream = process.generate(request(process, tokens=1500))
    next(stream)

    with pytest.raises(ModelBusy, match="already waited for"):
        answer(process)
    stream.close()  # type: ignore[attr-defined]
    assert answer(process)


def test_a_model_that_nobody_asks_is_unloaded_and_comes_back(
    noise: Path, open_process: Opener
) -> None:
    """Its memory is free meanwhile, and what it said of itself still known."""
    process = open_process(noise, patience=Patience(idle=0.3))
    before = answer(process)
    pid = pid_of(process)
    until(lambda: process.supervisor.state == "unloaded")
    until(lambda: is_gone(pid))

    assert process.describe().model == "tiny"
    assert answer(process) == before


def test_without_memory_for_the_context_there_is_a_smaller_one(
    noise: Path, open_process: Opener
) -> None:
    """Halved until it fits, and said; but not below what is of any use."""
    described = open_process(noise, fault="cramped:2500", context=8192).describe()

    assert described.context == 2048
    assert "context cut to 2,048 tokens: no memory for 8,192" in described.note
    with pytest.raises(ModelUnavailable, match="no room for a context of 1,024"):
        open_process(noise, fault="cramped:100", context=8192)


@pytest.mark.parametrize("chosen", [4096, 0], ids=["configured", "left open"])
def test_a_model_that_the_system_ended_for_its_memory_gets_a_smaller_context(
    noise: Path, open_process: Opener, monkeypatch: pytest.MonkeyPatch, chosen: int
) -> None:
    """The system counts whom it ended so. Who asks next is told at once how much there will be."""
    kills = iter(range(100))
    monkeypatch.setattr(child, "oom_kills", lambda: next(kills))
    process = open_process(noise, context=chosen)
    before = process.context
    os.kill(pid_of(process), signal.SIGKILL)
    until(lambda: process.supervisor.pid is None)

    assert process.context == before // 2
    assert answer(process)
    assert process.describe().context == process.context == before // 2
    assert "want of memory" in process.supervisor.note


def test_speeds_are_measured_on_real_calls(noise: Path, open_process: Opener) -> None:
    """Of prompts and of answers, and none before there was a call."""
    process = open_process(noise)
    assert process.speed == Speed()
    answer(process, "word " * 50, tokens=20)

    assert process.speed.calls == 1
    prompt, spoken = process.speed.prompt, process.speed.answer
    assert prompt is not None
    assert spoken is not None
    assert prompt > spoken > 0
