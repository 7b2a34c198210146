"""``gumption model``: draws what the models' own process tells. Works without the daemon."""

from __future__ import annotations

import subprocess
from collections.abc import Generator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

import click

from memory.errors import GumptionError, InvalidInput, NotPermitted
from tui.cli.session import Session, json_option, pass_session
from tui.output import ERROR, FINE, INTERRUPTED, Output, one_line

if TYPE_CHECKING:
    from agent.models.events import Failed, Line, Listing, ModelRow, Pulled, Result

Answer = TypeVar("Answer", bound="Result")

_TITLES = {
    "chat": "chat models",
    "vision": "chat models that see",
    "embedding": "embedding models (memory.embedding_path)",
    "other": "other files",
}


@click.group()
def model() -> None:
    """See, fetch, choose and check models.

    Nothing but `pull` uses the network.
    """


@model.command("list")
@json_option
@pass_session
def list_(session: Session, *, as_json: bool) -> None:
    """Show the catalogue, what is here, what is in use, and what fits this machine."""
    found = look(session)
    if as_json:
        _json(session, found)
    else:
        _draw(session.out, found)


@model.command()
@click.argument("name")
@json_option
@pass_session
def pull(session: Session, *, name: str, as_json: bool) -> None:
    """Fetch a model from the Hugging Face hub.

    NAME is one of the catalogue, a repository OWNER/NAME, or OWNER/NAME:FILE.gguf (part of the name
    such as Q8_0 is enough). A pull that broke off goes on where it stopped. HF_ENDPOINT names
    another hub, HF_TOKEN opens gated models.
    """
    done = fetch(session, name)
    if as_json:
        _json(session, done)
        return
    out = session.out
    for file in done.files:
        out.line(f"{one_line(file.path)}  {_size(file.size)}  verified")
    out.say(f"to use it: gumption model use {one_line(done.name)}")


@model.command()
@click.argument("name")
@click.option("--restart", is_flag=True, help="Restart the daemon, so that it is loaded now.")
@json_option
@pass_session
def use(session: Session, *, name: str, restart: bool, as_json: bool) -> None:
    """Choose the model to think with, or the one to embed with.

    NAME is one that was fetched, or the path of any GGUF file. It is looked at first: what cannot
    be used is refused, and the configuration stays as it is.
    """
    choose(session, name, restart=restart, as_json=as_json)


def fetch(session: Session, name: str) -> Pulled:
    """Fetch a model, as ``model pull`` does."""
    from agent.models.events import Pulled

    try:
        return _ask(session, Pulled, "pull", name)
    except KeyboardInterrupt:
        session.out.say("stopped; what arrived is kept, and the same command goes on from it")
        raise


def choose(session: Session, name: str, *, restart: bool, as_json: bool = False) -> None:
    """Choose a model, as ``model use`` does, and say what that means."""
    from agent.models.events import Used

    used = _ask(session, Used, "use", name)
    if as_json:
        _json(session, used)
    else:
        out = session.out
        out.line(f"{used.key} = {one_line(used.path)}")
        for topic, words in used.plan.items():
            out.line(f"  {out.style(topic.ljust(11), 'dim')} {one_line(words)}")
        for warning in used.warnings:
            out.say(f"{out.style('warning:', 'yellow', talk=True)} {one_line(warning)}")
        if used.key == "memory.embedding_path" and used.changed:
            out.say("everything known is embedded anew with it when the daemon starts")
    _apply(session, restart=restart)


@model.command()
@click.argument("name", required=False)
@json_option
@pass_session
def verify(session: Session, *, name: str | None, as_json: bool) -> int:
    """Hash files again and look at their headers.

    Without NAME everything that was fetched or is in use. Ends with 1 when something is wrong.
    """
    from agent.models.events import Verified

    found = _ask(session, Verified, "verify", *([name] if name else []))
    out = session.out
    if as_json:
        _json(session, found)
    elif not found.files:
        out.say("no model is here; gumption model list shows which there are")
    for file in [] if as_json else found.files:
        mark = out.style("✗", "red", "bold") if file.problem else out.style("✓", "green")
        told = file.problem or f"{_size(file.size)}, {file.sha256[:12]}…, {file.source}"
        out.line(f"{mark} {one_line(file.path)}  {one_line(told)}")
        if file.remedy:
            out.line(f"  {out.style(one_line(file.remedy), 'yellow')}")
    return ERROR if any(file.problem for file in found.files) else FINE


@model.command()
@click.argument("name")
@click.option("--force", is_flag=True, help="Even if it is in use.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_session
def rm(session: Session, *, name: str, force: bool, yes: bool, as_json: bool) -> int | None:
    """Delete a model that was fetched."""
    from agent.models.events import Removed

    out = session.out
    forced = ["--force"] if force else []
    planned = _ask(session, Removed, "rm", name, *forced, "--dry-run")
    if not yes:
        files = f"{one_line(', '.join(planned.files))} ({_size(planned.size)})"
        if not out.can_ask():
            raise NotPermitted(
                f"This would delete {files}", hint="give --yes to do it without asking"
            )
        if not out.confirm(f"Delete {files}?"):
            out.say("nothing was deleted")
            return INTERRUPTED
    done = _ask(session, Removed, "rm", name, *forced)
    if as_json:
        _json(session, done)
        return None
    out.line(f"{_size(done.size)} freed")
    if done.in_use:
        out.say(f"{done.in_use} is empty now; gumption model use NAME chooses another")
        _apply(session, restart=False)
    return None


def look(session: Session) -> Listing:
    """The machine and the models that there are, as ``model list --json`` prints them."""
    from agent.models.events import Listing

    return _ask(session, Listing, "list")


def check(session: Session, key: str, path: str) -> None:
    """Refuse a path that cannot be configured.

    Raises:
        GumptionError: it is missing, damaged, or no such model; with what to do instead.
    """
    from agent.models.events import Checked

    _ask(session, Checked, "check", key, path)


def _apply(session: Session, *, restart: bool) -> None:
    """Say, or see to it, that the daemon reads the configuration."""
    from agent.client.endpoint import read_endpoint

    if read_endpoint(session.home) is None:
        return
    if not restart:
        session.out.say("the daemon reads it when it starts: gumption daemon restart")
        return
    from tui.cli.daemon import stop_daemon

    stop_daemon(session)
    session.out.say(f"the daemon was restarted, process {session.client.status().pid}")


def _ask(session: Session, kind: type[Answer], *words: str) -> Answer:
    """Have the models' process do something; shows progress, and its errors are ours.

    Raises:
        GumptionError: as it says.
    """
    from agent.models.events import Failed, Said
    from agent.wire import Progress

    out = session.out
    with closing(_lines(words, session.environ)) as lines:
        for line in lines:
            if isinstance(line, Progress):
                out.progress(line.stage, line.done, line.total, per=10**6, unit="MB")
            elif isinstance(line, Said):
                out.say(one_line(line.text))
            elif isinstance(line, Failed):
                raise _error(line)
            elif isinstance(line, kind):
                out.end_progress()
                return line
    raise GumptionError("Looking at models ended early", hint="python -m agent.models shows more")


def _lines(words: tuple[str, ...], environ: Mapping[str, str]) -> Generator[Line]:
    import tempfile

    from pydantic import TypeAdapter

    from agent.client import beside
    from agent.models.events import Line

    adapter: TypeAdapter[Line] = TypeAdapter(Line)
    command = beside.command("agent.models", *words)
    # A file rather than a pipe: a full pipe that nobody reads would stop the process.
    with (
        tempfile.TemporaryFile(mode="w+", encoding="utf-8") as said,
        subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
            env=beside.environment(environ),
        ) as process,
    ):
        try:
            for line in process.stdout or ():
                yield adapter.validate_json(line)
        finally:
            process.terminate()
        process.wait()
        said.seek(0)
        words_said = [line.strip() for line in said if line.strip()]
    if words_said:
        raise GumptionError(
            f"Looking at models ended early: {words_said[-1]}",
            hint="python -m agent.models shows more",
        )


def _error(failed: Failed) -> GumptionError:
    """The error that the other process ended with."""
    kinds = {kind.exit_code: kind for kind in (InvalidInput, NotPermitted)}
    return kinds.get(failed.exit_code, GumptionError)(failed.message, hint=failed.hint)


def _json(session: Session, result: Result) -> None:
    session.out.json(result.model_dump(mode="json", exclude={"type"}))


def _draw(out: Output, found: Listing) -> None:
    out.line(f"{out.style('this machine', 'dim')}  {one_line(found.machine)}")
    out.line(f"{out.style('built', 'dim')}         {one_line(found.build)}")
    if found.note:
        out.say(f"{out.style('warning:', 'yellow', talk=True)} {one_line(found.note)}")
    for role, title in _TITLES.items():
        rows = [row for row in found.models if row.role == role]
        if not rows:
            continue
        out.line()
        out.line(out.style(title, "bold"))
        width = max(len(one_line(row.name)) for row in rows)
        for row in rows:
            _draw_row(out, row, width)
    out.line()
    if found.endpoint:
        out.say(f"a server does the thinking: {one_line(found.endpoint)}")
    elif not any(row.in_use and row.role != "embedding" for row in found.models):
        best = next((row.name for row in found.models if row.recommended), None)
        out.say(
            "no language model is in use: the built-in engine does the thinking"
            + (f"; gumption model pull {best} && gumption model use {best}" if best else "")
        )


def _draw_row(out: Output, row: ModelRow, width: int) -> None:
    mark = {"yes": ("✓", "green"), "tight": ("~", "yellow"), "no": ("✗", "red")}[row.fits]
    about = " · ".join(
        one_line(word)
        for word in (
            f"{'' if row.size_checked else 'about '}{_size(row.size)}",
            row.parameters or "",
            row.quantisation or "",
            f"{row.context:,} tokens" if row.context else "",
            row.licence or "",
        )
        if word
    )
    state = [
        *(["in use"] if row.in_use else ["here"] if row.installed else []),
        *([f"{_size(row.unfinished)} of it fetched"] if row.unfinished else []),
        *(["best for this machine"] if row.recommended else []),
    ]
    marked = out.style(mark[0], mark[1])
    told = out.style(f"  {', '.join(state)}", "green") if state else ""
    out.line(f"{marked} {one_line(row.name).ljust(width)}  {about}{told}")
    if row.about:
        meant = f"for machines with {row.machine}; " if row.machine else ""
        out.line(f"  {' ' * width}  {meant}{one_line(row.about)}")
    out.line(f"  {' ' * width}  {out.style(one_line(row.why), 'dim')}")


def _size(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 10**9 else f"{size / 1e6:.1f} MB"
