"""What all forms of answering have in common, and what an answer is.

The model of each kind of card says its form (`Card.form`). Every front asks by the form
alone, and the form is the one way from an answer to JSON and back: the journal, the log of a
drill, a phone and `trainer join` hold the same. In that JSON an option is its text
or, where it must be short, its place among the options shown (from 0).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import ClassVar, Self

from trainer.deck.text import without_controls

Answer = str | bool | tuple[str, ...] | frozenset[str] | dict[str, str]
"""What the learner gave: an option or a text, a truth, texts in their order, options
without an order, or left-hand side -> right-hand side."""

KeptAnswer = str | bool | tuple[str, ...] | dict[str, str]
"""An answer as JSON has it, options as their texts."""


Column = Sequence[tuple[str, str]]
"""Texts to choose from or to arrange, each with the sign that names it: its letter or number."""


class NoAnswerError(ValueError):
    """What was sent, kept or typed is no answer to the question; says what would be."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """One way to answer."""

    chooses: ClassVar[bool] = False
    """Whether its options stay hidden until the learner has thought."""
    counts: ClassVar[bool] = False
    """Whether answers are choices among `labels`, which can be counted beside each other."""
    written: ClassVar[bool] = False
    """Whether learners answer in their own words, which may be right without being the key."""
    marks: ClassVar[Mapping[str, float]] = {}
    """What learners say who mark themselves once the key is shown -> what that is worth; empty
    where the answer is marked."""

    @property
    def self_marked(self) -> bool:
        """Whether learners mark themselves, once the key is shown."""
        return bool(self.marks)

    @property
    def labels(self) -> tuple[str, ...]:
        """What hands are counted for in class."""
        return ("right", "wrong")

    @property
    def one_line(self) -> bool:
        """Whether it is one text on one line."""
        return False

    @property
    def how(self) -> str:
        """What to type on a line, in the fewest words."""
        return "answer"

    @property
    def columns(self) -> Sequence[Column]:
        """What is shown to be chosen or arranged, in columns beside each other; often nothing."""
        return ()

    @property
    def measured_in(self) -> str:
        """The unit of what is asked; empty where there is none."""
        return ""

    @property
    def rows(self) -> int:
        """How many rows or lines it takes to answer."""
        return 1

    @property
    def every_answer(self) -> Sequence[Answer]:
        """All the answers that can be given, where they are few; else nothing."""
        return ()

    def arranged(self, options: tuple[str, ...]) -> Self:
        """The same with its options in this order."""
        del options
        return self

    def shuffled(self, order: Random) -> Self:
        """The same with its options in another order."""
        del order
        return self

    def read(self, value: object) -> Answer:
        """The answer that a JSON value is.

        Raises:
            NoAnswerError: it is none to this question.
        """
        raise NotImplementedError

    def write(self, answer: Answer) -> KeptAnswer:
        """The answer as JSON."""
        raise NotImplementedError

    def write_short(self, answer: Answer) -> object:
        """The answer as JSON, with options as their places."""
        return self.write(answer)

    def read_line(self, line: str) -> Answer:
        """The answer that a typed line is.

        Raises:
            NoAnswerError: in words for the learner, when it cannot be meant as an answer.
        """
        return self.read(line)

    def counted(self, answer: Answer) -> tuple[str, ...]:
        """The answer in words, in the parts that a report counts."""
        return (str(answer),)


def listed(value: object) -> Sequence[object]:
    """What must be a list."""
    if not isinstance(value, list | tuple):
        raise NoAnswerError("This must be a list.")
    return value


def texts(answer: Answer) -> tuple[str, ...]:
    """The texts of an answer that is several."""
    return () if isinstance(answer, str | bool | dict) else tuple(answer)


def text(value: object) -> str:
    """What must be a text, as safe as a deck's own and without space around it.

    What cannot be seen is left out: a paste brings it, and who is refused could not find it.
    """
    if not isinstance(value, str):
        raise NoAnswerError("This must be a text.")
    return without_controls(value).strip()
