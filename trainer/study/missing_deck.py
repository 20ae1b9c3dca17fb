"""Whether a deck that cannot be seen is gone, or its file only broken or out of reach."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from trainer.deck.reading import Reading
from trainer.deck.slug import file_slug
from trainer.regular_file import refuse_irregular, where_it_leads
from trainer.store.known_decks import KnownDeck, KnownDecks

_ID = re.compile(rb"^id[ \t]*:[ \t]*[\"']?([^\"'#\s]+)", re.MULTILINE)
_HEAD = 65_536
"""Bytes of a file in which its `id:` is looked for."""


class Hidden(NamedTuple):
    """The file of a deck that cannot be seen."""

    path: Path
    broken: bool
    """Whether it is in reach and has errors; else it is out of reach."""


class DeckFiles:
    """The deck files in reach, sound and broken ones."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        read = [(str(where_it_leads(reading.path)), reading.deck) for reading in readings]
        self._sound = {deck.id: path for path, deck in read if deck}
        self._broken = {path: deck_id_in(Path(path)) for path, deck in read if not deck}

    def hidden(self, deck_id: str, known: KnownDecks) -> Hidden | None:
        """Where a deck is that is not among the sound ones; None where it is truly gone."""
        paths = known.get(deck_id, KnownDeck()).paths
        met = {path for deck in known.values() for path in deck.paths} if self._broken else ()
        for path, id_in_file in self._broken.items():
            # one that was never seen sound may be any deck by a new name
            if id_in_file in {deck_id, None} or path in paths or path not in met:
                return Hidden(Path(path), broken=True)
        elsewhere = (Path(path) for path in paths if path not in self._sound.values())
        held = (Hidden(path, broken=False) for path in elsewhere if _may_hold(path, deck_id))
        return next(held, None)

    def paths(self, known: KnownDecks) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each sound deck's file, with the places where copies of the same id still are.

        A place that is no more is let go of: it would hold on to the deck for good.
        """
        for deck_id, path in self._sound.items():
            others = (Path(p) for p in known.get(deck_id, KnownDeck()).paths if p != path)
            copies = (p for p in others if _has_folder(p) and _may_hold(p, deck_id))
            yield deck_id, (path, *map(str, copies))


def deck_id_in(path: Path) -> str | None:
    """The id of the deck in a file that may be broken, at a glance; None if it cannot be seen."""
    try:
        refuse_irregular(path)
        with path.open("rb") as file:
            match = _ID.search(file.read(_HEAD))
    except OSError:
        return None
    return match[1].decode(errors="replace") if match else file_slug(path)


def _has_folder(path: Path) -> bool:
    """Whether the folder of a file is there; none can be where its name is too long."""
    try:
        return path.parent.exists()
    except OSError:
        return False


def _may_hold(path: Path, deck_id: str) -> bool:
    """Whether a deck may be in a file; also where its very folder is away, as a stick's."""
    try:
        if not path.parent.exists():
            return True
        return path.exists() and deck_id_in(path) in {deck_id, None}
    except OSError:
        return True
