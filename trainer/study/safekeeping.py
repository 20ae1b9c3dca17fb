"""What keeps progress safe while somebody studies: the daily backup, the synced folder."""

from datetime import datetime
from pathlib import Path

from trainer.errors import TrainerError
from trainer.study.collection import Collection


def back_up_daily(collection: Collection, now: datetime) -> None:
    """Write today's backup, unless there is one.

    Raises:
        TrainerError: it cannot be written.
    """
    from trainer.store.backup import back_up_daily

    if not (collection.learner.read_only or collection.learner.trouble):
        back_up_daily(collection.home, collection.today(now))


def sync(collection: Collection, now: datetime) -> tuple[str, ...]:
    """Sync with the folder that the settings name; what went wrong, in words, a line each.

    A front does so when it opens and when it is left. Nothing that happens to the folder
    keeps anybody from studying.
    """
    from trainer.store.sync import sync

    folder = collection.settings.sync_folder
    if folder is None or collection.learner.read_only or collection.learner.trouble:
        return ()
    try:
        synced = sync(collection.learner, Path(folder), now)
    except TrainerError as error:
        collection.unsynced = (f"Not synced: {error.message}",)
    else:
        collection.unsynced = (f"Not all is synced: {synced.barred}",) if synced.barred else ()
    return collection.unsynced
