"""Generated secrets of every named kind, in the ways in which they are written, are all found."""

from __future__ import annotations

from pathlib import Path

from agent.redaction import redact
from tests.benchmarks.bench_redaction import certain, detection, hits

ROOT = Path(__file__).resolve().parents[2]
#: Where secrets are written down on purpose.
PLANTED = {"secret_patterns.py", "redaction.py"}


def test_generated_secrets_are_found_in_every_form() -> None:
    """Shell, JSON, YAML, XML, headers, prose, keys of many lines: bench_redaction has the rates."""
    counts, missed = detection()
    assert missed == []
    assert len(counts) > 15
    assert all(every >= 100 for _, every in counts.values())


def test_our_own_source_text_stays() -> None:
    """In the lines of this program nothing is taken for a secret that cannot be one."""
    alarms = [
        line
        for folder in ("agent", "memory", "tools", "tui", "docs")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".md", ".toml"} and path.name not in PLANTED
        for line in path.read_text(encoding="utf-8").splitlines()
        if not all(certain(kind, value) for kind, value in hits(line, redact(line).text))
    ]
    assert alarms == []
