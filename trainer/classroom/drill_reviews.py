"""Makes reviews of a drill's answers while it goes on, beside the event loop."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from trainer.classroom.class_memory import ClassMemory, left_to_remember, shown_in
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.room import Room
from trainer.classroom.school_class import SchoolClass
from trainer.loop_errors import start_task


class DrillReviews:
    """The reviews of a drill: of each question, once no step back can reach it.

    Args:
        room: the drill.
        log: where it is kept which questions have their reviews.
        school_class: whose students remember; None for guests, who do not.
        clock: gives the present moment.
        changed: called when some could not be kept.
    """

    def __init__(
        self,
        room: Room,
        log: DrillLog,
        school_class: SchoolClass | None,
        clock: Callable[[], datetime],
        changed: Callable[[], None],
    ) -> None:
        self.troubles: tuple[str, ...] = ()
        """Whose reviews could not be kept, and why."""
        self._room = room
        self._log = log
        self._memory = ClassMemory(school_class) if school_class else None
        self._clock = clock
        self._changed = changed
        self._making: asyncio.Task[None] | None = None

    def make_soon(self) -> None:
        """Make what can be made now, beside the event loop."""
        if self._memory and (self._making is None or self._making.done()):
            with suppress(RuntimeError):  # without a loop nothing runs beside: at the next step
                self._making = start_task(self._make, self._memory)

    async def finish(self) -> None:
        """Wait for what is being made, and make what is left."""
        if self._making:
            await asyncio.wait([self._making])  # an error in it is shown; now it is tried again
        if self._memory:
            await self._make(self._memory)

    async def _make(self, memory: ClassMemory) -> None:
        while (number := self._next) is not None:
            shown, revision = shown_in(self._room.state, number), self._room.state.revisions[number]
            drill, question = self._room.opened.drill, self._room.questions[number]
            self.troubles = await asyncio.to_thread(
                memory.remember, drill, number, question, shown, revision
            )
            if self.troubles:
                self._changed()
                return
            self._room.remember(number, self._clock())
            await self._log.flush_soon()

    @property
    def _next(self) -> int | None:
        """The next question whose reviews can be made."""
        state = self._room.state
        left = left_to_remember(state)
        if state.stage is DrillStage.DONE:
            return left[0] if left else None
        past = (
            state.stage not in {DrillStage.THINK, DrillStage.OPEN}
            and not self._room.preset.own_pace
        )
        return left[0] if left and past and left[0] < state.question else None
