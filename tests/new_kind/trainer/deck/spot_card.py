"""A kind of card that trainer has not: the words of a sentence that are wrong."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field
from typing_extensions import override

from trainer.deck.answer_form import AnswerForm
from trainer.deck.card_base import AskedCard, FieldText
from trainer.deck.form_base import Answer
from trainer.deck.form_field import QUESTION, FormField, Shape
from trainer.deck.text import FilledText
from trainer.deck.word_form import MarkWords


class Spot(AskedCard):
    """A sentence, and which of its words are wrong."""

    kind: ClassVar[str] = "spot"
    answer_key: ClassVar[str] = "spot"
    asked_as: ClassVar[str] = "mark the words"
    snippet: ClassVar[Mapping[str, object]] = {"q": "$1", "sentence": "$2", "spot": [1]}
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField("sentence", "Sentence", needed=True),
        FormField(
            "spot",
            "Numbers of the words",
            Shape.WORDS,
            needed=True,
            has_texts=False,
            expected="write the numbers of the words, as [2, 5]",
            in_form="write the numbers of the words, as 2, 5",
        ),
    )

    sentence: Annotated[FilledText, Field(examples=["Rome lies on the Po."])]
    """The sentence."""
    spot: Annotated[tuple[int, ...], Field(min_length=1)]
    """Which of its words are wrong, from 1."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the sentence."""
        return tuple(self.sentence.split())

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        return ()

    @property
    @override
    def solution(self) -> str:
        return "\n".join(self.words[number - 1] for number in self.spot)

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return MarkWords(words=self.words)

    @override
    def counted(self, form: AnswerForm, answer: Answer) -> tuple[str, ...]:
        return tuple(self.words[int(number) - 1] for number in form.counted(answer))
