"""The line in which a teacher types how many hands went up: on the wall, and in the cockpit."""

from collections.abc import Sequence

from textual.widgets import Input

from trainer.classroom.refused import RefusedError


class HandsLine(Input):
    """Takes counts of hands, one for each option; hidden until it is opened."""

    DEFAULT_CSS = """
    HandsLine {
        display: none;
        margin: 0 0 1 0;
        border: tall $primary;
        background: $surface;

        &.-open {
            display: block;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="hands")

    @property
    def is_open(self) -> bool:
        """Whether hands are being counted."""
        return self.has_class("-open")

    def ask_for(self, names: Sequence[str]) -> None:
        """Ask for the hands of these options, in their order."""
        self.placeholder = f"hands for {', '.join(names)}; enter keeps, escape leaves"
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Hide the line, and forget what was typed."""
        self.value = ""
        self.remove_class("-open")

    @property
    def hands(self) -> list[int]:
        """The counts that were typed, as in `4 12 7 3`.

        Raises:
            RefusedError: they are none.
        """
        words = self.value.split()
        if not all(word.isdecimal() and len(word) < 5 for word in words):  # noqa: PLR2004
            raise RefusedError("tally", "Give whole numbers with spaces between them, as 4 12 7 3.")
        return [int(word) for word in words]
