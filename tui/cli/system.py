"""``status``, ``doctor`` and ``plugins``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from memory.errors import GumptionError
from tui.cli import show, show_status
from tui.cli.session import Session, json_option, pass_session
from tui.output import ERROR, FINE, clean, one_line

if TYPE_CHECKING:
    from agent.wire import CheckView


@click.command()
@click.option("--verbose", is_flag=True, help="Every job, plugin, counter and reason.")
@json_option
@pass_session
def status(session: Session, *, verbose: bool, as_json: bool) -> None:
    """Show one screen about everything."""
    found = session.client.status()
    if as_json:
        session.out.json(show.dump(found))
    else:
        show_status.status(session.out, found, verbose=verbose)


@click.command()
@click.option("--reindex", is_flag=True, help="Rebuild the dense index from the ledger.")
@click.option(
    "--quarantine", is_flag=True, help="Move a ledger that does not open aside and begin anew."
)
@json_option
@pass_session
def doctor(session: Session, *, reindex: bool, quarantine: bool, as_json: bool) -> int:
    """Check everything and say what to do about it.

    Ends with 1 when something is wrong.
    """
    if quarantine:
        _quarantine(session)
    checks = [_check_config(session), *_check_hardware(session)]
    checks += _check_daemon(session, reindex=reindex)
    checks.append(_check_service(session))
    out = session.out
    if as_json:
        out.json(show.dump_all(checks))
    else:
        for check in checks:
            mark = out.style("✓", "green") if check.ok else out.style("✗", "red", "bold")
            out.line(f"{mark} {one_line(check.name):<14} {one_line(check.message)}")
            for detail in check.details:
                out.line(f"  {'':<14} {out.style(clean(detail), 'dim')}")
            if check.remedy:
                out.line(f"  {'':<14} {out.style(one_line(check.remedy), 'yellow')}")
    return FINE if all(check.ok for check in checks) else ERROR


@click.group(invoke_without_command=True)
@click.pass_context
def plugins(ctx: click.Context) -> None:
    """See the tools there are."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_plugins)


@plugins.command("list")
@json_option
@pass_session
def list_plugins(session: Session, *, as_json: bool = False) -> None:
    """List built-in and plugged-in tools, broken ones with their error."""
    found = session.client.plugins()
    out = session.out
    if as_json:
        out.json(show.dump_all(found))
        return
    width = max((len(plugin.name) for plugin in found), default=0)
    for plugin in found:
        mark = out.style("✗", "red") if plugin.error else out.style("✓", "green")
        origin = out.style(one_line(f"{plugin.group}, {plugin.distribution}"), "dim")
        out.line(f"{mark} {one_line(plugin.name).ljust(width)}  {origin}")
        if plugin.error:
            out.line(f"  {one_line(plugin.error)}")


def _quarantine(session: Session) -> None:
    from memory.restore import quarantine
    from tui.cli.daemon import stop_daemon

    session.close()
    stop_daemon(session)
    aside = quarantine(session.home.ledger, now=session.now())
    session.out.say(f"the damaged ledger is now in {one_line(str(aside))}")


def _check_config(session: Session) -> CheckView:
    from agent.config_file import load
    from agent.wire import CheckView
    from tui.cli.config import check_tables

    path = session.home.config_path
    try:
        check_tables(session, load(path))
    except GumptionError as error:
        return CheckView(name="configuration", ok=False, message=error.message, remedy=error.hint)
    told = str(path) if path.exists() else "all defaults"
    return CheckView(name="configuration", ok=True, message=told, remedy="")


def _check_hardware(session: Session) -> list[CheckView]:
    """What there is to think with; an idle GPU or one that is asked for in vain is a fault."""
    from agent.config_file import load
    from agent.wire import CheckView
    from tui.cli.model import look

    try:
        load(session.home.config_path)
    except GumptionError:
        return []  # said already; what it asks of the hardware cannot be known
    try:
        found = look(session)
    except GumptionError as error:
        return [CheckView(name="hardware", ok=False, message=error.message, remedy=error.hint)]
    told = f"{found.machine}; {found.build}"
    return [CheckView(name="hardware", ok=not found.note, message=told, remedy=found.note)]


def _check_service(session: Session) -> CheckView:
    """Whether the daemon starts with the session; nothing is wrong where it need not."""
    from agent.client.installing import service_for
    from agent.wire import CheckView

    try:
        service = service_for(session.home)
    except (GumptionError, KeyError):
        told = "none on this platform: the daemon starts when it is asked"
        return CheckView(name="service", ok=True, message=told, remedy="")
    if not service.path.exists():
        told = "not installed: the daemon starts when it is asked; gumption daemon install"
        return CheckView(name="service", ok=True, message=told, remedy="")
    try:
        same = service.path.read_bytes() == service.content
    except OSError:
        same = False
    return CheckView(
        name="service",
        ok=same,
        message=f"installed as {service.path}" + ("" if same else ", but not as it should be"),
        remedy="" if same else "gumption daemon install writes it anew",
    )


def _check_daemon(session: Session, *, reindex: bool) -> list[CheckView]:
    from agent.wire import CheckView

    try:
        return session.client.doctor(reindex=reindex)
    except GumptionError as error:
        return [CheckView(name="daemon", ok=False, message=error.message, remedy=error.hint)]
