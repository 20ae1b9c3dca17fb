"""The keys at the foot of a screen, as many as fit."""

from itertools import accumulate
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget
from typing_extensions import override


class Offered(NamedTuple):
    """A key that is offered, with its word."""

    key: str
    shown: str
    """The key as people write it."""

    word: str
    action: str
    enabled: bool

    @property
    def width(self) -> int:
        """Cells that it takes, with one around each part."""
        return cell_len(self.shown) + cell_len(self.word) + 3


class KeyLine(Widget):
    """A footer that cuts no word: what does not fit is left to the key that shows them all.

    It is one widget. Textual's own footer makes one of each key again at each change; at a
    change of card that was a quarter of the work.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--word"}
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        background: $surface;

        .key-line--key {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }

        .key-line--word {
            color: $footer-description-foreground;
            background: $footer-description-background;
        }
    }
    """

    offered: tuple[Offered, ...] = ()
    """What is shown now, from left to right."""

    def on_mount(self) -> None:
        """Follow what the keys of the screen do."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_resize(self) -> None:
        """Another width takes other keys."""
        self._offer()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A click on a key presses it."""
        ends = accumulate(offered.width for offered in self.offered)
        under = next((o for o, end in zip(self.offered, ends, strict=True) if event.x < end), None)
        if under is not None and under.enabled:
            self.app.simulate_key(under.key)
        elif under is not None:
            self.app.bell()

    def _changed(self, screen: Screen[object]) -> None:
        if screen.app.app_focus:
            self.call_after_refresh(self._offer)

    def _offer(self) -> None:
        if not self.is_attached:  # its screen was left meanwhile
            return
        by_action: dict[str, Offered] = {}
        for _, binding, enabled, _ in self.screen.active_bindings.values():
            if binding.show:
                shown = self.app.get_key_display(binding)
                offered = Offered(binding.key, shown, binding.description, binding.action, enabled)
                by_action.setdefault(binding.action, offered)
        fitting = tuple(_fitting(list(by_action.values()), self.size.width))
        if fitting != self.offered:
            self.offered = fitting
            self.refresh()

    @override
    def render(self) -> Content:
        key, word = map(self.get_visual_style, ("key-line--key", "key-line--word"))
        parts: list[tuple[str, Style]] = []
        for offered in self.offered:
            dim = Style(dim=None if offered.enabled else True)
            parts += (f" {offered.shown} ", key + dim), (f"{offered.word} ", word + dim)
        return Content.assemble(*parts)


_ALWAYS = {"help", "app.help", "leave", "dismiss"}
"""The key that shows all of them, and the way out."""


def _fitting(keys: list[Offered], room: int) -> list[Offered]:
    """As many as there is room for; the way out, and the key that shows all, are among them."""
    room += 1  # the blank behind the last word need not show
    room -= sum(key.width for key in keys if key.action in _ALWAYS)
    fitting = []
    for key in keys:
        if key.action in _ALWAYS:
            fitting.append(key)
        elif key.width <= room:
            room -= key.width
            fitting.append(key)
    return fitting
