"""Cards answered by options: to choose among, to put in order, to match."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError
from typing_extensions import override

from trainer.deck.answer_form import AnswerForm
from trainer.deck.card_base import AskedCard, FieldText
from trainer.deck.entry import Entry, EntryKey, written_options
from trainer.deck.fields import KEYS_DIFFER, Texts
from trainer.deck.form_field import QUESTION, FormField, Shape
from trainer.deck.option_forms import ChooseOne, ChooseSeveral, MatchPairs, PutInOrder, TrueOrFalse
from trainer.deck.text import FilledText


def _unreasoned(value: object) -> object:
    """Turn a plain list of wrong options into a mapping without reasons."""
    if isinstance(value, list | tuple):
        options = [Entry.validate(option) for option in value]
        return _distinct({option: option.why for option in options}, value)
    return value


def _distinct(
    mapping: dict[Entry, str | None], options: list[object] | tuple[object, ...]
) -> object:
    if len(mapping) < len(options):
        raise PydanticCustomError("repeated_option", "the same option appears twice")
    return mapping


_Reason = Annotated[FilledText | None, BeforeValidator(lambda value: value or None)]
"""Why an option is wrong; nothing after its colon is no reason."""

WrongOptions = Annotated[
    dict[EntryKey, _Reason],
    Field(min_length=1),
    KEYS_DIFFER,
    BeforeValidator(_unreasoned),
    PlainSerializer(written_options),
]
"""Wrong option -> why it is wrong, or None where the author gave no reason."""


_WRONG = FormField(
    "wrong",
    "Wrong options",
    Shape.REASONS,
    needed=True,
    expected="write a list of wrong options, or lines of `option: why it is wrong`",
    in_form="write the wrong options one on each line, as: option | why it is wrong",
)


class MultipleChoice(AskedCard):
    """One right option among wrong ones."""

    kind: ClassVar[str] = "choice"
    answer_key: ClassVar[str] = "a"
    asked_as: ClassVar[str] = "choose one"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField("a", "Right option", needed=True),
        _WRONG,
    )

    a: Entry
    """The right option."""
    wrong: WrongOptions
    """The wrong options: a list, or a mapping from each to why it is wrong."""

    @property
    @override
    def solution(self) -> str:
        return self.a

    @property
    @override
    def keys(self) -> tuple[str, ...]:
        return (self.a,)

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return ChooseOne(options=self.options)

    @property
    @override
    def right_labels(self) -> tuple[str, ...]:
        return (self.a,)

    @property
    @override
    def reasons(self) -> Mapping[str, str | None]:
        return {self.a: self.a.why, **self.wrong}

    @property
    def options(self) -> tuple[str, ...]:
        """Every option, the right one first; shuffle before showing."""
        return (self.a, *self.wrong)


class PickAll(AskedCard):
    """All the right options among wrong ones."""

    kind: ClassVar[str] = "pick"
    answer_key: ClassVar[str] = "a"
    asked_as: ClassVar[str] = "pick all that apply"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField("a", "Right options", Shape.SPELLINGS, needed=True),
        _WRONG,
    )

    a: Annotated[tuple[Entry, ...], Field(min_length=1)]
    """The right options."""
    wrong: WrongOptions
    """The wrong options: a list, or a mapping from each to why it is wrong."""

    @property
    @override
    def solution(self) -> str:
        return "\n".join(self.a)

    @property
    @override
    def keys(self) -> tuple[str, ...]:
        return self.a

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return ChooseSeveral(options=self.options)

    @property
    @override
    def right_labels(self) -> tuple[str, ...]:
        return self.a

    @property
    @override
    def reasons(self) -> Mapping[str, str | None]:
        return {**{option: option.why for option in self.a}, **self.wrong}

    @property
    def options(self) -> tuple[str, ...]:
        """Every option, the right ones first; shuffle before showing."""
        return (*self.a, *self.wrong)


class TrueFalse(AskedCard):
    """A statement, true or false."""

    kind: ClassVar[str] = "truth"
    answer_key: ClassVar[str] = "truth"
    asked_as: ClassVar[str] = "true or false"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        FormField("q", "Statement", needed=True),
        FormField("truth", "It is true", Shape.YES_NO, needed=True),
        FormField("correction", "What is true instead"),
    )

    truth: bool
    """Whether the statement is true."""
    correction: FilledText | None = None
    """What is true instead; needed when the statement is false."""

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        if self.truth:
            return (FieldText(self.q, "q"),)
        return (FieldText(self.correction or "", "correction"),)

    @property
    @override
    def solution(self) -> str:
        verdict = "True" if self.truth else "False"
        return f"{verdict}. {self.correction}" if self.correction else verdict

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return TrueOrFalse()

    @property
    @override
    def right_labels(self) -> tuple[str, ...]:
        return (str(self.truth),)


class Order(AskedCard):
    """Things to put in their right order."""

    kind: ClassVar[str] = "order"
    answer_key: ClassVar[str] = "order"
    asked_as: ClassVar[str] = "put in order"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField(
            "order",
            "In their right order",
            Shape.LINES,
            needed=True,
            expected="write a list of 3 to 7 things in their right order",
            in_form="write 3 to 7 things in their right order, one on each line",
        ),
    )

    order: Annotated[tuple[FilledText, ...], Field(min_length=3, max_length=7)]
    """The things in their right order, 3 to 7 of them."""

    @property
    @override
    def solution(self) -> str:
        return "\n".join(f"{place}. {thing}" for place, thing in enumerate(self.order, 1))

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return PutInOrder(options=self.order)


class Match(AskedCard):
    """Left-hand sides to match with their right-hand sides."""

    kind: ClassVar[str] = "match"
    answer_key: ClassVar[str] = "match"
    asked_as: ClassVar[str] = "match"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField(
            "match",
            "Pairs",
            Shape.PAIRS,
            needed=True,
            expected="write 3 to 7 lines of `left: right` below it",
            in_form="write 3 to 7 pairs, one on each line, as: left | right",
        ),
        FormField("extra", "Extra right-hand sides", Shape.LINES),
    )

    match: Annotated[dict[FilledText, FilledText], Field(min_length=3, max_length=7), KEYS_DIFFER]
    """Left-hand side -> right-hand side, 3 to 7 of them."""
    extra: Texts = ()
    """Right-hand sides that match nothing, so that the last is no gift."""

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        pairs = self.match.items()
        return tuple(FieldText(f"{left}: {right}", "match", left) for left, right in pairs)

    @property
    @override
    def solution(self) -> str:
        return "\n".join(f"{left} → {right}" for left, right in self.match.items())

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return MatchPairs(lefts=tuple(self.match), options=self.right_sides)

    @property
    def right_sides(self) -> tuple[str, ...]:
        """Every distinct right-hand side, surplus ones last; shuffle before showing."""
        return tuple(dict.fromkeys((*self.match.values(), *self.extra)))
