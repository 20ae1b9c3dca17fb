"""Anki packages out."""

import hashlib
import os
import sqlite3
import tempfile
import time
import zipfile
from contextlib import closing
from itertools import count
from pathlib import Path

import genanki

from trainer.deck.card import Card, Cloze, Flashcard, Typed
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.errors import TrainerError
from trainer.exchange.anki_cloze import to_anki
from trainer.exchange.apkg_note_types import TYPED
from trainer.exchange.carried import Left
from trainer.exchange.front import front_of
from trainer.exchange.html import as_html, reads_back
from trainer.exchange.losses import HTML_LOSS, losses_of_card, losses_of_deck

_CSS = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: center; } .why { opacity: .7; }"
)
_WHY = '{{#Why}}<p class="why">{{Why}}</p>{{/Why}}'
_FIELDS = [{"name": "Front"}, {"name": "Back"}, {"name": "Why"}]
_CLOZE_FIELDS = [{"name": "Text"}, {"name": "Why"}]
_KEPT = frozenset({"id", "why", "tags", "together", "reverse"})
_IN_WORDS = frozenset({"correction", "extra", "unit"})
"""Fields that stand in the front or the back."""
_AFTER = "{{FrontSide}}<hr id=answer>{{Back}}" + _WHY


def _number(name: str) -> int:
    """A number that follows from a name, as Anki's ids must, so that it is the same next time."""
    return 1 << 30 | int.from_bytes(hashlib.blake2b(name.encode(), digest_size=3).digest())


def _there(name: str, front: str = "{{Front}}", after: str = _AFTER) -> dict[str, str]:
    return {"name": name, "qfmt": front, "afmt": after}


_BACK = _there("Card 2", "{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}" + _WHY)
_BASIC = genanki.Model(_number("trainer basic"), "trainer basic", _FIELDS, [_there("Card 1")], _CSS)
_BOTH_WAYS = genanki.Model(
    _number("trainer both ways"), "trainer both ways", _FIELDS, [_there("Card 1"), _BACK], _CSS
)
_TYPED = genanki.Model(
    _number(TYPED),
    TYPED,
    _FIELDS,
    [_there("Card 1", "{{Front}}{{type:Back}}", "{{Front}}<hr id=answer>{{type:Back}}" + _WHY)],
    _CSS,
)
_CLOZE = genanki.Model(
    _number("trainer cloze"),
    "trainer cloze",
    _CLOZE_FIELDS,
    [_there("Cloze", "{{cloze:Text}}", "{{cloze:Text}}" + _WHY)],
    _CSS,
    genanki.Model.CLOZE,
)


def write_apkg(deck: Deck, path: Path) -> tuple[Left, ...]:
    """Write a deck as an Anki package, whole or not at all.

    A note's guid is its card's id, so that a deck issued anew updates Anki's notes instead of
    doubling them.

    Returns:
        What of the deck the package does not hold.

    Raises:
        TrainerError: it cannot be written.
    """
    made = genanki.Deck(_number(f"deck {deck.id}"), deck.title, deck.description or "")
    left = list(losses_of_deck(deck, {"description"}))
    for card in deck.cards:
        if card.status == "draft":
            left.append(Left(card_key(card), "a draft", whole=True))
            continue
        kind = card.kind if isinstance(card, Typed | Cloze) else "flashcard"
        left += losses_of_card(card, _KEPT | _IN_WORDS, kind)
        note = _note(card)
        if not all(map(reads_back, note.fields)):
            left.append(Left(card_key(card), HTML_LOSS))
        made.add_note(note)
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".apkg")
        os.close(handle)
        try:
            _write(genanki.Package(made), Path(temporary))
            Path(temporary).replace(path)
        finally:
            Path(temporary).unlink(missing_ok=True)
    except OSError as error:
        raise TrainerError(
            f"{path} could not be written: {error.strerror}.", "Choose another place."
        ) from error
    return tuple(left)


def _write(package: genanki.Package, path: Path) -> None:
    """Write a package; genanki's own way leaves its database behind in the temporary folder."""
    moment = time.time()
    with closing(sqlite3.connect(":memory:")) as database:
        package.write_to_db(database.cursor(), moment, count(int(moment * 1000)))
        database.commit()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("collection.anki2", database.serialize())
            archive.writestr("media", "{}")


def _note(card: Card) -> genanki.Note:
    why = as_html(card.why or "")
    guid = card_key(card)
    tags = list(card.tags)
    if isinstance(card, Cloze):
        text = as_html(to_anki(card.cloze, together=card.together))
        return genanki.Note(_CLOZE, [text, why], guid=guid, tags=tags)
    model = _TYPED if isinstance(card, Typed) else _BASIC
    if isinstance(card, Flashcard) and card.reverse:
        model = _BOTH_WAYS
    fields = [as_html(front_of(card)), as_html(card.solution), why]
    return genanki.Note(model, fields, guid=guid, tags=tags)
