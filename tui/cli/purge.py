"""``purge``: remove everything."""

from __future__ import annotations

import click

from memory.errors import NotPermitted
from tui.cli import show
from tui.cli.session import Session, json_option, pass_session
from tui.output import INTERRUPTED, one_line


@click.command()
@click.option("--keep-models", is_flag=True, help="Leave downloaded and converted models.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@pass_session
def purge(
    session: Session, *, keep_models: bool, dry_run: bool, yes: bool, as_json: bool
) -> int | None:
    """Remove everything that is known.

    The ledger and the key it was encrypted with, its index and backups, notes, logs and the
    configuration. Backups and exports that
    you put elsewhere stay; without their key backups cannot be opened. It cannot be undone.
    """
    from agent.purging import purge as remove
    from tui.cli.daemon import stop_daemon

    home, out = session.home, session.out
    would = remove(home, keep_models=keep_models, dry_run=True)
    root = one_line(str(home.root))
    told = f"{show.plural(would.files, 'file')} ({would.bytes / 1e6:.1f} MB) under {root}"
    if not would.files:
        out.say(f"there is nothing under {root}")
    if would.files and not dry_run:
        if not yes:
            if not out.can_ask():
                raise NotPermitted(
                    f"This would remove {told}", hint="give --yes to do it without asking"
                )
            if not out.confirm(f"Remove {told} for good?"):
                out.say("nothing was removed")
                return INTERRUPTED
        session.close()
        stop_daemon(session)
        remove(home, keep_models=keep_models)
    if as_json:
        out.json(
            {
                "files": would.files,
                "bytes": would.bytes,
                "folders": [str(folder) for folder in would.folders],
                "key_in_keyring": would.key_elsewhere,
                "dry_run": dry_run,
            }
        )
    elif would.files:
        out.line(f"{'would remove' if dry_run else 'removed'} {told}")
    return None
