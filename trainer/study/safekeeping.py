"""What keeps progress safe while somebody studies: the daily backup, the synced folder."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.safe_text import on_one_line
from trainer.study.collection import Collection

if TYPE_CHECKING:
    from trainer.store.shared_decks import SyncedDecks
    from trainer.store.sync import Synced


def back_up_daily(collection: Collection, now: datetime) -> None:
    """Write today's backup, unless there is one.

    Raises:
        TrainerError: it cannot be written.
    """
    from trainer.store.backup import back_up_daily

    if not (collection.learner.read_only or collection.learner.trouble):
        back_up_daily(collection.home, collection.today(now))


def sync(collection: Collection, now: datetime) -> tuple[str, ...]:
    """Sync with the folder that the settings name; what the learner should know, a line each.

    A front does so when it opens and when it is left. Nothing that happens to the folder
    keeps anybody from studying.
    """
    folder = collection.settings.sync_folder
    if folder is None or collection.learner.read_only or collection.learner.trouble:
        return ()
    try:
        synced, decks = sync_with(
            collection, Path(folder), now, decks=collection.settings.sync_decks
        )
    except TrainerError as error:
        collection.unsynced = (f"Not synced: {error.message}",)
    else:
        barred = (f"Not all is synced: {synced.barred}",) if synced.barred else ()
        collection.unsynced = (*barred, *(decks.notices if decks else ()))
    return collection.unsynced


def sync_with(
    collection: Collection, folder: Path, now: datetime, *, decks: bool
) -> tuple["Synced", "SyncedDecks | None"]:
    """Sync the memory with a folder, and the learner's own decks where they want it.

    Raises:
        TrainerError: the folder cannot be read, nothing can be recorded here, or a deck cannot be
            read or written.
    """
    from trainer.store.home import decks_folder
    from trainer.store.shared_decks import refuse_among_decks, sync_decks
    from trainer.store.sync import sync
    from trainer.store.sync_state import load_sync_state

    learner = collection.learner
    if decks:
        refuse_among_decks(folder, decks_folder())
    synced = sync(learner, folder, now)
    if not decks:
        return synced, None
    device = load_sync_state(learner.folder, learner.journal).device
    return synced, sync_decks(learner.folder, device, decks_folder(), folder, now)


def first_use(collection: Collection, folder: Path) -> str:
    """What a first sync with a folder would write there, in words; empty where it was used before.

    Raises:
        TrainerError: there is no such folder, or it cannot be read.
    """
    from trainer.store.sync import look_ahead

    outlook = look_ahead(collection.learner, folder)
    if not outlook.first:
        return ""
    learner = collection.learner.folder.name
    others = (
        f"\nOther devices of learner {learner} that wrote there: {outlook.others}. What was "
        "learnt there will count here; if that is somebody else, stop here and use --learner "
        "with another name."
    )
    return (
        f"This device has not used {on_one_line(str(folder))} before. It will write there, and "
        f"nowhere else, files named trainer-{learner}-…: what you answered and when, "
        f"about {max(1, outlook.size // 1000):,} kB now, a little more after each sitting. "
        f"Anyone who can read the folder can read that.{others if outlook.others else ''}"
    )
