"""The front of a card where another program knows nothing but fronts and backs."""

from collections.abc import Iterator, Sequence

from trainer.deck.card import (
    Card,
    Cloze,
    DraftCard,
    Match,
    MultipleChoice,
    Order,
    PickAll,
)
from trainer.deck.cloze import literally
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key


def with_setting_in_prompts(deck: Deck) -> Deck:
    """The deck for a program that knows no setting: it begins every question.

    Ids are written down, for without one the question names the card.
    """
    if deck.setting is None:
        return deck
    setting = deck.setting if deck.setting[-1] in ".!?:" else f"{deck.setting}:"
    return deck.model_copy(update={"cards": tuple(_set_in(card, setting) for card in deck.cards)})


def _set_in(card: Card, setting: str) -> Card:
    if isinstance(card, DraftCard):
        return card
    written = {"cloze": f"{literally(setting)} {card.cloze}"} if isinstance(card, Cloze) else {}
    asked = written or {"q": f"{setting} {card.prompt}"}
    return card.model_copy(update={"id": card_key(card), **asked})


def sides_of(card: Card) -> Iterator[tuple[str, str]]:
    """The two sides of each of its items, where all that there is are two sides."""
    if isinstance(card, Cloze):
        yield from ((card.prompt_for(gaps), card.solution_for(gaps)) for gaps in card.items)
        return
    yield front_of(card), card.solution
    if card.both_ways:
        yield card.solution, card.prompt


def items_of(card: Card) -> int:
    """How many things it asks, each with a schedule of its own."""
    return len(card.items) or 1 + card.both_ways


def front_of(card: Card) -> str:
    """The question with all that its learner sees of it: the options, or what to arrange."""
    things: Sequence[str] = ()
    match card:
        case MultipleChoice() | PickAll():
            things = sorted(card.options)
        case Order():
            things = sorted(card.order)
        case Match():
            things = [" / ".join(card.match), " / ".join(sorted(card.right_sides))]
        case _:
            pass
    lines = [f"- {thing}" for thing in things]
    return "\n".join([card.prompt, *lines]) if lines else card.prompt  # which may be marked up
