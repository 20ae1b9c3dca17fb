"""Where a text of several lines is written."""

import re
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import TextArea
from textual.widgets.text_area import Selection, TextAreaTheme
from typing_extensions import override

from trainer.deck.completion import completion
from trainer.study.pasted_file import pasted_file

_NUMBERS = Style(color="#9aa4ae", bgcolor="#1f1f1f")
"""Of the lines: Textual's own are too dim to be read."""
_PALE = ("comment", "number", "boolean", "constant.builtin", "type", "type.class", "type.builtin")
"""What GitHub's light colours leave too pale."""


_LINE = re.compile(r"(?P<before> *)(?P<dashes>(?:- +)*)(?P<text>.*)")
_KEY = re.compile(r"""[^\s#"'{\[][^:]*:(?:\s|$)""")
_OPENS = re.compile(r":\s*(?:[|>][+-]?)?\s*$")


class TextEditor(TextArea):
    """Textual's text area, which takes files, and survives an undo of the cursor's own line.

    Where tab indents it is a deck: a new line begins where the next key or line belongs, and keys
    and ids are completed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "go_to_start", "Beginning of the text", show=False),
        Binding("ctrl+end", "go_to_end", "End of the text", show=False),
    ]

    class Dropped(Message):
        """A picture or sound was dropped here, or its path pasted."""

        def __init__(self, editor: "TextEditor", path: Path) -> None:
            super().__init__()
            self.editor = editor
            self.path = path

    @override
    async def _on_key(self, event: events.Key) -> None:
        """Begin a new line below the last one's key; Textual does what else a key does."""
        if event.key != "enter" or self.tab_behavior != "indent" or self.read_only:
            return
        event.prevent_default()
        event.stop()
        row, column = min(self.selection)
        indent = indent_below(self.document.get_line(row)[:column])
        self._replace_via_keyboard(f"\n{indent}", *self.selection)

    def on_resize(self) -> None:
        """Keep the cursor in sight: a line breaks elsewhere, or fewer rows are left."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def action_go_to_start(self) -> None:
        """Go to the beginning of the text."""
        self.move_cursor((0, 0))

    def action_go_to_end(self) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end)

    @override
    def update_suggestion(self) -> None:
        """Show what may follow, pale behind the cursor, for the right arrow to take."""
        if self.tab_behavior == "indent" and self.selection.is_empty:
            self.suggestion = completion(self.document.lines, *self.cursor_location)
        else:
            self.suggestion = ""

    def find(self, words: str) -> bool:
        """Select the next place with these words, from the cursor on and round; is there one?"""
        pattern = _pattern(words)
        places = [
            Selection((row, match.start()), (row, match.end()))
            for row in range(self.document.line_count)
            for match in pattern.finditer(self.document.get_line(row))
        ]
        if not words or not places:
            return False
        here = max(self.selection)
        self.selection = next((place for place in places if place.start >= here), places[0])
        self.scroll_cursor_visible(center=True)
        return True

    def replace_found(self, words: str, by: str) -> bool:
        """Replace the place that `find` selected, where it is selected still; was it?"""
        if not words or not _pattern(words).fullmatch(self.selected_text):
            return False
        self.history.checkpoint()
        self.replace(by, *self.selection)
        return True

    def replace_all(self, words: str, by: str) -> int:
        """Replace every place with these words, as one step of undo; how many there were."""
        replaced, rows = 0, list[str]()
        for row in range(self.document.line_count if words else 0):
            line, many = _pattern(words).subn(lambda _: by, self.document.get_line(row))
            replaced += many
            rows.append(line)
        if replaced:
            self.replace_text(self.document.newline.join(rows))
        return replaced

    def replace_text(self, text: str) -> None:
        """Replace the whole text as one step of undo; the cursor stays where it is."""
        at = self.cursor_location
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end)
        self.move_cursor(at)

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


def _pattern(words: str) -> re.Pattern[str]:
    """These words; in capitals or not, unless there are capitals among them."""
    return re.compile(re.escape(words), 0 if words != words.lower() else re.IGNORECASE)


def indent_below(line: str) -> str:
    """The spaces with which a line of YAML begins below another, as far as that goes already."""
    parts = _LINE.fullmatch(line)
    if not parts or not parts["text"].strip():
        return " " * len(line) if not line.strip() else line[: len(line) - len(line.lstrip())]
    before, dashes, text = parts.groups()
    is_key = _KEY.match(text) is not None
    inner = before + " " * len(dashes) if is_key else before
    return f"{inner}  " if is_key and _OPENS.search(text) else inner
