"""The table of writers: what each is called, and by which ending of a file it is chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.errors import TrainerError
from trainer.exchange.import_result import Notice

_IN_ANKIS_LANGUAGE = frozenset({"csv", "tsv"})


@dataclass(frozen=True, slots=True)
class Writer:
    """One form in which decks go out."""

    name: str
    """For `--to`."""
    program: str
    """Who reads it."""
    endings: tuple[str, ...]
    """Of its files; none where `--to` alone chooses it."""
    entry: str
    """Module and function."""
    is_text: bool = True
    """Whether the function gives a text; else it writes the file."""

    def text(self, deck: Deck, language: str = "en") -> tuple[str, tuple[Notice, ...]]:
        """The text, and what of the deck it does not hold.

        Args:
            deck: to be written.
            language: of the Anki that is to read a table.
        """
        function, (deck, polls) = self._function(), _without_polls(deck)
        lines = function(deck, language) if self.name in _IN_ANKIS_LANGUAGE else function(deck)
        text, left = cast("tuple[str, tuple[Notice, ...]]", lines)
        return text, (*polls, *left)

    def whole(self, deck: Deck, file: Path) -> tuple[Notice, ...]:
        """Write the file; what of the deck it does not hold.

        Raises:
            TrainerError: it cannot be written.
        """
        deck, polls = _without_polls(deck)
        return (*polls, *cast("tuple[Notice, ...]", self._function()(deck, file)))

    def _function(self) -> Callable[..., object]:
        module, _, name = self.entry.partition(":")
        found: Callable[..., object] = getattr(import_module(f"trainer.exchange.{module}"), name)
        return found


def _without_polls(deck: Deck) -> tuple[Deck, tuple[Notice, ...]]:
    """The deck without what has no answer to learn; and that it is left out."""
    keyed = tuple(card for card in deck.cards if card.has_key)
    if len(keyed) == len(deck.cards):
        return deck, ()
    told = (card_key(card) for card in deck.cards if not card.has_key)
    left = tuple(Notice(key, "an opinion question, without an answer", whole=True) for key in told)
    return deck.model_copy(update={"cards": keyed}), left


WRITERS: tuple[Writer, ...] = (
    Writer("anki", "Anki", (".apkg",), "apkg_writer:write_apkg", is_text=False),
    Writer("csv", "Anki, spreadsheets", (".csv",), "table_writer:write_csv"),
    Writer("tsv", "Anki, Quizlet", (".tsv", ".txt"), "table_writer:write_tsv"),
    Writer("markdown", "trainer, readers", (".md",), "markdown_writer:write_markdown"),
    Writer("gift", "Moodle", (".gift",), "gift_writer:write_gift"),
    Writer("kahoot", "Kahoot", (".xlsx",), "quiz_table:write_kahoot", is_text=False),
    Writer("options", "quiz makers, as CSV", (), "quiz_table:write_options"),
    Writer("hashcards", "hashcards", (), "hashcards_writer:write_hashcards"),
    Writer("mnemosyne", "Mnemosyne", (), "mnemosyne_writer:write_mnemosyne"),
    Writer("print", "a printer: worksheet and key", (".html",), "print_writer:write_worksheet"),
    Writer("print-cards", "a printer: cards to cut out", (), "print_writer:write_cards"),
)


def writer_of(file: Path, name: str | None = None) -> Writer:
    """Who writes a file: the one that is named, or the one that its ending names.

    Raises:
        TrainerError: no form has this ending.
    """
    if name:
        return next(writer for writer in WRITERS if writer.name == name)
    ending = file.suffix.lower()
    found = next((writer for writer in WRITERS if ending in writer.endings), None)
    if found is None:
        known = ", ".join(one for writer in WRITERS for one in writer.endings)
        raise TrainerError(
            f"Nothing here writes files that end in {ending or 'nothing'}.",
            f"Known are: {known}; or name a form with --to.",
        )
    return found
