"""The review history of an Anki package."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from trainer.exchange.anki_cloze import gap_of
from trainer.exchange.apkg_database import columns_of
from trainer.exchange.carried import PastReview
from trainer.exchange.gathering import Gathering
from trainer.memory.duration import believable

_ANSWERS = range(1, 5)
"""Again to Easy; 0 marks what was not answered, such as a new due date."""
_CRAM = 3
"""The type of a review that, with no factor, left the schedule alone."""
_WANTED = {
    "revlog": {"id", "cid", "ease", "factor", "time", "type"},
    "cards": {"id", "nid", "ord"},
}
"""Table -> the columns that are read."""


class KeptNote(NamedTuple):
    """What became of a note."""

    card: str
    """The key of its card."""
    cloze: str | None
    """Its text as Anki has it, for a cloze."""
    items: int
    """How many items its card has."""


def read_history(
    database: sqlite3.Connection, notes: Mapping[int, KeptNote], gathering: Gathering
) -> tuple[PastReview, ...]:
    """The answers in the order of time; what says nothing of an item of ours is told.

    Args:
        database: of the package.
        notes: Anki's id of a note -> what became of it.
        gathering: where to tell it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    if not all(columns_of(database, table) >= wanted for table, wanted in _WANTED.items()):
        return ()
    reviews: list[PastReview] = []
    lost = 0
    for review in _answers(database, notes):
        if review is None:
            lost += 1
        else:
            reviews.append(review)
    if lost:
        gathering.leave("the package", f"reviews of cards that are not here: {lost}")
    return tuple(reviews)


def _answers(
    database: sqlite3.Connection, notes: Mapping[int, KeptNote]
) -> Iterator[PastReview | None]:
    query = (
        "select r.id, r.ease, r.factor, r.time, r.type, c.nid, c.ord from revlog r "
        "left join cards c on c.id = r.cid order by r.id"
    )
    for moment, ease, factor, time, kind, note, number in database.execute(query):
        if ease not in _ANSWERS or (kind == _CRAM and not factor):
            continue
        kept = notes.get(note)
        item = _item(kept, number) if kept else None
        at = _moment(moment)
        if kept is None or item is None or at is None:
            yield None
        else:
            took = time if isinstance(time, int) else 0
            yield PastReview(kept.card, item, at, ease, believable(took))


def _item(kept: KeptNote, number: object) -> int | None:
    """Which item of ours one of the note's cards is."""
    if not isinstance(number, int):
        return None
    item = number if kept.cloze is None else gap_of(kept.cloze, number + 1)
    return item if item is not None and 0 <= item < kept.items else None


def _moment(milliseconds: object) -> datetime | None:
    if isinstance(milliseconds, int):
        with suppress(ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(milliseconds / 1000, UTC)
    return None
