"""The page about sources says what there is."""

from __future__ import annotations

from pathlib import Path

from agent.observers.live import ObserverSettings
from agent.observers.registry import load_observers

PAGE = Path(__file__).parents[3] / "docs" / "sources.md"


def test_every_source_and_every_option_is_on_the_page() -> None:
    """In the source's own row; and no row is of a source that is not there."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    rows = {line.split("`")[1]: line for line in lines}
    observers, _ = load_observers([])
    assert set(rows) == set(observers)
    for name, one in observers.items():
        own = set(one.settings.model_fields) - set(ObserverSettings.model_fields)
        assert [option for option in own if f"`{option}`" not in rows[name]] == []
