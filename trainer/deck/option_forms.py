"""The forms of answering by options: true or false, options to choose, things to arrange."""

import re
import string
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import ClassVar, Literal, Self

from typing_extensions import override

from trainer.deck.form_base import Answer, Column, Form, KeptAnswer, NoAnswerError, listed, texts

_LETTERS = string.ascii_lowercase
_SIGNS = re.compile(r"\d+|[^ ,;.、]")
"""A letter or a number; what may stand between them is none."""


def sign_of(place: int) -> str:
    """What names the option at a place, from 0: a letter, or its number where letters run out."""
    return _LETTERS[place] if place < len(_LETTERS) else str(place + 1)


def _signs(line: str) -> list[str]:
    """The signs of options on a line; an input method for Chinese may have typed them wide."""
    return _SIGNS.findall(unicodedata.normalize("NFKC", line).casefold())


@dataclass(frozen=True, kw_only=True)
class TrueOrFalse(Form):
    """Whether a statement is true."""

    form: Literal["truth"] = "truth"
    counts: ClassVar[bool] = True

    @property
    @override
    def labels(self) -> tuple[str, ...]:
        return ("True", "False")

    @property
    @override
    def how(self) -> str:
        return "t or f"

    @property
    @override
    def every_answer(self) -> Sequence[Answer]:
        return True, False

    @override
    def read(self, value: object) -> Answer:
        if not isinstance(value, bool):
            raise NoAnswerError("Say true or false.")
        return value

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return answer is True

    @override
    def read_line(self, line: str) -> Answer:
        word = "".join(_signs(line))
        if word in {"t", "true", "y", "yes"}:
            return True
        if word in {"f", "false", "n", "no"}:
            return False
        raise NoAnswerError("Type t for true or f for false.")


@dataclass(frozen=True, kw_only=True)
class WithOptions(Form):
    """What is answered by options."""

    options: tuple[str, ...]
    """What there is to choose from or to arrange, in the order shown."""

    @property
    @override
    def columns(self) -> Sequence[Column]:
        return (tuple((sign_of(at), option) for at, option in enumerate(self.options)),)

    @property
    @override
    def rows(self) -> int:
        return len(self.options)

    @override
    def arranged(self, options: tuple[str, ...]) -> Self:
        return replace(self, options=options)

    @override
    def shuffled(self, order: Random) -> Self:
        options = list(self.options)
        order.shuffle(options)
        return self.arranged(tuple(options))

    def option(self, value: object) -> str:
        """The option of this text, or at this place."""
        if isinstance(value, str) and value in self.options:
            return value
        if type(value) is int and 0 <= value < len(self.options):
            return self.options[value]
        raise NoAnswerError("That is not one of the options.")

    def several(self, value: object) -> tuple[str, ...]:
        """Options, none of them twice."""
        chosen = [self.option(one) for one in listed(value)]
        for option in set(chosen):
            if chosen.count(option) > self.options.count(option):
                raise NoAnswerError("An option appears twice.")
        return tuple(chosen)

    def named(self, signs: Sequence[str]) -> list[str]:
        """The options whose letters, or numbers, were typed.

        Raises:
            NoAnswerError: a sign is none of theirs, or there is none.
        """
        known = {sign_of(at): option for at, option in enumerate(self.options)}
        if not signs or not known.keys() >= set(signs):
            *_, last = known
            letters = f"letters from a to {'z' if last.isdigit() else last}"
            more = f", or numbers from {len(_LETTERS) + 1} to {last}" if last.isdigit() else ""
            raise NoAnswerError(f"Type {letters}{more}.")
        return [known[sign] for sign in signs]


@dataclass(frozen=True, kw_only=True)
class Choice(WithOptions):
    """What is answered by choosing from the options; hands can be counted for them."""

    chooses: ClassVar[bool] = True
    counts: ClassVar[bool] = True

    @property
    @override
    def labels(self) -> tuple[str, ...]:
        return self.options


@dataclass(frozen=True, kw_only=True)
class ChooseOne(Choice):
    """One option of several."""

    form: Literal["one"] = "one"

    @property
    @override
    def how(self) -> str:
        return "letter"

    @property
    @override
    def every_answer(self) -> Sequence[Answer]:
        return self.options

    @override
    def read(self, value: object) -> Answer:
        return self.option(value)

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return str(answer)

    @override
    def write_short(self, answer: Answer) -> object:
        return self.options.index(str(answer))

    @override
    def read_line(self, line: str) -> Answer:
        chosen = self.named(_signs(line))
        if len(chosen) != 1:
            raise NoAnswerError("Type one letter.")
        return chosen[0]


@dataclass(frozen=True, kw_only=True)
class ChooseSeveral(Choice):
    """All the options that apply."""

    form: Literal["several"] = "several"

    @property
    @override
    def how(self) -> str:
        return "letters of all that apply"

    @override
    def read(self, value: object) -> Answer:
        return frozenset(self.several(value))

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return tuple(sorted(texts(answer)))

    @override
    def write_short(self, answer: Answer) -> object:
        return sorted(self.options.index(option) for option in texts(answer))

    @override
    def read_line(self, line: str) -> Answer:
        return frozenset(self.named(_signs(line)))

    @override
    def counted(self, answer: Answer) -> tuple[str, ...]:
        return tuple(texts(answer))


@dataclass(frozen=True, kw_only=True)
class PutInOrder(WithOptions):
    """Things to bring into their order."""

    form: Literal["order"] = "order"

    @property
    @override
    def how(self) -> str:
        return "letters in the right order"

    @override
    def shuffled(self, order: Random) -> Self:
        """In another order, and never in the right one, which is how the card has them."""
        other = super().shuffled(order)
        if other.options == self.options:
            return self.arranged((*self.options[1:], self.options[0]))
        return other

    @override
    def read(self, value: object) -> Answer:
        things = self.several(value)
        if len(things) != len(self.options):
            raise NoAnswerError(f"Give each of the {len(self.options)} once.")
        return things

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return texts(answer)

    @override
    def write_short(self, answer: Answer) -> object:
        return [self.options.index(thing) for thing in texts(answer)]

    @override
    def read_line(self, line: str) -> Answer:
        chosen = self.named(_signs(line))
        if sorted(chosen) != sorted(self.options):
            raise NoAnswerError(f"Type each of the {len(self.options)} letters once.")
        return tuple(chosen)

    @override
    def counted(self, answer: Answer) -> tuple[str, ...]:
        return (" → ".join(texts(answer)),)


@dataclass(frozen=True, kw_only=True)
class MatchPairs(WithOptions):
    """A right-hand side, of the options, for each left-hand side."""

    form: Literal["match"] = "match"
    lefts: tuple[str, ...]
    """What the options are matched with."""

    @property
    @override
    def columns(self) -> Sequence[Column]:
        numbers = map(str, count(1))
        return (tuple(zip(numbers, self.lefts, strict=False)), *super().columns)

    @property
    @override
    def rows(self) -> int:
        return len(self.lefts) + len(self.options)

    @property
    @override
    def how(self) -> str:
        return "one letter for each number, in order; - for none"

    @override
    def read(self, value: object) -> Answer:
        """From left -> right; or the right-hand sides in order, None where there is none."""
        if isinstance(value, dict):
            if not value.keys() <= set(self.lefts):
                raise NoAnswerError("That is not one of the left-hand sides.")
            return {left: self.option(value[left]) for left in self.lefts if left in value}
        rights = listed(value)
        if len(rights) != len(self.lefts):
            raise NoAnswerError(f"Give {len(self.lefts)}, one for each.")
        pairs = zip(self.lefts, rights, strict=True)
        return {left: self.option(right) for left, right in pairs if right is not None}

    @override
    def write(self, answer: Answer) -> KeptAnswer:
        return answer if isinstance(answer, dict) else {}

    @override
    def write_short(self, answer: Answer) -> object:
        pairs = answer if isinstance(answer, dict) else {}
        rights = (pairs.get(left) for left in self.lefts)
        return [None if right is None else self.options.index(right) for right in rights]

    @override
    def read_line(self, line: str) -> Answer:
        signs = _signs(line)
        if len(signs) != len(self.lefts):
            wanted = f"Type {len(self.lefts)} letters, one for each number; - for none."
            raise NoAnswerError(wanted)
        matched = [left for left, sign in zip(self.lefts, signs, strict=True) if sign != "-"]
        rights = [sign for sign in signs if sign != "-"]
        return dict(zip(matched, self.named(rights), strict=True))

    @override
    def counted(self, answer: Answer) -> tuple[str, ...]:
        pairs = answer.items() if isinstance(answer, dict) else ()
        return (", ".join(f"{left} → {right}" for left, right in pairs),)
