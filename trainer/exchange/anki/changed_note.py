"""A note of Anki with what was changed here; all else is as it is there, pictures too."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trainer.deck.card import Card, Cloze, Flashcard
from trainer.deck.identity import card_key
from trainer.deck.shown_files import files_of
from trainer.deck.slug import slug
from trainer.exchange.anki.cloze import to_anki
from trainer.exchange.anki.kept_notes import RawNote
from trainer.exchange.anki.note import Note, gather_note
from trainer.exchange.anki.note_type import NoteType
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.html.from_markdown import cloze_for_anki, html_for_anki
from trainer.exchange.html.from_text import as_html
from trainer.exchange.html.signs import signed
from trainer.exchange.html.to_markdown import markdown_of
from trainer.exchange.html.to_text import as_text
from trainer.exchange.import_result import Notice
from trainer.exchange.media.marks import MediaMarks, nothing
from trainer.media.files import is_sound_name

_MEDIA = re.compile(r"<img\b[^>]*>|\[sound:[^\]]*\]", re.IGNORECASE)

_PNG, _WAV = b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WAVE"
"""How some picture begins, and some sound."""


class Returned(NamedTuple):
    """A note on its way back."""

    fields: tuple[str, ...]
    tags: tuple[str, ...]
    losses: tuple[Notice, ...]
    """What of the changes has no place in it."""


def returned(
    raw: RawNote, kind: NoteType, cards: Sequence[Card], *, marked_up: bool = False
) -> Returned:
    """A note with the changes of the cards that came of it.

    A field goes back as it came unless its text was changed here.

    Args:
        raw: the note as it came.
        kind: of the note.
        cards: those of its cards that are in the deck.
        marked_up: whether the texts of that deck are Markdown.
    """
    collector = CardCollector(_carried(cards), marked_up=marked_up)
    came = _came(raw, kind, collector)
    fields, losses = list(raw.fields), []
    for card in cards:
        key = card_key(card)
        was = came.get(key)
        if was is None or not _asked_alike(was, card):
            losses.append(Notice(key, "how it is asked, which its note type in Anki decides"))
            continue
        for part, before, after in _changes(was, card, marked_up=marked_up):
            at = _place([_words(field, collector) for field in fields], before)
            if at is None:
                losses.append(
                    Notice(key, f"a change of {part}, which no one field of Anki's holds")
                )
            else:
                fields[at] = "<br>".join([after, *_MEDIA.findall(fields[at])])
    return Returned(tuple(fields), _tags(raw, came, cards), tuple(losses))


def _carried(cards: Sequence[Card]) -> MediaMarks:
    """What came along with a note, where anything did: of which kind it was is no matter here."""
    came = any(name for card in cards for name in files_of(card))
    return MediaMarks((lambda name, _: _WAV if is_sound_name(name) else _PNG) if came else nothing)


def _words(field: str, collector: CardCollector) -> str:
    """The text of a field, as a card has it."""
    return collector.words(collector.media.parted(as_text(collector.in_html(field)))[0]).strip()


def _came(raw: RawNote, kind: NoteType, collector: CardCollector) -> dict[str, Card]:
    gather_note(collector, Note("", raw.guid, raw.tags, kind, raw.fields, raw.ordinals))
    return {card_key(card): card for card in collector.result("").cards}


def _asked_alike(was: Card, card: Card) -> bool:
    both = isinstance(was, Flashcard) and was.reverse, isinstance(card, Flashcard) and card.reverse
    together = (
        isinstance(was, Cloze) and was.together,
        isinstance(card, Cloze) and card.together,
    )
    return was.kind == card.kind and both[0] == both[1] and together[0] == together[1]


def _changes(was: Card, card: Card, *, marked_up: bool) -> Iterator[tuple[str, str, str]]:
    """What was changed: the part, its text before, its HTML now."""
    html = html_for_anki if marked_up else as_html
    if isinstance(was, Cloze) and isinstance(card, Cloze):
        cloze = cloze_for_anki if marked_up else to_anki
        before, after = cloze(was), cloze(card)
        if before != after:
            words = markdown_of(as_text(signed(before))) if marked_up else as_text(before)
            yield "its text", words, after
    else:
        for part, text, now in (
            ("its question", was.prompt, card.prompt),
            ("its answer", was.solution, card.solution),
        ):
            if text != now:
                yield part, text, html(now)
    for part, old, new in (
        ("its explanation", was.why, card.why),
        ("its hint", was.hint, card.hint),
    ):
        if old != new:
            yield part, old or "", html(new or "")


def _place(fields: Sequence[str], text: str) -> int | None:
    """The one field of this very text; None where several are, or none."""
    places = [at for at, field in enumerate(fields) if text and field == text]
    return places[0] if len(places) == 1 else None


def _tags(raw: RawNote, came: dict[str, Card], cards: Sequence[Card]) -> tuple[str, ...]:
    """The tags as they are in Anki, less those taken away here, and those that are new."""
    now = list(dict.fromkeys(tag for card in cards for tag in card.tags))
    had = {tag for card in came.values() for tag in card.tags}
    kept = [tag for tag in raw.tags.split() if slug(tag) in now or not slug(tag)]
    return (*kept, *(tag for tag in now if tag not in had))
