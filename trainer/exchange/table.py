"""Tables: CSV and TSV, the text exports of Anki and Quizlet."""

import csv
import io
import re
from collections.abc import Sequence

from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    Flashcard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    Typed,
)
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.anki_cloze import from_anki, is_cloze, to_anki
from trainer.exchange.carried import Carried, Left
from trainer.exchange.gathering import Gathering
from trainer.exchange.html import as_html, as_text, media_in

_SEPARATORS = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
}
_COLUMNS = {
    "q": "q",
    "question": "q",
    "front": "q",
    "term": "q",
    "prompt": "q",
    "text": "q",
    "word": "q",
    "a": "a",
    "answer": "a",
    "back": "a",
    "definition": "a",
    "translation": "a",
    "meaning": "a",
    "why": "why",
    "explanation": "why",
    "extra": "why",
    "back extra": "why",
    "notes": "why",
    "hint": "hint",
    "tags": "tags",
    "tag": "tags",
    "id": "id",
    "guid": "id",
}
_COLUMNS_OF_A_HEADING = 3
_HTML = re.compile(r"</?(?:div|br|b|i|img|p|span|ul|li|sup|sub)\b[^>]*>|&nbsp;")
_HEADER = re.compile(r"#([a-z ]+):(.*)")


def read_table(text: str, title: str) -> Carried:
    """The cards of a table: a row each.

    Anki's headers (`#separator:tab`, `#html:true`, `#tags column:3` and the like) are obeyed.
    Otherwise the separator is found out, and a first row that names its columns (question and
    answer, front and back, term and definition) is a heading. Without one the first column
    asks, the second answers, and what further columns hold is left.
    """
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    settings: dict[str, str] = {}
    while lines and (found := _HEADER.match(lines[0])):
        settings[found[1]] = found[2].strip("\r\n")
        lines.pop(0)
    body = "".join(lines)
    separator = settings.get("separator", "").strip().lower()
    delimiter = _SEPARATORS.get(separator, separator[:1]) or _delimiter(body)
    csv.field_size_limit(20_000_000)
    try:
        rows = _rows(body, delimiter)
    except csv.Error as error:
        gathering = Gathering()
        gathering.leave("the table", str(error))
        return gathering.carried(title)
    return _cards(rows, settings, len(settings), title)


def _rows(body: str, delimiter: str) -> list[list[str]]:
    """The cells of each row; where quotes do not pair they are inches, and quote nothing."""
    try:
        return list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        lines = io.StringIO(body, newline="")
        return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))


def _cards(rows: list[list[str]], settings: dict[str, str], above: int, title: str) -> Carried:
    gathering = Gathering()
    columns, headed = _named_columns(rows, settings)
    if headed and not {"q", "a"} <= {_COLUMNS.get(name.strip().casefold()) for name in rows[0]}:
        gathering.leave("row 1", f"taken for a heading: {', '.join(rows[0][:6])}")
    unused: dict[int, int] = {}
    for at, row in enumerate(rows[headed:], 1 + headed + above):
        place = f"row {at}"
        if not any(cell.strip() for cell in row):
            continue
        if headed and any(cell.strip() for cell in row[len(rows[0]) :]):
            _tell_surplus(gathering, place, row[len(rows[0]) :])
        fields: dict[str, str] = {}
        for column, cell in enumerate(row[: len(rows[0])] if headed else row):
            key = columns.get(column)
            if key and cell.strip():
                fields[key] = f"{fields[key]}\n{cell}" if key in fields else cell
            elif cell.strip() and key is None:
                unused[column] = unused.get(column, 0) + 1
        _add(gathering, place, fields, html=settings.get("html", "") == "true" or _has_html(row))
    for column, count in unused.items():
        name = rows[0][column] if headed else str(column + 1)
        gathering.leave("the table", f"column {name}: {count} cells")
    return gathering.carried(title)


def _tell_surplus(gathering: Gathering, place: str, cells: Sequence[str]) -> None:
    """Most often a separator stands in a text that nobody put in quotes."""
    told = " ".join(f"“{cell.strip()[:50]}”" for cell in cells if cell.strip())
    gathering.leave(place, f"more cells than the heading has (text without quotes?): {told}")


def _add(gathering: Gathering, place: str, fields: dict[str, str], *, html: bool) -> None:
    if html:
        for media in [m for value in fields.values() for m in media_in(value)]:
            gathering.leave(place, f"the picture or sound “{media}”")
        fields = {key: as_text(value) for key, value in fields.items()}
    question = fields.get("q", "")
    if is_cloze(question):
        text, together = from_anki(question)
        rest = {key: value for key, value in fields.items() if key not in {"q", "a", "why"}}
        why = "\n".join(filter(None, (fields.get("a"), fields.get("why"))))
        gathering.add(place, {"cloze": text, "together": together or None, "why": why, **rest})
    elif not question.strip():
        gathering.leave(place, "no question")
    elif not fields.get("a", "").strip():
        gathering.leave(place, f"no answer to “{question[:60]}”")
    else:
        gathering.add(place, fields)


def _named_columns(rows: list[list[str]], settings: dict[str, str]) -> tuple[dict[int, str], int]:
    """Column -> the key of a card that it holds, and how many rows are a heading."""
    columns: dict[int, str] = {}
    special = {"tags": "tags", "guid": "id", "notetype": "", "deck": ""}
    for name, key in special.items():
        if (given := settings.get(f"{name} column", "")).isdigit():
            columns[int(given) - 1] = key
    width = max(map(len, rows), default=0)
    names = settings.get("columns", "")
    heading = re.split(r"\t|,|;", names) if names else (rows[0] if rows else [])
    known = {at: _COLUMNS.get(name.strip().casefold()) for at, name in enumerate(heading)}
    if {"q", "a"} <= set(known.values()):
        columns |= {at: key for at, key in known.items() if key and at not in columns}
        return columns, 0 if names else 1
    free = [at for at in range(width) if at not in columns]
    columns |= dict(zip(free[:2], ("q", "a"), strict=False))
    columns |= {at: key for at, key in known.items() if key == "tags" and not names}
    return columns, int(not names and _looks_like_a_heading(rows))


def _looks_like_a_heading(rows: list[list[str]]) -> bool:
    """Three short names or more, all different, none of them in the rows below."""
    first = rows[0] if rows else []
    named = all(re.fullmatch(r"[^\W\d][\w :_-]{0,29}", cell.strip()) for cell in first)
    below = {(at, cell) for row in rows[1:] for at, cell in enumerate(row)}
    distinct = len(set(first)) == len(first) and not below & set(enumerate(first))
    return len(first) >= _COLUMNS_OF_A_HEADING and named and distinct


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


def _has_html(row: Sequence[str]) -> bool:
    return any(_HTML.search(cell) for cell in row)


def write_table(deck: Deck, delimiter: str) -> tuple[str, tuple[Left, ...]]:
    """A deck as a table that Anki imports with a click, and Quizlet by pasting.

    Returns:
        The text, and what of the deck it does not hold.
    """
    name = next(name for name, char in _SEPARATORS.items() if char == delimiter)
    out = io.StringIO(newline="")
    columns = delimiter.join(("id", "front", "back", "why", "tags"))
    out.write(f"#separator:{name}\n#html:true\n#columns:{columns}\n")
    out.write("#guid column:1\n#tags column:5\n")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    left = []
    for card in deck.cards:
        key = card_key(card)
        if card.status == "draft":
            left.append(Left(key, "a draft"))
            continue
        if not isinstance(card, Flashcard | Typed | Cloze | Number | Date):
            left.append(Left(key, f"how it is asked: the {card.kind} became question and answer"))
        front = (
            to_anki(card.cloze, together=card.together)
            if isinstance(card, Cloze)
            else front_of(card)
        )
        back = "" if isinstance(card, Cloze) else card.solution
        cells = [key, as_html(front), as_html(back), as_html(card.why or ""), " ".join(card.tags)]
        writer.writerow(cells)
    return out.getvalue(), tuple(left)


def front_of(card: Card) -> str:
    """The question with all that its learner sees of it: the options, or what to arrange."""
    things: Sequence[str] = ()
    match card:
        case MultipleChoice() | PickAll():
            things = sorted(card.options)
        case Order():
            things = sorted(card.order)
        case Match():
            things = [" / ".join(card.match), " / ".join(sorted(card.right_sides))]
        case _:
            pass
    return "\n".join([card.prompt, *(f"- {thing}" for thing in things)])
