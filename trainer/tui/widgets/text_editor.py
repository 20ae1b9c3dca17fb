"""Where a text of several lines is written."""

from dataclasses import replace

from rich.style import Style
from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme
from typing_extensions import override

_NUMBERS = Style(color="#9aa4ae", bgcolor="#1f1f1f")
"""Of the lines: Textual's own are too dim to be read."""


class TextEditor(TextArea):
    """Textual's text area, with an undo that may take away the line that the cursor is on."""

    def use_colours_of_code(self, *, dark: bool) -> None:
        """Colour YAML as editors do, so that all of it can be read."""
        theme = TextAreaTheme.get_builtin_theme("vscode_dark" if dark else "css")
        assert theme is not None  # noqa: S101 - Textual has both
        if dark:
            self.register_theme(replace(theme, name="dark", gutter_style=_NUMBERS))
        self.theme = "dark" if dark else theme.name

    @override
    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, if its line is there.

        Where undo makes the text shorter than the screen, the scrollbar goes before the cursor is
        moved, and Textual would look for its line in vain, and end the app.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)
