"""Cards of a deck file taken out or made ready; all else in it stays as it was written."""

import re
from pathlib import Path

from trainer.deck.composer import Mapping, compose
from trainer.deck.composer import Sequence as Items
from trainer.deck.edit import Edit, applied


def without_card(text: str, path: Path, at: int) -> str:
    """The text of a deck without one of its cards, counted from 0; its last leaves `cards: []`."""
    root, lines = compose(text, path).root, _card_lines(text, path, at)
    assert isinstance(root, Mapping)  # noqa: S101 - it has cards
    cards = root.entries["cards"]
    assert isinstance(cards.value, Items)  # noqa: S101 - it has cards
    if len(cards.value.items) > 1:
        return applied(text, [Edit(*lines, "")])
    colon = text.index(":", cards.key.span.end) + 1
    return applied(text, [Edit(colon, colon, " []"), Edit(*lines, "")])


def made_ready(text: str, path: Path, at: int) -> str:
    """The text of a deck with one of its cards, counted from 0, no draft any more."""
    start, end = _card_lines(text, path, at)
    card = text[start:end]
    found = re.search(r"^ *status: *draft *(?:#.*)?(?:\r?\n|$)", card, re.MULTILINE) or re.search(
        r"(?<=- )status: *draft *\r?\n *|(?<=\{)status: *draft *, *|, *status: *draft\b", card
    )
    if found is None:
        return text
    return applied(text, [Edit(start + found.start(), start + found.end(), "")])


def _card_lines(text: str, path: Path, at: int) -> tuple[int, int]:
    """From the line of a card's dash to the line of the next card's, or to the end of the list."""
    root = compose(text, path).root
    assert isinstance(root, Mapping)  # noqa: S101 - it has cards
    value = root.entries["cards"].value
    assert isinstance(value, Items)  # noqa: S101 - it has cards
    start = text.rfind("\n", 0, value.items[at].span.start) + 1
    if at + 1 < len(value.items):
        return start, text.rfind("\n", 0, value.items[at + 1].span.start) + 1
    end = len(text[: value.span.end].rstrip())
    rest = text.find("\n", end)
    return start, len(text) if rest < 0 else rest + 1
