"""``pause``, ``incognito``, ``resume`` and ``exclude``: what is captured, and what never is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from tui.cli import show
from tui.cli.moments import Moment, parse_length
from tui.cli.session import Session, json_option, pass_session
from tui.output import one_line

if TYPE_CHECKING:
    from agent.wire import CaptureView, ExplainedView, RuleView

    _Type = click.ParamType[dt.timedelta]
else:
    _Type = click.ParamType


#: What the daemon takes; without a length it lasts until ``resume``.
_LONGEST = dt.timedelta(days=366)


class Length(_Type):
    """A length of time: ``30m``, ``2h``, ``1h30m``."""

    name = "duration"

    def convert(
        self, value: str | dt.timedelta, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.timedelta:
        """Read it."""
        if isinstance(value, dt.timedelta):
            return value
        try:
            length = parse_length(value)
        except (ValueError, OverflowError) as error:
            self.fail(str(error), param, ctx)
        if length > _LONGEST:
            self.fail(f"{value!r} is longer than {_LONGEST.days} days; leave it out", param, ctx)
        return length


length_argument = click.argument("duration", type=Length(), required=False)


@click.command()
@length_argument
@json_option
@pass_session
def pause(session: Session, *, duration: dt.timedelta | None, as_json: bool) -> None:
    """Capture nothing for a while.

    For DURATION, such as 30m or 2h, or until gumption resume. What happens meanwhile is not taken
    in later either. Chat works and leaves no trace.
    """
    _stop(session, "paused", duration, as_json=as_json)


@click.command()
@length_argument
@json_option
@pass_session
def incognito(session: Session, *, duration: dt.timedelta | None, as_json: bool) -> None:
    """Pause, and learn and suggest nothing meanwhile.

    For DURATION, such as 30m or 2h, or until gumption resume.
    """
    _stop(session, "incognito", duration, as_json=as_json)


@click.command()
@json_option
@pass_session
def resume(session: Session, *, as_json: bool) -> None:
    """Capture again."""
    _tell(session, session.client.resume(), as_json=as_json)


@click.group()
def exclude() -> None:
    """Say what is never recorded.

    A rule is FIELD:PATTERN; fields are app, title, url, path, cwd, source, hour and regex. In doubt
    a rule excludes. What was recorded before stays: gumption forget removes it.
    """


@exclude.command("list")
@json_option
@pass_session
def list_(session: Session, *, as_json: bool) -> None:
    """List the rules."""
    _rules(session, session.client.exclusions(), as_json=as_json)


@exclude.command()
@click.argument("rule")
@json_option
@pass_session
def add(session: Session, *, rule: str, as_json: bool) -> None:
    """Never record what RULE names, such as app:1Password or url:bank.example."""
    before = [each.rule for each in session.client.exclusions()]
    rules = session.client.exclude(rule)
    if as_json:
        session.out.json(show.dump_all(rules))
        return
    known = {each.rule for each in rules} <= set(before)
    told = "there already, and never recorded" if known else "never recorded from now on"
    session.out.line(f"{told}: {one_line(rule)}")
    field, _, pattern = rule.partition(":")
    if field.strip().lower() == "cwd":
        session.out.say(
            "commands whose folder is not known are in doubt, so a history file without folders"
            " is excluded whole"
        )
    elif field.strip().lower() in {"app", "title", "url", "path"}:
        session.out.say(
            f"what was recorded before stays; gumption forget --match {one_line(pattern)!r}"
            " --dry-run shows what would go"
        )


@exclude.command()
@click.argument("rule")
@json_option
@pass_session
def rm(session: Session, *, rule: str, as_json: bool) -> None:
    """Take RULE out."""
    rules = session.client.include(rule)
    if as_json:
        session.out.json(show.dump_all(rules))
    else:
        session.out.line(f"recorded again from now on: {one_line(rule)}")


@exclude.command()
@click.argument("sample")
@click.option(
    "--source",
    help="Where it would come from.  [default: window with --app, --title or --url, shell with"
    " --cwd, else note]",
)
@click.option("--app", help="The application.")
@click.option("--title", help="The window's or page's title.")
@click.option("--url", help="The address.")
@click.option("--path", help="The file.")
@click.option("--cwd", help="The folder of a command.")
@click.option("--at", type=Moment(), help="When; now otherwise.")
@json_option
@pass_session
def test(
    session: Session,
    *,
    sample: str,
    source: str | None,
    app: str | None,
    title: str | None,
    url: str | None,
    path: str | None,
    cwd: str | None,
    at: dt.datetime | None,
    as_json: bool,
) -> None:
    """Show what SAMPLE would meet: a rule, a redaction, or nothing. Nothing is recorded."""
    context = {"app": app, "title": title, "url": url, "path": path, "cwd": cwd}
    told = session.client.explain(
        {
            "source": source or _likely_source(context),
            "content": sample,
            "observed_at": at.isoformat() if at else None,
            "context": {key: value for key, value in context.items() if value is not None},
        }
    )
    if as_json:
        session.out.json(show.dump(told))
    else:
        _explained(session, told)


_IN_DOUBT = ", in doubt)"
#: What would settle a doubt, by the rule's field.
_SETTLING = {
    "app": "--app says which application it would be from",
    "url": "--url says at which address it would be, --app that it is no browser",
    "cwd": "--cwd says in which folder the command would run",
    "regex": "the expression takes too long on this text; a simpler one would tell",
}


def _likely_source(context: Mapping[str, str | None]) -> str:
    """Where something with such a context comes from."""
    if any(context[key] for key in ("app", "title", "url")):
        return "window"
    return "shell" if context["cwd"] else "note"


def _stop(session: Session, mode: str, length: dt.timedelta | None, *, as_json: bool) -> None:
    seconds = None if length is None else length.total_seconds()
    _tell(session, session.client.pause(mode, seconds=seconds), as_json=as_json)


def _tell(session: Session, now: CaptureView, *, as_json: bool) -> None:
    if as_json:
        session.out.json(show.dump(now))
    else:
        session.out.line(show.capture(now))


def _rules(session: Session, rules: list[RuleView], *, as_json: bool) -> None:
    out = session.out
    if as_json:
        out.json(show.dump_all(rules))
        return
    for rule in rules:
        out.line(one_line(rule.rule) + (out.style("  (default)", "dim") if rule.default else ""))
    if not rules:
        out.say("nothing is excluded but private windows")


def _explained(session: Session, told: ExplainedView) -> None:
    out = session.out
    if not told.kept:
        by = f", by the rule {one_line(told.rule)}" if told.rule else ""
        out.line(f"{out.style('not recorded', 'yellow')}: {one_line(told.reason)}{by}")
        field = (told.rule or "").partition(":")[0]
        if told.reason.endswith(_IN_DOUBT) and field in _SETTLING:
            out.say(_SETTLING[field])
        return
    out.line(f"{out.style('recorded', 'green')}: {one_line(told.content or '')}")
    labels = [told.sensitivity or "", *told.categories]
    out.line(out.style(f"  labels: {', '.join(filter(None, labels))}", "dim"))
    if told.redacted:
        out.line(out.style(f"  redacted: {', '.join(told.redacted)}", "dim"))
