"""Telemetry of every dependency, off, in one place.

Call :func:`quiet` before any of them is imported: several read these variables while they load.
"""

from __future__ import annotations

from collections.abc import MutableMapping

#: What each dependency reads. Set by force: what the surrounding shell says about telemetry of
#: something else must not switch ours on.
SWITCHES = {
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "ANONYMIZED_TELEMETRY": "False",  # chromadb
    "CHROMA_OTEL_COLLECTION_ENDPOINT": "",
    "OTEL_SDK_DISABLED": "true",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def quiet(environ: MutableMapping[str, str]) -> None:
    """Switch all telemetry off in this environment (normally ``os.environ``)."""
    environ.update(SWITCHES)
