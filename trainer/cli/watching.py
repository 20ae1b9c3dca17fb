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


def _state(files: Callable[[], tuple[Path, ...]]) -> dict[Path, tuple[int, int]]:
    state = {}
    try:
        for path in files():
            found = path.stat()
            state[path] = (found.st_mtime_ns, found.st_size)
    except (OSError, TrainerError):  # an editor replaces a file by removing it first
        pass
    return state
