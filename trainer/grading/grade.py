"""The one way to mark an answer."""

from collections.abc import Iterable

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.acceptance.keys import OtherKeys
from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    Hide,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    Poll,
    TrueFalse,
    Typed,
    Where,
)
from trainer.deck.form_base import Answer
from trainer.deck.item import Item
from trainer.grading.arrangement import mark_match, mark_order
from trainer.grading.choice import mark_choice, mark_pick, mark_truth
from trainer.grading.cloze import mark_gaps, mark_hidden
from trainer.grading.date import mark_date
from trainer.grading.mark import Mark
from trainer.grading.named_list import mark_list
from trainer.grading.number import mark_number
from trainer.grading.typed import mark_text
from trainer.grading.where import mark_point


def grade(  # noqa: PLR0912 - a branch for each kind of card
    item: Item,
    answer: Answer,
    *,
    language: str | None = None,
    exact: bool = False,
    others: OtherKeys | Iterable[str] = (),
) -> Mark:
    """Mark an answer to an item; pure.

    Args:
        item: what was asked.
        answer: what the learner gave.
        language: of the item's deck, where it gives one; the card's own goes before it.
        exact: whether the deck forgives nothing; the card may say so, too.
        others: keys and accepted texts of the deck, which are never slips of this card's.

    Raises:
        TypeError: the card does not take such an answer; a flashcard takes none.
    """
    at = Circumstances(
        item.card.language or language,
        exact or item.card.exact,
        item.prompt,
        others if isinstance(others, OtherKeys) else OtherKeys(others),
    )
    match _read(item), answer:
        case MultipleChoice() as card, str():
            return mark_choice(card, answer)
        case PickAll() as card, frozenset():
            return mark_pick(card, answer)
        case Typed() as card, str():
            return mark_text(answer, (card.typed, *card.accept), at)
        case Cloze() as card, tuple():
            return mark_gaps(_keys_of_gaps(item, card), item.gaps, answer, at)
        case Hide() as card, str():
            return mark_hidden(card, item.gaps, answer, at)
        case Where() as card, str():
            return mark_point(card, answer)
        case TrueFalse() as card, bool():
            return mark_truth(card, answer)
        case Number() as card, str():
            return mark_number(card, answer, at)
        case Date() as card, str():
            return mark_date(card, answer, at)
        case Order() as card, tuple():
            return mark_order(card, answer)
        case Match() as card, dict():
            return mark_match(card, answer)
        case ListCard() as card, tuple():
            return mark_list(card, answer, at)
        case Poll(), str():
            return Mark(0.0, ())  # nothing is right or wrong
        case card, _:
            raise TypeError(f"a {card.kind} card takes no {type(answer).__name__}")


def _read(item: Item) -> Card:
    """The card by whose texts a written answer is marked; what is chosen is known by its source."""
    if not item.markup or not isinstance(item.card, Typed | ListCard | Hide | Where):
        return item.card
    from trainer.deck.marked_card import plain_card

    return plain_card(item.card)


def _keys_of_gaps(item: Item, card: Cloze) -> tuple[tuple[str, ...], ...]:
    if item.markup:
        from trainer.deck.marked_card import keys_of_gaps

        return keys_of_gaps(card)
    return card.keys_of_gaps
