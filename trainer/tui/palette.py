"""The palette: what can be done on a screen, found by its words."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen

from trainer.tui.background_work import in_turn
from trainer.tui.keys_in_order import TypedInto


class Palette(TypedInto, CommandPalette):
    """Textual's palette, which also gets what is typed before it shows."""

    is_set_up = False

    def on_descendant_focus(self) -> None:
        """Its line is there."""
        self.is_set_up = True


def commands_of(app: App[Any], screen: Screen[Any]) -> Iterator[SystemCommand]:
    """What can be done on a screen by a key, each once; the palette itself is not among it."""
    offered = {"app.palette"}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id and active.enabled and binding.id not in offered:
            offered.add(binding.id)
            act = partial(in_turn, active.node, app.run_action, binding.action, active.node)
            yield SystemCommand(binding.description, f"key: {app.get_key_display(binding)}", act)
