"""Options on the wall, and how many chose each."""

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content

from trainer.tui.marked import drawn_in_line
from trainer.tui.text import joined, plain
from trainer.tui.wall.letters import large

SHAPES = "▲●■◆★♥✚☾"
"""A shape beside each letter, the same as on the phones; nobody needs to see colours."""

BAR = 24
"""Cells of the longest bar."""


def option_lines(
    options: Sequence[str],
    counts: Sequence[Mapping[str, int]] = (),
    right: frozenset[str] | None = None,
    width: int = 0,
    text_of: Callable[[str], str] = str,
) -> list[Content]:
    """A line an option, with a bar for each vote below it.

    Args:
        options: in the order shown; a letter and a shape stand before each.
        counts: option -> how many chose it, for each vote there was; none while it is open.
        right: the right options, once they may be shown.
        width: the columns there are for large letters; 0 for small ones.
        text_of: an option as it is shown; one is known by its source.
    """
    lines: list[Content] = []
    most = max((n for count in counts for n in count.values()), default=0)
    for number, option in enumerate(options):
        letter, shape = chr(65 + number), SHAPES[number % len(SHAPES)]
        is_right = right is not None and option in right
        sign = ("✓ ", "$text-success") if is_right else ("  ", "")
        style = "bold" if right is None or is_right else "dim"
        shown = text_of(option)
        tall = large(f"{letter}  {shown}", width - 4, 8) if width else None
        if tall:
            first, *rest = tall.split("\n")
            lines.append(joined(sign, (f"{shape} ", "$primary"), plain(first, style)))
            lines += [joined("    ", plain(line, style)) for line in rest]
        else:
            text = drawn_in_line(shown, style)
            lines.append(joined(sign, (f"{letter} {shape} ", "bold $primary"), text))
        for vote, count in enumerate(counts, 1):
            name = f"{vote}. vote " if len(counts) > 1 else ""
            lines.append(bar(name, count.get(option, 0), most))
        if tall:
            lines.append(plain(""))
    return lines


def bar(name: str, count: int, most: int) -> Content:
    """A count as a bar and a number."""
    filled = round(BAR * count / most) if most else 0
    return joined("     ", plain(name, "dim"), ("█" * filled, "$primary"), f" {count}")


def share_line(name: str, score: float | None, width: int = BAR) -> Content:
    """A share, 0 to 1, as a bar and a percentage."""
    if score is None:
        return joined(plain(name), ("   no answers", "dim"))
    filled = round(width * score)
    return joined(
        plain(name),
        "  ",
        ("█" * filled, "$primary"),
        ("░" * (width - filled), "dim"),
        f" {score:.0%}",
    )
