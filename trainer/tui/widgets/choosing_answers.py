"""Answers chosen among options: one, true or false, all that apply."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from typing_extensions import override

from trainer.deck.answer_form import RateYourself
from trainer.deck.form_base import Answer
from trainer.deck.option_forms import ChooseOne, ChooseSeveral, TrueOrFalse
from trainer.tui.marked_up_text import drawn
from trainer.tui.text import joined, plain
from trainer.tui.widgets.hanging import Hung
from trainer.tui.widgets.rows import RowsAnswer


class ChoiceAnswer(RowsAnswer):
    """One option of several."""

    def __init__(self, form: ChooseOne) -> None:
        super().__init__(len(form.options))
        self._options = form.options

    @override
    def row_text(self, index: int) -> Hung:
        return self.lead(index), drawn(self.text_of(self._options[index]))

    @override
    def choose(self, index: int) -> None:
        self.give(self._options[index])

    @override
    def fill(self, answer: Answer) -> None:
        self.cursor = self._options.index(str(answer))


class SelfMarkAnswer(RowsAnswer):
    """What a student says of themselves once the key is shown."""

    words: ClassVar[tuple[str, ...]] = ("Yes, I knew it", "Partly", "No")

    def __init__(self, form: RateYourself) -> None:
        super().__init__(len(form.marks))
        self._marks = tuple(form.marks)

    @override
    def row_text(self, index: int) -> Hung:
        return self.lead(index), plain(self.words[index])

    @override
    def choose(self, index: int) -> None:
        self.give(self._marks[index])

    @override
    def fill(self, answer: Answer) -> None:
        self.cursor = self._marks.index(str(answer))


class TruthAnswer(RowsAnswer):
    """True or false."""

    takes_letters = False

    def __init__(self, form: TrueOrFalse) -> None:
        super().__init__(len(form.labels))
        self._words = form.labels

    @override
    def row_text(self, index: int) -> Hung:
        letter = joined((f"{'tf'[index]}  ", "$primary"))
        return self.lead(index) if self.as_on_wall else letter, plain(self._words[index])

    @override
    def choose(self, index: int) -> None:
        self.give(index == 0)

    @override
    def fill(self, answer: Answer) -> None:
        self.cursor = 0 if answer else 1

    def on_key(self, event: events.Key) -> None:
        """T and f answer."""
        if event.key in {"t", "f"}:
            event.stop()
            self.choose("tf".index(event.key))


class PickAnswer(RowsAnswer):
    """All the options that apply."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "choose", "Pick")]
    keys: ClassVar[str] = "letters or space pick · enter answers"

    def __init__(self, form: ChooseSeveral) -> None:
        super().__init__(len(form.options))
        self._options = form.options
        self._picked: set[int] = set()

    @override
    def row_text(self, index: int) -> Hung:
        box = "■ " if index in self._picked else "□ "
        return joined(self.lead(index), box), drawn(self.text_of(self._options[index]))

    @override
    def choose(self, index: int) -> None:
        """Pick an option, or put it back."""
        self._picked ^= {index}
        self.cursor = index
        self.show_rows()

    @override
    def fill(self, answer: Answer) -> None:
        options = answer if isinstance(answer, frozenset) else frozenset[str]()
        self._picked = {at for at, option in enumerate(self._options) if option in options}

    @override
    def submit(self) -> None:
        """Give what is picked; nothing picked is giving up."""
        picked = frozenset(self._options[index] for index in self._picked)
        self.give(picked or None)
