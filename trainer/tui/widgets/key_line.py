"""The keys at the foot of a screen, as many as fit."""

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey
from typing_extensions import override

_BETWEEN = 3
"""Cells around a key and its word."""


class KeyLine(Footer):
    """A footer that cuts no word: what does not fit is left to the key that shows them all."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._shown: object = None

    @override
    async def recompose(self) -> None:
        """Show other keys where others work; the same again would lay out the whole screen."""
        if not self.is_attached:
            return
        works = [
            (binding.key, binding.description, enabled)
            for _, binding, enabled, _ in self.screen.active_bindings.values()
            if binding.show
        ]
        shown = (self._bindings_ready, self.screen.size.width, works)
        if shown != self._shown:
            self._shown = shown
            await super().recompose()

    @override
    def compose(self) -> ComposeResult:
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        room = self.screen.size.width - sum(_width(key) for key in keys if key.action == "help")
        for key in keys:
            if key.action == "help":
                yield key
            elif _width(key) <= room:
                room -= _width(key)
                yield key

    def on_resize(self, event: events.Resize) -> None:
        """Another width takes other keys."""
        del event
        self.call_after_refresh(self.recompose)


def _width(key: FooterKey) -> int:
    return cell_len(key.key_display) + cell_len(key.description) + _BETWEEN
