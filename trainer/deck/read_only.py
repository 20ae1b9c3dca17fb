"""Files that their owner does not want changed."""

import os
import stat
from pathlib import Path

_ANYBODY_WRITES = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def is_read_only(path: Path) -> bool:
    """Whether a file is marked as read-only, or not ours to write.

    Replacing a file asks for no right to write it, only to write its folder; so it must be
    asked for first. The mark counts for an administrator too, who may write everything.
    """
    return not (path.stat().st_mode & _ANYBODY_WRITES and os.access(path, os.W_OK))
