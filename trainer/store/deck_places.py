"""Where the decks lie of which something is known, as far as they were seen on this machine."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from trainer.store.atomic_file import write_atomically

_FILE = "places.json"

Places = dict[str, tuple[Path, ...]]
"""Deck -> the files that have or had it."""

_PLACES = TypeAdapter(Places)


def load_deck_places(folder: Path) -> Places:
    """What was kept; nothing where the file is missing or damaged, for it can be made anew."""
    try:
        return _PLACES.validate_json((folder / _FILE).read_bytes())
    except (OSError, ValidationError):
        return {}


def save_deck_places(folder: Path, places: Mapping[str, tuple[Path, ...]]) -> None:
    """Keep them.

    Raises:
        OSError: the old file stands.
    """
    told = {deck: [str(path) for path in paths] for deck, paths in places.items()}
    write_atomically(folder / _FILE, json.dumps(told, ensure_ascii=False).encode())
