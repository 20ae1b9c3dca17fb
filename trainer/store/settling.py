"""What follows from events in the order in which they happened, whatever machine they are of."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.event import (
    BuryEvent,
    Change,
    Event,
    ForgetEvent,
    ItemEvent,
    KeptEvent,
    MoveEvent,
    Place,
    ReviewEvent,
    SchedulerEvent,
    SuspendEvent,
)
from trainer.store.projection import Projection
from trainer.store.record import ItemRecord
from trainer.store.renames import placed


class Settling:
    """Follows events one by one, as if one machine had seen them all.

    A review that did not know of the one before it, because that was on another machine, is
    scheduled anew, by the scheduler that it names; and one of a card that was renamed there
    is taken for what it goes by here.

    Args:
        undone: ids of events that were taken back.
        schedulers: key -> the scheduler that a review names.
    """

    def __init__(self, undone: Collection[str], schedulers: Mapping[str, SchedulerEvent]) -> None:
        self.projection = Projection()
        """What follows so far."""
        self._undone = undone
        self._schedulers = schedulers
        self._moved: dict[Place, Place] = {}

    def follow(self, events: Iterable[Event]) -> Iterator[Change]:
        """Let events happen; those that count are passed on as they took effect.

        Args:
            events: as they happened.
        """
        for event in events:
            if event.id in self._undone:
                continue
            change = self._change(event)
            if change is not None:
                self.projection.apply(change)
                yield change

    def _change(self, event: Event) -> Change | None:
        match event:
            case ReviewEvent():
                return self._knowing(self._found(event))
            case SuspendEvent() | BuryEvent():
                return placed(event, self._place(event))
            case KeptEvent():
                known = self.projection.record_of(event.deck, event.item).memory
                forgets = known and (event.memory is None or event.memory.reps < known.reps)
                return event.model_copy(update={"memory": known}) if forgets else event
            case MoveEvent():
                for old, new in event.moves:
                    self._moved[old] = new
                    self._moved.pop(new, None)
                return event
            case ForgetEvent():
                return event
            case _:
                return None

    def _found(self, event: ReviewEvent) -> ReviewEvent:
        """The review under the name of its item, where it was reviewed before under another."""
        if event.before is None:  # a new card may bear an old name
            return event
        found = placed(event, self._place(event))
        return found if isinstance(found, ReviewEvent) else event

    def _place(self, event: ItemEvent) -> Place:
        place = (event.deck, event.item)
        seen = {place}
        while self.projection.record_of(*place) == ItemRecord() and place in self._moved:
            place = self._moved[place]
            if place in seen:
                break
            seen.add(place)
        known = self.projection.record_of(*place) != ItemRecord()
        return place if known else (event.deck, event.item)

    def _knowing(self, event: ReviewEvent) -> ReviewEvent:
        """The review with the memory that it would have found and left."""
        before = self.projection.record_of(event.deck, event.item).memory
        told = self._schedulers.get(event.scheduler or "")
        if event.after is None or before == event.before or told is None:
            return event
        scheduler = _scheduler(told, _rollover(event))
        if scheduler is None:  # nobody can schedule so: what it says is taken
            return event
        after = scheduler.review(f"{event.deck}/{event.item}", before, event.rating, event.at)
        return event.model_copy(update={"before": before, "after": after})


@lru_cache(maxsize=64)
def _scheduler(told: SchedulerEvent, rollover_hour: int) -> Scheduler | None:
    return told.scheduler(rollover_hour)


def _rollover(event: ReviewEvent) -> int:
    """The hour at which the study day of a review began, as far as the review tells."""
    hours = (4, *range(24))
    return next((hour for hour in hours if study_day(event.at, hour) == event.day), 4)
