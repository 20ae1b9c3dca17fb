"""A form of answering that trainer has not: words of a sentence to mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from typing_extensions import override

from trainer.deck.form_base import Answer, Column, Form, KeptAnswer, NoAnswerError, listed, texts


@dataclass(frozen=True, kw_only=True)
class MarkWords(Form):
    """Words of a sentence to mark: an answer is their numbers, from 1."""

    form: Literal["words"] = "words"
    words: tuple[str, ...]

    @property
    @override
    def columns(self) -> Sequence[Column]:
        return (tuple((str(number), word) for number, word in enumerate(self.words, 1)),)

    @property
    @override
    def how(self) -> str:
        return "numbers of the words"

    @override
    def read(self, value: object) -> Answer:
        known = [str(number) for number in range(1, len(self.words) + 1)]
        numbers = {str(one) for one in listed(value)}
        if not numbers or not numbers <= set(known):
            raise NoAnswerError(f"Give numbers from 1 to {known[-1]}.")
        return tuple(number for number in known if number in numbers)

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return texts(answer)

    @override
    def read_line(self, line: str) -> Answer:
        return self.read(re.findall(r"\d+", line))

    @override
    def counted(self, answer: Answer) -> tuple[str, ...]:
        return texts(answer)
