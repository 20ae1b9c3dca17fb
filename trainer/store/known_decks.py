"""What a learner's folder keeps of the decks that were studied, to know them after an edit.

One file: a line about all decks, and below it a line for each with what its cards said,
which is read when it is asked for. All can be made anew when the decks are read.
"""

import hashlib
import json
import platform
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from trainer.deck.text import SafeText
from trainer.regular_file import read_whole
from trainer.store.atomic_file import write_atomically

FILE = "decks.json"
OLD_FILES = ("cards.json", "places.json", "seen.json")
"""Where earlier versions kept the same; read once, and removed when `decks.json` is written."""

_LARGEST = 200_000_000


class Said(NamedTuple):
    """The question and the answer of an item."""

    question: SafeText
    answer: SafeText


_TEXTS = TypeAdapter(dict[str, Said])
_HEAD = TypeAdapter(tuple[str, dict[str, tuple[tuple[str, ...], str, str]]])
"""Whose paths they are, for a backup may be restored on another machine; and deck id -> its
paths, its digest, and the hash of its line of texts."""


@dataclass(frozen=True)
class KnownDeck:
    """A deck as it was seen last."""

    paths: tuple[str, ...] = ()
    """The files on this machine that have it, or had it and may have it still."""
    digest: str = ""
    """Of its file when the texts were kept; empty where that is to be done again."""
    line: bytes = field(default=b"{}", repr=False)
    """The texts, as they stand in the file."""

    @cached_property
    def texts(self) -> dict[str, Said]:
        """Item -> what it said."""
        try:
            return _TEXTS.validate_json(self.line)
        except ValidationError:
            return {}

    def saying(self, texts: Mapping[str, Said], digest: str) -> "KnownDeck":
        """The deck with other texts."""
        return KnownDeck(self.paths, digest, json.dumps(texts, ensure_ascii=False).encode())


KnownDecks = dict[str, KnownDeck]
"""Deck id -> the deck."""


def load_known_decks(folder: Path) -> KnownDecks:
    """What was kept; nothing where the file is missing, and of a damaged one what is whole."""
    decks: KnownDecks = {}
    with suppress(OSError, ValidationError):
        first, *lines = read_whole(folder / FILE, _LARGEST).split(b"\n")
        machine, heads = _HEAD.validate_json(first)
        for (id_, (paths, digest, hashed)), line in zip(heads.items(), lines, strict=False):
            whole = (digest, line) if _hash(line) == hashed else ()
            decks[id_] = KnownDeck(paths if machine == platform.node() else (), *whole)
    return _with_old_files(decks, folder)


def save_known_decks(folder: Path, decks: Mapping[str, KnownDeck]) -> None:
    """Keep them.

    Raises:
        OSError: the old file stands.
    """
    heads = {id_: (deck.paths, deck.digest, _hash(deck.line)) for id_, deck in decks.items()}
    lines = [json.dumps((platform.node(), heads)).encode(), *(d.line for d in decks.values())]
    write_atomically(folder / FILE, b"\n".join(lines))
    for name in OLD_FILES:
        (folder / name).unlink(missing_ok=True)


def take_texts(folder: Path, other: Path) -> None:
    """Keep what the cards of another machine said, where it is not known here.

    Raises:
        OSError: the old file stands.
    """
    mine = load_known_decks(folder)
    theirs = {id_: deck.texts for id_, deck in load_known_decks(other).items()}
    if (merged := _with_texts(mine, theirs)) != mine:
        save_known_decks(folder, merged)


def _with_texts(decks: KnownDecks, texts: Mapping[str, Mapping[str, Said]]) -> KnownDecks:
    """The decks with what items said that they do not hold."""
    merged = dict(decks)
    for id_, said in texts.items():
        deck = decks.get(id_, KnownDeck())
        if said.keys() - deck.texts.keys():
            merged[id_] = deck.saying({**said, **deck.texts}, deck.digest)
    return merged


def _with_old_files(decks: KnownDecks, folder: Path) -> KnownDecks:
    texts, places, _ = (folder / name for name in OLD_FILES)
    with suppress(OSError, ValidationError):
        said = TypeAdapter(dict[str, dict[str, Said]]).validate_json(read_whole(texts, _LARGEST))
        decks = _with_texts(decks, said)
    with suppress(OSError, ValidationError):
        paths = TypeAdapter(dict[str, tuple[str, ...]]).validate_json(read_whole(places, _LARGEST))
        decks |= {
            id_: replace(deck, paths=deck.paths or paths[id_])
            for id_ in paths
            for deck in (decks.get(id_, KnownDeck()),)
        }
    return decks


def _hash(line: bytes) -> str:
    return hashlib.blake2b(line, digest_size=8).hexdigest()
