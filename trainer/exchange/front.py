"""The front of a card where another program knows nothing but fronts and backs."""

from collections.abc import Sequence

from trainer.deck.card import Card, Match, MultipleChoice, Order, PickAll


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
    return "\n".join([card.prompt, *(f"- {thing}" for thing in things)])
