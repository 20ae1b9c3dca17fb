"""A deck's text with ids written down and keys in their usual order, and nothing else touched."""

from collections.abc import Iterator
from itertools import pairwise

from trainer.deck.card import EVERY_KIND, DraftCard
from trainer.deck.edit import Edit, applied
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.deck.yaml_tree import KeyValue, Mapping, Node, Scalar, Sequence

CARD_KEYS = tuple(
    dict.fromkeys(
        (
            *"id q picture sound cloze".split(),
            *(field.key for kind in EVERY_KIND for field in kind.own_fields),
            *"answer_picture answer_sound language exact hint why why_picture note".split(),
            *"evidence requires confusable_with siblings tags importance status silence".split(),
        )
    )
)
DECK_KEYS = tuple(
    "id title description setting synopsis markup scheduled language exact author license requires "
    "tags source silence cards".split()
)
"""The order in which a reader looks for them."""


def formatted(reading: Reading) -> str:
    """The text of a sound deck, formatted; a text with findings as it is.

    Formatting twice is formatting once. Comments, blank lines, quotes and line breaks stay;
    where keys cannot be put in order without moving a comment to a wrong place, they stay too.
    A text is read again only after a change, which proves it.
    """
    return _in_order(_changed(reading, with_ids(reading))).text


def with_ids(reading: Reading) -> str:
    """The text of a sound deck with every id written down that progress hangs on already."""
    deck, text = reading.deck, reading.text
    if deck is None:
        return text
    edits = [] if "id" in reading.tree.entries else [_id_edit(text, reading.tree, deck.id)]
    for card, node in zip(deck.cards, reading.card_nodes, strict=True):
        if card.id is None and not isinstance(card, DraftCard):  # which has no progress to keep
            edits.append(_id_edit(text, node, card_key(card)))
    return applied(text, edits)


def _changed(reading: Reading, text: str) -> Reading:
    return reading if text == reading.text else read_deck_text(text, reading.path)


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


def _in_order(reading: Reading) -> Reading:
    if reading.deck is None:
        return reading
    edits = [
        edit for node in reading.card_nodes for edit in _order_edits(reading.text, node, CARD_KEYS)
    ]
    of_all = _kept(reading, edits)
    if of_all is None:
        of_all = _kept(reading, [edit for edit in edits if _kept(reading, [edit])]) or reading
    return _kept(of_all, [*_order_edits(of_all.text, of_all.tree, DECK_KEYS)]) or of_all


def _kept(reading: Reading, edits: list[Edit]) -> Reading | None:
    """What a changed text is read as; None where that is not still the very same deck."""
    changed = _changed(reading, applied(reading.text, edits))
    return changed if changed.deck == reading.deck else None


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


def _flow_end(entry: KeyValue) -> int:
    return entry.value.span.end


def _block_end(text: str, entry: KeyValue) -> int:
    """The end of the line on which a value ends, a comment on that line included."""
    end = content_end(text, entry.value)
    end = len(text[:end].rstrip())
    newline = text.find("\n", end)
    return len(text[: len(text) if newline < 0 else newline].rstrip())


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
