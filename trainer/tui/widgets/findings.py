"""What is wrong or weak in a text, one finding a row."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.deck.diagnostic import Diagnostic
from trainer.tui.text import joined, plain


class FindingOption(Option):
    """A row, and the finding that it shows: what is chosen may be listed no more by then."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(_row(finding))
        self.finding = finding


class FindingList(OptionList):
    """Lists findings; choosing one is how to get to its place."""

    def show(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Show these instead."""
        self.set_options([FindingOption(finding) for finding in diagnostics])


def _row(finding: Diagnostic) -> Content:
    colour = "$text-error" if finding.severity == "error" else "$text-warning"
    return joined(
        (f"{finding.span.line}:{finding.span.column} ", "dim"),
        (f"{finding.code} ", colour),
        plain(finding.message),
        plain(f"  {finding.hint}", "dim"),
    )
