"""Archives, however large: their names and the members that are asked for are read, no others.

Of an Anki package with hours of sound only the collection is unpacked, and nothing to disk.
"""

import zipfile
from pathlib import Path

from trainer.regular_file import refuse_irregular

MAX_ARCHIVE = 4_000_000_000
"""Bytes of an archive, with all its pictures and sounds."""
MAX_DIRECTORY = 16_000_000
"""Bytes of the names in it, which are read as a whole."""
_END, _TAIL = b"PK\x05\x06", 22 + 65_535
"""What begins the last record, and how far from the end of the file that can be."""


def beginning(path: Path) -> bytes:
    """The first few hundred bytes of a file, by which it is known.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    refuse_irregular(path)
    with path.open("rb") as file:
        return file.read(500)


def is_archive(begins: bytes) -> bool:
    """Whether a file that begins so is an archive."""
    return begins.startswith(b"PK")


def opened_archive(path: Path) -> zipfile.ZipFile:
    """Open an archive for reading.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
        zipfile.BadZipFile: it is none, or is larger than may be read; zipfile lets through what
            its decoders raise besides.
    """
    size = refuse_irregular(path).st_size
    if size > MAX_ARCHIVE:
        raise zipfile.BadZipFile(f"it is larger than {MAX_ARCHIVE // 1_000_000} MB")
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    at = tail.rfind(_END)
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_DIRECTORY:
        raise zipfile.BadZipFile("it names more files than any deck has")
    return zipfile.ZipFile(path)
