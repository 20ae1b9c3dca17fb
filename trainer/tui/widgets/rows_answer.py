"""Answers given on rows, by cursor, letter or mouse: chosen, picked, ordered, matched."""

from string import ascii_lowercase
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from trainer.tui.text import joined, plain
from trainer.tui.widgets.answer import AnswerWidget


class Row(Static):
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
        """Tell the widget that owns the row."""
        self.post_message(self.Chosen(self.index))


class RowsAnswer(AnswerWidget, can_focus=True):
    """An answer given on rows with a cursor; the kinds differ in what the rows show."""

    cursor: reactive[int] = reactive(0)

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = [Row(index) for index in range(rows)]

    def compose(self) -> ComposeResult:
        """One row below the other."""
        yield from self._rows

    def on_mount(self) -> None:
        """Fill the rows."""
        self.show_rows()

    def watch_cursor(self) -> None:
        """Show where the cursor is."""
        if self.is_mounted:
            self.show_rows()

    def show_rows(self) -> None:
        """Write every row anew."""
        for row in self._rows:
            at_cursor = row.index == self.cursor
            row.set_class(at_cursor, "-cursor")
            row.update(joined("› " if at_cursor else "  ", self.row_text(row.index)))

    def row_text(self, index: int) -> Content:
        """What a row shows."""
        raise NotImplementedError

    def choose(self, index: int) -> None:
        """Act on a row: it was clicked, or its letter was pressed."""
        raise NotImplementedError

    def submit(self) -> None:
        """Give the answer as it stands; the rows' own default is to choose at the cursor."""
        self.choose(self.cursor)

    def move(self, by: int) -> None:
        """Move the cursor, around the ends."""
        self.cursor = (self.cursor + by) % len(self._rows)

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
            case letter if letter in letters and self.takes_letters:
                self.choose(letters.index(letter))
            case _:
                return
        event.stop()
        event.prevent_default()

    takes_letters: ClassVar[bool] = True
    """Whether a letter chooses its row."""


class ChoiceAnswer(RowsAnswer):
    """One option of several."""

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__(len(options))
        self._options = options

    def row_text(self, index: int) -> Content:
        """The letter and the option."""
        return joined((f"{ascii_lowercase[index]}  ", "$primary"), plain(self._options[index]))

    def choose(self, index: int) -> None:
        """An option chosen is the answer."""
        self.post_message(self.Given(self._options[index]))


class TruthAnswer(RowsAnswer):
    """True or false."""

    takes_letters = False

    def __init__(self) -> None:
        super().__init__(2)

    def row_text(self, index: int) -> Content:
        """The letter and the word."""
        return joined((f"{'tf'[index]}  ", "$primary"), ("True", "False")[index])

    def choose(self, index: int) -> None:
        """The row chosen is the answer."""
        self.post_message(self.Given(index == 0))

    def on_key(self, event: events.Key) -> None:
        """T and f answer."""
        if event.key in {"t", "f"}:
            event.stop()
            self.choose("tf".index(event.key))


class PickAnswer(RowsAnswer):
    """All the options that apply."""

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__(len(options))
        self._options = options
        self._picked: set[int] = set()

    def row_text(self, index: int) -> Content:
        """The letter, the box and the option."""
        box = "■ " if index in self._picked else "□ "
        letter = (f"{ascii_lowercase[index]}  ", "$primary")
        return joined(letter, box, plain(self._options[index]))

    def choose(self, index: int) -> None:
        """Pick an option, or put it back."""
        self._picked ^= {index}
        self.cursor = index
        self.show_rows()

    def submit(self) -> None:
        """Give what is picked; nothing picked is giving up."""
        picked = frozenset(self._options[index] for index in self._picked)
        self.post_message(self.Given(picked) if picked else self.GivenUp())

    def on_key(self, event: events.Key) -> None:
        """Space picks at the cursor."""
        if event.key == "space":
            event.stop()
            self.choose(self.cursor)


class OrderAnswer(RowsAnswer):
    """Things to bring into their order: take one up, carry it, put it down."""

    takes_letters = False

    def __init__(self, things: tuple[str, ...]) -> None:
        super().__init__(len(things))
        self._things = list(things)
        self._held = False

    def row_text(self, index: int) -> Content:
        """The place and the thing; what is held is marked."""
        held = "↕ " if self._held and index == self.cursor else "  "
        return joined((f"{index + 1}.", "$primary"), held, plain(self._things[index]))

    def move(self, by: int) -> None:
        """Move the cursor, and with it what is held."""
        before = self.cursor
        after = (before + by) % len(self._things)
        if self._held:
            self._things.insert(after, self._things.pop(before))
        self.cursor = after

    def choose(self, index: int) -> None:
        """Take up a thing, or put down here what is held."""
        if self._held and index != self.cursor:
            self.move(index - self.cursor)
        self._held = not self._held
        self.cursor = index
        self.show_rows()

    def submit(self) -> None:
        """Give the order as it stands."""
        self.post_message(self.Given(tuple(self._things)))

    def on_key(self, event: events.Key) -> None:
        """Space takes up and puts down."""
        if event.key == "space":
            event.stop()
            self.choose(self.cursor)


class MatchAnswer(RowsAnswer):
    """A right-hand side for each left-hand side, by its letter."""

    takes_letters = False

    def __init__(self, lefts: tuple[str, ...], rights: tuple[str, ...]) -> None:
        super().__init__(len(lefts) + len(rights))
        self._lefts = lefts
        self._rights = rights
        self._matched: dict[str, int] = {}

    def row_text(self, index: int) -> Content:
        """Left-hand sides with what they got; below them the letters."""
        if index < len(self._lefts):
            left = self._lefts[index]
            right = self._matched.get(left)
            got = "…" if right is None else f"{ascii_lowercase[right]}  {self._rights[right]}"
            return joined(plain(left), (" → ", "$primary"), plain(got))
        at = index - len(self._lefts)
        return joined((f"{ascii_lowercase[at]}  ", "$primary"), plain(self._rights[at]))

    def move(self, by: int) -> None:
        """Move among the left-hand sides."""
        self.cursor = (self.cursor + by) % len(self._lefts)

    def choose(self, index: int) -> None:
        """Go to a left-hand side, or give the one at the cursor a right-hand side."""
        if index < len(self._lefts):
            self.cursor = index
            return
        self._matched[self._lefts[self.cursor]] = index - len(self._lefts)
        self.move(1)
        self.show_rows()

    def submit(self) -> None:
        """Give what is matched; nothing matched is giving up."""
        matched = {left: self._rights[right] for left, right in self._matched.items()}
        self.post_message(self.Given(matched) if matched else self.GivenUp())

    def on_key(self, event: events.Key) -> None:
        """A letter is a right-hand side."""
        letters = ascii_lowercase[: len(self._rights)]
        if event.key in letters:
            event.stop()
            self.choose(len(self._lefts) + letters.index(event.key))
