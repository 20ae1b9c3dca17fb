"""Files that are replaced whole or not at all, and folders; for nobody else to read."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from trainer.regular_file import refuse_irregular, where_it_leads


@contextmanager
def atomic_writer(path: Path, *, shared: bool = False) -> Iterator[BinaryIO]:
    """Replace a file's content, durably; after a crash it is the old or the new, never a mix.

    What is written takes effect when the block is left, and not at all where it raises. The
    temporary file beside it has a fixed name, so that a crash leaves at most one: the caller
    sees to it that no other process writes the same file.

    Args:
        path: the file.
        shared: give it the rights that the file there had, or that a new one usually has. Else
            nobody but its owner may read it: what was learnt is nobody else's business.

    Raises:
        OSError: the old content is still there; or what is there is a pipe or a device, not to be
            replaced.
    """
    if path.exists():
        refuse_irregular(path)
    temporary = path.with_name(f"{path.name}.tmp")
    try:
        temporary.unlink(missing_ok=True)  # a crash may have left one, with other rights
        with open(temporary, "wb", opener=None if shared else open_privately) as file:
            if shared and path.exists():
                temporary.chmod(path.stat().st_mode & 0o7777)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_atomically(path: Path, data: bytes, *, shared: bool = False) -> None:
    """Replace a file's content with these bytes; see atomic_writer.

    Raises:
        OSError: the old content is still there.
    """
    with atomic_writer(path, shared=shared) as file:
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


def open_privately(path: str, flags: int) -> int:
    """An opener: a file that it makes is its owner's alone, whatever the umask."""
    return os.open(path, flags, 0o600)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone.

    Raises:
        OSError: it cannot be made.
    """
    if folder.is_dir():
        return
    if folder.exists():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    make_private(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def make_parent(path: Path, private: Path) -> None:
    """Make the folder that a file goes into, as folders there are.

    Args:
        path: of the file.
        private: the folder of all that is the learner's alone.

    Raises:
        OSError: it cannot be made.
    """
    if where_it_leads(path.parent).is_relative_to(where_it_leads(private)):
        make_private(path.parent)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
