"""The review history of an Anki package."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from trainer.exchange.anki_note import Origin
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


def read_history(
    database: sqlite3.Connection, origins: Mapping[tuple[int, int], Origin], gathering: Gathering
) -> tuple[PastReview, ...]:
    """The answers in the order of time; what says nothing of an item of ours is told.

    Args:
        database: of the package.
        origins: Anki's id of a note and the number of its card -> what became of it.
        gathering: where to tell it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    if not all(columns_of(database, table) >= wanted for table, wanted in _WANTED.items()):
        return ()
    reviews: list[PastReview] = []
    lost = 0
    for review in _answers(database, origins):
        if review is None:
            lost += 1
        else:
            reviews.append(review)
    if lost:
        gathering.leave("the package", f"reviews of cards that are not here: {lost}")
    return tuple(reviews)


def _answers(
    database: sqlite3.Connection, origins: Mapping[tuple[int, int], Origin]
) -> Iterator[PastReview | None]:
    query = (
        "select r.id, r.ease, r.factor, r.time, r.type, c.nid, c.ord from revlog r "
        "left join cards c on c.id = r.cid order by r.id"
    )
    for moment, ease, factor, time, kind, note, number in database.execute(query):
        if ease not in _ANSWERS or (kind == _CRAM and not factor):
            continue
        origin = origins.get((note, number))
        at = _moment(moment)
        if origin is None or at is None:
            yield None
        else:
            took = time if isinstance(time, int) else 0
            yield PastReview(origin.card, origin.item, at, ease, believable(took))


def _moment(milliseconds: object) -> datetime | None:
    if isinstance(milliseconds, int):
        with suppress(ValueError, OverflowError, OSError):
            return datetime.fromtimestamp(milliseconds / 1000, UTC)
    return None
