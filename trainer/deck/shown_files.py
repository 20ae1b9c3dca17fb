"""Which files a card shows and plays."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from trainer.deck.card import Card, DraftCard
from trainer.deck.entry import Entry
from trainer.media.files import MediaError, file_beside

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
    for field in card.own_fields:
        value = getattr(card, field.key)
        several = value if isinstance(value, tuple | Mapping) else (value,)
        yield from (one for one in several if isinstance(one, Entry))


def files_beside(cards: Iterable[Card], folder: Path) -> Mapping[str, Path]:
    """The files that cards show and play, as far as they are there.

    Args:
        cards: of one deck.
        folder: of the deck.

    Returns:
        Where in the folder a file lies, with slashes -> the file.
    """
    files: dict[str, Path] = {}
    for name in dict.fromkeys(name for card in cards for name in files_of(card)):
        with suppress(MediaError):
            path = file_beside(folder, name)
            files[path.relative_to(folder).as_posix()] = path
    return files


def _written_files(written: Mapping[str, Any]) -> Iterator[str]:
    """The names of files in what was written of a draft."""
    for key, value in written.items():
        if key in {*SOUND_KEYS, *PICTURE_KEYS, "file"} and isinstance(value, str):
            yield value
        for inner in value if isinstance(value, list | tuple) else [value]:
            if isinstance(inner, Mapping):
                yield from _written_files(inner)
