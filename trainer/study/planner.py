"""From decks and memory to today's agenda."""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import accumulate

from typing_extensions import override

from trainer.deck.deck import Deck
from trainer.memory.agenda import Agenda, agenda_of
from trainer.memory.queue import AgendaItem, Queue, build_cram
from trainer.memory.queue.entries import Columns, Entries
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.card_links import NO_LINKS, CardLinks, agenda_item
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.store.settings import Settings
from trainer.study.day_index import DayIndex
from trainer.study.item_index import DeckItems, ItemIndex
from trainer.study.limits import limits_on
from trainer.study.options import StudyOptions

_NEW = ItemRecord()


def choose_items(
    decks: Iterable[Deck],
    options: StudyOptions,
    items_of: Callable[[Deck], ItemIndex],
) -> ItemIndex:
    """The items that the options ask for, in the order of decks and of cards in them.

    Decks that are never scheduled are asked by themselves, and outside the schedule.
    """
    tags, refs = set(options.tags), set(options.items)
    chosen = [deck for deck in decks if not options.decks or deck.id in options.decks]
    is_test = options.cram and is_unscheduled(chosen)
    parts = (
        part
        for deck in chosen
        if deck.scheduled or is_test
        for part in items_of(deck).parts.values()
    )
    return ItemIndex(_only(part, tags, refs) for part in parts)


def _only(part: DeckItems, tags: set[str], refs: set[str]) -> DeckItems:
    """Those with one of the tags, and one of the refs, where there are any."""
    if not (tags or refs):
        return part

    def is_meant(position: int) -> bool:
        has_tag = not tags or bool(tags.intersection(part.outlines.tags.get(position, ())))
        return has_tag and (not refs or part.ref(position) in refs)

    return replace(part, positions=[*filter(is_meant, part.positions)])


def is_unscheduled(decks: Sequence[Deck]) -> bool:
    """Whether decks are a test: none of them is ever scheduled."""
    return bool(decks) and not any(deck.scheduled for deck in decks)


@dataclass(frozen=True)
class Planner:
    """Plans a study day from a learner's memory as it is, or as it will be.

    Args:
        learner: whose.
        scheduler: says how well something is remembered.
        settings: say how much is asked on a day.
        index: has the columns of whole decks.
        records: the records of a deck's items; the learner's own where not given.
    """

    learner: Learner
    scheduler: Scheduler
    settings: Settings
    index: DayIndex
    records: Callable[[str], Mapping[str, ItemRecord]] | None = None

    def agenda(self, items: ItemIndex, now: datetime) -> Agenda:
        """What these items hold for the study day of a moment."""
        day = study_day(now, self.scheduler.rollover_hour)
        return agenda_of(
            self.entries(items),
            day=day,
            limits=limits_on(self.settings, day),
            done=self.learner.state.counts(day),
            recall=self.scheduler.recall,
        )

    def cram(self, items: ItemIndex, now: datetime) -> Queue:
        """The queue that asks all of these items and leaves the schedule alone."""
        day = study_day(now, self.scheduler.rollover_hour)
        return build_cram(
            self.entries(items).every(),
            retrievability=lambda state: self.scheduler.retrievability(state, day),
        )

    def entries(self, items: ItemIndex) -> "PlannedItems":
        """What the agenda needs to know of each item, as it is now."""
        return PlannedItems(items, self.records or self.learner.records, self.index)


class PlannedItems(Entries):
    """What the agenda needs to know of items: links between cards become refs of items.

    A link to a card reaches all of its items that are among those given.

    Args:
        items: which.
        records: the records of a deck's items.
        index: has the columns of whole decks.
    """

    def __init__(
        self,
        items: ItemIndex,
        records: Callable[[str], Mapping[str, ItemRecord]],
        index: DayIndex,
    ) -> None:
        self._items = items
        self._records = {deck_id: copy(records(deck_id)) for deck_id in items.parts}
        self.columns = Columns()
        for deck_id, part in items.parts.items():
            self.columns.extend(index.columns(part, self._records[deck_id]), part.positions)

    @override
    def __getitem__(self, ref: str) -> AgendaItem:
        return self._entry(*self._items.place(ref))

    @override
    def refs_at(self, positions: Iterable[int]) -> Iterator[str]:
        parts = [*self._items.parts.values()]
        starts = [*accumulate((len(part.positions) for part in parts), initial=0)]
        if len(parts) == 1:
            [part] = parts
            ids, meant, deck = part.outlines.ids, part.positions, part.deck.id
            if meant != range(len(ids)):
                positions = map(meant.__getitem__, positions)
            yield from (f"{deck}/{ids[position]}" for position in positions)
            return
        for position in positions:
            at = bisect(starts, position) - 1
            yield parts[at].ref(parts[at].positions[position - starts[at]])

    @override
    def linked(self) -> Iterator[AgendaItem]:
        for part in self._items.parts.values():
            for position in part.outlines.linked:
                if position in part:
                    yield self._entry(part, position)

    @override
    def every(self) -> Iterator[AgendaItem]:
        for deck_id, part in self._items.parts.items():
            self._records[deck_id] = dict(self._records[deck_id])  # all of them read at once
            yield from (self._entry(part, position) for position in part.positions)

    def _entry(self, part: DeckItems, position: int) -> AgendaItem:
        deck_id, item = part.deck.id, part.outlines.ids[position]
        record = self._records[deck_id].get(item, _NEW)
        is_linked = position in part.outlines.linked
        links = self._links.of(part.outlines[position]) if is_linked else NO_LINKS
        return agenda_item(f"{deck_id}/{item}", record, links)

    @cached_property  # of a large collection without a link it is never asked for
    def _links(self) -> CardLinks:
        return CardLinks(
            ((part.deck.id, part.outlines.key(position)), part.ref(position))
            for part in self._items.parts.values()
            for position in part.positions
        )
