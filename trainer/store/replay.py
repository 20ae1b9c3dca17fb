"""From the row of events to what follows from them: undos resolved, the open session kept."""

from trainer.store.event import (
    BuryEvent,
    Change,
    Event,
    ItemEvent,
    MoveEvent,
    Place,
    ReviewEvent,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    SuspendEvent,
    UndoEvent,
)
from trainer.store.journal import Journal
from trainer.store.projection import Projection
from trainer.store.record import ItemRecord

_REMEMBERED = 2000
"""How many events an undo reaches without a look into the journal; more than a day's work."""


class Replay:
    """Feeds events to a projection, in their order, as they are read or as they happen.

    The latest events of the present session are held in memory, so that an undo costs
    nothing; older ones are looked up in the journal.

    Args:
        journal: where older events stand.
        projection: what the events before the first one fed led to.
        schedulers: keys of the schedulers those events tell of.
    """

    def __init__(
        self, journal: Journal, projection: Projection, schedulers: frozenset[str] = frozenset()
    ) -> None:
        self.projection = projection
        self.schedulers = set(schedulers)
        """The keys of all schedulers that the journal tells of."""
        self.session: SessionStarted | None = None
        """The session that has begun and not ended."""
        self._journal = journal
        self._recent: dict[str, ItemEvent] = {}
        self._undone: set[str] = set()
        self._moved: dict[Place, Place] = {}

    def feed(self, event: Event, end: int) -> None:
        """Let one event happen.

        Args:
            event: the next event.
            end: the position in the journal before which its predecessors stand.
        """
        if isinstance(event, UndoEvent):
            undone = self._take_out(event.event, end)
            if undone:
                self.projection.take_back(self._where_it_is(undone))
            return
        if isinstance(event, MoveEvent):
            self._moved |= dict(event.moves)
        self.remember(event)
        if isinstance(event, Change):
            self.projection.apply(event)

    def remember(self, event: Event) -> None:
        """Keep an event in mind whose effect the projection has already."""
        match event:
            case ReviewEvent() | SuspendEvent() | BuryEvent():
                self._recent[event.id] = event
                if len(self._recent) > _REMEMBERED:
                    del self._recent[next(iter(self._recent))]
            case UndoEvent():
                self._recent.pop(event.event, None)
            case SchedulerEvent():
                self.schedulers.add(event.key)
            case SessionStarted():
                self.session = event
                self._recent.clear()
            case SessionEnded():
                if self.session and self.session.session == event.session:
                    self.session = None

    def _where_it_is(self, event: ItemEvent) -> ItemEvent:
        """The event under the name that its item has since its card was edited."""
        place = (event.deck, event.item)
        gone = self.projection.record_of(*place) == ItemRecord()
        if gone and place in self._moved:
            deck, item = self._moved[place]
            return event.model_copy(update={"deck": deck, "item": item})
        return event

    def _take_out(self, event_id: str, end: int) -> ItemEvent | None:
        if event_id in self._undone:
            return None
        self._undone.add(event_id)
        recent = self._recent.pop(event_id, None)
        if recent:
            return recent
        found = self._journal.find(event_id, end)
        return found if isinstance(found, ReviewEvent | SuspendEvent | BuryEvent) else None
