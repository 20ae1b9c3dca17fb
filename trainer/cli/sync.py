"""`trainer sync`: the same memory on several devices."""

from pathlib import Path

import click

from trainer.cli import COULD_NOT_RUN, learner_option
from trainer.cli.output import say
from trainer.clock import now
from trainer.counted import counted
from trainer.errors import TrainerError
from trainer.regular_file import expanded
from trainer.safe_text import is_text
from trainer.store.home import decks_folder
from trainer.study.collection import Collection
from trainer.study.safekeeping import first_use, sync_with

_SHOWN = 5
"""How many of the decks that came from other devices are named."""


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("--yes", is_flag=True, help="Do not ask before the first use of a folder.")
@click.option(
    "--always/--never",
    default=None,
    help="Sync with this folder each time trainer opens and closes; or stop that.",
)
@click.option(
    "--decks/--no-decks",
    default=None,
    help="Sync your own decks too, with their pictures and sounds; kept with --always.",
)
@learner_option
@click.pass_context
def sync(  # noqa: PLR0913 - an argument for each option of the command
    ctx: click.Context,
    folder: Path | None,
    *,
    yes: bool,
    always: bool | None,
    decks: bool | None,
    learner: str,
) -> None:
    """Give what was learnt here to your other devices, and bring in what was learnt there.

    FOLDER is any folder that something carries to them all: Syncthing, Dropbox, a USB stick, a
    git repository, a network share. Each device writes only files of its own there, and what
    was learnt is never rewritten. Without FOLDER, the one of --always. Settings stay where they
    are.

    With --decks your own decks travel too. Of two versions of a deck the later counts; where both
    devices changed it, the other version is kept beside it as `NAME (other device).yaml`. A deck
    that you remove here stays on the other devices.

    Exit codes: 0 synced, 1 not wanted after all, 2 could not, or not all.
    """
    with Collection(learner=learner) as collection:
        collection.refuse_when_held()
        chosen = collection.settings.sync_folder
        if always is False:
            collection.save_settings(collection.settings.model_copy(update={"sync_folder": None}))
            click.echo("Synced from now on only when you ask for it: trainer sync FOLDER")
            return
        if folder is None and chosen is None:
            raise TrainerError("No folder to sync with.", "Name one: trainer sync FOLDER")
        path = expanded(folder or chosen or "").absolute()
        if not is_text(str(path)):
            raise TrainerError(f"The name {path} is no text in UTF-8.", "Give it another name.")
        notice = first_use(collection, path)
        for line in notice.splitlines():
            say(line)
        with_decks = collection.settings.sync_decks if decks is None else decks
        if with_decks and (notice or not collection.settings.sync_decks):
            say(f"Your decks in {decks_folder()} go there too.")
        if notice and not yes:
            click.confirm("Go on?", abort=True)
        synced, shared = sync_with(collection, path, now(), decks=with_decks)
        if always:
            update = {"sync_folder": str(path), "sync_decks": with_decks}
            collection.save_settings(collection.settings.model_copy(update=update))
    say(
        f"{counted(synced.reviews, 'new review')}, {counted(synced.events, 'new event')} from "
        f"other devices; {counted(synced.written, 'segment')} written."
    )
    if shared:
        say(
            f"{counted(len(shared.taken), 'file')} of decks taken from other devices"
            f"{''.join(f', {name}' for name in shared.taken[:_SHOWN])}"
            f"{', …' if len(shared.taken) > _SHOWN else ''}; {shared.written} written."
        )
    for notice in (*synced.notices, *(shared.notices if shared else ())):
        say(notice)
    if synced.barred:
        say(f"error: {synced.barred}", err=True)
        ctx.exit(COULD_NOT_RUN)
