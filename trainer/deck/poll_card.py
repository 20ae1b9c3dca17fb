"""A card that asks a class what it thinks."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError, PydanticKnownError
from typing_extensions import override

from trainer.deck.answer_form import AnswerForm, WriteOne
from trainer.deck.card_base import AskedCard, FieldText
from trainer.deck.form_field import QUESTION, FormField, Shape
from trainer.deck.option_forms import ChooseOne
from trainer.deck.text import FilledText

_FEWEST_OPINIONS = 2


def _opinions(value: object) -> object:
    """Read `open` as no options."""
    if value in ("open", ["open"]):
        return ()
    if isinstance(value, list | tuple) and len(value) < _FEWEST_OPINIONS:
        counts = {"field_type": "Tuple", "min_length": 2, "actual_length": len(value)}
        raise PydanticKnownError("too_short", counts)
    return value


def _differ(options: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(options)) < len(options):
        raise PydanticCustomError("repeated_option", "the same option appears twice")
    return options


class Poll(AskedCard):
    """An opinion question: nothing is right or wrong, and a class sees what it thinks."""

    kind: ClassVar[str] = "poll"
    answer_key: ClassVar[str] = "poll"
    asked_as: ClassVar[str] = "opinion"
    has_key: ClassVar[bool] = False
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField(
            "poll",
            "Options, or open",
            Shape.LINES,
            needed=True,
            expected="write a list of 2 to 10 options, or `open` where everybody writes what they "
            "think",
            in_form="2 to 10 options, one on each line; or open, where everybody writes what they "
            "think",
        ),
    )

    poll: Annotated[
        tuple[FilledText, ...],
        Field(max_length=10),
        BeforeValidator(_opinions),
        AfterValidator(_differ),
        PlainSerializer(lambda options: list(options) or "open"),
    ]
    """The options in their order, 2 to 10; or `open`, where everybody writes what they think."""

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        return ()

    @property
    @override
    def solution(self) -> str:
        return ""

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return ChooseOne(options=self.poll) if self.poll else WriteOne(what="what you think")

    @property
    @override
    def right_labels(self) -> tuple[str, ...]:
        return ()
