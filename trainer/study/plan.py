"""From decks and memory to today's queue."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from trainer.deck.deck import Deck
from trainer.deck.item import Item, items_of_deck
from trainer.memory.queue import Entry, Limits, Queue, build_cram, build_queue
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.store.learner import Learner
from trainer.study.options import StudyOptions


def choose_items(
    decks: Iterable[Deck],
    options: StudyOptions,
    items_of: Callable[[Deck], tuple[Item, ...]] = items_of_deck,
) -> tuple[Item, ...]:
    """The items that the options ask for, in the order of decks and of cards in them."""
    wanted = set(options.tags)
    return tuple(
        item
        for deck in decks
        if not options.decks or deck.id in options.decks
        for item in items_of(deck)
        if not wanted or wanted.intersection(item.outline.tags)
    )


@dataclass(frozen=True)
class Planner:
    """Plans a study day from a learner's memory as it stands."""

    learner: Learner
    scheduler: Scheduler
    limits: Limits

    def queue(self, entries: Iterable[Entry], now: datetime, *, cram: bool = False) -> Queue:
        """The queue over these entries at a moment."""
        day = study_day(now, self.scheduler.rollover_hour)

        def retrievability(state: MemoryState) -> float:
            return self.scheduler.retrievability(state, day)

        if cram:
            return build_cram(entries, retrievability=retrievability)
        return build_queue(
            entries,
            day=day,
            limits=self.limits,
            done=self.learner.counts(day),
            retrievability=retrievability,
        )

    def entries(self, items: Sequence[Item]) -> Iterator[Entry]:
        """What the queue needs to know of each item: links between cards become refs of items.

        A link to a card reaches all of its items that are among those given.
        """
        of_card: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        named = [(item.ref, item.card_key, item) for item in items]
        for ref, key, item in named:
            of_card[item.deck_id, key].append(ref)

        def refs(deck_id: str, keys: Iterable[str]) -> tuple[str, ...]:
            return tuple(ref for key in keys for ref in of_card[deck_id, key])

        record_of = self.learner.record_of
        for ref, key, item in named:
            card, record = item.outline, record_of(item.deck_id, item.id)
            is_alone = not card.siblings and len(of_card[item.deck_id, key]) == 1
            yield Entry(
                ref=ref,
                state=record.memory,
                # most cards have no links, and there are many cards
                requires=refs(item.deck_id, card.requires) if card.requires else (),
                siblings=() if is_alone else refs(item.deck_id, (key, *card.siblings)),
                confusables=(
                    refs(item.deck_id, card.confusable_with) if card.confusable_with else ()
                ),
                suspended=record.suspended,
                buried_until=record.buried_until,
            )
