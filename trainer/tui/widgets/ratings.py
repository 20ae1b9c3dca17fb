"""The four ratings, with what each leads to."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from typing_extensions import override

from trainer.memory.rating import Rating
from trainer.tui.text import joined, plain


class RatingBar(Widget):
    """The ratings in a row, to be clicked; dimmed until the answer shows.

    One widget, not one for each rating: the next card is painted when all of it is.

    Args:
        with_keys: puts the names of keys into a text.
    """

    hovered: reactive[Rating | None] = reactive(None)
    """The rating under the mouse."""

    class Pressed(Message):
        """A rating was clicked."""

        def __init__(self, turn: int, rating: Rating) -> None:
            super().__init__()
            self.turn = turn
            self.rating = rating

    def __init__(self, with_keys: Callable[[str], str]) -> None:
        super().__init__(id="ratings")
        self._with_keys = with_keys
        self._keys: Mapping[Rating, str] = {}
        self._turn = 0
        self._intervals: Mapping[Rating, str] = {}
        self._suggested: Rating | None = None

    def show(
        self, intervals: Mapping[Rating, str], suggested: Rating | None, turn: int = 0
    ) -> None:
        """Show what each rating leads to.

        Args:
            intervals: the wait that each rating means; empty while it is not known.
            suggested: the rating that enter and space give, marked with a sign.
            turn: which asking they are for; a click says so.
        """
        self._turn = turn
        self._intervals, self._suggested = intervals, suggested
        self._keys = {r: self._with_keys(f"<study.{r.name.lower()}>") for r in Rating}
        self.refresh()

    @override
    def render(self) -> Content:
        names, waits = [], []
        for rating, (left, right) in zip(Rating, pairwise(self._edges), strict=True):
            sign = "▸" if rating is self._suggested else ""
            name, key = rating.name.capitalize(), self._keys.get(rating, "")
            style, width = self._style_of(rating), right - left
            name = f"{sign}{key} {name}" if len(f"▸{key} {name}") <= width else f"{sign}{name}"
            names.append(plain(f"{name:^{width}}", style))
            waits.append(plain(f"{self._intervals.get(rating, ''):^{width}}", style))
        return joined(*names, "\n", *waits)

    def on_click(self, event: events.Click) -> None:
        """Send it to the screen."""
        self.post_message(self.Pressed(self._turn, self._rating_at(event.x)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark what a click would give."""
        self.hovered = self._rating_at(event.x)

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self.hovered = None

    @property
    def _edges(self) -> list[int]:
        """Where each column begins, and where the last ends."""
        many = len(Rating)
        return [self.size.width * column // many for column in range(many + 1)]

    def _rating_at(self, x: int) -> Rating:
        ratings, edges = list(Rating), self._edges
        return next(
            (r for r, right in zip(ratings, edges[1:], strict=True) if x < right), ratings[-1]
        )

    def _style_of(self, rating: Rating) -> str:
        # in the text, not by classes: those would take longer than all else at a rating
        style = "dim" if self._suggested is None else ""
        style = "bold" if rating is self._suggested else style
        return f"{style} on $panel".strip() if rating is self.hovered else style
