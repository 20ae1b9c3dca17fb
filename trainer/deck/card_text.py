"""A card written into a deck's text, at its end; nothing else in the text is touched."""

import json
import re
from collections.abc import Mapping as Fields
from collections.abc import Sequence as Several
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.deck.card import Card, DraftCard
from trainer.deck.diagnostic import Diagnostic, Severity
from trainer.deck.edit import Edit, applied
from trainer.deck.formatter import CARD_KEYS, content_end, line_end
from trainer.deck.identity import card_key
from trainer.deck.lint import all_findings
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.deck.source_text import SourceText
from trainer.deck.writer import WIDTH, dumped_card, written_fields
from trainer.deck.yaml_tree import Mapping, Node, Scalar, Sequence
from trainer.errors import TrainerError

_COMMENT = re.compile(r"(?:^|\s)#(?:\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class AddedCard:
    """A deck with one card more."""

    reading: Reading
    """The deck with the card in it, as it reads back."""
    card: Card | None
    """The card as it reads back; None where it is no card yet."""
    line: int
    """Where it begins, from 1."""
    findings: tuple[tuple[str | None, Diagnostic], ...]
    """What is wrong or weak in it, each with the key that it is at; None for the whole."""
    elsewhere: tuple[Diagnostic, ...]
    """What is wrong or weak in the rest of the deck."""

    @property
    def text(self) -> str:
        """The deck's whole text."""
        return self.reading.text

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps it from being a card."""
        return tuple(f for _, f in self.findings if f.severity is Severity.ERROR)


def with_card(
    before: Reading, fields: Fields[str, object], source: SourceText | None = None
) -> AddedCard:
    """Write a card below the last one of a deck, as `fmt` would: with its id, keys in order.

    The deck is parsed once, with the card in it; where the first place for it is not safe, again.

    Args:
        before: the deck as it was read.
        fields: the card's keys: texts, booleans, lists and mappings; all in a deck's own words.
        source: the reader's copy of the deck's source, for the rules on evidence.

    Raises:
        TrainerError: the deck is broken, so that there is no place for a card.
    """
    text, path, root = before.text, before.path, _root(before)
    known = fields if "id" in fields else _with_id(before, fields)
    ordered = sorted(known, key=lambda key: CARD_KEYS.index(key) if key in CARD_KEYS else 99)
    card = {key: known[key] for key in ordered}
    for edit in _places(text, root, card):
        changed = applied(text, [edit])
        after = read_deck_text(changed, path)
        if _cards_but(after, edit) == list(before.cards):
            return _added(after, edit, source)
    raise TrainerError(
        f"{path.name}: there is no safe place for a card below the last one.",
        "Write it in the file: trainer edit",
    )


def with_card_instead(
    before: Reading, at: int, fields: Fields[str, object], source: SourceText | None = None
) -> AddedCard:
    """Write a card in the place of another; all else in the text is as it was.

    In a block the lines of each key that says what it said before are left as they are.

    Args:
        before: the deck as it was read.
        at: which card of the deck makes room, from 0.
        fields: the new card's keys, as for `with_card`.
        source: the reader's copy of the deck's source.

    Raises:
        TrainerError: a comment within the card would be lost, or it cannot be done safely.
    """
    text, path = before.text, before.path
    place = before.card_spans[at].start
    node = next(node for node in before.card_nodes if node.span.start == place)
    start, end = node.span.start, content_end(text, node)
    if _COMMENT.search(text[start:end]):
        raise TrainerError("There is a comment within this card.", "Edit it in the text.")
    known = {"id": card_key(before.cards[at]), **fields}  # progress hangs on it
    card = {key: known[key] for key in CARD_KEYS if key in known}
    column = start - (text.rfind("\n", 0, start) + 1)
    block = _block(card, max(0, column - 2), line_end(text)).strip().removeprefix("- ")
    in_line = dumped_card(card, width=10**6, flow=True).strip()
    others = [card for number, card in enumerate(before.cards) if number != at]

    def tried(new: str) -> tuple[Reading, Edit] | None:
        edit = Edit(start, end, new)
        after = read_deck_text(applied(text, [edit]), path)
        return (after, edit) if _cards_but(after, edit) == others else None

    if written := tried(block) or tried(in_line):
        if isinstance(node, Mapping) and text[start] != "{":
            kept = tried(_with_kept_lines(text, node, written_fields(before.cards[at]), card))
            written = kept if kept and _card_in(*kept) == _card_in(*written) else written
        return replace(_added(*written, source), line=node.span.line)
    raise TrainerError("The form cannot write this card.", "Edit it in the text.")


def _with_kept_lines(
    text: str, node: Mapping, before: Fields[str, object], card: Fields[str, object]
) -> str:
    """A block's text as the card has it: the keys in their order, what is new behind them."""
    end, column = line_end(text), node.span.start - (text.rfind("\n", 0, node.span.start) + 1)
    fresh = [key for key in card if key not in node.entries]
    keys = [*(key for key in node.entries if key in card), *fresh]
    keys.sort(key=lambda key: key != "id" or key not in fresh)
    parts = []
    for key in keys:
        entry = node.entries.get(key)
        if entry and before.get(key) == card[key]:
            part = text[entry.key.span.start : content_end(text, entry.value)].rstrip()
        else:
            part = _block({key: card[key]}, max(0, column - 2), end).strip().removeprefix("- ")
        parts.append(part)
    return f"{end}{' ' * column}".join(parts)


def _root(reading: Reading) -> Mapping:
    if reading.root is not None:
        return reading.root
    error = reading.errors[0]
    raise TrainerError(
        f"{reading.path.name}, line {error.span.line}: {error.message}.",
        "Fix the deck before a card is added.",
    )


def _with_id(before: Reading, fields: Fields[str, object]) -> Fields[str, object]:
    """The fields with the id that `fmt` would write; as they are where they make no new card."""
    alone = read_alone(fields).cards
    if len(alone) != 1 or isinstance(alone[0], DraftCard):
        return fields
    key = card_key(alone[0])
    is_there = any(card_key(other) == key for other in before.cards)
    return fields if is_there else {"id": key, **fields}


def read_alone(fields: Fields[str, object]) -> Reading:
    """What these keys make as the one card of a deck."""
    one_line = json.dumps(fields, ensure_ascii=True)
    return read_deck_text(f"title: T\ncards:\n- {one_line}\n", Path("card.yaml"))


def _places(text: str, root: Mapping, card: Fields[str, object]) -> list[Edit]:
    """The changes that may put the card in its place, the best first."""
    end = line_end(text)
    entry = root.entries.get("cards")
    if entry is None:
        gap = "" if text.endswith("\n") or not text else end
        return [Edit(len(text), len(text), f"{gap}cards:{end}{_block(card, 2, end)}")]
    cards = entry.value
    if isinstance(cards, Sequence) and cards.items:
        return _after_last(text, cards, card)
    if isinstance(cards, Scalar) and cards.text.strip():
        raise TrainerError("`cards` holds a text, not cards.", "Fix the deck first.")
    block = end + _block(card, entry.key.span.column + 1, end).removesuffix(end)
    start = len(text[: cards.span.start].rstrip(" "))  # no space is left behind the colon
    return [Edit(start, cards.span.end, block)]


def _after_last(text: str, cards: Sequence, card: Fields[str, object]) -> list[Edit]:
    end, last = line_end(text), cards.items[-1]
    if text[cards.span.start] == "[":
        one_line = dumped_card(card, width=10**6, flow=True).strip()
        return [Edit(last.span.end, last.span.end, f", {one_line}")]
    dash = text.rfind("-", 0, last.span.start)
    column = dash - (text.rfind("\n", 0, dash) + 1)
    gap = end if _is_spaced(text, cards.items) else ""
    block = _block(card, column, end).removesuffix(end)
    content = len(text[: content_end(text, last)].rstrip())
    newline = text.find("\n", content)
    at = len(text) if newline < 0 else len(text[:newline].rstrip())
    behind = last.span.end  # a literal block may keep the blank lines below it
    fresh = "" if text[:behind].endswith("\n") else end
    return [
        Edit(at, at, f"{end}{gap}{block}"),
        Edit(behind, behind, f"{fresh}{gap}{block}{end}"),
    ]


def _is_spaced(text: str, items: Several[Node]) -> bool:
    """Whether the author leaves a blank line between cards; so we do where there is but one."""
    if len(items) < 2:  # noqa: PLR2004 - two have something between them
        return text[items[0].span.start] != "{"
    between = text[content_end(text, items[-2]) : items[-1].span.start]
    return "\n\n" in between.replace("\r", "").replace(" ", "")


def _block(card: Fields[str, object], column: int, end: str) -> str:
    """The card as a block whose dash is in a column, from 0."""
    lines = dumped_card(card, width=WIDTH).splitlines()
    return "".join(f"{' ' * column}{line}{end}" if line else end for line in lines)


def _cards_but(reading: Reading, edit: Edit) -> list[Card]:
    spans = zip(reading.cards, reading.card_spans, strict=True)
    return [card for card, span in spans if not _is_within(span.start, edit)]


def _card_in(reading: Reading, edit: Edit) -> Card | None:
    spans = zip(reading.cards, reading.card_spans, strict=True)
    return next((card for card, span in spans if _is_within(span.start, edit)), None)


def _is_within(at: int, edit: Edit) -> bool:
    return edit.start <= at < edit.start + len(edit.text)


def _added(reading: Reading, edit: Edit, source: SourceText | None) -> AddedCard:
    first = edit.text.index("-") if "-" in edit.text else 0
    line = reading.text.count("\n", 0, edit.start + first) + 1
    node = _node_in(reading, edit)
    within: list[Diagnostic] = []
    elsewhere: list[Diagnostic] = []
    for finding in all_findings(reading, source):
        (within if _is_within(finding.span.start, edit) else elsewhere).append(finding)
    return AddedCard(
        reading,
        _card_in(reading, edit),
        line,
        tuple((_key_at(node, finding.span.start), finding) for finding in within),
        tuple(elsewhere),
    )


def _node_in(reading: Reading, edit: Edit) -> Mapping | None:
    entry = reading.root.entries.get("cards") if reading.root else None
    items = entry.value.items if entry and isinstance(entry.value, Sequence) else []
    nodes = (n for n in items if isinstance(n, Mapping) and _is_within(n.span.start, edit))
    return next(nodes, None)


def _key_at(node: Mapping | None, at: int) -> str | None:
    """The key of a card at or in whose value a place is."""
    starts = [(entry.key.span.start, key) for key, entry in node.entries.items()] if node else []
    above = [key for start, key in sorted(starts) if start <= at]
    is_whole = node is not None and at == node.span.start
    return above[-1] if above and not is_whole else None
