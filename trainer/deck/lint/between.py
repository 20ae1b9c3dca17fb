"""Links that reach from one deck into another, once several decks are at hand."""

from collections.abc import Iterator, Sequence

from trainer.deck.card import Card
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.identity import card_key
from trainer.deck.links import as_circle, circle_in, element, far_links
from trainer.deck.reading import Reading
from trainer.deck.span import Span


def check_between(readings: Sequence[Reading]) -> Iterator[Diagnostic]:
    """Links into a deck that is at hand, to a card that is not in it; and circles of them.

    What leads into a deck that is not at hand is nobody's mistake here.
    """
    cards = {r.deck.id: {card_key(card) for card in r.deck.cards} for r in readings if r.deck}
    for reading in readings:
        for at, card in enumerate(reading.deck.cards if reading.deck else ()):
            for link, position, deck_id, key in far_links(card):
                if deck_id in cards and key not in cards[deck_id]:
                    yield Diagnostic(
                        reading.path,
                        _place(reading, at, link, position),
                        Code.FAR_LINK,
                        f"the deck {deck_id} has no card {key}",
                        "an id may have been mistyped, or its card has gone",
                    )
    yield from _circle(readings)


def _circle(readings: Sequence[Reading]) -> Iterator[Diagnostic]:
    waiting: dict[str, tuple[str, ...]] = {}
    places: dict[str, tuple[Reading, int, Card]] = {}
    for reading in readings:
        for at, card in enumerate(reading.deck.cards if reading.deck else ()):
            if reading.deck and card.requires and card.status != "draft":
                name = f"{reading.deck.id}/{card_key(card)}"
                waiting[name] = tuple(_in_full(reading.deck.id, key) for key in card.requires)
                places[name] = reading, at, card
    if circle := circle_in(waiting):
        reading, at, _ = places[circle[0]]
        yield Diagnostic(
            reading.path,
            _place(reading, at, "requires", 0),
            Code.FAR_LINK,
            as_circle(circle),
            "cut one link: as it is, none of them is ever introduced",
        )


def _in_full(deck_id: str, key: str) -> str:
    return key if "/" in key else f"{deck_id}/{key}"


def _place(reading: Reading, at: int, link: str, position: int) -> Span:
    return element(reading.card_nodes[at].entries[link], position).span
