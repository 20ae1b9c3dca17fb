"""A kind of card that trainer has not, answered as others are: a word to write backwards."""

from typing import ClassVar

from typing_extensions import override

from trainer.deck.answer_form import AnswerForm, WriteOne
from trainer.deck.card_base import AskedCard
from trainer.deck.form_field import QUESTION, FormField
from trainer.deck.text import FilledText


class Backwards(AskedCard):
    """A word to write backwards."""

    kind: ClassVar[str] = "backwards"
    answer_key: ClassVar[str] = "backwards"
    asked_as: ClassVar[str] = "write it backwards"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField("backwards", "Word", needed=True),
    )

    backwards: FilledText
    """The word, as it is read."""

    @property
    @override
    def solution(self) -> str:
        return self.backwards[::-1]

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return WriteOne(what="it backwards")
