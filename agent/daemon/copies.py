"""Backups, exports, and reading an export back, as the daemon does them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from agent.daemon.requests import Backup, Import
from agent.daemon.server import Call
from agent.home import Home
from agent.importing import ALREADY_KNOWN
from agent.wire import BackupView, ExportView, ImportView
from memory.errors import InvalidInput, StorageFull

if TYPE_CHECKING:
    from memory import UserModel

#: The format that ``import`` reads besides those of the importers: what ``export`` wrote.
OWN_FORMAT = "gumption"


def backup(model: UserModel, home: Home, params: Backup) -> BackupView:
    """Copy the ledger to where the request says.

    Raises:
        InvalidInput: The path is relative, or in the data folder, where ``forget`` would miss it.
        StorageFull: There is no such folder, or it cannot be written to.
    """
    to = None if params.path is None else Path(params.path)
    if to is not None and not to.is_absolute():
        raise InvalidInput(f"{to} is not an absolute path", hint="the daemon runs elsewhere")
    if to is not None and to.resolve().is_relative_to(home.data.resolve()):
        raise InvalidInput(
            f"{to} is among Gumption's own files",
            hint="leave the path out to keep a backup there, where `forget` reaches it",
        )
    if to is not None and not to.parent.is_dir():
        # As an export that cannot be written: the command was right, and the disk is not.
        raise StorageFull(
            f"Cannot write {to}: there is no folder {to.parent}",
            hint="make it first, or give a file in a folder of yours",
        )
    made = model.backup(to, with_key=params.with_key)
    return BackupView(
        path=str(made.path),
        manifest=str(made.manifest_path),
        key=str(made.key_path) if made.key_path else None,
        size=made.size,
        made_at=made.made_at,
        ours=made.ours,
    )


def export(model: UserModel, call: Call) -> None:
    """Send everything as events, until nobody wants them any more."""
    for page in model.export():
        if call.cancelled.is_set():
            return
        call.emit(ExportView(lines=page))


def import_export(model: UserModel, params: Import) -> ImportView:
    """Read an export back; what is known already is counted and left.

    Raises:
        InvalidInput: It cannot be read, or is not one.
    """
    if params.options:
        raise InvalidInput("An export takes no options", hint="gumption import gumption FILE")
    try:
        with Path(params.path).expanduser().open("rb") as file:
            report = model.read_export(file)
    except OSError as error:
        raise InvalidInput(
            f"Cannot read {params.path}: {error.strerror or error}", hint="give the exported file"
        ) from error
    known = report.observations - report.new_observations
    return ImportView(
        rows=report.observations,
        observations=report.new_observations,
        dropped={ALREADY_KNOWN: known} if known else {},
    )
