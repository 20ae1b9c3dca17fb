"""Decks that were read before, kept so that a large collection opens at once.

An entry is found by the hash of the deck file's content and name, and is checked like
anything from outside: it must carry the right checksum, and pass the same models as the YAML.
What does not is read anew, and written over. Only decks without findings are kept, and only
those large enough to be worth it.
"""

import hashlib
import json
import os
from collections.abc import Iterable
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

_SCHEMA = "3"
"""Raised whenever an older entry must not be used any more."""
_WORTH_IT = 500
"""Bytes of a deck file from which on reading an entry is faster than reading the YAML."""
_MOST = 2_000
"""Entries that earlier runs may leave; the oldest make room."""


class DeckCache:
    """Reads decks, from the cache where it holds them.

    Args:
        folder: where the entries lie; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._has_made_room = False

    def read(self, path: Path) -> Reading:
        """Read a deck file, as `read_deck` does; of a sound one the deck and no more.

        Its text and the places of its cards would weigh as much again, and are asked for
        one file at a time.

        Raises:
            OSError: the deck file cannot be read.
        """
        if path.stat().st_size < _WORTH_IT:
            return _read(path)
        content = path.read_bytes()
        key = _hash(__version__.encode(), _SCHEMA.encode(), path.stem.encode(), content)
        kept = self._folder / f"{key}.json"
        deck = _load(kept, key)
        if deck:
            return Reading(path, "", deck, ())
        reading = _read(path)
        if reading.deck and path.read_bytes() == content:
            self._save(kept, key, reading.deck)
        return reading

    def _save(self, kept: Path, key: str, deck: Deck) -> None:
        """Keep a deck; where that fails, it is only read anew the next time."""
        payload = _dump(deck)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary = kept.with_name(f"{kept.name}.{os.getpid()}.tmp")
            temporary.write_bytes(f"{_hash(key.encode(), payload)}\n".encode() + payload)
            temporary.replace(kept)
            self._make_room()

    def _make_room(self) -> None:
        """Once a run: else more decks than are kept would drive each other out at every start."""
        if self._has_made_room:
            return
        self._has_made_room = True
        entries = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in entries[:-_MOST]:
            path.unlink(missing_ok=True)


def _read(path: Path) -> Reading:
    reading = read_deck(path)
    return Reading(path, "", reading.deck, ()) if reading.deck else reading


def _dump(deck: Deck) -> bytes:
    kinds = [card.kind for card in deck.cards]
    cards: dict[str, list[Any]] = {}
    for card in deck.cards:
        cards.setdefault(card.kind, []).append(card.model_dump(mode="json", exclude_defaults=True))
    return json.dumps(
        {
            "deck": deck.model_dump(mode="json", exclude={"cards"}, exclude_defaults=True),
            "kinds": kinds,
            "cards": {kind: json.dumps(of_kind) for kind, of_kind in cards.items()},
        }
    ).encode()


@without_collecting()
def _load(kept: Path, key: str) -> Deck | None:
    """The deck that an entry holds; None where there is none, or it cannot be trusted."""
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
        _share_names_of_fields(ordered)
        return Deck.model_validate(told["deck"]).model_copy(update={"cards": ordered})
    except (OSError, ValueError, KeyError, TypeError, StopIteration, ValidationError):
        return None


def _share_names_of_fields(cards: Iterable[Card]) -> None:
    """Let cards of which the same fields were given share the set of their names.

    Pydantic keeps one for each model, which weighs as much as the rest of a card.
    """
    shared: dict[frozenset[str], set[str]] = {}
    for card in cards:
        given = card.model_fields_set
        same = shared.setdefault(frozenset(given), given)
        object.__setattr__(card, "__pydantic_fields_set__", same)


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
