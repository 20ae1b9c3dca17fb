"""What belongs to a card: its place in a file, its deck's synopsis, the source it rests on."""

from pathlib import Path
from typing import TYPE_CHECKING

from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.deck.item import Item
from trainer.deck.library import Library

if TYPE_CHECKING:
    from trainer.deck.source_text import SourceText


class CardContext:
    """Looks behind the cards of a library.

    Args:
        library: the decks in reach.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sources: dict[str, SourceText | None] = {}

    def source_text(self, deck: Deck | None) -> "SourceText | None":
        """The registered copy of a deck's source."""
        from trainer.store.sources import registered_source

        sha256 = deck.source.sha256 if deck and deck.source else None
        if sha256 is None:
            return None
        if sha256 not in self._sources:
            self._sources[sha256] = registered_source(sha256)
        return self._sources[sha256]

    def passages(self, item: Item) -> tuple[tuple[str, str], ...]:
        """The sentences that a card rests on, each after its pointer.

        Empty where the card points nowhere, or its deck's source was not registered.
        """
        source = self.source_text(self._library.deck(item.deck_id))
        if source is None:
            return ()
        sentences = ((pointer, source.sentence(pointer)) for pointer in item.card.evidence)
        return tuple((pointer, sentence) for pointer, sentence in sentences if sentence)

    def synopsis(self, item: Item, *, answered: bool = False) -> str:
        """What the deck of an item says of itself.

        Empty where it says nothing, and where it would give the answer away before that shows.
        """
        from trainer.deck.lint.given_away import gives_away

        deck = self._library.deck(item.deck_id)
        if deck is None or not deck.synopsis:
            return ""
        early = not answered and gives_away(item.card, deck.synopsis, prose=True)
        return "" if early else deck.synopsis

    @property
    def folders(self) -> dict[str, Path]:
        """Id of a deck -> where its file lies, and its pictures and sounds with it."""
        return self._library.folders

    def folder_of(self, item: Item) -> Path | None:
        """Where the file of an item's deck lies, and its pictures and sounds with it."""
        return self.folders.get(item.deck_id)

    def place_of(self, item: Item) -> tuple[Path, int] | None:
        """The file of an item's deck, and the line there at which its card begins today.

        The first line where the card, or the file, is no more; None where no file in reach
        has the deck.
        """
        from trainer.deck.reader import read_deck

        paths = [r.path for r in self._library.readings if r.deck and r.deck.id == item.deck_id]
        if not paths:
            return None
        try:
            reading = read_deck(paths[0])
        except OSError:
            return paths[0], 1
        places = zip(reading.cards, reading.card_spans, strict=True)
        lines = (span.line for card, span in places if card_key(card) == item.card_key)
        return paths[0], next(lines, 1)
