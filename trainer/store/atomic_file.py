"""Files that are replaced whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def atomic_writer(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Replace a file's content, durably; after a crash it is the old or the new, never a mix.

    What is written takes effect when the block is left, and not at all where it raises. The
    temporary file beside it has a fixed name, so that a crash leaves at most one: the caller
    sees to it that no other process writes the same file.

    Args:
        path: the file.
        private: let nobody but its owner read it.

    Raises:
        OSError: the old content still stands.
    """
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            if private:
                temporary.chmod(0o600)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Replace a file's content with these bytes; see atomic_writer.

    Raises:
        OSError: the old content still stands.
    """
    with atomic_writer(path, private=private) as file:
        file.write(data)


def sync_folder(folder: Path) -> None:
    """Make the creation and renaming of files in a folder durable."""
    if os.name == "nt":  # Windows opens no folders, and orders such changes itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
