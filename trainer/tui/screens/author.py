"""The author screen: a deck's YAML, the card under the cursor, and what is wrong or weak."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from typing_extensions import override

from trainer.deck.card_fields import has_form
from trainer.deck.card_text import AddedCard
from trainer.deck.diagnostic import Diagnostic, graded
from trainer.deck.item import items_in_deck
from trainer.deck.reading import Reading
from trainer.deck.writer import dumped_text, written_fields
from trainer.errors import TrainerError
from trainer.store.copies import change_notice
from trainer.study.draft import Draft, findings
from trainer.study.pasted_file import copy_beside
from trainer.tui.background_work import BackgroundWork
from trainer.tui.editor import chosen_editor, edit_outside, editor_command
from trainer.tui.text import joined, plain
from trainer.tui.unsaved_screen import UnsavedScreen
from trainer.tui.widgets.find_bar import FindBar
from trainer.tui.widgets.findings import FindingList, FindingOption
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.pane_tabs import PaneTabs
from trainer.tui.widgets.preview import CardPreview
from trainer.tui.widgets.text_editor import TextEditor
from trainer.tui.widgets.trouble_line import TroubleLine

PAUSE = 0.25
"""Seconds without a key after which the text is checked."""
PANES = ("text", "card", "findings")
"""What the tabs of a narrow screen show, in their order."""


class AuthorScreen(UnsavedScreen):
    """Edits one deck file.

    Args:
        path: the file.
        line: where the cursor begins, from 1.

    Raises:
        TrainerError: the file cannot be shown in an editor.
    """

    CSS_PATH = "author.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="author.save", priority=True),
        Binding("f2", "next_pane", "Pane", id="author.pane"),
        Binding(
            "ctrl+o", "outside", "Open in $EDITOR", id="author.outside", show=False, priority=True
        ),
        Binding("ctrl+r", "reload", "Read again", id="author.reload", show=False, priority=True),
        Binding("f6", "replace_all", "Replace all", id="author.replace_all"),
        Binding("f4", "edit_card", "This card as a form", id="author.form", show=False),
        Binding("f5", "difference", "Your copy and the deck", id="author.difference", show=False),
        Binding(
            "f3", "bring_back", "Bring back what was left unsaved", id="author.take_in", show=False
        ),
        Binding("escape", "leave", "Back", id="author.leave", priority=True),
        Binding("ctrl+f", "find", "Find and replace", id="author.find", priority=True),
        Binding("ctrl+g", "cards", "Go to a card", id="author.cards", priority=True),
        Binding("ctrl+n", "new_card", "Add a card", id="author.card", priority=True),
    ]

    asks = "Not saved: <author.save> saves, <author.leave> again leaves without."

    def __init__(self, path: Path, line: int = 1) -> None:
        super().__init__(Draft(path))
        self._line = line
        self._reading: Reading | None = None
        self._diagnostics: tuple[Diagnostic, ...] = ()
        self._shown: object = self  # nothing yet, which is not the same as no card
        self._warned = False
        self._brought_back = 0
        self.add_class("-clean")
        self._text = TextEditor(
            self._draft.saved,
            language="yaml",
            tab_behavior="indent",
            show_line_numbers=True,
            soft_wrap=True,
            id="text",
        )
        self._text.indent_type, self._text.indent_width = "spaces", 2
        self._card = CardPreview(id="card")
        self._findings = FindingList(id="findings")
        self._tabs = PaneTabs(PANES)
        self._state = Static(id="state")
        self._find = FindBar(
            self._text,
            self.with_keys("tab: instead, then enter; <author.replace_all>: all"),
            id="find",
        )

    def compose(self) -> ComposeResult:
        """The YAML, the card, the findings."""
        yield TroubleLine()
        yield self._tabs
        with Horizontal(id="panes"):
            yield self._text
            yield self._card
        yield self._findings
        yield self._find
        yield self._state
        yield KeyLine()

    def on_mount(self) -> None:
        """Check the text as it is, and look now and then whether the file was changed outside."""
        self._text.use_colours_of_code(dark=self.app.current_theme.dark)
        self._text.move_cursor((self._line - 1, 0), center=True)
        self._text.focus()
        self.set_interval(1, self.look_again)
        self._show_tabs()
        self.in_background(self._check)

    @property
    @override
    def modified(self) -> bool:
        return self._text.text != self._draft.saved

    @override
    def unsaved_text(self) -> str:
        return self._text.text

    def on_text_area_changed(self) -> None:
        """Check again once the author pauses; a new text may not be lost without a word."""
        self.ask_again()
        self.in_background(self._check)

    def on_text_area_selection_changed(self) -> None:
        """Show the card that the cursor is in."""
        self.in_turn(self._show_card)

    async def _check(self, work: BackgroundWork) -> None:
        """Read and lint off the event loop: a long deck must not hold up a key."""
        await work.pause(PAUSE if self._reading else 0)
        await work.in_turn(self._take_reading, *await work.in_thread(self._read, self._text.text))

    def _read(self, text: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
        reading = self._draft.read(text)
        return reading, findings(reading, self.collection.card_context.source_text(reading.deck))

    async def _take_reading(self, reading: Reading, diagnostics: tuple[Diagnostic, ...]) -> None:
        self._diagnostics = diagnostics
        stale = not reading.cards and self._reading is not None
        if not stale:
            self._reading = reading
        self._card.set_class(stale, "-stale")
        self._card.border_title = "as it was before the error" if stale else None
        self._show_findings()
        await self._show_card()

    def on_screen_resume(self) -> None:
        """Tell of a shipped deck that has changed, and of files that keep what was unsaved."""
        self._show_trouble()

    def _show_trouble(self) -> None:
        way, brings_back = map(self.with_keys, ("<author.difference>", "<author.take_in>"))
        kept = self._draft.kept()
        keeps = (
            f"{kept[0].name} keeps what was left unsaved: {brings_back} brings it back."
            if kept
            else ""
        )
        more = " Delete the file when you no longer need it." if kept else ""
        self.query_one(TroubleLine).show(change_notice(self._draft.path, way), keeps + more)

    def _show_findings(self) -> None:
        self._findings.show(self._diagnostics)
        self.set_class(not self._diagnostics, "-clean")
        self._show_state()

    def _show_state(self) -> None:
        errors = sum(finding.severity == "error" for finding in self._diagnostics)
        weak = len(self._diagnostics) - errors
        counts = graded(errors, weak) or "nothing found"
        mark = "● unsaved" if self.modified else "saved"
        self._state.update(
            joined(plain(f"{self._draft.path.name}  "), (f"{mark}  {counts}", "dim"))
        )

    async def _show_card(self) -> None:
        self._show_state()
        if self._reading is None:
            return
        line = self._text.cursor_location[0] + 1
        card = self._reading.card_at(line)
        if card == self._shown:
            return
        self._shown = card
        if card is None:
            await self._card.show(None)
            return
        deck = self._reading.deck
        item = items_in_deck(deck, card, "draft")[0]
        passages = self.collection.card_context.passages(item)
        await self._card.show(item, passages, self._draft.path.parent)

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Go to the place of a finding."""
        if isinstance(message.option, FindingOption):
            span = message.option.finding.span
            self._show_pane("text")
            self._text.move_cursor((span.line - 1, span.column - 1), center=True)

    def on_text_editor_dropped(self, message: TextEditor.Dropped) -> None:
        """Copy a file beside the deck, and name it on the card that the cursor is in."""
        with self.trainer.saying_errors():
            copied = copy_beside(message.path, self._draft.path.parent)
            row, _ = self._text.cursor_location
            line = self._text.document.get_line(row)
            entry = f"{copied.key}: {dumped_text(copied.name)}"
            if line.lstrip(" -").startswith("{") or not line.strip():
                self._text.insert(entry)
                return
            indent = " " * (len(line) - len(line.lstrip(" -")))
            self._text.insert(f"\n{indent}{entry}", (row, len(line)))
            self._text.move_cursor((row + 1, len(indent) + len(entry)))

    def look_again(self) -> None:
        """Read what another program wrote, or warn of it where that would drop something."""
        if not self.is_active or not self._draft.changed_outside():
            return
        if not self.modified:
            self.action_reload()
        elif not self._warned:
            self._warn_of_change()

    def _warn_of_change(self) -> None:
        self._warned = True
        self.trainer.say(
            self.with_keys(
                "The file was changed by another program: <author.reload> reads it and drops what "
                "is here, <author.save> twice writes what is here over it."
            )
        )

    def action_save(self) -> None:
        """Write the file."""
        with self.trainer.saying_errors():
            self._draft.save(self._text.text)
            self._warned = False
            self.ask_again()
        self._show_trouble()
        self._show_state()

    def action_reload(self) -> None:
        """Read the file again."""
        try:
            text = self._draft.reload()
        except TrainerError as error:
            if not self._warned:
                self._warned = True
                self.trainer.say(error.in_full)
            return
        self._warned = False
        self._text.replace_text(text)

    def action_bring_back(self) -> None:
        """Replace the text by what was left unsaved before, the newest first."""
        kept = self._draft.kept()
        if not kept:
            self.trainer.say("Nothing was left unsaved here.")
            return
        path = kept[self._brought_back % len(kept)]
        self._brought_back += 1
        with self.trainer.saying_errors():
            self._text.replace_text(self._draft.kept_text(path))
            more = self.with_keys("<author.take_in> goes on to the one before, ")
            more = more if len(kept) > 1 else ""
            self.trainer.say(f"This is {path.name}: {more}ctrl+z takes it back.")

    def action_new_card(self) -> None:
        """Fill in a form; its card goes below the last one, and the cursor to it."""
        self.trainer.deck_screens.add_card(
            self._draft.path, text=self._text.text, take=self._take_card
        )

    def action_edit_card(self) -> None:
        """Open the card that the cursor is in as a form; it goes back to its place."""
        reading = self._draft.read(self._text.text)
        card = reading.card_at(self._text.cursor_location[0] + 1)
        if card is None or not has_form(card):
            self.trainer.say("The cursor is in no card that has a form.")
            return
        self.trainer.deck_screens.add_card(
            self._draft.path,
            kind=card.kind,
            fields=written_fields(card),
            text=self._text.text,
            take=self._take_card,
            instead=next(at for at, one in enumerate(reading.cards) if one is card),
        )

    def _take_card(self, added: AddedCard) -> None:
        """Take the card in, and save it, unless that would save what its author has not yet."""
        was_saved = not self.modified
        self._text.replace_text(added.text)
        if was_saved:
            self.action_save()
        else:
            self.trainer.say(
                self.with_keys("The card is in the text: <author.save> saves it with the rest.")
            )
        self._text.move_cursor((added.line - 1, 0), center=True)

    def action_difference(self) -> None:
        """Show how this deck, a copy, differs from the shipped one."""
        from trainer.tui.screens.difference import DifferenceScreen

        self.trainer.push_screen(DifferenceScreen(self._draft.path, self._text.text))

    def action_outside(self) -> None:
        """Save, and edit the file at this line in the learner's own editor."""
        with self.trainer.saying_errors():
            editor = chosen_editor()
            if self.modified:
                if self._draft.changed_outside():
                    self._warn_of_change()
                    return
                self.action_save()
                if self.modified:
                    return
            command = editor_command(editor, self._draft.path, self._text.cursor_location[0] + 1)
            try:
                with self.app.suspend():
                    trouble = edit_outside(command)
            except SuspendNotSupported:
                trouble = "This terminal cannot be handed to another program."
            if trouble:
                self.trainer.say(trouble)
            self.action_reload()

    def action_next_pane(self) -> None:
        """Show the next tab of a narrow screen; elsewhere move between text and findings."""
        if self.has_class("-narrow"):
            self._show_pane(self._tabs.next_to(self._tabs.shown))
        elif self._text.has_focus and self._diagnostics:
            self._findings.highlighted = 0
            self._findings.focus()
        else:
            self._text.focus()

    def _show_pane(self, shown: str) -> None:
        self._tabs.show(shown)
        self._show_tabs()

    def _show_tabs(self) -> None:
        self._tabs.draw(("YAML", "card", "findings"), self.with_keys("<author.pane>"))

    def action_find(self) -> None:
        """Let words be typed that are looked for, and what to put there."""
        self._show_pane("text")
        self._find.appear()
        self.refresh_bindings()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "replace_all" or self._find.display

    def action_replace_all(self) -> None:
        """Put the other words in every place."""
        self._find.replace_all()

    def on_find_bar_said(self, message: FindBar.Said) -> None:
        """Say what came of it."""
        self.trainer.say(message.text)

    def action_cards(self) -> None:
        """List the deck's cards, and go to the one that is chosen."""
        from trainer.tui.screens.deck_cards import DeckCardsScreen

        text = "\n".join(self._text.document.lines)
        line = self._text.cursor_location[0] + 1
        self.trainer.push_screen(DeckCardsScreen(text, self._diagnostics, line), self._go_to)

    def _go_to(self, line: int | None) -> None:
        if line is not None:
            self._show_pane("text")
            self._text.move_cursor((line - 1, 0), center=True)

    @override
    def action_leave(self) -> None:
        """Close the line that finds words; or leave."""
        if self._find.display:
            self._find.display = False
            self.refresh_bindings()
            self._text.focus()
        else:
            super().action_leave()
