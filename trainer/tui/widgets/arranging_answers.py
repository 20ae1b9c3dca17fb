"""Answers arranged: things in their order, sides matched."""

from string import ascii_lowercase
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from typing_extensions import override

from trainer.deck.form_base import Answer
from trainer.deck.option_forms import MatchPairs, PutInOrder
from trainer.tui.marked_up_text import drawn, drawn_in_line
from trainer.tui.text import joined, plain
from trainer.tui.widgets.hanging import Hung
from trainer.tui.widgets.rows import RowsAnswer, letter_of


class OrderAnswer(RowsAnswer):
    """Things to bring into their order: pick one up, carry it, put it down."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "choose", "Pick up")]
    keys: ClassVar[str] = "space picks up, ↑↓ carry · enter answers"
    takes_letters = False

    def __init__(self, form: PutInOrder) -> None:
        super().__init__(len(form.options))
        self._things = list(form.options)
        self._held = False

    @override
    def row_text(self, index: int) -> Hung:
        """The place and the thing; what is held is marked."""
        held = " ↕ " if self._held and index == self.cursor else "   "
        return joined((f"{index + 1}.", "$primary"), held), drawn(self.text_of(self._things[index]))

    @override
    def move(self, by: int) -> None:
        """Move the cursor, and with it what is held."""
        before = self.cursor
        after = (before + by) % len(self._things)
        if self._held:
            self._things.insert(after, self._things.pop(before))
        self.cursor = after

    @override
    def choose(self, index: int) -> None:
        """Pick up a thing, or put down here what is held."""
        if self._held and index != self.cursor:
            self.move(index - self.cursor)
        self._held = not self._held
        self.cursor = index
        self.show_rows()

    @override
    def fill(self, answer: Answer) -> None:
        self._things = list(answer) if isinstance(answer, tuple) else self._things

    @override
    def submit(self) -> None:
        """Give the order."""
        self.give(tuple(self._things))


class MatchAnswer(RowsAnswer):
    """A right-hand side for each left-hand side, by its letter."""

    keys: ClassVar[str] = "letters match, ↑↓ move · enter answers"
    takes_letters = False

    def __init__(self, form: MatchPairs) -> None:
        super().__init__(len(form.lefts) + len(form.options))
        self._lefts = form.lefts
        self._rights = form.options
        self._matched: dict[str, int] = {}
        self._rows[len(form.lefts)].add_class("-apart")

    @override
    def row_text(self, index: int) -> Hung:
        """Left-hand sides with what they got; below them the letters."""
        if index < len(self._lefts):
            left = self._lefts[index]
            right = self._matched.get(left)
            got = plain("…")
            if right is not None:
                right_side = drawn_in_line(self.text_of(self._rights[right]))
                got = joined(plain(f"{letter_of(right)}  "), right_side)
            left_side = drawn_in_line(self.text_of(left))
            return plain(""), joined(left_side, (" → ", "$primary"), got)
        at = index - len(self._lefts)
        style = "dim" if at in self._matched.values() else ""
        return joined((f"{letter_of(at)}  ", "$primary")), drawn(
            self.text_of(self._rights[at]), style
        )

    @override
    def move(self, by: int) -> None:
        """Move among the left-hand sides."""
        self.cursor = (self.cursor + by) % len(self._lefts)

    @override
    def choose(self, index: int) -> None:
        """Go to a left-hand side, or give the one at the cursor a right-hand side."""
        if index < len(self._lefts):
            self.cursor = index
            return
        self._matched[self._lefts[self.cursor]] = index - len(self._lefts)
        self.move(1)
        self.show_rows()

    @override
    def fill(self, answer: Answer) -> None:
        pairs = answer.items() if isinstance(answer, dict) else ()
        self._matched = {left: self._rights.index(right) for left, right in pairs}

    @override
    def submit(self) -> None:
        """Give what is matched; nothing matched is giving up."""
        matched = {left: self._rights[right] for left, right in self._matched.items()}
        self.give(matched or None)

    def on_key(self, event: events.Key) -> None:
        """A letter is a right-hand side."""
        letters = ascii_lowercase[: len(self._rights)]
        if event.key in letters:
            event.stop()
            self.choose(len(self._lefts) + letters.index(event.key))
