"""Anki packages in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from trainer.archive import beginning
from trainer.counted import counted
from trainer.deck.reading import MAX_BYTES
from trainer.errors import TrainerError
from trainer.exchange.anki.cloze import is_cloze
from trainer.exchange.anki.kept_notes import SUFFIX, AnkiNotes, RawNote
from trainer.exchange.anki.note import AnkiOrigin, Note, gather_note, is_ours
from trainer.exchange.anki.note_type import NoteType, plain_type
from trainer.exchange.anki.package_database import MAX_FIELD, columns_of, open_package
from trainer.exchange.anki.package_decks import decks_in
from trainer.exchange.anki.package_history import count_history, read_history
from trainer.exchange.anki.package_media import look_in_package
from trainer.exchange.anki.package_note_types import note_models, note_types
from trainer.exchange.anki.package_states import count_states, read_states
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.source import ForeignFile

_ENDINGS = frozenset({".apkg", ".colpkg", ".anki2", ".anki21", ".anki21b"})
_BETWEEN_FIELDS = "\x1f"
MAX_ORDINAL = 999
"""No note has more cards."""


def fits(source: ForeignFile) -> bool:
    """Whether it is a package: other programs use its endings for nothing else."""
    return source.ending in _ENDINGS or "collection.anki2" in source.members


def read(source: ForeignFile, title: str) -> ImportResult:
    """The notes of an Anki package, see `read_apkg`."""
    return read_apkg(source.path, title, history=source.options.history)


def read_apkg(path: Path, title: str, *, history: bool = True) -> ImportResult:
    """The notes of an Anki package.

    Each is asked as the templates of its note type ask it, in the cards that there are: a card
    that is the other way round of another makes it one with `reverse`, an answer to type is
    typed, gaps are a cloze. Pictures and sounds come along; one that cannot is listed. The name
    of its deck, where it is the only one, is the title.

    Args:
        path: of the package.
        title: where it names no deck.
        history: whether what was reviewed is read; else it is counted.

    Raises:
        TrainerError: it is no package that can be read, or more than a deck may hold.
    """
    with closing(open_package(path)) as database:
        try:
            _refuse_too_much(database, path)
            decks, progress = decks_in(database), None
            media = MediaMarks(look_in_package(path, beginning(path)))
            collector = CardCollector(media)
            collector.expect(_fields_of(database))
            raw = AnkiNotes()
            origins = _read_notes(database, collector, raw)
            if not history:
                answers = count_history(database, origins, collector)
                progress = count_states(database, origins, collector)._replace(reviews=answers)
            reviews = read_history(database, origins, collector) if history else ()
            asked = {(review.card, review.item) for review in reviews}
            states = tuple(
                state
                for state in (read_states(database, origins, collector) if history else ())
                if state.says_something or (state.card, state.item) in asked
            )
        except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError) as error:
            raise TrainerError(
                f"{path} cannot be imported: its notes cannot be read ({error}).",
                "Export it from Anki again.",
            ) from error
    named = [(name, count) for name, count in decks.items() if name != "Default"]
    if len(decks) > 1:
        for name, count in named:
            collector.leave("the package", f"the deck {quoted(name)} of {counted(count, 'note')}")
    elif named:
        [(title, _)] = named
    if path.suffix.lower() == ".anki2" and len(origins) <= 1 and not collector.result("").asks:
        raise TrainerError(
            f"{path} holds nothing but the note by which Anki asks to be updated.",
            "Import the package that it was in, or the collection.anki21b or .anki21 beside it.",
        )
    beside = {SUFFIX: raw.as_json(title)} if raw.notes else {}
    return replace(
        collector.result(title), reviews=reviews, states=states, beside=beside, counted=progress
    )


def _fields_of(database: sqlite3.Connection) -> Iterator[str]:
    rows = database.execute("select flds from notes where length(flds) <= ?", (MAX_FIELD,))
    return (str(joined) for (joined,) in rows)


def _read_notes(
    database: sqlite3.Connection, collector: CardCollector, raw: AnkiNotes
) -> dict[tuple[int, int], AnkiOrigin]:
    """Gather the notes, and keep those that are not of our own type as they are in Anki.

    Returns:
        Anki's number of a note and of its card -> what became of it.
    """
    models = note_models(database)
    types = note_types(models)
    cards = _ordinals(database)
    origins: dict[tuple[int, int], AnkiOrigin] = {}
    query = "select id, guid, mid, tags, flds from notes order by id"
    for number, guid, mid, tags, joined in database.execute(query):
        place = f"note {number}"
        if len(str(joined)) > MAX_FIELD:
            collector.leave(place, f"a note of {len(joined):,} characters")
            continue
        fields = str(joined).split(_BETWEEN_FIELDS)
        ordinals = None if cards is None else cards.get(number, [])
        kind = types.get(mid)
        if kind and not is_ours(kind):
            raw.models[str(mid)] = models[mid]
            there = None if ordinals is None else tuple(ordinals)
            raw.notes[str(guid)] = RawNote(str(guid), str(mid), tuple(fields), str(tags), there)
        if kind is None:
            collector.guess(place, "it does not say how it is asked: its first field asks")
        note = Note(place, str(guid), str(tags), kind or _unknown_type(fields), fields, ordinals)
        for ordinal, origin in gather_note(collector, note).items():
            origins[number, ordinal] = origin
    return origins


def _unknown_type(fields: list[str]) -> NoteType:
    """Of a note whose type is not in its package, or says not how it asks."""
    return plain_type("", len(fields), 1, cloze=is_cloze(fields[0]))


def _refuse_too_much(database: sqlite3.Connection, path: Path) -> None:
    """A deck larger than may be read back is not worth its writing."""
    [[size]] = database.execute(
        "select coalesce(sum(length(cast(flds as blob))), 0) from notes where length(flds) <= ?",
        (MAX_FIELD,),  # larger ones stay behind
    )
    if size > MAX_BYTES:
        raise TrainerError(
            f"{path} cannot be imported: its notes hold {size // 1_000_000} MB of text, and a"
            f" deck may have {MAX_BYTES // 1_000_000}.",
            "Export it from Anki in parts.",
        )


def _ordinals(database: sqlite3.Connection) -> dict[int, list[int]] | None:
    """Anki's id of a note -> the numbers of its cards, rising; None where nothing says so."""
    if not columns_of(database, "cards") >= {"nid", "ord"}:
        return None
    ordinals: dict[int, list[int]] = {}
    for note, number in database.execute("select nid, ord from cards order by nid, ord"):
        if isinstance(number, int) and 0 <= number <= MAX_ORDINAL:
            ordinals.setdefault(note, []).append(number)
    return ordinals
