"""The decks of an Anki package that its notes are in."""

import json
import sqlite3
from collections import Counter
from contextlib import suppress

from trainer.exchange.anki.package_database import columns_of


def decks_in(database: sqlite3.Connection) -> Counter[str]:
    """Name of each deck that has cards -> how many notes are in it.

    A deck in a deck has both names, with `::` between.

    Raises:
        sqlite3.Error: the database cannot be read.
    """
    if not columns_of(database, "cards") >= {"nid", "did"}:
        return Counter()
    names = _names(database)
    query = "select did, count(distinct nid) from cards group by did"
    notes = {names.get(did, ""): count for did, count in database.execute(query)}
    return Counter({name: count for name, count in notes.items() if name})


def _names(database: sqlite3.Connection) -> dict[object, str]:
    if columns_of(database, "decks") >= {"id", "name"}:
        listed = database.execute("select id, name from decks")
        return {number: str(name).replace("\x1f", "::") for number, name in listed}
    if "decks" not in columns_of(database, "col"):
        return {}
    row = database.execute("select decks from col").fetchone()
    with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {int(number): str(deck["name"]) for number, deck in json.loads(row[0]).items()}
    return {}
