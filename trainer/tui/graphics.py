"""Whether the terminal shows pictures as such: asked once, when the first one is to be shown.

textual-image asks the terminal as it is imported, and reads its answer from the keyboard; so
Textual's own reading is stopped for that moment.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from textual.app import App
from textual.driver import Driver
from textual.widget import Widget

if TYPE_CHECKING:
    from trainer.media.picture import Bitmap

_ASKING = Lock()


class Graphics(NamedTuple):
    """How a terminal shows pictures."""

    protocol: str
    """`kitty` or `sixel`, or `blocks` where it shows none."""
    cell: tuple[int, int]
    """Width and height of a cell in pixels."""

    def widget(self, image: "Bitmap") -> Widget | None:
        """What shows a picture; None where it is drawn with half blocks."""
        if self.protocol == "blocks":
            return None
        from textual_image.widget import SixelImage, TGPImage

        return TGPImage(image) if self.protocol == "kitty" else SixelImage(image)


BLOCKS = Graphics("blocks", (1, 2))
"""Half blocks: a cell is one pixel above another."""


def graphics_of(app: App[object]) -> Graphics:
    """How the terminal of an app shows pictures; may wait for its answer, so not for the loop."""
    if app.is_headless or app._driver is None or not sys.__stdout__ or not sys.__stdout__.isatty():  # noqa: SLF001 - Textual has no other way
        return BLOCKS
    with _ASKING:
        return _asked(app._driver)  # noqa: SLF001


@cache
def _asked(driver: Driver) -> Graphics:
    with _silent_keyboard(driver):
        from textual_image._terminal import get_cell_size  # noqa: PLC2701 - it has no public door
        from textual_image.renderable import Image, SixelImage, TGPImage

        protocol = {TGPImage: "kitty", SixelImage: "sixel"}.get(Image, "blocks")
        try:
            size = get_cell_size()
        except (OSError, TimeoutError):  # it answered nothing
            return BLOCKS
    return BLOCKS if protocol == "blocks" else Graphics(protocol, (size.width, size.height))


@contextmanager
def _silent_keyboard(driver: Driver) -> Iterator[None]:
    """Nobody else reads what the terminal answers."""
    reader = getattr(driver, "_key_thread", None)
    if not isinstance(reader, Thread) or not hasattr(driver, "_run_input_thread"):
        yield  # on Windows, where Textual reads events and no bytes
        return
    driver.exit_event.set()  # type: ignore[attr-defined]
    reader.join()
    driver.exit_event.clear()  # type: ignore[attr-defined]
    try:
        yield
    finally:
        again = Thread(target=driver._run_input_thread, name="textual-input")  # noqa: SLF001
        driver._key_thread = again  # type: ignore[attr-defined]  # noqa: SLF001
        again.start()
