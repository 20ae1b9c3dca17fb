"""Decks that were read before, kept so that a large collection opens at once.

An entry is found by the hash of the deck file's content and name, and is checked like
anything from outside: it must carry the right checksum, and pass the same models as the YAML.
What does not is read anew, and written over. Only decks without findings are kept, and only
those large enough to be worth it.

An entry has four parts, a line each: the checksum; the deck's head; the outlines of its cards,
by which it is planned; and its cards, read when the first of them is wanted.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from itertools import starmap
from pathlib import Path
from typing import Any

import pydantic
from pydantic import TypeAdapter, ValidationError

from trainer import __version__
from trainer.collecting import without_collecting
from trainer.deck.card import Card, kind_named
from trainer.deck.deck import Deck, DeckHead
from trainer.deck.outline import CardOutline, outline_of
from trainer.deck.reading import MAX_BYTES, Reading
from trainer.deck.shelved import ShelvedCards
from trainer.errors import TrainerError
from trainer.regular_file import read_regular, read_whole
from trainer.store.atomic_file import make_private

_SCHEMA = "5"
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
        content = read_regular(path, MAX_BYTES)
        if content is None:
            return _read(path)
        of_what = (__version__, pydantic.VERSION, _SCHEMA, path.stem)
        key = _hash(*(part.encode() for part in of_what), content)
        if len(content) < _WORTH_IT:
            return replace(_read(path), digest=key)
        kept = self._folder / f"{key}.json"
        deck = _load(kept, key, path)
        if deck:
            return Reading(path, "", deck, (), digest=key)
        reading = _read(path)
        if reading.deck and read_regular(path, MAX_BYTES) == content:
            payload = _dump(reading.deck)
            self._save(kept, key, payload)
            # shelved like those of a warm start: as objects the cards weigh five times as much
            reading = replace(reading, deck=_shelved(payload, path))
        return replace(reading, digest=key)

    def _save(self, kept: Path, key: str, payload: bytes) -> None:
        """Keep a deck; where that fails, it is only read anew the next time."""
        with suppress(OSError):
            make_private(self._folder)
            temporary = kept.with_name(f"{kept.name}.{os.getpid()}.tmp")
            try:
                temporary.write_bytes(f"{_hash(key.encode(), payload)}\n".encode() + payload)
                temporary.replace(kept)
            finally:
                temporary.unlink(missing_ok=True)
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
    from trainer.deck.reader import read_deck  # where all decks are kept nothing is parsed

    reading = read_deck(path)
    return Reading(path, "", reading.deck, ()) if reading.deck else reading


def _dump(deck: Deck) -> bytes:
    cards: dict[str, list[Card]] = {}
    for card in deck.cards:
        cards.setdefault(card.kind, []).append(card)
    of_kinds = {
        kind: _cards_of(kind).dump_json(of_kind, exclude_defaults=True).decode()
        for kind, of_kind in cards.items()
    }
    parts = (
        deck.model_dump(mode="json", exclude={"cards"}, exclude_defaults=True),
        [_trimmed(outline_of(card)) for card in deck.cards],
        {"kinds": [card.kind for card in deck.cards], "cards": of_kinds},
    )
    return "\n".join(json.dumps(part) for part in parts).encode()


def _load(kept: Path, key: str, path: Path) -> Deck | None:
    """The deck that an entry holds; None where there is none, or it cannot be trusted."""
    try:
        checksum, _, payload = read_whole(kept, 10 * MAX_BYTES).partition(b"\n")
        if checksum.decode() != _hash(key.encode(), payload):
            return None
        return _shelved(payload, path)
    except (OSError, ValueError, TypeError):
        return None


def _shelved(payload: bytes, path: Path) -> Deck:
    """A deck whose cards are read when the first is wanted.

    Raises:
        ValueError: it is none; a ValidationError is one.
        TypeError: it is none.
    """
    head, outlines, cards = payload.split(b"\n")
    shelved = ShelvedCards(
        tuple(starmap(_outline, json.loads(outlines))), partial(_cards_in, cards, path)
    )
    return Deck.under(DeckHead.model_validate_json(head, strict=False), shelved)


def _trimmed(outline: CardOutline) -> list[Any]:
    """An outline without what is empty at its end, as for most cards nearly all is."""
    parts: list[Any] = list(outline)
    while not parts[-1]:
        parts.pop()
    return parts


def _outline(  # noqa: PLR0913, PLR0917 - the parts of an outline
    key: str,
    tags: Iterable[str] = (),
    requires: Iterable[str] = (),
    siblings: Iterable[str] = (),
    confusable_with: Iterable[str] = (),
    gaps: Iterable[Iterable[int]] = (),
    reverse: bool = False,  # noqa: FBT001, FBT002 - as JSON has it
    draft: bool = False,  # noqa: FBT001, FBT002
) -> CardOutline:
    return CardOutline(
        key,
        tuple(tags),
        tuple(requires),
        tuple(siblings),
        tuple(confusable_with),
        tuple(map(tuple, gaps)),
        reverse,
        draft,
    )


@without_collecting()
def _cards_in(part: bytes, path: Path) -> tuple[Card, ...]:
    """The cards of an entry; as the file has them where the entry is wrong after all.

    Raises:
        TrainerError: that file is no sound deck any more.
        OSError: it cannot be read.
    """
    try:
        told = json.loads(part)
        cards = {
            kind: iter(_cards_of(kind).validate_json(of_kind, strict=False))
            for kind, of_kind in told["cards"].items()
        }
        ordered = tuple(next(cards[kind]) for kind in told["kinds"])
    except (ValueError, KeyError, TypeError, StopIteration, ValidationError) as error:
        deck = _read(path).deck
        if deck is None:
            raise TrainerError(f"{path} has changed.", "Read the decks again.") from error
        return tuple(deck.cards)
    _share_names_of_fields(ordered)
    return ordered


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
    model = kind_named(kind)
    return TypeAdapter(list[model])  # type: ignore[valid-type]


def _hash(*parts: bytes) -> str:
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
