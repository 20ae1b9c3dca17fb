"""What an answer was worth, and how it differs from the key."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from trainer.deck.form_base import Answer

__all__ = ["Answer", "Mark", "Part", "Run", "Verdict"]


class Verdict(StrEnum):
    """Right, partly right or wrong; shown as sign and word, never by colour alone."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a letter-by-letter comparison of what was given with the key."""

    text: str
    change: Literal["same", "extra", "missing"]
    """same: in both. extra: only in what was given. missing: only in the key."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was marked: an option, a gap, a place in an order, a pair, a list entry."""

    label: str
    """What it is: the option, the left-hand side, the gap's number; empty for a lone answer."""
    given: str
    """What the learner gave; empty when nothing."""
    expected: str
    """What the key says; empty when nothing was expected here (a wrongly picked option)."""
    right: bool
    runs: tuple[Run, ...] = ()
    """The letter-by-letter comparison, where the answer was typed and is not exact."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The outcome of marking one answer."""

    score: float
    """From 0 (wrong) to 1 (right)."""
    parts: tuple[Part, ...]
    note: str = ""
    """A remark worth showing: a spelling forgiven, the right year with the wrong month,
    why the option chosen is wrong."""
    unread: bool = False
    """Whether this is no answer of its kind (no number where one is asked, two answers, another
    script): it is asked again and nothing is rated. The note says what would be read."""

    @property
    def verdict(self) -> Verdict:
        """What the score comes to, in a word."""
        return verdict_of(self.score)


def verdict_of(score: float) -> Verdict:
    """RIGHT at full score, WRONG at none, PARTLY in between."""
    if score >= 1:
        return Verdict.RIGHT
    return Verdict.PARTLY if score > 0 else Verdict.WRONG
