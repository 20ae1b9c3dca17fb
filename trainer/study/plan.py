"""From decks and memory to today's agenda."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from operator import attrgetter

from trainer.deck.deck import Deck
from trainer.deck.item import Item, items_of_deck
from trainer.memory.agenda import Agenda, agenda_of
from trainer.memory.queue import Entry, Queue, build_cram
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.store.settings import Settings
from trainer.study.limits import limits_on
from trainer.study.options import StudyOptions

_NEW = ItemRecord()


def choose_items(
    decks: Iterable[Deck],
    options: StudyOptions,
    items_of: Callable[[Deck], tuple[Item, ...]] = items_of_deck,
) -> tuple[Item, ...]:
    """The items that the options ask for, in the order of decks and of cards in them."""
    wanted, refs = set(options.tags), set(options.items)
    return tuple(
        item
        for deck in decks
        if not options.decks or deck.id in options.decks
        for item in items_of(deck)
        if not wanted or wanted.intersection(item.outline.tags)
        if not refs or item.ref in refs
    )


@dataclass(frozen=True)
class Planner:
    """Plans a study day from a learner's memory as it stands."""

    learner: Learner
    scheduler: Scheduler
    settings: Settings

    def agenda(self, items: Sequence[Item], now: datetime) -> Agenda:
        """What these items hold for the study day of a moment."""
        day = study_day(now, self.scheduler.rollover_hour)
        return agenda_of(
            self.entries(items),
            day=day,
            limits=limits_on(self.settings, day),
            done=self.learner.counts(day),
            recall=self.scheduler.retrievability,
        )

    def cram(self, items: Sequence[Item], now: datetime) -> Queue:
        """The queue that asks all of these items and leaves the schedule alone."""
        day = study_day(now, self.scheduler.rollover_hour)
        return build_cram(
            self.entries(items),
            retrievability=lambda state: self.scheduler.retrievability(state, day),
        )

    def entries(self, items: Sequence[Item]) -> Iterator[Entry]:
        """What the agenda needs to know of each item: links between cards become refs of items.

        A link to a card reaches all of its items that are among those given.
        """

        @cache  # of a large collection without a link it is never asked for
        def of_card() -> Mapping[tuple[str, str], Sequence[str]]:
            refs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
            for item in items:
                refs[item.deck_id, item.outline.key].append(item.ref)
            return refs

        def refs_of(deck_id: str, keys: Iterable[str]) -> tuple[str, ...]:
            return tuple(ref for key in keys for ref in of_card().get((deck_id, key), ()))

        for deck_id, of_deck in groupby(items, attrgetter("deck_id")):
            records = self.learner.records(deck_id)
            for item in of_deck:
                record, card = records.get(item.id, _NEW), item.outline
                entry = Entry(
                    f"{deck_id}/{item.id}",
                    record.memory,
                    suspended=record.suspended,
                    buried_until=record.buried_until,
                )
                if card.stands_alone:
                    yield entry
                else:
                    yield entry._replace(
                        requires=refs_of(deck_id, card.requires),
                        siblings=refs_of(deck_id, (card.key, *card.siblings)),
                        confusables=refs_of(deck_id, card.confusable_with),
                    )
