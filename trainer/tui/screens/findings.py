"""What is wrong with a deck, in full."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.study.overview import DeckOverview
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine


class FindingsScreen(TrainerScreen):
    """Every finding of a broken deck, with its line and hint."""

    CSS_PATH = "findings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,enter", "leave", "Back", id="findings.leave"),
    ]

    def __init__(self, deck: DeckOverview) -> None:
        super().__init__()
        self._deck = deck

    def compose(self) -> ComposeResult:
        """One page, to scroll."""
        with Vertical(classes="middle"), VerticalScroll(id="page"):
            yield Static(Content("\n").join(self._lines()))
        yield KeyLine()

    def _lines(self) -> list[Content]:
        lines = [
            plain(self._deck.title, "bold"),
            plain(str(self._deck.path), "dim"),
            plain(self.with_keys("Fix the file, go back, and press <home.reload>.")),
        ]
        for finding in self._deck.diagnostics:
            place = f"\nline {finding.span.line}, column {finding.span.column}  {finding.code}"
            lines += [plain(place, "dim"), plain(finding.message)]
            if finding.hint:
                lines.append(joined(("help: ", "dim"), plain(finding.hint)))
        return lines
