"""The cards of a deck that nobody has looked at yet."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import overload

from typing_extensions import override

from trainer.deck.card import Card
from trainer.deck.outline import CardOutline


class ShelvedCards(Sequence[Card]):
    """Cards that are read when the first of them is wanted.

    Of fifty thousand cards a learner sees a hundred a day; all of them are planned.

    Args:
        outlines: one for each card, known from the start.
        read: reads the cards; asked once.
    """

    def __init__(
        self, outlines: tuple[CardOutline, ...], read: Callable[[], tuple[Card, ...]]
    ) -> None:
        self.outlines = outlines
        self._read = read

    @cached_property
    def _cards(self) -> tuple[Card, ...]:
        return self._read()

    @overload
    def __getitem__(self, index: int) -> Card: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Card]: ...
    @override
    def __getitem__(self, index: int | slice) -> Card | Sequence[Card]:
        return self._cards[index]

    @override
    def __len__(self) -> int:
        return len(self.outlines)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._cards == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as of any sequence that is compared by content
