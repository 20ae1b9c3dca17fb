"""Mnemosyne's database, in which every review is kept (older ones in its archive)."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from trainer.errors import TrainerError
from trainer.exchange.mnemosyne.fact import RATINGS, Learnt, LearntByCard, MnemosyneFact, number_of
from trainer.exchange.sqlite_file import BEGINS, opened_bytes

_REVIEW = 9
"""The kind of an entry of the log that is a review."""
_UNTAGGED = "__UNTAGGED__"
_Logged = tuple[float, int, object]
"""Of a review: when it was (seconds since 1970), its grade, and how many seconds it took."""
_MARKS = (b"data_for_fact", b"fact_views")


def is_database(data: bytes) -> bool:
    """Whether it is a database with the tables of Mnemosyne."""
    return data.startswith(BEGINS) and all(mark in data for mark in _MARKS)


def notes_of(data: bytes, path: Path) -> Iterator[tuple[MnemosyneFact, LearntByCard]]:
    """The facts of a database with their cards.

    Raises:
        TrainerError: it is damaged, or none of Mnemosyne's.
    """
    with closing(opened_bytes(data, path)) as database:
        try:
            yield from _notes(database)
        except (sqlite3.Error, IndexError) as error:
            raise TrainerError(
                f"{path} cannot be imported: its cards cannot be read ({error}).",
                "Open it in Mnemosyne, and export the cards.",
            ) from error


def _notes(database: sqlite3.Connection) -> Iterator[tuple[MnemosyneFact, LearntByCard]]:
    fields: dict[int, dict[str, str]] = {}
    for fact, key, value in database.execute("select _fact_id, key, value from data_for_fact"):
        fields.setdefault(fact, {})[str(key)] = str(value)
    reviews: dict[object, list[_Logged]] = {}
    query = (
        "select object_id, timestamp, grade, thinking_time from log where event_type = ?"
        " order by timestamp, _id"
    )
    for card, at, grade, took in database.execute(query, (_REVIEW,)):
        if grade in RATINGS:
            reviews.setdefault(card, []).append((at, grade, took))
    kinds: dict[int, str] = {}
    tags: dict[int, dict[str, None]] = {}
    learnt: dict[int, dict[int, Callable[[], Learnt]]] = {}
    database.row_factory = sqlite3.Row
    for row in database.execute("select * from cards order by _id"):
        fact = row["_fact_id"]
        kinds[fact] = str(row["card_type_id"]).split("::")[0]
        names = (name.strip() for name in str(row["tags"] or "").split(","))
        tags.setdefault(fact, {}).update(dict.fromkeys(t for t in names if t and t != _UNTAGGED))
        number = number_of(str(row["fact_view_id"]), str(row["extra_data"] or ""))
        learnt.setdefault(fact, {})[number] = partial(_learnt, row, reviews.get(row["id"], ()))
    for fact, texts in sorted(fields.items()):
        yield (
            MnemosyneFact(kinds.get(fact, "1"), texts, [*tags.get(fact, {})]),
            learnt.get(fact, {}),
        )


def _learnt(row: sqlite3.Row, reviews: Sequence[_Logged]) -> Learnt:
    return Learnt.of(
        grade=int(row["grade"]),
        easiness=float(row["easiness"]),
        reps=int(row["acq_reps"]) + int(row["ret_reps"]),
        lapses=int(row["lapses"]),
        last=_moment(row["last_rep"]),
        due=_moment(row["next_rep"]),
        suspended=not row["active"],
        reviews=[
            (
                datetime.fromtimestamp(at, UTC),
                RATINGS[grade],
                int(seconds * 1000) if isinstance(seconds, int | float) else 0,
            )
            for at, grade, seconds in reviews
        ],
    )


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, int | float) and seconds > 0:
        return datetime.fromtimestamp(seconds, UTC)
    return None
