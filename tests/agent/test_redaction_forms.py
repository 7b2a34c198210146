"""Generated secrets of every named kind, in the ways in which they are written, are all found."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.redaction import redact
from tests.benchmarks.bench_redaction import certain, detection, hits
from tests.benchmarks.secrets_in_context import TUNED, UNSEEN, made

ROOT = Path(__file__).resolve().parents[2]
#: Where secrets are written down on purpose.
PLANTED = {"secret_patterns", "redaction.py"}


def test_generated_secrets_are_found_in_every_form() -> None:
    """Shell, JSON, YAML, XML, headers, prose, keys of many lines: bench_redaction has the rates."""
    counts, missed = detection()
    assert missed == []
    assert len(counts) > 15
    assert all(every >= 100 for _, every in counts.values())


@pytest.mark.parametrize(("path", "least"), [(TUNED, 0.98), (UNSEEN, 0.97)])
def test_secrets_in_context_are_found(path: Path, least: float) -> None:
    """In commands, settings, code, addresses, letters and talk in many languages."""
    texts = [each for each in made(path) if each.parts]
    missed = [each for each in texts if each.leaks(redact(each.text).text)]
    assert len(missed) <= (1 - least) * len(texts), [each.text for each in missed]


@pytest.mark.parametrize("path", [TUNED, UNSEEN])
def test_look_alikes_in_context_stay(path: Path) -> None:
    """Digests, identifiers, placeholders, prose about passwords, numbers of all kinds."""
    texts = [each for each in made(path) if not each.parts]
    changed = [each for each in texts if redact(each.text).kinds]
    assert len(changed) <= 0.005 * len(texts), [each.text for each in changed]


def test_our_own_source_text_stays() -> None:
    """In the lines of this program nothing is taken for a secret that cannot be one."""
    alarms = [
        line
        for folder in ("agent", "memory", "tools", "tui", "docs")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".md", ".toml"} and PLANTED.isdisjoint(path.parts[-2:])
        for line in path.read_text(encoding="utf-8").splitlines()
        if not all(certain(kind, value) for kind, value in hits(line, redact(line).text))
    ]
    assert alarms == []
