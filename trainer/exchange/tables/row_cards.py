"""The rows of a table as cards, whatever file they are from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from trainer.counted import counted
from trainer.exchange.anki.cloze import cloze_cards, is_cloze, masks_in
from trainer.exchange.anki.guid import id_of_guid
from trainer.exchange.anki.note import MASKED, gather_note
from trainer.exchange.anki.stock_note_types import stock_of
from trainer.exchange.anki.text_export import note_of_row
from trainer.exchange.card_collector import CardCollector, tags_in
from trainer.exchange.choices import truth_fields
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.source import NOTHING, ImportOptions
from trainer.exchange.tables.cells import rejoined
from trainer.exchange.tables.heading import (
    DECK,
    NOTE_TYPE,
    heading_of,
    may_be_a_heading,
    rows_above_heading,
)
from trainer.exchange.tables.html_cells import CellText
from trainer.exchange.tables.options import OptionColumns, choice_of, decided

_CANVAS = "image-occlusion-canvas"
"""What shows the masks of a picture in cards that Anki wrote as they are shown."""
_SIDES = 2
_PROSE = frozenset(",;|")
"""Separators that are in texts as well."""


def gather(  # noqa: PLR0913, PLR0917 - what is known of a table, from whatever file
    collector: CardCollector,
    rows: list[list[str]],
    settings: Mapping[str, str],
    title: str,
    chosen: ImportOptions = NOTHING,
    above: int = 0,
    delimiter: str = "",
) -> ImportResult:
    """The cards of rows.

    Args:
        collector: that takes them.
        rows: cells in their order.
        settings: Anki's headers.
        title: of the deck, where no header names it.
        chosen: what its learner says.
        above: how many lines are above the first row.
        delimiter: what cut the rows, where prose may have it too.
    """
    titles = rows_above_heading(rows) if chosen.heading is None and not settings else 0
    for number, row in enumerate(rows[:titles], 1 + above):
        if words := " ".join(" ".join(row).split()):
            collector.leave(f"row {number}", f"a line above the heading: {quoted(words)}")
    table = _Table(collector, settings, rows[titles:], chosen, above + titles)
    table.delimiter = delimiter
    table.gather()
    return collector.result(table.deck() or title)


class _Row(NamedTuple):
    """A row on its way to be a card."""

    place: str
    texts: dict[str, str]
    tags: list[str]
    options: dict[int, str]
    kind: str
    """What the table says of how it is asked."""
    draft: str = ""
    """Why it is to be a draft; empty where it is none."""

    @property
    def fields(self) -> dict[str, object]:
        """As in a deck file."""
        return {**self.texts, "tags": self.tags}


def _options_in(row: _Row, columns: OptionColumns) -> list[str]:
    return [text for at, text in row.options.items() if at != columns.right]


class _Table:
    """The rows on their way to be cards."""

    def __init__(
        self,
        collector: CardCollector,
        settings: Mapping[str, str],
        rows: list[list[str]],
        chosen: ImportOptions,
        above: int,
    ) -> None:
        self._collector = collector
        self._settings = settings
        self._rows = rows
        self._above = above
        self._heading = heading_of(rows, settings, in_row=chosen.heading)
        self._asked = chosen.heading is not None
        self._rest = chosen.rest
        self.delimiter = ""
        """What cut the rows, where prose may have it too."""
        self._cells = CellText(collector, rows, settings, chosen, above)
        self._options = self._decided(chosen)
        self._note_type = "" if self._options else settings.get("notetype", "").strip()
        """Of rows that name none."""
        filled = Counter(len(row) for row in rows if any(row))
        self._usual = max(max(filled, default=0) and filled.most_common(1)[0][0], _SIDES)
        """Cells of most rows, and no fewer than a card needs."""
        spaced = [row[1][:1] == " " for row in rows if len(row) > 1]
        self._spaced = sum(spaced) * 2 > len(spaced)
        self._unused: Counter[int] = Counter()
        self._named: dict[str, Counter[str]] = {DECK: Counter(), NOTE_TYPE: Counter()}
        names = [" ".join(name.casefold().split()) for name in self._heading.names]
        self._kind = names.index("question type") if "question type" in names else None

    def _decided(self, chosen: ImportOptions) -> OptionColumns | None:
        """The columns of options, and whether they are named by number."""
        columns = self._heading.options
        if columns is None or not columns.labels or columns.numbered or columns.right is None:
            return columns
        if chosen.correct:
            return columns._replace(numbered=chosen.correct == "number")
        headed = int(self._heading.in_row)
        numbered, unsure = decided(self._rows[headed:], columns)
        if unsure is not None:
            row = self._rows[headed + unsure]
            way, other = ("number", "text") if numbered else ("text", "number")
            notice = f"{quoted(row[columns.right])} is taken for the {way} of an option"
            place = f"row {1 + headed + unsure + self._above}"
            self._collector.guess(place, f"{notice}, here and below (--correct {other})")
        return columns._replace(numbered=numbered)

    def gather(self) -> None:
        """Make a card of each row, and list what is lost."""
        names, options = self._heading.names, self._options
        if self._heading.in_row and not self._asked:
            columns = ", ".join(" ".join(name.split()) for name in names if name.strip())
            notice = f"names the columns: {quoted(columns)}"
            self._collector.guess(f"row {1 + self._above}", f"{notice} (--no-heading: a card)")
        elif not self._asked and may_be_a_heading(self._rows, self._settings):
            notice = "may be a heading, and came as a card: --heading leaves it out"
            self._collector.guess(f"row {1 + self._above}", notice)
        if options and options.right is None:
            notice = "options, and no column named Correct says which of them is right"
            self._collector.leave(f"row {1 + self._above}", notice)
            return
        headed = int(self._heading.in_row)
        if self._rows and not self._rows[headed:]:
            self._collector.leave(f"row {1 + self._above}", "a heading with nothing below")
        for at, row in enumerate(self._rows[headed:], 1 + headed + self._above):
            if any(cell.strip() for cell in row):
                self._row(f"row {at}", row)
        for column, count in self._unused.items():
            if self._only_counts(column):
                continue
            name = " ".join(names[column].split()) if names and names[column] else str(column + 1)
            self._collector.leave("the table", f"column {quoted(name)}: {counted(count, 'cell')}")
        for kind, count in self._named[NOTE_TYPE].items():
            if stock_of(kind) is None:
                rows = counted(count, "row")
                self._collector.leave("the table", f"the note type {quoted(kind)} of {rows}")

    def _only_counts(self, column: int) -> bool:
        """Whether a column without a name numbers the rows."""
        named = self._heading.names[column].strip() if self._heading.in_row else "?"
        cells = [row[column].strip() for row in self._rows[1:] if column < len(row)]
        return not named and all(cell.isdecimal() or not cell for cell in cells)

    def deck(self) -> str:
        """The name of the only deck; of several each is listed."""
        decks = self._named[DECK]
        if len(decks) > 1:
            for name, count in decks.items():
                rows = counted(count, "row")
                self._collector.leave("the table", f"the deck {quoted(name)} of {rows}")
        return next(iter(decks)) if len(decks) == 1 else self._settings.get("deck", "")

    def _row(self, place: str, row: Sequence[str]) -> None:
        width = len(self._heading.names) or self._usual
        row, draft = self._rejoined(place, row, width)
        if NOTE_TYPE in self._heading.keys.values() or self._note_type:
            self._note(place, row)
            return
        fields: dict[str, str] = {}
        tags: list[str] = []
        options: dict[int, str] = {}
        kind = "typing" if any(cell.strip() == "typing" for cell in row) else ""
        kind = _CANVAS if any(_CANVAS in cell for cell in row) else kind
        for column, cell in enumerate(row[:width]):
            key = self._heading.keys.get(column)
            if not cell.strip():
                continue
            if key in self._named:
                self._named[key][cell.strip()] += 1
            elif key == "id":
                fields[key] = id_of_guid(cell)
            elif key == "tags":
                tags += cell.split() if self._settings else tags_in(cell)
            elif key:
                text = self._cells.of(place, cell)
                fields[key] = f"{fields[key]}\n{text}" if key in fields else text
            elif self._options and column in self._options.all:
                options[column] = self._cells.of(place, cell).strip()
            elif column == self._kind:
                kind = cell.strip().casefold()
            elif cell.strip() != kind:
                self._unused[column] += 1
        tags += self._settings.get("tags", "").split()
        self._add(_Row(place, fields, tags, options, kind, draft))

    def _rejoined(self, place: str, row: Sequence[str], width: int) -> tuple[Sequence[str], str]:
        """A row with no more cells than it should have, and why it is a draft if that is unsure."""
        surplus = [cell.strip() for cell in row[width:] if cell.strip()]
        if not surplus or surplus == ["typing"]:
            return row, ""
        sign = self.delimiter
        answer = next((at for at, key in self._heading.keys.items() if key == "a"), width - 1)
        behind = answer + 1 + len(row) - width
        cells = [*row[:answer], sign.join(row[answer:behind]), *row[behind:]]
        if self._rest:
            return cells, ""
        may_be_prose = sign in _PROSE and self._rest is None
        if may_be_prose and (whole := rejoined(row, width, answer, sign, spaced=self._spaced)):
            notice = f"cut where prose has no “{sign}” (--rest, --no-rest)"
            self._collector.guess(place, f"{notice}: {quoted(' | '.join(whole))}")
            return whole, ""
        others = "the heading has" if self._heading.names else "most rows have"
        reason = f"more cells than {others} (text without quotes?)"
        if may_be_prose and self._usual <= width:
            return (row if self._options else cells), f"{reason}, --rest makes one of them"
        self._collector.leave(place, f"{reason}: {quoted(' | '.join(surplus))}")
        return row, ""

    def _note(self, place: str, row: Sequence[str]) -> None:
        """A row that names its note type is a note of Anki's."""
        for column, key in self._heading.keys.items():
            if key in self._named and column < len(row) and row[column].strip():
                self._named[key][row[column].strip()] += 1
        kind, tags = self._note_type, self._settings.get("tags", "")
        if kind:
            self._named[NOTE_TYPE][kind] += 1
        note = note_of_row(
            place, row, self._heading.keys, kind=kind, tags=tags, html=self._cells.is_html
        )
        gather_note(self._collector, note)

    def _add(self, row: _Row) -> None:
        place, texts, fields = row.place, row.texts, row.fields
        if row.draft:
            options = [*row.options.values()]
            self._collector.add(place, {**fields, "options": options}, draft=row.draft)
            return
        question = texts.get("q", "")
        if masks := masks_in(question):
            asked = f"{texts.get('a') or 'A picture'} ({counted(masks, 'masked region')})"
            answer = texts.get("why") or "See the picture"
            self._collector.add(place, {**fields, "q": asked, "a": answer}, draft=MASKED)
        elif row.kind == _CANVAS:
            self._collector.add(place, fields, draft=MASKED)
        elif is_cloze(question):
            rest = {key: value for key, value in fields.items() if key not in {"q", "a", "why"}}
            why = "\n".join(filter(None, (texts.get("a"), texts.get("why"))))
            for number, card in enumerate(cloze_cards(question)):
                own = {"id": f"{rest['id']}-{number + 1}"} if number and "id" in rest else {}
                self._collector.add(place, {**rest, **own, **card.fields, "why": why})
        elif self._options and question.strip():
            self._choice(row)
        elif self._options and (options := _options_in(row, self._options)):
            self._collector.add(place, {**fields, "options": options}, draft="no question")
        elif truth := texts.get("truth"):
            rest = {key: value for key, value in fields.items() if key != "truth"}
            is_true = truth_fields(truth, texts.get("why", ""), texts.get("correction", ""))
            unsure = "" if is_true else f"{quoted(truth)} is neither true nor false"
            self._collector.add(place, {**rest, **(is_true or {})}, draft=unsure)
        else:
            self._collector.add(place, fields)

    def _choice(self, row: _Row) -> None:
        assert self._options is not None  # noqa: S101 - only rows with options come here
        chosen = choice_of(row.options, self._options, row.kind)
        if chosen.is_remark:
            self._collector.leave(row.place, f"a remark of the template: {quoted(row.texts['q'])}")
        else:
            self._collector.add(row.place, {**row.fields, **chosen.fields}, draft=chosen.draft)
