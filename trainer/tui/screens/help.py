"""The keys that are live, and the manual on one page."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.tui.text import joined, plain

MANUAL = """
How it works. Each card comes back when you are about to forget it. You answer, see the key, \
and rate how well you knew it: Again, Hard, Good or Easy. What you type or choose is marked \
for you; the rating that follows from the mark is under enter, and you may give another. Under \\
each rating you see when the card comes back.

Nothing is lost. Each rating is on disk before the next card shows. A session that was cut \
off goes on where it stopped. u takes back as many steps as you like.

Practising (cram) asks everything, whatever is due, and leaves the schedule alone.

More, or less at a time. m offers ten more new cards, what is due tomorrow, or a backlog spread \
over days. d on the summary drills what you missed.

Typing. While you type an answer, letters are letters: ctrl+z takes back what \
you typed, and after that the last step; ctrl+t shows the hint, ctrl+n skips, ctrl+b puts off \
until tomorrow, ctrl+e edits the card; escape leaves the line, so that single keys work.

Decks are .yaml files in ./decks, in your own deck folder and among those that come with \
trainer. `trainer check` shows what is wrong in one.
"""


class HelpScreen(Screen[None]):
    """The keys of the screen it was opened from, and the manual.

    Args:
        bindings: the keys that are live there.
        manual: how it works, in paragraphs.
        data: where what is done is kept, in words.
    """

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark", "leave", "Back", id="help.leave"),
    ]

    def __init__(self, bindings: Iterable[ActiveBinding], manual: str, data: str) -> None:
        super().__init__()
        self._live = list(bindings)
        self._manual = manual
        self._data = data

    def compose(self) -> ComposeResult:
        """One page, to scroll."""
        with Vertical(classes="middle"), VerticalScroll(id="page"):
            yield Static(Content("\n").join(self._lines()))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def _lines(self) -> list[Content]:
        keys: dict[str, list[str]] = {}
        for active in self._live:
            if active.binding.id:
                shown = self.app.get_key_display(active.binding)
                keys.setdefault(active.binding.description, []).append(shown)
        lines = [
            joined((f"{' '.join(names):>16}  ", "$primary"), plain(description))
            for description, names in keys.items()
        ]
        lines.append(plain(self._manual))
        lines.append(plain(self._data, "dim"))
        return lines

    def action_leave(self) -> None:
        """Go back to where help was asked for."""
        self.app.pop_screen()
