"""Waits for files to change.

A `stat` costs two microseconds and works on every file system, network drives among them.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from trainer.errors import TrainerError

PAUSE = 0.3
"""Seconds between two looks."""


def changes(
    files: Callable[[], tuple[Path, ...]], pause: Callable[[float], None] = time.sleep
) -> Iterator[None]:
    """Yield at once, and again whenever one of the files was written, came or went.

    Args:
        files: finds the files to look at; asked at every look, for new ones may come.
        pause: waits so many seconds.
    """
    seen = None
    while True:
        now = _state(files)
        if now != seen:
            seen = now
            yield
        pause(PAUSE)


def patiently(
    look: Callable[[], object],
    tell: Callable[[str], object],
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Look at the files, again and again while they are away, as during a rename.

    Args:
        look: raises a TrainerError as long as there is nothing to look at.
        tell: is told once what it waits for.
        pause: waits so many seconds.
    """
    waiting = False
    while True:
        try:
            look()
        except TrainerError as error:
            if not waiting:
                tell(f"{error.message} Waiting for it to come back.")
            waiting = True
            pause(PAUSE)
        else:
            return


def _state(files: Callable[[], tuple[Path, ...]]) -> dict[Path, tuple[int, int]]:
    state = {}
    try:
        for path in files():
            found = path.stat()
            state[path] = (found.st_mtime_ns, found.st_size)
    except (OSError, TrainerError):  # an editor replaces a file by removing it first
        pass
    return state
