"""A deck's text with ids written down and keys in their usual order, and nothing else touched."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from trainer.deck.card import DraftCard
from trainer.deck.composer import Entry, Mapping, Node, Scalar, Sequence, compose
from trainer.deck.deck import Deck
from trainer.deck.edit import Edit, applied
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text

CARD_KEYS = tuple(
    "id q cloze a reverse wrong typed accept truth correction number unit tolerance date order "
    "match extra list ordered together language exact hint why evidence requires confusable_with "
    "siblings tags importance status silence".split()
)
DECK_KEYS = tuple(
    "id title description setting synopsis scheduled language exact author license requires tags "
    "source silence cards".split()
)
"""The order in which a reader looks for them."""


def formatted(text: str, path: Path) -> str:
    """The text of a sound deck, formatted; a text with findings as it is.

    Formatting twice is formatting once. Comments, blank lines, quotes and line breaks stay;
    where keys cannot be put in order without moving a comment to a wrong place, they stay too.
    """
    text = with_ids(text, path)
    deck = read_deck_text(text, path).deck
    return text if deck is None else _in_order(text, path, deck)


def with_ids(text: str, path: Path) -> str:
    """The text of a sound deck with every id written down that progress hangs on already."""
    deck = read_deck_text(text, path).deck
    if deck is None:
        return text
    root = _root(text, path)
    edits = [] if "id" in root.entries else [_id_edit(text, root, deck.id)]
    for card, node in zip(deck.cards, _card_nodes(root), strict=True):
        if card.id is None and not isinstance(card, DraftCard):  # which has no progress to keep
            edits.append(_id_edit(text, node, card_key(card)))
    return applied(text, edits)


def _id_edit(text: str, node: Mapping, name: str) -> Edit:
    first = next(iter(node.entries.values())).key.span.start
    if _is_flow(text, node):
        start, gap = node.span.start + 1 if _is_explicit(text, node) else first, ", "
    else:
        start, gap = node.span.start, line_end(text) + " " * (node.span.column - 1)
    return Edit(start, start, f"id: {name}{gap}")


def _is_explicit(text: str, node: Mapping) -> bool:
    """Whether the first key is written as `? key`, with its value after a `:` of its own."""
    return "?" in text[node.span.start : next(iter(node.entries.values())).key.span.start]


def _in_order(text: str, path: Path, deck: Deck) -> str:
    edits = list(_card_edits(text, path))
    if not _keeps(deck, applied(text, edits), path):
        edits = [edit for edit in edits if _keeps(deck, applied(text, [edit]), path)]
    text = applied(text, edits)
    changed = applied(text, _order_edits(text, _root(text, path), DECK_KEYS))
    return changed if _keeps(deck, changed, path) else text


def _keeps(deck: Deck, text: str, path: Path) -> bool:
    """Whether a changed text is still the very same deck."""
    return read_deck_text(text, path).deck == deck


def _root(text: str, path: Path) -> Mapping:
    root = compose(text, path).root
    assert isinstance(root, Mapping)  # noqa: S101 - it was read as a deck
    return root


def _card_edits(text: str, path: Path) -> Iterator[Edit]:
    for node in _card_nodes(_root(text, path)):
        yield from _order_edits(text, node, CARD_KEYS)


def _order_edits(text: str, node: Mapping, keys: tuple[str, ...]) -> Iterator[Edit]:
    """The one edit that puts a mapping's entries in order; none where that is done or unsafe."""
    entries = list(node.entries.values())
    if not node.entries.keys() <= set(keys):
        return  # a draft may hold any
    ordered = sorted(range(len(entries)), key=lambda at: keys.index(entries[at].key.text))
    if ordered == list(range(len(entries))):
        return
    flow = _is_flow(text, node)
    places = [
        (entry.key.span.start, _flow_end(entry) if flow else _block_end(text, entry))
        for entry in entries
    ]
    between = [text[one[1] : other[0]] for one, other in pairwise(places)]
    if any("#" in gap for gap in between):
        return  # a comment between two keys: nobody knows to which it belongs
    if _is_explicit(text, node) or any("?" in gap for gap in between):
        return
    pieces = [text[slice(*places[at])] for at in ordered]
    mixed = "".join(part for pair in zip(pieces, [*between, ""], strict=True) for part in pair)
    yield Edit(places[0][0], places[-1][1], mixed)


def _flow_end(entry: Entry) -> int:
    return entry.value.span.end


def _block_end(text: str, entry: Entry) -> int:
    """The end of the line on which a value ends, a comment on that line included."""
    end = content_end(text, entry.value)
    end = len(text[:end].rstrip())
    found = text.find("\n", end)
    return len(text[: len(text) if found < 0 else found].rstrip())


def content_end(text: str, node: Node) -> int:
    """Where the last text of a node ends; YAML ends a block only where the next thing begins."""
    if isinstance(node, Scalar) or text[node.span.end - 1] in "]}":
        return node.span.end
    inner = node.items[-1] if isinstance(node, Sequence) else list(node.entries.values())[-1].value
    return content_end(text, inner)


def _is_flow(text: str, node: Mapping) -> bool:
    return text[node.span.start] == "{"


def line_end(text: str) -> str:
    """How the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"


def _card_nodes(root: Mapping) -> list[Mapping]:
    cards = root.entries["cards"].value
    items = cards.items if isinstance(cards, Sequence) else []
    return [node for node in items if isinstance(node, Mapping)]
