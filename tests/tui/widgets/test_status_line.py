"""The line under every screen: what needs the person first."""

from __future__ import annotations

from agent.wire import JobView
from tests.support.sample_views import NOW, observer, sample_status
from tui.desk import Daemon
from tui.widgets.status_line import StatusLine


def line(**changes: object) -> str:
    """The line as it reads."""
    shown = StatusLine()
    shown.set_reactive(StatusLine.daemon, Daemon(status=sample_status().model_copy(update=changes)))
    return shown.render().plain


def test_all_is_well() -> None:
    """Nothing is said of sources that work, nor of learning that need not wait."""
    said = line()
    assert "trouble" not in said
    assert "waiting" not in said


def test_a_source_in_trouble_is_named_and_several_are_counted() -> None:
    """With room on the line for one name."""
    bad = [observer(name).model_copy(update={"state": "degraded"}) for name in ("git", "mail")]
    assert "! git in trouble" in line(observers=[observer("shell"), bad[0]])
    assert "! 2 observers in trouble" in line(observers=bad)


def test_what_learning_waits_for_is_said() -> None:
    """While something is pending."""
    job = JobView(name="learn", next_run=NOW, last_run=NOW, last_error=None, waits="mains power")
    assert "12 pending, waiting for mains power" in line(jobs=[job])
