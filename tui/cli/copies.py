"""``backup``, ``restore`` and ``export``: copies of what is known."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from memory.errors import InvalidInput, NotPermitted, StorageFull
from tui.cli import show
from tui.cli.session import Session, json_option, pass_session
from tui.output import INTERRUPTED, one_line

if TYPE_CHECKING:
    from agent.wire import BackupView


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--with-key", is_flag=True, help="Put the key beside it: who has both can read it.")
@json_option
@pass_session
def backup(session: Session, *, path: Path | None, with_key: bool, as_json: bool) -> None:
    """Copy everything that is known, encrypted.

    The daemon goes on meanwhile. PATH is a new file or a folder; without one the backup is kept
    with the data. It opens with this home's key and with no other: for a disk that may be lost,
    either keep a copy of the key in another place, or use --with-key and guard the backup like a
    key.
    """
    full = None if path is None else str(path.expanduser().absolute())
    made = session.client.backup(full, with_key=with_key)
    if as_json:
        session.out.json(show.dump(made))
    else:
        _tell_backup(session, made)


def _tell_backup(session: Session, made: BackupView) -> None:
    out = session.out
    out.line(f"{one_line(made.path)}  {made.size / 1e6:.1f} MB, and its manifest beside it")
    if made.key:
        out.line(one_line(made.key))
        out.say("whoever has the backup and this key can read everything in it")
    else:
        out.say("it opens with the key of this home only; --with-key puts that key beside it")
    if made.ours:
        out.say("gumption forget reaches this copy; copy it to another disk to survive this one")
    else:
        out.say("gumption forget does not reach this copy")


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_session
def restore(session: Session, *, path: Path, yes: bool, as_json: bool) -> int | None:
    """Put a backup in the place of what is known now.

    What is known now is not overwritten: it moves into a dated folder. The backup is checked
    before anything is touched, and the daemon is stopped meanwhile.
    """
    from memory.backup import verified

    out, full = session.out, path.expanduser().absolute()
    made_at = _moment(verified(full).made_at)
    if not yes:
        if not out.can_ask():
            raise NotPermitted(
                f"This would replace what is known by the backup of {made_at}",
                hint="give --yes to do it without asking",
            )
        if not out.confirm(f"Go back to the backup of {made_at}?"):
            out.say("nothing was restored")
            return INTERRUPTED
    from memory.restore import restore as put_back
    from tui.cli.daemon import stop_daemon

    session.close()
    stop_daemon(session)
    session.home.prepare()
    done = put_back(session.home.ledger, full, now=session.now())
    if as_json:
        out.json(
            {
                "made_at": done.made_at,
                "observations": done.observations,
                "propositions": done.propositions,
                "aside": str(done.aside) if done.aside else None,
            }
        )
        return None
    out.line(
        f"restored the backup of {_moment(done.made_at)}:"
        f" {show.plural(done.observations, 'observation')} and"
        f" {show.plural(done.propositions, 'proposition')}"
    )
    if done.aside:
        out.say(f"what was there before is in {one_line(str(done.aside))}")
    return None


def _moment(made_at: str) -> str:
    """A manifest's time as all others are shown; whatever else stands there as it stands."""
    try:
        return show.date(dt.datetime.fromisoformat(made_at))
    except ValueError:
        return one_line(made_at)


@click.command()
@click.argument("path", metavar="PATH|-", type=click.Path())
@pass_session
def export(session: Session, *, path: str) -> None:
    """Write everything that is known as readable JSON.

    One object a line; `gumption import gumption PATH` reads it back. The file is not encrypted. It
    is made readable by you alone, and an existing one is not overwritten.
    """
    lines = 0
    with _opened(session, path) as file:
        for page in session.client.export():
            file.write("".join(f"{line}\n" for line in page.lines).encode())
            lines += len(page.lines)
    if path != "-":
        session.out.line(f"{show.plural(lines, 'line')} written to {one_line(path)}")
        session.out.say("it is not encrypted, and gumption forget does not reach it")


@contextlib.contextmanager
def _opened(session: Session, path: str) -> Iterator[IO[bytes]]:
    """Standard output, or a new file, which goes again when writing it fails."""
    if path == "-":
        session.out.flush()
        with session.out.writable():
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    full = Path(path).expanduser()
    try:
        descriptor = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise InvalidInput(
            f"{path} exists, and nothing is overwritten", hint="give another name"
        ) from error
    except OSError as error:
        raise StorageFull(
            f"Cannot write {path}: {error.strerror}", hint="give a file in a folder of yours"
        ) from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
    except BaseException as error:
        full.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise StorageFull(
                f"Cannot write {path}: {error.strerror}", hint="free some space"
            ) from error
        raise
