"""Tables on the screen, laid out for the width there is."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from trainer.markup.element import Row, Table
from trainer.tui.marked_up_line import line_of

_NARROWEST = 5
"""Cells of a column; where a table has less for each, its rows are one below the other."""
_BETWEEN = " │ "


def table_lines(table: Table, width: int, style: str) -> Iterator[Content]:
    """A table at a width in cells; one that is too wide is shown row by row."""
    rows = [
        [line_of(cell, f"{style}{' bold' * (not at)}") for cell in row]
        for at, row in enumerate(table.rows)
    ]
    columns = len(table.align)
    widths = _widths(rows, columns, width - len(_BETWEEN) * (columns - 1))
    if widths is None:
        yield from _told_row_by_row(table.rows, width, style)
        return
    for at, row in enumerate(rows):
        if at == 1:
            yield Content.styled("─┼─".join("─" * room for room in widths), "dim")
        yield from _row(row, widths, table.align)


def _widths(rows: Sequence[Sequence[Content]], columns: int, room: int) -> list[int] | None:
    """The cells of each column, the widest narrowed first; None where there is no room."""
    if columns * _NARROWEST > room:
        widest = [max(_broadest(row, at) for row in rows) for at in range(columns)]
        return widest if columns and sum(widest) <= room else None
    widths = [max(1, *(_broadest(row, at) for row in rows)) for at in range(columns)]
    while sum(widths) > room:
        at = widths.index(max(widths))
        second = max((one for one in widths if one < widths[at]), default=_NARROWEST)
        widths[at] -= max(1, min(widths[at] - second, sum(widths) - room))
    return widths


def _broadest(row: Sequence[Content], at: int) -> int:
    if at >= len(row):
        return 0
    return max((line.cell_length for line in row[at].split("\n")), default=0)


def _row(row: Sequence[Content], widths: Sequence[int], align: Sequence[str]) -> Iterator[Content]:
    cells = [cell.wrap(room) or [Content("")] for cell, room in zip(row, widths, strict=False)]
    cells += [[Content("")]] * (len(widths) - len(cells))
    bar = Content.styled(_BETWEEN, "dim")
    for line in range(max(map(len, cells), default=0)):
        pieces = [
            _aligned(cell[line] if line < len(cell) else Content(""), room, where)
            for cell, room, where in zip(cells, widths, align, strict=False)
        ]
        yield bar.join(pieces).rstrip()


def _aligned(text: Content, room: int, where: str) -> Content:
    text = text.rstrip()
    free = max(0, room - text.cell_length)
    left = {"right": free, "center": free // 2}.get(where, 0)
    return Content(" " * left) + text + Content(" " * (free - left))


def _told_row_by_row(rows: Sequence[Row], width: int, style: str) -> Iterator[Content]:
    """A table that is too wide: each row as lines of its heading and the cell below it."""
    head, *rest = rows
    for at, row in enumerate(rest or [head]):
        if at:
            yield Content("")
        for name, cell in zip(head, row, strict=False):
            parts = [line_of(name, f"{style} bold".strip()), Content(": "), line_of(cell, style)]
            yield from Content("").join(parts).wrap(width)
