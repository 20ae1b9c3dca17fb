"""The line that stays while something is wrong."""

from textual.widgets import Static

from trainer.tui.text import plain


class TroubleLine(Static):
    """Shows what the learner should know for as long as it holds; hidden otherwise."""

    def __init__(self) -> None:
        super().__init__(id="trouble-line")

    def show(self, *lines: str | None) -> None:
        """Show these lines; nothing where none has text."""
        shown = [line for line in lines if line]
        self.update(plain("\n".join(f"! {line}" for line in shown)))
        self.set_class(bool(shown), "-shown")


def promised(trouble: str | None) -> str | None:
    """What cannot be saved, and that it is not lost for as long as the program runs."""
    return (
        f"{trouble} They are kept in memory, and saved as soon as that works." if trouble else None
    )
