"""The records of a deck's items as the scores have them, each read when it is asked for."""

from collections.abc import Iterator, Mapping, MutableMapping
from functools import cached_property

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import override

from trainer.store.documents import Documents
from trainer.store.record import ItemRecord

_RECORD = TypeAdapter(ItemRecord)
RECORDS = TypeAdapter(dict[str, ItemRecord], config=ConfigDict(defer_build=True))


class WrittenRecords:
    """Records as they were written. Who asks for all of them has them read at once.

    Args:
        documents: as they are in the file. Its seal was found whole, so each is a record.
        seal: of the file.
    """

    def __init__(self, documents: Documents, seal: str) -> None:
        self.documents = documents
        self.seal = seal
        self._found: dict[str, ItemRecord | None] = {}  # what is asked is looked up over and over

    def find(self, item: str) -> ItemRecord | None:
        """What was known of an item; None where nothing was."""
        if "all" in self.__dict__:
            return self.all.get(item)
        if item not in self._found:
            line = self.documents.line(item)
            self._found[item] = None if line is None else _RECORD.validate_json(line)
        return self._found[item]

    @cached_property
    def all(self) -> dict[str, ItemRecord]:
        """Item -> its record."""
        return RECORDS.validate_json(self.documents.written)


class Records(MutableMapping[str, ItemRecord]):
    """Item -> its record: as it was written, or as it has become since.

    Args:
        written: as they were written.
        changes: what has become of items since.
    """

    def __init__(
        self, written: "WrittenRecords", changes: Mapping[str, ItemRecord | None] | None = None
    ) -> None:
        self.written = written
        self.changes = dict(changes or {})
        """What has become of items since; None where nothing is known of one any more."""

    def __copy__(self) -> "Records":
        """The same for now; what changes in one from here on does not in the other."""
        return Records(self.written, self.changes)

    @property
    def documents(self) -> Documents:
        """All records as documents."""
        kept = {item: record for item, record in self.changes.items() if record is not None}
        gone = dict.fromkeys(self.changes.keys() - kept)
        return self.written.documents.changed(gone | documents_of(kept))

    @override
    def __getitem__(self, item: str) -> ItemRecord:
        record = self.changes[item] if item in self.changes else self.written.find(item)
        if record is None:
            raise KeyError(item)
        return record

    @override
    def __setitem__(self, item: str, record: ItemRecord) -> None:
        self.changes[item] = record

    @override
    def __delitem__(self, item: str) -> None:
        self.changes[item] = None

    @override
    def __iter__(self) -> Iterator[str]:
        yield from (item for item in self.written.all if item not in self.changes)
        yield from (item for item, record in self.changes.items() if record is not None)

    @override
    def __len__(self) -> int:
        return len(self.documents)

    def __bool__(self) -> bool:
        """Whether there is any; each undo of a first review asks, and few need be counted."""
        if any(record is not None for record in self.changes.values()):
            return True
        return self.written.documents.lines > len(self.changes) or len(self) > 0


def documents_of(records: Mapping[str, ItemRecord]) -> dict[str, dict[str, object]]:
    """Records as documents, which leave out what is as for a new item."""
    documents: dict[str, dict[str, object]] = RECORDS.dump_python(
        dict(records), mode="json", exclude_defaults=True
    )
    return documents
