"""Where a text of several lines is written."""

from dataclasses import replace
from pathlib import Path

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme
from typing_extensions import override

from trainer.study.taken_file import pasted_file

_NUMBERS = Style(color="#9aa4ae", bgcolor="#1f1f1f")
"""Of the lines: Textual's own are too dim to be read."""
_PALE = ("comment", "number", "boolean", "constant.builtin", "type", "type.class", "type.builtin")
"""What GitHub's light colours leave too pale."""


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
        """Report a file instead of its path."""
        path = pasted_file(event.text)
        if path is None:
            return
        event.prevent_default()
        event.stop()
        self.post_message(self.Dropped(self, path))

    def use_colours_of_code(self, *, dark: bool) -> None:
        """Colour YAML as editors do, so that all of it can be read."""
        theme = TextAreaTheme.get_builtin_theme("vscode_dark" if dark else "github_light")
        assert theme is not None  # noqa: S101 - Textual has both
        if dark:
            own = replace(theme, name="code", gutter_style=_NUMBERS)
        else:
            inked = {**theme.syntax_styles, **dict.fromkeys(_PALE, Style(color="#0b4fa0"))}
            ink = Style(color="#57606a", bgcolor="#f0f0f0")
            own = replace(
                theme,
                name="code",
                gutter_style=ink,
                cursor_line_gutter_style=ink,
                syntax_styles=inked,
            )
        self.register_theme(own)
        self.theme = "code"

    @override
    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, if its line is there.

        Where undo makes the text shorter than the screen, the scrollbar goes before the cursor is
        moved, and Textual would look for its line in vain, and end the app.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)
