"""The time that is left, large enough for the back row."""

from textual.content import Content

from trainer.classroom.drill import Drill
from trainer.classroom.drill_stage import TAKING, DrillStage
from trainer.tui.text import joined, plain
from trainer.tui.wall.passage import passage
from trainer.tui.wall.sheet import sheet

_ROOMY = 30
"""Rows of the terminal from which on the clock is a row higher."""


def has_clock(drill: Drill) -> bool:
    """Whether the wall shows a clock just now."""
    room = drill.room
    timed = room.preset.limit is not None and room.state.stage in {DrillStage.THINK, *TAKING}
    return timed and not room.at_own_pace


def clock_rows(height: int) -> int:
    """The rows of a clock on a terminal of this height."""
    return 4 if height >= _ROOMY else 3


def clock(drill: Drill, width: int, rows: int) -> Content:
    """The seconds that are left, and a bar that grows shorter."""
    left = drill.room.extra_left(drill.now) or drill.room.flow.left(drill.now)
    seconds = left.total_seconds() if left is not None else 0.0
    preset = drill.room.preset
    whole = (preset.think if drill.room.state.stage is DrillStage.THINK else preset.limit) or 1
    drawn = _seconds(seconds, width, rows)
    own = max(line.cell_length for line in (*drawn, *_seconds(whole, width, rows))) + 2
    room = max(0, width - own)
    cells = round(room * min(1.0, seconds / whole))
    bar = joined(("█" * cells, "$primary"), ("░" * (room - cells), "dim"))
    lines = [line.pad_right(own - line.cell_length) for line in drawn]
    lines += [plain(" " * own)] * (rows - len(lines))
    return Content("\n").join(joined(line, bar) for line in lines)


def _seconds(seconds: float, width: int, rows: int) -> list[Content]:
    return sheet([passage(f"{seconds:.0f} s")], width, rows).split("\n", allow_blank=True)
