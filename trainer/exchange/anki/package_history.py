"""The review history of an Anki package."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from trainer.exchange.anki.note import AnkiOrigin
from trainer.exchange.anki.package_database import columns_of
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import PastReview
from trainer.memory.duration import believable
from trainer.memory.rating import RESET

_ANSWERS = frozenset({1, 2, 3, 4})
"""Again to Easy; 0 marks what was done by hand."""
_CRAM = 3
"""The type of a review that, with no factor, left the schedule alone."""
_RESCHEDULED = 5
_BY_HAND = frozenset({4, _RESCHEDULED})
"""Types of what was no answer: a reset, which leaves no factor, or a new due date."""
_WANTED = {
    "revlog": {"id", "cid", "ease", "factor", "time", "type"},
    "cards": {"id", "nid", "ord"},
}
"""Table -> the columns that are read."""


def read_history(
    database: sqlite3.Connection,
    origins: Mapping[tuple[int, int], AnkiOrigin],
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
    reviews: list[PastReview] = []
    lost = 0
    query = (
        "select r.id, r.ease, r.factor, r.time, r.type, c.nid, c.ord from revlog r "
        "left join cards c on c.id = r.cid order by r.id"
    )
    for moment, ease, factor, took, kind, note, number in database.execute(query):
        answered = ease in _ANSWERS and (kind != _CRAM or factor)
        if not (answered or (ease == 0 and kind in _BY_HAND)):
            continue
        origin, at = origins.get((note, number)), _moment(moment)
        if origin is None or at is None:
            lost += bool(answered)
            continue
        card, item = origin
        if answered:
            rating = ease if isinstance(ease, int) else RESET
        elif factor or kind == _RESCHEDULED:
            collector.tell(f"card {card}", "a due day set there, by hand or by a program")
            continue
        else:
            rating = RESET
            collector.tell(f"card {card}", "a reset there, which voids what was before it")
        spent = believable(took) if isinstance(took, int) else 0
        reviews.append(PastReview(card, item, at, rating, spent))
    if lost:
        collector.leave("the package", f"reviews of cards that are not here: {lost}")
    return tuple(reviews)


def count_history(
    database: sqlite3.Connection,
    origins: Mapping[tuple[int, int], AnkiOrigin],
    collector: CardCollector,
) -> int:
    """How many answers `read_history` gives, without reading each where all of them are usual.

    Raises:
        sqlite3.Error: they cannot be read.
    """
    if not all(columns_of(database, table) >= wanted for table, wanted in _WANTED.items()):
        return 0
    if database.execute(_UNUSUAL).fetchone():
        return len(read_history(database, origins, collector))
    [[count]] = database.execute(_ANSWERED)
    [[lost]] = database.execute(f"{_ANSWERED} and cid not in (select id from cards)")  # noqa: S608
    cards = database.execute("select id, nid, ord from cards")
    left = {card for card, note, number in cards if (note, number) not in origins}
    if left:  # in one go, however many: not every package has an index of its reviews by card
        of_cards = database.execute(_ANSWERED.replace("select", "select cid,") + " group by cid")
        lost += sum(answers for card, answers in of_cards if card in left)
    if lost:
        collector.leave("the package", f"reviews of cards that are not here: {lost}")
    return int(count) - int(lost)


_ANSWERED = "select count(*) from revlog where ease between 1 and 4 and (type <> 3 or factor <> 0)"
_UNUSUAL = (
    "select 1 from revlog where (ease = 0 and type in (4, 5)) or id not between 0 and 4000000000000"
    " or typeof(id) <> 'integer' or typeof(ease) <> 'integer' or typeof(type) <> 'integer'"
    " or typeof(factor) <> 'integer' limit 1"
)


def _moment(milliseconds: object) -> datetime | None:
    if not isinstance(milliseconds, int):
        return None
    try:  # `suppress` takes twice as long as all the rest, for each of a million
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
