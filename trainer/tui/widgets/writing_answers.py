"""Answers written: on one line, or on several."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input
from typing_extensions import override

from trainer.deck.answer_form import WriteOne, WriteSeveral
from trainer.deck.form_base import Answer
from trainer.tui.text import plain, typed
from trainer.tui.widgets.answer import AnswerWidget, SubmitLine

LONGEST = 1000
"""Characters that a line takes."""

ONE_LINE = "enter answers · empty shows the key"
SEVERAL_LINES = "enter goes on · on an empty line answers"


class Line(Input, inherit_bindings=False):
    """A line to write on, named in its border; what is typed can be taken back.

    Args:
        what: what to write, in the fewest words.
        id: its id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            # the screen edits the card with ctrl+e; `end` goes to the end of the line
            replace(binding, key="end") if binding.key == "end,ctrl+e" else binding
            for binding in Input.BINDINGS
            if isinstance(binding, Binding)
        ),
        Binding("ctrl+z", "undo_typing", "Undo typing"),
        Binding("ctrl+y", "redo_typing", "Redo typing", show=False),
    ]

    class Spread(Message):
        """Several lines were pasted."""

        def __init__(self, line: "Line", texts: Sequence[str]) -> None:
            super().__init__()
            self.line = line
            self.texts = texts

    def __init__(self, what: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, select_on_focus=False)
        self.border_title = plain(what)
        self._past: list[str] = []
        self._ahead: list[str] = []
        self._moving = False

    @property
    def can_undo(self) -> bool:
        """Whether something was typed that can be taken back."""
        return bool(self._past)

    def write(self, text: str) -> None:
        """Write at the cursor; what does not fit is left out, and that is said."""
        room = LONGEST - len(self.value)
        self.insert_text_at_cursor(text[: max(0, room)])
        if len(text) > room:
            left = len(text) - max(0, room)
            self.notify(
                f"A line takes {LONGEST:,} characters: {left:,} are left out.", severity="warning"
            )

    def watch_value(self, before: str, after: str) -> None:
        """Keep what was written here, a word at a time."""
        if self._moving:
            return
        goes_on = self._past and after[:-1] == before and after[-1:].isalnum()
        if not (goes_on and before[-1:].isalnum()):
            self._past.append(before)
        self._ahead.clear()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where nothing was typed, ctrl+z is the screen's."""
        if action == "undo_typing":
            return self.can_undo
        if action == "redo_typing":
            return bool(self._ahead)
        return super().check_action(action, parameters)

    def begin_again(self) -> None:
        """Stand empty, with nothing to take back."""
        self.value = ""
        self._past.clear()
        self._ahead.clear()

    def action_undo_typing(self) -> None:
        """Take back the last word typed, or what was pasted or cut."""
        self._move(self._past, self._ahead)

    def action_redo_typing(self) -> None:
        """Type again what was taken back."""
        self._move(self._ahead, self._past)

    def _move(self, source: list[str], target: list[str]) -> None:
        target.append(self.value)
        self._moving = True
        self.value = source.pop()
        self._moving = False
        self.cursor_position = len(self.value)

    def on_key(self, event: events.Key) -> None:
        """Say so where a line is full."""
        if event.is_printable and len(self.value) >= LONGEST and self.selection.is_empty:
            event.stop()
            event.prevent_default()
            self.write(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """Take all that was pasted: Textual's own line keeps the first line alone."""
        event.stop()
        event.prevent_default()
        if not self.selection.is_empty:
            self.delete_selection()
        texts = [text for text in event.text.splitlines() if text.strip()]
        if len(texts) > 1:
            self.post_message(self.Spread(self, texts))
        elif texts:
            self.write(texts[0])


class WritingAnswer(AnswerWidget):
    """Texts to type, each on its line; nothing at all is giving up.

    Args:
        lines: where to type.
        keys: which keys answer, in words.
    """

    def __init__(self, lines: Sequence[Line], keys: str) -> None:
        super().__init__()
        self._lines = lines
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The lines, and below them the keys."""
        yield from self._lines
        yield SubmitLine(self._keys)

    @override
    def begin(self) -> None:
        """Let the learner type where nothing is typed yet."""
        empty = (line for line in self._lines if not line.value)
        self.screen.set_focus(next(empty, self._lines[-1]))

    @override
    def undo(self) -> bool:
        typed_on = next((line for line in reversed(self._lines) if line.can_undo), None)
        if typed_on is not None:
            self.screen.set_focus(typed_on)
            typed_on.action_undo_typing()
        return typed_on is not None

    def put_back(self, texts: Sequence[str]) -> None:
        """Write what was typed before, to go on at its end."""
        for line, text in zip(self._lines, texts, strict=False):
            line.value = text
            line.cursor_position = len(text)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is typed, as safe as a deck's own text."""
        return tuple(typed(line.value) for line in self._lines)

    def on_line_spread(self, message: Line.Spread) -> None:
        """Lay pasted lines on the lines from here on; what is left over joins the last."""
        message.stop()
        at = self._lines.index(message.line)
        free = self._lines[at:]
        texts = [*message.texts[: len(free) - 1], " ".join(message.texts[len(free) - 1 :])]
        for line, text in zip(free, texts, strict=False):
            line.write(text)


class TypedAnswer(WritingAnswer):
    """One text to type."""

    def __init__(self, form: WriteOne) -> None:
        super().__init__([Line(form.what or "the answer")], ONE_LINE)

    @override
    def fill(self, answer: Answer) -> None:
        self.put_back((str(answer),))

    @override
    def submit(self) -> None:
        self.give(self.texts[0] or None)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter submits."""
        message.stop()
        self.submit()


class LinesAnswer(WritingAnswer):
    """Several texts, one below the other; enter goes on, and at the last one submits."""

    def __init__(self, form: WriteSeveral) -> None:
        many = form.blanks
        names = [f"{form.what} {at} of {many}" for at in range(1, many + 1)]
        if many == 1:
            super().__init__([Line(f"the {form.what}")], ONE_LINE)
        else:
            super().__init__([Line(name) for name in names], SEVERAL_LINES)

    @override
    def fill(self, answer: Answer) -> None:
        self.put_back(answer if isinstance(answer, tuple) else ())

    @override
    def submit(self) -> None:
        self.give(self.texts if any(self.texts) else None)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go on to the next line; at an empty or the last one, give what there is."""
        message.stop()
        at = next(at for at, line in enumerate(self._lines) if line is message.input)
        if message.value.strip() and at + 1 < len(self._lines):
            self.screen.set_focus(self._lines[at + 1])
        else:
            self.submit()
