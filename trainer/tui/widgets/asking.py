"""Which widget takes the answer to which kind of card."""

from trainer.deck.card import Card, Cloze, Date, ListCard, Match, Number
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
        case Match():
            return widget_of(card.kind, options, lefts=tuple(card.match))
        case ListCard():
            return widget_of(card.kind, options, blanks=len(card.list))
        case Cloze():
            return widget_of(card.kind, options, blanks=gaps)
        case Number(unit=str()):
            return widget_of(card.kind, options, written_as=f"a number ({card.unit})")
        case Date():
            return widget_of(card.kind, options, written_as=card.date.precision)
        case _:
            return widget_of(card.kind, options)


def widget_of(
    kind: str,
    options: tuple[str, ...],
    *,
    lefts: tuple[str, ...] = (),
    blanks: int = 1,
    written_as: str = "",
) -> AnswerWidget | None:
    """The widget for a kind of card; None for one that takes no answer.

    Args:
        kind: the kind.
        options: what there is to choose from or arrange, in the order to show.
        lefts: the left-hand sides of a match.
        blanks: how many texts to write.
        written_as: how a number or a date is to be written, in words.
    """
    match kind:
        case "choice":
            return ChoiceAnswer(options)
        case "pick":
            return PickAnswer(options)
        case "truth":
            return TruthAnswer()
        case "order":
            return OrderAnswer(options)
        case "match":
            return MatchAnswer(lefts, options)
        case "list":
            return LinesAnswer(blanks, "thing")
        case "cloze" if blanks > 1:
            return LinesAnswer(blanks, "gap")
        case "cloze":
            return TypedGap("the gap")
        case "number" | "date":
            return TypedAnswer(written_as or "a number")
        case "typed":
            return TypedAnswer("the answer")
        case _:
            return None
