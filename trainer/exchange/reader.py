"""What is known of one form in which decks come, and how its files are read."""

from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol, cast

from trainer.exchange.import_result import ImportResult
from trainer.exchange.source import Source


class _Module(Protocol):
    """What a module with a reader holds."""

    def fits(self, source: Source) -> bool:
        """Whether a file is of this form, by what is in it."""

    def read(self, source: Source, title: str) -> ImportResult:
        """The cards of a file; the title where it has none of its own."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One form in which decks come."""

    name: str
    """For `--from`."""
    program: str
    """Whose form it is."""
    endings: tuple[str, ...]
    """Of its files; the first is the usual one."""
    looks_for: str
    """What in a file makes it one of these, in words."""
    module: str
    """Of this package, with `fits` and `read`."""
    a_card_each: bool = False
    """Whether a file holds one card, and a folder the deck."""
    marked_up: bool = False
    """Whether its texts are Markdown to its own program too, whatever they say."""
    by_content: bool = False
    """Whether what is in a file is proof enough, whatever its ending is."""
    sign: str = ""
    """What a line begins or holds that makes a text one of these, where others may fit it too."""
    of: str = ""
    """The form of which it is a dialect, so that it is no doubt where both fit."""

    @property
    def _loaded(self) -> _Module:
        return cast("_Module", import_module(f"trainer.exchange.{self.module}"))

    def fits(self, source: Source) -> bool:
        """Whether a file is of this form, by what is in it."""
        return self._loaded.fits(source)

    def read(self, source: Source, title: str) -> ImportResult:
        """The cards of a file, with what had to be guessed of it.

        Raises:
            TrainerError: it is damaged, or of another form.
        """
        imported = self._loaded.read(source, title)
        guesses = dict.fromkeys((*source.guesses, *imported.guesses))
        marked = imported.marked_up
        if self.marked_up:
            from trainer.deck.marked_card import is_marked_up

            marked = any(map(is_marked_up, imported.cards))
        return replace(imported, guesses=tuple(guesses), marked_up=marked)
