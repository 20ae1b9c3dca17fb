"""The decks of the home screen, a row each: what is due, what is new, how much is learnt."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.counted import counted
from trainer.tui.text import joined, plain

if TYPE_CHECKING:
    from trainer.memory.queue.queue import Counts
    from trainer.study.overview import DeckOverview

BAR = 8
"""Cells of a deck's bar of what is learnt; three times as many where there is room."""
_WIDE = 100
_NARROW = 60
"""Columns below which there is no room for a bar: the breakpoint of a narrow screen."""


class DeckList(OptionList, inherit_bindings=False):
    """Lists the decks; the first row is all of them. The screen says what enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in OptionList.BINDINGS
        if not (isinstance(binding, Binding) and binding.action == "select")
    ]

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._decks: list[DeckOverview | None] = []
        """The deck of each row; None for all of them, and for the name of a folder."""

    def show(self, decks: "Iterable[DeckOverview]", counts: "Counts", width: int) -> None:
        """Show other figures; the cursor stays on its row.

        Args:
            decks: the decks, those of a folder one after the other.
            counts: what is due and new in all of them.
            width: columns of a row.
        """
        highlighted = self.highlighted
        due = counts.review + counts.learning
        everything = _row(joined(("All decks", "bold")), due, counts.new, None, width)
        options, self._decks = [Option(everything)], [None]
        folder = ""
        for deck in decks:
            if deck.folder != folder:
                folder = deck.folder
                options.append(Option(joined((f"{folder}/", "dim")), disabled=True))
                self._decks.append(None)
            options.append(Option(_row_of(deck, width)))
            self._decks.append(deck)
        self.set_options(options)
        self.highlighted = min(highlighted or 0, len(options) - 1)

    @property
    def chosen(self) -> "DeckOverview | None":
        """The deck whose row is highlighted; None for all of them."""
        row = self.highlighted
        return self._decks[row] if row and self._decks else None


def bar_of(share: float, cells: int = BAR) -> str:
    """A bar of so many cells, filled as far as a share says."""
    filled = round(cells * share)
    return "▰" * filled + "▱" * (cells - filled)


def _row_of(deck: "DeckOverview", width: int) -> Content:
    if deck.deck is None:
        errors = counted(len(deck.diagnostics), "error")
        first = deck.diagnostics[0]
        message = f"{deck.title}  line {first.span.line}: {first.message}"
        return joined((f"✗ {errors}  ", "$text-error"), plain(message))
    share = deck.learnt / deck.items if deck.items else None  # a test is never learnt
    title = f"  {deck.title}" if deck.folder else deck.title
    return _row(plain(title), deck.due + deck.learning, deck.new, share, width)


def _row(name: Content, due: int, new: int, share: float | None, width: int) -> Content:
    """The name cut to what is left, the counts, and how much is learnt where there is room."""
    counts = [(due, "due"), (new, "new")]
    if width < _NARROW:
        figures = "".join(f"  {many} {what}" for many, what in counts if many)
        return joined(_cut(name, width - len(figures)), figures)
    figures = " ".join(f"{many:>4} {what}" if many else " " * 8 for many, what in counts)
    cells = BAR * 3 if width >= _WIDE else BAR
    bar = "" if share is None else f"{bar_of(share, cells)} {share:4.0%}"
    shown = _cut(name, width - len(figures) - cells - 8)
    return joined(shown, figures, (f"   {bar:{cells + 5}}", "dim"))


def _cut(name: Content, room: int) -> Content:
    return name.truncate(max(8, room), ellipsis=True, pad=True)
