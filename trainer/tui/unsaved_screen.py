"""A screen on which text is written: nothing of it is lost when it is left."""

from typing import ClassVar

from typing_extensions import override

from trainer.errors import TrainerError
from trainer.study.draft import Draft
from trainer.tui.trainer_screen import TrainerScreen


class UnsavedScreen(TrainerScreen):
    """Asks once before it is left with unsaved text, and keeps that text in a file beside.

    Args:
        draft: the file that is written to.
    """

    asks: ClassVar[str]
    """What it says first where there is unsaved text, with the keys as `with_keys` takes them."""
    unsaved: ClassVar[str] = "text"
    """What would be lost, in a word."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._asked = self._given_up = False

    @property
    def modified(self) -> bool:
        """Whether there is text that is not in the file."""
        raise NotImplementedError

    def unsaved_text(self) -> str:
        """What is to be kept of it.

        Raises:
            TrainerError: it cannot be read.
        """
        raise NotImplementedError

    def ask_again(self) -> None:
        """Ask again before it is left: there is other text now."""
        self._asked = self._given_up = False

    @override
    def action_leave(self) -> None:
        """Leave; unsaved text is kept in a file beside, and the author sees where."""
        if self.modified and not self._asked:
            self._asked = True
            self.trainer.say(self.with_keys(self.asks))
        elif self.set_aside():
            self.dismiss()

    @override
    def set_aside(self) -> bool:
        """Keep what is unsaved in a file; whether the screen may be left.

        Where no file can be written the author sees that first; when they leave again, the text is
        lost.
        """
        if not self.modified or self._given_up:
            return True
        try:
            kept = self._draft.set_aside(self.unsaved_text())
        except TrainerError as error:
            self._given_up = True
            self.trainer.say(f"{error.message} Leave once more and the {self.unsaved} is lost.")
            return False
        self.trainer.say_of_kept(kept)
        return True
