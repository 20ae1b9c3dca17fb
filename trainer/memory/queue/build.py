"""From all items to the queue of a study day."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from trainer.memory.queue.day import DayQueue
from trainer.memory.queue.entry import DayCounts, Entry, Limits
from trainer.memory.queue.links import NO_REFS, Links, links_of
from trainer.memory.queue.plan import Plan
from trainer.memory.state import MemoryState


def build_queue(
    entries: Iterable[Entry],
    *,
    day: date,
    limits: Limits,
    done: DayCounts,
    retrievability: Callable[[MemoryState], float],
) -> DayQueue:
    """Plan a study day.

    Asked are, in this order: learning steps that are ready, the longest ready first; reviews,
    the weakest memory first; new items in the author's order; what was skipped; learning
    steps up to 20 minutes ahead of their time. No item is shown twice running unless there
    is no other.

    - A new item waits until all that it requires have finished their learning steps, which
      may be in this same session; a lapse later on locks nothing again. A requirement that
      is suspended and was never learnt does not count.
    - Of siblings only one is asked on a day; an item on a learning step always goes on.
    - A new item is not introduced on a day on which one confusable with it is asked. Known
      confusables are kept `SPACING` items apart, with new items between them if need be.
    - The reviews of a day are chosen once, so that one that is buried makes room for no other;
      a new item that is buried or suspended does.

    Args:
        entries: every item there is to draw from, in the author's order.
        day: the study day.
        limits: how much to ask on a day.
        done: what was asked today before, and counts against the limits.
        retrievability: the chance, 0 to 1, that a memory yields an answer on this day.
    """
    by_ref = {entry.ref: entry for entry in entries}
    links = links_of(by_ref.values())
    plan = Plan(day, by_ref, {ref: place for place, ref in enumerate(by_ref)}, links)

    learning: list[tuple[datetime, str]] = []
    due: list[tuple[float, int, str]] = []
    new: list[Entry] = []
    asked: set[str] = set()
    for place, entry in enumerate(by_ref.values()):
        state = entry.state
        if state is not None and state.reviewed == day:
            asked.add(entry.ref)
        if not plan.is_askable(entry):
            continue
        if state is None:
            new.append(entry)
        elif state.due > day:
            continue
        elif state.ready_at is not None:
            learning.append((state.ready_at, entry.ref))
        else:
            due.append((retrievability(state), place, entry.ref))

    asked.update(ref for _, ref in learning)
    left = limits.reviews_per_day - done.reviews
    reviews = _one_of_siblings((ref for _, _, ref in sorted(due)), asked, links, left)
    asked.update(reviews)
    plan = replace(plan, asked=frozenset(asked))
    return DayQueue(
        plan,
        learning=tuple(sorted(learning)),
        reviews=reviews,
        new=tuple(entry.ref for entry in new if plan.is_introducible(entry, {})),
        new_left=limits.new_per_day - done.new,
    )


def _one_of_siblings(
    refs: Iterable[str], asked: set[str], links: Links, limit: int
) -> tuple[str, ...]:
    """The first `limit` of refs that have no sibling among those asked or chosen."""
    chosen: list[str] = []
    taken = set(asked)
    for ref in refs:
        if len(chosen) >= limit:
            break
        if taken.isdisjoint(links.siblings.get(ref, NO_REFS)):
            taken.add(ref)
            chosen.append(ref)
    return tuple(chosen)
