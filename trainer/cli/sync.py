"""`trainer sync`: the same memory on several devices."""

from contextlib import closing
from pathlib import Path

import click

from trainer.cli import COULD_NOT_RUN, learner_option
from trainer.cli.counted import counted
from trainer.clock import now
from trainer.errors import TrainerError
from trainer.store.sync import Outlook, look_ahead
from trainer.store.sync import sync as sync_journals
from trainer.study.collection import Collection


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask before the first use of a folder.")
@click.option(
    "--always/--never",
    default=None,
    help="Sync with this folder whenever trainer is opened and left; or no longer.",
)
@learner_option
@click.pass_context
def sync(
    ctx: click.Context, folder: Path | None, *, yes: bool, always: bool | None, learner: str
) -> None:
    """Give what was learnt here to your other devices, and take in what was learnt there.

    FOLDER is any folder that something carries to them all: Syncthing, Dropbox, a USB stick, a
    git repository, a network share. Each device writes only files of its own there, and never
    changes one. Settings and decks stay where they are. Without FOLDER, the one of --always.

    Exit codes: 0 synced, 1 not wanted after all, 2 could not, or not all.
    """
    with closing(Collection((), learner=learner, folder=Path.cwd())) as collection:
        collection.refuse_when_held()
        chosen = collection.settings.sync_folder
        if always is False:
            collection.save_settings(collection.settings.model_copy(update={"sync_folder": None}))
            click.echo("Synced from now on only when you ask for it: trainer sync FOLDER")
            return
        if folder is None and chosen is None:
            raise TrainerError("No folder to sync with.", "Name one: trainer sync FOLDER")
        path = Path(folder or chosen or "").expanduser().absolute()
        outlook = look_ahead(collection.learner, path)
        if outlook.first:
            _tell_first_use(path, collection.learner.folder.name, outlook)
            if not yes:
                click.confirm("Go on?", abort=True)
        synced = sync_journals(collection.learner, path, now())
        if always:
            update = {"sync_folder": str(path)}
            collection.save_settings(collection.settings.model_copy(update=update))
    click.echo(
        f"{counted(synced.reviews, 'new review')}, {counted(synced.events, 'new event')} from "
        f"other devices; {counted(synced.written, 'segment')} written."
    )
    for notice in synced.notices:
        click.echo(notice)
    if synced.barred:
        click.echo(f"error: {synced.barred}", err=True)
        ctx.exit(COULD_NOT_RUN)


def _tell_first_use(folder: Path, learner: str, outlook: Outlook) -> None:
    click.echo(
        f"This device has not used {folder} before. It will write there, and nowhere else, "
        f"files named trainer-{learner}-{outlook.device}-….jsonl: what you answered and when, "
        f"about {max(1, outlook.size // 1000):,} kB now, a little more after each sitting. "
        "Whoever can read the folder can read that."
    )
    if outlook.others:
        click.echo(
            f"{counted(outlook.others, 'other device')} of learner {learner} wrote there. What "
            "was learnt there will count here; if that is somebody else, stop here and use "
            "--learner with another name."
        )
