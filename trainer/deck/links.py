"""What the cards of a deck say of each other and of themselves, once each is sound."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from trainer.deck.acceptance.same_options import Pair, first_doubled, first_looking_same
from trainer.deck.card import Card, ListCard, Match, MultipleChoice, Order, PickAll, TrueFalse
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code, Diagnostic, Severity
from trainer.deck.fields import SLUG
from trainer.deck.identity import card_key, former_hash, question_key
from trainer.deck.model_errors import meant
from trainer.deck.span import Span
from trainer.deck.yaml_tree import KeyValue, Mapping, Node, Scalar, Sequence

_ALWAYS_ERRORS = frozenset({Code.UNSAFE_TEXT})
"""What no draft may hold either: it is shown."""

LINKS = ("requires", "confusable_with", "siblings")


def check_links(
    deck: Deck, nodes: list[Mapping], path: Path, broken: Collection[str] = ()
) -> Iterator[Diagnostic]:
    """Check ids, links, tags and keys of all cards.

    Args:
        deck: the deck, each card of it sound by itself.
        nodes: where each of its cards is.
        path: the deck's file.
        broken: the ids of its other cards, of which links may lead to one; where one of these
            has no id that can be read, any link may.
    """
    may_be_broken = any(not re.fullmatch(SLUG, name) for name in broken)
    keys = [card_key(card) for card in deck.cards]
    known = [*zip(deck.cards, nodes, keys, strict=True)]
    places: dict[str, Mapping] = {}
    # a draft stands back: where it shares an id, the finding is its own
    for _, node, key in sorted(known, key=lambda one: one[0].status == "draft"):
        places.setdefault(key, node)
    known_keys = {**places, **dict.fromkeys(broken)}
    for card, node, key in known:
        findings = [
            *_doubled_id(key, node, places),
            *(() if may_be_broken else _unknown_links(card, node, key, known_keys, deck.id)),
            *_unknown_tags(card, node, deck.tags),
            *_own_keys(card, node, deck),
        ]
        for span, code, message, hint in findings:
            finding = Diagnostic(path, span, code, message, hint)
            yield as_advice_on_draft(finding) if card.status == "draft" else finding
    ready = {key: card.requires for card, _, key in known if card.status != "draft"}
    yield from _circle(ready, places, path)


def _circle(
    requires: dict[str, tuple[str, ...]], places: dict[str, Mapping], path: Path
) -> Iterator[Diagnostic]:
    if circle := circle_in(requires):
        link = places[circle[0]].entries["requires"].value
        yield Diagnostic(path, link.span, Code.CIRCLE, as_circle(circle), "cut one link")


def circle_in(requires: dict[str, tuple[str, ...]]) -> list[str]:
    """Keys of cards each of which requires the next, the last the first; empty without such."""
    try:
        TopologicalSorter({key: links for key, links in requires.items() if links}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        return circle
    return []


def as_circle(circle: Iterable[str]) -> str:
    """What a finding says of a circle."""
    return f"these cards wait for each other: {' requires '.join(circle)}"


def with_links_of_today(cards: list[Card]) -> list[Card]:
    """The cards, their links to keys of old leading where those keys are now.

    A card without an id went by its `former_hash`, and decks hold links to that.
    """
    keys = set(map(card_key, cards))
    unknown = {key for card in cards for link in LINKS for key in getattr(card, link)} - keys
    named: defaultdict[str, list[str]] = defaultdict(list)
    for card in cards if unknown else ():
        if (key := card_key(card)) == question_key(card):
            named[former_hash(card.prompt)].append(key)
    today = {old: new[0] for old, new in named.items() if old in unknown and len(new) == 1}
    if not today:
        return cards

    def links(card: Card) -> dict[str, tuple[str, ...]]:
        return {link: tuple(today.get(key, key) for key in getattr(card, link)) for link in LINKS}

    return [
        card.model_copy(update=links(card))
        if any(today.keys() & set(getattr(card, link)) for link in LINKS)
        else card
        for card in cards
    ]


def as_advice_on_draft(finding: Diagnostic) -> Diagnostic:
    """The same finding on a card that is a draft, which it keeps from nothing yet."""
    if finding.severity is Severity.ADVICE or finding.code in _ALWAYS_ERRORS:
        return finding
    return replace(finding, code=Code.NOT_READY, message=f"not ready yet: {finding.message}")


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
            f"the id {key} appears twice; first on the card in line {line}",
            "an id names one card: change this one",
        )
    else:
        yield (
            node.span._replace(end=node.span.start + 1),
            Code.DOUBLED_ID,
            f"the same question as on the card in line {line}",
            "ask it once; if both are meant, give each an `id` of its own",
        )


def _unknown_links(
    card: Card, node: Mapping, key: str, keys: Collection[str], deck_id: str
) -> Iterator[Finding]:
    for link in LINKS:
        for position, named in enumerate(getattr(card, link)):
            target = named.removeprefix(f"{deck_id}/")
            if "/" in target:
                continue  # other decks are not at hand: see far_links
            if target == key:
                hint = "remove it"
                message = f"the card names itself in `{link}`"
            elif target not in keys:
                near = meant(target, tuple(keys))
                hint = (
                    f"did you mean {near}?" if near else "name a card of another deck as deck/card"
                )
                message = f"no card of this deck has the id {target}"
            else:
                continue
            yield (element(node.entries[link], position).span, Code.UNKNOWN_CARD, message, hint)


def far_links(card: Card) -> Iterator[tuple[str, int, str, str]]:
    """The links of a card into other decks: the key, the place below it, the deck, the card."""
    for link in LINKS:
        for position, named in enumerate(getattr(card, link)):
            deck_id, slash, key = named.partition("/")
            if slash:
                yield link, position, deck_id, key


def _unknown_tags(card: Card, node: Mapping, tags: tuple[str, ...]) -> Iterator[Finding]:
    for position, tag in enumerate(card.tags if tags else ()):
        if tag not in tags:
            near = meant(tag, tags)
            hint = f"did you mean {near}?" if near else f"the deck's tags are: {', '.join(tags)}"
            yield (
                element(node.entries["tags"], position).span,
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


def _same(card: Card, things: tuple[str, ...], deck: Deck) -> Pair | None:
    """Two that are one and the same: as an answer, and in a card that is exact, to the eye.

    A list is typed, exact or not.
    """
    looks, typed = things, things
    if deck.markup is not None:
        from trainer.deck.marked_card import as_it_looks

        looks = tuple(map(as_it_looks, things))
    if (pair := first_looking_same(looks)) is not None:
        return pair
    exact = card.exact or deck.exact
    if exact and not isinstance(card, ListCard):
        return None
    if deck.markup is not None and isinstance(card, ListCard):
        from trainer.markup.text import marked

        typed = tuple(map(marked, things))
    return first_doubled(typed, card.language or deck.language, exact=exact)


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
        message = f"“{other}” appears twice among the options"
    message += "" if one == other else f": it counts as “{one}”"
    key, place = ("wrong", pair[1] - right) if pair[1] >= right else ("a", pair[1])
    span = _place_of(node, key, place)
    yield (span, Code.DOUBLED_OPTION, message, _way_out(card, one, other))


def _doubled(
    card: Card, things: tuple[str, ...], node: Mapping, key: str, deck: Deck
) -> Iterator[Finding]:
    pair = _same(card, things, deck)
    if pair is None:
        return
    one, other = (things[at] for at in pair)
    message = f"“{other}” appears twice" + ("" if one == other else f": it counts as “{one}”")
    yield (_place_of(node, key, pair[1]), Code.DOUBLED_OPTION, message, _way_out(card, one, other))


def _way_out(card: Card, one: str, other: str) -> str:
    remove = "change or remove one of them"
    if one == other or card.exact or isinstance(card, ListCard):
        return remove
    return f"{remove}; where capitals and signs count, say `exact: true` on the card"


def _place_of(node: Mapping, key: str, place: int) -> Span:
    """Where an entry of a key is, or the key's whole value where it has no such entry."""
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


def element(entry: KeyValue, position: int) -> Node:
    """One entry of a list; the value itself where it is the only one."""
    match entry.value:
        case Sequence(items=items):
            return items[position]
        case Scalar() | Mapping():
            return entry.value
