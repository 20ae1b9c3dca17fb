"""What Anki calls its own note types, in its languages: text exports name them and nothing else."""

import re
from enum import Enum
from functools import cache
from pathlib import Path


class Stock(Enum):
    """A note type that every collection of Anki's has."""

    BASIC = 0
    REVERSED = 1
    OPTIONAL = 2
    """Reversed where its third field holds something."""
    TYPED = 3
    CLOZE = 4
    OCCLUSION = 5


_OLDER = {
    "einfach (beide richtungen)": Stock.REVERSED,
    "einfach (eine oder zwei richtungen)": Stock.OPTIONAL,
}
"""What collections still call them that were begun with an older Anki."""
_SET_APART = re.compile(r"-[0-9a-f]{5}$")


@cache
def _names() -> dict[str, list[str]]:
    """Language -> the names in the order of `Stock`, as Anki 26.9 has them."""
    text = Path(__file__).with_name("stock_note_types.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {language: names for language, *names in rows}


def languages() -> tuple[str, ...]:
    """The languages in which the names are known."""
    return tuple(_names())


def stock_name(stock: Stock, language: str) -> str:
    """What a note type is called in one of these languages."""
    return _names()[language][stock.value]


@cache
def _by_name() -> dict[str, Stock]:
    older = {_plain(name): stock for name, stock in _OLDER.items()}
    return older | {
        _plain(stock_name(stock, language)): stock
        for language in reversed(languages())
        for stock in Stock
    }


def stock_of(name: str) -> Stock | None:
    """Which note type a name means, in any language.

    Anki adds a `+`, or a part of a hash as `-1a2b3`, to a name that it has already.
    """
    return _by_name().get(_plain(_SET_APART.sub("", name.rstrip("+ "))))


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
