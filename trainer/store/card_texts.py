"""What cards said when they were last seen, to know them again after an edit."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from trainer.deck.text import SafeText
from trainer.store.atomic_file import write_atomically

TEXTS_FILE = "cards.json"


class CardText(NamedTuple):
    """The question and the answer of an item."""

    question: SafeText
    answer: SafeText


Texts = dict[str, dict[str, CardText]]
"""Deck -> item -> what it said."""

_TEXTS = TypeAdapter(Texts)


def load_card_texts(folder: Path) -> Texts:
    """What was kept; nothing where the file is missing or damaged, for it can be made anew."""
    try:
        return _TEXTS.validate_json((folder / TEXTS_FILE).read_bytes())
    except (OSError, ValidationError):
        return {}


def save_card_texts(folder: Path, texts: Mapping[str, Mapping[str, CardText]]) -> None:
    """Keep them.

    Raises:
        OSError: the old file stands.
    """
    write_atomically(folder / TEXTS_FILE, json.dumps(texts, ensure_ascii=False).encode())
