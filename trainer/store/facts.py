"""What events say that has no order: what was taken back, which batches are whole."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from trainer.store.event import BatchEnded, ClockEvent, Event, SchedulerEvent, UndoEvent
from trainer.store.state import State

Fact = UndoEvent | ClockEvent | SchedulerEvent | BatchEnded
"""Events that are gathered before any change takes effect."""

WORDS = tuple(b'"type":"%s"' % kind for kind in (b"undo", b"clock", b"scheduler", b"batch-ended"))
"""Each line with a fact has one of these."""


class JournalFacts:
    """The facts among events; those of a batch that was cut off are left out.

    Args:
        events: some of them may be changes, which are passed over.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        found: Sequence[Fact] = [event for event in events if isinstance(event, Fact)]
        self.closed = {event.batch for event in found if isinstance(event, BatchEnded)}
        """The batches that were written whole."""
        facts = [event for event in found if event.batch is None or event.batch in self.closed]
        self.undone = {event.event for event in facts if isinstance(event, UndoEvent)}
        """The ids of events that were taken back."""
        self.ids = [event.id for event in facts]
        """Their own ids; one is here twice if its line appears twice."""
        self._facts = facts

    def counts(self, batch: str | None) -> bool:
        """Whether the events of a batch count, or those of none."""
        return batch is None or batch in self.closed

    @property
    def clock(self) -> dict[str, datetime]:
        """Id of an event -> the moment at which it counts, since its clock was wrong."""
        return self._corrected().clock

    def start(self) -> State:
        """What there is before the first change."""
        state = self._corrected()
        state.undone = self.undone - set(self.ids)
        state.add_schedulers(event for event in self._facts if isinstance(event, SchedulerEvent))
        return state

    def _corrected(self) -> State:
        state = State()
        for event in self._facts:
            if isinstance(event, ClockEvent) and event.id not in self.undone:
                state.correct(event.event, event.counts_as)
        return state
