"""Where the cards of a text stand, also while YAML cannot read it."""

import re
from functools import cached_property
from pathlib import Path

from trainer.deck.card import kind_of
from trainer.deck.yaml_tree import Mapping, Scalar, Sequence, card_starts, compose

_OUTSIDE = re.compile(r"^[^\s#-]", re.MULTILINE)
ID = re.compile(r"""(?:^\s*-\s*|^\s+|[{,]\s*)id:\s*["']?([\w-]+)""", re.MULTILINE)
"""A card's id in a text that need not be YAML yet."""


class CardPlace:
    """A card in a text, by the dash with which it begins.

    Args:
        text: from its dash to the next card.
        line: where it begins, from 1.
    """

    def __init__(self, text: str, line: int) -> None:
        self.text = text
        self.line = line

    @cached_property
    def _fields(self) -> dict[str, object]:
        """Its keys and values; none where YAML cannot read it."""
        root = compose(self.text, Path()).root
        card = root.items[0] if isinstance(root, Sequence) and root.items else None
        entries = card.entries if isinstance(card, Mapping) else {}
        return {
            key: entry.value.text
            if isinstance(entry.value, Scalar)
            else list[object]()
            if isinstance(entry.value, Sequence)
            else None
            for key, entry in entries.items()
        }

    @property
    def id(self) -> str:
        """As its author wrote it; empty where there is none."""
        match = ID.search(self.text)
        return match[1] if match else ""

    @property
    def kind(self) -> str:
        """Its kind in a word; empty where no answer key shows it."""
        kind = kind_of(self._fields)
        return kind.kind if kind else ""

    @property
    def prompt(self) -> str:
        """What it asks, in one line; where that cannot be read, how its text begins."""
        asked = self._fields.get("q", self._fields.get("cloze"))
        shown = asked if isinstance(asked, str) else self.text.lstrip(" -").partition("\n")[0]
        return " ".join(shown.split())


def card_places(text: str) -> list[CardPlace]:
    """The cards of a deck's text, in its order; a card without its dash is part of the one above.

    Where the list of cards is in brackets, they are found once YAML can read the text. Lines count
    by line feeds.
    """
    starts = card_starts(text)
    if not starts:
        return _in_brackets(text)
    places, line, counted = list[CardPlace](), 1, 0
    for start, end in zip(starts, [*starts, len(text)][1:], strict=True):
        line, counted = line + text.count("\n", counted, start), start
        outside = _OUTSIDE.search(text, start + 1, end)
        places.append(CardPlace(text[start : outside.start() if outside else end], line))
    return places


def _in_brackets(text: str) -> list[CardPlace]:
    root = compose(text, Path()).root
    entry = root.entries.get("cards") if isinstance(root, Mapping) else None
    cards = entry.value if entry else None
    return [
        CardPlace(f"- {text[card.span.start : card.span.end]}", card.span.line)
        for card in (cards.items if isinstance(cards, Sequence) else ())
        if isinstance(card, Mapping)
    ]
