"""A passage of the wall: lines in one size of letters, and how they are drawn."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple, Self

from textual.content import Content

from trainer.tui.text import joined, plain
from trainer.tui.wall.letters import Size, large, reads_from_right, sizes

_LARGE = 6
"""Rows of letters between which a blank row is kept."""
_BETWEEN = 2
"""Columns between cells side by side."""


class Cell(NamedTuple):
    """A text, with what comes before it."""

    text: str
    lead: str = ""
    """A letter and a shape, or a number."""
    sign: str = ""
    """What follows it at the reveal; its place is kept free from the beginning."""
    signed: bool = False
    """Whether the sign shows."""

    @property
    def shown(self) -> str:
        """The text with its sign, where it shows."""
        return f"{self.text} {self.sign}" if self.signed else self.text

    @property
    def longest(self) -> str:
        """The text with its sign, whether it shows or not."""
        return f"{self.text} {self.sign}" if self.sign else self.text


class WallLine(NamedTuple):
    """Cells side by side, and what is below them in small letters."""

    cells: tuple[Cell, ...]
    style: str = "bold"
    below: tuple[Content, ...] = ()
    brief: str = ""
    """What follows the text where there is no room below it."""

    @property
    def shortened(self) -> Self:
        """The line without anything below it."""
        if not self.below:
            return self
        *others, last = self.cells
        shortened = last._replace(text=f"{last.text}   {self.brief}")
        return self._replace(cells=(*others, shortened), below=())


class WallPassage(NamedTuple):
    """Lines that are all drawn in one size, which the longest decides."""

    lines: tuple[WallLine, ...]
    weight: int = 0
    """Which passage grows first: the one with the least."""
    hidden: bool = False
    """Whether only its room is kept, so that nothing changes its size once it shows."""


WallPart = WallPassage | Content
"""Something on a sheet; a `Content` is in small letters."""


def passage(text: str, style: str = "bold", weight: int = 0) -> WallPassage:
    """A passage of one text."""
    return WallPassage((WallLine((Cell(text),), style),), weight)


def _rows_of(content: Content, width: int) -> int:
    """The rows that small letters take, those that are wrapped included."""
    return len(content.wrap(max(2, width))) or 1


def sizes_of(one: WallPassage) -> tuple[Size, ...]:
    """The sizes that all letters of a passage have, the smallest first."""
    return sizes(
        text for line in one.lines for cell in line.cells for text in (cell.longest, cell.lead)
    )


def _lead(one: WallPassage, size: Size) -> int:
    """The columns before each text."""
    leads = [cell.lead for line in one.lines for cell in line.cells if cell.lead]
    return max((size.columns(f"{lead} ") for lead in leads), default=0)


def height_of(one: WallPart, size: Size | None, width: int) -> int | None:
    """The rows that a part takes; None where it is too wide for a size."""
    if isinstance(one, Content):
        return _rows_of(one, width)
    if size is None:
        return sum(_rows_of(_small(line, width), width) + len(line.below) for line in one.lines)
    lines = _large(one, size, width, longest=True)
    if lines is None:
        return None
    edges = sum(_blank_edges(lines, size))
    return sum(
        len(rows) // size.rows * (size.rows - edges) + len(line.below)
        for rows, line in zip(lines, one.lines, strict=True)
    )


def _room(lines: Sequence[WallLine], width: int) -> int:
    """The columns of each cell."""
    many = max(len(line.cells) for line in lines)
    return (width - _BETWEEN * (many - 1)) // many


def drawn_passage(one: WallPassage, size: Size | None, width: int) -> list[Content]:
    """A passage in a size; in small letters where that is None, or a word is too wide for it."""
    drawn: list[Content] = []
    shown = _large(one, size, width) if size else None
    if shown is None or size is None:
        for line in one.lines:
            drawn += [_small(line, width), *line.below]
        return drawn
    above, below = _blank_edges(_large(one, size, width, longest=True) or shown, size)
    for rows, line in zip(shown, one.lines, strict=True):
        kept = [row for at, row in enumerate(rows) if above <= at % size.rows < size.rows - below]
        text = "\n".join(row if _fills(line) else row.rstrip() for row in kept)
        drawn.append(joined((text, line.style)))  # blocks of our own: no text from outside
        from_right = reads_from_right(line.cells[0].text)
        drawn += [
            each.pad_left(max(0, width - each.cell_length)) if from_right else each
            for each in line.below
        ]
    return drawn


def _large(
    one: WallPassage, size: Size, width: int, *, longest: bool = False
) -> list[list[str]] | None:
    """The rows of each line, blank ones too; None where a word is too wide."""
    room, lead = _room(one.lines, width), _lead(one, size)
    drawn = []
    for line in one.lines:
        cells = []
        for cell in line.cells:
            rows = large(cell.longest if longest else cell.shown, size, room - lead)
            if rows is None:
                return None
            cells.append(_with_lead(cell, rows, size, room, lead))
        drawn.append(
            [
                (" " * _BETWEEN).join(part.ljust(room) for part in row)
                for row in zip_longest(*cells, fillvalue="")
            ]
        )
    return drawn


def _blank_edges(lines: Sequence[Sequence[str]], size: Size) -> tuple[int, int]:
    """The rows above and below that are blank in every line: all are as far apart without them.

    One is kept between lines of large letters.
    """
    inked = [at % size.rows for rows in lines for at, row in enumerate(rows) if row.strip()]
    above, below = min(inked, default=0), size.rows - 1 - max(inked, default=size.rows - 1)
    apart = len(lines) > 1 and size.rows >= _LARGE
    return (above, below - 1) if apart and below else (max(0, above - apart), below)


def _fills(line: WallLine) -> bool:
    """Whether a line's style reaches to the edge."""
    return "reverse" in line.style


def _with_lead(cell: Cell, texts: Sequence[str], size: Size, room: int, lead: int) -> list[str]:
    """A cell's rows; a script from the right has its lead on the right."""
    if not cell.lead:
        return list(texts)
    from_right = reads_from_right(cell.text)
    name = " ".join(reversed(cell.lead.split())) if from_right else cell.lead
    before = large(name, size, lead) or ()
    rows = zip_longest(before, texts, fillvalue="")
    if from_right:
        return [text.ljust(room - lead) + "  " + name for name, text in rows]
    return [name.ljust(lead) + text for name, text in rows]


def _small(line: WallLine, width: int) -> Content:
    room = _room((line,), width)
    cells = [
        joined(
            (f"{cell.lead}  " if cell.lead else "", "bold $primary"), plain(cell.shown, line.style)
        )
        for cell in line.cells
    ]
    if len(cells) == 1:
        return cells[0]
    rows = zip_longest(*(cell.wrap(max(2, room)) for cell in cells), fillvalue=Content(""))
    padded = [[part.pad_right(room - part.cell_length) for part in row] for row in rows]
    return joined(*(joined(*row, by=" " * _BETWEEN).rstrip() for row in padded), by="\n")
