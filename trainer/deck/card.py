"""The cards: one model for each way of asking.

Every card has a prompt and exactly one answer key; the key decides the kind. A card is
what an author writes. What is asked and scheduled is an `Item` (see trainer.deck.item).
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import override

from trainer.deck.partial_date import PartialDate
from trainer.deck.text import FilledText

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""The id of a card or deck: lower-case letters, digits, `-` and `_`; at most 64."""

Pointer = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*\.[1-9]\d*$")]
"""`4.2`: paragraph 4, sentence 2 of the deck's source, both counted from 1."""


def _one_or_many(value: object) -> object:
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[FilledText, ...], BeforeValidator(_one_or_many)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_one_or_many)]


Importance = Annotated[
    Literal[1, 2, 3],
    BeforeValidator(lambda value: int(value) if value in ("1", "2", "3") else value),
]
"""How much a card matters, 3 the most."""


class CardBase(BaseModel):
    """What every card may carry beside its prompt and its answer key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    """The kind's name in messages, tags and reports."""
    answer_key: ClassVar[str]
    """The field that makes a card of this kind."""

    id: Slug | None = None
    """Names the card for good; `trainer fmt` writes it. Without one the question does."""
    tags: Slugs = ()
    """Words to filter by, as in `trainer study --tag dates`."""
    hint: FilledText | None = None
    """Shown on request before the answer."""
    why: FilledText | None = None
    """The explanation, shown after the answer."""
    evidence: Annotated[tuple[Pointer, ...], BeforeValidator(_one_or_many)] = ()
    """Where the source says it: paragraph.sentence, or a list of them."""
    confusable_with: Slugs = ()
    """Ids of cards easily mixed up with this one; they are not asked close together."""
    requires: Slugs = ()
    """Ids of cards that must be learnt before this one is introduced."""
    siblings: Slugs = ()
    """Ids of cards that give this one away; asked on different days."""
    importance: Importance = 2
    """3 what a reader must keep, 2 what he should, 1 what is good to know."""
    status: Literal["draft"] | None = None
    """`draft`: shown in the browser, never scheduled until the line is removed."""

    @property
    def prompt(self) -> str:
        """The question as the learner reads it."""
        raise NotImplementedError

    @property
    def solution(self) -> str:
        """The right answer in words, one line for each of its parts."""
        raise NotImplementedError


class _Asked(CardBase):
    q: FilledText
    """The question, or for `truth` the statement."""

    @property
    @override
    def prompt(self) -> str:
        return self.q


class Flashcard(_Asked):
    """A question and its answer; the learner rates himself."""

    kind: ClassVar[str] = "flashcard"
    answer_key: ClassVar[str] = "a"

    a: FilledText
    """The answer."""
    reverse: bool = False
    """Also ask the card the other way round, as an item of its own."""

    @property
    @override
    def solution(self) -> str:
        return self.a


def _unreasoned(value: object) -> object:
    """Turn a plain list of wrong options into a mapping without reasons."""
    if isinstance(value, list | tuple):
        if not all(isinstance(option, str) for option in value):
            raise PydanticCustomError("mixed_options", "the wrong options are not all plain text")
        return _distinct(dict.fromkeys(value), value)
    return value


def _distinct(mapping: dict[Any, None], options: list[object] | tuple[object, ...]) -> object:
    if len(mapping) < len(options):
        raise PydanticCustomError("repeated_option", "the same option stands twice")
    return mapping


WrongOptions = Annotated[
    dict[FilledText, FilledText | None], Field(min_length=1), BeforeValidator(_unreasoned)
]
"""Wrong option -> why it is wrong, or None where the author gave no reason."""


class MultipleChoice(_Asked):
    """One right option among wrong ones."""

    kind: ClassVar[str] = "choice"
    answer_key: ClassVar[str] = "a"

    a: FilledText
    """The right option."""
    wrong: WrongOptions
    """The wrong options: a list, or a mapping from each to why it is wrong."""

    @property
    @override
    def solution(self) -> str:
        return self.a

    @property
    def options(self) -> tuple[str, ...]:
        """Every option, the right one first; shuffle before showing."""
        return (self.a, *self.wrong)


class PickAll(_Asked):
    """All the right options among wrong ones."""

    kind: ClassVar[str] = "pick"
    answer_key: ClassVar[str] = "a"

    a: Annotated[tuple[FilledText, ...], Field(min_length=1)]
    """The right options."""
    wrong: WrongOptions
    """The wrong options: a list, or a mapping from each to why it is wrong."""

    @property
    @override
    def solution(self) -> str:
        return "\n".join(self.a)

    @property
    def options(self) -> tuple[str, ...]:
        """Every option, the right ones first; shuffle before showing."""
        return (*self.a, *self.wrong)


class Typed(_Asked):
    """An answer to type; small misspellings are forgiven."""

    kind: ClassVar[str] = "typed"
    answer_key: ClassVar[str] = "typed"

    typed: FilledText
    """The answer."""
    accept: Texts = ()
    """Other spellings and names that are as right."""

    @property
    @override
    def solution(self) -> str:
        return self.typed


class Gap(BaseModel):
    """One `{{gap}}` or `{{gap::hint}}` of a cloze text."""

    model_config = ConfigDict(frozen=True)

    text: str
    hint: str | None
    start: int
    """Where the gap's braces open in the cloze text, in characters."""
    end: int
    """Just past its closing braces."""


_GAP = re.compile(r"\{\{(?P<text>[^{}]+?)(?:::(?P<hint>[^{}]*))?\}\}")


class Cloze(CardBase):
    """A sentence with gaps; each gap is asked by itself unless `together` is set."""

    kind: ClassVar[str] = "cloze"
    answer_key: ClassVar[str] = "cloze"

    cloze: FilledText
    """The sentence, its gaps in double braces: `{{India}}` or `{{Iran::country}}`."""
    accept: Texts = ()
    """Other spellings and names that are as right, for any gap."""
    together: bool = False
    """Ask all gaps at once, with part marks, instead of one by one."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in their order in the sentence."""
        return tuple(
            Gap(
                text=found["text"].strip(),
                hint=(found["hint"] or "").strip() or None,
                start=found.start(),
                end=found.end(),
            )
            for found in _GAP.finditer(self.cloze)
        )

    def blanked(self, hidden: tuple[int, ...]) -> str:
        """The sentence with the gaps of these indices (from 0) blank and the others filled."""
        text, end = "", 0
        for index, gap in enumerate(self.gaps):
            blank = f"[{gap.hint or '…'}]" if index in hidden else gap.text
            text += self.cloze[end : gap.start] + blank
            end = gap.end
        return text + self.cloze[end:]

    @property
    @override
    def prompt(self) -> str:
        return self.blanked(tuple(range(len(self.gaps))))

    @property
    @override
    def solution(self) -> str:
        return "\n".join(gap.text for gap in self.gaps)

    @model_validator(mode="after")
    def _has_gaps(self) -> Self:
        if not self.gaps:
            raise PydanticCustomError("no_gap", "the cloze text has no {{gap}}")
        if any(not gap.text for gap in self.gaps) or "{{" in self.blanked(()):
            raise PydanticCustomError("broken_gap", "a gap is empty or its braces do not match")
        return self


class TrueFalse(_Asked):
    """A statement, true or false."""

    kind: ClassVar[str] = "truth"
    answer_key: ClassVar[str] = "truth"

    truth: bool
    """Whether the statement is true."""
    correction: FilledText | None = None
    """What is true instead; needed when the statement is false."""

    @property
    @override
    def solution(self) -> str:
        verdict = "True" if self.truth else "False"
        return f"{verdict}. {self.correction}" if self.correction else verdict


class Number(_Asked):
    """A number to type, with a unit and a tolerance where they matter."""

    kind: ClassVar[str] = "number"
    answer_key: ClassVar[str] = "number"

    number: Decimal
    """The number, written plainly: 6, 1200, 0.25."""
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
        return f"{self.number:f} {self.unit}" if self.unit else f"{self.number:f}"


class Date(_Asked):
    """A date to type, as precise as it is written."""

    kind: ClassVar[str] = "date"
    answer_key: ClassVar[str] = "date"

    date: PartialDate
    """2018, 2018-04 or 2018-04-21: the precision written is the precision asked."""

    @property
    @override
    def solution(self) -> str:
        return self.date.in_words()


class Order(_Asked):
    """Things to put in their right order."""

    kind: ClassVar[str] = "order"
    answer_key: ClassVar[str] = "order"

    order: Annotated[tuple[FilledText, ...], Field(min_length=3, max_length=7)]
    """The things in their right order, 3 to 7 of them."""

    @property
    @override
    def solution(self) -> str:
        return "\n".join(f"{place}. {thing}" for place, thing in enumerate(self.order, 1))


class Match(_Asked):
    """Left-hand sides to match with their right-hand sides."""

    kind: ClassVar[str] = "match"
    answer_key: ClassVar[str] = "match"

    match: Annotated[dict[FilledText, FilledText], Field(min_length=3, max_length=7)]
    """Left-hand side -> right-hand side, 3 to 7 of them."""
    extra: Texts = ()
    """Right-hand sides that match nothing, so that the last is no gift."""

    @property
    @override
    def solution(self) -> str:
        return "\n".join(f"{left} → {right}" for left, right in self.match.items())

    @property
    def right_sides(self) -> tuple[str, ...]:
        """Every distinct right-hand side, surplus ones last; shuffle before showing."""
        return tuple(dict.fromkeys((*self.match.values(), *self.extra)))


class ListCard(_Asked):
    """Several things to name from memory."""

    kind: ClassVar[str] = "list"
    answer_key: ClassVar[str] = "list"

    list: Annotated[tuple[FilledText, ...], Field(min_length=2)]
    """The things to name."""
    ordered: bool = False
    """Whether their order counts."""

    @property
    @override
    def solution(self) -> str:
        return "\n".join(self.list)


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


def kind_of(fields: Mapping[str, object]) -> type[Card] | None:
    """Tell the kind from the answer key among a card's fields; None when there is none."""
    for kind in KINDS[3:]:
        if kind.answer_key in fields:
            return kind
    if "a" not in fields:
        return None
    if isinstance(fields["a"], list | tuple):
        return PickAll
    return MultipleChoice if "wrong" in fields else Flashcard
