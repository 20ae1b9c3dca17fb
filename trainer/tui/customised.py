"""What a learner can choose of an app: its theme, its keys, whether anything moves."""

import os
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget
from typing_extensions import override

from trainer.tui.contrast import ReadableDim, readable
from trainer.tui.keys import check_keys, with_keys
from trainer.tui.leaving import LeavingApp
from trainer.tui.themes import DARK
from trainer.tui.trainer_screen import TrainerScreen

if TYPE_CHECKING:
    from trainer.store.settings import Settings

_NAMED = {"enter", "escape"}
"""Keys that Textual shows by another name than texts do."""


class CustomisedApp(LeavingApp[None]):
    """An app that looks, and listens to the keys, as its learner chose."""

    def __init__(self) -> None:
        super().__init__()
        self.key_problems: tuple[str, ...] = ()
        """What is wrong in the learner's key map, in words."""
        self._filters.insert(0, ReadableDim())  # before Textual dims in its own way

    @property
    def offered_themes(self) -> list[str]:
        """The themes to choose from: those in which everything can be read."""
        return readable(self.available_themes.values())

    def apply_settings(self, settings: "Settings") -> None:
        """Use the theme, the keys and the motion that were chosen."""
        self.use_theme(settings.theme)
        if settings.reduced_motion or os.environ.get("NO_MOTION"):
            self.animation_level = "none"
        # to look through the keys of all screens takes a while, and few choose any
        sound, self.key_problems = (
            check_keys(settings.keys, self.key_groups()) if settings.keys else ({}, ())
        )
        self.set_keymap(sound)

    @override
    def get_key_display(self, binding: Binding) -> str:
        """A key as a text names it, so that a screen has one name for it."""
        return binding.key if binding.key in _NAMED else super().get_key_display(binding)

    def with_keys(self, text: str) -> str:
        """A text with the names of keys as the learner mapped them (`trainer.tui.keys`)."""
        return with_keys(text, self._keys_of)

    def _keys_of(self, binding_id: str) -> str:
        open_here = [binding for screen in self.screen_stack for binding in screen.BINDINGS]
        return self._keymap.get(binding_id) or next(
            binding.key
            for binding in chain(self.BINDINGS, open_here, self._elsewhere())
            if isinstance(binding, Binding) and binding.id == binding_id
        )

    def _elsewhere(self) -> Iterator[Binding]:
        """The bindings of all screens, which are only loaded once somebody looks for them."""
        for group in self.key_groups().values():
            yield from group

    def use_theme(self, name: str | None) -> None:
        """Use a theme; our own dark one where there is none of that name."""
        self.theme = name if name in self.available_themes else DARK.name

    @classmethod
    def key_groups(cls) -> dict[str, list[Binding]]:
        """Screen -> the bindings with an id that are live on it; each screen says its own."""
        from trainer.tui.screens import every_screen

        return {
            screen.__name__: [
                binding
                for owner in (cls, screen, *_widgets_with_keys(screen))
                for binding in owner.BINDINGS
                if isinstance(binding, Binding) and binding.id
            ]
            for screen in every_screen()
        }


def _widgets_with_keys(screen: type[Screen[Any]]) -> Sequence[type[Widget]]:
    return screen.widgets_with_keys if issubclass(screen, TrainerScreen) else ()
