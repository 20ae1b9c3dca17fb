"""Words of a sentence to mark."""

from typing import ClassVar

from textual import events
from typing_extensions import override

from trainer.deck.form_base import Answer
from trainer.deck.word_form import MarkWords
from trainer.tui.text import plain
from trainer.tui.widgets.hanging import Hung
from trainer.tui.widgets.rows import RowsAnswer


class WordsAnswer(RowsAnswer):
    """One row for each word; its number marks it."""

    keys: ClassVar[str] = "numbers mark · enter answers"
    takes_letters = False

    def __init__(self, form: MarkWords) -> None:
        super().__init__(len(form.words))
        self._words = form.words
        self._chosen: set[int] = set()

    @override
    def row_text(self, index: int) -> Hung:
        sign = "✓" if index in self._chosen else " "
        return plain(f"{index + 1} {sign} "), plain(self.text_of(self._words[index]))

    @override
    def choose(self, index: int) -> None:
        self._chosen ^= {index}
        self.show_rows()

    @override
    def fill(self, answer: Answer) -> None:
        self._chosen = (
            {int(number) - 1 for number in answer} if isinstance(answer, tuple) else set()
        )

    @override
    def submit(self) -> None:
        self.give(tuple(str(index + 1) for index in sorted(self._chosen)) or None)

    def on_key(self, event: events.Key) -> None:
        if event.key.isdigit() and 0 < int(event.key) <= len(self._words):
            event.stop()
            self.choose(int(event.key) - 1)
