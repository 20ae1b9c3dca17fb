"""What happened in a drill, and the state that follows."""

from collections.abc import Callable, Sequence
from datetime import datetime

from trainer.classroom.drill_event import DrillEvent, Moved, TeacherStep, Undone
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.room_state import RoomState


class DrillHistory:
    """Keeps each event before it takes effect: so the state equals the replay of what was kept.

    Args:
        events: what happened so far; the opening at least.
        keep: takes each new event.
    """

    def __init__(self, events: Sequence[DrillEvent], keep: Callable[[DrillEvent], None]) -> None:
        self.state = RoomState.replay(events)
        self.events = list(events)
        """All that happened, oldest first, what was undone included."""
        self._keep = keep

    def happen(self, event: DrillEvent) -> None:
        """Let something happen."""
        self._put(event)
        self.state.apply(event)

    @property
    def undoable(self) -> TeacherStep | None:
        """The teacher's last step; None where there is none, or where it already made reviews."""
        steps = self.state.steps
        if not steps:
            return None
        last = steps[-1]
        before = [step for step in steps[:-1] if isinstance(step, Moved)]
        left = before[-1].question if isinstance(last, Moved) and before else None
        return None if left in self.state.revisions else last

    def undo(self, step: TeacherStep, now: datetime) -> None:
        """Take back the last step, and the one before it where time alone made it follow."""
        opened_by_time = isinstance(step, Moved) and step.by_time and step.stage is DrillStage.OPEN
        before = [self.state.steps[-2]] if opened_by_time else []
        for undone in (step, *before):
            self._put(Undone(at=now, event=undone.id))
        self.state = RoomState.replay(self.events)

    def _put(self, event: DrillEvent) -> None:
        self._keep(event)
        self.events.append(event)
