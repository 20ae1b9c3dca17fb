"""Decks that were read before, kept so that a large collection opens at once.

An entry is found by the hash of the deck file's content and name, and is checked like
anything from outside: it must carry the right checksum, and pass the same models as the YAML.
What does not is read anew, and written over. Only decks without findings are kept, and only
those large enough to be worth it.
"""

import hashlib
import json
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from trainer import __version__
from trainer.collecting import without_collecting
from trainer.deck.card import KINDS, Card
from trainer.deck.deck import Deck
from trainer.deck.reader import Reading, read_deck
from trainer.deck.span import Span

_SCHEMA = "1"
"""Raised whenever an older entry must not be used any more."""
_WORTH_IT = 50_000
"""Bytes of a deck file from which on reading an entry is faster than reading the YAML."""
_MOST = 2_000
"""Entries that are kept; the oldest make room."""


class DeckCache:
    """Reads decks, from the cache where it holds them.

    Args:
        folder: where the entries lie; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: Path) -> Reading:
        """Read a deck file, as `read_deck` does.

        Raises:
            OSError: the deck file cannot be read.
        """
        if path.stat().st_size < _WORTH_IT:
            return read_deck(path)
        content = path.read_bytes()
        key = _hash(__version__.encode(), _SCHEMA.encode(), path.stem.encode(), content)
        kept = self._folder / f"{key}.json"
        reading = _load(kept, key, path, content)
        if reading is None:
            reading = read_deck(path)
            if reading.deck is not None:
                self._save(kept, key, reading)
        return reading

    def _save(self, kept: Path, key: str, reading: Reading) -> None:
        """Keep a deck; where that fails, it is only read anew the next time."""
        payload = _dump(reading)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary = kept.with_name(f"{kept.name}.{os.getpid()}.tmp")
            temporary.write_bytes(f"{_hash(key.encode(), payload)}\n".encode() + payload)
            temporary.replace(kept)
            self._make_room()

    def _make_room(self) -> None:
        entries = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in entries[:-_MOST]:
            path.unlink(missing_ok=True)


def _dump(reading: Reading) -> bytes:
    deck = reading.deck
    assert deck is not None  # noqa: S101 - only clean decks are kept
    kinds = [card.kind for card in deck.cards]
    cards: dict[str, list[Any]] = {}
    for card in deck.cards:
        cards.setdefault(card.kind, []).append(card.model_dump(mode="json", exclude_defaults=True))
    return json.dumps(
        {
            "deck": deck.model_dump(mode="json", exclude={"cards"}, exclude_defaults=True),
            "kinds": kinds,
            "cards": {kind: json.dumps(of_kind) for kind, of_kind in cards.items()},
            "spans": [tuple(span) for span in reading.card_spans],
        }
    ).encode()


@without_collecting()
def _load(kept: Path, key: str, path: Path, content: bytes) -> Reading | None:
    """The reading that an entry holds; None where there is none, or it cannot be trusted."""
    try:
        checksum, _, payload = kept.read_bytes().partition(b"\n")
        if checksum.decode() != _hash(key.encode(), payload):
            return None
        told = json.loads(payload)
        cards = {
            kind: iter(_cards_of(kind).validate_json(of_kind, strict=False))
            for kind, of_kind in told["cards"].items()
        }
        ordered = tuple(next(cards[kind]) for kind in told["kinds"])
        deck = Deck.model_validate(told["deck"]).model_copy(update={"cards": ordered})
        spans = tuple(Span(*span) for span in told["spans"])
        text = content.decode("utf-8-sig")
    except (OSError, ValueError, KeyError, TypeError, StopIteration, ValidationError):
        return None
    if len(spans) != len(ordered):
        return None
    return Reading(path, text, deck, (), ordered, spans)


@cache
def _cards_of(kind: str) -> TypeAdapter[list[Card]]:
    model = next(model for model in KINDS if model.kind == kind)
    return TypeAdapter(list[model])  # type: ignore[valid-type]


def _hash(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
