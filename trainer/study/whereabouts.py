"""Whether a deck that cannot be seen is gone, or its file only broken or out of reach."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from trainer.deck.reading import Reading
from trainer.regular_file import refuse_irregular
from trainer.store.deck_places import Places, load_deck_places, save_deck_places

_ID = re.compile(rb"^id[ \t]*:[ \t]*[\"']?([^\"'#\s]+)", re.MULTILINE)
_HEAD = 65_536
"""Bytes of a file in which its `id:` is looked for."""


class Hidden(NamedTuple):
    """The file of a deck that cannot be seen."""

    path: Path
    broken: bool
    """Whether it is in reach and has errors; else it is out of reach."""


class Whereabouts:
    """Knows the files of decks, seen now or before.

    Args:
        folder: the learner's, which remembers them.
        readings: the files in reach, broken ones among them.
    """

    def __init__(self, folder: Path, readings: Iterable[Reading]) -> None:
        self._folder = folder
        read = [(reading.path.resolve(), reading.deck) for reading in readings]
        self._sound = {deck.id: path for path, deck in read if deck}
        self._broken = {path: deck_id_in(path) for path, deck in read if not deck}

    @cached_property
    def _places(self) -> Places:
        return load_deck_places(self._folder)

    def hidden(self, deck_id: str) -> Hidden | None:
        """Where a deck is that is not among the sound ones; None where it is truly gone."""
        places = self._places.get(deck_id, ())
        met = set(chain.from_iterable(self._places.values()))
        for path, found in self._broken.items():
            # one that was never seen sound may be any deck by a new name
            if found in {deck_id, None} or path in places or path not in met:
                return Hidden(path, broken=True)
        seen = self._sound.values()
        elsewhere = (path for path in places if path not in seen and _may_hold(path, deck_id))
        return next((Hidden(path, broken=False) for path in elsewhere), None)

    def remember(self) -> None:
        """Keep where the decks are that are sound and in reach.

        Raises:
            OSError: what was kept before still stands.
        """
        places = self._places | {
            deck_id: (path, *self._other_places(deck_id, path))
            for deck_id, path in self._sound.items()
        }
        if places != self._places:
            save_deck_places(self._folder, places)
            self._places = places

    def _other_places(self, deck_id: str, here: Path) -> Iterator[Path]:
        """Where copies with the same id still are.

        A place that is no more is let go of: it would hold on to the deck for good.
        """
        for path in self._places.get(deck_id, ()):
            if path != here and path.parent.exists() and _may_hold(path, deck_id):
                yield path


def deck_id_in(path: Path) -> str | None:
    """The id of the deck in a file that may be broken, at a glance; None if it cannot be told."""
    try:
        refuse_irregular(path)
        with path.open("rb") as file:
            found = _ID.search(file.read(_HEAD))
    except OSError:
        return None
    if found:
        return found[1].decode(errors="replace")
    return path.stem.lower().replace(" ", "-").replace(".", "-")  # as the reader does


def _may_hold(path: Path, deck_id: str) -> bool:
    """Whether a deck may be in a file; also where its very folder is away, as a stick's."""
    try:
        if not path.parent.exists():
            return True
        return path.exists() and deck_id_in(path) in {deck_id, None}
    except OSError:
        return True
