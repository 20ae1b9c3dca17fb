"""What an import brought, and what it could not bring."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from trainer.deck.card import Card, DraftCard
from trainer.deck.deck import Deck
from trainer.deck.text import without_controls
from trainer.exchange.html.to_blocks import without_signs
from trainer.exchange.media.marks import without_marks

_QUOTED = 60
"""Characters of a text that are quoted."""


_ONE = re.compile(r"\b1 (?:cell|line|note|row)\b")


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say about an import or an export: what was lost, guessed or done.

    Nothing is dropped in silence.
    """

    place: str
    """Where it is in the imported file, as `line 12` or `note 1526`."""
    what: str
    """What it is and why, in one line."""
    whole: bool = False
    """Whether it is a whole card that stays behind."""

    @property
    def kind(self) -> str:
        """What it has in common with others: all but quotes, numbers and asides."""
        text = re.sub(r" \([^)]*\)", "", re.sub(r"“[^”]*”", "…", self.what))
        alike = _ONE.sub(r"\g<0>s", text)
        return re.sub(r"\d[\d,]*", "…", alike).removesuffix(": …")


def quoted(value: object) -> str:
    """The beginning of a text in quotes, on one line and fit for a terminal.

    What is in it for pictures and for markup, while a file is read, is not shown.
    """
    text = without_marks(without_signs(str(value))).strip()
    line = " ".join(without_controls(text[:_QUOTED]).replace("“", "„").replace("”", "‟").split())
    return f"“{line}{'…' if len(text) > _QUOTED else ''}”"


def loss_of(name: str) -> str:
    """That a picture or sound of this name did not come along."""
    return f"the picture or sound {quoted(name)}"


def by_kind(notices: Iterable[Notice]) -> dict[str, list[Notice]]:
    """Notices by their kinds, the commonest first."""
    kinds: dict[str, list[Notice]] = {}
    for one in notices:
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
    """1 (again) to 4 (easy); or RESET."""
    duration_ms: int


class PastState(NamedTuple):
    """How another program had scheduled an item, in terms that any scheduler has."""

    card: str
    """The key of the card."""
    item: int
    """Which of the card's items, from 0: a gap, or the one side or the other."""
    due: date | None = None
    """The day on which it is asked again; None while it is being learnt, which is at once."""
    last: datetime | None = None
    """When it was last answered, in UTC."""
    interval_days: float | None = None
    """From the last answer to the day it is due."""
    ease: float | None = None
    """The factor by which its interval grows, as 2.5."""
    stability: float | None = None
    """FSRS: days until recall falls to 90 %."""
    difficulty: float | None = None
    """FSRS: 1 (easy) to 10."""
    reps: int = 0
    """How often it was answered."""
    lapses: int = 0
    """How often it was forgotten after it was known."""
    suspended: bool = False
    """Whether it is not asked until its learner says so."""
    buried: bool = False
    """Whether it is put off till tomorrow."""
    learning: bool = False
    """Whether it is on a step of being learnt, or being learnt again."""
    relearning: bool = False
    """Whether that is because it was forgotten."""
    ready: datetime | None = None
    """From when it is asked, on such a step; None for at once."""
    steps_left: int = 0
    """How many such steps there are to come, this one included; 0 where nothing says so."""

    @property
    def says_something(self) -> bool:
        """Whether it is any other than a new item's."""
        return self.due is not None or self.learning or self.suspended or self.buried


class Progress(NamedTuple):
    """What another program knows of the cards, counted."""

    reviews: int
    suspended: int
    """Cards that are not asked until their learner says so."""
    due: int
    """Cards with a day on which they are asked again, or on a step of being learnt."""
    states: int
    """Items of which it says how they are scheduled."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """A deck as another program had it, as far as it can be ours."""

    title: str
    cards: tuple[Card, ...]
    losses: tuple[Notice, ...] = ()
    """What could not be carried over."""
    tags: tuple[str, ...] = ()
    """The tags that occur, in the order of their first card."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Key of each card that came as a draft -> why."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Ending of a file beside the deck -> its text, by which an export goes back whence it came."""
    done: tuple[Notice, ...] = ()
    """What was done that loses nothing, such as a note that became several cards."""
    reviews: tuple[PastReview, ...] = ()
    """What was answered there, in the order of time."""
    states: tuple[PastState, ...] = ()
    """How each item that was ever asked is scheduled."""
    guesses: tuple[Notice, ...] = ()
    """How it was read where the file does not say, and by which option to read it otherwise."""
    media: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    """Name of a picture or sound, as its cards have it -> gives the file's bytes."""
    marked_up: bool = False
    """Whether its texts are light Markdown, and some of them make use of it."""

    deck: Deck | None = field(default=None, repr=False)
    """The deck as it was written; None before that."""
    counted: Progress | None = None
    """What was reviewed there, where it was counted and not read."""

    @property
    def progress(self) -> Progress:
        """What was reviewed there, counted."""
        states = self.states
        return self.counted or Progress(
            len(self.reviews),
            len({state.card for state in states if state.suspended}),
            len({state.card for state in states if state.due or state.learning}),
            len(states),
        )

    @property
    def asks(self) -> bool:
        """Whether there is any card among them, be it a draft, that has all that a card needs."""
        return not all(isinstance(card, DraftCard) for card in self.cards)
