"""An index of decks that were read before, so that a large collection opens at once.

An entry is found by the hash of the deck file's content and name, and is checked like
anything from outside: it must carry the right checksum, and pass the same models as the YAML.
What does not is read again, and written over. Only decks without findings are kept, and only
those large enough to be worth it.

An entry is made of a checksum, the deck's head with the sizes of all that follows, the outlines of
its items, by which it is planned, and its cards, a line each: so many of them pressed together
that one can be read by its position and all of them take little room.
"""

import hashlib
import json
import os
import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, overload

import pydantic
from pydantic import TypeAdapter
from typing_extensions import override

from trainer import __version__
from trainer.deck.deck import Deck, DeckHead
from trainer.deck.reading import MAX_BYTES, Reading
from trainer.errors import TrainerError
from trainer.regular_file import read_regular, read_whole
from trainer.store.atomic_file import make_private, open_privately
from trainer.store.outlines import Outlines

if TYPE_CHECKING:
    from trainer.deck.card import Card

_SCHEMA = "9"
"""Raised whenever an older entry must not be used any more."""
_WORTH_IT = 500
"""Bytes of a deck file from which on reading an entry is faster than reading the YAML."""
_TOGETHER = 16
"""Cards that are pressed together: more take less room, and longer to read one of."""
_MOST = 2_000
"""Entries that earlier runs may leave; the oldest make room."""


@dataclass(frozen=True, slots=True)
class IndexedDeck:
    """What is known of a sound deck before any of its cards is read."""

    outlines: Outlines
    """What planning needs of each item, drafts among them, in the author's order."""
    digest: str
    """Follows from the file's name and content; empty where these could not be compared."""


class DeckIndex:
    """Reads decks, from their entries where there are any, and says what planning needs of them.

    Args:
        folder: where the entries lie; made when it is needed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._has_made_room = False
        self._kept: dict[str, tuple[Deck, Outlines]] = {}
        """What was just written, whole; by the names of its entries."""
        self._read: dict[Path, IndexedDeck] = {}

    def __getitem__(self, path: Path) -> IndexedDeck:
        """What planning needs of the sound deck that was read from this file last."""
        return self._read[path]

    def read(self, path: Path) -> Reading:
        """Read a deck file, as `read_deck` does; of a sound one the deck and no more.

        Its text and the places of its cards would weigh as much again, and are asked for
        one file at a time.

        Raises:
            OSError: the deck file cannot be read.
        """
        content = read_regular(path, MAX_BYTES)
        key = "" if content is None else _key(path, content)
        indexed = self._kept.get(key)
        if indexed is None and content is not None and len(content) >= _WORTH_IT:
            indexed = _load(self._entry(key), key, path)
        if indexed is None:
            reading = _read(path)
            if reading.deck is None:
                return reading
            indexed = self._enter(path, content, key, reading.deck)
        deck, outlines = indexed
        self._read[path] = IndexedDeck(outlines, key)
        return Reading(path, "", deck, ())

    def _enter(
        self, path: Path, content: bytes | None, key: str, deck: Deck
    ) -> tuple[Deck, Outlines]:
        """Keep a deck that was just read, where that is worth it; the deck as it is used."""
        outlines = Outlines.of(deck.id, deck.cards)
        if content is None or len(content) < _WORTH_IT or read_regular(path, MAX_BYTES) != content:
            return deck, outlines
        payload = _dump(deck, outlines)
        self._save(key, payload)
        return _unpacked(payload, path)  # as on a warm start: its cards weigh little

    def keep(self, path: Path, deck: Deck) -> None:
        """Keep a deck that was just written, and is read from its file just so.

        This index has it at hand from now on, and nothing is read of it again.
        """
        with suppress(OSError):
            content = read_regular(path, MAX_BYTES)
            if content is not None and len(content) >= _WORTH_IT:
                key, outlines = _key(path, content), Outlines.of(deck.id, deck.cards)
                self._kept[key] = deck, outlines
                self._save(key, _dump(deck, outlines))

    def _entry(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _save(self, key: str, payload: bytes) -> None:
        """Keep a deck; where that fails, it is only read again the next time."""
        kept = self._entry(key)
        with suppress(OSError):
            make_private(self._folder)
            temporary = kept.with_name(f"{kept.name}.{os.getpid()}.tmp")
            try:
                with open(temporary, "xb", opener=open_privately) as file:
                    file.write(f"{checksum_of(key.encode(), payload)}\n".encode() + payload)
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


def _key(path: Path, content: bytes) -> str:
    of_what = (__version__, pydantic.VERSION, _SCHEMA, sys.byteorder)
    return checksum_of(*(part.encode() for part in of_what), os.fsencode(path.stem), content)


def _read(path: Path) -> Reading:
    from trainer.deck.reader import read_deck  # where all decks are kept nothing is parsed

    reading = read_deck(path)
    return Reading(path, "", reading.deck, ()) if reading.deck else reading


def _dump(deck: Deck, outlines: Outlines) -> bytes:
    lines = [*map(_line, deck.cards)]
    pieces = (lines[start : start + _TOGETHER] for start in range(0, len(lines), _TOGETHER))
    parts = [
        "\n".join(outlines.ids).encode(),
        json.dumps([*outlines.parts.items()]).encode(),
        json.dumps([*outlines.tags.items()]).encode(),
        array("I", outlines.cards).tobytes() if outlines.parts else b"",
        array("I", outlines.order).tobytes(),
        *(zlib.compress(b"\n".join(piece), 1) for piece in pieces),
    ]
    # as its head alone: the schema of a whole deck, of every kind of card, takes a while to build
    head = TypeAdapter(DeckHead).dump_python(deck, mode="json", exclude_defaults=True)
    heading = head, len(deck.cards), [*map(len, parts)]
    return json.dumps(heading).encode() + b"\n" + b"".join(parts)


def _line(card: "Card") -> bytes:
    written = _model_of(card.kind).dump_json(card, exclude_defaults=True)
    return card.kind.encode() + b" " + written


def _load(kept: Path, key: str, path: Path) -> tuple[Deck, Outlines] | None:
    """What an entry holds; None where there is none, or it cannot be trusted."""
    try:
        checksum, _, payload = read_whole(kept, 10 * MAX_BYTES).partition(b"\n")
        if checksum.decode() != checksum_of(key.encode(), payload):
            return None
        return _unpacked(payload, path)
    except (OSError, ValueError, TypeError):
        return None


def _unpacked(payload: bytes, path: Path) -> tuple[Deck, Outlines]:
    """A deck each of whose cards is read when it is wanted.

    Raises:
        ValueError: it is none; a ValidationError is one.
        TypeError: it is none.
    """
    heading, _, rest = payload.partition(b"\n")
    head, many, sizes = json.loads(heading)
    ids, others, tags, positions, order, *cards = (
        rest[start:end] for start, end in pairwise(accumulate(sizes, initial=0))
    )
    deck = Deck.under(DeckHead.model_validate(head, strict=False), LazyCards(cards, many, path))
    outlines = Outlines(
        deck.id,
        ids.decode().split("\n") if ids else [],
        dict(json.loads(others)),
        array("I", positions),
        array("I", order),
        lambda: dict(json.loads(tags)),
    )
    return deck, outlines


class LazyCards(Sequence["Card"]):
    """The cards of an entry, each read when it is wanted; none of them is kept.

    Of fifty thousand cards a learner sees a hundred a day, and as objects they weigh five times
    as much.

    Args:
        pressed: the cards, so many at once: a line each of its kind, a space and the card.
        many: how many there are.
        path: of the deck's file, read where a line is wrong after all.
    """

    def __init__(self, pressed: Sequence[bytes], many: int, path: Path) -> None:
        self._pressed = pressed
        self._many = many
        self._path = path

    @overload
    def __getitem__(self, index: int) -> "Card": ...
    @overload
    def __getitem__(self, index: slice) -> "Sequence[Card]": ...
    @override
    def __getitem__(self, index: int | slice) -> "Card | Sequence[Card]":
        if isinstance(index, slice):
            return [*self][index]
        at, position = divmod(range(self._many)[index], _TOGETHER)
        return self._read(self._lines(at)[position], index)

    @override
    def __iter__(self) -> "Iterator[Card]":
        lines = (line for at in range(len(self._pressed)) for line in self._lines(at))
        return (self._read(line, position) for position, line in enumerate(lines))

    @override
    def __len__(self) -> int:
        return self._many

    def _lines(self, at: int) -> list[bytes]:
        return zlib.decompress(self._pressed[at]).split(b"\n")

    def _read(self, line: bytes, position: int) -> "Card":
        kind, _, written = line.partition(b" ")
        try:
            return _model_of(kind.decode()).validate_json(written, strict=False)
        except (ValueError, KeyError) as error:
            deck = _read(self._path).deck
            if deck is None or len(deck.cards) != self._many:
                raise TrainerError(f"{self._path} has changed.", "Read the decks again.") from error
            return deck.cards[position]


@cache
def _model_of(kind: str) -> "TypeAdapter[Card]":
    from trainer.deck.card import kind_named  # the models of cards take a while to import

    return TypeAdapter(kind_named(kind))


def checksum_of(*parts: bytes) -> str:
    """What an entry must carry for its name and what it holds."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
