"""A TinyDB storage that a crash cannot damage, and that reads a document when it is asked for."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from tinydb.storages import Storage

from trainer.regular_file import read_whole
from trainer.store.atomic_file import atomic_writer
from trainer.store.documents import Documents

Tables = Mapping[str, Mapping[str, Any]]
"""Table -> document id -> document, as TinyDB hands them to a storage."""


_MOST = 2_000_000_000
"""Bytes; a million cards take a fifth of it."""
_SEAL = re.compile(rb'\{"_seal":\{"_seal":\{"blake2b":"([0-9a-f]{40})"\}\},')
"""How a file begins: as one more table, so that it can be read without us, too."""
_NO_SEAL = "0" * 40


class DamagedFileError(ValueError):
    """A file is there and is not what it should be."""


class AtomicStorage(Storage):
    """Keeps the tables in one JSON file, replaced whole: TinyDB's own truncates it in place.

    Args:
        path: the file; its folder must be there before the first write.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.seal = ""
        """The hash of what was read or written last; empty where there is none."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Read the tables; None when there is no file.

        Raises:
            DamagedFileError: the file cannot be read, is not as it was written, or holds no
                tables.
        """
        content = self.content()
        if content is None:
            return None
        if (found := self.tables_in(content)) is not None:
            return cast("dict[str, dict[str, Any]]", found)
        try:
            tables = json.loads(self.unsealed(content))
        except (ValueError, RecursionError) as error:
            raise DamagedFileError(str(error)) from error
        if not _are_tables(tables):
            raise DamagedFileError("it holds something else")
        return cast("dict[str, dict[str, Any]]", tables)

    def tables_in(self, content: bytes) -> dict[str, Documents] | None:
        """The tables of what was read last, each document to be read when it is asked for.

        None where it was written by nobody who puts each on a line of its own.
        """
        if sealed := _SEAL.match(content) if self.seal else None:
            begin = sealed.end()
            return Documents.tables_in(content) if content[begin : begin + 1] == b"\n" else None
        return None

    @staticmethod
    def unsealed(content: bytes) -> bytes:
        """The tables as JSON, without the seal."""
        sealed = _SEAL.match(content)
        return b"{" + content[sealed.end() :] if sealed else content

    def content(self) -> bytes | None:
        """What is in the file, its seal found whole; None when there is no file.

        Raises:
            DamagedFileError: the file cannot be read, or is not as it was written.
        """
        try:
            content = read_whole(self._path, _MOST)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DamagedFileError(str(error)) from error
        sealed = _SEAL.match(content)
        if sealed is None:  # written before there were seals
            return content
        digest = hashlib.blake2b(b"{", digest_size=20)
        digest.update(memoryview(content)[sealed.end() :])
        if digest.hexdigest().encode() != sealed[1]:
            raise DamagedFileError("they are not as they were written")
        self.seal = sealed[1].decode()
        return content

    def write(self, data: Tables) -> None:
        """Replace the file, durably; what it holds is sealed with its hash.

        Raises:
            OSError: the old tables are still there.
        """
        digest = hashlib.blake2b(b"{" if data else b"", digest_size=20)
        with atomic_writer(self._path) as file:
            file.write(_seal(_NO_SEAL) if data else b"{")
            for piece in _pieces(data):
                digest.update(piece)
                file.write(piece)
            if data:
                file.seek(0)
                file.write(_seal(digest.hexdigest()))
        self.seal = digest.hexdigest() if data else ""


def _seal(digest: str) -> bytes:
    return b'{"_seal":{"_seal":{"blake2b":"%s"}},' % digest.encode()


def _pieces(data: Tables) -> Iterator[bytes | memoryview]:
    """What is in the file after its first brace."""
    for number, (name, documents) in enumerate(data.items()):
        table = documents if isinstance(documents, Documents) else Documents.of(documents)
        yield (b",\n" if number else b"\n") + json.dumps(name, ensure_ascii=False).encode()
        yield b":{\n"
        for place, piece in enumerate(table.pieces()):
            if place:
                yield b",\n"
            yield piece
        yield b"\n}"
    yield b"\n}" if data else b"}"


def _are_tables(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
        for table in value.values()
    )
