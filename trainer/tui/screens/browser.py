"""The deck browser: what is in a deck, what is remembered of it, and how that came about."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from trainer.counted import counted
from trainer.deck.deck import Deck
from trainer.deck.item import Item, items_in_deck
from trainer.study.item_actions import ItemActions, days_from
from trainer.study.item_state import ORDERS, order_key, state_in_a_word
from trainer.study.options import StudyOptions
from trainer.study.planner import choose_items
from trainer.study.search import Search, completions
from trainer.study.why import nothing_due
from trainer.tui.background_work import BackgroundWork
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.item_detail import ItemDetail
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.long_list import LongList
from trainer.tui.widgets.term_suggester import TermSuggester
from trainer.tui.widgets.trouble_line import TroubleLine

_WIDE = 70
"""Columns from which a row shows kind and lapses too."""
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
        Binding("s", "study", "Study these", id="browser.study"),
        Binding("space", "mark", "Mark", id="browser.mark"),
        Binding("a", "mark_all", "Mark all, or none", id="browser.mark_all", show=False),
        Binding("o", "sort", "Sort by another column", id="browser.sort", show=False),
        Binding("x", "suspend", "Suspend or resume", id="browser.suspend", show=False),
        Binding("b", "bury", "Bury until tomorrow", id="browser.bury", show=False),
        Binding("d", "ask('due')", "Set due", id="browser.due", show=False),
        Binding("n", "ask('note')", "Note of your own", id="browser.note", show=False),
        *(
            Binding(
                f"{flag}", f"flag({flag})", f"Flag {flag}", id=f"browser.flag{flag}", show=False
            )
            for flag in range(1, 5)
        ),
        Binding("0", "flag(0)", "No flag", id="browser.no_flag", show=False),
        Binding("R", "reset", "Reset: new again", id="browser.reset", show=False),
        Binding("e", "edit", "Edit the card", id="browser.edit", show=False),
        Binding("u,ctrl+z", "undo", "Undo", id="browser.undo", show=False),
        Binding("enter", "detail", "Detail", id="browser.detail", show=False),
        Binding("q,escape", "leave", "Back", id="browser.leave"),
    ]

    def __init__(self, deck: Deck | None) -> None:
        super().__init__()
        self._deck = deck
        self._listed: list[Item] = []
        self._marked: set[str] = set()
        self._asked = ""
        """What the line at the foot asks for: `due`, `note`, or nothing."""
        self._line = Input(
            placeholder="words, is:due is:leech tag: deck: kind: flag: note: prop:lapses>2",
            suggester=TermSuggester(self._terms),
            id="search",
        )
        self._rows = LongList(self._row, id="items")
        self._detail = ItemDetail(self.collection, self.with_keys)
        self._message = Static(id="message")
        self._value = Input(id="value")

    @property
    def _order(self) -> str:
        return self.trainer.browser_order

    @cached_property
    def _actions(self) -> ItemActions:
        return ItemActions(self.collection)

    def compose(self) -> ComposeResult:
        """The search line, the list, the detail, a line to type a value in."""
        yield TroubleLine()
        yield self._line
        with Horizontal(id="panes"):
            yield self._rows
            yield self._detail
        yield self._message
        yield self._value
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self._value.display = False
        self._search("")
        self._rows.focus()
        self.show_trouble()

    def _terms(self) -> list[str]:
        decks = self.collection.library.decks
        tags = {tag for deck in decks for card in deck.cards for tag in card.tags}
        return completions(sorted(tags), [deck.id for deck in decks])

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search as it is typed."""
        if message.input is self._line:
            self._search(message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go from the search line to the list; keep a value."""
        if message.input is self._line:
            self._rows.focus()
        else:
            self._take_value(message.value.strip())

    def _search(self, query: str, stay: str = "") -> None:
        """Look for items beside the keys.

        Args:
            query: what to look for.
            stay: the ref of the item that the cursor stays on, where it is found.
        """
        self.in_background(lambda work: self._find(work, query, stay), self._tell)

    async def _find(self, work: BackgroundWork, query: str, stay: str) -> None:
        """Show the first that are found at once, the others when there are no more."""
        await work.pause()
        search = Search(self.collection, query, self.now)
        items: list[Item] = []
        for number, item in enumerate(self._items()):
            if number % _PIECE == 0:
                early = not stay and self._order == ORDERS[0]
                if items and items is not self._listed and early:
                    self._show(items)
                await work.pause()
            if search.finds(item):
                items.append(item)
        if self._order != ORDERS[0]:
            items.sort(key=order_key(self._order, self.collection, self.now))
        if items is not self._listed:
            self._show(items)
        self._rows.grow(len(items))
        if stay:
            self._rows.cursor = next((n for n, item in enumerate(items) if item.ref == stay), 0)
        self._tell_count()
        if not items:
            message = "Nothing matches." if query else "There are no cards here."
            self._detail.tell(message)

    def _tell(self, message: str) -> None:
        self._message.update(plain(message))

    def _tell_count(self) -> None:
        listed = counted(len(self._listed), "item")
        many = sum(item.ref in self._marked for item in self._listed)
        marked = f", {many} marked" if many else ""
        order = f", by {self._order}" if self._order != ORDERS[0] else ""
        self._tell(f"{listed}{marked}{order}")

    def _show(self, items: list[Item]) -> None:
        self._listed = items
        self._rows.fill(len(items))

    def _items(self) -> Iterator[Item]:
        decks = (self._deck,) if self._deck else self.collection.library.decks
        for deck in decks:
            for card in deck.cards:
                yield from items_in_deck(deck, card, deck.id)

    def _row(self, index: int) -> Content:
        item = self._listed[index]
        record = self.collection.learner.record_of(item.deck_id, item.id)
        now = self.now
        state = state_in_a_word(item, self.collection.agenda(now), now)
        prompt = plain(item.prompt.replace("\n", " "))
        mark = "● " if item.ref in self._marked else "  "
        flag = f"⚑{record.flag} " if record.flag else ""
        more = ""
        if self._rows.size.width >= _WIDE:
            lapses = record.memory.lapses if record.memory else 0
            forgotten = f"{lapses}× forgotten" if lapses else ""
            more = f"{item.card.kind:9}  {forgotten:13}  "
        return joined((mark, "bold"), (f"{state:9} {more}", "dim"), flag, prompt)

    def on_long_list_moved(self) -> None:
        """Show the item that the cursor is on."""
        item = self._chosen
        if item:
            self._detail.show(item, self.now)

    def on_long_list_chosen(self) -> None:
        """Go to the detail, to scroll in it."""
        self.action_detail()

    @property
    def _chosen(self) -> Item | None:
        at = self._rows.cursor
        return self._listed[at] if at < len(self._listed) else None

    def action_search(self) -> None:
        """Type what to look for."""
        self._line.focus()

    def action_detail(self) -> None:
        """Move between the list and the detail."""
        self.toggle_class("-detail")
        (self._detail if self.has_class("-detail") else self._rows).focus()

    def _meant(self) -> list[Item]:
        """The marked items; without any, the one under the cursor."""
        marked = [item for item in self._listed if item.ref in self._marked]
        return marked or ([self._chosen] if self._chosen else [])

    def action_mark(self) -> None:
        """Mark the item under the cursor, or take its mark away, and go on."""
        if item := self._chosen:
            self._marked ^= {item.ref}
            self._rows.cursor += 1
            self._rows.refresh()
            self._tell_count()

    def action_mark_all(self) -> None:
        """Mark all that were found; where all are marked, none."""
        refs = {item.ref for item in self._listed}
        self._marked = set() if refs <= self._marked else refs
        self._rows.refresh()
        self._tell_count()

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.trainer.browser_order = ORDERS[(ORDERS.index(self._order) + 1) % len(ORDERS)]
        self._search(self._line.value)

    def _do(self, act: Callable[[list[Item]], int], what: str) -> None:
        """Do something with the chosen items, and say with how many."""
        with self.trainer.saying_errors():
            many = act(self._meant())
            takes_back = self.with_keys("; <browser.undo> takes it back.") if many else "."
            self._tell(f"{what}: {many} of {len(self._meant())}{takes_back}")
            self._rows.refresh()
            self.on_long_list_moved()

    def action_suspend(self) -> None:
        """Suspend items; where all are suspended, resume them."""
        what = "Resumed" if self._actions.all_suspended(self._meant()) else "Suspended"
        self._do(lambda items: self._actions.suspend(items, self.now), what)

    def action_bury(self) -> None:
        """Put items off until tomorrow."""
        self._do(lambda items: self._actions.bury(items, self.now), "Put off until tomorrow")

    def action_reset(self) -> None:
        """Let items be new again."""
        self._do(lambda items: self._actions.reset(items, self.now), "Reset")

    def action_flag(self, flag: int) -> None:
        """Flag items."""
        what = f"Flag {flag}" if flag else "No flag"
        self._do(lambda items: self._actions.flag(items, flag, self.now), what)

    def action_undo(self) -> None:
        """Take back what was done here last."""
        with self.trainer.saying_errors():
            many = self._actions.undo(self.now)
            self._tell(f"Taken back: {many}." if many else "Nothing was done here yet.")
            self._rows.refresh()
            self.on_long_list_moved()

    def action_ask(self, what: str) -> None:
        """Let a value be typed: a note, or in how many days items are due."""
        items = self._meant()
        if not items:
            return
        line = self._value
        note = self.collection.learner.record_of(items[0].deck_id, items[0].id).note
        self._asked = what
        line.value = note if what == "note" and len(items) == 1 else ""
        words = {
            "due": "due in how many days? 0 is today",
            "note": "your note; empty takes it away",
        }
        line.placeholder = words[what]
        line.display = True
        line.focus()

    def _take_value(self, value: str) -> None:
        with self.trainer.saying_errors():
            if self._asked == "note":
                self._do(lambda items: self._actions.note(items, value, self.now), "Note")
            else:
                days = days_from(value)
                what = f"Due in {counted(days, 'day')} (what is new stays new)"
                self._do(lambda items: self._actions.set_due(items, days, self.now), what)
            self._end_asking()

    def _end_asking(self) -> None:
        self._asked = ""
        self._value.display = False
        self._rows.focus()

    def action_study(self) -> None:
        """Study what is marked, else all that was found; what is not due is practised."""
        marked = [item for item in self._listed if item.ref in self._marked] or self._listed
        items = [item for item in marked if item.card.status != "draft"]
        if not items:
            self._tell("There is nothing to study.")
            return
        refs = tuple(item.ref for item in items)
        collection, options = self.collection, StudyOptions(items=refs)
        chosen = choose_items(collection.library.decks, options, collection.items_of)
        nothing = nothing_due(collection.agenda(self.now, chosen), self.now)
        if nothing:
            self.trainer.say("Nothing of this is due: it is practised, the schedule stays.")
        self.trainer.study(StudyOptions(items=refs, cram=nothing is not None))

    def on_screen_resume(self) -> None:
        """Show what is remembered by now."""
        if self.is_mounted:
            self._find_again()

    def action_edit(self) -> None:
        """Fix the card in its file."""
        item = self._chosen
        if item and (place := self.collection.card_context.place_of(item)):
            self.trainer.deck_screens.edit(*place, lambda _: self._reload())

    def _reload(self) -> None:
        self.collection.reload()
        self.collection.follow_edits(self.now)
        if self._deck:
            self._deck = self.collection.library.deck(self._deck.id) or self._deck
        self._find_again()

    def _find_again(self) -> None:
        """Search again for the same, and stay where the cursor is."""
        chosen = self._chosen
        self._search(self._line.value, chosen.ref if chosen else "")

    def action_leave(self) -> None:
        """Leave the search line, then the detail, then the browser."""
        if self._asked:
            self._end_asking()
        elif self.has_class("-detail"):
            self.action_detail()
        elif isinstance(self.focused, Input):
            self._rows.focus()
        else:
            self.trainer.pop_screen()
