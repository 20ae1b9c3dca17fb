"""As which decks were seen last, so that what has not changed since need not be looked at."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ValidationError

from trainer.regular_file import read_whole
from trainer.store.atomic_file import write_atomically
from trainer.store.card_texts import TEXTS_FILE

_FILE = "seen.json"


class _Seen(BaseModel):
    texts: str | None
    """The hash of the file of what cards said, for which the rest holds."""
    decks: dict[str, str]


def load_decks_seen(folder: Path) -> dict[str, str]:
    """Deck -> the digest of its file when `cards.json` was told what its cards say.

    Nothing where that file is another by now, as after a restore, or is damaged.
    """
    try:
        seen = _Seen.model_validate_json((folder / _FILE).read_bytes())
    except (OSError, ValidationError):
        return {}
    return seen.decks if seen.texts == _hash_of(folder / TEXTS_FILE) else {}


def save_decks_seen(folder: Path, digests: Mapping[str, str]) -> None:
    """Keep them, after what the cards say was kept.

    Raises:
        OSError: the old file stands.
    """
    told = {"texts": _hash_of(folder / TEXTS_FILE), "decks": digests}
    write_atomically(folder / _FILE, json.dumps(told).encode())


def _hash_of(path: Path) -> str | None:
    try:
        return hashlib.blake2b(read_whole(path, 20_000_000), digest_size=20).hexdigest()
    except OSError:
        return None
