"""What happened, as the rest of the program reads it: without what was taken back."""

from collections.abc import Callable, Iterator, Sequence

from trainer.deck.identity import deck_and_item
from trainer.memory.scheduler import Scheduler
from trainer.progress import Progress, no_progress
from trainer.store.event import (
    Change,
    DueEvent,
    Event,
    ForgetEvent,
    ItemEvent,
    ItemKey,
    MoveEvent,
    SessionStarted,
    StateEvent,
)
from trainer.store.facts import JournalFacts
from trainer.store.fold import key_of, scheduler_of, take_effect
from trainer.store.imported_reviews import events_of
from trainer.store.journal import Journal
from trainer.store.rebuild import InOrder, OutOfOrderError
from trainer.store.state import State
from trainer.store.timeline import Timeline


class History:
    """Reads a learner's journal.

    Args:
        journal: the file.
        unsaved: what happened and is not in it yet, oldest first.
        state: what follows from it all.
    """

    def __init__(
        self,
        journal: Journal,
        unsaved: Callable[[], Sequence[Event]],
        state: Callable[[], State],
    ) -> None:
        self._journal = journal
        self._unsaved = unsaved
        self._state = state

    def events(
        self,
        deck: str | None = None,
        item: str | None = None,
        *,
        earlier: bool = True,
        progress: Progress = no_progress,
    ) -> Iterator[Event]:
        """What happened, oldest first, each item under the name that it has today.

        It is what one machine would have recorded: in the order of time, each review with the
        memory that it really found. Schedulers come first; moves and sessions are left out.

        Args:
            deck: only events of items of this deck.
            item: only events of items of this id; goes with a deck.
            earlier: with what was answered in another program, before the statement of each item.
            progress: called with how much of the journal was read.

        Raises:
            OSError: the journal cannot be read.
        """
        if deck is not None and not self._names(deck):
            return
        names = self._state().names
        item_keys = None
        if deck is not None and item is not None:
            item_keys = names.connected(names.all_of((deck, item)))
        facts, changes = self._reading(item_keys, progress)
        state = facts.start()
        if deck is None:
            yield from state.schedulers.values()
        for event in changes:
            happened = take_effect(state, event)
            if isinstance(happened, MoveEvent):
                continue
            if names.moves:
                happened = happened.under(names.now(happened.item_key, key_of(event, state)))
            if (deck is None or deck == happened.deck) and item in {None, happened.item}:
                if earlier and isinstance(happened, StateEvent) and happened.reviews:
                    yield from events_of(happened, scheduler_of(happened, state) or Scheduler())
                yield happened

    def _names(self, deck: str) -> bool:
        """Whether any event is of a deck, or moved an item into it or out of it."""
        word = f'"{deck}"'.encode()
        return bool(self._unsaved()) or any(self._journal.lines(containing=(word,)))

    def _reading(
        self, item_keys: frozenset[ItemKey] | None, progress: Progress
    ) -> tuple[JournalFacts, Iterator[Change]]:
        also = self._unsaved()
        if item_keys is None and self._state().in_order:
            reading = InOrder(self._journal, also=also, progress=progress)
            return reading.facts, self._as_far_as_in_order(reading)
        timeline = Timeline(self._journal, also=also, item_keys=item_keys, progress=progress)
        return timeline.facts, timeline.changes()

    def _as_far_as_in_order(self, reading: InOrder) -> Iterator[Change]:
        """All changes; what another program wrote out of order since comes as far as it can."""
        try:
            yield from reading.changes()
        except OutOfOrderError:
            timeline = Timeline(self._journal, also=self._unsaved())
            start, last = timeline.facts.start(), reading.last
            for event in timeline.changes():
                if last is None or key_of(event, start) > last:
                    yield event

    def latest_change_but_reviews(self, item_key: ItemKey) -> float | None:
        """When what is remembered of an item was changed last by anything but a review.

        Args:
            item_key: the item, as it is called today.

        Returns:
            The moment at which it got its name, or was reset, stated or made due, in seconds
            since 1970; None where nothing of that happened.

        Raises:
            OSError: the journal cannot be read.
        """
        moved = [m.key[0] for m in self._state().names.moves if item_key in m.to.values()]
        changed = [
            event.at.timestamp()
            for event in self.events(*item_key, earlier=False)
            if isinstance(event, ForgetEvent | StateEvent | DueEvent)
        ]
        return max((*moved, *changed), default=None)

    def of_session(
        self, started: SessionStarted, start: int
    ) -> tuple[SessionStarted, tuple[ItemEvent, ...]]:
        """How a session of this machine began, and what happened in it, oldest first.

        It is as it was recorded, but with each item under the name that it has today.

        Args:
            started: how it began.
            start: where its line is; what was not written yet is looked at, too.

        Raises:
            OSError: the journal cannot be read.
        """
        written = (entry.event for entry in self._journal.entries(start) if entry.event)
        events = {event.id: event for event in (*written, *self._unsaved())}.values()
        facts, state = JournalFacts(events), self._state()
        began, names = (started.at.timestamp(), started.id), state.names
        keys = map(deck_and_item, started.items)
        items = tuple("/".join(names.now(key, began)) for key in keys)
        happened = tuple(
            event.under(names.now(event.item_key, key_of(event, state)))
            for event in events
            if isinstance(event, ItemEvent)
            and event.session == started.session
            and facts.counts(event.batch)
            and event.id not in facts.undone
        )
        return started.model_copy(update={"items": items}), happened
