"""A database of another program, opened for reading and trusted in nothing."""

import sqlite3
from pathlib import Path

from trainer.errors import TrainerError
from trainer.regular_file import read_given

MAX_BYTES = 200_000_000
_STEPS = 200_000_000
"""Steps of SQLite's machine; a query that takes more is no reading of cards."""
_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}


def opened(path: Path) -> sqlite3.Connection:
    """Open a database in memory; nothing is written, beside it neither.

    Raises:
        TrainerError: it is none, cannot be read, or is too large.
    """
    smaller = "Export it from its program, in parts."
    return opened_bytes(read_given(path, MAX_BYTES, smaller), path)


def opened_bytes(data: bytes, path: Path) -> sqlite3.Connection:
    """Open the bytes of a database, see `opened`.

    Raises:
        TrainerError: they are none, or damaged.
    """
    content = bytearray(data)
    if not content.startswith(b"SQLite format 3\x00") or len(content) < 100:  # noqa: PLR2004 - its header
        raise TrainerError(f"{path} is no database.", "Check the file.")
    content[18:20] = b"\x01\x01"  # it was written with a log beside, which memory cannot have
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(bytes(content))
        database.execute("pragma trusted_schema = off")
        database.execute("pragma query_only = on")
        _bound(database)
        database.execute("select name from sqlite_master").fetchall()
    except sqlite3.Error as error:
        database.close()
        raise TrainerError(f"{path} cannot be read: {error}.", "Check the file.") from error
    return database


def _bound(database: sqlite3.Connection) -> None:
    steps = 0

    def more() -> int:
        nonlocal steps
        steps += 100_000
        return steps > _STEPS

    database.set_progress_handler(more, 100_000)
    database.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY
    )
