"""One answer more that counts as right: on a card at hand, and in the text of its deck."""

from collections import abc
from pathlib import Path

from trainer.deck.card import Card, Cloze, Typed
from trainer.deck.deck import Deck
from trainer.deck.edit import Edit, applied
from trainer.deck.formatter import content_end, line_end
from trainer.deck.identity import card_key
from trainer.deck.item import items_of_card
from trainer.deck.reader import read_deck_text
from trainer.deck.writer import dumped_text
from trainer.deck.yaml_tree import KeyValue, Mapping, Scalar, Sequence
from trainer.markup.text import literally


def accepting(card: Card, gaps: tuple[int, ...], answers: tuple[str, ...]) -> Card | None:
    """The card with more answers that are right; None where its kind takes no such list.

    Args:
        card: a card.
        gaps: of a cloze, those that are asked (from 0); it must be one.
        answers: what is right besides.
    """
    match card:
        case Typed():
            return card.model_copy(update={"accept": _more(card.accept, answers)})
        case Cloze() if len(gaps) == 1:
            gap = card.gaps[gaps[0]].text
            known = {**card.accept, gap: _more(card.accept.get(gap, ()), answers)}
            return card.model_copy(update={"accept": known})
        case _:
            return None


def deck_accepting(deck: Deck, accepted: abc.Mapping[str, tuple[str, ...]]) -> Deck:
    """A deck whose cards accept what a learner holds to be right besides.

    Args:
        deck: as its author wrote it.
        accepted: item -> texts; those of cards that take no such list are left out.
    """
    cards: list[Card] = []
    for card in deck.cards:
        for item in items_of_card(deck.id, card):
            if more := accepted.get(item.id):
                card = accepting(card, item.gaps, more) or card  # noqa: PLW2901 - the card so far
        cards.append(card)
    return deck.model_copy(update={"cards": tuple(cards)})


def with_accepted(
    text: str, path: Path, key: str, gaps: tuple[int, ...], answer: str
) -> str | None:
    """A deck's text in which a card accepts one answer more; nothing else is touched.

    Args:
        text: the deck's.
        path: its file.
        key: names the card, see trainer.deck.identity.
        gaps: see `accepting`.
        answer: what is right besides.

    Returns:
        The text; None where it cannot be written without touching more.
    """
    before = read_deck_text(text, path)
    root = before.root
    at = next((n for n, card in enumerate(before.cards) if card_key(card) == key), None)
    if at is None or root is None:
        return None
    card = before.cards[at]
    if before.deck is not None and before.deck.markup is not None:
        answer = literally(answer)
    wanted = accepting(card, gaps, (answer,))
    nodes = root.entries["cards"].value
    node = next((n for n in _mappings(nodes) if n.span.start == before.card_spans[at].start), None)
    if wanted is None or node is None:
        return None
    gap = card.gaps[gaps[0]].text if isinstance(card, Cloze) else None
    edit = _edit(text, node, card.answer_key, gap, answer)
    changed = applied(text, [edit]) if edit else text
    after = read_deck_text(changed, path).cards
    expected = (*before.cards[:at], wanted, *before.cards[at + 1 :])
    return changed if after == expected else None


def _more(known: tuple[str, ...], answers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *answers)))


def _mappings(nodes: object) -> list[Mapping]:
    items = nodes.items if isinstance(nodes, Sequence) else []
    return [node for node in items if isinstance(node, Mapping)]


def _edit(text: str, node: Mapping, beside: str, gap: str | None, answer: str) -> Edit | None:
    accept = node.entries.get("accept")
    value_text = dumped_text(answer)
    if accept is None:
        value = f"[{value_text}]" if gap is None else f"{{{dumped_text(gap)}: [{value_text}]}}"
        return _new_entry(text, node, node.entries[beside], f"accept: {value}")
    if isinstance(accept.value, Mapping):
        if gap in accept.value.entries:
            return _into(text, accept.value.entries[gap], value_text)
        last = list(accept.value.entries.values())[-1]
        return _new_entry(text, accept.value, last, f"{dumped_text(gap or '')}: [{value_text}]")
    return _into(text, accept, value_text)


def _new_entry(text: str, node: Mapping, after: KeyValue, written: str) -> Edit:
    """A new entry of a mapping, below another."""
    if text[node.span.start] == "{":
        end = after.value.span.end
        return Edit(end, end, f", {written}")
    newline = text.find("\n", content_end(text, after.value))
    end = len(text) if newline < 0 else newline
    end -= text[:end].endswith("\r")
    column = after.key.span.column - 1
    return Edit(end, end, f"{line_end(text)}{' ' * column}{written}")


def _into(text: str, entry: KeyValue, value_text: str) -> Edit | None:
    """One text more for a list; a text alone becomes one."""
    value = entry.value
    if isinstance(value, Scalar):
        start, end = value.span.start, value.span.end
        if text[start] in "|>":
            return None
        return Edit(start, end, f"[{dumped_text(value.text)}, {value_text}]")
    if not isinstance(value, Sequence) or not value.items:
        return None
    last = value.items[-1]
    if text[value.span.start] == "[":
        return Edit(last.span.end, last.span.end, f", {value_text}")
    newline = text.find("\n", content_end(text, last))
    end = len(text) if newline < 0 else newline
    end -= text[:end].endswith("\r")
    dash = text.rfind("-", 0, last.span.start)
    column = dash - (text.rfind("\n", 0, dash) + 1)
    return Edit(end, end, f"{line_end(text)}{' ' * column}- {value_text}")
