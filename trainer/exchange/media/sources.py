"""Where the pictures and sounds of a foreign file are: beside it, or in its archive."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from trainer.archive import opened_archive
from trainer.exchange.media.marks import Look
from trainer.media.files import MediaError, file_beside

_FOLDERS = ("", "media", "images", "img", "assets", "attachments", "files", "collection.media")
"""Beside a foreign file; programs call the one for their media so."""
_BASE = re.compile(r"^(?:\$IMS-CC-FILEBASE\$|@@PLUGINFILE@@|@media|@)/")
"""How programs begin the name of a file of their own."""


def look_beside(file: Path, root: Path | None = None) -> Look:
    """Finds what lies beside a foreign file, or below the folder that is imported.

    Nothing outside is opened, be it named by a path or by a link.

    Args:
        file: the foreign file.
        root: the folder that is imported with it.
    """
    folders = [file.parent / one for one in (*_FOLDERS, f"{file.name}_media")]
    folders += [root / one for one in _FOLDERS] if root else []

    def look(name: str, most: int) -> bytes | None:
        called = _BASE.sub("", unquote(name) if "%24" in name else name)
        called = called.rpartition("/")[2] if called.startswith("file:") else called
        for folder in folders:
            try:
                path = file_beside(folder, called)
                with path.open("rb") as opened:
                    return opened.read(most)
            except (MediaError, OSError):
                continue
        return None

    return look


def look_in_archive(file: Path, names: Mapping[str, int]) -> Look:
    """Finds what an archive holds, by its whole name in it, or the last part of that.

    Args:
        file: the archive.
        names: what is in it.
    """
    by_last: dict[str, str] = {}
    for name in names:
        by_last.setdefault(re.split(r"[\\/]", name)[-1], name)
    archive = None

    def look(name: str, most: int) -> bytes | None:
        nonlocal archive
        called = _BASE.sub("", unquote(name))
        inside = called if called in names else by_last.get(called.rpartition("/")[2])
        if inside is None:
            return None
        try:
            archive = archive or opened_archive(file)  # opened once: to read its names takes long
            with archive.open(inside) as member:
                return member.read(most)
        except Exception:  # noqa: BLE001 - zipfile lets through what its decoders raise
            return None

    return look
