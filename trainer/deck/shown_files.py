"""Which files a card shows and plays."""

from collections.abc import Iterator, Mapping
from typing import Any

from trainer.deck.card import Card, DraftCard
from trainer.deck.entry import Entry

SOUND_KEYS = ("sound", "answer_sound")
"""Fields of a card that name a sound."""
PICTURE_KEYS = ("picture", "answer_picture", "why_picture")
"""Fields of a card that hold a picture."""


def files_of(card: Card) -> Iterator[str]:
    """The names of the files that a card shows and plays."""
    if isinstance(card, DraftCard):
        yield from _written_files(card.written)
        return
    for key in PICTURE_KEYS:
        if picture := getattr(card, key):
            yield picture.file
    for entry in entries_of(card):
        if entry.picture:
            yield entry.picture.file
    yield from filter(None, (getattr(card, key) for key in SOUND_KEYS))


def entries_of(card: Card) -> Iterator[Entry]:
    """The options and entries of a card, which can show pictures."""
    answer = getattr(card, "a", ())
    several = answer if isinstance(answer, tuple) else (answer,)
    for one in (*several, *getattr(card, "wrong", ()), *getattr(card, "list", ())):
        if isinstance(one, Entry):
            yield one


def _written_files(written: Mapping[str, Any]) -> Iterator[str]:
    """The names of files in what was written of a draft."""
    for key, value in written.items():
        if key in {*SOUND_KEYS, *PICTURE_KEYS, "file"} and isinstance(value, str):
            yield value
        for inner in value if isinstance(value, list | tuple) else [value]:
            if isinstance(inner, Mapping):
                yield from _written_files(inner)
