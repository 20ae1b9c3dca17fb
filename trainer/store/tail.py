"""The end of a journal, where that is enough to fold again what came late.

What two devices did at the same time lies near the end of both journals. Where all that is
before a position counts before all that is new, only the lines behind it need be read.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from trainer.store.event import (
    BatchEnded,
    Event,
    ItemKey,
    OfOneMachine,
    ReviewEvent,
    SchedulerEvent,
    UndoEvent,
    read_event,
)
from trainer.store.journal import LINE, Journal
from trainer.store.record import ItemRecord
from trainer.store.renamed_items import Key
from trainer.store.state import State
from trainer.store.timeline import Timeline

_HARMLESS = frozenset({b"session-started", b"session-ended", b"batch-ended"})
"""Types of events that change nothing for an item; another item's changes do not either."""


class JournalPosition(NamedTuple):
    """A position in a journal, and the latest change before it."""

    position: int
    last: Key
    """No change before the position counts after it."""


def fold_tail(  # noqa: PLR0913, PLR0917 - a journal, and what to fold of it
    journal: Journal,
    unsaved: Sequence[Event],
    state: State,
    item_keys: Collection[ItemKey],
    mark: JournalPosition,
    new: Collection[str],
) -> tuple[State, State] | None:
    """What followed for some items before the new events, and what follows with them.

    Args:
        journal: that holds the new events by now.
        unsaved: what happened and is not in it yet, oldest first.
        state: what followed before the new events.
        item_keys: the items that those have to do with.
        mark: from where on the journal is read.
        new: the ids of the new events.

    Returns:
        None where only the whole journal can say.

    Raises:
        OSError: the journal cannot be read.
    """
    names = state.names
    if not state.undone.isdisjoint(new) or any(
        p in names.today or p in names.left for p in item_keys
    ):
        return None
    known = _before(journal, unsaved, state, item_keys, mark, new)
    if known is None:
        return None
    whole = Timeline(journal, also=unsaved, item_keys=item_keys, start=mark.position)
    if not whole.doubled().isdisjoint(new):
        return None
    folded: list[State] = []
    for timeline in (whole.without(new), whole):
        if timeline.rows and (timeline.rows[0].at, timeline.rows[0].id.decode()) <= mark.last:
            return None  # a clock was set back
        begin = State(names=names, schedulers=state.schedulers, clock=state.clock)
        for item_key, record in known.items():
            begin.put(item_key, record)
        folded.append(timeline.fold(begin))
    return folded[0], folded[1]


def _before(  # noqa: PLR0913, PLR0917 - as above
    journal: Journal,
    unsaved: Sequence[Event],
    state: State,
    item_keys: Collection[ItemKey],
    mark: JournalPosition,
    new: Collection[str],
) -> dict[ItemKey, ItemRecord] | None:
    """What was known of items at the mark: as now, but for the memory that their reviews found.

    None where something else happened to them since, or may have.
    """
    known = {item_key: state.record_of(*item_key) for item_key in item_keys}
    item_keys_found, ids, undone = set[ItemKey](), set[str](), set[str]()
    wanted = {(deck.encode(), item.encode()) for deck, item in item_keys}
    for event in (*_events(journal, mark.position, wanted), *unsaved):
        if isinstance(event, bytes):  # of another item
            ids.add(event.decode())
            continue
        ids.add(event.id)
        if event.id in state.clock:
            return None
        if isinstance(event, UndoEvent):
            undone.add(event.event)
        elif isinstance(event, ReviewEvent):
            if event.item_key not in known or event.id in new or event.item_key in item_keys_found:
                continue
            if event.batch is not None:
                return None  # it came from elsewhere, and may not have known of all
            item_keys_found.add(event.item_key)
            known[event.item_key] = replace(known[event.item_key], memory=event.before)
        elif not isinstance(event, SchedulerEvent | OfOneMachine | BatchEnded):
            return None
    return known if undone <= ids else None


def _events(
    journal: Journal, start: int, wanted: Collection[tuple[bytes, bytes]]
) -> Iterator[Event | bytes]:
    """The events from a position on; of those of other items only the id."""
    for _, line in journal.lines(start):
        match = LINE.match(line)
        if match and (match[1] in _HARMLESS or (match[5] and (match[5], match[6]) not in wanted)):
            yield match[2]
            continue
        try:
            yield read_event(line)
        except ValueError:
            continue
