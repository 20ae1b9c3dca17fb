"""Where a text of several lines is written."""

from textual.geometry import Offset
from textual.widgets import TextArea
from typing_extensions import override


class TextEditor(TextArea):
    """Textual's text area, with an undo that may take away the line that the cursor is on."""

    @override
    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, if its line is there.

        Where undo makes the text shorter than the screen, the scrollbar goes before the cursor is
        moved, and Textual would look for its line in vain, and end the app.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)
