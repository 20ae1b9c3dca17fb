"""Keys that became part of a text, because they are indented further than it is announced."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trainer.deck.card import EVERY_KEY
from trainer.deck.yaml_tree import Mapping, Scalar

_LINE = re.compile(r"^ +(?:- +)?(?P<key>[a-z_]+):(?: |$)", re.MULTILINE)


class SwallowedKey(NamedTuple):
    """A key within a text."""

    at: int
    """Where it stands in the file's text."""
    key: str
    around: str
    """The key of the text that it stands in."""

    @property
    def message(self) -> str:
        """What happened, in words."""
        return f"`{self.key}:` is part of the text of `{self.around}` here"

    @property
    def hint(self) -> str:
        """The way out."""
        return f"if it is a key, let it begin in the column of `{self.around}`"


def swallowed_keys(text: str, card: Mapping) -> Iterator[SwallowedKey]:
    """The first key within each block of text of a card, unless the card has that key as such.

    Args:
        text: the file's text.
        card: one card of it.
    """
    for around, entry in card.entries.items():
        if not isinstance(entry.value, Scalar):
            continue
        if getattr(entry.value.event, "style", None) not in {">", "|"}:
            continue
        span = entry.value.span
        for match in _LINE.finditer(text, text.find("\n", span.start), span.end):
            if match["key"] in EVERY_KEY and match["key"] not in card.entries:
                yield SwallowedKey(match.start("key"), match["key"], around)
                break
