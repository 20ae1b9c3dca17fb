"""The database of an Anki package, or one by itself, opened in memory and trusted in nothing."""

import sqlite3
import zipfile
from pathlib import Path

import zstandard

from trainer.archive import beginning, opened_archive
from trainer.errors import SystemRefusedError, TrainerError
from trainer.exchange.import_result import quoted
from trainer.exchange.sqlite_file import BEGINS, is_database, load
from trainer.regular_file import read_regular

MAX_BYTES = 64_000_000
"""Of a package, and of its database unpacked."""
MAX_FIELD = 1_000_000
"""Characters of a note."""

_HINT = "Export it from Anki again, as a package (.apkg) with “support older versions” ticked."
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest first: beside it, the older ones hold but a note that asks to update."""
_ZSTD = b"\x28\xb5\x2f\xfd"
"""What a packed database begins with."""
_ENCRYPTED = 1
"""The bit of a member's flags."""
_OTHERS = {
    b"%pdf": "a PDF",
    b"rar!": "a RAR archive",
    b"7z": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"\x89png": "a picture",
    b"\xff\xd8": "a picture",
    b"gif8": "a picture",
    b"id3": "a sound",
    b"{": "JSON",
    b"#": "text",
}
"""How other files begin, in small letters -> what they are."""


def open_package(path: Path) -> sqlite3.Connection:
    """Open a collection of Anki's for reading: of a package, or by itself (`.anki2`, `.anki21`).

    Nothing is written to disk.

    Raises:
        TrainerError: it is neither, or is damaged, encrypted or larger than 64 MB.
    """
    data = _collection(path)
    if not is_database(data):
        raise _unfit(path, "its collection is not a database")
    database = sqlite3.connect(":memory:")
    try:
        load(database, data)
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * MAX_FIELD)
        database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 10_000)
        database.create_collation("unicase", _unicase)
        if not columns_of(database, "notes"):
            raise _unfit(path, f"it is a database, and none of notes{_tables(database)}")
    except (sqlite3.Error, UnicodeError) as error:
        database.close()
        raise _unfit(path, f"its collection cannot be read ({error})") from error
    except TrainerError:
        database.close()
        raise
    return database


def columns_of(database: sqlite3.Connection, table: str) -> set[str]:
    """The columns of a table; none where there is no such table.

    Raises:
        sqlite3.Error: the database cannot be read.
    """
    tables = {name for (name,) in database.execute("select name from sqlite_master")}
    if table not in tables:
        return set()
    described = database.execute(f"select * from {table} limit 0").description  # noqa: S608 - ours
    return {column[0] for column in described}


def _tables(database: sqlite3.Connection) -> str:
    tables = [str(name) for (name,) in database.execute("select name from sqlite_master limit 4")]
    return f": it holds {', '.join(map(quoted, tables))}" if tables else ""


def _collection(path: Path) -> bytes:
    try:
        begins = beginning(path)
        alone = begins.startswith((BEGINS, _ZSTD))
        whole = read_regular(path, MAX_BYTES) if alone else _of_package(path, begins)
    except OSError as error:
        raise SystemRefusedError(error, f"{path} cannot be read", "Check the file.") from error
    if whole is None:
        raise _unfit(path, "it is larger than 64 MB")
    data = _unpacked(path, whole) if whole.startswith(_ZSTD) else whole
    if len(data) > MAX_BYTES:
        raise _unfit(path, "unpacked it is larger than 64 MB")
    return data


def _of_package(path: Path, begins: bytes) -> bytes:
    """The newest collection in a package; its pictures and sounds are not read."""
    try:
        with opened_archive(path) as package:
            names = package.namelist()
            name = next((name for name in _COLLECTIONS if name in names), "")
            locked = bool(name) and package.getinfo(name).flag_bits & _ENCRYPTED
            data = package.open(name).read(MAX_BYTES + 1) if name and not locked else b""
    except Exception as error:  # zipfile lets through what its decompressors raise
        raise _unfit(path, _no_package(begins, error)) from error
    if not name:
        listed = ", ".join(map(quoted, names[:3])) or "nothing"
        raise _unfit(path, f"it is an archive, and none of Anki's: it holds {listed}")
    if locked:
        raise _unfit(path, "it is locked with a password")
    return data


def _no_package(begins: bytes, error: Exception) -> str:
    """What a file is that is no archive that can be read."""
    begin = begins.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not begins:
        return "it is empty"
    if begin.startswith(b"pk"):
        if isinstance(error, zipfile.BadZipFile) and str(error).startswith("it "):
            return str(error)
        return f"it is damaged, or cut off as by a download that broke off ({error})"
    if begin.startswith((b"<!doctype html", b"<html")):
        return "it is a web page, perhaps one that asks to sign in, not a package"
    known = next((name for sign, name in _OTHERS.items() if begin.startswith(sign)), "")
    return f"it is {known}, not a package" if known else f"it is not a package ({error})"


def _unpacked(path: Path, data: bytes) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(data) as reader:
            return reader.read(MAX_BYTES + 1)
    except zstandard.ZstdError as error:
        raise _unfit(path, f"its collection is damaged ({error})") from error


def _unfit(path: Path, why: str) -> TrainerError:
    return TrainerError(f"{path} cannot be imported: {why}.", _HINT)


def _unicase(one: str, other: str) -> int:
    """Anki's own collation, named in its tables."""
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)
