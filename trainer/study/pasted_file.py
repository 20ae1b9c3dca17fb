"""A picture or sound that an author pastes or drops: copied beside the deck, under its own name."""

import shlex
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from trainer.archive import beginning
from trainer.errors import system_refusals
from trainer.media.files import FOLDER, LARGEST, PICTURES, SOUNDS, MediaError, file_beside
from trainer.media.kind import endings_of_kind, kind_of
from trainer.media.placing import plain_stem, put_file
from trainer.regular_file import expanded, read_regular
from trainer.store.deck_file import save_file

_LONGEST = 4096
"""Characters of a path."""


class CopiedFile(NamedTuple):
    """A file beside a deck, as a card names it."""

    key: str
    """`picture` or `sound`."""
    name: str


def pasted_file(text: str) -> Path | None:
    """The picture or sound whose path a text is, as terminals paste one that is dropped on them.

    They quote it, put backslashes before its spaces, or write it as a `file:` address.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST or "\n" in text:
        return None
    for reading in _readings(text):
        path = expanded(reading) if reading.startswith(("/", "~")) else None
        with suppress(OSError, ValueError):
            if path and path.is_file() and _kind(path):
                return path
    return None


def _readings(text: str) -> list[str]:
    readings = [text]
    with suppress(ValueError):
        if text.startswith("file:"):
            readings.append(unquote(urlsplit(text).path))
        words = shlex.split(text)
        readings += words if len(words) == 1 else []
    return readings


def _kind(path: Path) -> str | None:
    return kind_of(beginning(path))


def copy_beside(path: Path, folder: Path) -> CopiedFile:
    """Copy a picture or sound into `media/` of a deck's folder, unless it lies beside the deck.

    Args:
        path: of the file.
        folder: of the deck.

    Raises:
        TrainerError: it is too large, or cannot be read or written.
    """
    with system_refusals(f"{path.name} could not be copied there"):
        kind = _kind(path)
        key = "picture" if kind in PICTURES else "sound"
        if kind is None or not (kind in PICTURES or kind in SOUNDS):
            raise MediaError(f"{path.name} is neither a picture nor a sound.")
        with suppress(MediaError):
            beside = file_beside(folder, path.name)
            if beside.samefile(path):
                return CopiedFile(key, path.name)
        content = read_regular(path, LARGEST)
        if content is None:
            message = f"{path.name} is larger than {LARGEST // 1_000_000} MB."
            raise MediaError(message, "Make it smaller.")
        endings = endings_of_kind(kind)
        ending = path.suffix if path.suffix.lower() in endings else endings[0]
        wanted = folder / FOLDER / f"{plain_stem(path.stem)}{ending}"
        return CopiedFile(key, put_file(content, wanted, folder, save_file).name)
