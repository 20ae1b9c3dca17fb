"""One field of a card's form, with what is wrong or weak in it."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static, Switch, TextArea
from typing_extensions import override

from trainer.deck.diagnostic import Diagnostic
from trainer.deck.form_field import FormField, Shape
from trainer.tui.text import joined, plain
from trainer.tui.widgets.text_editor import TextEditor

_ON_ONE_LINE = {"number", "unit", "tolerance", "date", "tags", "evidence", "hint", "typed"}


class OneLine(Input):
    """A line that takes every line that is pasted, where Textual's own takes the first alone.

    Args:
        text: what to begin with.
        between: goes between the lines that are pasted.
    """

    def __init__(self, text: str, between: str) -> None:
        super().__init__(text, compact=True, select_on_focus=False)
        self._between = between

    @override
    def _on_paste(self, event: events.Paste) -> None:
        """Make one line of several; Textual takes it in."""
        lines = [line for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1:
            lines = [line.strip() for line in lines]
        event.text = self._between.join(lines)


class CardField(Vertical):
    """One field with its label, and what is wrong or weak in it below."""

    def __init__(self, field: FormField, text: str, begun: str) -> None:
        super().__init__()
        self.field = field
        self._begun = begun
        self._findings = Static(classes="findings")
        self._entry: Input | TextArea | Switch
        if field.shape is Shape.YES_NO:
            self._entry = Switch(text == "yes")
        elif field.key in _ON_ONE_LINE and "\n" not in text:
            self._entry = OneLine(text, ", " if field.shape is Shape.WORDS else " ")
        else:
            self._entry = TextEditor(text, compact=True, soft_wrap=True, tab_behavior="focus")

    def compose(self) -> ComposeResult:
        """Label, entry, findings."""
        yield Label(self._label())
        yield self._entry
        yield self._findings

    def _label(self) -> Content:
        """What it is called, and how it is written; of a switch, whether it is on."""
        shape, more = self.field.shape, ""
        if isinstance(self._entry, Switch):
            more = "  yes" if self._entry.value else "  no"
        elif shape is not Shape.TEXT:
            more = f"  {shape.value}"
        return joined(plain(self.field.label), " *" if self.field.needed else "", (more, "dim"))

    def on_switch_changed(self) -> None:
        """Say in words whether it is on: not everybody sees the colour."""
        self.query_one(Label).update(self._label())

    def begin(self) -> None:
        """Let the author type here."""
        self._entry.focus()

    def put(self, text: str) -> None:
        """Replace what is written here."""
        if isinstance(self._entry, TextArea):
            self._entry.text = text
            self._entry.focus()

    @property
    def text(self) -> str:
        """What is written in it, as `fields_of` reads it."""
        match self._entry:
            case Switch(value=value):
                no = "no" if self.field.needed or self._begun == "no" else ""
                return "yes" if value else no
            case Input(value=text) | TextArea(text=text):
                return str(plain(text))

    @property
    def written(self) -> str:
        """What its author has written: a switch that is off says nothing, unless it was on."""
        is_off = isinstance(self._entry, Switch) and not self._entry.value
        return "" if is_off and not self._begun else self.text

    @property
    def is_touched(self) -> bool:
        """Whether it says something else than the form began with."""
        return self.written != self._begun

    def tell(self, findings: list[Diagnostic]) -> None:
        """Say what is wrong or weak here."""
        self._findings.update(lines_of(findings))
        self._findings.display = bool(findings)


def lines_of(findings: list[Diagnostic]) -> Content:
    """Findings one a line, each with its code and its way out."""
    lines = []
    for finding in findings:
        colour = "$text-error" if finding.severity == "error" else "$text-warning"
        hint = f"  {finding.hint}" if finding.hint else ""
        lines.append(joined((f"{finding.code} ", colour), plain(finding.message), (hint, "dim")))
    return Content("\n").join(lines)
