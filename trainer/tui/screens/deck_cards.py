"""The cards of a deck that is being written, to go to one of them."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from trainer.deck.card_places import card_places
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.likeness import searchable
from trainer.tui.keys_in_order import TypedInto
from trainer.tui.text import joined, plain
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.long_list import LongList

_MARKS = {"error": ("✗ ", "$text-error"), "advice": ("! ", "$text-warning"), "": ("  ", "")}
_NONE = "no card is found; cards in brackets are, once the text has no error"
_WIDE = 50
"""Cells from which there is room for the kind."""


class DeckCardsScreen(TypedInto, ModalScreen[int]):
    """Lists a text's cards, those with the words that are typed; hands back the line of one.

    Args:
        text: the deck's; YAML need not be able to read it.
        diagnostics: what is wrong or weak in it.
        line: where the author is, from 1.
    """

    CSS_PATH = "deck_cards.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", id="cards.down", show=False),
        Binding("up", "move(-1)", "Up", id="cards.up", show=False),
        Binding("pagedown", "page(1)", "Page down", id="cards.page_down", show=False),
        Binding("pageup", "page(-1)", "Page up", id="cards.page_up", show=False),
        Binding("escape", "dismiss", "Back", id="cards.leave"),
    ]

    def __init__(self, text: str, diagnostics: Sequence[Diagnostic], line: int) -> None:
        super().__init__()
        self._every = self._cards = card_places(text)
        self._lines = [card.line for card in self._every]
        self._line = line
        self._worst: dict[int, str] = {}
        for finding in diagnostics:
            at = self._index_of(finding.span.line)
            if self._worst.get(at) != "error":
                self._worst[at] = "error" if finding.severity == "error" else "advice"
        self._rows = LongList(self._row)
        self._words = Input(placeholder="words of a card, then enter", compact=True)
        self._chooser = Vertical(id="chooser")

    def compose(self) -> ComposeResult:
        """A line for words, and the cards that have them."""
        with self._chooser:
            yield self._words
            yield self._rows
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin at the card that the author is in."""
        self._show()
        self._rows.cursor = self._index_of(self._line)
        self._words.focus()

    @cached_property
    def _searched(self) -> list[str]:
        return [searchable(card.text) for card in self._every]

    def _show(self) -> None:
        count = f"{len(self._cards)} of {len(self._every)} cards" if self._every else _NONE
        self._chooser.border_subtitle = count
        self._rows.fill(len(self._cards))

    def _index_of(self, line: int) -> int:
        return bisect_right(self._lines, line) - 1

    def _row(self, index: int) -> Content:
        card = self._cards[index]
        mark = _MARKS[self._worst.get(self._index_of(card.line), "")]
        kind = f"{card.kind:9} " if self._rows.size.width >= _WIDE else ""
        named = f"{card.id}  " if card.id else ""
        return joined(mark, (kind + named, "dim"), plain(card.prompt))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Show the cards that have all these words, whatever their capitals and accents."""
        words = searchable(message.value).split()
        self._cards = [
            card
            for card, text in zip(self._every, self._searched, strict=True)
            if all(word in text for word in words)
        ]
        self._show()

    def on_input_submitted(self) -> None:
        """Go to the card under the cursor."""
        self._rows.action_choose()

    def on_long_list_chosen(self) -> None:
        """Hand back its line; words that were typed meanwhile may have left none."""
        if self._cards:
            self.dismiss(self._cards[self._rows.cursor].line)

    def action_move(self, by: int) -> None:
        """Move the cursor of the list, while words are typed."""
        self._rows.action_move(by)

    def action_page(self, by: int) -> None:
        """Move the cursor of the list by as many rows as are seen."""
        self._rows.action_page(by)
