"""The pictures and sounds of an Anki package: numbered members, and a list of their names."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import zstandard

from trainer.archive import is_archive, opened_archive
from trainer.exchange.anki.protobuf import message_fields
from trainer.exchange.media.marks import Look
from trainer.exchange.media.sources import look_beside

_LIST = "media"
_MOST = 32_000_000
"""Bytes of the list of names."""
_ZSTD = b"\x28\xb5\x2f\xfd"
_ENTRY, _NAME = 1, 1
"""Numbers of fields: a file in the newer list, and its name in that."""


def look_in_package(path: Path, begins: bytes) -> Look:
    """Finds what a package holds; of a collection by itself, what lies beside it.

    Args:
        path: of the package.
        begins: its first bytes.
    """
    if not is_archive(begins):
        return look_beside(path)
    try:
        package = opened_archive(path)
        names = dict(_names(_read(package, _LIST, _MOST)))
    except Exception:  # noqa: BLE001 - zipfile and zstd let through what their decoders raise
        return look_beside(path)

    def look(name: str, most: int) -> bytes | None:
        if name not in names:
            return None
        try:
            return _read(package, names[name], most)
        except Exception:  # noqa: BLE001 - as above
            return None

    return look


def _names(listed: bytes) -> Iterator[tuple[str, str]]:
    """What is called how in Anki, and as which number in its package."""
    if listed.lstrip().startswith(b"{"):
        for number, name in json.loads(listed).items():
            yield str(name), str(number)
        return
    entries = (value for key, value in message_fields(listed) if key == _ENTRY)
    for number, entry in enumerate(entries):
        if isinstance(entry, bytes):
            name = dict(message_fields(entry)).get(_NAME, b"")
            yield (name.decode() if isinstance(name, bytes) else ""), str(number)


def _read(package: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The first so many bytes of a member; newer packages compress each once more."""
    with package.open(name) as member:
        begins = member.read(len(_ZSTD))
        if begins != _ZSTD:
            return begins + member.read(max(0, most - len(begins)))
        member.seek(0)
        decoder = zstandard.ZstdDecompressor(max_window_size=2**27)
        with decoder.stream_reader(member) as reader:
            return reader.read(most)
