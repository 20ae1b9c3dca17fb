"""What a formula is made of."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["letter", "number", "name", "binary", "relation", "open", "close", "comma", "big"]
"""What a sign is among others, which decides the space around it."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter, a number, an operator, the name of a function, or words."""

    text: str
    role: Role = "letter"


@dataclass(frozen=True, slots=True)
class Space:
    """A space that the author wants."""

    wide: bool = False


@dataclass(frozen=True, slots=True)
class Fraction:
    """One thing over another; without its bar a binomial's inside."""

    over: "Line"
    under: "Line"
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A root, with its degree where it is not the second."""

    inner: "Line"
    degree: "Line | None" = None


@dataclass(frozen=True, slots=True)
class Scripts:
    """What is low and high beside a base, or below and above one that is big."""

    base: "Line"
    low: "Line | None" = None
    high: "Line | None" = None


@dataclass(frozen=True, slots=True)
class Fenced:
    """Something between brackets that grow with it; `""` where there is none."""

    opened: str
    inner: "Line"
    closed: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A matrix, cases, or lines that are aligned."""

    rows: "tuple[tuple[Line, ...], ...]"
    align: str = "c"
    """A letter for each column; the last one holds for the rest."""


Part = Sign | Space | Fraction | Root | Scripts | Fenced | Grid
Line = tuple[Part, ...]
