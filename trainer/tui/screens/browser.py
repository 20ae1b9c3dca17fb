"""The deck browser: what is in a deck, what is remembered of it, and how that came about."""

import asyncio
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Footer, Input

from trainer.deck.deck import Deck
from trainer.deck.item import Item, items_of_card
from trainer.errors import TrainerError
from trainer.memory.queue.plan import Why
from trainer.tui.host import TrainerScreen
from trainer.tui.text import joined, plain
from trainer.tui.widgets.item_detail import ItemDetail
from trainer.tui.widgets.long_list import LongList
from trainer.tui.widgets.standing import Standing

_ASIDE = {Why.SUSPENDED, Why.BURIED}
_STATES = {
    Why.SUSPENDED: "suspended",
    Why.BURIED: "buried",
    Why.STEP: "learning",
    Why.SIBLING: "tomorrow",
    Why.LIMIT: "tomorrow",
}
"""Why an item is held back, in the list's words; what is held back for the day is due tomorrow."""
_PIECE = 500
"""Items looked at in one go, a few milliseconds' work."""


class BrowserScreen(TrainerScreen):
    """Lists the items of one deck or of all, drafts among them, and shows the chosen one.

    Args:
        deck: the deck to look into; None for all of them.
    """

    CSS_PATH = "browser.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", id="browser.search"),
        Binding("s", "suspend", "Suspend or take up", id="browser.suspend"),
        Binding("enter", "detail", "Detail", id="browser.detail", show=False),
        Binding("q,escape", "leave", "Back", id="browser.leave"),
    ]

    def __init__(self, deck: Deck | None) -> None:
        super().__init__()
        self._deck = deck
        self._found: list[Item] = []

    def compose(self) -> ComposeResult:
        """The search line, the list, the detail."""
        yield Standing()
        yield Input(placeholder="search in questions, answers, tags and ids", id="search")
        with Horizontal(id="panes"):
            yield LongList(self._row, id="items")
            yield ItemDetail(self.collection)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self._find([])
        self.query_one(LongList).focus()
        self.show_standing()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search as it is typed."""
        self._find(_folded(message.value).split())

    def on_input_submitted(self) -> None:
        """Go from the search line to what was found."""
        self.query_one(LongList).focus()

    @work(exclusive=True)
    async def _find(self, words: list[str]) -> None:
        """Show the first that are found at once, the others when there are no more.

        A key pressed meanwhile is not kept waiting.
        """
        found: list[Item] = []
        for number, item in enumerate(self._items()):
            if number % _PIECE == 0:
                if found and found is not self._found:
                    self._show(found)
                await asyncio.sleep(0)
            if all(word in _searchable(item) for word in words):
                found.append(item)
        if found is not self._found:
            self._show(found)
        self.query_one(LongList).grow(len(found))
        if not found:
            told = "Nothing matches." if words else "This deck has no cards."
            self.query_one(ItemDetail).tell(told)

    def _show(self, found: list[Item]) -> None:
        self._found = found
        self.query_one(LongList).fill(len(found))

    def _items(self) -> Iterator[Item]:
        decks = (self._deck,) if self._deck else self.collection.library.decks
        for deck in decks:
            for card in deck.cards:
                yield from items_of_card(deck.id, card)

    def _row(self, index: int) -> Content:
        item = self._found[index]
        prompt = plain(item.prompt.replace("\n", " "))
        return joined((f"{self._state(item):>9}  ", "dim"), prompt)

    def _state(self, item: Item) -> str:
        """Where an item stands, in a word: as the agenda says, and why where it is held back."""
        now = self.now
        agenda = self.collection.agenda(now)
        entry = agenda.plan.entries.get(item.ref)
        if entry is None:
            return "draft"
        held = agenda.why_not(item.ref, now)
        if held is None:
            return {"new": "new", "learning": "learning", "review": "due"}[agenda.today[item.ref]]
        if held.why is Why.NOT_DUE and isinstance(held.until, date):
            return f"in {(held.until - agenda.plan.day).days}d"
        return _STATES[held.why] if entry.state or held.why in _ASIDE else "new"

    def on_long_list_moved(self) -> None:
        """Show the item that the cursor is on."""
        item = self._chosen
        if item:
            self.query_one(ItemDetail).show(item, self.now)

    def on_long_list_chosen(self) -> None:
        """Go to the detail, to scroll in it."""
        self.action_detail()

    @property
    def _chosen(self) -> Item | None:
        return self._found[self.query_one(LongList).cursor] if self._found else None

    def action_search(self) -> None:
        """Type what to look for."""
        self.query_one("#search", Input).focus()

    def action_detail(self) -> None:
        """Move between the list and the detail."""
        self.toggle_class("-detail")
        shown = ItemDetail if self.has_class("-detail") else LongList
        self.query_one(shown).focus()

    def action_suspend(self) -> None:
        """Suspend the item under the cursor, or take it up again."""
        item = self._chosen
        if item is None:
            return
        suspended = self.collection.learner.record_of(item.deck_id, item.id).suspended
        try:
            self.collection.set_suspended(item, self.now, suspended=not suspended)
        except TrainerError as error:
            self.trainer.say(f"{error.message} {error.hint}")
        self.query_one(LongList).refresh()

    def action_leave(self) -> None:
        """Leave the search line, then the detail, then the browser."""
        if self.has_class("-detail"):
            self.action_detail()
        elif isinstance(self.focused, Input):
            self.query_one(LongList).focus()
        else:
            self.trainer.pop_screen()


def _searchable(item: Item) -> str:
    card = item.card
    return _folded(" ".join((item.prompt, item.solution, item.ref, *card.tags)))


def _folded(text: str) -> str:
    """Without case and diacritics."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
