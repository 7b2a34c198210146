"""The sample week through the real pipeline: ``python -m agent.demo [--home DIRECTORY]``.

Runs in a process of its own, on a temporary home, and writes what happens as JSON lines to standard
output; ``gumption demo`` draws them. It goes through the very service that the daemon offers, with
one difference: the clock is the sample's, because a suggestion about Tuesday is only worth anything
on Monday.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agent.daemon.assemble import Assembly
    from agent.wire import View

#: Rows are handed over a day's worth at a time, so that progress is seen.
_BATCH = 100
#: Propositions that are shown, best first.
_SHOWN = 24

Emit = Callable[["View"], None]


def main() -> None:
    """Run the demo, writing JSON lines."""
    parser = argparse.ArgumentParser(prog="python -m agent.demo", description=__doc__)
    parser.add_argument("--home", help="keep the home there instead of in a temporary folder")
    options = parser.parse_args()
    from agent.client import beside
    from agent.quiet import quiet

    quiet(os.environ)
    from memory.errors import GumptionError

    try:
        with beside.ended_cleanly(), _folder(options.home) as folder:
            for event in run(folder, os.environ):
                sys.stdout.write(event.model_dump_json() + "\n")
                sys.stdout.flush()
    except GumptionError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os._exit(0)  # nobody watches any more
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def _folder(kept: str | None) -> Iterator[Path]:
    if kept is not None:
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="gumption-demo-") as folder:
        yield Path(folder)


def morning_after() -> datetime:
    """When the demo looks back on the week: the Monday after it, at the start of work."""
    from agent.sample import WEEK_END

    return WEEK_END.replace(hour=8, minute=40) + timedelta(days=1)


def run(folder: Path, environ: Mapping[str, str]) -> Iterator[View]:
    """Everything that the demo shows, as it happens.

    Args:
        folder: Empty, or to be made; becomes the demo's home.
        environ: Names the person's own home, whose model and cache (and nothing else) are used.
    """
    from agent.config_file import load
    from agent.daemon.assemble import assemble
    from agent.home import Home
    from agent.sample import WEEK_END, WEEK_START

    own = Home.find(environ)
    config = load(own.config_path)
    home = Home(folder)
    home.prepare()
    home.cache = own.cache  # the converted embedding model is nobody's secret
    clock = _Clock(WEEK_START)
    assembly = assemble(home, config, stop=_nothing, clock=clock)
    demo = _Demo(assembly)
    try:
        assembly.jobs.run("suggest")  # the first start: the burn-in counts from here
        clock.now = WEEK_END
        yield from demo.observe()
        clock.now = morning_after()
        yield from demo.show()
    finally:
        assembly.close()


class _Clock:
    """A clock that is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class _Demo:
    """The steps of the demo, asked of the daemon's service one by one."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly

    def observe(self) -> Iterator[View]:
        """The week, row by row, through the gate."""
        from agent.demo_events import Observed
        from agent.sample import load_week
        from agent.wire import Progress

        rows = load_week()
        observations, dropped, sources = 0, dict[str, int](), dict[str, int]()
        for start in range(0, len(rows), _BATCH):
            yield Progress(stage="observing", done=start, total=len(rows))
            report = self._ask("observe", {"rows": rows[start : start + _BATCH]})
            observations += report["observations"]
            for reason, number in report["dropped"].items():
                dropped[reason] = dropped.get(reason, 0) + number
        for row in rows:
            source = str(row.get("source") or "unnamed")
            sources[source] = sources.get(source, 0) + 1
        yield Progress(stage="observing", done=len(rows), total=len(rows))
        redacted = [
            seen.content
            for seen in self._assembly.model.observations(limit=len(rows))
            if "[REDACTED:" in seen.content
        ]
        yield Observed(
            rows=len(rows),
            observations=observations,
            dropped=dropped,
            sources=sources,
            redacted=redacted,
        )

    def show(self) -> Iterator[View]:
        """What was learnt of it, and what that is good for."""
        yield from self._learn()
        yield from self._believe()
        yield from self._recall()
        yield from self._suggest()

    def _learn(self) -> Iterator[View]:
        from agent.demo_events import Learnt
        from agent.wire import LearnView, StatusView

        status = StatusView.model_validate_json(_json(self._ask("status", {})))
        report = yield from self._ask_long("learn", {"wait": True})
        yield Learnt(status=status, report=LearnView.model_validate_json(_json(report)))

    def _believe(self) -> Iterator[View]:
        from agent.demo_events import Propositions, Revision
        from agent.wire import WhyView

        found = self._ask("propositions", {"limit": _SHOWN})
        total = self._ask("status", {})["propositions"].get("active", 0)
        whys = [WhyView.model_validate_json(_json(self._ask("why", {"id": p["id"]})))
                for p in found]  # fmt: skip
        yield Propositions(total=total, items=whys)
        for old in self._ask("propositions", {"status": ["superseded"], "limit": _SHOWN}):
            history = self._ask("history", {"id": old["id"]})
            last = next(entry for entry in reversed(history) if entry["action"] == "supersede")
            both = [
                entry for entry in self._change(last["id"]) if entry["proposition"] != old["id"]
            ]
            if both:
                yield Revision.model_validate_json(
                    _json({
                        "before": self._ask("why", {"id": old["id"]}),
                        "after": self._ask("why", {"id": both[0]["proposition"]}),
                    })
                )  # fmt: skip
                return

    def _change(self, change: int) -> list[dict[str, Any]]:
        from agent.daemon.views import change_view

        return [change_view(c).model_dump(mode="json") for c in self._assembly.model.change(change)]

    def _recall(self) -> Iterator[View]:
        from agent.demo_events import Recall
        from agent.sample import QUESTIONS

        for question in QUESTIONS:
            hits = self._ask("recall", {"query": question.query, "k": 3})
            yield Recall.model_validate_json(_json({"query": question.query, "hits": hits}))

    def _suggest(self) -> Iterator[View]:
        from agent.demo_events import Suggestions
        from agent.wire import Progress

        yield Progress(stage="suggesting", done=0, total=0)
        self._assembly.jobs.run("suggest")
        made = self._ask("suggestions", {"status": ["shown", "pending", "withheld"]})
        yield Suggestions.model_validate_json(
            _json({"at": morning_after().isoformat(), "items": made})
        )

    def _ask(self, method: str, params: Mapping[str, object]) -> Any:  # noqa: ANN401 - JSON
        from agent.daemon.server import Call

        return self._assembly.service.handle(method, params, Call(emit=_ignore))

    def _ask_long(self, method: str, params: Mapping[str, object]) -> Generator[View, None, Any]:
        """Ask in a thread and pass its progress on as it comes; returns the answer."""
        import queue
        import threading

        from agent.daemon.server import Call

        events: queue.SimpleQueue[View | None] = queue.SimpleQueue()
        answers: list[Any] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                answers.append(self._assembly.service.handle(method, params, Call(emit=events.put)))
            except BaseException as error:  # noqa: BLE001 - raised again below
                errors.append(error)
            finally:
                events.put(None)

        worker = threading.Thread(target=work, name="gumption-demo")
        worker.start()
        while (event := events.get()) is not None:
            yield event
        worker.join()
        if errors:
            raise errors[0]
        return answers[0]


def _json(value: object) -> str:
    import json

    return json.dumps(value)


def _ignore(_event: View) -> None:
    """Nobody waits for this progress."""


def _nothing() -> None:
    """The demo ends by itself."""


if __name__ == "__main__":
    main()
