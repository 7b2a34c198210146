"""``kill -9`` under load: a writer, a daemon that follows what it writes, and a killer.

The writer appends rows to a JSON-lines file and commands to a shell's history, in bursts, with torn
lines, bad rows, and a history that is trimmed now and then, and remembers what the ledger must hold
in the end. Meanwhile the daemon is killed every few seconds, also while it starts and while it
learns. :func:`run` says what was found; nothing here is specific to a benchmark or a test.
"""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agent.client.endpoint import daemon_command
from agent.client.socket import SocketClient, attempt
from agent.home import Home
from memory.errors import DaemonUnreachable, GumptionError
from memory.model import UserModel

#: Commands that a history keeps when it is trimmed.
_KEPT = 1000
#: Seconds that a busy machine may take longer, so that a kill comes while it learns at least once.
_PATIENCE = 120.0
_DRINKS = ("green tea", "black coffee", "oat milk", "ginger beer", "lime soda", "cocoa")
CONFIG = """
[observers.jsonl]
enabled = true
history = true
every = 0.2
paths = [{rows}]
[observers.shell]
enabled = true
history = true
every = 0.2
paths = [{history}]
[learn]
every = 2
[suggest]
burn_in_hours = 1000
"""


@dataclass(slots=True)
class Written:
    """What the sources hold: the contents that must be in the ledger, and drops by reason."""

    kept: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        """All of them."""
        return self.kept.total() + self.dropped.total()


@dataclass(slots=True)
class Found:
    """What :func:`run` has to say.

    Attributes:
        kills: How often the daemon was killed; ``starting`` of them before it listened.
        written: What went in.
        missing: Contents that are not in the ledger, with how many.
        extra: Contents that are there too often, with how many.
        drops: As the ledger counted them.
        statuses: Observations by status.
        propositions: How many were learnt.
        problems: What the ledger's own check and the index's have to say.
    """

    kills: int = 0
    starting: int = 0
    written: Written = field(default_factory=Written)
    missing: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    drops: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    propositions: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        """Whether the ledger equals the input."""
        return not (
            self.missing
            or self.extra
            or self.problems
            or self.statuses.get("dead")
            or self.drops != dict(self.written.dropped)
        )


class Writer:
    """Programs that go on writing, whatever becomes of the daemon."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.rows = folder / "rows.jsonl"
        self.history = folder / "zsh_history"
        self.rows.touch()
        self.history.touch()
        self.written = Written()
        self._chance = random.Random(seed)
        self._number = 0
        # A second each, so that a trimmed history tells what was read from what was not.
        self._when = int((datetime.now(UTC) - timedelta(days=12)).timestamp())
        self._recent: list[str] = []

    def burst(self, rows: int, commands: int) -> None:
        """Append so many rows and commands; the last row in two pieces."""
        lines = [self._row() for _ in range(rows)]
        text = "".join(lines)
        with self.rows.open("a", encoding="utf-8") as file:
            cut = len(text) - self._chance.randrange(1, max(2, len(lines[-1])))
            file.write(text[:cut])
            file.flush()
            file.write(text[cut:])
        typed = [self._command() for _ in range(commands)]
        self._recent += typed
        with self.history.open("a", encoding="utf-8") as file:
            file.write("".join(typed))

    def trim(self) -> None:
        """Write the history anew, as a shell does, with the newest commands only."""
        del self._recent[:-_KEPT]
        draft = self.history.with_suffix(".new")
        draft.write_text("".join(self._recent), encoding="utf-8")
        draft.replace(self.history)

    def _row(self) -> str:
        self._number += 1
        number, kind = self._number, self._chance.random()
        if kind < 0.03:
            self.written.dropped["malformed"] += 1
            return '{"content": "torn\n'
        if kind < 0.06:
            self.written.dropped["empty"] += 1
            return json.dumps({"source": "soak", "content": " "}) + "\n"
        drink = self._chance.choice(_DRINKS)
        said = kind < 0.3
        content = f"I like {drink}, said {number}" if said else f"opened page {number}"
        self.written.kept[content] += 1
        row = {
            "source": "chat" if said else "soak",
            "content": content,
            "kind": "text" if said else "event",
            "origin": "self-stated" if said else "own action",
            "observed_at": datetime.fromtimestamp(self._when, UTC).isoformat(),
            "thread": f"t{number // 8}" if said else None,
        }
        return json.dumps(row) + "\n"

    def _command(self) -> str:
        self._number += 1
        self._when += 1
        command = f"make target{self._number}"
        self.written.kept[command] += 1
        return f": {self._when}:0;{command}\n"


def run(
    home: Home,
    seconds: float,
    *,
    rate: int,
    every: tuple[float, float],
    seed: int,
    kills: int = 1,
) -> Found:
    """Write for so many seconds while the daemon is killed, then compare.

    Args:
        home: A fresh one.
        seconds: How long.
        rate: Rows a second, one in six of them a command.
        every: Least and most seconds between kills.
        seed: Of all that is drawn.
        kills: At least so many, where two minutes more are enough for them.
    """
    home.prepare()
    writer = Writer(home.root, seed)
    config = CONFIG.format(
        rows=json.dumps(str(writer.rows)), history=json.dumps(str(writer.history))
    )
    home.config_path.write_text(config, encoding="utf-8")
    found, chance, stop = Found(written=writer.written), random.Random(seed), threading.Event()
    writing = threading.Thread(target=_write, args=(writer, rate, stop), name="writer")
    writing.start()
    deadline, learnt = time.monotonic() + seconds, False
    try:
        while (now := time.monotonic()) < deadline or (
            (not learnt or found.kills < kills) and now < deadline + _PATIENCE
        ):
            with _daemon(home) as process:
                if chance.random() < 0.15:
                    stop.wait(chance.uniform(0.1, 1.5))
                    found.starting += 1
                else:
                    with _listening(home, process) as client, contextlib.suppress(GumptionError):
                        client.learn(wait=False)
                        if chance.random() < 0.5 or not learnt:
                            learnt = _until_learning(client) or learnt
                    stop.wait(chance.uniform(*every))
                process.kill()
                found.kills += 1
    finally:
        stop.set()
        writing.join()
    _settled(home, writer.written)
    _compare(home, found)
    return found


def _write(writer: Writer, rate: int, stop: threading.Event) -> None:
    pause, rounds = 0.1, 0
    rows = max(1, round(rate * pause * 5 / 6))
    while not stop.wait(pause):
        rounds += 1
        writer.burst(rows, max(1, rows // 5))
        if rounds % 50 == 0:
            writer.trim()


@contextlib.contextmanager
def _daemon(home: Home) -> Iterator[subprocess.Popen[bytes]]:
    """A daemon in the foreground, which does not outlive this."""
    command, environ = daemon_command(home)
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ, cwd=home.root
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _listening(home: Home, process: subprocess.Popen[bytes]) -> SocketClient:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        with contextlib.suppress(GumptionError):
            client = attempt(home)
            if client is not None:
                with contextlib.ExitStack() as stack:
                    stack.enter_context(client)
                    if client.status().pid == process.pid:
                        stack.pop_all()  # it is the caller's to close
                        return client
        if process.poll() is not None:
            raise DaemonUnreachable("The daemon ended by itself", hint=str(home.log_path))
        time.sleep(0.05)
    raise DaemonUnreachable("The daemon did not answer")


def _until_learning(client: SocketClient) -> bool:
    """Wait until a batch was learnt from, so that the kill comes in the midst of it; whether so."""
    before = client.status().observations.processed
    deadline = time.monotonic() + 15
    while client.status().observations.processed == before:
        if time.monotonic() > deadline:
            return False
        client.learn(wait=False)  # there may have been nothing yet when it was asked last
        time.sleep(0.3)
    return True


def _settled(home: Home, written: Written) -> None:
    """Let a last daemon read to the end; it says itself when that is so."""
    with _daemon(home) as process, _listening(home, process) as client:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            status = client.status()
            counts = status.observations
            if counts.pending + counts.processed + counts.dead + counts.dropped >= written.rows:
                break
            time.sleep(0.2)
        time.sleep(1.0)  # what is too much would come now
        client.stop()
        process.wait(60)


def _compare(home: Home, found: Found) -> None:
    with UserModel.open(home.ledger) as model:
        there = Counter(each.content for each in model.observations(limit=10_000_000))
        counts = model.counts()
        found.missing = found.written.kept - there
        found.extra = there - found.written.kept
        found.drops = dict(counts.drops)
        found.statuses = dict(counts.observations)
        found.propositions = counts.propositions.get("active", 0)
        found.problems = model.check()
