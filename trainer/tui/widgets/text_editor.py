"""Where a text of several lines is written."""

from pathlib import Path

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea
from typing_extensions import override

from trainer.study.taken_file import pasted_file


class TextEditor(TextArea):
    """Textual's text area, which takes files, and survives an undo of the cursor's own line."""

    class Dropped(Message):
        """A picture or sound was dropped here, or its path pasted."""

        def __init__(self, editor: "TextEditor", path: Path) -> None:
            super().__init__()
            self.editor = editor
            self.path = path

    @override
    async def _on_paste(self, event: events.Paste) -> None:
        """Tell of a file in the place of its path."""
        path = pasted_file(event.text)
        if path is None:
            return
        event.prevent_default()
        event.stop()
        self.post_message(self.Dropped(self, path))

    @override
    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, if its line is there.

        Where undo makes the text shorter than the screen, the scrollbar goes before the cursor is
        moved, and Textual would look for its line in vain, and end the app.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)
