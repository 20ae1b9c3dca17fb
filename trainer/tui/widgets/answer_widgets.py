"""The one table of widgets: which takes which form of answer."""

from collections.abc import Callable
from typing import Any

from trainer.deck.answer_form import AnswerForm, PointAt, RateYourself, WriteOne, WriteSeveral
from trainer.deck.option_forms import (
    ChooseOne,
    ChooseSeveral,
    MatchPairs,
    PutInOrder,
    TrueOrFalse,
)
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.arranging_answers import MatchAnswer, OrderAnswer
from trainer.tui.widgets.choosing_answers import (
    ChoiceAnswer,
    PickAnswer,
    SelfMarkAnswer,
    TruthAnswer,
)
from trainer.tui.widgets.pointing_answer import PointAnswer
from trainer.tui.widgets.writing_answers import LinesAnswer, TypedAnswer

WIDGETS: dict[type[AnswerForm], Callable[[Any], AnswerWidget]] = {
    RateYourself: SelfMarkAnswer,
    ChooseOne: ChoiceAnswer,
    ChooseSeveral: PickAnswer,
    TrueOrFalse: TruthAnswer,
    PutInOrder: OrderAnswer,
    MatchPairs: MatchAnswer,
    WriteOne: TypedAnswer,
    WriteSeveral: LinesAnswer,
    PointAt: PointAnswer,
}


def answer_widget(
    form: AnswerForm, turn: int = 0, text_of: Callable[[str], str] = str
) -> AnswerWidget:
    """The widget that takes an answer.

    Args:
        form: how the question is answered.
        turn: which asking its messages name.
        text_of: an option as it is shown; one is known by its source.
    """
    widget = WIDGETS[type(form)](form)
    widget.turn = turn
    widget.text_of = text_of
    return widget
