"""The line under every screen: what needs the person first."""

from __future__ import annotations

from agent.wire import JobView, ModelView
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


def test_what_a_model_runs_on_is_said() -> None:
    """Device, layers and the measured speed; a CPU is never passed over in silence."""
    model = ModelView(
        name="some-4b",
        path="/some.gguf",
        device="CPU",
        gpu_layers=0,
        context=8192,
        note="",
        layers=36,
        threads=2,
        state="ready",
    )
    assert "● some-4b" in line(model=model)
    assert "·  on CPU, 0/37 layers on GPU  ·" in line(model=model)
    fast = model.model_copy(
        update={"device": "CUDA0 [x]", "gpu_layers": 37, "answer_speed": 41.234}
    )
    assert "on CUDA0 [x], 37/37 layers on GPU, 41.2 tokens/s" in line(model=fast)
    assert "layers" not in line()
