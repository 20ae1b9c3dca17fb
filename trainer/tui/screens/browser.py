"""The deck browser: what is in a deck, what is remembered of it, and how that came about."""

import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from trainer.deck.deck import Deck
from trainer.deck.item import Item, items_of_card
from trainer.errors import TrainerError
from trainer.memory.leech import is_leech
from trainer.memory.state import Phase
from trainer.tui.host import TrainerScreen
from trainer.tui.text import joined, plain
from trainer.tui.widgets.standing import Standing


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
        self._items: list[Item] = []
        self._found: list[Item] = []

    def compose(self) -> ComposeResult:
        """The search line, the list, the detail."""
        yield Standing()
        yield Input(placeholder="search in questions, answers, tags and ids", id="search")
        with Horizontal(id="panes"):
            yield OptionList(id="items")
            with VerticalScroll(id="detail"):
                yield Static(id="card")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Fill the list."""
        decks = (self._deck,) if self._deck else self.collection.library.decks
        self._items = [
            item for deck in decks for card in deck.cards for item in items_of_card(deck.id, card)
        ]
        self._show_found("")
        self.query_one("#items", OptionList).focus()
        self.show_standing()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search as it is typed."""
        self._show_found(message.value)

    def on_input_submitted(self) -> None:
        """Go from the search line to what was found."""
        self.query_one("#items", OptionList).focus()

    def _show_found(self, wanted: str) -> None:
        words = _folded(wanted).split()
        self._found = [
            item for item in self._items if all(word in _searchable(item) for word in words)
        ]
        options = self.query_one("#items", OptionList)
        options.set_options(Option(self._row(item)) for item in self._found)
        if self._found:
            options.highlighted = 0
        else:
            told = "Nothing matches." if words else "This deck has no cards."
            self.query_one("#card", Static).update(plain(told, "dim"))

    def _row(self, item: Item) -> Content:
        prompt = plain(item.prompt.replace("\n", " "))
        return joined((f"{self._state(item):>9}  ", "dim"), prompt)

    def _state(self, item: Item) -> str:
        record = self.collection.learner.record_of(item.deck_id, item.id)
        today = self.collection.today(self.now)
        memory = record.memory
        if item.card.status == "draft":
            return "draft"
        if record.suspended:
            return "suspended"
        if record.buried_until and record.buried_until > today:
            return "buried"
        if memory is None:
            return "new"
        if memory.phase is not Phase.REVIEW:
            return "learning"
        days = (memory.due - today).days
        return "due" if days <= 0 else f"in {days}d"

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Show the item that the cursor is on."""
        item = self._found[message.option_index]
        self.query_one("#card", Static).update(Content("\n").join(list(self._detail(item))))
        self.query_one("#detail", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        """Go to the detail, to scroll in it."""
        self.action_detail()

    def _detail(self, item: Item) -> Iterator[Content]:
        card = item.card
        yield plain(f"{card.kind}  {item.ref}", "dim")
        yield plain("")
        yield plain(item.prompt, "bold")
        yield plain("")
        yield plain(item.solution)
        if card.why:
            yield plain(f"\n{card.why}")
        told = [f"#{tag}" for tag in card.tags]
        if card.evidence:
            told.append(f"source {', '.join(card.evidence)}")
        if told:
            yield plain("\n" + "  ".join(told), "dim")
        yield from self._memory(item)

    def _memory(self, item: Item) -> Iterator[Content]:
        memory = self.collection.learner.memory(item.deck_id, item.id)
        yield plain("")
        if memory is None:
            yield plain("Never asked.", "dim")
            return
        chance = self.collection.retrievability(item, self.now) or 0.0
        yield plain(f"chance of recall today  {chance:.0%}")
        yield plain(f"stability  {memory.stability:.1f} days")
        yield plain(f"difficulty  {memory.difficulty:.1f} of 10")
        yield plain(f"due  {memory.due:%a %d %b %Y}")
        leech = "  leech: rewrite the card" if is_leech(memory) else ""
        yield plain(f"asked {memory.reps}×, forgotten {memory.lapses}×{leech}")
        yield plain("\nHistory, the latest first", "bold")
        for event in reversed(self.collection.history(item)):
            cram = "  practice" if event.cram else ""
            yield plain(
                f"{event.day:%d %b %Y}  {event.rating.name.capitalize():5}  "
                f"{event.duration_ms / 1000:.0f} s{cram}"
            )

    def action_search(self) -> None:
        """Type what to look for."""
        self.query_one("#search", Input).focus()

    def action_detail(self) -> None:
        """Move between the list and the detail."""
        detail = self.query_one("#detail", VerticalScroll)
        self.toggle_class("-detail")
        if self.has_class("-detail"):
            detail.focus()
        else:
            self.query_one("#items", OptionList).focus()

    def action_suspend(self) -> None:
        """Suspend the item under the cursor, or take it up again."""
        options = self.query_one("#items", OptionList)
        if options.highlighted is None or not self._found:
            return
        at = options.highlighted
        item = self._found[at]
        suspended = self.collection.learner.record_of(item.deck_id, item.id).suspended
        try:
            self.collection.set_suspended(item, self.now, suspended=not suspended)
        except TrainerError as error:
            self.trainer.say(f"{error.message} {error.hint}")
        options.replace_option_prompt_at_index(at, self._row(item))

    def action_leave(self) -> None:
        """Leave the search line, then the detail, then the browser."""
        if self.has_class("-detail"):
            self.action_detail()
        elif isinstance(self.focused, Input):
            self.query_one("#items", OptionList).focus()
        else:
            self.trainer.pop_screen()


def _searchable(item: Item) -> str:
    card = item.card
    return _folded(" ".join((item.prompt, item.solution, item.ref, *card.tags)))


def _folded(text: str) -> str:
    """Without case and diacritics."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
