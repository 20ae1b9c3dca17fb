"""A question of a drill: what players are shown of it, and how their answers are read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from trainer.classroom.event import Asked
from trainer.deck.card import (
    KINDS,
    Cloze,
    Date,
    Flashcard,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
)
from trainer.deck.item import Item
from trainer.deck.text import clean
from trainer.grading.grade import grade
from trainer.grading.mark import Answer, Mark

LONGEST = 200
"""Characters of a typed answer; no key of a drill is longer."""

SELF_MARKS = {"right": 1.0, "partly": 0.5, "wrong": 0.0}
"""What a player says of himself when a flashcard is revealed -> what it is worth."""

_INDEX: TypeAdapter[int] = TypeAdapter(int)
_INDICES: TypeAdapter[list[int]] = TypeAdapter(list[int])
_PLACES: TypeAdapter[list[int | None]] = TypeAdapter(list[int | None])
_TEXT: TypeAdapter[str] = TypeAdapter(str)
_TEXTS: TypeAdapter[list[str]] = TypeAdapter(list[str])
_TRUTH: TypeAdapter[bool] = TypeAdapter(bool)


class NoAnswerError(ValueError):
    """What a device sent is no answer to this question."""


class UnreadAnswerError(ValueError):
    """What was typed can be neither right nor wrong, as words where a number is asked."""


@dataclass(frozen=True)
class Question:
    """An item, with its options in the order that every front shows."""

    item: Item
    seed: int
    """What the order of the options follows from."""
    grade: Callable[[Item, Answer], Mark] = field(default=grade, compare=False, repr=False)
    """Marks an answer as the item's deck says."""

    @cached_property
    def options(self) -> tuple[str, ...]:
        """What there is to choose from or to arrange; empty for the other kinds."""
        return self.item.shuffled(self.seed)

    @classmethod
    def of(cls, asked: Asked, seed: int) -> Self:
        """The question as the log kept it, whatever became of its card since.

        Raises:
            ValueError: what was kept is no card.
        """
        model = next((kind for kind in KINDS if kind.kind == asked.kind), None)
        if model is None:
            raise ValueError(f"there is no kind of card {asked.kind!r}")
        deck, _, item = asked.ref.partition("/")
        card = model.model_validate(asked.card)
        asked_item = Item.of(
            deck, item, card, asked.gaps, reversed=asked.reversed, setting=asked.setting
        )
        return cls(asked_item, seed)

    @property
    def kind(self) -> str:
        """The kind of card."""
        return self.item.card.kind

    @property
    def has_votes(self) -> bool:
        """Whether answers are choices among options that can be counted beside each other."""
        return isinstance(self.item.card, MultipleChoice | PickAll | TrueFalse)

    @property
    def self_marked(self) -> bool:
        """Whether players mark themselves, once the answer is revealed."""
        return isinstance(self.item.card, Flashcard)

    @property
    def asked(self) -> Asked:
        """The question as the log keeps it."""
        return Asked(
            ref=self.item.ref,
            kind=self.kind,
            prompt=self.item.prompt,
            solution=self.item.solution,
            options=self.options,
            card=self.item.card.model_dump(mode="json", exclude_defaults=True),
            gaps=self.item.gaps,
            reversed=self.item.reversed,
            setting=self.item.setting,
        )

    def shown(self) -> dict[str, Any]:
        """What a player's device needs to ask it; nothing of the key.

        `setting` belongs to the prompt, `hint` is for who asks for it, `blanks` is how many texts
        to write, `lefts` what to match the options with, `unit` and `precision` tell how to write
        a number or a date.
        """
        card = self.item.card
        shown: dict[str, Any] = {"kind": self.kind, "prompt": self.item.prompt}
        if self.item.setting:
            shown["setting"] = self.item.setting
        if card.hint:
            shown["hint"] = card.hint
        if self.options:
            shown["options"] = self.options
        match card:
            case Match():
                shown["lefts"] = tuple(card.match)
            case Cloze():
                shown["blanks"] = len(self.item.gaps)
            case ListCard():
                shown["blanks"] = len(card.list)
            case Number(unit=str()):
                shown["unit"] = card.unit
            case Date():
                shown["precision"] = card.date.precision
            case _:
                pass
        return shown

    def read(self, sent: object) -> Answer:
        """The answer that a device sent: indices of options, texts, or a truth.

        Raises:
            NoAnswerError: it is none to this question.
        """
        try:
            return self._read(sent)
        except (ValidationError, PydanticCustomError, IndexError) as error:
            raise NoAnswerError("this is no answer to the question") from error

    def sent(self, answer: Answer) -> object:
        """The answer as a device sends it; `read` turned round."""
        match self.item.card, answer:
            case MultipleChoice(), str():
                return self.options.index(answer)
            case PickAll(), _ if not isinstance(answer, str | bool | dict):
                return sorted(self.options.index(option) for option in answer)
            case Order(), tuple():
                return [self.options.index(thing) for thing in answer]
            case Match() as card, dict():
                rights = (answer.get(left) for left in card.match)
                return [None if r is None else self.options.index(r) for r in rights]
            case _, tuple():
                return list(answer)
            case _:
                return answer

    def worth(self, answer: Answer) -> float:
        """What an answer is worth, 0 to 1.

        Raises:
            UnreadAnswerError: it is no answer of its kind; it says what would be read.
        """
        if self.self_marked:
            return SELF_MARKS[str(answer)]
        mark = self.grade(self.item, answer)
        if mark.unread:
            raise UnreadAnswerError(mark.note)
        return mark.score

    def _read(self, sent: object) -> Answer:
        match self.item.card:
            case Flashcard():
                if not isinstance(sent, str) or sent not in SELF_MARKS:
                    raise NoAnswerError("say right, partly or wrong")
                return sent
            case MultipleChoice():
                return self._option(_INDEX.validate_python(sent, strict=True))
            case PickAll():
                return frozenset(self._distinct(sent))
            case TrueFalse():
                return _TRUTH.validate_python(sent, strict=True)
            case Order():
                return self._all_of(self._distinct(sent), len(self.options))
            case Match() as card:
                places = _PLACES.validate_python(sent, strict=True)
                if len(places) != len(card.match):
                    raise NoAnswerError(f"{len(card.match)} are wanted")
                pairs = zip(card.match, places, strict=True)
                return {left: self._option(at) for left, at in pairs if at is not None}
            case Cloze():
                return self._texts(sent, len(self.item.gaps))
            case ListCard() as card:
                return self._texts(sent, len(card.list))
            case _:
                return _text(_TEXT.validate_python(sent, strict=True))

    def _option(self, index: int) -> str:
        if index < 0:
            raise IndexError(index)
        return self.options[index]

    def _distinct(self, sent: object) -> list[str]:
        indices = _INDICES.validate_python(sent, strict=True)
        if len(set(indices)) < len(indices):
            raise NoAnswerError("an option stands twice")
        return [self._option(index) for index in indices]

    @staticmethod
    def _all_of(chosen: Sequence[str], wanted: int) -> tuple[str, ...]:
        if len(chosen) != wanted:
            raise NoAnswerError(f"{wanted} are wanted")
        return tuple(chosen)

    @staticmethod
    def _texts(sent: object, most: int) -> tuple[str, ...]:
        texts = _TEXTS.validate_python(sent, strict=True)
        if len(texts) > most:
            raise NoAnswerError(f"{most} at most")
        return tuple(_text(text) for text in texts)


def _text(text: str) -> str:
    if len(text) > LONGEST:
        raise NoAnswerError(f"longer than {LONGEST} characters")
    return clean(text).strip()
