"""Cards of a deck file taken out, moved or made ready; all else stays as it was written."""

import re
from pathlib import Path

from trainer.deck.edit import Edit, applied
from trainer.deck.yaml_tree import Mapping, Scalar, compose
from trainer.deck.yaml_tree import Sequence as Items
from trainer.errors import TrainerError


def without_card(text: str, path: Path, at: int) -> str:
    """The text of a deck without one of its cards, counted from 0; its last leaves `cards: []`."""
    key, cards = _cards(text, path)
    lines = _lines_of(cards, text, at)
    if len(cards.items) > 1:
        return applied(text, [Edit(*lines, "")])
    colon = text.index(":", key.span.end) + 1
    return applied(text, [Edit(colon, colon, " []"), Edit(*lines, "")])


def made_ready(text: str, path: Path, at: int) -> str:
    """The text of a deck with one of its cards, counted from 0, no draft any more."""
    start, end = _lines_of(_cards(text, path)[1], text, at)
    card = text[start:end]
    match = re.search(r"^ *status: *draft *(?:#.*)?(?:\r?\n|$)", card, re.MULTILINE) or re.search(
        r"(?<=- )status: *draft *\r?\n *|(?<=\{)status: *draft *, *|, *status: *draft\b", card
    )
    if match is None:
        return text
    return applied(text, [Edit(start + match.start(), start + match.end(), "")])


def moved(text: str, path: Path, at: int, step: int) -> str:
    """The text of a deck in which a card, counted from 0, changed places with a neighbour.

    Comments right above a card and behind it go with it.

    Args:
        text: the deck; it has both cards.
        path: its file.
        at: the card.
        step: -1 for the one before, 1 for the one after.

    Raises:
        TrainerError: the cards are not written as a list with dashes, each on lines of its own.
    """
    first, cards = min(at, at + step), _cards(text, path)[1]
    (start, _), (middle, end) = (_lines_of(cards, text, place) for place in (first, first + 1))
    if not all(re.match(r" *- ", text[place:]) for place in (start, middle)):
        raise TrainerError("The cards are not on lines of their own.", f"Run: trainer fmt {path}")
    indent = len(text[middle:]) - len(text[middle:].lstrip(" "))
    is_last = not re.match(rf" {{{indent}}}- ", text[end:])
    start, middle = _above(text, start, indent), _above(text, middle, indent)
    end = middle + len(_listed(text[middle:end], indent)) if is_last else _above(text, end, indent)
    one, other = text[start:middle], text[middle:end]
    between, behind = (part[len(part.rstrip()) :] for part in (one, other))
    swapped = f"{other.rstrip()}{between}{one.rstrip()}{behind}"
    return applied(text, [Edit(start, end, swapped)])


def _above(text: str, start: int, indent: int) -> int:
    """Where the comments begin that are right above a line; further in, # is a text's own."""
    above = re.search(rf"(?:^ {{0,{indent}}}#[^\n]*\n)+\Z", text[:start], re.MULTILINE)
    return above.start() if above else start


def _listed(text: str, indent: int) -> str:
    """The last card of a list without the comments behind it that are of the whole deck."""
    lines = text.splitlines(keepends=True)
    while re.fullmatch(rf" {{0,{indent - 1}}}#.*\n?|\s*", lines[-1]) and indent:
        lines.pop()
    return "".join(lines)


def _cards(text: str, path: Path) -> tuple[Scalar, Items]:
    """The key `cards` of a deck that has some, and their list."""
    root = compose(text, path).root
    assert isinstance(root, Mapping)  # noqa: S101 - it has cards
    entry = root.entries["cards"]
    assert isinstance(entry.value, Items)  # noqa: S101 - it has cards
    return entry.key, entry.value


def _lines_of(cards: Items, text: str, at: int) -> tuple[int, int]:
    """From the line of a card's dash to the line of the next card's, or to the end of the list."""
    start = text.rfind("\n", 0, cards.items[at].span.start) + 1
    if at + 1 < len(cards.items):
        return start, text.rfind("\n", 0, cards.items[at + 1].span.start) + 1
    end = len(text[: cards.span.end].rstrip())
    rest = text.find("\n", end)
    return start, len(text) if rest < 0 else rest + 1
