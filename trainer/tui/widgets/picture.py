"""A picture on the screen: its words at once, the picture itself as soon as it is ready."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import ScrollableContainer, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from trainer.asking.media import drawn
from trainer.deck.media import ShownPicture
from trainer.errors import TrainerError
from trainer.tui.background_work import BackgroundWork, in_background
from trainer.tui.graphics import Graphics, graphics_of
from trainer.tui.text import plain

if TYPE_CHECKING:
    from trainer.media.picture import Bitmap

_FEWEST = 4
"""Rows that a picture takes at least."""


class PictureView(Vertical):
    """Shows the first of some pictures."""

    DEFAULT_CSS = """
    PictureView { height: auto; }
    PictureView > Static { width: 100%; height: auto; }
    PictureView > .holder { width: 100%; height: auto; align-horizontal: left; }
    """

    class Pointed(Message):
        """A place in the picture was clicked, in hundredths of its width and height."""

        def __init__(self, across: float, down: float) -> None:
            super().__init__()
            self.across = across
            self.down = down

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._share = 1.0
        self._shown: tuple[tuple[ShownPicture, ...], Path | None] = ((), None)
        self._room = (0, 0)
        self._point: tuple[float, float] | None = None
        self._image: Bitmap | None = None
        self._graphics: Graphics | None = None
        self.cells = (0, 0)
        """Columns and rows of the picture; 0 while there is none."""
        self._words = Static()
        self._holder = Vertical(classes="holder")
        self._below = Static()

    def compose(self) -> ComposeResult:
        """The words in its place, the picture, what is below it."""
        yield self._words
        yield self._holder
        yield self._below

    def show(
        self, pictures: tuple[ShownPicture, ...], folder: Path | None, share: float = 1.0
    ) -> None:
        """Show other pictures.

        Args:
            pictures: which; where there are none, nothing is shown.
            folder: of their deck.
            share: how much of the screen's height they take at most.
        """
        self.display = bool(pictures)
        self._point = None
        if (pictures, folder, share) != (*self._shown, self._share):
            self._shown, self._share = (pictures, folder), share
            self._begin()

    def point_at(self, point: tuple[float, float] | None) -> None:
        """Mark a point in the picture, in hundredths."""
        self._point = point
        if self._image is not None:
            self._repaint(self._image)

    def on_resize(self) -> None:
        """Fit the picture to the room that there is now."""
        if self._shown[0] and self._room != self._room_now:
            self._begin()

    def on_click(self, event: events.Click) -> None:
        """Tell which place was clicked."""
        if not self._holder.children:
            return
        region = self._holder.children[0].region
        if region.contains(event.screen_x, event.screen_y):
            event.stop()
            across = (event.screen_x - region.x + 0.5) / region.width * 100
            down = (event.screen_y - region.y + 0.5) / region.height * 100
            self.post_message(self.Pointed(across, down))

    @property
    def _room_now(self) -> tuple[int, int]:
        """Columns and rows that a picture may take.

        Room for a scrollbar is left whether there is one or not: else a picture could bring it,
        be made again for the narrower room, take it away by that, and so on without end.
        """
        rows = int(self.screen.size.height * self._share) - bool(self._share == 1)
        columns, around = self.container_size.width, self.parent
        if isinstance(around, ScrollableContainer):
            around_it = around.styles.gutter.width + around.styles.scrollbar_size_vertical
            columns = max(0, around.outer_size.width - around_it)
        return columns, max(_FEWEST, rows)

    def _begin(self) -> None:
        pictures, folder = self._shown
        self.workers.cancel_node(self)
        self._image = None
        self._holder.remove_children()
        self._below.display = False
        self._words.display = True
        self._room = self._room_now
        if pictures:
            self._words.update(plain(f"▣ {pictures[0].alt}", "dim"))
            if folder is not None and self._room[0] > 0:
                in_background(self, lambda work: self._load(work, pictures[0], folder), self._tell)

    async def _load(self, work: BackgroundWork, shown: ShownPicture, folder: Path) -> None:
        """Open and fit the picture beside the loop, and show it."""
        await work.in_turn(
            self._show, shown, *await work.in_thread(self._made, shown, folder, self._room)
        )

    def _tell(self, trouble: TrainerError) -> None:
        self._words.update(plain(f"▣ {self._shown[0][0].alt} ({trouble.message})", "dim"))

    async def _show(
        self, shown: ShownPicture, graphics: Graphics, image: "Bitmap", cells: tuple[int, int]
    ) -> None:
        self._image, self._graphics, self.cells = image, graphics, cells
        await self._holder.remove_children()
        await self._holder.mount(self._painted(image))
        self._words.display = False
        many = len(self._shown[0])
        below = " · ".join(filter(None, (shown.below, f"1 of {many} pictures" * (many > 1))))
        self._below.display = bool(below)
        self._below.update(plain(below, "dim"))
        self.call_after_refresh(self.scroll_visible, animate=False)

    def _made(
        self, shown: ShownPicture, folder: Path, room: tuple[int, int]
    ) -> "tuple[Graphics, Bitmap, tuple[int, int]]":
        from trainer.media.picture import stretched

        graphics = graphics_of(self.app)
        wide, high = graphics.cell
        image = drawn(shown, folder, (max(16, room[0] * wide * 2), max(16, room[1] * high * 2)))
        share = min(room[0] * wide / image.width, room[1] * high / image.height)
        columns = max(1, min(room[0], round(image.width * share / wide)))
        rows = max(1, min(room[1], round(image.height * share / high)))
        return graphics, stretched(image, (columns * wide, rows * high)), (columns, rows)

    def _painted(self, image: "Bitmap") -> Widget:
        from trainer.tui.widgets.half_blocks import HalfBlocks

        assert self._graphics is not None  # noqa: S101 - it was asked for first
        image = self._with_point(image)
        widget = self._graphics.widget(image) or HalfBlocks(image, self.cells)
        widget.styles.width, widget.styles.height = self.cells
        return widget

    def _with_point(self, image: "Bitmap") -> "Bitmap":
        from trainer.media.picture import pointed

        return image if self._point is None else pointed(image, *self._point)

    def _repaint(self, image: "Bitmap") -> None:
        from trainer.tui.widgets.half_blocks import HalfBlocks

        for widget in self._holder.children:
            if isinstance(widget, HalfBlocks):
                widget.redraw(self._with_point(image))
            else:
                widget.image = self._with_point(image)  # type: ignore[attr-defined]
