"""What redaction finds, and what it finds that is none.

``python -m tests.benchmarks.bench_redaction --data PATH`` (PATH laid out like ``streams`` of the
benchmark data) prints four things, and the texts to the terminal only:

- for every artefact, for the messages of this repository's history and for the lines of its source:
  rows, rows redacted, by kind;
- every hit that a conservative criterion cannot call right, to be judged by a person. The criterion
  calls a hit right where its kind has a check digit, an issuer's prefix or an armour of its own, or
  where the value is at least as irregular as a generated password (letters and digits mixed,
  :data:`IRREGULAR` bits a character or more); all else counts as a *false alarm*;
- how many of the generated secrets of each kind are found in each of the ways in which they are
  written down (shell, JSON, YAML, headers, prose);
- how many are found in the forms of :mod:`tests.benchmarks.secrets_in_context`, tuned on and
  unseen, and how many of the look-alikes there are changed.
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from agent.importing import load_importers
from agent.redaction import redact
from memory.errors import GumptionError
from memory.types import Observation
from tests.benchmarks.rows_in import artefacts
from tests.benchmarks.secrets_in_context import TUNED, UNSEEN, made
from tests.benchmarks.secrets_made import cases

ROOT = Path(__file__).resolve().parents[2]
#: Kinds whose expression or check digit leaves little to chance.
CERTAIN = frozenset(
    {
        "private-key",
        "aws-key",
        "google-key",
        "azure-key",
        "github-token",
        "gitlab-token",
        "slack-token",
        "jwt",
        "service-token",
        "telegram-token",
        "discord-token",
        "webhook",
        "password-hash",
        "passcode",
        "iban",
        "card-number",
    }
)
MARK = re.compile(r"\[REDACTED:([\w-]+)\]")
#: Bits a character of a value's own distribution; English words of ten letters have about 2.7.
IRREGULAR = 3.0


@dataclass(slots=True)
class Table:
    """What became of the rows of one text."""

    name: str
    rows: int = 0
    redacted: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    doubtful: list[str] = field(default_factory=list)

    def take(self, text: str) -> None:
        """One more row."""
        self.rows += 1
        found = redact(text)
        if not found.kinds:
            return
        self.redacted += 1
        self.kinds.update(found.kinds)
        if not all(certain(kind, value) for kind, value in hits(text, found.text)):
            self.doubtful.append(text)


def hits(before: str, after: str) -> Iterator[tuple[str, str]]:
    """What was taken out of a text: kind and value."""
    place = 0
    pieces = MARK.split(after)
    for literal, kind, following in zip(pieces[::2], pieces[1::2], pieces[2::2], strict=False):
        start = before.index(literal, place) + len(literal)
        end = before.index(following, start) if following else len(before)
        yield kind, before[start:end]
        place = end


def certain(kind: str, value: str) -> bool:
    """Whether a hit is right by the conservative criterion."""
    mixed = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    return kind in CERTAIN or (mixed and bits(value) >= IRREGULAR)


def bits(text: str) -> float:
    """Shannon entropy of a text's characters, in bits a character."""
    counts = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values()) if text else 0.0


def texts(folder: Path, code: Path | None) -> Iterator[tuple[str, Iterable[str]]]:
    """Every text there is to look at, by name."""
    importers, _ = load_importers([])
    for path, kind in artefacts(folder):
        yield (
            str(path.relative_to(folder)),
            imported(importers[kind].read(path, {}, datetime.now(UTC))),
        )
    yield "history of this repository", git("log", "--format=%s%n%b")
    # What tests redaction is full of secrets on purpose.
    others = [".", *(f":(exclude)*{word}*" for word in PLANTED)]
    changes = git("log", "-p", "--format=", "--unified=0", "--", *others)
    yield (
        "changes of this repository, but for what tests redaction",
        (line[1:] for line in changes if line[:1] in "+-"),
    )
    sources = [path for path in git("ls-files") if path.endswith((".py", ".md", ".toml", ".yml"))]
    sources = [path for path in sources if not any(word in path for word in PLANTED)]
    named = "source of this repository, but for what tests redaction"
    yield named, lines(ROOT / path for path in sources)
    if code is not None:
        yield f"code in {code.name}", lines(sorted(code.rglob("*.py")))


PLANTED = ("secret", "redact", "test_gate", "test_faults", "sample/")


def lines(paths: Iterable[Path]) -> Iterator[str]:
    """The lines of some files."""
    for path in paths:
        yield from path.read_text(encoding="utf-8", errors="replace").splitlines()


def imported(items: Iterable[object]) -> Iterator[str]:
    """The text of what an importer reads, context included."""
    try:
        for item in items:
            if isinstance(item, Observation):
                around = [value for value in item.context.values() if isinstance(value, str)]
                yield "\n".join([item.content, *around])
    except GumptionError as error:
        sys.stderr.write(f"refused: {error}\n")


def git(*arguments: str) -> list[str]:
    """The lines of a git command's answer."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True)
    return done.stdout.decode(errors="replace").splitlines()


def detection() -> tuple[dict[str, list[int]], list[str]]:
    """Found and all, by kind; and the texts in which a secret stayed."""
    counts: dict[str, list[int]] = {}
    missed: list[str] = []
    for case in cases():
        tally = counts.setdefault(case.kind, [0, 0])
        tally[1] += 1
        if any(part in redact(case.text).text for part in case.parts):
            missed.append(f"{case.kind} ({case.form}): {case.text!r}")
        else:
            tally[0] += 1
    return counts, missed


def main() -> int:
    """Print it all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--code", type=Path, help="a folder of other people's Python as well")
    parser.add_argument("--list", type=int, default=200, help="doubtful hits to print")
    given = parser.parse_args()
    write = sys.stdout.write
    write("| text | rows | redacted | false alarms at most | kinds |\n|---|---:|---:|---:|---|\n")
    tables: list[Table] = []
    for name, rows in texts(given.data, given.code):
        table = Table(name)
        for row in rows:
            table.take(row)
        tables.append(table)
        kinds = ", ".join(f"{n} {kind}" for kind, n in table.kinds.most_common()) or "none"
        rate = f"{len(table.doubtful)} ({len(table.doubtful) / max(1, table.rows):.3%})"
        write(f"| {name} | {table.rows} | {table.redacted} | {rate} | {kinds} |\n")
    for table in tables:
        for row in table.doubtful[: given.list]:
            shown = redact(row).text
            write(f"\n? {table.name}\n  - {row[:300]!r}\n  + {shown[:300]!r}\n")
    counts, missed = detection()
    write("\n| kind | generated | found |\n|---|---:|---:|\n")
    for kind, (found, every) in counts.items():
        write(f"| {kind} | {every} | {found} ({found / every:.1%}) |\n")
    found, every = (sum(each[n] for each in counts.values()) for n in (0, 1))
    write(f"| all | {every} | {found} ({found / every:.1%}) |\n")
    for text in missed[: given.list]:
        write(f"missed: {text}\n")
    write(
        "\n| forms in context | secrets | found | look-alikes | changed |\n"
        "|---|---:|---:|---:|---:|\n"
    )
    for path in (TUNED, UNSEEN):
        texts_made = list(made(path))
        planted = [each for each in texts_made if each.parts]
        found_here = sum(not each.leaks(redact(each.text).text) for each in planted)
        others = [each for each in texts_made if not each.parts]
        changed = sum(bool(redact(each.text).kinds) for each in others)
        write(
            f"| {path.stem} | {len(planted)} | {found_here / len(planted):.1%} | {len(others)}"
            f" | {changed / len(others):.1%} |\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
