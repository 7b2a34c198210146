"""``observe``, ``import`` and ``learn``: what goes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from memory.errors import GumptionError, InvalidInput, InvalidObservation, NotPermitted
from tui.cli import show
from tui.cli.incoming import batches, opened, rows_of, standard_input
from tui.cli.moments import Moment
from tui.cli.session import Session, json_option, pass_session
from tui.output import Output

if TYPE_CHECKING:
    import datetime as dt

    from agent.wire import ImportView, LearnView, ObserveView

ORIGINS = ("self-stated", "own action", "third-party content")


@click.command()
@click.argument("text", required=False)
@click.option("--source", default="note", show_default=True, help="Where it comes from.")
@click.option("--at", type=Moment(), help="When it happened. [default: now]")
@click.option(
    "--origin",
    type=click.Choice(ORIGINS),
    default="self-stated",
    show_default=True,
    help="Whose words it is.",
)
@click.option(
    "--jsonl",
    metavar="FILE|-",
    type=click.Path(),
    help="Rows to read, one JSON object a line.",
)
@json_option
@pass_session
def observe(
    session: Session,
    *,
    text: str | None,
    source: str,
    at: dt.datetime | None,
    origin: str,
    jsonl: str | None,
    as_json: bool,
) -> None:
    """Take in a text, or rows from a file.

    TEXT is taken as it is, - reads it from standard input. A row of --jsonl has the fields
    content, source, observed_at, kind, thread, position, context, origin and external_id; only the
    first two are needed. The options then stand for what a row does not say. A file that is read
    again brings nothing new.
    """
    if (text is None) == (jsonl is None):
        raise click.UsageError("Give a text, - for standard input, or --jsonl FILE")
    if jsonl is not None:
        given = {"source": source, "observed_at": at.isoformat() if at else None, "origin": origin}
        report = _observe_many(session, jsonl, _said(given))
    else:
        content = standard_input() if text == "-" else (text or "")
        if not content.strip():
            raise InvalidObservation("There is nothing to observe", hint="give some text")
        row = {
            "source": source,
            "content": content,
            "observed_at": (at or session.now()).isoformat(),
            "origin": origin,
        }
        report = session.client.observe([row])
    if as_json:
        session.out.json(show.dump(report))
    elif jsonl is not None or report.observations:
        _tell(session.out, report, "row")
    if jsonl is None and not report.observations:
        raise _refused(report)


@click.command("import")
@click.argument("format")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="For the importer.")
@click.option("--author", help="Whose commits, where the artefact has several authors.")
@json_option
@pass_session
def import_(
    session: Session,
    *,
    format: str,
    path: Path,
    options: tuple[str, ...],
    author: str | None,
    as_json: bool,
) -> None:
    """Read an artefact such as a git repository.

    FORMAT is activitywatch, browser, chat, git, ics, jsonl, mbox, shell or another that gumption
    plugins list names; PATH is the repository, the folder or the file.
    """
    given = dict(_option(text) for text in options)
    if author:
        given["author"] = author
    full = path.expanduser().absolute()
    if not full.exists():
        raise InvalidInput(f"There is no {path}", hint="give a file or a folder that exists")
    report = session.client.import_(format, str(full), given, session.on_progress)
    if as_json:
        session.out.json(show.dump(report))
    else:
        _tell(session.out, report, "row")


@click.command()
@click.option("--wait", is_flag=True, help="Wait until everything pending is learnt from.")
@json_option
@pass_session
def learn(session: Session, *, wait: bool, as_json: bool) -> None:
    """Infer over everything pending."""
    report = session.client.learn(wait=wait, on_progress=session.on_progress)
    out = session.out
    if as_json:
        out.json(show.dump(report))
    elif wait:
        _tell_learnt(out, report)
    elif report.pending:
        out.line(f"{show.plural(report.pending, 'observation')} queued; the daemon is learning")
    else:
        out.line("nothing is pending")


def _refused(report: ObserveView) -> GumptionError:
    """Why the one text that was given was not taken in: nobody should think that it was."""
    reason = next(iter(report.dropped), "")
    kind = NotPermitted if reason.startswith("excluded") else InvalidObservation
    hint = next((hint for start, hint in _HINTS.items() if reason.startswith(start)), "")
    return kind(f"Nothing was taken in: {reason}", hint=hint)


_HINTS = {
    "excluded": "gumption exclude list shows the rules",
    "far future": "give --at a time that has been",
    "far past": "give --at a time after 1979",
    "no source": "give --source a name",
    "no time": "give --at a time",
    "empty": "give some text",
    "binary": "give some text; gumption import reads files",
    "too long": "gumption import reads large artefacts",
}


def _option(text: str) -> tuple[str, str]:
    key, found, value = text.partition("=")
    if not found or not key:
        raise click.UsageError(f"--option takes KEY=VALUE, not {text!r}")
    return key, value


def _tell(out: Output, report: ImportView | ObserveView, word: str) -> None:
    out.line(f"{show.plural(report.rows, word)}: {report.observations} taken in")
    for reason, number in sorted(report.dropped.items(), key=lambda item: -item[1]):
        out.line(f"{number:>6}  {show.counted({reason: number}).partition(' ')[2]}")
    if report.observations:
        out.say("gumption learn --wait infers over what is new")


def _tell_learnt(out: Output, report: LearnView) -> None:
    batches = show.plural(report.batches, "batch", "batches")
    rows = [
        ("observations", f"{report.observations} in {batches}"),
        ("outcomes", show.counted(report.outcomes)),
    ]
    if report.audited_out:
        rows.append(("refused", show.counted(report.audited_out)))
    if report.output_dropped:
        rows.append(("not usable", show.counted(report.output_dropped)))
    if report.calls:
        tokens = f"{report.prompt_tokens} prompt and {report.completion_tokens} answer tokens"
        rows.append(("model calls", f"{report.calls}, {tokens}"))
    if report.dead:
        rows.append(("set aside", f"{report.dead}"))
    rows.append(("still pending", f"{report.pending}"))
    show.pairs(out, rows)


def _said(options: Mapping[str, str | None]) -> dict[str, str]:
    """Those options that were given on the command line; a row knows better than a default."""
    context = click.get_current_context()
    parameters = {"observed_at": "at"}
    return {
        field: value
        for field, value in options.items()
        if value is not None
        and context.get_parameter_source(parameters.get(field, field))
        is click.core.ParameterSource.COMMANDLINE
    }


def _observe_many(session: Session, name: str, otherwise: Mapping[str, str]) -> ObserveView:
    """Rows of a file; what one of them does not say is taken from elsewhere."""
    from agent.wire import ObserveView

    dropped, refused = Counter[str](), Counter[str]()
    rows, ids = 0, list[str]()
    observations = 0
    with opened(name) as file:
        # The last, empty batch takes along what was refused after the last row.
        for batch in chain(batches(rows_of(file, refused)), [[]]):
            if not batch and not refused:
                continue
            filled = [{**row, **_missing(row, otherwise)} for row in batch]
            report = session.client.observe(filled, refused=refused, of_file=name != "-")
            refused.clear()
            rows += report.rows
            observations += report.observations
            ids += report.ids
            dropped.update(report.dropped)
            session.out.progress("observing", rows, 0)
    return ObserveView(rows=rows, observations=observations, dropped=dict(dropped), ids=ids)


def _missing(row: Mapping[str, object], otherwise: Mapping[str, str]) -> dict[str, str]:
    return {field: value for field, value in otherwise.items() if row.get(field) is None}
