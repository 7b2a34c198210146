"""Tools as they are given to a chat model."""

from __future__ import annotations

from typing import Any

RECALL: dict[str, Any] = {
    "name": "recall",
    "description": "Look something up.",
    "parameters": {
        "type": "object",
        "properties": {"query": {"type": "string", "maxLength": 20}},
        "required": ["query"],
    },
}
NOTE: dict[str, Any] = {**RECALL, "name": "append_note"}
