"""Spaces and points as print has them."""

import re
from collections.abc import Iterator

from trainer.deck.card import Card
from trainer.deck.diagnostic import Code
from trainer.deck.lint.said import everything
from trainer.deck.lint.weakness import Weakness

_SLIPS = (
    (re.compile(r"(?<=\S)  +(?=\S)"), "two spaces in a row", " "),
    (re.compile(r"(?<=\w) +(?=[,.;](?:\s|$))"), "a space before a punctuation mark", ""),
    (re.compile(r"(?<=\w)\.\.\.(?!\.)"), "three points in place of an ellipsis", "…"),
)


def check_spacing(card: Card) -> Iterator[Weakness]:
    """Slips of the keyboard that `trainer check --fix` mends."""
    for said in everything(card):
        for slip, told, instead in _SLIPS:
            if found := slip.search(said.text):
                before, after = said.text[: found.start()], said.text[found.end() :]
                left, right = before[-8:], after[:8]
                yield Weakness(
                    Code.SPACING,
                    told,
                    "trainer check --fix mends it",
                    said.field,
                    said.entry,
                    f"{left}{found[0]}{right}",
                    f"{left}{instead}{right}",
                )
