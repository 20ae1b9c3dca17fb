"""The database inside an Anki package, opened in memory and trusted in nothing."""

import sqlite3
import zipfile
from pathlib import Path

import zstandard

from trainer.errors import TrainerError
from trainer.regular_file import refuse_irregular

MAX_BYTES = 64_000_000
"""Of a package, and of its database unpacked."""
MAX_STEPS = 200_000_000
"""Steps of SQLite's machine; a query that takes more is no reading of notes."""
MAX_FIELD = 1_000_000
"""Characters of a note."""

_HINT = "Export it from Anki again, as a package (.apkg) with “support older versions” ticked."
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The newest first: beside it, the older ones hold but a note that asks to update."""
_READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
}


def open_package(path: Path) -> sqlite3.Connection:
    """Open the collection of an Anki package for reading; nothing is written to disk.

    Raises:
        TrainerError: it is no package, or is damaged, encrypted or larger than 64 MB.
    """
    data = bytearray(_collection(path))
    if not data.startswith(b"SQLite format 3\x00") or len(data) < 100:  # noqa: PLR2004 - its header
        raise _unfit(path, "its collection is no database")
    data[18:20] = b"\x01\x01"  # it was written with a log beside, which memory cannot have
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(bytes(data))
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4 * MAX_FIELD)
        database.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 10_000)
        database.create_collation("unicase", _unicase)
        database.execute("pragma trusted_schema = off")
        database.execute("pragma query_only = on")
        _bound(database)
    except sqlite3.Error as error:
        database.close()
        raise _unfit(path, f"its collection cannot be read ({error})") from error
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


def _bound(database: sqlite3.Connection) -> None:
    steps = 0

    def more() -> int:
        nonlocal steps
        steps += 100_000
        return steps > MAX_STEPS

    database.set_progress_handler(more, 100_000)
    database.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY
    )


def _collection(path: Path) -> bytes:
    try:
        size = refuse_irregular(path).st_size
        with zipfile.ZipFile(path) as package:
            name, data = _member(package) if size <= MAX_BYTES else ("", b"")
    except OSError as error:
        told = f"{path} cannot be read: {error.strerror or error}."
        raise TrainerError(told, "Check the file.") from error
    except Exception as error:  # zipfile lets through what its decompressors raise
        raise _unfit(path, f"it is no package, or a damaged one ({error})") from error
    if size > MAX_BYTES:
        raise _unfit(path, "it is larger than 64 MB")
    if not name:
        raise _unfit(path, "it holds no collection of notes")
    if name.endswith("b"):
        data = _unpacked(path, data)
    if len(data) > MAX_BYTES:
        raise _unfit(path, "unpacked it is larger than 64 MB")
    return data


def _member(package: zipfile.ZipFile) -> tuple[str, bytes]:
    names = package.namelist()
    name = next((name for name in _COLLECTIONS if name in names), "")
    if not name:
        return "", b""
    with package.open(name) as file:
        return name, file.read(MAX_BYTES + 1)


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
