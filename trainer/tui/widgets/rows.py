"""An answer given on rows: the cursor, the letters and the mouse."""

from string import ascii_lowercase
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from trainer.tui.option_lead import lead_of
from trainer.tui.text import joined
from trainer.tui.widgets.answer import AnswerWidget, SubmitLine
from trainer.tui.widgets.hanging import Hanging, Hung


def letter_of(index: int) -> str:
    """The letter that chooses a row; past z there is none left, only the cursor."""
    return ascii_lowercase[index] if index < len(ascii_lowercase) else " "


class Row(Hanging):
    """One line that can be clicked."""

    class Chosen(Message):
        """The row was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, index: int) -> None:
        super().__init__(classes="row")
        self.index = index

    def on_click(self) -> None:
        """Send word to the widget that owns the row."""
        self.post_message(self.Chosen(self.index))


class RowsAnswer(AnswerWidget, can_focus=True):
    """An answer given on rows with a cursor; the kinds differ in what the rows show."""

    keys: ClassVar[str] = ""
    """Which keys answer, where the rows themselves do not show it."""
    takes_letters: ClassVar[bool] = True
    """Whether a letter chooses its row."""
    cursor: reactive[int] = reactive(0)

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.as_on_wall = False
        """Whether rows have the letters and shapes that a class sees on the wall."""
        self._rows = [Row(index) for index in range(rows)]

    def compose(self) -> ComposeResult:
        """One row below the other."""
        yield from self._rows
        if self.keys:
            yield SubmitLine(self.keys)

    def on_mount(self) -> None:
        """Fill the rows."""
        self.show_rows()

    def watch_cursor(self) -> None:
        """Show where the cursor is."""
        if self.is_mounted:
            self.show_rows()
            self._rows[self.cursor].scroll_visible(animate=False)

    def show_rows(self) -> None:
        """Write every row again."""
        for row in self._rows:
            at_cursor = row.index == self.cursor
            row.set_class(at_cursor, "-cursor")
            sign, text = self.row_text(row.index)
            row.show([(joined("› " if at_cursor else "  ", sign), text)])

    def row_text(self, index: int) -> Hung:
        """What a row shows: its letter, and its text."""
        raise NotImplementedError

    def lead(self, index: int) -> Content:
        """What comes before a row: the letter that chooses it."""
        if self.as_on_wall:
            return joined((f"{lead_of(index)}  ", "bold $primary"))
        return joined((f"{letter_of(index)}  ", "$primary"))

    def choose(self, index: int) -> None:
        """Act on a row: it was clicked, or its letter was pressed."""
        raise NotImplementedError

    def submit(self) -> None:
        """Choose at the cursor; where several rows make the answer, give what they hold."""
        self.choose(self.cursor)

    def move(self, by: int) -> None:
        """Move the cursor, around the ends."""
        self.cursor = (self.cursor + by) % len(self._rows)

    def action_choose(self) -> None:
        """Act on the row at the cursor."""
        self.choose(self.cursor)

    def on_row_chosen(self, message: Row.Chosen) -> None:
        """Choose the row that was clicked."""
        message.stop()
        self.choose(message.index)

    def on_key(self, event: events.Key) -> None:
        """Arrows move, letters choose, enter submits."""
        letters = ascii_lowercase[: len(self._rows)]
        match event.key:
            case "down" | "up":
                self.move(1 if event.key == "down" else -1)
            case "enter":
                self.submit()
            case letter if letter in letters and (self.takes_letters or self.as_on_wall):
                self.choose(letters.index(letter))
            case _:
                return
        event.stop()
        event.prevent_default()
