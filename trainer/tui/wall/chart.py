"""Options on the wall, and how many chose each."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from textual.content import Content

from trainer.tui.option_lead import lead_of
from trainer.tui.text import joined, plain
from trainer.tui.wall.passage import Cell, WallLine

RIGHT = "bold reverse $text-success"
"""How a right answer looks: dark on light where all else is light on dark, or the other way."""

BAR = 24
"""Cells of the longest bar."""


def option_lines(
    options: Sequence[str],
    counts: Sequence[Mapping[str, int]] = (),
    right: frozenset[str] | None = None,
    text_of: Callable[[str], str] = str,
) -> Iterator[WallLine]:
    """A line an option, with a bar for each vote below it.

    Args:
        options: in the order shown; a letter and a shape come before each.
        counts: option -> how many chose it, for each vote there was; none while it is open.
        right: the right options, once they may be shown.
        text_of: an option as it is shown; one is known by its source.
    """
    most = max((n for count in counts for n in count.values()), default=0)
    for number, option in enumerate(options):
        lead = lead_of(number)
        is_right = right is not None and option in right
        style = RIGHT if is_right else "bold" if right is None else ""
        bars = [
            bar(f"{vote}. vote " if len(counts) > 1 else "", count.get(option, 0), most)
            for vote, count in enumerate(counts, 1)
        ]
        brief = " → ".join(str(count.get(option, 0)) for count in counts)
        yield WallLine((Cell(text_of(option), lead, "✓", is_right),), style, tuple(bars), brief)


def bar(name: str, count: int, most: int) -> Content:
    """A count as a bar and a number."""
    filled = round(BAR * count / most) if most else 0
    return joined("     ", plain(name, "dim"), ("█" * filled, "$primary"), f" {count}")


def share_line(name: str, score: float | None) -> Content:
    """A share, 0 to 1, as a bar and a percentage."""
    if score is None:
        return joined(plain(name), ("   no answers", "dim"))
    filled = round(BAR * score)
    return joined(
        plain(name),
        "  ",
        ("█" * filled, "$primary"),
        ("░" * (BAR - filled), "dim"),
        f" {score:.0%}",
    )
