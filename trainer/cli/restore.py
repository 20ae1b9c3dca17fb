"""`trainer restore`: back to what a backup holds."""

from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.cli.named_files import FileToRead
from trainer.cli.output import say
from trainer.clock import now
from trainer.store.backup import NewerDataError
from trainer.store.backup import restore as restore_backup
from trainer.store.home import learner_folder
from trainer.store.sync_state import FILE as SYNCED


@click.command()
@click.argument("file", type=FileToRead(hint="See: trainer backup --list"))
@click.option("--over-newer", is_flag=True, help="Do not ask where there is newer data.")
@learner_option
def restore(file: Path, *, over_newer: bool, learner: str) -> None:
    """Replace what there is by what the backup FILE holds; what was there is kept beside it.

    Exit codes: 0 restored, 1 not wanted after all, 2 could not.
    """
    folder = learner_folder(learner)
    try:
        aside = restore_backup(file, folder, now(), over_newer=over_newer)
    except NewerDataError as error:
        click.confirm(f"{error.message} Go back anyway?", abort=True)
        aside = restore_backup(file, folder, now(), over_newer=True)
    say(f"Restored to {folder}.")
    if aside:
        say(f"What was there is kept in {aside}.")
    if (folder / SYNCED).exists():
        say("What the folder that you sync with has beyond that comes back from there.")
