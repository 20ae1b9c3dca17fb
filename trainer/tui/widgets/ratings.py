"""The four ratings, with what each leads to."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from trainer.memory.rating import Rating
from trainer.tui.text import joined, plain


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

    def show(self, interval: str, *, suggested: bool) -> None:
        """Show the rating and its interval; the suggested one has a sign."""
        self.set_class(suggested, "-suggested")
        name = f"{self._rating.value} {self._rating.name.capitalize()}"
        self.update(joined(f"▸{name}" if suggested else name, "\n", plain(interval)))


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
        self.set_class(suggested is None, "-dim")
        for rating, button in self._buttons.items():
            button.show(intervals.get(rating, ""), suggested=rating is suggested)
