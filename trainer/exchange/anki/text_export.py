"""Rows of Anki's text export that name their note type."""

import re
from collections.abc import Mapping, Sequence

from trainer.exchange.anki.cloze import is_cloze
from trainer.exchange.anki.note import Note
from trainer.exchange.anki.note_type import NoteType, Template, plain_type
from trainer.exchange.anki.stock_note_types import Stock, stock_of
from trainer.exchange.anki.template import is_empty, with_dollars
from trainer.exchange.html.from_text import as_html
from trainer.exchange.tables.heading import DECK, NOTE_TYPE

_SPECIAL = frozenset({"tags", "id", NOTE_TYPE, DECK})
_SIDES = {"q": 0, "a": 1}
"""What the first fields of Anki's own note types hold, in their order."""

_SETTINGS = frozenset(
    {
        "separator",
        "html",
        "columns",
        "tags",
        "deck",
        "notetype",
        "if matches",
        "match scope",
        *(f"{name} column" for name in ("tags", "guid", "notetype", "deck", "why")),
    }
)
"""The headers that Anki obeys."""
_HEADER = re.compile(r"#([A-Za-z ]+):(.*)")


def headers_of(text: str) -> tuple[dict[str, str], str]:
    """Anki's settings, and the text below them."""
    settings: dict[str, str] = {}
    lines = text.split("\n")
    while lines and (match := _HEADER.match(lines[0])):
        name, value = match[1].strip().lower(), match[2].strip("\r")
        is_row = "\t" in value.strip() and name != "columns"
        if name not in _SETTINGS or is_row:
            break
        settings[name] = value
        lines.pop(0)
    return settings, "\n".join(lines)


def note_of_row(  # noqa: PLR0913 - what the file says of a row
    place: str, row: Sequence[str], keys: Mapping[int, str], *, kind: str, tags: str, html: bool
) -> Note:
    """The note that a row holds; of a type that Anki has itself it is asked as Anki asks it.

    Args:
        place: of the row.
        row: its cells.
        keys: column (from 0) -> what it holds.
        kind: its note type, where no column names it.
        tags: of every row.
        html: whether cells are HTML.
    """
    special = {key: row[at] for at, key in keys.items() if at < len(row) and key in _SPECIAL}
    why = [at for at, key in keys.items() if key == "why" and at < len(row)]
    used = {at for at, key in keys.items() if key in _SPECIAL} | {*why}
    sides = sorted(range(len(row)), key=lambda at: _SIDES.get(keys.get(at, ""), len(_SIDES)))
    cells = [row[at] if html else with_dollars(row[at]) for at in sides if at not in used]
    fields = [cell if html else as_html(cell) for cell in cells or [""]]
    while len(fields) > 1 and not fields[-1].strip():
        fields.pop()  # rows have as many cells as the widest note type
    explained = [row[at] if html else as_html(row[at]) for at in why]
    note_type = _kind(special.get(NOTE_TYPE, kind), fields, len(explained))
    words = f"{special.get('tags', '')} {tags}"
    return Note(place, special.get("id", ""), words, note_type, [*fields, *explained], None)


def _kind(name: str, fields: list[str], explained: int) -> NoteType:
    """How a note of a type of this name is asked; one of another type says it all on its back."""
    stock = stock_of(name)
    if stock is None and not is_cloze(fields[0]):
        return _shows_all(name, len(fields) + explained)
    texts = max(2, len(fields)) + explained
    while len(fields) < texts - explained:
        fields.append("")
    both = stock is Stock.REVERSED
    if stock is Stock.OPTIONAL and len(fields) > 2:  # noqa: PLR2004 - its third says so
        both = not is_empty(fields.pop())
        texts -= 1
    cloze = stock in {Stock.CLOZE, Stock.OCCLUSION, None}
    typed = stock is Stock.TYPED
    return plain_type(name, texts, 1 + both, cloze=cloze, typed=typed)


def _shows_all(name: str, texts: int) -> NoteType:
    fields = tuple(f"Field {number}" for number in range(1, texts + 1))
    back = "<br>".join(f"{{{{{field}}}}}" for field in fields[1:])
    return NoteType(name, fields, (Template.of("Card", f"{{{{{fields[0]}}}}}", back),))
