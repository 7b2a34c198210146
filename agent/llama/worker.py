"""The model process: ``python -m agent.llama.worker``, started by :mod:`agent.llama.supervisor`.

Orders come in on standard input and reports go out on standard output, both as frames; messages of
native code go to standard error, one a line. It opens nothing but the model file. When its orders
end, whoever gave them is gone, and so is this process, whatever native code is doing.

Three threads: this module's reader takes orders, the main one works on them, and one says every
second that the process is alive and how far it is.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
import time
from typing import IO, Final, NoReturn

from agent.llama.jobs import Job, Jobs
from agent.llama.protocol import (
    Beat,
    Cancel,
    CheckGrammar,
    Done,
    Failed,
    Generate,
    Load,
    Order,
    Ready,
    Report,
    TokenIds,
    Tokenize,
    Tokens,
    read,
    write,
)
from agent.llama.runtime import Runtime
from memory.errors import GumptionError

#: Seconds between two signs of life.
BEAT: Final = 1.0
#: Tokens that come faster than this, in seconds, share a frame: a frame is a system call and a
#: wake-up at either end, and nobody reads twenty-five times a second.
_TOGETHER: Final = 0.04
#: Ends with this when the model does not load; why was reported.
NOT_LOADED: Final = 3


class Worker:
    """Carries out orders.

    Args:
        orders: Where they come from.
        reports: Where the answers go.
    """

    def __init__(self, orders: IO[bytes], reports: IO[bytes]) -> None:
        self._orders = orders
        self._reports = reports
        self._writing = threading.Lock()
        self._steps = 0
        self._jobs = Jobs()
        self._idle = True
        self._told = 0.0

    def run(self) -> int:
        """Load, then work until the orders end; returns the exit code."""
        first = read(self._orders)
        if not isinstance(first, Load):
            return 0
        if first.verbose:
            logging.getLogger("gumption.llama").setLevel(logging.DEBUG)
        self._idle = False
        threading.Thread(target=self._beat, name="beat", daemon=True).start()
        # Taken from the start: when they end while the model loads, so do we.
        loaded = threading.Event()
        runtimes: list[Runtime] = []
        reader = threading.Thread(
            target=self._take_orders, args=(loaded, runtimes), name="orders", daemon=True
        )
        reader.start()
        try:
            runtime = Runtime(first.options, self._jobs, self._step)
        except GumptionError as error:
            self._tell(_failed(None, error))
            return NOT_LOADED
        runtimes.append(runtime)
        self._tell(Ready(description=runtime.describe(), vocabulary=runtime.vocabulary()))
        loaded.set()
        self._idle = True
        while (job := self._jobs.current()) is not None:
            self._work(runtime, job)
        runtime.close()
        return 0

    def _work(self, runtime: Runtime, job: Job) -> None:
        """One step of a job."""
        try:
            piece = None if job.finish is not None else runtime.step(job)
        except GumptionError as error:
            self._let_go(runtime, job)
            self._tell(_failed(job.id, error))
            return
        if piece is not None:
            job.unsent.append(piece.decode("latin-1"))
        now = time.monotonic()
        ended = job.finish is not None
        # The first token is what somebody waits for.
        at_once = piece is None or job.completion_tokens == 1 or self._jobs.overtaken(job)
        if at_once or now - self._told >= _TOGETHER:
            self._told = now
            pieces, job.unsent = job.unsent, []
            self._tell(Tokens(id=job.id, reused=job.reused, pieces=pieces))
        if ended:
            self._let_go(runtime, job)
            self._tell(_done(job))

    def _let_go(self, runtime: Runtime, job: Job) -> None:
        runtime.end(job)
        self._jobs.done(job)

    def _take_orders(self, loaded: threading.Event, runtimes: list[Runtime]) -> None:
        while True:
            order = read(self._orders)
            if order is None:
                # The main thread may be deep in native code, and there is nothing left to save.
                os._exit(0)
            loaded.wait()
            self._carry_out(order, runtimes[0])

    def _carry_out(self, order: Order | Report, runtime: Runtime) -> None:
        match order:
            case Generate():
                self._jobs.put(
                    Job(
                        id=order.id,
                        prompt=order.prompt,
                        sampling=order.sampling,
                        max_tokens=order.max_tokens,
                        priority=order.priority,
                    )
                )
            case Cancel():
                self._jobs.cancel(order.id)
            case Tokenize() | CheckGrammar():
                self._tell(_looked_up(order, runtime))
            case _:
                raise TypeError(type(order).__name__)

    def _tell(self, report: Report) -> None:
        try:
            with self._writing:
                write(self._reports, report)
        except OSError:  # nobody listens any more
            os._exit(0)

    def _step(self) -> None:
        self._steps += 1

    def _beat(self) -> None:
        parent = os.getppid()
        while os.getppid() == parent:
            if self._jobs.busy or not self._idle:
                self._tell(Beat(steps=self._steps))
            time.sleep(BEAT)
        # Another process may have inherited the pipe, so that its end does not tell.
        os._exit(0)


def main() -> NoReturn:
    """Work on the standard streams, which native code must not find in their place."""
    faulthandler.enable()
    form = "%(levelname)s %(message)s"
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format=form)
    orders = os.fdopen(os.dup(0), "rb")
    reports = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    code = Worker(orders, reports).run()
    # Past the interpreter's own end: native destructors meet a half-dead library there.
    os._exit(code)


def _looked_up(order: Tokenize | CheckGrammar, runtime: Runtime) -> Report:
    try:
        if isinstance(order, CheckGrammar):
            runtime.check_grammar(order.grammar)
            return TokenIds(id=order.id, ids=())
        ids = runtime.tokenize(order.text, special=order.special, begin=order.begin)
        return TokenIds(id=order.id, ids=ids)
    except GumptionError as error:
        return _failed(order.id, error)


def _failed(id: int | None, error: GumptionError) -> Failed:
    return Failed(id=id, kind=type(error).__name__, message=error.message, hint=error.hint)


def _done(job: Job) -> Done:
    return Done(
        id=job.id,
        finish=job.finish or "cancelled",
        reused=job.reused,
        evaluated=job.evaluated,
        prompt_seconds=job.prompt_seconds,
        answered=max(0, job.completion_tokens - 1),
        answer_seconds=job.answer_seconds,
    )


if __name__ == "__main__":
    main()
