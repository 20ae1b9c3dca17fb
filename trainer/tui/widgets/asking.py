"""Which widget takes the answer to which kind of card."""

from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    Flashcard,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
)
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.arranging import MatchAnswer, OrderAnswer
from trainer.tui.widgets.choosing import ChoiceAnswer, PickAnswer, TruthAnswer
from trainer.tui.widgets.writing import LinesAnswer, TypedAnswer, TypedGap


def answer_widget(card: Card, gaps: int, options: tuple[str, ...]) -> AnswerWidget | None:
    """The widget for a card; None for a flashcard, which takes no answer.

    Args:
        card: the card being asked.
        gaps: how many gaps are blank, for a cloze.
        options: what there is to choose from or arrange, in the order to show.
    """
    match card:
        case Flashcard():
            return None
        case MultipleChoice():
            return ChoiceAnswer(options)
        case PickAll():
            return PickAnswer(options)
        case TrueFalse():
            return TruthAnswer()
        case Order():
            return OrderAnswer(options)
        case Match():
            return MatchAnswer(tuple(card.match), options)
        case ListCard():
            return LinesAnswer(len(card.list), "thing")
        case Cloze() if gaps > 1:
            return LinesAnswer(gaps, "gap")
        case Cloze():
            return TypedGap("the gap")
        case Number():
            return TypedAnswer(f"a number ({card.unit})" if card.unit else "a number")
        case Date():
            return TypedAnswer(card.date.precision)
        case _:
            return TypedAnswer("the answer")
