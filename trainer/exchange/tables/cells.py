"""Rows cut into cells where quotes hold some of them together, and where that is doubted."""

import re
from collections.abc import Iterator, Sequence

from trainer.counted import counted
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import quoted

_MOSTLY = 0.75
"""Share of the lines in quotes that have to look like rows to be taken for such."""


def loosely_cut(line: str, delimiter: str) -> list[str]:
    """The cells of a line, where a sign with a space behind it is one of prose."""
    sign = re.escape(delimiter)
    return re.split(sign if delimiter == "\t" else rf"{sign}(?! |$)", line)


def rejoined(
    row: Sequence[str], width: int, answer: int, delimiter: str, *, spaced: bool
) -> list[str] | None:
    """A row with its surplus cells in those of which a sign of prose cut them; None where unsure.

    A space behind the sign is one of prose, three figures behind it are thousands, and a question
    ends with its mark.

    Args:
        row: with more cells than it should have.
        width: how many it should have.
        answer: which cell answers, from 0.
        delimiter: the sign.
        spaced: whether the table has a space behind the signs that cut it.
    """
    whole = [row[0]]
    for cell in row[1:]:
        thousand = whole[-1][-1:].isdecimal() and re.match(r"\d{3}(?!\d)", cell)
        if thousand or (cell[:1] == " " and not spaced):
            whole[-1] += delimiter + cell
        else:
            whole.append(cell)
    if len(whole) == width:
        return whole
    more = len(row) - width
    asks = [at for at, cell in enumerate(row) if cell.rstrip().endswith(("?", "？"))]
    if answer == 1 and len(asks) == 1 and asks[0] <= more:
        question, rest = row[: asks[0] + 1], row[asks[0] + 1 : more + 2]
        return [delimiter.join(question), delimiter.join(rest), *row[more + 2 :]]
    return None


class Cells:
    """Cuts a text cell by cell: a quote counts where one closes it before a separator.

    Args:
        body: the text, lines ended by line feeds.
        delimiter: one character.
        width: cells of a usual row, to doubt a quote that swallows such rows; None to doubt none.
        collector: takes what is doubted of quotes.
        above: how many lines are above the text.
        as_anki: whether quotes are surely those of CSV, and rows that begin with # remarks.
    """

    def __init__(  # noqa: PLR0913 - the text, and what is known of it
        self,
        body: str,
        delimiter: str,
        width: int | None,
        collector: CardCollector,
        *,
        above: int = 0,
        as_anki: bool = False,
    ) -> None:
        self.remarks = 0
        """Rows that were remarks, and are empty."""
        self._above = above
        self._body = body
        self._delimiter = delimiter
        self._width = width
        self._collector = collector
        self._as_anki = as_anki
        sign = re.escape(delimiter)
        before = "" if delimiter == " " else " *"
        self._quoted = re.compile(
            rf'{before}"((?:[^"]++|"")*+)"[ \t]*?(?={sign}|\n|\Z)'
            if delimiter != "\t"
            else rf'{before}"((?:[^"]++|"")*+)" *(?={sign}|\n|\Z)'
        )
        self._plain = re.compile(rf"[^{sign}\n]*")

    def rows(self) -> Iterator[list[str]]:
        """The rows in their order; an empty line is an empty row."""
        at, number = 0, self._above
        while at < len(self._body):
            number += 1
            end = self._body.find("\n", at)
            end = end if end >= 0 else len(self._body)
            if self._as_anki and self._body[at] == "#":
                self.remarks += 1
                yield []
                at = end + 1
                continue
            if '"' not in self._body[at:end]:
                yield self._body[at:end].split(self._delimiter)
                at = end + 1
                continue
            row: list[str] = []
            begin = at
            while True:
                cell, at = self._cell(at, number, begin)
                row.append(cell)
                if self._body[at : at + 1] != self._delimiter:
                    break
                at += 1
            yield row
            at += 1

    def _cell(self, at: int, number: int, begin: int) -> tuple[str, int]:
        match = self._quoted.match(self._body, at)
        swallowed = self._swallowed(begin, match) if match else 0
        believed = not swallowed or self._as_anki or (match is not None and '""' in match[1])
        if match and believed:
            if swallowed:
                doubt = f"quotes hold {swallowed + 1} lines together that could be rows"
                notice = f"{doubt} (--no-quotes): {quoted(match[1])}"
                self._collector.guess(f"row {number}", notice)
            return match[1].replace('""', '"'), match.end()
        plain = self._plain.match(self._body, at)
        assert plain is not None  # noqa: S101 - it matches anywhere
        if plain[0].lstrip().startswith('"'):
            fault = "a quote that nothing closes before the next cell"
            if match:
                more = counted(match[1].count("\n"), "more row")
                fault = f"a quote that would span {more}"
            self._collector.guess(
                f"row {number}", f"{fault} is taken for text (--quotes): {quoted(plain[0])}"
            )
        return plain[0], plain.end()

    def _swallowed(self, begin: int, match: re.Match[str]) -> int:
        """How many more rows a quoted cell holds, where its lines look like rows; else 0."""
        if self._width is None or self._width < 2 or "\n" not in match[1]:  # noqa: PLR2004
            return 0
        end = self._body.find("\n", match.end())
        lines = self._body[begin : end if end >= 0 else len(self._body)].split("\n")
        filled = [line for line in lines if line.strip()]
        alike = [line for line in filled if self._is_row(line)]
        ends = {filled[0], filled[-1]} <= {*alike}
        return len(lines) - 1 if ends and len(alike) >= _MOSTLY * len(filled) else 0

    def _is_row(self, line: str) -> bool:
        cells = loosely_cut(line, self._delimiter)
        return len(cells) == self._width and all(cell.strip(' "') for cell in cells[:2])
