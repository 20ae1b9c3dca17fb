"""From decks and memory to today's agenda."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import attrgetter

from trainer.deck.deck import Deck
from trainer.memory.agenda import Agenda, agenda_of
from trainer.memory.queue import AgendaItem, Queue, build_cram
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.store.settings import Settings
from trainer.study.item_index import ItemIndex
from trainer.study.limits import limits_on
from trainer.study.options import StudyOptions

_NEW = ItemRecord()


def choose_items(
    decks: Iterable[Deck],
    options: StudyOptions,
    items_of: Callable[[Deck], ItemIndex] = ItemIndex.of,
) -> ItemIndex:
    """The items that the options ask for, in the order of decks and of cards in them.

    Decks that are never scheduled are asked by themselves, and outside the schedule.
    """
    wanted, refs = set(options.tags), set(options.items)
    chosen = [deck for deck in decks if not options.decks or deck.id in options.decks]
    is_test = options.cram and is_unscheduled(chosen)
    outlines = (
        outline
        for deck in chosen
        if deck.scheduled or is_test
        for outline in items_of(deck).outlines
        if not wanted or wanted.intersection(outline.tags)
        if not refs or outline.ref in refs
    )
    return ItemIndex(outlines, chosen)


def is_unscheduled(decks: Sequence[Deck]) -> bool:
    """Whether decks are a test: none of them is ever scheduled."""
    return bool(decks) and not any(deck.scheduled for deck in decks)


@dataclass(frozen=True)
class Planner:
    """Plans a study day from a learner's memory as it stands, or as it will be.

    Args:
        learner: whose.
        scheduler: says how well something is remembered.
        settings: say how much is asked on a day.
        records: the records of a deck's items; the learner's own where not given.
    """

    learner: Learner
    scheduler: Scheduler
    settings: Settings
    records: Callable[[str], Mapping[str, ItemRecord]] | None = None

    def agenda(self, items: ItemIndex, now: datetime) -> Agenda:
        """What these items hold for the study day of a moment."""
        day = study_day(now, self.scheduler.rollover_hour)
        return agenda_of(
            self.entries(items),
            day=day,
            limits=limits_on(self.settings, day),
            done=self.learner.state.counts(day),
            recall=self.scheduler.retrievability,
        )

    def cram(self, items: ItemIndex, now: datetime) -> Queue:
        """The queue that asks all of these items and leaves the schedule alone."""
        day = study_day(now, self.scheduler.rollover_hour)
        return build_cram(
            self.entries(items),
            retrievability=lambda state: self.scheduler.retrievability(state, day),
        )

    def entries(self, items: ItemIndex) -> Iterator[AgendaItem]:
        """What the agenda needs to know of each item: links between cards become refs of items.

        A link to a card reaches all of its items that are among those given.
        """

        @cache  # of a large collection without a link it is never asked for
        def of_card() -> Mapping[tuple[str, str], Sequence[str]]:
            refs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
            for item in items.outlines:
                refs[item.deck_id, item.key].append(item.ref)
            return refs

        def refs_of(deck_id: str, keys: Iterable[str]) -> tuple[str, ...]:
            named = (key.rpartition("/") for key in keys)
            cards = ((other or deck_id, key) for other, _, key in named)
            return tuple(ref for card in cards for ref in of_card().get(card, ()))

        for deck_id, of_deck in groupby(items.outlines, attrgetter("deck_id")):
            records = (self.records or self.learner.records)(deck_id)
            for item in of_deck:
                record = records.get(item.id, _NEW)
                entry = AgendaItem(
                    f"{deck_id}/{item.id}",
                    record.memory,
                    suspended=record.suspended,
                    buried_until=record.buried_until,
                )
                if item.stands_alone:
                    yield entry
                else:
                    yield entry._replace(
                        requires=refs_of(deck_id, item.requires),
                        siblings=refs_of(deck_id, (item.key, *item.siblings)),
                        confusables=refs_of(deck_id, item.confusable_with),
                    )
