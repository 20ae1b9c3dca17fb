"""Triage: the drafts of a deck one by one, each kept, edited, dropped or left for later."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from trainer.deck.card_text import AddedCard
from trainer.deck.item import items_of_card
from trainer.deck.writer import written_fields
from trainer.study.workbench import Workbench
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.preview import CardPreview
from trainer.tui.widgets.trouble_line import TroubleLine


class TriageScreen(TrainerScreen):
    """Goes through the drafts of a deck.

    Args:
        bench: the deck with its article.
    """

    CSS_PATH = "triage.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "keep", "Keep", id="triage.keep"),
        Binding("e", "edit", "Edit", id="triage.edit"),
        Binding("d", "drop", "Drop", id="triage.drop"),
        Binding("n", "go_on", "Next", id="triage.next"),
        Binding("u", "undo", "Undo", id="triage.undo", show=False),
        Binding("q,escape", "leave", "Back", id="triage.leave"),
    ]

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._place = 0
        self._kept = self._dropped = 0
        self._steps: list[tuple[int, int, int]] = []
        self._message = Static(id="message")
        self._why = Static(id="rests-on")
        self._card = CardPreview(id="card")

    def compose(self) -> ComposeResult:
        """How far one has come, the draft, the sentences it rests on."""
        yield TroubleLine()
        with Vertical(classes="middle"):
            yield self._message
            yield self._card
            yield self._why
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Show the first draft, or what came of an edit."""
        self.in_turn(self._show)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where no draft is left there is none to keep, edit, drop or pass over."""
        needs_none = action not in {"keep", "edit", "drop", "go_on"}
        return super().check_action(action, parameters) and (needs_none or self._at is not None)

    @property
    def _at(self) -> int | None:
        """The draft that is shown, counted among all cards."""
        drafts = self._bench.drafts
        return drafts[self._place % len(drafts)] if drafts else None

    async def _show(self) -> None:
        at, count = self._at, len(self._bench.drafts)
        done = f"{self._kept} kept, {self._dropped} dropped"
        self._card.display = at is not None
        self.refresh_bindings()
        if at is None:
            ways = self.with_keys("<triage.undo> undoes, <triage.leave> goes back.")
            self._message.update(plain(f"No draft is left: {done}. {ways}"))
            self._why.update("")
            return
        decided = self._kept + self._dropped
        place = f"draft {decided + self._place % count + 1} of {decided + count}"
        self._message.update(joined((place, "bold"), (f"   {done}", "dim")))
        card = self._bench.cards[at]
        await self._card.show(items_of_card("draft", card)[0])
        source = self._bench.source
        passages = [(pointer, source.sentence(pointer) or "") for pointer in card.evidence]
        lines = [plain(f"{pointer}  {text}", "dim") for pointer, text in passages]
        self._why.update(joined(*lines, by="\n"))

    async def action_keep(self) -> None:
        """Make the draft a card that is studied."""
        at = self._at
        if at is not None and self._changed(partial(self._bench.keep, at)):
            self._kept += 1
            await self._show()

    async def action_drop(self) -> None:
        """Take the draft out of the deck."""
        at = self._at
        if at is not None and self._changed(partial(self._bench.drop, at)):
            self._dropped += 1
            await self._show()

    async def action_go_on(self) -> None:
        """Leave the draft for later."""
        self._place += 1
        await self._show()

    def action_edit(self) -> None:
        """Open the draft in the form; once it is added there, it is kept."""
        if (at := self._at) is None:
            return
        card = self._bench.cards[at]
        fields = {k: v for k, v in written_fields(card).items() if k != "status"}

        def take(added: AddedCard) -> None:
            self._change(partial(self._bench.change, added.text))
            self._kept += 1

        self.trainer.deck_screens.add_card(
            self._bench.path,
            kind=card.kind,
            fields=fields,
            text=self._bench.draft.saved,
            take=take,
            instead=at,
        )

    async def action_undo(self) -> None:
        """Take the last step back."""
        if not self._steps:
            self.trainer.say("There is nothing to undo.")
            return
        with self.trainer.saying_errors():
            self._bench.undo()
            self._place, self._kept, self._dropped = self._steps.pop()
            await self._show()

    def _changed(self, change: Callable[[], None]) -> bool:
        with self.trainer.saying_errors():
            self._change(change)
            return True
        return False

    def _change(self, change: Callable[[], None]) -> None:
        before = (self._place, self._kept, self._dropped)
        count = len(self._bench.drafts)
        change()
        self._place = before[0] % count
        self._steps.append(before)
