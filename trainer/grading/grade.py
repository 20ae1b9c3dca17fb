"""The one way to mark an answer."""

from trainer.deck.card import (
    Cloze,
    Date,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
    Typed,
)
from trainer.deck.form_base import Answer
from trainer.deck.item import Item
from trainer.grading.arrangement import mark_match, mark_order
from trainer.grading.choice import mark_choice, mark_pick, mark_truth
from trainer.grading.date import mark_date
from trainer.grading.mark import Mark
from trainer.grading.naming import mark_list
from trainer.grading.number import mark_number
from trainer.grading.text import mark_gaps, mark_text


def grade(item: Item, answer: Answer) -> Mark:
    """Mark an answer to an item; pure.

    Raises:
        TypeError: the card does not take such an answer; a flashcard takes none.
    """
    match item.card, answer:
        case MultipleChoice() as card, str():
            return mark_choice(card, answer)
        case PickAll() as card, frozenset():
            return mark_pick(card, answer)
        case Typed() as card, str():
            return mark_text(answer, card.typed, card.accept)
        case Cloze() as card, tuple():
            return mark_gaps(card, item.gaps, answer)
        case TrueFalse() as card, bool():
            return mark_truth(card, answer)
        case Number() as card, str():
            return mark_number(card, answer)
        case Date() as card, str():
            return mark_date(card, answer)
        case Order() as card, tuple():
            return mark_order(card, answer)
        case Match() as card, dict():
            return mark_match(card, answer)
        case ListCard() as card, tuple():
            return mark_list(card, answer)
        case card, _:
            raise TypeError(f"a {card.kind} card takes no {type(answer).__name__}")
