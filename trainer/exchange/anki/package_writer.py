"""Anki packages out."""

import hashlib
import io
import json
import sqlite3
import time
import warnings
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from itertools import count

import genanki

from trainer.deck.card import Card, Cloze, Flashcard, Hide, Typed, Where
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.anki.cloze import to_anki, with_gaps, without_gaps
from trainer.exchange.anki.guid import guid_of_id
from trainer.exchange.anki.kept_notes import AnkiNotes
from trainer.exchange.anki.note import OUR_FIELDS, OURS
from trainer.exchange.anki.occlusion_writer import occlusion_model, occlusion_note
from trainer.exchange.anki.returned_notes import notes_going_back
from trainer.exchange.html.from_text import as_html_without_maths
from trainer.exchange.html.to_text import reads_back
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import (
    HTML_LOSS,
    IN_WORDS,
    cards_with_answers,
    losses_of_card,
    losses_of_deck,
)
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.media.outgoing import broken_picture, in_html, mark_of, marked, shown_regions
from trainer.exchange.two_sides import front_of
from trainer.media.files import MediaError

_CSS = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: center; } .why { opacity: .7; }"
    " .sides { display: none; }"
)
_WHY = '{{#Why}}<p class="why">{{Why}}</p>{{/Why}}'
_SIDES = '<span class="sides">{{cloze:Sides}}</span>'
_FRONT = (
    "{{#Sides}}" + _SIDES + "{{#c1}}{{Front}}{{#Typed}}<br>{{type:Back}}{{/Typed}}{{/c1}}"
    "{{#c2}}{{Back}}{{/c2}}{{/Sides}}{{^Sides}}{{cloze:Front}}{{/Sides}}"
)
_BACK = (
    "{{#Sides}}" + _SIDES + "{{#c1}}{{Front}}<hr id=answer>"
    "{{#Typed}}{{type:Back}}{{/Typed}}{{^Typed}}{{Back}}{{/Typed}}{{/c1}}"
    "{{#c2}}{{Back}}<hr id=answer>{{Front}}{{/c2}}{{/Sides}}"
    "{{^Sides}}{{cloze:Front}}{{/Sides}}" + _WHY
)
_KEPT = frozenset({"id", "why", "tags", "together", "reverse"})
_WHERE = "how it is asked: where becomes flashcard"


def _number(name: str) -> int:
    """A number that follows from a name, as Anki's ids must, so that it is the same next time."""
    return 1 << 30 | int.from_bytes(hashlib.blake2b(name.encode(), digest_size=3).digest())


_MODEL = genanki.Model(
    _number(OURS),
    OURS,
    [{"name": name} for name in OUR_FIELDS],
    [{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
    _CSS,
    genanki.Model.CLOZE,
)
"""One note type for cards of every kind, for Anki updates no note whose note type changed.

Anki makes its cards of gaps: those of a cloze, or else those of `Sides`, a gap for each side that
is asked.
"""
_OCCLUSION = occlusion_model(_number(f"{OURS} image occlusion"), _CSS)
"""The note type of cards that hide regions of a picture."""


def write_apkg(
    deck: Deck, notes: AnkiNotes | None = None, media: MediaMarks | None = None
) -> tuple[bytes, tuple[Notice, ...]]:
    """A deck as an Anki package.

    A note's guid follows from its card's id, so that a deck issued again updates Anki's notes
    instead of doubling them. A card that came from Anki goes back into the note that it came of,
    with what was changed here and all else as it was.

    Args:
        deck: to be written.
        notes: from Anki, of which cards of the deck came.
        media: the pictures and sounds beside the deck, which go along.

    Returns:
        The package, and what of the deck it does not hold.
    """
    media = media or MediaMarks()
    made = genanki.Deck(_number(f"deck {deck.id}"), deck.title, deck.description or "")
    losses = list(losses_of_deck(deck, {"description", "markup"}))
    going_back: dict[str, list[Card]] = {}
    for card in cards_with_answers(deck, losses):
        guid = guid_of_id(card_key(card))
        if notes and guid in notes.notes:
            going_back.setdefault(guid, []).append(card)
            continue
        if isinstance(card, Hide) and (mark := mark_of(card.picture, media)):
            losses += losses_of_card(card, _KEPT | {"picture"}, "hide")
            made.add_note(occlusion_note(_OCCLUSION, card, media.written(mark, in_html)))
            continue
        if isinstance(card, Where):
            losses.append(Notice(card_key(card), _WHERE))
            try:
                card = shown_regions(card, media)  # noqa: PLW2901 - as it goes out
            except MediaError as error:
                losses.append(broken_picture(card, error))
        card = marked(card, media)  # noqa: PLW2901 - as above
        kind = card.kind if isinstance(card, Typed | Cloze) else "flashcard"
        losses += losses_of_card(card, _KEPT | IN_WORDS, kind)
        note = _note(card, marked_up=deck.markup is not None)
        if deck.markup is None and not all(reads_back(with_gaps(field)) for field in note.fields):
            losses.append(Notice(card_key(card), HTML_LOSS))
        note.fields = [media.written(field, in_html) for field in note.fields]
        made.add_note(note)
    if notes:
        for note, lost in notes_going_back(notes, going_back, marked_up=deck.markup is not None):
            made.add_note(note)
            losses += lost
            for field in note.fields:
                media.in_html(field)  # what it shows goes along, where it came here
    return _packed(genanki.Package(made), media.files), tuple(losses)


def _packed(package: genanki.Package, files: Mapping[str, Callable[[], bytes]]) -> bytes:
    """A package's bytes; genanki's own way leaves its database behind in the temporary folder."""
    moment = time.time()
    packed = io.BytesIO()
    with closing(sqlite3.connect(":memory:")) as database, warnings.catch_warnings():
        # what looks like a tag is one that Anki's user wrote, or as much as they meant
        warnings.filterwarnings("ignore", "Field contained the following invalid HTML", UserWarning)
        package.write_to_db(database.cursor(), moment, count(int(moment * 1000)))
        database.commit()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("collection.anki2", database.serialize())
            archive.writestr("media", json.dumps(dict(enumerate(files)), ensure_ascii=False))
            for number, content in enumerate(files.values()):
                archive.writestr(str(number), content(), zipfile.ZIP_STORED)
    return packed.getvalue()


def _note(card: Card, *, marked_up: bool) -> genanki.Note:
    html = _marked_up_html if marked_up else as_html_without_maths
    if isinstance(card, Cloze):
        fields = [_marked_up_cloze(card) if marked_up else to_anki(card), "", "", "", ""]
    else:
        both = isinstance(card, Flashcard) and card.reverse
        sides = "{{c1::there}}" + ("{{c2::back}}" if both else "")
        front, back = (without_gaps(html(text)) for text in (front_of(card), card.solution))
        fields = [front, back, "", sides, "y" if isinstance(card, Typed) else ""]
    fields[OUR_FIELDS.index("Why")] = html(card.why or "")
    return genanki.Note(_MODEL, fields, guid=guid_of_id(card_key(card)), tags=list(card.tags))


def _marked_up_html(text: str) -> str:
    from trainer.exchange.html.from_markdown import html_for_anki  # most decks are not marked up

    return html_for_anki(text)


def _marked_up_cloze(card: Cloze) -> str:
    from trainer.exchange.html.from_markdown import cloze_for_anki

    return cloze_for_anki(card)
