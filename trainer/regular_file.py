"""Files that are read to their end: no pipe and no device, which may have none, and none too large.

Whatever lies in a folder may be anything; what is read here is what its reader can bear.
"""

import errno
import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from trainer.errors import SystemRefusedError, TrainerError

_PIECE = 1_000_000
"""Bytes; room for so many is made at once, whether they come or not."""


def where_it_leads(path: Path) -> Path:
    """The path without links; as it is where its links go in a circle.

    Path.resolve raises RuntimeError there, up to Python 3.12.
    """
    return Path(os.path.realpath(path))


def expanded(path: str | Path) -> Path:
    """The path with `~` and `~name` as the folders that they stand for.

    Of a user who is not there it stays as it is; Path.expanduser raises RuntimeError.
    """
    try:
        return Path(os.path.expanduser(path))  # noqa: PTH111 - for that reason
    except ValueError:  # a NUL in the name
        return Path(path)


def all_below(folder: Path, enter: Callable[[Path], bool] = lambda _: True) -> Iterator[Path]:
    """What lies in a folder and in its subfolders, however deep: each folder's own in order.

    Links are not followed, and what cannot be read has nothing in it. (Path.rglob, and os.walk up
    to Python 3.11, raise RecursionError some thousand folders down.)

    Args:
        folder: where.
        enter: whether to look into a subfolder.
    """
    waiting = [folder]
    while waiting:
        found: list[Path] = []
        with suppress(OSError):
            found = sorted(waiting.pop().iterdir())
        yield from found
        folders = (path for path in found if path.is_dir() and not path.is_symlink())
        waiting += reversed([path for path in folders if enter(path)])


def refuse_irregular(path: Path) -> os.stat_result:
    """See that a path leads to a regular file.

    Raises:
        OSError: there is none, or it is a folder, a pipe or a device.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return found


def read_regular(path: Path, most: int) -> bytes | None:
    """The bytes of a file; None where there are more than so many.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    size = refuse_irregular(path).st_size
    if size > most:
        return None
    with path.open("rb") as file:
        content = file.read(size + 1)
        while size < len(content) <= most and (
            more := file.read(_PIECE)
        ):  # /proc says 0, or it grew
            content += more
    return content if len(content) <= most else None


def begins_with(path: Path, mark: bytes) -> bool:
    """Whether a file begins with these bytes, however long it is.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    refuse_irregular(path)
    with path.open("rb") as file:
        return file.read(len(mark)) == mark


def holds(path: Path, content: bytes) -> bool:
    """Whether a file is there that holds these very bytes."""
    try:
        return read_regular(path, len(content)) == content
    except OSError:
        return False


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of a file of ours, which never has more than so many.

    Raises:
        OSError: it cannot be read, is a folder, a pipe or a device, or is larger.
    """
    content = read_regular(path, most)
    if content is None:
        raise OSError(errno.EFBIG, f"it is larger than {most // 1_000_000} MB", str(path))
    return content


def read_given(path: Path, most: int, smaller: str) -> bytes:
    """The bytes of a file that somebody gives us.

    Args:
        path: the file.
        most: bytes.
        smaller: the way out where it has more.

    Raises:
        TrainerError: it cannot be read, is a folder, a pipe or a device, or is larger.
    """
    try:
        content = read_regular(path, most)
    except OSError as error:
        hint = "Check the file and its permissions."
        raise SystemRefusedError(error, f"{path} cannot be read", hint) from error
    if content is None:
        raise TrainerError(f"{path} is larger than {most // 1_000_000} MB.", smaller)
    return content


def read_json(path: Path, most: int) -> Any:  # noqa: ANN401 - whatever it holds
    """What a file of ours holds as JSON.

    Raises:
        OSError: as `read_whole`.
        ValueError: it is no JSON.
    """
    try:
        return json.loads(read_whole(path, most))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
