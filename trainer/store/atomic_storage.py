"""A TinyDB storage that a crash cannot damage."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any, cast

from tinydb.storages import Storage

from trainer.regular_file import read_whole
from trainer.store.atomic_file import write_atomically

Tables = dict[str, dict[str, Any]]
"""Table -> document id -> document, as TinyDB hands them to a storage."""


_MOST = 2_000_000_000
"""Bytes; a million cards take a fifth of it."""
_SEAL = re.compile(rb'\{"_seal":\{"_seal":\{"blake2b":"([0-9a-f]{40})"\}\},')
"""How a file begins: as one more table, so that it can be read without us, too."""


class DamagedFileError(ValueError):
    """A file is there and is not what it should be."""


class AtomicStorage(Storage):
    """Keeps the tables in one JSON file, replaced whole: TinyDB's own truncates it in place.

    Args:
        path: the file; its folder must be there before the first write.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Tables | None:
        """Read the tables; None when there is no file.

        Raises:
            DamagedFileError: the file cannot be read, is not as it was written, or holds no
                tables.
        """
        content = self.content()
        if content is None:
            return None
        try:
            tables = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise DamagedFileError(str(error)) from error
        if not _are_tables(tables):
            raise DamagedFileError("it holds something else")
        return cast("Tables", tables)

    def content(self) -> bytes | None:
        """The tables as JSON; None when there is no file.

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
        tables = b"{" + content[sealed.end() :]
        if _hash(tables) != sealed[1]:
            raise DamagedFileError("they are not as they were written")
        return tables

    def write(self, data: Tables) -> None:
        """Replace the file, durably; what it holds is sealed with its hash.

        Raises:
            OSError: the old tables still stand.
        """
        tables = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        seal = b'{"_seal":{"_seal":{"blake2b":"%s"}},' % _hash(tables)
        write_atomically(self._path, seal + tables[1:] if data else tables)


def _hash(tables: bytes) -> bytes:
    return hashlib.blake2b(tables, digest_size=20).hexdigest().encode()


def _are_tables(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
        for table in value.values()
    )
