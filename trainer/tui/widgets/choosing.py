"""Answers chosen among options: one, true or false, all that apply."""

from typing import ClassVar

from textual import events
from textual.content import Content

from trainer.tui.text import joined, plain
from trainer.tui.widgets.rows import RowsAnswer, letter_of


class ChoiceAnswer(RowsAnswer):
    """One option of several."""

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__(len(options))
        self._options = options

    def row_text(self, index: int) -> Content:
        """The letter and the option."""
        return joined((f"{letter_of(index)}  ", "$primary"), plain(self._options[index]))

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

    keys: ClassVar[str] = "letters or space pick · enter answers"

    def __init__(self, options: tuple[str, ...]) -> None:
        super().__init__(len(options))
        self._options = options
        self._picked: set[int] = set()

    def row_text(self, index: int) -> Content:
        """The letter, the box and the option."""
        box = "■ " if index in self._picked else "□ "
        letter = (f"{letter_of(index)}  ", "$primary")
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
