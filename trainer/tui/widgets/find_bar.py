"""Two lines that find words in a text, and replace them."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from trainer.counted import counted
from trainer.tui.widgets.text_editor import TextEditor

_NOWHERE = "That is nowhere in the deck."


class FindBar(Vertical):
    """Finds words, and puts others in their place.

    Args:
        text: where to look.
        instead: what the second line says while it is empty.
        id: as of any widget.
    """

    DEFAULT_CSS = """
    FindBar {
        display: none;
        height: auto;
        padding: 0 1;
        background: $panel;

        Input {
            background: $panel;
        }
    }
    """

    class Said(Message):
        """What came of it, in words."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, text: TextEditor, instead: str, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = text
        self._words = Input(placeholder="words to look for, then enter", compact=True, id="words")
        self._by = Input(placeholder=instead, compact=True, id="by")

    def compose(self) -> ComposeResult:
        """What to look for, and what to put there."""
        yield self._words
        yield self._by

    def appear(self) -> None:
        """Let words be typed that are looked for."""
        self.display = True
        self._words.focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to the next place; from the second line, replace the one before."""
        message.stop()
        words = self._words.value
        replaced = message.input is self._by and self._text.replace_found(words, self._by.value)
        if not self._text.find(words):
            self.post_message(self.Said("That was the last." if replaced else _NOWHERE))

    def replace_all(self) -> None:
        """Replace every place, and say how many there were."""
        many = self._text.replace_all(self._words.value, self._by.value)
        message = f"Replaced in {counted(many, 'place')}; in the text, ctrl+z takes it back."
        self.post_message(self.Said(message if many else _NOWHERE))
