"""Cards put into a deck file, taken out, and made ready; all else in it stays as it was written."""

import re
from collections.abc import Sequence
from pathlib import Path

from trainer.deck.card import Card
from trainer.deck.composer import Mapping, compose
from trainer.deck.composer import Sequence as Items
from trainer.deck.edit import Edit, applied
from trainer.deck.span import span_at
from trainer.deck.writer import card_text
from trainer.errors import TrainerError


def with_cards(text: str, path: Path, cards: Sequence[Card]) -> str:
    """The text of a deck with cards behind its last one.

    Args:
        text: a deck's text; its list of cards may be empty.
        path: the file, for messages.
        cards: what to add, in order.

    Raises:
        TrainerError: nothing in the text is a list of cards, or it is written in braces.
    """
    if not cards:
        return text
    root = compose(text, path).root
    entry = root.entries.get("cards") if isinstance(root, Mapping) else None
    if entry is None:
        raise TrainerError(f"{path} has no `cards:`.", f"Mend it first: trainer check {path}")
    items = entry.value.items if isinstance(entry.value, Items) else []
    end = "\r\n" if "\r\n" in text else "\n"
    if not items:
        at = text.index(":", entry.key.span.end) + 1
        empty = re.match(r" *(?:\[\s*\])?", text[at:])
        start, stop = at, at + (empty.end() if empty else 0)
        block = end + _block(cards, 2, end)
        return applied(text, [Edit(start, stop, block.removesuffix(end))])
    dash = text.rfind("-", 0, items[0].span.start)
    line = text.rfind("\n", 0, items[0].span.start) + 1
    if dash < line or text[line:dash].strip():
        raise TrainerError(
            f"{path} writes its cards in braces.", "Write one card a line, each after a dash."
        )
    _, last = _card_lines(text, path, len(items) - 1)
    before = "" if text[:last].endswith("\n") else end
    return applied(text, [Edit(last, last, f"{before}{end}{_block(cards, dash - line, end)}")])


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


def line_of_card(text: str, path: Path, at: int) -> int:
    """The line, from 1, on which a card begins; -1 counts from the last."""
    return span_at(text, _node(text, path, at).span.start).line


def _block(cards: Sequence[Card], indent: int, end: str) -> str:
    blocks = (card_text(card, indent) for card in cards)
    return "\n".join(["", *blocks])[1:].replace("\n", end)


def _node(text: str, path: Path, at: int) -> Mapping:
    root = compose(text, path).root
    assert isinstance(root, Mapping)  # noqa: S101 - it has cards
    value = root.entries["cards"].value
    assert isinstance(value, Items)  # noqa: S101 - it has cards
    node = value.items[at]
    assert isinstance(node, Mapping)  # noqa: S101 - it was read as a card
    return node


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
