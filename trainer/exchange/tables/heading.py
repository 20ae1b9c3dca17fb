"""What the columns of a table hold, by their names in many languages."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from trainer.exchange.anki.cloze import is_cloze
from trainer.exchange.choices import says_truth
from trainer.exchange.tables.heading_names import key_of
from trainer.exchange.tables.options import OptionColumns, option_columns

DECK, NOTE_TYPE = "#deck", "#notetype"
"""What Anki's columns hold that are no part of a card."""
_TITLES = 20
"""Rows among which the heading of a quiz maker's sheet is looked for."""
_SAMPLE = 400
"""Rows that are looked at for what a heading would name."""
_FIGURES = re.compile(r"[-+−]?[\d.,'\u202f /]*\d ?%?")
_LANGUAGE = "language"
"""What the name of a language is known as; it is no key of a card."""
_ANKI = {"tags": "tags", "guid": "id", "notetype": NOTE_TYPE, "deck": DECK, "why": "why"}


class TableHeading(NamedTuple):
    """What the columns hold, and how that is known."""

    keys: Mapping[int, str]
    """Column (from 0) -> the key of a card."""
    options: OptionColumns | None
    """The columns of options, where there are any."""
    names: Sequence[str]
    """The names of the columns; empty where nothing names them."""
    in_row: bool
    """Whether the first row is what names them."""


def names_columns(row: Sequence[str]) -> bool:
    """Whether a row names the columns: question and answer, or options and which is right."""
    if option_columns(row):
        return True
    keys = {key_of(name) for name in row}
    return "q" in keys and not keys.isdisjoint({"a", "truth"})


def heading_of(
    rows: Sequence[Sequence[str]], settings: Mapping[str, str], *, in_row: bool | None = None
) -> TableHeading:
    """What the columns of these rows hold, going by Anki's settings and the first row.

    Args:
        rows: of the table.
        settings: of Anki's headers; where there are any, no row is a heading. Its columns are
            set apart by tabs.
        in_row: whether the first row names the columns; found out by known names where None.
    """
    special = {
        int(number) - 1: key
        for name, key in _ANKI.items()
        if re.fullmatch(r"[1-9][0-9]{0,3}", number := settings.get(f"{name} column", ""))
    }
    listed = settings.get("columns", "")
    first = rows[0] if rows else ()
    if in_row is None:
        in_row = not settings and (names_columns(first) or _names_by_what_is_below(rows))
    names = listed.split("\t") if listed else first if in_row else ()
    keyed = ((at, key_of(name)) for at, name in enumerate(names))
    known = {at: key for at, key in keyed if key not in {"", _LANGUAGE}}
    if "correction" in known.values() and "truth" not in known.values():
        answers = [at for at, key in known.items() if key == "a"]
        below = [row[at] for row in rows[int(in_row) :] for at in answers if at < len(row)]
        if below and all(map(says_truth, filter(None, below))):
            known |= dict.fromkeys(answers[:1], "truth")
    corrects = "correction" if "truth" in known.values() else "why"
    known = {
        at: corrects if key == "correction" else key
        for at, key in known.items()
        if at not in special
    }
    width = max(map(len, rows), default=0)
    counting = {at for at in range(width) if _only_counts(rows[int(in_row) :], at)}
    if [*known.values()].count("q") > 1:
        known = {at: key for at, key in known.items() if key != "q" or at not in counting}
    if options := option_columns(names):
        keys = {at: key for at, key in known.items() if at not in options.all}
        if "q" not in keys.values():
            used = {*options.all, *keys, *special, *counting}
            free = [at for at in range(len(names)) if at not in used]
            keys |= dict.fromkeys(free[:1], "q")
        return TableHeading(keys | special, options, names, in_row)
    if not names_columns(names) and not {"q", "a"} <= {*known.values()}:
        side = {key: at for at, key in reversed([*known.items()]) if key in {"q", "a"}}
        why = {"why"} if side else set[str]()
        kept = {at: key for at, key in known.items() if key in {"tags", "id", "hint", *why}}
        kept |= {at: key for key, at in side.items()}
        lacking = [key for key in ("q", "a") if key not in side]
        free = [at for at in range(width) if at not in special and at not in kept]
        asking = [at for at in free if at not in counting]
        free = asking if len(asking) >= len(lacking) else free
        known = kept | dict(zip(free, lacking, strict=False))
    return TableHeading(known | special, None, names, in_row)


def _only_counts(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column holds nothing but the numbers of the rows, which no question is."""
    cells = [row[column].strip(" .)") for row in rows if column < len(row) and any(row)]
    return len(cells) > 1 and cells in (
        [str(at) for at in range(first, first + len(cells))] for first in (0, 1)
    )


def _names_by_what_is_below(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names a text with gaps, or two languages, and those below bear it out.

    A table of languages has their names below as well, and a gap is what Anki's field `Text` is
    for. Words above nothing but numbers are names too, and
    so is one above the numbers of the rows.
    """
    first, *below = rows[:_SAMPLE] or [()]
    cells = [cell.strip() for row in below for cell in row if cell.strip()]
    if len(cells) > len(first) > 1 and all(map(_FIGURES.fullmatch, cells)):
        return all(cell.strip() and not re.search(r"\d", cell) for cell in first)
    if any(
        _only_counts(below, at) and re.search("[^\\W\\d]|#", cell) for at, cell in enumerate(first)
    ):
        return True
    keys = [key_of(name) for name in first]
    if {"q", "why"} <= {*keys} and "a" not in keys:
        at = keys.index("q")
        return any(is_cloze(row[at]) for row in below if at < len(row))
    spoken = [at for at, key in enumerate(keys) if key == _LANGUAGE]
    again = any(key_of(row[at]) == _LANGUAGE for row in below for at in spoken if at < len(row))
    return len({first[at].casefold() for at in spoken}) > 1 and bool(below) and not again


def may_be_a_heading(rows: Sequence[Sequence[str]], settings: Mapping[str, str]) -> bool:
    """Whether the first row looks like one: three short names or more that are nowhere else.

    Below Anki's headers none is; there it must name the columns to be doubted.
    """
    first = rows[0] if rows else ()
    if settings:
        known = names_columns(first) or _names_by_what_is_below(rows)
        return known and "columns" not in settings
    named = all(re.fullmatch(r"[^\W\d][\w :_-]{0,29}", cell.strip()) for cell in first)
    below = {(at, cell) for row in rows[1:] for at, cell in enumerate(row)}
    distinct = len(set(first)) == len(first) and not below & set(enumerate(first))
    return len(first) > 2 and named and distinct  # noqa: PLR2004 - two may be a word and its twin


def rows_above_heading(rows: Sequence[Sequence[str]]) -> int:
    """How many rows are above a heading: blank ones, or titles above the options of questions."""
    blank = True
    for at, row in enumerate(rows[:_TITLES]):
        named = sum(bool(cell.strip()) for cell in row)
        if names_columns(row) and (blank or named > 2):  # noqa: PLR2004 - more than a pair
            return at
        blank &= not named
    return 0
