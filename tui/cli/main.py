"""``gumption``: finds the command, runs it, and turns what went wrong into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from memory.errors import GumptionError
from tui.cli.lazy import LazyGroup
from tui.cli.session import Session
from tui.output import ERROR, FINE, INTERRUPTED, USAGE, open_streams

#: name → (where the command is, its line in the help). The line is repeated here so that the help
#: imports none of them; a test holds the two together.
COMMANDS = {
    "demo": ("tui.cli.demo:demo", "Show a sample week, start to finish, in a temporary home."),
    "init": ("tui.cli.init:init", "Set up what is watched, kept and used."),
    "status": ("tui.cli.system:status", "Show one screen about everything."),
    "doctor": ("tui.cli.system:doctor", "Check everything and say what to do about it."),
    "observe": ("tui.cli.observe:observe", "Take in a text, or rows from a file."),
    "import": ("tui.cli.observe:import_", "Read an artefact such as a git repository."),
    "learn": ("tui.cli.observe:learn", "Infer over everything pending."),
    "recall": ("tui.cli.ask:recall", "Find what is known about something."),
    "ask": ("tui.cli.ask:ask", "Ask a question and get one answer."),
    "chat": ("tui.cli.ask:chat", "Open the terminal UI on the chat."),
    "propositions": ("tui.cli.propositions:propositions", "Read and change what is believed."),
    "suggestions": ("tui.cli.suggestions:suggestions", "Read and answer offers of help."),
    "pause": ("tui.cli.guard:pause", "Capture nothing for a while."),
    "incognito": ("tui.cli.guard:incognito", "Pause, and learn and suggest nothing meanwhile."),
    "resume": ("tui.cli.guard:resume", "Capture again."),
    "exclude": ("tui.cli.guard:exclude", "Say what is never recorded."),
    "forget": ("tui.cli.forget:forget", "Remove for good, from every file."),
    "purge": ("tui.cli.purge:purge", "Remove everything that is known."),
    "backup": ("tui.cli.copies:backup", "Copy everything that is known, encrypted."),
    "restore": ("tui.cli.copies:restore", "Put a backup in the place of what is known now."),
    "export": ("tui.cli.copies:export", "Write everything that is known as readable JSON."),
    "audit": ("tui.cli.audit:audit", "See what was given to whom, and what was decided."),
    "observers": ("tui.cli.observers:observers", "Choose what is watched."),
    "plugins": ("tui.cli.system:plugins", "See the tools there are."),
    "eval": (
        "tui.cli.eval:eval_",
        "Measure it on public data that is on this machine.",
    ),
    "model": ("tui.cli.model:model", "See, fetch, choose and check models."),
    "config": ("tui.cli.config:config", "Read and change the configuration."),
    "daemon": ("tui.cli.daemon:daemon", "Run, start and stop the daemon."),
}


@click.group(
    cls=LazyGroup,
    commands_at=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, help="Show the version and end.")
@click.pass_context
def gumption(ctx: click.Context, *, version: bool) -> None:
    """Keep a model of one person, on their own machine, that takes the initiative.

    Without a command, opens the terminal UI.
    """
    session: Session = ctx.obj
    if version:
        from importlib.metadata import version as installed

        session.out.line(f"gumption {installed('gumption')}")
    elif ctx.invoked_subcommand is None:
        session.open_ui()


def main() -> None:
    """The console script."""
    open_streams()
    sys.exit(run(sys.argv[1:], Session(os.environ)))


def run(arguments: Sequence[str], session: Session) -> int:
    """Run one command; returns the exit code of DESIGN §8."""
    out = session.out
    try:
        # Not Command.main(): it turns a closed pipe into an exit code of its own.
        with gumption.make_context("gumption", list(arguments), obj=session) as ctx:
            code = gumption.invoke(ctx)
        out.flush()
    except click.exceptions.Exit as ended:
        return _flushed(session, ended.exit_code)
    except GumptionError as error:
        out.fail(error.message, error.hint)
        return error.exit_code
    except click.UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # a group without a command
            out.say(error.format_message())
            return USAGE
        out.fail(error.format_message(), _usage_hint(error))
        return USAGE
    except click.ClickException as error:
        out.fail(error.format_message())
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        out.end_progress()
        return INTERRUPTED
    except BrokenPipeError:
        out.hush()
        return FINE
    except OSError as error:
        return _unwritten(session, error)
    finally:
        session.close()
    return code if isinstance(code, int) else FINE


def _flushed(session: Session, code: int) -> int:
    try:
        session.out.flush()
    except BrokenPipeError:
        session.out.hush()
    except GumptionError as error:
        session.out.fail(error.message, error.hint)
        return error.exit_code
    return code


def _unwritten(session: Session, error: OSError) -> int:
    """Tell that a stream cannot be written: click writes help past our output.

    Raises:
        OSError: it is about a file, and a mistake of ours.
    """
    if error.filename is not None:
        raise error
    try:
        with session.out.writable():
            raise error
    except GumptionError as told:
        session.out.fail(told.message, told.hint)
        return told.exit_code


def _usage_hint(error: click.UsageError) -> str:
    return f"{error.ctx.command_path} --help" if error.ctx else "gumption --help"


__all__ = ["COMMANDS", "ERROR", "gumption", "main", "run"]
