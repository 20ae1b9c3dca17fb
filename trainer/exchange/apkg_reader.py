"""Anki packages in."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from trainer.deck.card import Card, Cloze
from trainer.deck.identity import card_key
from trainer.deck.item import items_of_card
from trainer.errors import TrainerError
from trainer.exchange.anki_cloze import from_anki, is_cloze
from trainer.exchange.apkg_database import MAX_FIELD, open_package
from trainer.exchange.apkg_history import KeptNote, read_history
from trainer.exchange.carried import Carried
from trainer.exchange.gathering import Gathering
from trainer.exchange.html import as_text, media_in

_BETWEEN_FIELDS = "\x1f"
_MEDIA_TOLD = 3
_JUST_MORE = {"", "extra", "back extra", "notes", "why"}
"""Names of fields that say nothing of what is in them."""


class _NoteType(NamedTuple):
    name: str
    fields: tuple[str, ...]
    templates: tuple[str, ...]


def read_apkg(path: Path, title: str) -> Carried:
    """The notes of an Anki package.

    The first field asks and the second answers, further ones explain; a note of two
    templates is asked both ways; a cloze note is a cloze. Pictures, sounds and looks stay
    behind, and every one is told.

    Raises:
        TrainerError: it is no package that can be read.
    """
    with closing(open_package(path)) as database:
        try:
            types = _note_types(database)
            gathering = Gathering()
            kept: dict[int, KeptNote] = {}
            query = "select id, guid, mid, tags, flds from notes order by id"
            for number, guid, mid, tags, fields in database.execute(query):
                kind = types.get(mid, _NoteType("", (), ()))
                shared: dict[str, object] = {"id": str(guid), "tags": str(tags)}
                card = _note(gathering, f"note {number}", kind, shared, str(fields))
                if card:
                    kept[number] = _kept(card, str(fields))
            reviews = read_history(database, kept, gathering)
        except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError) as error:
            raise TrainerError(
                f"{path} cannot be imported: its notes cannot be read ({error}).",
                "Export it from Anki again.",
            ) from error
    return replace(gathering.carried(title), reviews=reviews)


def _kept(card: Card, joined: str) -> KeptNote:
    cloze = as_text(joined.partition(_BETWEEN_FIELDS)[0]) if isinstance(card, Cloze) else None
    return KeptNote(card_key(card), cloze, len(items_of_card("", card)))


def _note_types(database: sqlite3.Connection) -> dict[int, _NoteType]:
    tables = {name for (name,) in database.execute("select name from sqlite_master")}
    if {"notetypes", "fields", "templates"} <= tables:
        return dict(_listed_types(database))
    return dict(_written_types(database))


def _listed_types(database: sqlite3.Connection) -> Iterator[tuple[int, _NoteType]]:
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
        yield number, _NoteType(str(name), fields, templates)


def _written_types(database: sqlite3.Connection) -> Iterator[tuple[int, _NoteType]]:
    """Before, they were one JSON text."""
    row = database.execute("select models from col").fetchone()
    try:
        models = json.loads(row[0]) if row else {}
        for number, model in models.items():
            fields = tuple(str(field["name"]) for field in model["flds"])
            templates = tuple(str(template["name"]) for template in model["tmpls"])
            yield int(number), _NoteType(str(model["name"]), fields, templates)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return  # without them every note is a question and its answer


def _note(
    gathering: Gathering, place: str, kind: _NoteType, shared: dict[str, object], joined: str
) -> Card | None:
    if len(joined) > MAX_FIELD:
        gathering.leave(place, f"a note of {len(joined):,} characters")
        return None
    raw = joined.split(_BETWEEN_FIELDS)
    media = [name for field in raw for name in media_in(field)]
    for name in media[:_MEDIA_TOLD]:
        gathering.leave(place, f"the picture or sound “{name[:60]}”")
    if len(media) > _MEDIA_TOLD:
        gathering.leave(place, f"{len(media) - _MEDIA_TOLD} more pictures or sounds")
    texts = [as_text(field) for field in raw]
    question = texts[0] if texts else ""
    label = f"“{' '.join(question.split())[:50]}”"
    if is_cloze(question):
        cloze, together = from_anki(question)
        why = "\n".join(filter(None, texts[1:]))
        return gathering.add(
            place, {**shared, "cloze": cloze, "together": together or None, "why": why}
        )
    if not question:
        gathering.leave(place, "a note whose first field holds no text")
        return None
    answer = texts[1] if len(texts) > 1 else ""
    if not answer:
        gathering.leave(place, f"no answer to {label}")
        return None
    both_ways = _is_reversed(kind, texts)
    further = [
        text if name.casefold() in _JUST_MORE else f"{name}: {text}"
        for name, text in zip([*kind.fields, *[""] * len(texts)], texts, strict=False)
        if text
    ][2:]
    if both_ways and "Add Reverse" in kind.fields:
        further = [text for text in further if not text.startswith("Add Reverse")]
    fields = {**shared, "q": question, "a": answer, "why": "\n".join(further)}
    card = gathering.add(place, {**fields, "reverse": both_ways or None})
    if len(kind.templates) > 2:  # noqa: PLR2004 - there and back
        gathering.leave(place, f"{len(kind.templates) - 2} more ways to ask {label}")
    return card


def _is_reversed(kind: _NoteType, texts: list[str]) -> bool:
    if "Add Reverse" in kind.fields:
        at = kind.fields.index("Add Reverse")
        return at < len(texts) and bool(texts[at])
    return len(kind.templates) > 1
