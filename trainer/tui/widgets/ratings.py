"""The four ratings, with what each leads to."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from trainer.memory.rating import Rating
from trainer.tui.text import plain


class RatingButton(Static):
    """One rating, to be clicked."""

    class Pressed(Message):
        """The rating was clicked."""

        def __init__(self, rating: Rating) -> None:
            super().__init__()
            self.rating = rating

    def __init__(self, rating: Rating) -> None:
        super().__init__(classes=f"rating -{rating.name.lower()}")
        self._rating = rating

    def on_click(self) -> None:
        """Tell the screen."""
        self.post_message(self.Pressed(self._rating))

    def show(self, interval: str, style: str, *, suggested: bool) -> None:
        """Show the rating and its interval; the suggested one has a sign."""
        name = f"{self._rating.value} {self._rating.name.capitalize()}"
        self.update(plain(f"▸{name}\n{interval}" if suggested else f"{name}\n{interval}", style))


class RatingBar(Horizontal):
    """The ratings in a row; dimmed until the answer shows."""

    def __init__(self) -> None:
        super().__init__(id="ratings")
        self._buttons = {rating: RatingButton(rating) for rating in Rating}

    def compose(self) -> ComposeResult:
        """Again, Hard, Good, Easy."""
        yield from self._buttons.values()

    def show(self, intervals: Mapping[Rating, str], suggested: Rating | None) -> None:
        """Show what each rating leads to.

        Args:
            intervals: the wait that each rating means; empty while it is not known.
            suggested: the rating that enter and space give.
        """
        # styled in the text, not by classes: those would take longer than all else at a rating
        for rating, button in self._buttons.items():
            is_suggested = rating is suggested
            style = "$text-disabled" if suggested is None else "bold" if is_suggested else ""
            button.show(intervals.get(rating, ""), style, suggested=is_suggested)
