"""Decks of CrowdAnki: Anki's notes and their types as JSON, without cards and progress."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from trainer.counted import counted
from trainer.errors import TrainerError
from trainer.exchange.anki.note import Note, gather_note
from trainer.exchange.anki.note_type import NoteType
from trainer.exchange.anki.package_note_types import written_type
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.html.to_text import as_text
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.source import ForeignFile
from trainer.markup.noncharacters import all_without_noncharacters

_BETWEEN_NAMES = "::"


def fits(source: ForeignFile) -> bool:
    """Whether a file is a deck of CrowdAnki."""
    return source.is_text and source.text.lstrip()[:1] == "{" and '"note_models"' in source.text


def read(source: ForeignFile, title: str) -> ImportResult:
    """The notes of a deck and of the decks in it, see `read_crowdanki`."""
    return read_crowdanki(source.text, title, source.media)


def read_crowdanki(text: str, title: str, media: MediaMarks | None = None) -> ImportResult:
    """The notes of a `deck.json` and of the decks in it.

    Which cards a note has follows from its type's templates, as Anki makes them. The name of the
    deck is the title; tags of decks within it are listed.

    Raises:
        TrainerError: it is no deck of CrowdAnki.
    """
    try:
        deck = all_without_noncharacters(json.loads(text))
        models = {str(one["crowdanki_uuid"]): written_type(one) for one in deck["note_models"]}
        decks = [*_decks(deck, str(deck["name"]))]
        fields = (str(field) for _, notes in decks for note in notes for field in _fields(note))
        collector = CardCollector(media)
        collector.expect(fields)
        for name, notes in decks:
            for number, note in enumerate(notes, 1):
                _gather(collector, f"{name}, note {number}", note, models)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TrainerError(
            f"This is not a deck of CrowdAnki that can be read ({type(error).__name__}: {error}).",
            "Export it from Anki again, by File, Export, CrowdAnki JSON.",
        ) from error
    for named in _with_children(deck):
        if description := as_text(str(named.get("desc") or "")):
            collector.leave("the deck", f"its description, {quoted(description)}")
    if len(decks) > 1:
        for name, notes in decks:
            collector.leave("the deck", f"the deck {quoted(name)} of {counted(len(notes), 'note')}")
    return collector.result(str(deck["name"]) or title)


def _decks(
    deck: Mapping[str, object], name: str
) -> Iterator[tuple[str, list[Mapping[str, object]]]]:
    """The decks that hold notes, by their whole names."""
    notes, children = deck["notes"], deck["children"]
    if not isinstance(notes, list) or not isinstance(children, list):
        raise TypeError("notes and children are lists")
    if notes:
        yield name, notes
    for child in children:
        yield from _decks(child, f"{name}{_BETWEEN_NAMES}{child['name']}")


def _with_children(deck: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A deck, and those within it."""
    yield deck
    for child in deck["children"]:
        yield from _with_children(child)


def _fields(note: Mapping[str, object]) -> list[object]:
    fields = note["fields"]
    if not isinstance(fields, list):
        raise TypeError("fields are a list")
    return fields


def _gather(
    collector: CardCollector,
    place: str,
    note: Mapping[str, object],
    models: Mapping[str, NoteType],
) -> None:
    fields, tags = _fields(note), note["tags"]
    if not isinstance(tags, list):
        raise TypeError("tags are a list")
    kind = models[str(note["note_model_uuid"])]
    words = " ".join(map(str, tags))
    gather_note(collector, Note(place, str(note["guid"]), words, kind, [*map(str, fields)], None))
