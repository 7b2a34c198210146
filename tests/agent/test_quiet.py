"""No dependency calls home."""

from __future__ import annotations

import subprocess
import sys

from agent.quiet import SWITCHES, quiet


def test_the_environment_cannot_switch_it_on() -> None:
    """Telemetry that the surrounding shell switched on is off for us."""
    environ = {"LANGSMITH_TRACING": "true", "ANONYMIZED_TELEMETRY": "True", "PATH": "kept"}
    quiet(environ)
    assert environ == {**SWITCHES, "PATH": "kept"}


def test_the_dependencies_read_it() -> None:
    """LangSmith's own check and Chroma's own settings say that it is off."""
    code = (
        "import os; from agent.quiet import quiet; quiet(os.environ);"
        "from langsmith.utils import tracing_is_enabled; from chromadb.config import Settings;"
        "import sys; sys.exit(bool(tracing_is_enabled()) or Settings().anonymized_telemetry)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
