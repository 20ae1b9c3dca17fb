"""The scores: the projection of the journal, kept in TinyDB between openings."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain, starmap
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_jsonable_python
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.table import Document, Table

from trainer.store.atomic_storage import AtomicStorage, DamagedFileError
from trainer.store.event import Change, MoveEvent, ReviewEvent
from trainer.store.projection import Projection
from trainer.store.record import DayTotals, ItemRecord

SCHEMA = 1
"""Raised whenever older scores can no longer be read; they are rebuilt from the journal."""

_META = "_meta"
_DAYS = "_days-"
_DAY = TypeAdapter(date)
_TOTALS = TypeAdapter(dict[str, DayTotals])
_RECORDS = TypeAdapter(dict[str, ItemRecord])


class Bookmark(BaseModel):
    """How much of which journal the scores cover."""

    model_config = ConfigDict(frozen=True)

    schema_version: int = SCHEMA
    covered: int = 0
    """The position in the journal up to which its events are in the scores, in bytes."""
    fingerprint: str = ""
    """`Journal.fingerprint` of that position: it tells another journal from this one."""
    session_start: int | None = None
    """Where the open session's first line begins; None when no session is open."""
    schedulers: frozenset[str] = frozenset()
    """The keys of the schedulers that the journal tells of."""


_Row = ItemRecord | DayTotals | Bookmark


class _TextIdTable(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, and says: override


class _Database(TinyDB):
    table_class = _TextIdTable


class _FlushedAtCheckpoints(CachingMiddleware):
    # Never of its own accord: between two writes the scores and their bookmark disagree.
    WRITE_CACHE_SIZE = sys.maxsize


class Scores:
    """A table for each deck, a document for each item; a table for each month's totals.

    A write costs the table it goes to, not the collection: TinyDB copies whole tables.
    Nothing reaches the disk before a checkpoint.

    Args:
        path: the file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._storage = _FlushedAtCheckpoints(AtomicStorage)  # type: ignore[no-untyped-call]
        self._database = _Database(path, storage=self._storage)

    def load(self) -> tuple[Projection, Bookmark] | None:
        """Read everything; None when there are no scores.

        Raises:
            DamagedFileError: there are, and they cannot be read or are of another schema.
        """
        if not self._database.tables():
            return None
        try:
            return self._projection(), self._bookmark()
        except ValidationError as error:
            told = error.errors(include_url=False)[0]
            where = ".".join(map(str, told["loc"]))
            raise DamagedFileError(f"{where}: {told['msg']}") from error

    def put(self, projection: Projection, changed: Change) -> None:
        """Write the items, and the totals, that an event has changed."""
        for deck, item in _places(changed):
            self._put(deck, item, projection.records.get(deck, {}).get(item))
        if isinstance(changed, ReviewEvent):
            totals = projection.days.get(changed.day, {}).get(changed.deck)
            self._put(_month(changed.day), f"{changed.day}/{changed.deck}", totals)

    def fill(self, projection: Projection) -> None:
        """Write everything anew."""
        self._database.drop_tables()
        for deck, records in projection.records.items():
            self._table(deck).insert_multiple(starmap(_document, records.items()))
        months: defaultdict[str, list[Document]] = defaultdict(list)
        for day, decks in projection.days.items():
            months[_month(day)] += (_document(f"{day}/{deck}", t) for deck, t in decks.items())
        for month, documents in months.items():
            self._table(month).insert_multiple(documents)

    def checkpoint(self, bookmark: Bookmark) -> None:
        """Write the file, durably, with how much of the journal it covers.

        Raises:
            OSError: the file stands as it was, and the next checkpoint tries again.
        """
        self._put(_META, _META, bookmark)
        self._storage.flush()  # type: ignore[no-untyped-call]

    def set_aside(self) -> None:
        """Rename a file that is of no use to `.old`.

        Raises:
            OSError: the file stands as it was.
        """
        if self.path.exists():
            self.path.replace(self.path.with_name(f"{self.path.name}.old"))

    def _projection(self) -> Projection:
        projection = Projection()
        for name, documents in (self._database.storage.read() or {}).items():
            if name.startswith(_DAYS):
                for key, totals in _TOTALS.validate_python(documents).items():
                    day, _, deck = key.partition("/")
                    projection.days.setdefault(_DAY.validate_python(day), {})[deck] = totals
            elif name != _META and documents:
                projection.records[name] = _RECORDS.validate_python(documents)
        return projection

    def _bookmark(self) -> Bookmark:
        bookmark = Bookmark.model_validate(next(iter(self._table(_META)), None))
        if bookmark.schema_version != SCHEMA:
            raise DamagedFileError(f"they are of version {bookmark.schema_version}")
        return bookmark

    def _table(self, name: str) -> Table:
        return self._database.table(name)

    def _put(self, table: str, key: str, value: _Row | None) -> None:
        document = _document(key, value)
        if value is None:
            self._table(table).remove(doc_ids=[document.doc_id])
        else:
            self._table(table).upsert(document)


def _places(changed: Change) -> Iterator[tuple[str, str]]:
    if isinstance(changed, MoveEvent):
        yield from chain.from_iterable(changed.moves)
    else:
        yield changed.deck, changed.item


def _document(key: str, value: _Row | None) -> Document:
    return Document(to_jsonable_python(value) or {}, key)  # type: ignore[arg-type]  # _TextIdTable


def _month(day: date) -> str:
    """The table of a day: bounded, so that years of study make no review slower."""
    return f"{_DAYS}{day:%Y-%m}"
