"""Files that are replaced whole or not at all."""

import os
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content, durably; after a crash it is the old or the new, never a mix.

    The temporary file beside it has a fixed name, so that a crash leaves at most one: the
    caller sees to it that no other process writes the same file.

    Raises:
        OSError: the old content still stands.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the creation and renaming of files in a folder durable."""
    if os.name == "nt":  # Windows opens no folders, and orders such changes itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
