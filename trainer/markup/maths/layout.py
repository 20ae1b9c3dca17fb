"""A formula over several lines, as it is set on paper: fractions, roots, sums, matrices."""

from functools import lru_cache
from typing import NamedTuple

from trainer.markup.cell_width import cells
from trainer.markup.maths.formula import (
    Fenced,
    Fraction,
    Grid,
    Line,
    Part,
    Root,
    Scripts,
    Sign,
    Space,
)
from trainer.markup.maths.one_line import gap, is_sign_of, line_text, role_of_part
from trainer.markup.maths.reading import read_formula
from trainer.markup.maths.symbols import LIMITS

_TALL = {
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "|": "│││",
    "‖": "║║║",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
    "⟨": "╱│╲",
    "⟩": "╲│╱",
}
_BRACES = {"{": "⎧⎨⎩⎪", "}": "⎫⎬⎭⎪"}
_BESIDE = frozenset("∫∬∭∮")
"""Big signs whose bounds are beside them."""


class Box(NamedTuple):
    """Lines of the same width, and which of them is on the line of writing."""

    lines: tuple[str, ...]
    base: int

    @property
    def width(self) -> int:
        """Cells."""
        return cells(self.lines[0]) if self.lines else 0

    @property
    def below(self) -> int:
        """Lines under the line of writing."""
        return len(self.lines) - self.base - 1


@lru_cache(maxsize=256)
def maths_over_lines(latex: str) -> tuple[str, ...]:
    """A formula of LaTeX as lines of text, none of which may be broken."""
    return tuple(line.rstrip() for line in _box(read_formula(latex)).lines)


def _box(line: Line) -> Box:
    """Parts beside each other, with the space that their roles want."""
    boxes: list[Box] = []
    before = "open"
    for part in line:
        role = role_of_part(part)
        if role is None or isinstance(part, Space):
            boxes.append(_of("  " if isinstance(part, Space) and part.wide else " "))
            continue
        space = gap(before, role) if boxes else ""
        if isinstance(part, Fraction) and boxes:
            space = " "
        if space and boxes[-1].lines[-1].strip():
            boxes.append(_of(space))
        boxes.append(_part(part))
        before = "open" if is_sign_of(before, role) else role
    return _beside(boxes) if boxes else _of("")


def _of(text: str) -> Box:
    return Box((text,), 0)


def _part(part: Part) -> Box:
    match part:
        case Sign(text):
            return _of(text)
        case Space():
            return _of(" ")
        case Fraction(over, under, bar):
            return _stacked(_box(over), _box(under), bar=bar)
        case Root(inner, degree):
            return _root(inner, degree)
        case Scripts(base, low, high):
            return _scripts(base, low, high)
        case Fenced(opened, inner, closed):
            return _fenced(opened, _box(inner), closed)
        case Grid():
            return _grid(part)


def _beside(boxes: list[Box]) -> Box:
    above, below = max(box.base for box in boxes), max(box.below for box in boxes)
    lines = [""] * (above + 1 + below)
    for box in boxes:
        for at in range(len(lines)):
            row = at - above + box.base
            inside = 0 <= row < len(box.lines)
            lines[at] += box.lines[row] if inside else " " * box.width
    return Box(tuple(lines), above)


def _wide(box: Box, width: int, align: str = "c") -> list[str]:
    room = width - box.width
    left = {"l": 0, "r": room}.get(align, room // 2)
    return [f"{' ' * left}{line}{' ' * (room - left)}" for line in box.lines]


def _stacked(over: Box, under: Box, *, bar: bool) -> Box:
    width = max(over.width, under.width) + (2 if bar else 0)
    across = ["─" * width] if bar else []
    lines = [*_wide(over, width), *across, *_wide(under, width)]
    base = len(over.lines) if bar else len(over.lines) - 1
    return Box(tuple(lines), base)


def _root(inner: Line, degree: Line | None) -> Box:
    box = _box(inner)
    if len(box.lines) == 1 and box.width <= 1:
        return _of(line_text((Root(inner, degree),)))
    tall = len(box.lines)
    name = line_text(degree) if degree else ""
    lead = " " * cells(name)
    rows = [f"{lead} ┌{'─' * (box.width + 1)}"]
    for at, line in enumerate(box.lines):
        last = at == tall - 1
        before = f"{name if last and tall == 1 else lead}√" if last else f"{lead} "
        rows.append(f"{before}│{line} ")
    if name and tall > 1:
        rows[-2] = f"{name} │{rows[-2][len(lead) + 2 :]}"
    return Box(tuple(rows), box.base + 1)


def _scripts(base: Line, low: Line | None, high: Line | None) -> Box:
    flat = line_text((Scripts(base, low, high),))
    if _has_limits(base):
        return _with_limits(_big(base), low, high)
    small = "^(" not in flat and "_(" not in flat and "^" not in flat and "_" not in flat
    below, above = _box(low or ()), _box(high or ())
    on_lines = any(len(box.lines) > 1 for box in (below, above))
    foot = _box(base)
    if small and not on_lines and len(foot.lines) == 1:
        return _of(flat)
    lines = [" " * foot.width + line for line in above.lines] if high else []
    after = max(above.width if high else 0, below.width if low else 0)
    rows = [f"{line}{' ' * after}" for line in foot.lines]
    raised = [f"{line}{' ' * (foot.width + after - cells(line))}" for line in lines]
    lowered = (
        [f"{' ' * foot.width}{line}{' ' * (after - below.width)}" for line in below.lines]
        if low
        else []
    )
    return Box((*raised, *rows, *lowered), len(raised) + foot.base)


def _has_limits(base: Line) -> bool:
    if len(base) != 1 or not isinstance(base[0], Sign):
        return False
    sign = base[0]
    return (sign.role == "big" and sign.text not in _BESIDE) or sign.text in LIMITS


def _big(base: Line) -> Box:
    return _of(line_text(base))


def _with_limits(foot: Box, low: Line | None, high: Line | None) -> Box:
    above = [_box(high)] if high else []
    below = [_box(low)] if low else []
    width = max(box.width for box in (foot, *above, *below))
    rows = [line for box in (*above, foot, *below) for line in _wide(box, width)]
    return Box(tuple(rows), sum(len(box.lines) for box in above) + foot.base)


def _fenced(opened: str, inner: Box, closed: str) -> Box:
    tall = len(inner.lines)
    left, right = _fence(opened, tall), _fence(closed, tall)
    space = " " if tall > 1 else ""
    lines = (
        f"{one}{space if one else ''}{line}{space if other else ''}{other}"
        for one, line, other in zip(left, inner.lines, right, strict=True)
    )
    return Box(tuple(lines), inner.base)


def _fence(sign: str, tall: int) -> list[str]:
    if tall == 1 or not sign:
        return [sign] * tall
    if sign in _BRACES:
        top, middle, bottom, side = tuple(_BRACES[sign])
        if tall == 2:  # noqa: PLR2004 - no line for its middle
            return [top, bottom]
        rows = [top, *[side] * (tall - 2), bottom]
        rows[tall // 2] = middle
        return rows
    top, side, bottom = tuple(_TALL.get(sign, sign * 3))
    return [top, *[side] * (tall - 2), bottom]


def _grid(grid: Grid) -> Box:
    boxes = [[_box(cell) for cell in row] for row in grid.rows]
    columns = max((len(row) for row in boxes), default=0)
    if not columns:
        return _of("")
    widths = [
        max((row[at].width for row in boxes if at < len(row)), default=0) for at in range(columns)
    ]
    between = " " if grid.align == "rl" else "  "
    rows: list[str] = []
    tall = any(len(box.lines) > 1 for row in boxes for box in row)
    for place, row in enumerate(boxes):
        cut = []
        for at, width in enumerate(widths):
            box = row[at] if at < len(row) else _of("")
            align = grid.align[at % 2 if grid.align == "rl" else min(at, len(grid.align) - 1)]
            cut.append(Box(tuple(_wide(box, width, align)), box.base))
        if place and tall:
            rows.append(" " * (sum(widths) + len(between) * (columns - 1)))
        spread = [piece for box in cut for piece in (box, _of(between))][:-1]
        rows += _beside(spread).lines
    return Box(tuple(rows), (len(rows) - 1) // 2)
