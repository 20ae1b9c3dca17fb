"""What a learner's folder keeps of the decks that were studied, to know them after an edit."""

import json
import platform
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from trainer.deck.text import SafeText
from trainer.store.atomic_file import write_atomically

FILE = "decks.json"
_TEXTS, _PLACES, _SEEN = OLD_FILES = ("cards.json", "places.json", "seen.json")
"""Where earlier versions kept the same; read once, and removed when `decks.json` is written."""


class Said(NamedTuple):
    """The question and the answer of an item."""

    question: SafeText
    answer: SafeText


@dataclass(frozen=True)
class KnownDeck:
    """A deck as it was seen last."""

    paths: tuple[str, ...] = ()
    """The files on this machine that have it, or had it and may have it still."""
    digest: str = ""
    """Of its file when the texts were kept; empty where that is to be done again."""
    texts: dict[str, Said] = field(default_factory=dict)
    """Item -> what it said."""


KnownDecks = dict[str, KnownDeck]
"""Deck id -> the deck."""


class _File(BaseModel):
    machine: str
    """Whose paths they are: a backup may be restored on another."""
    decks: dict[Annotated[str, Field(min_length=1)], KnownDeck]


def load_known_decks(folder: Path) -> KnownDecks:
    """What was kept; nothing where the file is missing or damaged, for it can be made anew."""
    decks: KnownDecks = {}
    with suppress(OSError, ValidationError):
        file = _File.model_validate_json((folder / FILE).read_bytes())
        here = file.machine == platform.node()
        decks = file.decks if here else {k: replace(d, paths=()) for k, d in file.decks.items()}
    with suppress(OSError, ValidationError):
        texts = TypeAdapter(dict[str, dict[str, Said]])
        decks = with_texts(decks, texts.validate_json((folder / _TEXTS).read_bytes()))
    with suppress(OSError, ValidationError):
        places = TypeAdapter(dict[str, tuple[str, ...]])
        for deck, paths in places.validate_json((folder / _PLACES).read_bytes()).items():
            known = decks.get(deck, KnownDeck())
            decks[deck] = replace(known, paths=known.paths or paths)
    return decks


def save_known_decks(folder: Path, decks: Mapping[str, KnownDeck]) -> None:
    """Keep them.

    Raises:
        OSError: the old file stands.
    """
    kept = {"machine": platform.node(), "decks": {id_: asdict(deck) for id_, deck in decks.items()}}
    write_atomically(folder / FILE, json.dumps(kept, ensure_ascii=False).encode())
    for name in OLD_FILES:
        (folder / name).unlink(missing_ok=True)


def with_texts(decks: KnownDecks, texts: Mapping[str, Mapping[str, Said]]) -> KnownDecks:
    """The decks with what items said of which they do not tell."""
    return decks | {
        id_: replace(deck, texts={**said, **deck.texts})
        for id_, said in texts.items()
        for deck in (decks.get(id_, KnownDeck()),)
    }


def take_texts(folder: Path, other: Path) -> None:
    """Keep what the cards of another machine said, where it is not known here.

    Raises:
        OSError: the old file stands.
    """
    mine = load_known_decks(folder)
    theirs = {id_: deck.texts for id_, deck in load_known_decks(other).items()}
    if (merged := with_texts(mine, theirs)) != mine:
        save_known_decks(folder, merged)
