"""The door to many items: known by their outlines, each card read when it is asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar, overload

import pytest

from trainer.deck.deck_files import shipped_decks
from trainer.deck.item import items_of_deck
from trainer.deck.reader import read_deck, read_deck_text
from trainer.store.outlines import Outlines
from trainer.study.item_index import ItemIndex

SHIPPED = sorted(shipped_decks().glob("*.yaml"))


T = TypeVar("T")


class Watched(Sequence[T]):
    """Cards, or places of cards, that note which of them were looked at."""

    def __init__(self, of: Sequence[T]) -> None:
        self.seen: list[int] = []
        self._of = of

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        assert isinstance(index, int)
        self.seen.append(index)
        return self._of[index]

    def __len__(self) -> int:
        return len(self._of)


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_it_holds_the_items_of_a_deck_in_the_authors_order(path: Path) -> None:
    deck = read_deck(path).deck
    assert deck
    index = ItemIndex.of(deck, Outlines.of(deck.id, deck.cards))
    assert tuple(index.values()) == items_of_deck(deck)
    assert list(index) == [item.ref for item in items_of_deck(deck)]
    assert len(index) == len([*index])


def test_only_the_card_that_is_asked_for_is_read() -> None:
    cards = "".join(f"  - {{id: c{n}, q: What is {n}?, a: it, reverse: true}}\n" for n in range(9))
    deck = read_deck_text(f"id: d\ntitle: D\ncards:\n{cards}", Path("d.yaml")).deck
    assert deck
    outlines = Outlines.of(deck.id, deck.cards)
    watched = Watched(deck.cards)
    index = ItemIndex.of(deck.model_copy(update={"cards": watched}), outlines)
    assert "d/c4.r" in index
    assert "d/c9" not in index
    assert watched.seen == []
    assert index["d/c4.r"].prompt == "it"
    assert watched.seen == [4]
    assert not any(outline.stands_alone for outline in outlines)


def test_an_item_is_found_without_a_walk_over_all_of_them() -> None:
    ids = [f"c{number:04}" for number in range(2000)]
    order = Watched(range(2000))
    outlines = Outlines("d", ids, {}, [], order, dict)
    assert [outlines.find(one) for one in ("c1999", "c0000", "none")] == [1999, 0, None]
    assert len(order.seen) < 60
