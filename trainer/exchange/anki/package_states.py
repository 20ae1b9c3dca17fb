"""How an Anki package has scheduled each of its cards."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from trainer.exchange.anki.note import AnkiOrigin
from trainer.exchange.anki.package_database import columns_of
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, PastState, Progress


class _Row(NamedTuple):
    """What `cards` has of one, in whole numbers."""

    type: int
    queue: int
    due: int
    odue: int
    odid: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int


_COLUMNS = ("nid", "ord", *_Row._fields, "data")
_LATEST_DAY = 100_000
"""Due dates beyond are moments, in seconds since 1970."""
_LOWEST_EASE, _USUAL_EASE = 1.3, 2.5
_STEPS = 1000
"""`left` counts the steps to come, and a thousand for each that is left today."""


_NEW, _REVIEW, _RELEARNING = 0, 2, 3
"""Anki's `cards.type`; any other is being learnt."""
_SUSPENDED, _BURIED = -1, (-2, -3)
"""Anki's `cards.queue`."""


def read_states(
    database: sqlite3.Connection,
    origins: Mapping[tuple[int, int], AnkiOrigin],
    collector: CardCollector,
) -> tuple[PastState, ...]:
    """How each card is scheduled.

    Args:
        database: of the package.
        origins: Anki's id of a note and the number of its card -> what became of it.
        collector: where to list what cannot be read.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    if not columns_of(database, "cards") >= set(_COLUMNS):
        return ()
    calendar = None
    with collector.progress("the package"):
        calendar = _Calendar(database)
    if calendar is None:
        return ()  # nobody knows which days it counts
    query = f"select {', '.join(_COLUMNS)} from cards order by nid, ord"  # noqa: S608 - ours
    states: dict[AnkiOrigin, PastState] = {}
    for row in database.execute(query):
        origin = origins.get(row[:2])
        if origin and origin not in states:
            with collector.progress(f"card {origin.card}"):
                states[origin] = _state(origin, _Row(*map(_whole, row[2:-1])), row[-1], calendar)
    return tuple(states.values())


def count_states(
    database: sqlite3.Connection,
    origins: Mapping[tuple[int, int], AnkiOrigin],
    collector: CardCollector,
) -> Progress:
    """What `read_states` says, counted, without reading each where all of them are usual.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    unusual = f"select 1 from cards where {_UNUSUAL} limit 1"  # noqa: S608 - ours
    if not columns_of(database, "cards") >= set(_COLUMNS) or database.execute(unusual).fetchone():
        states = [one for one in read_states(database, origins, collector) if one.says_something]
        return ImportResult("", (), states=tuple(states)).progress
    calendar = None
    with collector.progress("the package"):
        calendar = _Calendar(database)
    if calendar is None:
        return Progress(0, 0, 0, 0)
    known: set[AnkiOrigin] = set()
    suspended: set[str] = set()
    due: set[str] = set()
    count = 0
    for note, number, kind, queue in database.execute(
        "select nid, ord, type, queue from cards order by nid, ord"
    ):
        origin = origins.get((note, number))
        if origin is None or origin in known:
            continue
        known.add(origin)
        if kind != _NEW:
            due.add(origin.card)
        if queue == _SUSPENDED:
            suspended.add(origin.card)
        count += kind != _NEW or queue == _SUSPENDED or queue in _BURIED
    return Progress(0, len(suspended), len(due), count)


_UNUSUAL = " or ".join(
    (
        *(f"typeof({column}) <> 'integer'" for column in _Row._fields),
        *(f"{day} not between -100000 and 4000000000" for day in ("due", "odue")),
        f"(type = {_REVIEW} and (due > 1000000 or odue > 1000000))",
    )
)
"""What is no whole number, or a day that may lie beyond any calendar."""


class _Calendar:
    """The days that a collection counts from its first one."""

    def __init__(self, database: sqlite3.Connection) -> None:
        settings = dict(_settings(database))
        [created] = database.execute("select crt from col").fetchone()
        self._zone: tzinfo | None = None
        offset = settings.get("creationOffset")
        if isinstance(offset, int):  # minutes west of Greenwich
            self._zone = timezone(timedelta(minutes=-offset))
        rollover = settings.get("rollover")
        self._hour = rollover if isinstance(rollover, int) and 0 <= rollover < 24 else 4  # noqa: PLR2004
        moment = datetime.fromtimestamp(int(created), UTC)
        self._first = moment.astimezone(self._zone).date()
        self._days: dict[int, date] = {}

    def day(self, number: int) -> date:
        """The day of a number; many cards are due on each."""
        day = self._days.get(number)
        if day is None:
            day = self._days[number] = self._first + timedelta(days=number)
        return day

    def begin(self, number: int) -> datetime:
        """When the day of a number begins."""
        begins = datetime.combine(self.day(number), time(self._hour), self._zone)
        return begins.astimezone(UTC)


def _settings(database: sqlite3.Connection) -> Iterator[tuple[str, object]]:
    """What the collection is set to, by name; since 2020 in a table of its own."""
    with suppress(ValueError, TypeError, AttributeError, RecursionError):
        if columns_of(database, "config") >= {"key", "val"}:
            for key, value in database.execute("select key, val from config"):
                if key in {"creationOffset", "rollover"}:
                    yield key, json.loads(value)
        elif "conf" in columns_of(database, "col"):
            [written] = database.execute("select conf from col").fetchone()
            yield from json.loads(written).items()


def _state(origin: AnkiOrigin, row: _Row, data: object, calendar: _Calendar) -> PastState:
    memory = _memory(data)
    last = memory.get("lrt")
    moment = datetime.fromtimestamp(last, UTC) if last else None
    suspended, buried = row.queue == _SUSPENDED, row.queue in _BURIED
    reps, lapses = max(0, row.reps), max(0, row.lapses)
    if row.type == _NEW:
        return PastState(
            *origin, last=moment, reps=reps, lapses=lapses, suspended=suspended, buried=buried
        )
    due = row.odue if row.odid and row.odue else row.due
    learning = row.type != _REVIEW
    ready = None
    if learning:
        ready = datetime.fromtimestamp(due, UTC) if due > _LATEST_DAY else calendar.begin(due)
    return PastState(
        *origin,
        None if learning else calendar.day(due),
        moment,
        max(0, row.ivl),
        _ease(row.factor),
        memory.get("s"),
        memory.get("d"),
        reps,
        lapses,
        suspended,
        buried,
        learning,
        row.type == _RELEARNING,
        ready,
        row.left % _STEPS if learning else 0,
    )


def _whole(value: object) -> int:
    if type(value) is int:
        return value
    if not isinstance(value, int | float):
        raise TypeError
    return int(value)


def _ease(permille: int) -> float:
    """A factor of nothing is one that was never set."""
    return max(_LOWEST_EASE, permille / 1000) if permille else _USUAL_EASE


def _memory(data: object) -> dict[str, float]:
    """What a card's `data` says of its memory: stability `s`, difficulty `d`, last review `lrt`."""
    with suppress(ValueError, TypeError, RecursionError):
        memory = json.loads(str(data))
        numbers = {key: float(memory[key]) for key in ("s", "d", "lrt") if key in memory}
        if numbers.get("s", 1) > 0 and 1 <= numbers.get("d", 1) <= 10:  # noqa: PLR2004 - as FSRS has it
            return numbers
    return {}
