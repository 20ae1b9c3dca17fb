"""A form for one card of any kind: it is written into its deck, with what is weak as one types."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Select, Static
from typing_extensions import override

from trainer.deck.card import kind_named
from trainer.deck.card_fields import (
    KIND_NAMES,
    fields_of,
    form_fields,
    missing,
    texts_of,
)
from trainer.deck.card_text import AddedCard, with_card, with_card_instead
from trainer.deck.diagnostic import Diagnostic, graded
from trainer.deck.item import items_in_deck
from trainer.deck.source_text import SourceText
from trainer.study.draft import Draft
from trainer.study.pasted_file import copy_beside
from trainer.tui.background_work import BackgroundWork
from trainer.tui.form_findings import by_field
from trainer.tui.keys_in_order import TypedInto
from trainer.tui.text import plain
from trainer.tui.unsaved_screen import UnsavedScreen
from trainer.tui.widgets.card_field import CardField, lines_of
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.preview import CardPreview
from trainer.tui.widgets.text_editor import TextEditor
from trainer.tui.widgets.trouble_line import TroubleLine

PAUSE = 0.25
"""Seconds without a key after which the card is checked."""
_POINTER = re.compile(r"\b[1-9]\d*\.[1-9]\d*\b")

Take = Callable[[AddedCard], None]


class CardForm(TypedInto, UnsavedScreen):
    """A field for each thing that a card of its kind can say.

    Args:
        kind: one of KIND_NAMES.
        fields: what to begin with, as a deck has it; keys without a field are kept as they are.
        path: the deck's file, below whose last card it goes.
        text: the deck's text where it is open in an editor; the file's when None.
        take: called with the deck's new text in place of writing the file; then the form is left,
            unless that raises a TrainerError.
        source: the article; the one that the deck names when None.
        instead: which card of the text it takes the place of, from 0; None to add one.

    Raises:
        TrainerError: the file cannot be read.
    """

    CSS_PATH = "card_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "add", "Write the card", id="form.add", priority=True),
        Binding("escape", "leave", "Back", id="form.leave", priority=True),
    ]
    is_set_up = False
    asks = "Not written: <form.add> writes the card, <form.leave> again leaves without."
    unsaved = "card"

    def __init__(  # noqa: PLR0913 - what a card is made of
        self,
        kind: str,
        fields: Mapping[str, object],
        path: Path,
        *,
        text: str | None = None,
        take: Take | None = None,
        source: SourceText | None = None,
        instead: int | None = None,
    ) -> None:
        super().__init__(Draft(path))
        self._instead = instead
        self._open_text = text
        self._take = take
        self._kind = self._begun_as = kind
        self._original = dict(fields)
        self._begun = texts_of(kind, fields)
        self._texts = dict(self._begun)
        """What was written, that of fields included that the kind does not show."""
        self._source = source
        self._checked = self._refused = False
        self._state = Static(id="state")
        self._whole = Static(id="whole")
        self._form = VerticalScroll(id="form")
        self._kinds = Select(
            [(name, name) for name in KIND_NAMES],
            value=kind,
            allow_blank=False,
            compact=True,
            id="kind",
        )
        self._passage = Static(id="passage")
        self._fields = Vertical(id="fields")
        self._card = CardPreview(id="card", empty="The card shows here once it is one.")
        self.ids: tuple[str, ...] = ()
        """The ids of the cards that were added."""

    def compose(self) -> ComposeResult:
        """The kind, its fields, the card as it will be asked."""
        yield TroubleLine()
        with Horizontal(id="panes"):
            with Vertical(id="written"):
                yield self._state
                yield self._whole
                with self._form:
                    yield self._kinds
                    yield self._passage
                    yield self._fields
            yield self._card
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the fields of the kind."""
        self.in_turn(self._show_fields)

    def on_select_changed(self, message: Select.Changed) -> None:
        """Take another kind; what was typed stays where the new kind has such a field."""
        if message.value != self._kind and isinstance(message.value, str):
            self._texts = self._written_so_far()
            self._kind = message.value
            self.is_set_up = False
            self.in_turn(self._show_fields)

    async def _show_fields(self) -> None:
        async with self.batch():
            await self._fields.remove_children()
            await self._fields.mount_all(
                [
                    CardField(field, self._texts.get(field.key, ""), self._begun.get(field.key, ""))
                    for field in form_fields(self._kind)
                ]
            )
        self.query(CardField).first().begin()
        self.in_turn(setattr, self, "is_set_up", True)  # focus comes in its turn, too
        # what focus scrolls to is not laid out yet
        self.call_after_refresh(self._form.scroll_home, animate=False)
        self.in_background(self._check, self._tell)

    def _typed(self) -> dict[str, str]:
        return {field.field.key: field.text for field in self.query(CardField)}

    def _written_so_far(self) -> dict[str, str]:
        return self._texts | {field.field.key: field.written for field in self.query(CardField)}

    def fields(self) -> dict[str, object]:
        """The card's keys as the form has them; what was not touched is as it was.

        Of another kind than it began with it keeps nothing that this kind has no place for.
        """
        typed = self._typed()
        before = {field.key: field.shape for field in form_fields(self._begun_as)}
        keys = self._original.keys() - typed.keys()
        if self._kind != self._begun_as:
            keys = (keys - before.keys()) & kind_named(self._kind).model_fields.keys()
        untouched = {
            field.key
            for field in form_fields(self._kind)
            if before.get(field.key) == field.shape
            and field.key in self._original
            and self._begun[field.key].strip() == typed[field.key].strip()
        }
        kept = {key: value for key, value in self._original.items() if key in keys | untouched}
        return fields_of(self._kind, typed) | kept

    def on_input_changed(self) -> None:
        """Check again once the author pauses."""
        self._changed()

    def on_text_area_changed(self) -> None:
        """Check again once the author pauses."""
        self._changed()

    def on_text_editor_dropped(self, message: TextEditor.Dropped) -> None:
        """Copy a file beside the deck, and name it in a field for pictures, or for sounds."""
        with self.trainer.saying_errors():
            copied = copy_beside(message.path, self._draft.path.parent)
            fields = {field.field.key: field for field in self.query(CardField)}
            here = next(field for field in fields.values() if message.editor in field.children)
            fits = here.field.key.endswith(copied.key)  # `answer_picture` takes a picture, too
            field = here if fits else fields.get(copied.key, here)
            field.put(copied.name)

    def on_switch_changed(self) -> None:
        """Check again."""
        self._changed()

    def _changed(self) -> None:
        self.ask_again()
        self.in_background(self._check, self._tell)

    async def _check(self, work: BackgroundWork) -> None:
        """Lint off the event loop: a long deck must not hold up a key."""
        await work.pause(PAUSE if self._checked else 0)
        await work.in_turn(self._show, await work.in_thread(self._written, self.fields()))

    def _write(self) -> AddedCard:
        return self._written(self.fields())

    def _written(self, fields: Mapping[str, object]) -> AddedCard:
        text = self._draft.saved if self._open_text is None else self._open_text
        reading = self._draft.read(text)
        self._source = self._source or self.collection.card_context.source_text(reading.deck)
        if self._instead is not None:
            return with_card_instead(reading, self._instead, fields, self._source)
        return with_card(reading, fields, self._source)

    async def _show(self, added: AddedCard) -> None:
        self._checked = True
        of_another = bool(self._original) and self._kind != self._begun_as
        typed = self._refused or of_another or any(f.is_touched for f in self.query(CardField))
        findings = self._by_field(added) if typed else {}
        for field in self.query(CardField):
            field.tell(findings.get(field.field.key, []))
        self._whole.update(lines_of(findings.get(None, [])))
        self._whole.display = None in findings
        shown = [finding for group in findings.values() for finding in group]
        wrong = graded(sum(finding.severity == "error" for finding in shown), 0)
        way = "Into" if self._instead is None else "Back into"
        self._tell(
            f"{way} {self._draft.path.name}, line {added.line}"
            + (f" · {wrong} below" if wrong else "")
        )
        deck = self._draft.read(added.text).deck
        self._show_passage()
        item = None
        if added.card is not None:
            item = items_in_deck(deck, added.card, "draft")[0]
        await self._card.show(item, (), self._draft.path.parent)

    def _by_field(self, added: AddedCard) -> dict[str | None, list[Diagnostic]]:
        """What is wrong or weak, by the field that it is below; of None at the top."""
        shown = [field.field.key for field in self.query(CardField)]
        return by_field(added, self._kind, shown, missing(self._kind, self.fields()))

    def _show_passage(self) -> None:
        """What the card rests on: nobody writes a card of a sentence that they cannot see."""
        pointers = tuple(_POINTER.findall(self._typed().get("evidence", "")))
        text = self._source.passage(pointers) if self._source else ""
        self._passage.update(plain(text, "italic"))
        self._passage.display = bool(text)

    def _tell(self, message: str) -> None:
        self._state.update(plain(message, "dim"))

    async def action_add(self) -> None:
        """Write the card into the deck; the form is empty again, or left where it was filled in."""
        with self.trainer.saying_errors():
            added = self._write()
            if empty := missing(self._kind, self.fields()):
                labels = ", ".join(field.label for field in empty)
                self.trainer.say(f"Not written: nothing is filled in below {labels}.")
                return
            if added.card is None or added.errors:
                self._refused = True
                await self._show(added)
                where = self._go_to_error(added)
                self.trainer.say(f"Not written: it is not a card yet. What is wrong is {where}.")
                return
            if self._take is None:
                self._draft.save(added.text)
            else:
                self._take(added)
            self.ids = (*self.ids, added.card.id or "")
            if self._take is not None or self._original:
                self.dismiss()
                return
            self.trainer.say(f"Added to {self._draft.path.name}, line {added.line}.")
            tags = self._typed().get("tags", "")  # the next card is often of the same
            self._begun, self._texts = {"tags": tags}, {"tags": tags}
            self._refused = self.is_set_up = False
            await self._show_fields()

    def _go_to_error(self, added: AddedCard) -> str:
        """Go to the first thing that keeps it from being a card; where that is, in words."""
        findings = self._by_field(added).items()
        wrong = {key for key, group in findings if any(one.severity == "error" for one in group)}
        first = next((field for field in self.query(CardField) if field.field.key in wrong), None)
        if first is None:
            return "at the top"
        first.begin()
        self.call_after_refresh(first.scroll_visible, animate=False)
        return f"below “{first.field.label.partition(',')[0]}”"

    @property
    @override
    def modified(self) -> bool:
        written = self._written_so_far()
        return any(written[key] != self._begun.get(key, "") for key in written)

    @override
    def unsaved_text(self) -> str:
        """The deck with the card."""
        return self._write().text

    @override
    def action_leave(self) -> None:
        """Close the list of kinds; or leave."""
        kinds = self._kinds
        if kinds.expanded:
            kinds.expanded = False
            kinds.focus()
        else:
            super().action_leave()
