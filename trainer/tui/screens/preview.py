"""A deck as its learner will see it, read again whenever its file is saved."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from trainer.deck.item import Item, items_in_deck
from trainer.deck.reading import Reading
from trainer.errors import TrainerError
from trainer.study.draft import Draft
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.preview import CardPreview
from trainer.tui.widgets.trouble_line import TroubleLine


class PreviewScreen(TrainerScreen):
    """Pages through a deck's items; nothing is recorded.

    Args:
        path: the deck's file.

    Raises:
        TrainerError: it cannot be read as text.
    """

    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "reveal", "Go on", id="preview.reveal"),
        Binding("right,n,j", "turn(1)", "Next", id="preview.next"),
        Binding("left,b,k", "turn(-1)", "Previous", id="preview.before"),
        Binding("e", "edit", "Edit", id="preview.edit", show=False),
        Binding("q,escape", "leave", "Back", id="preview.leave"),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._draft = Draft(path)
        self._reading: Reading = self._draft.read(self._draft.saved)
        self._items: tuple[Item, ...] = ()
        self._at = 0
        self._wanted = ""
        self._answered = False
        self._top = Static(id="top")
        self._card = CardPreview(id="preview", empty="The cards show here once one can be read.")

    def compose(self) -> ComposeResult:
        """Where we are, and the card."""
        yield TroubleLine()
        yield self._top
        with Vertical(classes="middle"):
            yield self._card
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a card there is none to go on to."""
        del parameters
        return action not in {"reveal", "turn"} or bool(self._items)

    def on_mount(self) -> None:
        """Show the first card, and look now and then whether the file was saved."""
        self.set_interval(0.5, lambda: self.in_turn(self.look_again))
        self.in_turn(self._show_again)

    async def look_again(self) -> None:
        """Show what was saved in the meantime."""
        if not self.is_active or not self._draft.changed_outside():
            return
        try:
            text = self._draft.reload()
        except TrainerError as error:
            self._top.update(plain(error.message))
            return
        self._reading = self._draft.read(text)
        await self._show_again()

    async def _show_again(self) -> None:
        """Keep to the card that was shown, also past a save that broke it, or all of them."""
        if not self._reading.cards and self._items:
            await self._show()
            return
        deck = self._reading.deck
        self._items = tuple(
            item for card in self._reading.cards for item in items_in_deck(deck, card, "preview")
        )
        there = (at for at, item in enumerate(self._items) if item.id == self._wanted)
        self._at = next(there, min(self._at, max(0, len(self._items) - 1)))
        if self._items and not self._reading.errors:
            self._wanted = self._items[self._at].id
        await self._show()

    async def _show(self) -> None:
        place = f"{self._at + 1} of {len(self._items)}" if self._items else "no card to show"
        draft = self._items and self._items[self._at].card.status == "draft"
        self._top.update(
            joined(
                plain(f"{self._draft.path.name}  "),
                (place, "dim"),
                ("  draft" if draft else "", "$text-warning"),
                plain(self._broken_words(), "$text-warning"),
            )
        )
        self.refresh_bindings()
        item = self._items[self._at] if self._items else None
        passages = self.collection.card_context.passages(item) if item else ()
        folder = self._draft.path.parent
        await self._card.show(item, passages, folder, answered=self._answered)

    def _broken_words(self) -> str:
        errors = self._reading.errors
        if not errors:
            return ""
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        return f"   ✗ line {errors[0].span.line}: {errors[0].message}{more}"

    async def action_turn(self, by: int) -> None:
        """Go to the next card or the one before."""
        if self._items:
            self._at = (self._at + by) % len(self._items)
            self._wanted = self._items[self._at].id
            self._answered = False
            await self._show()

    async def action_reveal(self) -> None:
        """Show the answer; then the next card."""
        if self._answered:
            await self.action_turn(1)
        else:
            self._answered = True
            await self._show()

    def action_edit(self) -> None:
        """Fix the card that is shown."""
        line = self._reading.errors[0].span.line if self._reading.errors else 1
        if self._items:
            card = self._items[self._at].card
            places = zip(self._reading.cards, self._reading.card_spans, strict=True)
            line = next((span.line for one, span in places if one == card), line)
        self.trainer.deck_screens.edit(self._draft.path, line)

    def action_leave(self) -> None:
        """Leave; nothing is kept of it."""
        self.dismiss()
