"""Waits for files to change."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from trainer.deck.deck_files import DECK_ENDINGS
from trainer.errors import TrainerError

PAUSE = 0.3
"""Seconds between two looks for a file that is away."""


def changes(files: Callable[[], tuple[Path, ...]]) -> Iterator[None]:
    """Yield at once, and again whenever one of the files was written, came or went.

    Args:
        files: finds the files; asked again after every change, for new ones may come.
    """
    from watchfiles import watch

    folders: set[Path] = set()
    while True:
        with suppress(TrainerError):  # an editor replaces a file by removing it first
            folders = {path.absolute().parent for path in files()}
        looks = watch(
            *(_nearest(folder) for folder in folders),
            watch_filter=lambda _, path: Path(path).suffix in DECK_ENDINGS,
            recursive=False,
            rust_timeout=100,
            yield_on_timeout=True,
        )
        next(looks)  # from here on no change is missed, also while the caller looks
        yield
        next(change for change in looks if change)


def _nearest(folder: Path) -> Path:
    """The folder, or while it is away the nearest one above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def patiently(look: Callable[[], object], tell: Callable[[str], object]) -> None:
    """Look at the files, again and again while they are away, as during a rename.

    Args:
        look: raises a TrainerError as long as there is nothing to look at.
        tell: called once with what it waits for.
    """
    waiting = False
    while True:
        try:
            look()
        except TrainerError as error:
            if not waiting:
                tell(f"{error.message} Waiting for it to come back.")
            waiting = True
            time.sleep(PAUSE)
        else:
            return
