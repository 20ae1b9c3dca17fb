"""The scores: the state that follows from the journal, kept in TinyDB between openings.

They are written at checkpoints only; until then what happened is in the journal only.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from datetime import date
from pathlib import Path
from typing import Final, Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from trainer import __version__
from trainer.memory.queue import DayCounts
from trainer.memory.state import MemoryState
from trainer.moment import Day, Moment
from trainer.store.atomic_storage import AtomicStorage, DamagedFileError
from trainer.store.documents import Document, Documents
from trainer.store.event import ItemKey, SchedulerEvent
from trainer.store.record import ItemRecord
from trainer.store.records import Records, WrittenRecords, documents_of
from trainer.store.renamed_items import Key, Move, Names
from trainer.store.state import State

SCHEMA: Final = 3
"""Raised whenever older scores can no longer be read; they are rebuilt from the journal."""

_META = "_meta"
_FACTS = "_facts"
_WRITER = "_writer"
_DAYS = "_days"
_FIELDS = (*ItemRecord.__dataclass_fields__, *MemoryState.__dataclass_fields__)
_THIS = {"version": __version__, "fields": " ".join(_FIELDS)}
"""Of what another version wrote each record is looked at, before any is trusted."""
_COUNTS = TypeAdapter(dict[Day, DayCounts], config=ConfigDict(defer_build=True))


class Bookmark(BaseModel):
    """How much of which journal the scores cover."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    schema_version: Literal[3] = SCHEMA
    covered: int = 0
    """The position in the journal up to which its events are in the scores, in bytes."""
    fingerprint: str = ""
    """`Journal.fingerprint` of that position, by which another journal is noticed."""
    session_start: int | None = None
    """Where the open session's first line begins; None when no session is open."""


class _Facts(BaseModel):
    """What the state holds besides records and days."""

    model_config = ConfigDict(defer_build=True)

    today: tuple[tuple[ItemKey, ItemKey], ...] = ()
    left: tuple[tuple[ItemKey, str], ...] = ()
    moves: tuple[tuple[Key, tuple[tuple[ItemKey, ItemKey], ...]], ...] = ()
    schedulers: tuple[SchedulerEvent, ...] = ()
    clock: dict[str, Moment] = {}
    undescribed: frozenset[str] = Field(
        default=frozenset(),
        validation_alias=AliasChoices("undescribed", "untold"),  # as older versions wrote it
    )
    undone: frozenset[str] = frozenset()
    in_order: bool = True
    last: Key | None = None

    @staticmethod
    def of(state: State) -> "_Facts":
        names = state.names
        return _Facts(
            today=tuple(names.today.items()),
            left=tuple(names.left.items()),
            moves=tuple((move.key, tuple(move.to.items())) for move in names.moves),
            schedulers=tuple(state.schedulers.values()),
            clock=state.clock,
            undescribed=frozenset(state.undescribed),
            undone=frozenset(state.undone),
            in_order=state.in_order,
            last=state.last,
        )

    def state(
        self, records: Mapping[str, MutableMapping[str, ItemRecord]], days: dict[date, DayCounts]
    ) -> State:
        moves = [Move(key, dict(to)) for key, to in self.moves]
        return State(
            records=dict(records),
            days=days,
            names=Names(dict(self.today), dict(self.left), moves),
            schedulers={event.key: event for event in self.schedulers},
            clock=dict(self.clock),
            undescribed=set(self.undescribed),
            undone=set(self.undone),
            in_order=self.in_order,
            last=self.last,
        )


class _Meta(BaseModel):
    model_config = ConfigDict(defer_build=True)

    bookmark: Bookmark = Field(alias=_META)
    facts: _Facts = Field(alias=_FACTS)


class _File(BaseModel):
    """What TinyDB wrote, read in one step: a heavy user's tables need not be in memory twice."""

    model_config = ConfigDict(extra="allow", defer_build=True)

    __pydantic_extra__: dict[str, dict[str, ItemRecord]] = Field(init=False)
    meta: _Meta = Field(alias=_META)
    days: dict[Day, DayCounts] = Field(alias=_DAYS)


class Scores:
    """A table for each deck, a document for each item; a table of study days.

    Args:
        path: the file; it need not be there.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seal = ""
        """The hash of what was read or written last; empty where there is none."""

    def load(self) -> tuple[State, Bookmark] | None:
        """Read everything; None when there are no scores.

        Raises:
            DamagedFileError: there are, and they cannot be read, are not as they were written,
                or are of another schema.
        """
        storage = AtomicStorage(self.path)
        content = storage.content()
        self.seal = storage.seal
        if content is None:
            return None
        try:
            tables = storage.tables_in(content)
            if tables and tables.get(_META, Documents()).get(_WRITER) == _THIS:
                return _lazily(tables, storage.seal)
            file = _File.model_validate_json(storage.unsealed(content))
        except ValidationError as error:
            faults = error.errors(include_url=False)
            if any("schema_version" in fault["loc"] for fault in faults):
                raise DamagedFileError("another version of trainer wrote them") from error
            fault = faults[0]
            where = ".".join(map(str, fault["loc"]))
            raise DamagedFileError(f"{where}: {fault['msg']}" if where else fault["msg"]) from error
        records = {deck: known for deck, known in file.__pydantic_extra__.items() if known}
        return file.meta.facts.state(records, file.days), file.meta.bookmark

    def write(self, state: State, bookmark: Bookmark) -> None:
        """Write everything, durably, with how much of the journal it covers.

        TinyDB would write its file at every insert; its storage writes once, and copies what
        did not change.

        Raises:
            OSError: the file stays as it was, and the next checkpoint tries again.
        """
        meta = bookmark.model_dump(mode="json")
        facts = _Facts.of(state).model_dump(mode="json")
        storage = AtomicStorage(self.path)
        about = {_META: meta, _FACTS: facts, _WRITER: _THIS}
        storage.write({**dict(_tables(state)), _META: about})
        self.seal = storage.seal

    def set_aside(self) -> None:
        """Rename a file that is of no use to `.old`.

        Raises:
            OSError: the file stays as it was.
        """
        if self.path.exists():
            self.path.replace(self.path.with_name(f"{self.path.name}.old"))


def _lazily(tables: dict[str, Documents], seal: str) -> tuple[State, Bookmark]:
    """What tables hold, each record to be read when it is asked for.

    Raises:
        ValidationError: it is of another schema.
    """
    no_table = Documents()
    meta = _Meta.model_validate_json(tables.pop(_META, no_table).written)
    days = _COUNTS.validate_json(tables.pop(_DAYS, no_table).written)
    records = {
        deck: Records(WrittenRecords(table, seal)) for deck, table in tables.items() if table
    }
    return meta.facts.state(records, days), meta.bookmark


def _tables(state: State) -> Iterator[tuple[str, Mapping[str, Document]]]:
    """Table -> its documents, which leave out what is as for a new item or an idle day."""
    for deck, records in state.records.items():
        yield deck, records.documents if isinstance(records, Records) else documents_of(records)
    yield _DAYS, _COUNTS.dump_python(state.days, mode="json", exclude_defaults=True)
