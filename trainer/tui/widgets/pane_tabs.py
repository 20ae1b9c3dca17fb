"""The tabs of a screen whose panes are shown one at a time where it is narrow."""

from collections.abc import Iterable

from textual.widgets import Static

from trainer.tui.text import joined


class PaneTabs(Static):
    """Names the panes of its screen, and says which of them is shown.

    Args:
        panes: their ids, in their order; the screen has the class `-ID` of the one that is shown.
    """

    def __init__(self, panes: tuple[str, ...]) -> None:
        super().__init__(id="tabs")
        self._panes = panes

    @property
    def shown(self) -> str:
        """The pane that a narrow screen shows."""
        return next(
            (pane for pane in self._panes if self.screen.has_class(f"-{pane}")), self._panes[0]
        )

    def show(self, shown: str) -> None:
        """Show a pane in place of the others, and let the keys go there."""
        for pane in self._panes:
            self.screen.set_class(pane == shown, f"-{pane}")
        self.screen.query_one(f"#{shown}").focus()

    def next_to(self, pane: str) -> str:
        """The pane that comes after one; after the last the first."""
        return self._panes[(self._panes.index(pane) + 1) % len(self._panes)]

    def draw(self, titles: Iterable[str], key: str) -> None:
        """Write the tabs again.

        Args:
            titles: what each pane is called.
            key: what goes to the next one.
        """
        named = zip(self._panes, titles, strict=True)
        tabs = ((f" {title} ", "reverse" if pane == self.shown else "dim") for pane, title in named)
        self.update(joined(*tabs, (f"  {key}", "dim")))
