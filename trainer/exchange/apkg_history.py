"""The review history of an Anki package."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from trainer.exchange.anki_note import Origin
from trainer.exchange.apkg_database import columns_of
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import PastReview
from trainer.memory.duration import believable
from trainer.memory.rating import RESET

_ANSWERS = range(1, 5)
"""Again to Easy; 0 marks what was done by hand."""
_CRAM = 3
"""The type of a review that, with no factor, left the schedule alone."""
_BY_HAND, _RESCHEDULED = 4, 5
"""Types of what was no answer: a reset, which leaves no factor, or a new due date."""
_WANTED = {
    "revlog": {"id", "cid", "ease", "factor", "time", "type"},
    "cards": {"id", "nid", "ord"},
}
"""Table -> the columns that are read."""


def read_history(
    database: sqlite3.Connection,
    origins: Mapping[tuple[int, int], Origin],
    collector: CardCollector,
) -> tuple[PastReview, ...]:
    """The answers in the order of time; what says nothing of an item of ours is listed.

    Args:
        database: of the package.
        origins: Anki's id of a note and the number of its card -> what became of it.
        collector: where to list it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    if not all(columns_of(database, table) >= wanted for table, wanted in _WANTED.items()):
        return ()
    log = _Log(origins)
    query = (
        "select r.id, r.ease, r.factor, r.time, r.type, c.nid, c.ord from revlog r "
        "left join cards c on c.id = r.cid order by r.id"
    )
    for moment, ease, factor, took, kind, note, number in database.execute(query):
        log.take(_moment(moment), (note, number), (ease, kind, factor), took)
    for card, what in log.done:
        collector.tell(f"card {card}", what)
    if log.lost:
        collector.leave("the package", f"reviews of cards that are not here: {log.lost}")
    return tuple(log.reviews)


class _Log:
    """Takes the entries of a log one by one."""

    def __init__(self, origins: Mapping[tuple[int, int], Origin]) -> None:
        self.reviews: list[PastReview] = []
        self.lost = 0
        self.done: list[tuple[str, str]] = []
        """Key of a card, and what was done with it by hand."""
        self._origins = origins

    def take(
        self,
        at: datetime | None,
        card: tuple[int, int],
        said: tuple[object, object, object],
        took: object,
    ) -> None:
        """Take an entry: when, of which card, its ease, type and factor, its milliseconds."""
        ease, kind, factor = said
        answered = ease in _ANSWERS and not (kind == _CRAM and not factor)
        by_hand = ease == 0 and kind in {_BY_HAND, _RESCHEDULED}
        if not (answered or by_hand):
            return
        origin = self._origins.get(card)
        if origin is None or at is None:
            self.lost += answered
            return
        rating = ease if answered and isinstance(ease, int) else RESET
        if by_hand and (factor or kind == _RESCHEDULED):
            self.done.append((origin.card, "a due day set there, by hand or by a program"))
            return
        if by_hand:
            self.done.append((origin.card, "a reset there, which voids what stood before it"))
        spent = believable(took if isinstance(took, int) else 0)
        self.reviews.append(PastReview(origin.card, origin.item, at, rating, spent))


def _moment(milliseconds: object) -> datetime | None:
    if not isinstance(milliseconds, int):
        return None
    try:  # `suppress` takes twice as long as all the rest, for each of a million
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
