"""Tables: CSV and TSV, the text exports of Anki and Quizlet."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from trainer.exchange.anki_cloze import cloze_cards, is_cloze
from trainer.exchange.anki_guid import id_of_guid
from trainer.exchange.anki_stock import Stock, stock_of
from trainer.exchange.carried import Carried, quoted
from trainer.exchange.gathering import Gathering
from trainer.exchange.html import as_text, looks_like_html, lost_in
from trainer.exchange.table_heading import DECK, NOTE_TYPE, heading_of
from trainer.exchange.table_options import options_of

_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
}
_SETTINGS = frozenset(
    {
        "separator",
        "html",
        "columns",
        "tags",
        "deck",
        "notetype",
        "if matches",
        *(f"{name} column" for name in ("tags", "guid", "notetype", "deck", "why")),
    }
)
_HEADER = re.compile(r"#([a-z ]+):(.*)")


def read_table(text: str, title: str) -> Carried:
    """The cards of a table: a row each.

    Anki's headers (`#separator:tab`, `#html:true`, `#tags column:3` and the like) are obeyed.
    Otherwise the separator is found out, and a first row that names its columns (question and
    answer, front and back, term and definition, or options and which is right) is a heading.
    Without one the first column asks, the second answers, and what further columns hold is
    left.
    """
    # the limit is one of the whole process, and never made smaller than it was
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    gathering = Gathering()
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    settings: dict[str, str] = {}
    while lines and (found := _HEADER.match(lines[0])):
        settings[found[1]] = found[2].strip("\r\n")
        if found[1] not in _SETTINGS:
            gathering.leave(f"row {len(settings)}", f"a header: {quoted(lines[0])}")
        lines.pop(0)
    body = "".join(lines)
    separator = settings.get("separator", "").strip().lower()
    delimiter = _SEPARATORS.get(separator, separator[:1]) or _delimiter(body)
    try:
        table = _Table(gathering, settings, _rows(gathering, body, delimiter))
    except csv.Error as error:
        gathering.leave("the table", str(error))
        return gathering.carried(title)
    table.gather()
    return gathering.carried(table.deck() or title)


def _rows(gathering: Gathering, body: str, delimiter: str) -> list[list[str]]:
    """The cells of each row; where quotes do not pair they are inches, and quote nothing."""
    try:
        return list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        gathering.leave("the table", "quotes that do not pair: all are taken for text")
        lines = io.StringIO(body, newline="")
        return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))


class _Table:
    """The rows on their way to be cards."""

    def __init__(
        self, gathering: Gathering, settings: Mapping[str, str], rows: list[list[str]]
    ) -> None:
        self._gathering = gathering
        self._settings = settings
        self._rows = rows
        self._heading = heading_of(rows, settings)
        self._unused: Counter[int] = Counter()
        self._named: dict[str, Counter[str]] = {DECK: Counter(), NOTE_TYPE: Counter()}

    def gather(self) -> None:
        """Make a card of each row, and tell what is left."""
        names, options = self._heading.names, self._heading.options
        if self._heading.guessed:
            self._gathering.leave("row 1", f"taken for a heading: {quoted(', '.join(names[:6]))}")
        if options and options.right is None:
            told = "options, and no column named Correct says which of them is right"
            self._gathering.leave("row 1", told)
            return
        headed = int(bool(names))
        for at, row in enumerate(self._rows[headed:], 1 + headed + len(self._settings)):
            if any(cell.strip() for cell in row):
                self._row(f"row {at}", row)
        for column, count in self._unused.items():
            name = names[column] if names else str(column + 1)
            self._gathering.leave("the table", f"column {quoted(name)}: {count} cells")
        for kind, count in self._named[NOTE_TYPE].items():
            if stock_of(kind) not in {Stock.BASIC, Stock.CLOZE}:
                self._gathering.leave("the table", f"the note type {quoted(kind)} of {count} rows")

    def deck(self) -> str:
        """The name of the only deck; of several each is told."""
        decks = self._named[DECK]
        if len(decks) > 1:
            for name, count in decks.items():
                self._gathering.leave("the table", f"the deck {quoted(name)} of {count} rows")
        return next(iter(decks)) if len(decks) == 1 else self._settings.get("deck", "")

    def _row(self, place: str, row: Sequence[str]) -> None:
        width = len(self._heading.names) or len(row)
        if surplus := [cell.strip() for cell in row[width:] if cell.strip()]:
            told = "more cells than the heading has (text without quotes?)"
            self._gathering.leave(place, f"{told}: {quoted(' | '.join(surplus))}")
        fields: dict[str, str] = {}
        options: dict[int, str] = {}
        for column, cell in enumerate(row[:width]):
            key = self._heading.keys.get(column)
            if not cell.strip():
                continue
            if key in self._named:
                self._named[key][cell.strip()] += 1
            elif key == "id":
                fields[key] = id_of_guid(cell)
            elif key:
                text = cell if key in {"tags", "id"} else self._text(place, cell)
                fields[key] = f"{fields[key]}\n{text}" if key in fields else text
            elif self._heading.options and column in self._heading.options.all:
                options[column] = self._text(place, cell).strip()
            else:
                self._unused[column] += 1
        if tags := self._settings.get("tags"):
            fields["tags"] = f"{fields.get('tags', '')} {tags}"
        self._add(place, fields, options)

    def _text(self, place: str, cell: str) -> str:
        said = self._settings.get("html", "").strip().lower()
        if said == "false" or (said != "true" and not looks_like_html(cell)):
            return cell
        if said != "true":
            self._gathering.leave(place, f"read as HTML, as no #html line tells: {quoted(cell)}")
        for lost in lost_in(cell):
            self._gathering.leave(place, lost)
        return as_text(cell)

    def _add(self, place: str, fields: Mapping[str, str], options: Mapping[int, str]) -> None:
        question = fields.get("q", "")
        if is_cloze(question):
            rest = {key: value for key, value in fields.items() if key not in {"q", "a", "why"}}
            why = "\n".join(filter(None, (fields.get("a"), fields.get("why"))))
            for number, card in enumerate(cloze_cards(question)):
                own = {"id": f"{rest['id']}-{number + 1}"} if number and "id" in rest else {}
                self._gathering.add(place, {**rest, **own, **card.fields, "why": why})
        elif not question.strip():
            self._gathering.leave(place, "no question")
        elif self._heading.options:
            answer = options_of(options, self._heading.options)
            if isinstance(answer, str):
                self._gathering.leave(place, f"{answer}: {quoted(question)}")
            else:
                self._gathering.add(place, {**fields, **answer})
        elif not fields.get("a", "").strip():
            self._gathering.leave(place, f"no answer: {quoted(question)}")
        else:
            self._gathering.add(place, fields)


def _delimiter(body: str) -> str:
    """The separator that cuts most lines into the same number of cells, more than one."""
    sample = "".join(body.splitlines(keepends=True)[:200])
    best, score = "\t", 0.0
    for delimiter in "\t,;|":
        try:
            widths = [len(r) for r in csv.reader(io.StringIO(sample), delimiter=delimiter) if r]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count, default=1)
        same = widths.count(common) / len(widths) if widths else 0.0
        if common > 1 and same > score + (0.2 if best == "\t" and score else 0.0):
            best, score = delimiter, same
    return best
