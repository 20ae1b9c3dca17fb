"""The note types of an Anki package: what their fields are called, and how they ask."""

import json
import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from trainer.exchange.apkg_database import columns_of

TYPED = "trainer typed"
"""The note type that we write for answers to type. Anki's own mark nothing: one rates oneself."""


class NoteType(NamedTuple):
    """How the notes of a type are made up."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[str, ...]

    def is_reversed(self, texts: list[str]) -> bool:
        """Whether a note of these texts is asked both ways."""
        if "Add Reverse" in self.fields:
            at = self.fields.index("Add Reverse")
            return at < len(texts) and bool(texts[at])
        return len(self.templates) > 1


def note_types(database: sqlite3.Connection) -> dict[int, NoteType]:
    """Anki's id of a note type -> the type; empty where they cannot be read.

    Raises:
        sqlite3.Error: the database cannot be read.
    """
    if all(columns_of(database, table) for table in ("notetypes", "fields", "templates")):
        return dict(_listed(database))
    return dict(_written(database))


def _listed(database: sqlite3.Connection) -> Iterator[tuple[int, NoteType]]:
    """Since 2020 note types stand in tables of their own."""
    names = dict(database.execute("select id, name from notetypes"))
    for number, name in names.items():
        fields, templates = (
            tuple(
                str(row[0])
                for row in database.execute(
                    f"select name from {table} where ntid = ? order by ord",  # noqa: S608 - ours
                    (number,),
                )
            )
            for table in ("fields", "templates")
        )
        yield number, NoteType(str(name), fields, templates)


def _written(database: sqlite3.Connection) -> Iterator[tuple[int, NoteType]]:
    """Before, they were one JSON text."""
    row = database.execute("select models from col").fetchone()
    try:
        models = json.loads(row[0]) if row else {}
        for number, model in models.items():
            fields = tuple(str(field["name"]) for field in model["flds"])
            templates = tuple(str(template["name"]) for template in model["tmpls"])
            yield int(number), NoteType(str(model["name"]), fields, templates)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return  # without them every note is a question and its answer
