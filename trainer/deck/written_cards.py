"""Cards whose answer is written: a text, a number, a date, a list of things."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError
from typing_extensions import override

from trainer.deck.answer_form import AnswerForm, WriteOne, WriteSeveral
from trainer.deck.card_base import AskedCard, FieldText
from trainer.deck.entry import Entry
from trainer.deck.fields import Texts
from trainer.deck.form_field import ALSO_RIGHT, QUESTION, FormField, Shape
from trainer.deck.partial_date import PartialDate
from trainer.deck.text import FilledText


class Typed(AskedCard):
    """An answer to type; small misspellings are forgiven."""

    kind: ClassVar[str] = "typed"
    answer_key: ClassVar[str] = "typed"
    asked_as: ClassVar[str] = "type it"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField("typed", "Answer", needed=True),
        ALSO_RIGHT,
    )

    typed: FilledText
    """The answer."""
    accept: Texts = ()
    """Other spellings and names that are as right."""

    @property
    @override
    def solution(self) -> str:
        return self.typed

    @property
    @override
    def keys(self) -> tuple[str, ...]:
        return (self.typed, *self.accept)

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return WriteOne()


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
    snippet: ClassVar[Mapping[str, object]] = {"q": "$1", "number": 1, "unit": "$2"}
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField(
            "number",
            "Number",
            needed=True,
            has_texts=False,
            expected="write digits alone, as 6, 1200, 0.25 or 6.022e23; the unit has a key of its "
            "own",
            in_form="write digits alone, as 6, 1200, 0.25 or 6.022e23; the unit has a field of its "
            "own",
        ),
        FormField("unit", "Unit", has_texts=False),
        FormField(
            "tolerance",
            "Still right, as 5 or 5%",
            has_texts=False,
            expected="write digits, as 5, or a share of the number, as 5%",
        ),
    )

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
    def answers(self) -> tuple[FieldText, ...]:
        return (FieldText(self.solution, "number"),)

    @property
    @override
    def solution(self) -> str:
        return f"{self.written} {self.unit}" if self.unit else self.written

    @override
    def tolerated(self, given: str) -> str:
        number = re.escape(self.written)  # 50 and 50.0, but not 50.4
        is_key = re.search(rf"(?<![\d.]){number}(?:\.0+)?(?!\.?\d)", given.replace(",", ""))
        if self.tolerance is None or is_key:
            return ""
        in_unit = self.unit and not self.tolerance.endswith("%")
        width = f"{self.tolerance} {self.unit}" if in_unit else self.tolerance
        return f"Within {width} of the key counts as right."

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
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField(
            "date",
            "Date, as 2018-04",
            needed=True,
            has_texts=False,
            expected="write 2018, 2018-04 or 2018-04-21; before Christ -44 or 44 BC",
        ),
    )

    date: PartialDate
    """2018, 2018-04 or 2018-04-21: the precision written is the precision asked."""

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        return (FieldText(self.solution, "date"),)

    @property
    @override
    def solution(self) -> str:
        return self.date.in_words()

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return WriteOne(what=self.date.precision)


class ListCard(AskedCard):
    """Several things to name from memory."""

    kind: ClassVar[str] = "list"
    answer_key: ClassVar[str] = "list"
    asked_as: ClassVar[str] = "name them"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField(
            "list",
            "Things to name",
            Shape.SPELLINGS,
            needed=True,
            expected="write a list of at least 2 things, each a text or lines of `text:` and "
            "`accept:`",
            in_form="write at least 2 things, one on each line, as: answer | other spelling",
        ),
        FormField("ordered", "Their order counts", Shape.YES_NO),
    )

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

    @property
    @override
    def keys(self) -> tuple[str, ...]:
        return tuple(text for thing in self.list for text in (thing, *thing.accept))

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return WriteSeveral(blanks=len(self.list), what="thing", ordered=self.ordered)
