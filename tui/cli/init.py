"""``init``: asks, once, in plain words, and can be asked again."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memory.errors import GumptionError, InvalidInput, NotPermitted
from tui.cli.session import Session, pass_session
from tui.output import one_line

if TYPE_CHECKING:
    from agent.wire import ObserverView

#: Sources that read nothing until they are told where: their option, and what to ask for.
_PLACES = {
    "git": ("roots", "Folders with your repositories"),
    "files": ("roots", "Folders to watch"),
    "calendar": ("paths", "Calendar files (.ics)"),
    "mail": ("paths", "Mailboxes (mbox files or Maildir folders)"),
    "jsonl": ("paths", "Files of JSON lines"),
}
_LONGEST_KEPT = 3650.0  # days
_MOST_KEPT = 1e6  # megabytes


@click.command()
@click.option("--yes", is_flag=True, help="Ask nothing: watch nothing yet, keep to the defaults.")
@pass_session
def init(session: Session, *, yes: bool) -> None:
    """Set up what is watched, kept and used.

    Asks about sources, exclusions, retention, the model, and the service. What was chosen before is
    offered again. Everything can be changed later.
    """
    out = session.out
    if not yes and not out.can_ask():
        raise NotPermitted(
            "There is nobody to ask", hint="gumption init --yes takes the safe defaults"
        )
    session.home.prepare()
    from agent.config_file import write_default

    write_default(session.home.config_path)
    if yes:
        session.client.status()
        out.line("Ready: nothing is watched, raw observations go after 14 days, no model is used.")
        out.say("gumption observers list shows what could be watched; gumption init asks")
        return
    _tell(
        session,
        "Everything stays on this machine, encrypted, and can be seen, corrected and forgotten."
        " Enter takes what is offered.",
    )
    _sources(session)
    _exclusions(session)
    _retention(session)
    _model(session)
    _service(session)
    session.close()
    out.say("")
    out.line("Ready. gumption opens the terminal UI; gumption status is the state of things.")


def _sources(session: Session) -> None:
    out = session.out
    _head(session, "What may be watched?")
    for one in session.client.observers():
        if one.state == "unsupported":
            out.say(out.style(f"{one.name}: not here ({one_line(one.why)})", "dim", talk=True))
            continue
        _tell(session, f"{one.name}: {one_line(one.consent)}")
        wanted = out.confirm("  Watch it?", default=one.enabled)
        if not wanted:
            if one.enabled:
                session.client.observer_disable(one.name)
            continue
        _enable(session, one)


def _enable(session: Session, one: ObserverView) -> None:
    out = session.out
    option, question = _PLACES.get(one.name, ("", ""))
    while True:
        options: dict[str, str] = {}
        if option:
            given = out.ask(f"  {question}, separated by commas", "")
            places = [str(Path(each.strip()).expanduser()) for each in given.split(",") if each]
            if places:
                options = {option: json.dumps(places)}
            elif not one.enabled:
                out.say(f"  {one.name} stays off: it reads only what you name")
                return
        try:
            now = session.client.observer_enable(one.name, options)
        except InvalidInput as error:
            out.fail(error.message, error.hint)
            continue
        if now.state not in {"ok", "off"}:
            out.say(f"  {one_line(now.state)}: {one_line(now.why)} {one_line(now.remedy)}".rstrip())
        return


def _exclusions(session: Session) -> None:
    out = session.out
    rules = session.client.exclusions()
    _head(session, "What is never to be recorded?")
    named = ", ".join(one_line(rule.rule) for rule in rules) or "nothing but private windows"
    _tell(session, f"So far: {named}.")
    while given := out.ask("  A rule (app:NAME, url:HOST, path:FOLDER, …), or Enter", ""):
        try:
            session.client.exclude(given)
        except InvalidInput as error:
            out.fail(error.message, error.hint)


def _retention(session: Session) -> None:
    from agent.config_file import assign, load

    out, path = session.out, session.home.config_path
    _head(session, "How long are raw observations kept?")
    out.say("What was learnt from them stays, with what it quotes, and so does what you said.")
    before = load(path).retention
    days = _number(session, "Days (0 keeps them)", before.days, _LONGEST_KEPT)
    out.say("Beyond a size the oldest go earlier.")
    most = _number(session, "Megabytes of observed text (0: no limit)", before.max_mb, _MOST_KEPT)
    changed = {"days": (days, before.days), "max_mb": (most, before.max_mb)}
    for option, (now, then) in changed.items():
        if now != then:
            assign(path, f"retention.{option}", f"{now:.12g}")
    if any(now != then for now, then in changed.values()):
        out.say("  from the next start of the daemon on: gumption daemon restart")


def _number(session: Session, question: str, before: float, most: float) -> float:
    """A number from 0 up to the most, asked for until it is one."""
    out = session.out
    while True:
        given = out.ask(f"  {question}", f"{before:.12g}")
        try:
            number = float(given)
        except ValueError:
            number = -1
        if 0 <= number <= most:
            return number
        out.fail(f"{given!r} is no such number", f"0 to {most:.12g}")


def _model(session: Session) -> None:
    from tui.cli import model as models

    out = session.out
    _head(session, "A language model?")
    try:
        found = models.look(session)
    except GumptionError as error:
        out.fail(error.message, error.hint)
        return
    _tell(session, f"{one_line(found.machine)}. Without one the built-in engine does the thinking.")
    in_use = next((row.name for row in found.models if row.in_use and row.role == "chat"), "")
    offered = [row for row in found.models if row.role == "chat" and row.fits != "no"]
    for row in offered:
        here = "here already" if row.installed else f"{row.size / 1e9:.1f} GB to fetch"
        best = ", the best that fits" if row.recommended else ""
        best = ", fits only just" if row.fits == "tight" else best
        out.say(f"  {one_line(row.name)}: {one_line(row.about)} ({here}{best})")
    while given := out.ask("  One of these, the path of a GGUF file, or Enter", in_use):
        if given == in_use:
            return
        try:
            if any(row.name == given and not row.installed for row in offered):
                models.fetch(session, given)
            models.choose(session, given, restart=False)
        except GumptionError as error:
            out.fail(error.message, error.hint)
            continue
        return


def _service(session: Session) -> None:
    from agent.client import installing
    from tui.cli.daemon import stop_daemon

    out = session.out
    _head(session, "Start with your session?")
    try:
        service = installing.service_for(session.home)
    except InvalidInput as error:
        out.say(f"{error.message}; {error.hint}")
        return
    there = service.path.exists()
    if not out.confirm("The daemon then runs whenever you are logged in.", default=there):
        if there:
            installing.uninstall(service)
        return
    if there:
        return
    session.close()
    stop_daemon(session)
    try:
        for line in installing.install(service):
            out.say(f"  {one_line(line)}")
    except GumptionError as error:
        out.fail(error.message, error.hint)


def _head(session: Session, text: str) -> None:
    out = session.out
    out.say("")
    out.say(out.style(text, "bold", talk=True))


def _tell(session: Session, text: str) -> None:
    """A sentence or two, broken between words."""
    for line in textwrap.wrap(text, max(40, session.out.width - 1), break_on_hyphens=False):
        session.out.say(line)
