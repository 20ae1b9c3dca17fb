"""What the columns of a table hold, by their names."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from trainer.exchange.table_options import OptionColumns, option_columns

_KEYS = {
    "q": "q",
    "question": "q",
    "question text": "q",
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
DECK, NOTE_TYPE = "#deck", "#notetype"
"""What Anki's columns hold that are no part of a card."""
_ANKI = {"tags": "tags", "guid": "id", "notetype": NOTE_TYPE, "deck": DECK, "why": "why"}
_COLUMNS_OF_A_HEADING = 3


class Heading(NamedTuple):
    """What the columns hold, and how that is known."""

    keys: Mapping[int, str]
    """Column (from 0) -> the key of a card."""
    options: OptionColumns | None
    """The columns of options, where there are any."""
    names: Sequence[str]
    """The names in the first row; empty where it is a card."""
    guessed: bool
    """Whether the first row was taken for a heading by its looks alone."""


def heading_of(rows: Sequence[Sequence[str]], settings: Mapping[str, str]) -> Heading:
    """What the columns of these rows hold, going by Anki's settings and the first row."""
    special = {
        int(given) - 1: key
        for name, key in _ANKI.items()
        if re.fullmatch(r"[1-9][0-9]{0,3}", given := settings.get(f"{name} column", ""))
    }
    listed = settings.get("columns", "")
    names = re.split(r"\t|,|;", listed) if listed else (rows[0] if rows else ())
    first = () if listed else names
    known = {at: _KEYS.get(name.strip().casefold(), "") for at, name in enumerate(names)}
    options = option_columns(names)
    if options:
        keys = {at: key for at, key in known.items() if key and at not in options.all}
        if "q" not in keys.values():
            free = [at for at in range(len(names)) if at not in {*options.all, *keys, *special}]
            keys |= dict.fromkeys(free[:1], "q")
        return Heading(keys | special, options, first, guessed=False)
    if {"q", "a"} <= set(known.values()):
        keys = {at: key for at, key in known.items() if key}
        return Heading(keys | special, None, first, guessed=False)
    free = [at for at in range(max(map(len, rows), default=0)) if at not in special]
    keys = dict(zip(free[:2], ("q", "a"), strict=False))
    if first:
        keys |= {at: key for at, key in known.items() if key == "tags"}
    guessed = bool(first) and _looks_like_a_heading(rows)
    return Heading(keys | special, None, first if guessed else (), guessed)


def _looks_like_a_heading(rows: Sequence[Sequence[str]]) -> bool:
    """Three short names or more, all different, none of them in the rows below."""
    first = rows[0]
    named = all(re.fullmatch(r"[^\W\d][\w :_-]{0,29}", cell.strip()) for cell in first)
    below = {(at, cell) for row in rows[1:] for at, cell in enumerate(row)}
    distinct = len(set(first)) == len(first) and not below & set(enumerate(first))
    return len(first) >= _COLUMNS_OF_A_HEADING and named and distinct
