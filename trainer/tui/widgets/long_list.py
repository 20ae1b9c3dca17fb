"""A list that is as quick with 50,000 rows as with ten."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual


class LongList(ScrollView, can_focus=True):
    """A list of rows of one line with a cursor; a row is made when it is seen.

    Textual's OptionList makes and measures every row beforehand.

    Args:
        row: what the row of an index shows.
        id: as of any widget.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-list--row", "long-list--cursor"}
    DEFAULT_CSS = """
    LongList {
        overflow-x: hidden;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;

        & > .long-list--cursor {
            color: $block-cursor-blurred-foreground;
            background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }

        &:focus > .long-list--cursor {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    class Moved(Message):
        """The cursor moved to a row, or the row under it became another."""

    class Chosen(Message):
        """The row under the cursor was chosen."""

    def __init__(self, row: Callable[[int], Content], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.row = row
        """What the row of an index shows."""
        self.count = 0
        """How many rows there are."""

    def fill(self, count: int) -> None:
        """Show other rows, `count` of them, the cursor on the first."""
        self.grow(count)
        self.cursor = 0
        self.scroll_home(animate=False, immediate=True)
        self.post_message(self.Moved())

    def grow(self, count: int) -> None:
        """Show `count` rows; the first of them are the same as before."""
        self.count = count
        self.virtual_size = Size(0, count)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The row that is seen there."""
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if index >= self.count:
            return Strip.blank(width, self.rich_style)
        names = ["long-list--row"] + ["long-list--cursor"] * (index == self.cursor)
        style = self.get_visual_style(*names)
        (strip,) = Visual.to_strips(self, self.row(index), width, 1, style)
        return strip.extend_cell_length(width, style.rich_style).apply_meta({"row": index})

    def validate_cursor(self, cursor: int) -> int:
        """Stay on the rows that there are."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, and report where it is."""
        self.scroll_to_region(
            Region(0, self.cursor, 1, 1), animate=False, immediate=True, force=True
        )
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        index = event.style.meta.get("row")
        if index is not None:
            self.cursor = index
            self.action_choose()

    def action_move(self, by: int) -> None:
        """Move the cursor, around the ends."""
        if self.count:
            self.cursor = (self.cursor + by) % self.count

    def action_page(self, by: int) -> None:
        """Move the cursor by as many rows as are seen."""
        self.cursor += by * self.scrollable_content_region.height

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.cursor = self.count - 1

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.count:
            self.post_message(self.Chosen())
