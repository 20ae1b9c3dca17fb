"""The note types of an Anki package."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from trainer.exchange.anki.kept_notes import Model
from trainer.exchange.anki.note_type import NoteType, Template
from trainer.exchange.anki.package_database import columns_of
from trainer.exchange.anki.protobuf import message_fields
from trainer.markup.noncharacters import all_without_noncharacters, without_noncharacters

_CLOZE = 1
"""The kind of note types whose cards follow from gaps."""
_FRONT, _BACK, _KIND, _CSS = 1, 2, 1, 3
"""Numbers of fields in the settings of a template, and of a note type."""


def note_models(database: sqlite3.Connection) -> dict[int, Model]:
    """Anki's number of a note type -> the type as Anki writes it in JSON.

    Raises:
        sqlite3.Error: the database cannot be read.
    """
    if all(columns_of(database, table) for table in ("notetypes", "fields", "templates")):
        return dict(_listed(database))
    row = database.execute("select models from col").fetchone()
    with suppress(ValueError, TypeError, AttributeError, RecursionError):
        return {
            int(number): model
            for number, model in all_without_noncharacters(json.loads(row[0])).items()
        }
    return {}


def note_types(models: Mapping[int, Model]) -> dict[int, NoteType]:
    """The note types of models; without those that say not how they ask."""
    types = {}
    for number, model in models.items():
        with suppress(KeyError, TypeError, AttributeError):
            types[number] = written_type(model)
    return types


def written_type(model: Mapping[str, object]) -> NoteType:
    """A note type as Anki writes it in JSON.

    Raises:
        KeyError, TypeError: it is none.
    """
    templates = _mappings(model["tmpls"])
    return NoteType(
        str(model["name"]),
        tuple(str(one["name"]) for one in _mappings(model["flds"])),
        tuple(Template.of(str(t["name"]), str(t["qfmt"]), str(t["afmt"])) for t in templates),
        model.get("type") == _CLOZE,
    )


def _mappings(value: object) -> Iterable[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise TypeError
    return value


def _listed(database: sqlite3.Connection) -> Iterator[tuple[int, Model]]:
    """Since 2020 note types are in tables of their own."""
    query = "select id, name, config from notetypes"
    for number, name, config in database.execute(query).fetchall():
        fields = database.execute("select name from fields where ntid = ? order by ord", (number,))
        templates = database.execute(
            "select name, config from templates where ntid = ? order by ord", (number,)
        )
        settings = dict(message_fields(config))
        yield (
            number,
            {
                "name": str(name),
                "type": settings.get(_KIND, 0),
                "css": _text_at(settings, _CSS),
                "flds": [{"name": str(field)} for (field,) in fields],
                "tmpls": [
                    {
                        "name": str(called),
                        "qfmt": _text_at(dict(message_fields(sides)), _FRONT),
                        "afmt": _text_at(dict(message_fields(sides)), _BACK),
                    }
                    for called, sides in templates
                ],
            },
        )


def _text_at(settings: Mapping[int, int | bytes], at: int) -> str:
    value = settings.get(at)
    return without_noncharacters(value.decode(errors="replace")) if isinstance(value, bytes) else ""
