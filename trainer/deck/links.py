"""What the cards of a deck say of each other and of themselves, once each is sound."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from trainer.deck.card import Card, ListCard, Match, MultipleChoice, Order, PickAll, TrueFalse
from trainer.deck.composer import Entry, Mapping, Node, Scalar, Sequence
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.doubled import first_doubled
from trainer.deck.identity import card_key
from trainer.deck.span import Span
from trainer.deck.wording import meant

LINKS = ("requires", "confusable_with", "siblings")


def check_links(deck: Deck, nodes: list[Mapping], path: Path) -> Iterator[Diagnostic]:
    """Check ids, links, tags and keys of all cards.

    Args:
        deck: the deck, each card of it sound by itself.
        nodes: where each of its cards stands.
        path: the deck's file.
    """
    keys = [card_key(card) for card in deck.cards]
    places = dict(zip(reversed(keys), reversed(nodes), strict=True))
    for card, node, key in zip(deck.cards, nodes, keys, strict=True):
        found = [
            *_doubled_id(key, node, places),
            *_unknown_links(card, node, key, places),
            *_unknown_tags(card, node, deck.tags),
            *_own_keys(card, node, deck),
        ]
        for span, code, message, hint in found:
            yield Diagnostic(path, span, code, message, hint)
    try:
        TopologicalSorter(
            {k: card.requires for k, card in zip(keys, deck.cards, strict=True) if card.requires}
        ).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        link = places[circle[0]].entries["requires"].value
        told = " requires ".join(circle)
        yield Diagnostic(
            path, link.span, Code.CIRCLE, f"these cards wait for each other: {told}", "cut one link"
        )


Finding = tuple[Span, Code, str, str]


def _doubled_id(key: str, node: Mapping, places: dict[str, Mapping]) -> Iterator[Finding]:
    first = places[key]
    if first is node:
        return
    line = first.span.line
    if entry := node.entries.get("id"):
        yield (
            entry.value.span,
            Code.DOUBLED_ID,
            f"the id {key} stands twice; first on the card in line {line}",
            "an id names one card: change this one",
        )
    else:
        yield (
            node.span._replace(end=node.span.start + 1),
            Code.DOUBLED_ID,
            f"the same question as on the card in line {line}",
            "ask it once, or tell the two apart",
        )


def _unknown_links(
    card: Card, node: Mapping, key: str, places: dict[str, Mapping]
) -> Iterator[Finding]:
    for link in LINKS:
        for position, target in enumerate(getattr(card, link)):
            if target == key:
                hint = "remove it"
                message = f"the card names itself in `{link}`"
            elif target not in places:
                near = meant(target, tuple(places))
                hint = f"did you mean {near}?" if near else "links reach the cards of one deck"
                message = f"no card of this deck has the id {target}"
            else:
                continue
            yield (_element(node.entries[link], position).span, Code.UNKNOWN_CARD, message, hint)


def _unknown_tags(card: Card, node: Mapping, tags: tuple[str, ...]) -> Iterator[Finding]:
    for position, tag in enumerate(card.tags if tags else ()):
        if tag not in tags:
            near = meant(tag, tags)
            hint = f"did you mean {near}?" if near else f"the deck's tags are: {', '.join(tags)}"
            yield (
                _element(node.entries["tags"], position).span,
                Code.UNKNOWN_TAG,
                f"{tag} is not among the deck's tags",
                hint,
            )


def _own_keys(card: Card, node: Mapping, deck: Deck) -> Iterator[Finding]:
    match card:
        case TrueFalse(truth=False, correction=None):
            yield (
                node.entries["truth"].value.span,
                Code.NO_CORRECTION,
                "a false statement needs its `correction`",
                "say what is true instead; a false statement alone is what gets learnt",
            )
        case MultipleChoice() | PickAll():
            yield from _doubled_options(card, node, deck)
        case Order():
            yield from _doubled(card, card.order, node, "order", deck)
        case ListCard():
            yield from _doubled(card, card.list, node, "list", deck)
        case Match():
            sides = (*card.match.values(), *card.extra)
            yield from _doubled(card, sides, node, "match", deck)


def _same(card: Card, things: tuple[str, ...], deck: Deck) -> tuple[int, int] | None:
    return first_doubled(things, card.language or deck.language, exact=card.exact or deck.exact)


def _doubled_options(
    card: MultipleChoice | PickAll, node: Mapping, deck: Deck
) -> Iterator[Finding]:
    pair = _same(card, card.options, deck)
    if pair is None:
        return
    one, other = (card.options[at] for at in pair)
    right = 1 if isinstance(card, MultipleChoice) else len(card.a)
    if pair[0] < right <= pair[1]:
        message = f"“{other}” is a wrong option, and the right one too"
    else:
        message = f"“{other}” stands twice among the options"
    message += "" if one == other else f": it is taken for “{one}”"
    key, place = ("wrong", pair[1] - right) if pair[1] >= right else ("a", pair[1])
    span = _place_of(node, key, place)
    yield (span, Code.DOUBLED_OPTION, message, "change or remove one of them")


def _doubled(
    card: Card, things: tuple[str, ...], node: Mapping, key: str, deck: Deck
) -> Iterator[Finding]:
    pair = _same(card, things, deck)
    if pair is None:
        return
    one, other = (things[at] for at in pair)
    message = f"“{other}” stands twice" + ("" if one == other else f": it is taken for “{one}”")
    yield (
        _place_of(node, key, pair[1]),
        Code.DOUBLED_OPTION,
        message,
        "change or remove one of them",
    )


def _place_of(node: Mapping, key: str, place: int) -> Span:
    """Where an entry of a key stands, or the key's whole value where it has no such entry."""
    if key not in node.entries:
        return node.span
    value = node.entries[key].value
    match value:
        case Sequence(items=items) if place < len(items):
            return items[place].span
        case Mapping(entries=entries) if place < len(entries):
            entry = list(entries.values())[place]
            return entry.value.span if key == "match" else entry.key.span
        case _:
            return value.span


def _element(entry: Entry, position: int) -> Node:
    match entry.value:
        case Sequence(items=items):
            return items[position]
        case Scalar() | Mapping():
            return entry.value
