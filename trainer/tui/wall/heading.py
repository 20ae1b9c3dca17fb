"""The line at the top of the wall: which drill, which question, what happens now."""

from textual.content import Content

from trainer.classroom.drill import Drill
from trainer.classroom.drill_stage import STAGE_IN_WORDS, DrillStage
from trainer.tui.text import joined

_BAR = 12
"""Cells of the bar of the time that is left."""


def heading(drill: Drill, refused: int) -> Content:
    """Where the drill is just now, in one line.

    Args:
        drill: what is run.
        refused: how many were refused a seat since the teacher looked at the list.
    """
    room, state = drill.room, drill.room.state
    class_name = f"{state.opened.class_name}  " if state.opened.class_name else ""
    parts = [(f"{class_name}{room.preset.name}", "bold")]
    if state.question >= 0 and state.stage is not DrillStage.DONE and not room.at_own_pace:
        parts.append((f"   {state.question + 1} of {len(room.questions)}", ""))
    word = "paused: p goes on" if state.paused else STAGE_IN_WORDS[state.stage]
    if state.stage is DrillStage.LOBBY and state.seated:
        word = f"{len(state.seated)} here"
    parts.append((f"   {word}", "$accent" if state.paused else ""))
    if room.preset.devices and room.taking:
        word = "begun" if room.at_own_pace else "answered"
        parts.append((f"   {len(state.given)}/{len(state.seated)} {word}", ""))
    if refused:
        parts.append((f"   {refused} refused: m shows who", "$warning"))
    left = room.flow.left(drill.now)
    if left is not None:
        seconds = left.total_seconds()
        whole = room.preset.think if state.stage is DrillStage.THINK else None
        cells = round(_BAR * min(1.0, seconds / (whole or room.preset.limit or seconds or 1)))
        parts += [(f"   {'━' * cells}", "$primary"), ("━" * (_BAR - cells), "$panel")]
        parts.append((f" {seconds:.0f} s", ""))
    return joined(*parts)
