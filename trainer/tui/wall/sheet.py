"""A wall that fills its screen: passages, each drawn as large as the rows that are left allow."""

from collections.abc import Sequence
from math import inf

from textual.content import Content

from trainer.tui.wall.letters import Size
from trainer.tui.wall.passage import WallPart, WallPassage, drawn_passage, height_of, sizes_of


def sheet(parts: Sequence[WallPart], width: int, rows: int) -> Content:
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
    has_more = any(line.below for p in parts if isinstance(p, WallPassage) for line in p.lines)
    if has_more and any(_is_squeezed(p, size) for p, size in zip(parts, steps, strict=True)):
        shorter, larger = _arranged([_shortened(part) for part in parts], width, rows)
        if _in_order(parts, larger) > _in_order(parts, steps):
            parts, steps = shorter, larger
    drawn: list[Content] = []
    for part, size in zip(parts, steps, strict=True):
        if isinstance(part, Content):
            drawn.append(part)
        elif not part.hidden:
            drawn += drawn_passage(part, size, width)
    return Content("\n").join(drawn)


def _arranged(
    parts: Sequence[WallPart], width: int, rows: int
) -> tuple[Sequence[WallPart], list[Size | None]]:
    """The parts with their sizes; the first of those that come first gives way to the others."""
    steps = _fitted(parts, width, rows)
    most = [
        at for at, part in enumerate(parts) if isinstance(part, WallPassage) and not part.weight
    ]
    if not most or not steps[most[0]] or all(steps[at] for at in most):
        return parts, steps
    first, *others = most
    later = [
        p._replace(weight=2) if isinstance(p, WallPassage) and at == first else p
        for at, p in enumerate(parts)
    ]
    refitted = _fitted(later, width, rows)
    if not all(refitted[at] for at in others):
        return parts, steps
    kept = [p for p in parts if not (isinstance(p, WallPassage) and p.hidden)]
    return (later, refitted) if len(kept) == len(parts) else (kept, _fitted(kept, width, rows))


def _in_order(parts: Sequence[WallPart], steps: Sequence[Size | None]) -> list[int]:
    """How high each passage's letters are, first what is to grow first."""
    passages = [
        (part.weight, size.rows if size else 0)
        for part, size in zip(parts, steps, strict=True)
        if isinstance(part, WallPassage)
    ]
    return [rows for _, rows in sorted(passages, key=lambda each: each[0])]


def _is_squeezed(part: WallPart, size: Size | None) -> bool:
    """Whether anything to read from the last row is in small letters."""
    return size is None and isinstance(part, WallPassage) and part.weight <= 1


def _shortened(part: WallPart) -> WallPart:
    if isinstance(part, Content):
        return part
    return part._replace(lines=tuple(line.shortened for line in part.lines))


def _fitted(parts: Sequence[WallPart], width: int, rows: int) -> list[Size | None]:
    """The size of each part; None for small letters."""
    passages = [at for at, part in enumerate(parts) if isinstance(part, WallPassage)]
    passages.sort(key=lambda at: parts[at].weight)  # type: ignore[union-attr]
    fitted: list[Size | None] = [None] * len(parts)
    heights = [height_of(part, None, width) or 0 for part in parts]
    growing = True
    while growing:
        growing = False
        for at in passages:
            part = parts[at]
            for size in _larger(part, fitted[at]):
                if size.rows > _most_rows(parts, fitted, at):
                    break
                height = height_of(part, size, width)
                if height is not None and sum(heights) - heights[at] + height <= rows:
                    fitted[at], heights[at], growing = size, height, True
                    break
    return fitted


def _most_rows(parts: Sequence[WallPart], fitted: Sequence[Size | None], at: int) -> float:
    """How high a passage's letters may be: no higher than those of passages that come before it."""
    mine = parts[at]
    before = [
        size.rows
        for part, size in zip(parts, fitted, strict=True)
        if size and isinstance(part, WallPassage) and isinstance(mine, WallPassage)
        if part.weight < mine.weight
    ]
    return max(before, default=inf)


def _larger(part: WallPart, size: Size | None) -> tuple[Size, ...]:
    """The sizes above one, the smallest first."""
    ladder = sizes_of(part) if isinstance(part, WallPassage) else ()
    return ladder if size is None else ladder[ladder.index(size) + 1 :]
