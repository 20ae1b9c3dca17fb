"""The note types of an Anki package."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from trainer.exchange.anki_note_type import NoteType, Template
from trainer.exchange.apkg_database import columns_of

_CLOZE = 1
"""The kind of note types whose cards follow from gaps."""
_FRONT, _BACK, _KIND = 1, 2, 1
"""Numbers of fields in the settings of a template, and of a note type."""


def note_types(database: sqlite3.Connection) -> dict[int, NoteType]:
    """Anki's id of a note type -> the type; without those that say not how they ask.

    Raises:
        sqlite3.Error: the database cannot be read.
    """
    if all(columns_of(database, table) for table in ("notetypes", "fields", "templates")):
        return dict(_listed(database))
    row = database.execute("select models from col").fetchone()
    try:
        models = json.loads(row[0]) if row else {}
        return {int(number): written_type(model) for number, model in models.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


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


def _listed(database: sqlite3.Connection) -> Iterator[tuple[int, NoteType]]:
    """Since 2020 note types stand in tables of their own."""
    query = "select id, name, config from notetypes"
    for number, name, config in database.execute(query).fetchall():
        fields = database.execute("select name from fields where ntid = ? order by ord", (number,))
        templates = database.execute(
            "select name, config from templates where ntid = ? order by ord", (number,)
        )
        yield (
            number,
            NoteType(
                str(name),
                tuple(str(field) for (field,) in fields),
                tuple(_template(str(name), _settings(config)) for name, config in templates),
                _settings(config).get(_KIND) == _CLOZE,
            ),
        )


def _template(name: str, settings: Mapping[int, int | bytes]) -> Template:
    front, back = (
        value.decode(errors="replace") if isinstance(value := settings.get(at), bytes) else ""
        for at in (_FRONT, _BACK)
    )
    return Template.of(name, front, back)


def _settings(data: object) -> dict[int, int | bytes]:
    """The fields of a protobuf message by their numbers, as far as it can be read.

    https://protobuf.dev/programming-guides/encoding tells of the three lowest bits of a key: a
    number, eight bytes, a counted text, or four bytes follow.
    """
    found: dict[int, int | bytes] = {}
    at = 0
    while isinstance(data, bytes) and at < len(data):
        key, at = _varint(data, at)
        match key & 7:
            case 0:
                found[key >> 3], at = _varint(data, at)
            case 2:
                size, at = _varint(data, at)
                found[key >> 3] = data[at : at + size]
                at += size
            case 1:
                at += 8
            case 5:
                at += 4
            case _:
                break
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 70:  # noqa: PLR2004 - ten bytes of seven bits each
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:  # noqa: PLR2004 - the last has no eighth bit
            break
    return value, at
