"""A TinyDB storage that a crash cannot damage."""

import json
from pathlib import Path
from typing import Any, cast

from tinydb.storages import Storage

from trainer.store.atomic_file import write_atomically

Tables = dict[str, dict[str, Any]]
"""Table -> document id -> document, as TinyDB hands them to a storage."""


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
            DamagedFileError: the file cannot be read, or holds no tables.
        """
        try:
            tables = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError) as error:
            raise DamagedFileError(str(error)) from error
        if not _are_tables(tables):
            raise DamagedFileError("it holds something else")
        return cast("Tables", tables)

    def write(self, data: Tables) -> None:
        """Replace the file, durably.

        Raises:
            OSError: the old tables still stand.
        """
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        write_atomically(self._path, text.encode())


def _are_tables(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
        for table in value.values()
    )
