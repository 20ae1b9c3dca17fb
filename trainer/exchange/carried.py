"""What an import brought, and what it could not bring."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from trainer.deck.card import Card
from trainer.deck.text import without_controls

_TOLD = 60
"""Characters of a text that are told of it."""


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that could not be carried over. It is told, never dropped in silence."""

    place: str
    """Where it stands in the imported file, as `line 12` or `note 1526`."""
    what: str
    """What it is, and why it stayed behind, in one line."""
    whole: bool = False
    """Whether it is a whole card that stays behind."""

    @property
    def kind(self) -> str:
        """What it has in common with others: all but quotes, numbers and asides."""
        said = re.sub(r" \([^)]*\)", "", re.sub(r"“[^”]*”", "…", self.what))
        return re.sub(r"\d[\d,]*", "…", said).removesuffix(": …")


def quoted(said: object) -> str:
    """The beginning of a text in quotes, on one line and fit for a terminal, as `Left` tells it."""
    text = str(said)
    line = " ".join(without_controls(text[:_TOLD]).replace("“", "„").replace("”", "‟").split())
    return f"“{line}{'…' if len(text) > _TOLD else ''}”"


def by_kind(left: Iterable[Left]) -> dict[str, list[Left]]:
    """What is left by its kinds, the commonest first."""
    kinds: dict[str, list[Left]] = {}
    for one in left:
        kinds.setdefault(one.kind, []).append(one)
    return dict(sorted(kinds.items(), key=lambda kind: -len(kind[1])))


class PastReview(NamedTuple):
    """One answer that another program recorded."""

    card: str
    """The key of the card."""
    item: int
    """Which of the card's items was asked, from 0: a gap, or the one side or the other."""
    at: datetime
    """When, in UTC."""
    rating: int
    """1 (again) to 4 (easy)."""
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Carried:
    """A deck as another program had it, as far as it can be ours."""

    title: str
    cards: tuple[Card, ...]
    left: tuple[Left, ...] = ()
    tags: tuple[str, ...] = ()
    """The tags that occur, in the order of their first card."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Key of each card that came as a draft -> why."""
    told: tuple[Left, ...] = ()
    """What was done that loses nothing, such as a note that became several cards."""
    reviews: tuple[PastReview, ...] = ()
    """What was answered there, in the order of time."""
