"""A picture drawn with half blocks: in every terminal with colours, two pixels a cell."""

from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from trainer.media.picture import rows_of, stretched

if TYPE_CHECKING:
    from trainer.media.picture import Bitmap


class HalfBlocks(Widget):
    """A picture that fills its cells.

    Args:
        image: the picture.
        size: columns and rows that it fills.
    """

    DEFAULT_CSS = "HalfBlocks { width: auto; height: auto; }"

    def __init__(self, image: "Bitmap", size: tuple[int, int]) -> None:
        super().__init__()
        self._cells = Size(*size)
        self.redraw(image)

    def redraw(self, image: "Bitmap") -> None:
        """Show another picture of the same shape."""
        columns, rows = self._cells
        pixels = rows_of(stretched(image, (columns, 2 * rows)))
        self._strips = [
            Strip([_block(above, below) for above, below in zip(*pair, strict=True)], columns)
            for pair in zip(pixels[::2], pixels[1::2], strict=True)
        ]
        self.refresh()

    @override
    def render_line(self, y: int) -> Strip:
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)

    @override
    def get_content_width(self, container: Size, viewport: Size) -> int:
        return self._cells.width

    @override
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._cells.height


def _block(above: tuple[int, int, int], below: tuple[int, int, int]) -> Segment:
    return Segment("▀", Style.from_color(_color(above), _color(below)))


def _color(colour: tuple[int, int, int]) -> Color:
    return Color.from_rgb(*colour)
