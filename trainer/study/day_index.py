"""The columns by which a study day is planned, kept from one start to the next.

They follow from the scores and the decks, and are used only where their seal names just these
scores and just these decks; else they are made again from all records. So a start need read
neither: what is due is a question of numbers, and records and cards are read one by one.
"""

import hashlib
import json
import sys
from array import array
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from trainer.memory.queue.entries import Beside, Columns, beside_of
from trainer.memory.state import MemoryState
from trainer.regular_file import read_whole
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.record import ItemRecord
from trainer.store.records import Records, WrittenRecords
from trainer.study.item_index import DeckItems

_SCHEMA = f"1 {sys.byteorder}"
_MOST = 200_000_000
_BLANK = ItemRecord()


class DayIndex:
    """Columns of whole decks, a row for each item, drafts among them.

    Args:
        path: where they are kept; nothing need be there.
        digests: deck -> what follows from its file; decks without one are not kept.
    """

    def __init__(self, path: Path, digests: Mapping[str, str]) -> None:
        self._path = path
        self._digests = digests
        self._columns: dict[str, tuple[WrittenRecords | None, Columns]] = {}
        self._kept: dict[str, Columns] | None = None
        self._seal = ""

    def columns(self, part: DeckItems, records: Mapping[str, ItemRecord]) -> Columns:
        """The columns of a deck, as its records are now.

        Args:
            part: items of the deck.
            records: of its items.
        """
        if not isinstance(records, Records):
            columns = columns_of(part, records)
            self._columns[part.deck.id] = None, columns
            return columns
        written, columns = self._columns.get(part.deck.id, (None, Columns()))
        if written is not records.written or len(columns.due) != len(part.outlines.ids):
            kept = self._load(records.written.seal).get(part.deck.id)
            is_whole = kept and len(kept.due) == len(part.outlines.ids)
            columns = kept if kept and is_whole else columns_of(part, records)
            self._columns[part.deck.id] = records.written, columns
        for item, record in records.changes.items():
            position = part.outlines.find(item)
            if position is not None:
                columns.put(position, *_row(part, position, record))
        return columns

    def known(self, part: DeckItems, records: Mapping[str, ItemRecord]) -> int:
        """How many records are of items that a deck has.

        Args:
            part: items of the deck.
            records: of its items, and of those that are gone.
        """
        outlines, beside = part.outlines, self.columns(part, records).beside
        known = {at for at, row in enumerate(beside) if row >= Beside.KNOWN}
        # the row of a draft that bears a card's id is not kept up
        drafts = known & outlines.unscheduled
        return len(known) - sum(outlines.find(outlines.ids[at]) != at for at in drafts)

    @property
    def is_used(self) -> bool:
        """Whether a day was planned by it."""
        return bool(self._columns)

    def save(self, seal: str) -> None:
        """Keep the columns as they are now, for a start that finds the scores of this seal.

        Where that fails, they are only made again at the next start.
        """
        kept = {id_: one for id_, (_, one) in self._columns.items() if self._digests.get(id_)}
        if (
            not seal
            or not kept
            or (seal == self._seal and kept.keys() == (self._kept or {}).keys())
        ):
            return
        sizes = [(id_, self._digests[id_], len(columns.due)) for id_, columns in kept.items()]
        payload = json.dumps([_SCHEMA, seal, sizes]).encode() + b"\n"
        payload += b"".join(bytes(column) for one in kept.values() for column in _parts(one))
        with suppress(OSError):
            make_private(self._path.parent)
            write_atomically(self._path, _hash(payload) + payload)

    def _load(self, seal: str) -> dict[str, Columns]:
        """What was kept for these scores, of decks that are as they were then."""
        if self._kept is None or seal != self._seal:
            self._seal, self._kept = seal, {}
            with suppress(OSError, ValueError, TypeError):
                self._kept = _read(read_whole(self._path, _MOST), seal, self._digests)
        return self._kept


def _read(content: bytes, seal: str, digests: Mapping[str, str]) -> dict[str, Columns]:
    """The columns in a file; none where it is not whole, or of other scores.

    Raises:
        ValueError: it is no such file.
        TypeError: it is none.
    """
    payload = memoryview(content)[_HASHED:]
    if content[:_HASHED] != _hash(payload):
        return {}
    head = content[_HASHED : content.index(b"\n", _HASHED)]
    schema, of_scores, sizes = json.loads(head)
    if (schema, of_scores) != (_SCHEMA, seal):
        return {}
    columns_of_decks: dict[str, Columns] = {}
    at = len(head) + 1
    for id_, digest, many in sizes:
        columns = Columns()
        for column in _parts(columns):
            size = many * (column.itemsize if isinstance(column, array) else 1)
            piece = payload[at : at + size]
            column.frombytes(piece) if isinstance(column, array) else column.extend(piece)
            at += size
        if digest and digests.get(id_) == digest:
            columns_of_decks[id_] = columns
    return columns_of_decks


def _parts(columns: Columns) -> "tuple[array[int] | array[float] | bytearray, ...]":
    return columns.due, columns.reviewed, columns.stability, columns.beside


def columns_of(part: DeckItems, records: Mapping[str, ItemRecord]) -> Columns:
    """The columns of a deck, made from all records of its items."""
    known, columns, many = dict(records), Columns(), len(part.outlines.ids)
    if not known:
        columns.due.frombytes(bytes(columns.due.itemsize * many))
        columns.reviewed.extend(columns.due)
        columns.stability.frombytes(bytes(columns.stability.itemsize * many))
        columns.beside.extend(bytes(many))
        for position in part.outlines.linked:
            columns.put(position, *_row(part, position, None))
        return columns
    for position, item in enumerate(part.outlines.ids):
        columns.append(*_row(part, position, known.get(item)))
    return columns


def _row(
    part: DeckItems, position: int, record: ItemRecord | None
) -> tuple[MemoryState | None, int]:
    known = record or _BLANK
    beside = beside_of(
        known.memory,
        known.buried_until,
        suspended=known.suspended,
        linked=position in part.outlines.linked,
        known=record is not None,
    )
    return known.memory, beside


def _hash(payload: bytes | memoryview) -> bytes:
    return hashlib.blake2b(payload, digest_size=20).hexdigest().encode()


_HASHED = 40
"""Bytes of the hash."""
