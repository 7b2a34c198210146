"""The line that says how things stand, and the notice when the daemon is gone."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from agent.wire import CaptureView, StatusView
from tui.desk import Daemon
from tui.widgets.plain import one_line

BUILT_IN = "built-in engine"


def engine_name(status: StatusView) -> str:
    """The model's name, or that there is none."""
    return one_line(status.model.name) if status.model.name else BUILT_IN


class StatusLine(Static):
    """Engine, what is pending and dropped, what the model runs on, whether the daemon answers."""

    daemon: reactive[Daemon] = reactive(Daemon())

    def __init__(self) -> None:
        super().__init__(markup=False)

    def render(self) -> Content:
        """One line, the most important first."""
        status, gone = self.daemon.status, self.daemon.gone
        if gone is not None:
            return Content.assemble(
                ("○ daemon not reachable", "$error"), ("  ·  ", "$faint"), "ctrl+r tries again"
            )
        if status is None:
            return Content.styled("◌ asking the daemon …", "$muted")
        counts = status.observations
        parts = [
            f"{counts.pending} pending",
            f"{counts.dropped} dropped",
            *([f"{counts.dead} set aside"] if counts.dead else []),
            *([running] if (running := one_line(status.model.in_brief)) else []),
            "daemon up",
        ]
        dot = ("  ·  ", "$faint")
        content = Content.assemble(("● ", "$accent"), engine_name(status))
        if status.capture.mode != "running":
            content = Content.assemble(_capture(status.capture), dot, engine_name(status))
        if status.model.remote:
            # Whoever looks at any screen sees that what they say leaves the machine.
            content = Content.assemble(content, dot, ("⇡ remote", "bold $warning"))
        if troubled := [one.name for one in status.observers if one.state != "ok"]:
            count = f"{len(troubled)} observers" if len(troubled) > 1 else one_line(troubled[0])
            content = Content.assemble(content, dot, (f"! {count} in trouble", "$warning"))
        waits = next((job.waits for job in status.jobs if job.name == "learn"), "")
        if waits and counts.pending:
            parts[0] += f", waiting for {one_line(waits)}"
        for part in parts:
            content = Content.assemble(content, dot, (part, "$muted"))
        return content


def _capture(capture: CaptureView) -> Content:
    """That nothing is captured now, and until when."""
    until = f" until {capture.until.astimezone():%H:%M}" if capture.until else ""
    return Content.styled(f"‖ {capture.mode}{until}", "bold $warning")


class GoneNotice(Static):
    """Says that the daemon does not answer, why, and what to do."""

    daemon: reactive[Daemon] = reactive(Daemon(), layout=True)

    def __init__(self) -> None:
        super().__init__(markup=False)

    def render(self) -> Content:
        """The error's own message and hint, then the keys."""
        gone = self.daemon.gone
        if gone is None:
            return Content("")
        hint = f" {_sentence(gone.hint)}" if gone.hint else ""
        return Content.assemble(
            ("The daemon does not answer. ", "bold $error"),
            _sentence(gone.message),
            hint,
            ("\nPress ", "$muted"),
            ("ctrl+r", "$accent"),
            (" to try again. What you see below may be old.", "$muted"),
        )

    def watch_daemon(self, daemon: Daemon) -> None:
        """Take no room while all is well."""
        self.display = daemon.gone is not None


def _sentence(text: str) -> str:
    text = one_line(text)
    return text if not text or text[-1] in ".!?" else f"{text}."
