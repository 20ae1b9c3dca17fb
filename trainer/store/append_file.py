"""A file of lines that only grows, each of them durable once it is written."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from trainer.regular_file import refuse_irregular
from trainer.store.atomic_file import open_privately, sync_folder
from trainer.store.meanwhile import Meanwhile, Sync

_CHUNK = 65536
_LONGEST = 4_000_000
"""Bytes of a line; no event has a hundredth of it."""


class AppendFile:
    """A file of whole lines. Only one process at a time may append.

    A file that is missing reads as empty; the first append makes it.

    Args:
        path: the file.

    Raises:
        OSError: the file is there and cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.end = _length_of_whole_lines(path)
        """Just past the last line that is known to be whole, in bytes."""
        self._descriptor: int | None = None
        self._sync = Sync()
        self._ragged = False

    def lines(
        self, start: int = 0, end: int | None = None, *, containing: tuple[bytes, ...] = ()
    ) -> Iterator[tuple[int, bytes]]:
        """Where each line begins, and the line, from one position to another.

        Args:
            start: where a line begins.
            end: where a line ends; the end of the file when None.
            containing: leave out every line that has none of these.
        """
        end = self.end if end is None else end
        if end <= start:
            return
        has_any = re.compile(b"|".join(map(re.escape, containing))).search
        with self.path.open("rb") as file:
            file.seek(start)
            # Most pieces of a long file lack a rare word, and are passed over at a stroke.
            while start < end and (piece := file.read(_CHUNK) + file.readline(_LONGEST)):
                whole = len(piece) if piece.endswith(b"\n") else piece.rfind(b"\n") + 1
                if has_any(piece):
                    yield from _lines_of(piece[:whole], start, end, has_any)
                start += whole
                if (rest := piece[whole:]) and start < end:  # the beginning will do: it is no event
                    yield start, rest[:_CHUNK]
                    start += len(rest) + _skip_line(file)

    def set_torn_aside(self) -> bool:
        """Move what stands behind the last whole line to the file `.torn`; return if there was any.

        Raises:
            OSError: nothing was lost; the torn piece may stand in both files.
        """
        if not self.path.exists() or self.path.stat().st_size == self.end:
            return False
        with self.path.open("r+b") as file:
            file.seek(self.end)
            aside = self.path.with_name(f"{self.path.name}.torn")
            with open(aside, "ab", opener=open_privately) as torn:
                shutil.copyfileobj(file, torn)
                torn.write(b"\n")
                torn.flush()
                os.fsync(torn.fileno())
            file.truncate(self.end)
            os.fsync(file.fileno())
        sync_folder(self.path.parent)
        return True

    def append(self, line: bytes, meanwhile: Meanwhile | None = None) -> int:
        """Append one line or several, durable on return, and return where the first begins.

        Args:
            line: with its line feed.
            meanwhile: done while the disk works; until then the line does not count as here.

        Raises:
            OSError: nothing was appended.
        """
        descriptor = self._writer()
        if self._ragged:
            self._cut_back(descriptor)
        start = os.fstat(descriptor).st_size
        if start < self.end:
            raise OSError(errno.ESTALE, "another program cut the file short", str(self.path))
        if start != self.end:  # another program wrote here: keep clear of its last line
            line = b"\n" + line
        try:
            _write(descriptor, line)
            self._sync(descriptor, meanwhile)
        except OSError:
            self.end, self._ragged = start, True
            with suppress(OSError):  # tried again before the next line
                self._cut_back(descriptor)
            raise
        self.end = start + len(line)
        return start

    def close(self) -> None:
        """Let go of the file."""
        self._sync.close()
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _writer(self) -> int:
        """The descriptor to append to, after making sure that the path still leads there."""
        if self._descriptor is None:
            flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
            # A journal that had lines is never made anew: its history is not ours to replace.
            create = os.O_CREAT if self.end == 0 else 0
            self._descriptor = os.open(self.path, flags | create, 0o600)
            sync_folder(self.path.parent)
        elif not os.path.samestat(os.fstat(self._descriptor), self.path.stat()):
            raise OSError(errno.ESTALE, "another program replaced the file", str(self.path))
        return self._descriptor

    def _cut_back(self, descriptor: int) -> None:
        os.ftruncate(descriptor, self.end)
        self._ragged = False


def _lines_of(
    piece: bytes, start: int, end: int, has_any: Callable[[bytes], object]
) -> Iterator[tuple[int, bytes]]:
    for line in BytesIO(piece):
        here, start = start, start + len(line)
        if start > end:
            return
        if has_any(line):
            yield here, line


def _skip_line(file: BinaryIO) -> int:
    """Read on behind the next line end; how many bytes that were."""
    skipped = 0
    while piece := file.readline(_LONGEST):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def _write(descriptor: int, data: bytes) -> None:
    while data:  # a disk that is nearly full takes a part, and says why on the next attempt
        data = data[os.write(descriptor, data) :]


def _length_of_whole_lines(path: Path) -> int:
    if not path.exists():
        if path.is_symlink():  # to a disk that is not there, or to itself: what it holds is unknown
            raise OSError(errno.ENOENT, "it is a link that leads nowhere", str(path))
        return 0
    refuse_irregular(path)
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - _CHUNK)
            file.seek(start)
            line_feed = file.read(end - start).rfind(b"\n")
            if line_feed >= 0:
                return start + line_feed + 1
            end = start
    return 0
