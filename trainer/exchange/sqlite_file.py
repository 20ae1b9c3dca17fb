"""A database of another program, opened in memory for reading and trusted in nothing."""

import sqlite3
from pathlib import Path

from trainer.errors import TrainerError
from trainer.markup.noncharacters import without_noncharacters
from trainer.regular_file import read_given

BEGINS = b"SQLite format 3\x00"
"""The first bytes of a database."""
MAX_STEPS = 200_000_000
"""Steps of SQLite's machine; a query that takes more does not only read cards."""
_MAX_BYTES = 200_000_000
_HEADER = 100
"""Bytes."""
_STEPS_AT_ONCE = 100_000
_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}


def opened(path: Path) -> sqlite3.Connection:
    """Open a database in memory; nothing is written to disk.

    Raises:
        TrainerError: it is none, cannot be read, or is too large.
    """
    smaller = "Export it from its program, in parts."
    return opened_bytes(read_given(path, _MAX_BYTES, smaller), path)


def opened_bytes(data: bytes, path: Path) -> sqlite3.Connection:
    """Open the bytes of a database, see `opened`.

    Raises:
        TrainerError: they are none, or damaged.
    """
    if not is_database(data):
        raise TrainerError(f"{path} is not a database.", "Check the file.")
    database = sqlite3.connect(":memory:")
    try:
        load(database, data)
        database.execute("select name from sqlite_master").fetchall()
    except sqlite3.Error as error:
        database.close()
        raise TrainerError(f"{path} cannot be read: {error}.", "Check the file.") from error
    return database


def is_database(data: bytes) -> bool:
    """Whether they begin with the whole header of a database."""
    return data.startswith(BEGINS) and len(data) >= _HEADER


def load(database: sqlite3.Connection, data: bytes) -> None:
    """Load the bytes of a database; from now on it can only be read, and not for ever.

    Args:
        database: an empty one in memory.
        data: of a database, see `is_database`.

    Raises:
        sqlite3.Error: they are damaged.
    """
    database.text_factory = _text
    # perhaps it was written with a log beside, which memory cannot have
    database.deserialize(data[:18] + b"\x01\x01" + data[20:])
    database.execute("pragma trusted_schema = off")
    database.execute("pragma query_only = on")
    steps = 0

    def too_many() -> bool:
        nonlocal steps
        steps += _STEPS_AT_ONCE
        return steps > MAX_STEPS

    database.set_progress_handler(too_many, _STEPS_AT_ONCE)
    database.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY
    )


def _text(data: bytes) -> str:
    try:
        return without_noncharacters(data.decode())
    except UnicodeDecodeError as error:
        raise sqlite3.OperationalError("a text in it is not UTF-8") from error
