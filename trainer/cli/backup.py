"""`trainer backup`: one file with all that was learnt."""

from contextlib import suppress
from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.cli.named_files import FileToWrite
from trainer.cli.output import say
from trainer.clock import now
from trainer.errors import TrainerError
from trainer.free_name import numbered
from trainer.memory.study_day import study_day
from trainer.store.backup import back_up, back_up_daily, backups_folder
from trainer.store.home import learner_folder
from trainer.store.settings import load_settings


@click.command()
@click.argument("file", required=False, type=FileToWrite())
@click.option("--list", "listed", is_flag=True, help="List the automatic backups.")
@learner_option
def backup(file: Path | None, *, listed: bool, learner: str) -> None:
    """Write all that cannot be made again to FILE, or to a new file in this folder.

    The app does so by itself once a day, and keeps the last ten: see --list. Where it has not yet
    today, this command does that, too.

    Exit codes: 0 written, 2 could not.
    """
    folder = learner_folder(learner)
    if listed:
        backups = sorted(backups_folder(folder).glob("*.zip"))
        for path in backups:
            say(str(path))
        if not backups:
            say("There is no automatic backup yet. Make one: trainer backup", err=True)
        return
    names = numbered(Path(f"trainer-{folder.name}-{now():%Y-%m-%d-%H%M%S}.zip"))
    to = file or next(name for name in names if not name.exists())
    back_up(folder, to)
    say(str(to))
    with suppress(TrainerError):  # FILE is written; what else is amiss, doctor says
        back_up_daily(folder, study_day(now(), load_settings(folder)[0].rollover_hour))
