"""What a learner's folder keeps of the decks that were studied, to know them after an edit.

One file: a line about all decks, and below it a line for each with what its cards said,
which is read when it is asked for. All can be made again when the decks are read.
"""

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import ConfigDict, TypeAdapter, ValidationError

from trainer.deck.text import SafeText
from trainer.regular_file import read_whole
from trainer.store.atomic_file import write_atomically

FILE = "decks.json"
OLD_FILES = ("cards.json", "places.json", "seen.json")
"""Where earlier versions kept the same; read once, and removed when `decks.json` is written."""

_LARGEST = 200_000_000


class ItemText(NamedTuple):
    """The question and the answer of an item."""

    question: SafeText
    answer: SafeText


_TEXTS = TypeAdapter(dict[str, ItemText], config=ConfigDict(defer_build=True))


class _Row(NamedTuple):
    """What is said of a deck in the first line."""

    paths: tuple[str, ...]
    digest: str
    hashed: str
    """The hash of its line of texts."""
    moves: tuple[str, ...] | None = None


_HEAD = TypeAdapter(tuple[str, dict[str, _Row]], config=ConfigDict(defer_build=True))
"""Whose paths they are, for a backup may be restored on another machine; and deck id -> its row."""


@dataclass(frozen=True)
class KnownDeck:
    """A deck as it was seen last."""

    paths: tuple[str, ...] = ()
    """The files on this machine that have it, or had it and may have it still."""
    digest: str = ""
    """Of its file when the texts were kept; empty where that is to be done again."""
    line: bytes | memoryview = field(default=b"{}", repr=False)
    """The texts, as they are in the file."""
    moves: frozenset[str] | None = None
    """The ids of the moves within the deck after which items go by these names; all when None."""

    @cached_property
    def texts(self) -> dict[str, ItemText]:
        """Item -> what it said."""
        try:
            return _TEXTS.validate_json(bytes(self.line))
        except ValidationError:
            return {}

    def with_texts(self, texts: Mapping[str, ItemText], digest: str) -> "KnownDeck":
        """The deck with other texts."""
        line = json.dumps(texts, ensure_ascii=False).encode()
        return replace(self, digest=digest, line=line)

    def after(self, moves: Mapping[str, Mapping[str, str]]) -> "KnownDeck":
        """The deck with its texts under the names that its items bear after moves.

        A kill may come between a move and the keeping of texts, and a merge may bring a move.

        Args:
            moves: id -> item -> its name since, oldest first; all moves within the deck.
        """
        missed = [
            to for id_, to in moves.items() if self.moves is not None and id_ not in self.moves
        ]
        texts = self.texts if missed else {}
        for to in missed:
            kept = {item: text for item, text in texts.items() if item not in to}
            texts = kept | {to[item]: text for item, text in texts.items() if item in to}
        deck = self.with_texts(texts, "") if missed else self
        return replace(deck, moves=frozenset(moves))


KnownDecks = dict[str, KnownDeck]
"""Deck id -> the deck."""


def load_known_decks(folder: Path) -> KnownDecks:
    """What was kept; nothing where the file is missing, and of a damaged one what is whole."""
    decks: KnownDecks = {}
    with suppress(OSError, ValidationError):
        first, *lines = _lines(read_whole(folder / FILE, _LARGEST))
        machine, heads = _HEAD.validate_json(bytes(first))
        for (id_, row), line in zip(heads.items(), lines, strict=False):
            moves = None if row.moves is None else frozenset(row.moves)
            whole = (row.digest, line, moves) if _hash(line) == row.hashed else ()
            decks[id_] = KnownDeck(row.paths if machine == platform.node() else (), *whole)
    return _with_old_files(decks, folder)


def save_known_decks(folder: Path, decks: Mapping[str, KnownDeck]) -> None:
    """Keep them.

    Raises:
        OSError: the old file stays.
    """
    heads = {
        id_: _Row(
            deck.paths,
            deck.digest,
            _hash(deck.line),
            None if deck.moves is None else tuple(sorted(deck.moves)),
        )
        for id_, deck in decks.items()
    }
    lines = [json.dumps((platform.node(), heads)).encode(), *(d.line for d in decks.values())]
    write_atomically(folder / FILE, b"\n".join(lines))
    for name in OLD_FILES:
        (folder / name).unlink(missing_ok=True)


def take_texts(folder: Path, other: Path) -> None:
    """Keep what the cards of another machine said, where it is not known here.

    Raises:
        OSError: the old file stays.
    """
    mine = load_known_decks(folder)
    theirs = load_known_decks(other)
    ahead = {
        id_: replace(deck, paths=mine[id_].paths if id_ in mine else (), digest="")
        for id_, deck in theirs.items()
        if id_ not in mine or (mine[id_].moves or set()) < (deck.moves or set())
    }
    behind = {id_: (mine if id_ in ahead else theirs)[id_].texts for id_ in mine.keys() & theirs}
    if (merged := _with_texts(mine | ahead, behind)) != mine:
        save_known_decks(folder, merged)


def _with_texts(decks: KnownDecks, texts: Mapping[str, Mapping[str, ItemText]]) -> KnownDecks:
    """The decks with what items said that they do not hold."""
    merged = dict(decks)
    for id_, missing in texts.items():
        deck = decks.get(id_, KnownDeck())
        if missing.keys() - deck.texts.keys():
            merged[id_] = deck.with_texts({**missing, **deck.texts}, deck.digest)
    return merged


def _with_old_files(decks: KnownDecks, folder: Path) -> KnownDecks:
    texts, places, _ = (folder / name for name in OLD_FILES)
    with suppress(OSError, ValidationError):
        old_texts = TypeAdapter(dict[str, dict[str, ItemText]]).validate_json(
            read_whole(texts, _LARGEST)
        )
        decks = _with_texts(decks, old_texts)
    with suppress(OSError, ValidationError):
        paths = TypeAdapter(dict[str, tuple[str, ...]]).validate_json(read_whole(places, _LARGEST))
        decks |= {
            id_: replace(deck, paths=deck.paths or paths[id_])
            for id_ in paths
            for deck in (decks.get(id_, KnownDeck()),)
        }
    return decks


def _lines(content: bytes) -> Iterator[memoryview]:
    """The lines of a file; what all cards of a large deck said need not be in memory twice."""
    whole, start = memoryview(content), 0
    while (end := content.find(b"\n", start)) >= 0:
        yield whole[start:end]
        start = end + 1
    yield whole[start:]


def _hash(line: bytes | memoryview) -> str:
    return hashlib.blake2b(line, digest_size=8).hexdigest()
