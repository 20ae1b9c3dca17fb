"""A table of documents as it is in a file, each of them read when it is asked for."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from typing_extensions import override

Document = Mapping[str, Any]

_BETWEEN = b",\n"


class Documents(Mapping[str, Document]):
    """Document id -> document.

    Each has its own line, and the lines are in their order as bytes: one is found by
    halving, and a table is written again by copying what did not change.

    Args:
        content: of the file.
        start: where the first line begins.
        end: where the last one ends.
        changes: documents that were put in since, and None for those that were taken out.
    """

    def __init__(
        self,
        content: bytes = b"",
        start: int = 0,
        end: int = 0,
        changes: Mapping[str, Document | None] | None = None,
    ) -> None:
        self._content = content
        self._start = start
        self._end = end
        self._changes = changes or {}

    @classmethod
    def of(cls, documents: Mapping[str, Document]) -> "Documents":
        """Documents that are in no file yet."""
        return cls(changes=documents)

    @classmethod
    def tables_in(cls, content: bytes) -> dict[str, "Documents"]:
        """Name -> table, of the JSON of tables that were written by `pieces`."""
        tables: dict[str, Documents] = {}
        at = 0
        while (at := content.find(b'":{\n', at)) >= 0:  # in no line of a document, nor in a text
            name = content[content.rfind(b"\n", 0, at) + 1 : at + 1]
            end = content.find(b"\n}", at + 3)
            tables[json.loads(name)] = cls(content, at + 4, max(at + 4, end))
            at = end
        return tables

    def changed(self, changes: Mapping[str, Document | None]) -> "Documents":
        """The table as it was read, with documents put in, and None taken out."""
        return Documents(self._content, self._start, self._end, changes)

    @property
    def written(self) -> bytes:
        """The documents of the file as one JSON object."""
        return b"{%b}" % self._content[self._start : self._end]

    def line(self, document_id: str) -> bytes | None:
        """A document of the file as JSON; None where there is none of that id."""
        key = _key(document_id)
        at = self._place_of(key)
        if not self._content.startswith(key, at, self._end):
            return None
        return self._content[at + len(key) : self._end_of_line(at)].removesuffix(b",")

    def pieces(self) -> Iterator[bytes | memoryview]:
        """All lines in their order, some of them at once, without what is between them."""
        content, at = memoryview(self._content), self._start
        changes = {_key(document_id): new for document_id, new in self._changes.items()}
        for key in sorted(changes):
            place = self._place_of(key)
            end = place if place == self._end else place - len(_BETWEEN)
            if end > at:
                yield content[at:end]
            at = place
            if self._content.startswith(key, place, self._end):
                at = min(self._end, self._end_of_line(place) + 1)
            if (new := changes[key]) is not None:
                yield key + json.dumps(new, ensure_ascii=False, separators=(",", ":")).encode()
        if self._end > at:
            yield content[at : self._end]

    @override
    def __getitem__(self, document_id: str) -> Document:
        if document_id in self._changes:
            found = self._changes[document_id]
        else:
            line = self.line(document_id)
            found = None if line is None else json.loads(line)
        if found is None:
            raise KeyError(document_id)
        return found

    @override
    def __iter__(self) -> Iterator[str]:
        yield from (one for one in json.loads(self.written) if one not in self._changes)
        yield from (one for one, new in self._changes.items() if new is not None)

    @override
    def __len__(self) -> int:
        changes = self._changes.items()
        return self.lines + sum(
            (new is not None) - (self.line(document_id) is not None) for document_id, new in changes
        )

    @cached_property
    def lines(self) -> int:
        """How many documents are in the file."""
        if self._start == self._end:
            return 0
        return self._content.count(b"\n", self._start, self._end) + 1

    def _place_of(self, key: bytes) -> int:
        """Where the line begins that does, or would, begin with a key."""
        content, low, high = self._content, self._start, self._end
        while low < high:
            middle = (low + high) // 2
            begin = max(content.rfind(b"\n", low, middle) + 1, low)
            if content[begin : begin + len(key)] < key:
                low = min(self._end_of_line(begin) + 1, self._end)
            else:
                high = begin
        return low

    def _end_of_line(self, at: int) -> int:
        end = self._content.find(b"\n", at, self._end)
        return self._end if end < 0 else end


def _key(document_id: str) -> bytes:
    return json.dumps(document_id, ensure_ascii=False).encode() + b":"
