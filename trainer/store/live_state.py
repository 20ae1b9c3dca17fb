"""The state as events happen: what comes next is applied; whatever else is folded again."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from trainer.progress import Progress, no_progress
from trainer.store.event import (
    Change,
    ClockEvent,
    Event,
    ItemEvent,
    ItemKey,
    MoveEvent,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    UndoEvent,
)
from trainer.store.fold import apply, fold, key_of, reverse
from trainer.store.journal import Journal
from trainer.store.rebuild import rebuild
from trainer.store.record import ItemRecord
from trainer.store.state import State
from trainer.store.tail import JournalPosition, fold_tail
from trainer.store.timeline import Timeline

_REMEMBERED = 2000
"""How many changes an undo reaches without a look into the journal; more than a day's work."""
_FEW = 8
"""So few undos are looked up one by one."""


class _Change(NamedTuple):
    """What there was before a change, as long as nothing but later changes of its item came."""

    item_key: ItemKey
    record: ItemRecord
    event: Change
    """As it took effect."""
    previous: str | None
    """The id of the change of this item before it, if that is remembered, too."""


class LiveState:
    """What follows from a journal, kept up as it grows.

    Args:
        journal: where the events are.
        unsaved: what happened and is not in it yet, oldest first.
        state: what followed so far.
    """

    def __init__(
        self, journal: Journal, unsaved: Callable[[], Sequence[Event]], state: State
    ) -> None:
        self.state = state
        self.revision = 0
        """Rises with whatever may change the state: no session does that begins or ends."""
        self._journal = journal
        self._unsaved = unsaved
        self._changes: dict[str, _Change] = {}
        self._latest: dict[ItemKey, str] = {}

    def marked(self, event: Event) -> Event:
        """An event of this machine, kept apart from what others did under the name of its item."""
        if isinstance(event, ItemEvent) and event.since_move is None:
            moved = self.state.names.left.get(event.item_key)
            return event.model_copy(update={"since_move": moved}) if moved else event
        return event

    def happen(self, events: Sequence[Event], mark: JournalPosition | None = None) -> None:
        """Let events take effect that are in the journal, or unsaved, by now.

        Args:
            events: what happened.
            mark: a position in the journal before which no change counts after any of them.

        Raises:
            OSError: the journal cannot be read.
        """
        late: list[Event] = []
        changes: list[Change] = []
        self.revision += not all(
            isinstance(event, SessionStarted | SessionEnded) for event in events
        )
        for event in events:
            match event:
                case SchedulerEvent():
                    self.state.add_schedulers([event])
                    # by its hour what a wrong clock put off may be asked on another day
                    is_needed = self.state.clock or event.key in self.state.undescribed
                    late += [event] if is_needed else []
                case ClockEvent():
                    late.append(event)
                case UndoEvent():
                    late += [] if self._take_back(event.event) else [event]
                case _ if isinstance(event, Change):
                    changes.append(event)
                case _:
                    pass
        if changes != (ordered := sorted(changes, key=lambda event: key_of(event, self.state))):
            self.state.in_order, changes = False, ordered
        if late or not self._are_next(changes):
            self._fold_again(late, changes, mark)
        else:
            if many := changes[:-_REMEMBERED]:  # of which none would be remembered in the end
                fold(many, self.state)
                self.state.last = key_of(many[-1], self.state)
                self._changes.clear()
                self._latest.clear()
            for event in changes[-_REMEMBERED:]:
                self._apply(event)

    def fold(self, progress: Progress = no_progress) -> State:
        """What follows from the journal alone.

        Raises:
            OSError: the journal cannot be read.
        """
        return rebuild(self._journal, also=self._unsaved(), progress=progress)

    def _are_next(self, changes: Sequence[Change]) -> bool:
        """Whether changes come after all that there is, in their order."""
        state = self.state
        if not changes:
            return True
        after = state.last is None or key_of(changes[0], state) > state.last
        ids = [event.id for event in changes]
        return after and len(set(ids)) == len(ids) and state.undone.isdisjoint(ids)

    def _apply(self, event: Change) -> None:
        if isinstance(event, MoveEvent):
            self._forget_changes(event)
            apply(self.state, event)
            self.state.last = key_of(event, self.state)
            return
        renamed = event.item_key in self.state.names.today
        item_key = self.state.names.current(event.item_key)
        record = self.state.record_of(*item_key)
        happened = apply(self.state, event)
        self.state.last = key_of(event, self.state)
        if renamed:  # it may have changed what names mean
            self._latest.pop(item_key, None)
            return
        self._changes[event.id] = _Change(item_key, record, happened, self._latest.get(item_key))
        self._latest[item_key] = event.id
        if len(self._changes) > _REMEMBERED:
            del self._changes[next(iter(self._changes))]

    def _take_back(self, event_id: str) -> bool:
        """Reverse an item's latest change; return whether that could be done."""
        change = self._changes.get(event_id)
        if change is None or self._latest.get(change.item_key) != event_id:
            return False
        del self._changes[event_id]
        if change.previous is None:
            del self._latest[change.item_key]
        else:
            self._latest[change.item_key] = change.previous
        reverse(self.state, change.event, change.item_key, change.record)
        return True

    def _fold_again(
        self, facts: Sequence[Event], changes: Sequence[Change], mark: JournalPosition | None
    ) -> None:
        """Fold again what events have to do with, from the journal."""
        if changes:
            self.state.in_order = False
        touched = self._touched(facts, changes)
        if touched is not None and not touched:
            return
        new = {event.id for event in (*facts, *changes)}
        if mark and touched and self._fold_tail(touched, mark, new):
            return
        item_keys = None if touched is None else self.state.names.connected(touched)
        if item_keys is None or len(item_keys) * 2 > sum(map(len, self.state.records.values())):
            self._fold_all()
            return
        timeline = Timeline(self._journal, also=self._unsaved(), item_keys=item_keys)
        after = timeline.fold()
        # another program wrote here, or a move means other items than it did
        if len(after.names.moves) != len(self.state.names.moves) or (
            after.names.connected(item_keys) != item_keys
        ):
            self._fold_all()
            return
        # a line that appears twice was there before, too
        new -= timeline.doubled()
        self._take_over(timeline.without(new).fold(), after, item_keys)

    def _fold_all(self) -> None:
        self.state = self.fold()
        self._changes.clear()
        self._latest.clear()

    def _fold_tail(
        self, item_keys: AbstractSet[ItemKey], mark: JournalPosition, new: AbstractSet[str]
    ) -> bool:
        """Fold items again from the end of the journal; whether that could be done."""
        before_and_after = fold_tail(
            self._journal, self._unsaved(), self.state, item_keys, mark, new
        )
        if before_and_after is None:
            return False
        self._take_over(*before_and_after, item_keys)
        return True

    def _take_over(self, before: State, after: State, item_keys: AbstractSet[ItemKey]) -> None:
        self.state.take_over(before, after, item_keys)
        for item_key in item_keys & self._latest.keys():
            del self._latest[item_key]

    def _touched(self, facts: Sequence[Event], changes: Sequence[Change]) -> set[ItemKey] | None:
        """The items that events have to do with; None where it may be any."""
        if len(facts) > _FEW:
            return None
        here = {event.id: event for event in changes}
        touched = set[ItemKey]()
        for event in (*changes, *facts):
            meant: Event | None = event
            if isinstance(event, UndoEvent):
                meant = here.get(event.event) or self.find(event.event)
                if meant is None:
                    self.state.undone.add(event.event)
            if isinstance(meant, ItemEvent):
                touched.add(meant.item_key)
            elif isinstance(meant, MoveEvent | ClockEvent | SchedulerEvent):
                return None
        return touched

    def find(self, event_id: str) -> Event | None:
        """An event as it was recorded; None where there is none.

        Raises:
            OSError: the journal cannot be read.
        """
        waiting = (event for event in self._unsaved() if event.id == event_id)
        return next(waiting, None) or self._journal.find(event_id)

    def _forget_changes(self, event: MoveEvent) -> None:
        """What moved is no longer where it was changed."""
        for pair in event.moves:
            for item_key in pair:
                self._latest.pop(self.state.names.current(item_key), None)
                self._latest.pop(item_key, None)
