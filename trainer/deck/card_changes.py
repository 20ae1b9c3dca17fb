"""Cards of a deck file taken out, moved or made ready; all else stays as it was written."""

import re

from trainer.deck.edit import Edit, applied
from trainer.deck.reading import Reading
from trainer.deck.yaml_tree import Scalar
from trainer.deck.yaml_tree import Sequence as Items
from trainer.errors import TrainerError


def without_card(reading: Reading, at: int) -> str:
    """The text of a deck without one of its `cards`; the last of all leaves `cards: []`."""
    text, (key, items) = reading.text, _items(reading)
    lines = _lines_of(items, text, _place(reading, at))
    if len(items.items) > 1:
        return applied(text, [Edit(*lines, "")])
    colon = text.index(":", key.span.end) + 1
    return applied(text, [Edit(colon, colon, " []"), Edit(*lines, "")])


def made_ready(reading: Reading, at: int) -> str:
    """The text of a deck with one of its `cards` no draft any more."""
    text, (_, items) = reading.text, _items(reading)
    start, end = _lines_of(items, text, _place(reading, at))
    card = text[start:end]
    match = re.search(r"^ *status: *draft *(?:#.*)?(?:\r?\n|$)", card, re.MULTILINE) or re.search(
        r"(?<=- )status: *draft *\r?\n *|(?<=\{)status: *draft *, *|, *status: *draft\b", card
    )
    if match is None:
        return text
    return applied(text, [Edit(start + match.start(), start + match.end(), "")])


def moved(reading: Reading, at: int, step: int) -> str:
    """The text of a deck in which one of its `cards` changed places with a neighbour.

    Comments right above a card and behind it go with it.

    Args:
        reading: the deck; all of its cards are sound.
        at: the card.
        step: -1 for the one before, 1 for the one after.

    Raises:
        TrainerError: the cards are not written as a list with dashes, each on lines of its own.
    """
    text, first, (_, items) = reading.text, min(at, at + step), _items(reading)
    (start, _), (middle, end) = (_lines_of(items, text, place) for place in (first, first + 1))
    if not all(re.match(r" *- ", text[place:]) for place in (start, middle)):
        raise TrainerError(
            "The cards are not on lines of their own.", f"Run: trainer fmt {reading.path}"
        )
    indent = len(text[middle:]) - len(text[middle:].lstrip(" "))
    is_last = not re.match(rf" {{{indent}}}- ", text[end:])
    start, middle = _above(text, start, indent), _above(text, middle, indent)
    end = middle + len(_listed(text[middle:end], indent)) if is_last else _above(text, end, indent)
    one, other = text[start:middle], text[middle:end]
    between, behind = (part[len(part.rstrip()) :] for part in (one, other))
    swapped = f"{other.rstrip()}{between}{one.rstrip()}{behind}"
    return applied(text, [Edit(start, end, swapped)])


def _above(text: str, start: int, indent: int) -> int:
    """Where the comments begin that stand right above a line; further in, # is a text's own."""
    above = re.search(rf"(?:^ {{0,{indent}}}#[^\n]*\n)+\Z", text[:start], re.MULTILINE)
    return above.start() if above else start


def _listed(text: str, indent: int) -> str:
    """The last card of a list without the comments behind it that are of the whole deck."""
    lines = text.splitlines(keepends=True)
    while re.fullmatch(rf" {{0,{indent - 1}}}#.*\n?|\s*", lines[-1]) and indent:
        lines.pop()
    return "".join(lines)


def _items(reading: Reading) -> tuple[Scalar, Items]:
    """The key `cards` of a deck that has some, and their list."""
    entry = reading.tree.entries["cards"]
    assert isinstance(entry.value, Items)  # noqa: S101 - it has cards
    return entry.key, entry.value


def _place(reading: Reading, at: int) -> int:
    """Which of all that is listed a sound card is: what is broken is listed, too."""
    starts = [item.span.start for item in _items(reading)[1].items]
    return starts.index(reading.card_spans[at].start)


def _lines_of(cards: Items, text: str, at: int) -> tuple[int, int]:
    """From the line of a card's dash to the line of the next card's, or to the end of the list."""
    start = text.rfind("\n", 0, cards.items[at].span.start) + 1
    if at + 1 < len(cards.items):
        return start, text.rfind("\n", 0, cards.items[at + 1].span.start) + 1
    end = len(text[: cards.span.end].rstrip())
    rest = text.find("\n", end)
    return start, len(text) if rest < 0 else rest + 1
