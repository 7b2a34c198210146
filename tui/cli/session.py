"""What every command is handed: the home, the client, and where to say things."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

from agent.client.text import is_text
from tui.output import Output

if TYPE_CHECKING:
    from agent.client.port import Client
    from agent.home import Home
    from agent.wire import Progress

P = ParamSpec("P")
Returned = TypeVar("Returned")
Clock = Callable[[], dt.datetime]


class Session:
    """One run of the command line. Everything costly is made when it is first asked for.

    Args:
        environ: Names the home.
        out: Where to say things.
        connect: Makes a client; for tests. The socket's, which starts the daemon, otherwise.
        clock: The time, with the local zone.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        *,
        out: Output | None = None,
        connect: Callable[[], Client] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.environ = environ
        self.out = out or Output(environ)
        self.now: Clock = clock or (lambda: dt.datetime.now().astimezone())
        self._connect = connect or partial(self._dial, "command line")
        self._connect_ui = connect or partial(self._dial, "terminal UI")
        self._look_ui = connect or partial(self._dial, "terminal UI", start=False)
        self._client: Client | None = None
        self._home: Home | None = None

    @property
    def home(self) -> Home:
        """Where everything is kept."""
        if self._home is None:
            from agent.home import Home

            self._home = Home.find(self.environ)
        return self._home

    @property
    def client(self) -> Client:
        """The daemon, started if it does not answer.

        Raises:
            DaemonUnreachable: it does not answer and cannot be started.
        """
        if self._client is None:
            self._client = self._connect()
        return self._client

    def open_ui(self, place: str | None = None) -> None:
        """Open the terminal UI, on a place of it.

        Raises:
            InvalidInput: there is no terminal to open it on; it would wait for keys for ever.
        """
        self.need_terminal()
        from tui.app import run

        with self.out.silent_progress():  # the screen is the UI's now
            if place is None:
                run(self._connect_ui, look=self._look_ui)
            else:
                run(self._connect_ui, look=self._look_ui, place=place)

    def need_terminal(self) -> None:
        """Make sure that somebody sees the terminal UI.

        Raises:
            InvalidInput: there is no terminal to open it on; it would wait for keys for ever.
        """
        if not self.out.can_ask():
            from memory.errors import InvalidInput

            raise InvalidInput(
                "The terminal UI needs a terminal", hint="gumption --help lists what needs none"
            )

    def on_progress(self, progress: Progress) -> None:
        """Show how far a long call is."""
        self.out.progress(progress.stage, progress.done, progress.total)

    def close(self) -> None:
        """Hang up."""
        self.out.end_progress()
        if self._client is not None:
            self._client.close()
            self._client = None

    def _dial(self, name: str, *, start: bool = True) -> Client:
        from agent.client.socket import connect

        return connect(
            self.home,
            start=start,
            on_start=lambda: self.out.progress("starting the daemon", 0, 0),
            name=name,
        )


def pass_session(
    command: Callable[Concatenate[Session, P], Returned],
) -> Callable[P, Returned]:
    """Hand a command its session, once what it is given is known to be text.

    What is not UTF-8 is refused here, for every command: paths alone may have any bytes.
    """
    handed = click.make_pass_decorator(Session)(command)

    @wraps(command)
    def checked(*args: P.args, **kwargs: P.kwargs) -> Returned:
        _need_text(click.get_current_context())
        return handed(*args, **kwargs)

    return checked


def _need_text(ctx: click.Context) -> None:
    for param in ctx.command.params:
        value = ctx.params.get(param.name) if param.name else None
        given = value if isinstance(value, tuple) else (value,)
        if isinstance(param.type, click.Path) or all(
            is_text(one) for one in given if isinstance(one, str)
        ):
            continue
        from memory.errors import InvalidInput

        raise InvalidInput(
            f"{param.get_error_hint(ctx)} is not text in UTF-8",
            hint="give it in UTF-8, as a terminal with a UTF-8 locale does",
        )


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
