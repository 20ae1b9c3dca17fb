"""Tables in Markdown whose heading names questions and answers: a row is a card."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trainer.exchange.markdown.layout import Layout
from trainer.exchange.tables.heading import names_columns

_BAR = re.compile(r"(?<!\\)\|")


class MarkdownTable(NamedTuple):
    """One table."""

    line: int
    """Where it begins, from 0."""
    end: int
    """The first line after it."""
    rows: list[list[str]]
    """Its cells, the heading first; the rule below the heading is an empty row."""


def tables_of_cards(lines: Sequence[str]) -> Iterator[MarkdownTable]:
    """The tables of a text whose columns are named as a table of cards names them."""
    if not any("|" in line for line in lines):
        return
    inside = sorted(Layout(lines).tables)
    begins = [at for at in inside if at - 1 not in inside]
    for begin in begins:
        end = next(at for at in range(begin, len(lines) + 1) if at not in inside)
        rows = [_cells(line) for line in lines[begin:end]]
        rows[1:2] = [[]]
        if names_columns(rows[0]):
            yield MarkdownTable(begin, end, rows)


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(bare)]
