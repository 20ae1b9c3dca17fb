"""The scores: the projection of the journal, kept in TinyDB between openings.

They are written at checkpoints only; until then what happened stands in the journal.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import starmap
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.table import Document, Table

from trainer.memory.queue import DayCounts
from trainer.store.atomic_storage import AtomicStorage, DamagedFileError
from trainer.store.projection import Projection
from trainer.store.record import ItemRecord

SCHEMA: Final = 2
"""Raised whenever older scores can no longer be read; they are rebuilt from the journal."""

_META = "_meta"
_DAYS = "_days"
_COUNTS = TypeAdapter(dict[date, DayCounts])
_RECORDS = TypeAdapter(dict[str, ItemRecord])


class Bookmark(BaseModel):
    """How much of which journal the scores cover."""

    model_config = ConfigDict(frozen=True)

    schema_version: Literal[2] = SCHEMA
    covered: int = 0
    """The position in the journal up to which its events are in the scores, in bytes."""
    fingerprint: str = ""
    """`Journal.fingerprint` of that position: it tells another journal from this one."""
    session_start: int | None = None
    """Where the open session's first line begins; None when no session is open."""
    schedulers: frozenset[str] = frozenset()
    """The keys of the schedulers that the journal tells of."""


class _Meta(BaseModel):
    bookmark: Bookmark = Field(alias=_META)


class _File(BaseModel):
    """What TinyDB wrote, read in one step: a heavy user's tables need not be in memory twice."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, dict[str, ItemRecord]] = Field(init=False)
    meta: _Meta = Field(alias=_META)
    days: dict[date, DayCounts] = Field(alias=_DAYS)


class _TextIdTable(Table):
    document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, and says: override


class _Database(TinyDB):
    table_class = _TextIdTable


class Scores:
    """A table for each deck, a document for each item; a table of study days.

    Args:
        path: the file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> tuple[Projection, Bookmark] | None:
        """Read everything; None when there are no scores.

        Raises:
            DamagedFileError: there are, and they cannot be read, are not as they were written,
                or are of another schema.
        """
        content = AtomicStorage(self.path).content()
        if content is None:
            return None
        try:
            file = _File.model_validate_json(content)
        except ValidationError as error:
            told = error.errors(include_url=False)[0]
            where = ".".join(map(str, told["loc"]))
            raise DamagedFileError(f"{where}: {told['msg']}" if where else told["msg"]) from error
        records = {deck: known for deck, known in file.__pydantic_extra__.items() if known}
        return Projection(records, file.days), file.meta.bookmark

    def write(self, projection: Projection, bookmark: Bookmark) -> None:
        """Write everything, durably, with how much of the journal it covers.

        TinyDB would write its file at every insert; the cache makes that one.

        Raises:
            OSError: the file stands as it was, and the next checkpoint tries again.
        """
        cache = CachingMiddleware(AtomicStorage)  # type: ignore[no-untyped-call]
        cache.WRITE_CACHE_SIZE = sys.maxsize
        database = _Database(self.path, storage=cache)
        database.drop_tables()
        for name, documents in _tables(projection):
            database.table(name).insert_multiple(starmap(_document, documents.items()))
        meta = bookmark.model_dump(mode="json")
        database.table(_META).insert(_document(_META, meta))
        database.close()

    def set_aside(self) -> None:
        """Rename a file that is of no use to `.old`.

        Raises:
            OSError: the file stands as it was.
        """
        if self.path.exists():
            self.path.replace(self.path.with_name(f"{self.path.name}.old"))


def _tables(projection: Projection) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """Table -> its documents, which leave out what is as for a new item or an idle day."""
    for deck, records in projection.records.items():
        yield deck, _RECORDS.dump_python(records, mode="json", exclude_defaults=True)
    yield _DAYS, _COUNTS.dump_python(projection.days, mode="json", exclude_defaults=True)


def _document(key: str, fields: Mapping[str, Any]) -> Document:
    return Document(fields, key)  # type: ignore[arg-type]  # _TextIdTable
