"""Anki packages in."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from trainer.deck.card import Card, Cloze
from trainer.deck.identity import card_key
from trainer.deck.item import items_of_card
from trainer.deck.reading import MAX_BYTES
from trainer.errors import TrainerError
from trainer.exchange.anki_cloze import from_anki, is_cloze
from trainer.exchange.apkg_database import MAX_FIELD, open_package
from trainer.exchange.apkg_decks import decks_in
from trainer.exchange.apkg_history import KeptNote, read_history
from trainer.exchange.apkg_note_types import TYPED, NoteType, note_types
from trainer.exchange.carried import Carried, quoted
from trainer.exchange.gathering import Gathering
from trainer.exchange.html import as_text, lost_in

_BETWEEN_FIELDS = "\x1f"
_LOST_TOLD = 50
_JUST_MORE = {"", "extra", "back extra", "notes", "why"}
"""Names of fields that say nothing of what is in them."""


def read_apkg(path: Path, title: str) -> Carried:
    """The notes of an Anki package.

    The first field asks and the second answers, further ones explain; a note of two
    templates is asked both ways; a cloze note is a cloze. Pictures, sounds and looks stay
    behind, and every one is told. The name of its deck, where it is the only one, is the
    title.

    Raises:
        TrainerError: it is no package that can be read, or more than a deck may hold.
    """
    with closing(open_package(path)) as database:
        try:
            _refuse_too_much(database, path)
            types = note_types(database)
            decks = decks_in(database)
            gathering = Gathering()
            kept: dict[int, KeptNote] = {}
            query = "select id, guid, mid, tags, flds from notes order by id"
            for number, guid, mid, tags, fields in database.execute(query):
                kind = types.get(mid, NoteType("", (), ()))
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
    named = [(name, count) for name, count in decks.items() if name != "Default"]
    if len(decks) > 1:
        for name, count in named:
            gathering.leave("the package", f"the deck {quoted(name)} of {count} notes")
    elif named:
        [(title, _)] = named
    return replace(gathering.carried(title), reviews=reviews)


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


def _kept(card: Card, joined: str) -> KeptNote:
    cloze = as_text(joined.partition(_BETWEEN_FIELDS)[0]) if isinstance(card, Cloze) else None
    return KeptNote(card_key(card), cloze, len(items_of_card("", card)))


def _note(
    gathering: Gathering, place: str, kind: NoteType, shared: dict[str, object], joined: str
) -> Card | None:
    if len(joined) > MAX_FIELD:
        gathering.leave(place, f"a note of {len(joined):,} characters")
        return None
    raw = joined.split(_BETWEEN_FIELDS)
    lost = [what for field in raw for what in lost_in(field)]
    for what in lost[:_LOST_TOLD]:
        gathering.leave(place, what)
    if len(lost) > _LOST_TOLD:
        gathering.leave(place, f"{len(lost) - _LOST_TOLD} more pictures, sounds or links")
    texts = [as_text(field) for field in raw]
    question = texts[0] if texts else ""
    label = quoted(question)
    if is_cloze(question):
        cloze, together, outer = from_anki(question)
        for _ in range(outer):
            gathering.leave(place, f"a gap around another gap: {label}")
        why = "\n".join(filter(None, texts[1:]))
        return gathering.add(
            place, {**shared, "cloze": cloze, "together": together or None, "why": why}
        )
    if not question:
        gathering.leave(place, "a note whose first field holds no text")
        return None
    answer = texts[1] if len(texts) > 1 else ""
    if not answer:
        gathering.leave(place, f"no answer: {label}")
        return None
    both_ways = kind.is_reversed(texts)
    further = [
        text if name.casefold() in _JUST_MORE else f"{name}: {text}"
        for name, text in zip([*kind.fields, *[""] * len(texts)], texts, strict=False)
        if text
    ][2:]
    if both_ways and "Add Reverse" in kind.fields:
        further = [text for text in further if not text.startswith("Add Reverse")]
    key = "typed" if kind.name == TYPED else "a"
    fields = {**shared, "q": question, key: answer, "why": "\n".join(further)}
    card = gathering.add(place, {**fields, "reverse": both_ways or None})
    if len(kind.templates) > 2:  # noqa: PLR2004 - there and back
        gathering.leave(place, f"{len(kind.templates) - 2} more ways to ask {label}")
    return card
