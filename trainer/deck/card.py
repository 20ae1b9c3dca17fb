"""The cards: one model for each way of asking.

Every card has a prompt and exactly one answer key; the key decides the kind. A card is
what an author writes. What is asked and scheduled is an `Item` (see trainer.deck.item).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError, PydanticKnownError
from typing_extensions import override

from trainer.deck.answer_form import (
    AnswerForm,
    ChooseOne,
    ChooseSeveral,
    MatchPairs,
    PutInOrder,
    RateYourself,
    TrueOrFalse,
    WriteOne,
    WriteSeveral,
)
from trainer.deck.card_base import AskedCard, Texts
from trainer.deck.cloze import Cloze
from trainer.deck.draft_card import DraftCard
from trainer.deck.entry import Entry, EntryKey, written_options
from trainer.deck.partial_date import PartialDate
from trainer.deck.text import FilledText

__all__ = [
    "EVERY_KIND",
    "KINDS",
    "Card",
    "Cloze",
    "Date",
    "DraftCard",
    "Flashcard",
    "ListCard",
    "Match",
    "MultipleChoice",
    "Number",
    "Order",
    "PickAll",
    "Poll",
    "TrueFalse",
    "Typed",
    "kind_named",
    "kind_of",
]


class Flashcard(AskedCard):
    """A question and its answer; the learner rates himself."""

    kind: ClassVar[str] = "flashcard"
    answer_key: ClassVar[str] = "a"
    asked_as: ClassVar[str] = "flashcard"

    a: FilledText
    """The answer."""
    reverse: bool = False
    """Also ask the card the other way round, as an item of its own."""

    @property
    @override
    def solution(self) -> str:
        return self.a

    @property
    @override
    def both_ways(self) -> bool:
        return self.reverse

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return RateYourself()


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
        raise PydanticCustomError("repeated_option", "the same option stands twice")
    return mapping


_Reason = Annotated[FilledText | None, BeforeValidator(lambda value: value or None)]
"""Why an option is wrong; nothing after its colon is no reason."""

WrongOptions = Annotated[
    dict[EntryKey, _Reason],
    Field(min_length=1),
    BeforeValidator(_unreasoned),
    PlainSerializer(written_options),
]
"""Wrong option -> why it is wrong, or None where the author gave no reason."""


class MultipleChoice(AskedCard):
    """One right option among wrong ones."""

    kind: ClassVar[str] = "choice"
    answer_key: ClassVar[str] = "a"
    asked_as: ClassVar[str] = "choose one"

    a: Entry
    """The right option."""
    wrong: WrongOptions
    """The wrong options: a list, or a mapping from each to why it is wrong."""

    @property
    @override
    def solution(self) -> str:
        return self.a

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

    a: Annotated[tuple[Entry, ...], Field(min_length=1)]
    """The right options."""
    wrong: WrongOptions
    """The wrong options: a list, or a mapping from each to why it is wrong."""

    @property
    @override
    def solution(self) -> str:
        return "\n".join(self.a)

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


class Typed(AskedCard):
    """An answer to type; small misspellings are forgiven."""

    kind: ClassVar[str] = "typed"
    answer_key: ClassVar[str] = "typed"
    asked_as: ClassVar[str] = "type it"

    typed: FilledText
    """The answer."""
    accept: Texts = ()
    """Other spellings and names that are as right."""

    @property
    @override
    def solution(self) -> str:
        return self.typed

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return WriteOne()


class TrueFalse(AskedCard):
    """A statement, true or false."""

    kind: ClassVar[str] = "truth"
    answer_key: ClassVar[str] = "truth"
    asked_as: ClassVar[str] = "true or false"

    truth: bool
    """Whether the statement is true."""
    correction: FilledText | None = None
    """What is true instead; needed when the statement is false."""

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


_MOST_PLACES = 21
"""Digits that are shown one by one."""
_VAST = 9999
"""No measured number has a greater power of ten."""


def _measurable(number: Decimal) -> Decimal:
    if abs(number.adjusted()) > _VAST:
        raise PydanticCustomError("vast_number", "no number is as large or as small as that")
    return number


class Number(AskedCard):
    """A number to type, with a unit and a tolerance where they matter."""

    kind: ClassVar[str] = "number"
    answer_key: ClassVar[str] = "number"
    asked_as: ClassVar[str] = "number"

    number: Annotated[Decimal, Field(allow_inf_nan=False), AfterValidator(_measurable)]
    """The number, written plainly: 6, 1200, 0.25 or 6.022e23."""
    unit: FilledText | None = None
    """Its unit, which the learner may leave out."""
    tolerance: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?\s*%?$")] | None = None
    """How far off is still right: `5` in the number's own unit, or `5%` of it."""

    @property
    def margin(self) -> Decimal:
        """The tolerance in the number's own unit; 0 when none is given."""
        if self.tolerance is None:
            return Decimal(0)
        if self.tolerance.endswith("%"):
            return abs(self.number) * Decimal(self.tolerance[:-1].strip()) / 100
        return Decimal(self.tolerance)

    @property
    @override
    def solution(self) -> str:
        return f"{self.written} {self.unit}" if self.unit else self.written

    @property
    def written(self) -> str:
        """The number in digits, or as 6.022×10^23 where those would be many."""
        _, digits, exponent = self.number.as_tuple()
        if not isinstance(exponent, int) or -_MOST_PLACES < exponent <= _MOST_PLACES - len(digits):
            return f"{self.number:f}"
        mantissa = self.number.scaleb(-self.number.adjusted())
        return f"{mantissa.normalize():f}×10^{self.number.adjusted()}"

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        what = f"a number ({self.unit})" if self.unit else "a number"
        return WriteOne(what=what, unit=self.unit or "", digits=True)


class Date(AskedCard):
    """A date to type, as precise as it is written."""

    kind: ClassVar[str] = "date"
    answer_key: ClassVar[str] = "date"
    asked_as: ClassVar[str] = "date"

    date: PartialDate
    """2018, 2018-04 or 2018-04-21: the precision written is the precision asked."""

    @property
    @override
    def solution(self) -> str:
        return self.date.in_words()

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return WriteOne(what=self.date.precision)


class Order(AskedCard):
    """Things to put in their right order."""

    kind: ClassVar[str] = "order"
    answer_key: ClassVar[str] = "order"
    asked_as: ClassVar[str] = "put in order"

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

    match: Annotated[dict[FilledText, FilledText], Field(min_length=3, max_length=7)]
    """Left-hand side -> right-hand side, 3 to 7 of them."""
    extra: Texts = ()
    """Right-hand sides that match nothing, so that the last is no gift."""

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


class ListCard(AskedCard):
    """Several things to name from memory."""

    kind: ClassVar[str] = "list"
    answer_key: ClassVar[str] = "list"
    asked_as: ClassVar[str] = "name them"

    list: Annotated[tuple[Entry, ...], Field(min_length=2)]
    """The things to name; one may be a mapping of `text` and what is accepted in its stead."""
    ordered: bool = False
    """Whether their order counts."""

    def accepted(self, place: int) -> tuple[str, ...]:
        """What is as right as the thing at this place (from 0)."""
        return self.list[place].accept

    @property
    @override
    def solution(self) -> str:
        return "\n".join(self.list)

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return WriteSeveral(blanks=len(self.list), what="thing", ordered=self.ordered)


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
        raise PydanticCustomError("repeated_option", "the same option stands twice")
    return options


class Poll(AskedCard):
    """An opinion question: nothing is right or wrong, and a class sees what it thinks."""

    kind: ClassVar[str] = "poll"
    answer_key: ClassVar[str] = "poll"
    asked_as: ClassVar[str] = "opinion"
    has_key: ClassVar[bool] = False

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
    def solution(self) -> str:
        return ""

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return ChooseOne(options=self.poll) if self.poll else WriteOne(what="what you think")

    @property
    @override
    def right_labels(self) -> tuple[str, ...]:
        return ()


Card = (
    Flashcard
    | MultipleChoice
    | PickAll
    | Typed
    | Cloze
    | TrueFalse
    | Number
    | Date
    | Order
    | Match
    | ListCard
    | Poll
    | DraftCard
)

KINDS: tuple[type[Card], ...] = (
    Flashcard,
    MultipleChoice,
    PickAll,
    Typed,
    Cloze,
    TrueFalse,
    Number,
    Date,
    Order,
    Match,
    ListCard,
)
"""Every kind that has a right answer."""

EVERY_KIND: tuple[type[Card], ...] = (*KINDS, Poll)
"""Every kind that can be asked."""


def kind_named(name: str) -> type[Card]:
    """The kind that a log or a cache names.

    Raises:
        ValueError: there is none of that name.
    """
    for kind in (*EVERY_KIND, DraftCard):
        if kind.kind == name:
            return kind
    raise ValueError(f"{name} is no kind of card")


def kind_of(fields: Mapping[str, object]) -> type[Card] | None:
    """Find the kind by the answer key among a card's fields; None when there is none."""
    for kind in EVERY_KIND[3:]:
        if kind.answer_key in fields:
            return kind
    if "a" not in fields:
        return None
    if isinstance(fields["a"], list | tuple):
        return PickAll
    return MultipleChoice if "wrong" in fields else Flashcard
