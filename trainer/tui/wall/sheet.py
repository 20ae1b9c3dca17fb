"""A wall that fills its screen: passages, each drawn as large as the rows that are left allow."""

from collections.abc import Sequence
from itertools import zip_longest
from math import inf
from typing import NamedTuple, Self

from rich.cells import cell_len
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


class Line(NamedTuple):
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


class Passage(NamedTuple):
    """Lines that are all drawn in one size, which the longest decides."""

    lines: tuple[Line, ...]
    weight: int = 0
    """Which passage grows first: the one with the least."""
    hidden: bool = False
    """Whether only its room is kept, so that nothing changes its size once it shows."""


Part = Passage | Content
"""Something on a sheet; a `Content` is in small letters."""


def passage(text: str, style: str = "bold", weight: int = 0) -> Passage:
    """A passage of one text."""
    return Passage((Line((Cell(text),), style),), weight)


def sheet(parts: Sequence[Part], width: int, rows: int) -> Content:
    """Draw parts one below the other.

    Each passage grows in turn, by one size, for as long as all of them fit. Where there is room
    for large letters of the question alone, or of what it is answered with, that is large which
    nobody has read yet. What does not fit even in small letters is left to be scrolled.

    Args:
        parts: in the order shown; a passage without lines, as a podium of nobody, is left out.
        width: columns there are.
        rows: rows there are.
    """
    parts = [part for part in parts if isinstance(part, Content) or part.lines]
    parts, steps = _arranged(parts, width, rows)
    has_more = any(line.below for p in parts if isinstance(p, Passage) for line in p.lines)
    if has_more and any(_is_squeezed(p, size) for p, size in zip(parts, steps, strict=True)):
        shorter, larger = _arranged([_shortened(part) for part in parts], width, rows)
        if _in_order(parts, larger) > _in_order(parts, steps):
            parts, steps = shorter, larger
    drawn: list[Content] = []
    for part, size in zip(parts, steps, strict=True):
        if isinstance(part, Content):
            drawn.append(part)
        elif not part.hidden:
            drawn += _drawn(part, size, width)
    return Content("\n").join(drawn)


def _arranged(
    parts: Sequence[Part], width: int, rows: int
) -> tuple[Sequence[Part], list[Size | None]]:
    """The parts with their sizes; the first of those that come first gives way to the others."""
    steps = _fitted(parts, width, rows)
    most = [at for at, part in enumerate(parts) if isinstance(part, Passage) and not part.weight]
    if not most or not steps[most[0]] or all(steps[at] for at in most):
        return parts, steps
    first, *others = most
    later = [
        p._replace(weight=2) if isinstance(p, Passage) and at == first else p
        for at, p in enumerate(parts)
    ]
    found = _fitted(later, width, rows)
    if not all(found[at] for at in others):
        return parts, steps
    kept = [p for p in parts if not (isinstance(p, Passage) and p.hidden)]
    return (later, found) if len(kept) == len(parts) else (kept, _fitted(kept, width, rows))


def _in_order(parts: Sequence[Part], steps: Sequence[Size | None]) -> list[int]:
    """How high each passage's letters are, first what is to grow first."""
    passages = [
        (part.weight, size.rows if size else 0)
        for part, size in zip(parts, steps, strict=True)
        if isinstance(part, Passage)
    ]
    return [rows for _, rows in sorted(passages, key=lambda each: each[0])]


def _is_squeezed(part: Part, size: Size | None) -> bool:
    """Whether anything to read from the last row is in small letters."""
    return size is None and isinstance(part, Passage) and part.weight <= 1


def _shortened(part: Part) -> Part:
    if isinstance(part, Content):
        return part
    return part._replace(lines=tuple(line.shortened for line in part.lines))


def _fitted(parts: Sequence[Part], width: int, rows: int) -> list[Size | None]:
    """The size of each part; None for small letters."""
    passages = [at for at, part in enumerate(parts) if isinstance(part, Passage)]
    passages.sort(key=lambda at: parts[at].weight)  # type: ignore[union-attr]
    found: list[Size | None] = [None] * len(parts)
    taken = [_height(part, None, width) or 0 for part in parts]
    growing = True
    while growing:
        growing = False
        for at in passages:
            part = parts[at]
            for size in _larger(part, found[at]):
                if size.rows > _most_rows(parts, found, at):
                    break
                height = _height(part, size, width)
                if height is not None and sum(taken) - taken[at] + height <= rows:
                    found[at], taken[at], growing = size, height, True
                    break
    return found


def _most_rows(parts: Sequence[Part], found: Sequence[Size | None], at: int) -> float:
    """How high a passage's letters may be: no higher than those of passages that come before it."""
    mine = parts[at]
    before = [
        size.rows
        for part, size in zip(parts, found, strict=True)
        if size and isinstance(part, Passage) and isinstance(mine, Passage)
        if part.weight < mine.weight
    ]
    return max(before, default=inf)


def _larger(part: Part, size: Size | None) -> tuple[Size, ...]:
    """The sizes above one, the smallest first."""
    ladder = _sizes(part) if isinstance(part, Passage) else ()
    return ladder if size is None else ladder[ladder.index(size) + 1 :]


def _rows_of(content: Content, width: int) -> int:
    """The rows that small letters take, those that are wrapped included."""
    return len(content.wrap(max(2, width))) or 1


def _sizes(one: Passage) -> tuple[Size, ...]:
    return sizes(
        text for line in one.lines for cell in line.cells for text in (cell.longest, cell.lead)
    )


def _lead(one: Passage, size: Size) -> int:
    """The columns before each text."""
    leads = [cell.lead for line in one.lines for cell in line.cells if cell.lead]
    return max((size.columns(f"{lead} ") for lead in leads), default=0)


def _height(one: Part, size: Size | None, width: int) -> int | None:
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


def _room(lines: Sequence[Line], width: int) -> int:
    """The columns of each cell."""
    many = max(len(line.cells) for line in lines)
    return (width - _BETWEEN * (many - 1)) // many


def _drawn(one: Passage, size: Size | None, width: int) -> list[Content]:
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
    one: Passage, size: Size, width: int, *, longest: bool = False
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


def _fills(line: Line) -> bool:
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


def _small(line: Line, width: int) -> Content:
    room = _room((line,), width)
    cells = [
        joined(
            (f"{cell.lead}  " if cell.lead else "", "bold $primary"), plain(cell.shown, line.style)
        )
        for cell in line.cells
    ]
    padded = [cell.pad_right(room - cell_len(str(cell))) for cell in cells[:-1]]
    return joined(*padded, *cells[-1:], by=" " * _BETWEEN)
