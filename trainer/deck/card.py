"""The cards: one model for each way of asking.

Every card has a prompt and exactly one answer key; the key decides the kind. A card is
what an author writes. What is asked and scheduled is an `Item` (see trainer.deck.item).
"""

from collections.abc import Mapping
from typing import ClassVar

from typing_extensions import override

from trainer.deck.answer_form import AnswerForm, RateYourself
from trainer.deck.card_base import AskedCard
from trainer.deck.cloze import Cloze
from trainer.deck.draft_card import DraftCard
from trainer.deck.form_field import QUESTION, FormField, Shape
from trainer.deck.option_cards import Match, MultipleChoice, Order, PickAll, TrueFalse
from trainer.deck.poll_card import Poll
from trainer.deck.region_cards import Hide, Where
from trainer.deck.text import FilledText
from trainer.deck.written_cards import Date, ListCard, Number, Typed

__all__ = [
    "EVERY_KIND",
    "KINDS",
    "Card",
    "Cloze",
    "Date",
    "DraftCard",
    "Flashcard",
    "Hide",
    "ListCard",
    "Match",
    "MultipleChoice",
    "Number",
    "Order",
    "PickAll",
    "Poll",
    "TrueFalse",
    "Typed",
    "Where",
    "kind_named",
    "kind_of",
]


class Flashcard(AskedCard):
    """A question and its answer; learners rate themselves."""

    kind: ClassVar[str] = "flashcard"
    answer_key: ClassVar[str] = "a"
    asked_as: ClassVar[str] = "flashcard"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        FormField("a", "Answer", needed=True),
        FormField("reverse", "Also the other way round", Shape.YES_NO),
    )

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

    @property
    @override
    def keys(self) -> tuple[str, ...]:
        return (self.a,)

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return RateYourself()


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
    | Where
    | Hide
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
    Where,  # before Hide, whose key it has besides its own
    Hide,
)
"""Every kind that has a right answer."""

EVERY_KIND: tuple[type[Card], ...] = (*KINDS, Poll)
"""Every kind that can be asked."""

EVERY_KEY = frozenset(key for kind in EVERY_KIND for key in kind.model_fields)
"""Every key that a card of some kind may have."""

ANSWER_KEYS = tuple(dict.fromkeys(kind.answer_key for kind in EVERY_KIND))
"""What says how a card is asked: each has one of them."""


def kind_named(name: str) -> type[Card]:
    """The kind that a log or a cache names.

    Raises:
        ValueError: there is none of that name.
    """
    for kind in (*EVERY_KIND, DraftCard):
        if kind.kind == name:
            return kind
    raise ValueError(f"{name} is not a kind of card")


_OTHER_KEYS = frozenset(kind.answer_key for kind in EVERY_KIND[3:])
"""The answer keys that only one kind has."""


def kind_of(fields: Mapping[str, object]) -> type[Card] | None:
    """Find the kind by the answer key among a card's fields; None when there is none."""
    if not _OTHER_KEYS.isdisjoint(fields):
        return next(kind for kind in EVERY_KIND[3:] if kind.answer_key in fields)
    if "a" not in fields:
        return None
    if isinstance(fields["a"], list | tuple):
        return PickAll
    return MultipleChoice if "wrong" in fields else Flashcard
