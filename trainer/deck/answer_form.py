"""The forms of answering: options to choose, things to arrange, texts to write, points."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from typing_extensions import override

from trainer.deck.form_base import Answer, Form, KeptAnswer, NoAnswerError, listed, text, texts
from trainer.deck.option_forms import (
    ChooseOne,
    ChooseSeveral,
    MatchPairs,
    PutInOrder,
    TrueOrFalse,
)


@dataclass(frozen=True, kw_only=True)
class RateYourself(Form):
    """Nothing is given: the learner looks at the key and says how well they knew it."""

    form: Literal["self"] = "self"
    marks: ClassVar[Mapping[str, float]] = {"right": 1.0, "partly": 0.5, "wrong": 0.0}

    @override
    def read(self, value: object) -> Answer:
        if not isinstance(value, str) or value not in self.marks:
            raise NoAnswerError("Say right, partly or wrong.")
        return value

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return str(answer)


@dataclass(frozen=True, kw_only=True)
class WriteOne(Form):
    """One text to write."""

    form: Literal["write"] = "write"
    written: ClassVar[bool] = True
    what: str = ""
    """What to write, in the fewest words: `a number (km)`, `a year`; empty where it is clear."""
    unit: str = ""
    """What the number counts, which may be left out."""
    digits: bool = False
    """Whether it is mostly digits: a phone shows other keys."""

    @property
    @override
    def one_line(self) -> bool:
        return True

    @property
    @override
    def measured_in(self) -> str:
        return self.unit

    @override
    def read(self, value: object) -> Answer:
        return text(value)

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return str(answer)


_SEMICOLON_BETWEEN = re.compile(r"(?<!\\);")
"""What parts texts on a line; `\\;` is a semicolon within one."""


@dataclass(frozen=True, kw_only=True)
class WriteSeveral(Form):
    """Several texts to write, each on its line."""

    form: Literal["lines"] = "lines"
    written: ClassVar[bool] = True
    blanks: int
    """How many are asked."""
    what: str
    """What each is, in one word: `gap`, `thing`."""
    ordered: bool = False
    """Whether their order counts, and they are not the places of a text."""

    @property
    @override
    def one_line(self) -> bool:
        return self.blanks == 1

    @property
    @override
    def rows(self) -> int:
        return self.blanks

    @property
    @override
    def how(self) -> str:
        if self.blanks == 1:
            return "answer"
        order = " in order" if self.ordered else ""
        return f"{self.blanks} {self.what}s{order}, with ; between them"

    @override
    def read(self, value: object) -> Answer:
        return tuple(text(one) for one in listed(value))

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return texts(answer)

    @override
    def read_line(self, line: str) -> Answer:
        if self.blanks == 1:
            return (text(line),)
        return tuple(text(part.replace(r"\;", ";")) for part in _SEMICOLON_BETWEEN.split(line))

    @override
    def counted(self, answer: Answer) -> tuple[str, ...]:
        return tuple(texts(answer))


_NUMBERS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[ ,;]\s*(\d+(?:\.\d+)?)\s*", re.ASCII)
_POINT = "Point at the picture: how far across and how far down, from 0 to 100."


@dataclass(frozen=True, kw_only=True)
class PointAt(Form):
    """A point in a picture, in hundredths of its width and height, from its top left.

    As an answer it is a text, `34.5 62`; a device may send it as a list of two numbers.
    """

    form: Literal["point"] = "point"

    @property
    @override
    def how(self) -> str:
        return "how far across and how far down, 0 to 100, as 34 62"

    @override
    def read(self, value: object) -> Answer:
        if isinstance(value, str) and (match := _NUMBERS.fullmatch(value)):
            value = [float(number) for number in match.groups()]
        if not isinstance(value, list | tuple) or len(value) != 2:  # noqa: PLR2004
            raise NoAnswerError(_POINT)
        if not all(type(number) in (int, float) and 0 <= number <= 100 for number in value):  # noqa: PLR2004
            raise NoAnswerError(_POINT)
        return " ".join(f"{round(number, 1):g}" for number in value)

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return str(answer)


def point(answer: Answer) -> tuple[float, float]:
    """How far across and how far down an answer points, in hundredths."""
    across, down = str(answer).split()
    return float(across), float(down)


AnswerForm = (
    RateYourself
    | ChooseOne
    | ChooseSeveral
    | TrueOrFalse
    | PutInOrder
    | MatchPairs
    | WriteOne
    | WriteSeveral
    | PointAt
)
