"""How much a study day asks: the learner's settings, and what they asked for on this day alone."""

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from trainer.counted import counted
from trainer.memory.agenda import Agenda
from trainer.memory.forecast import falling_due, reviews_ahead
from trainer.memory.queue import Limits
from trainer.memory.queue.held import Why
from trainer.store.settings import MoreToday, Settings, Spread

MORE = 10
"""New cards that one request for more adds."""
SPREADS = (3, 7, 14, 30)
"""Days over which a backlog can be spread."""


class Offer(NamedTuple):
    """Something that a learner can ask for today."""

    words: str
    settings: Settings
    """What holds once they have."""


def limits_on(settings: Settings, day: date) -> Limits:
    """How much to ask on a study day."""
    more, spread = _more_on(settings, day), settings.spread
    return Limits(
        new_per_day=settings.new_per_day,
        reviews_per_day=settings.reviews_per_day,
        more_new=more.new,
        ahead=more.ahead,
        spread_until=spread.until if spread else None,
        spread_reviews=spread.reviews if spread else 0,
    )


def with_more_new(settings: Settings, day: date, many: int = MORE) -> Settings:
    """More new cards, on this study day only; asked for twice, they add up."""
    more = _more_on(settings, day)
    return _with(settings, more.model_copy(update={"new": more.new + many}))


def with_tomorrow(settings: Settings, day: date) -> Settings:
    """What is due tomorrow is asked too, on this study day only."""
    return _with(settings, _more_on(settings, day).model_copy(update={"ahead": True}))


def spread_over(settings: Settings, agenda: Agenda, days: int) -> Settings:
    """Spread what is waiting, and what falls due meanwhile, evenly over some days.

    The limit on reviews still holds.

    Args:
        settings: the learner's.
        agenda: of the first of these days.
        days: how many; 1 for no spreading.
    """
    if days <= 1:
        return settings.model_copy(update={"spread": None})
    until = agenda.plan.day + timedelta(days=days - 1)
    coming = falling_due(agenda, until)
    reviews = max(1, math.ceil((agenda.waiting + coming) / days))
    return settings.model_copy(update={"spread": Spread(until=until, reviews=reviews)})


def offers(agenda: Agenda, settings: Settings, now: datetime) -> Iterator[Offer]:
    """What a learner can ask for today: more, what is due tomorrow, a backlog in parts.

    Args:
        agenda: of today, of all items.
        settings: the learner's.
        now: the present moment.
    """
    day, entries = agenda.plan.day, agenda.plan.entries
    beyond = [ref for ref, held in agenda.held_back(now) if held.why is Why.LIMIT]
    if new := min(MORE, sum(entries[ref].state is None for ref in beyond)):
        words = f"{counted(new, 'more new card')}, today only"
        yield Offer(words, with_more_new(settings, day, new))
    if (ahead := reviews_ahead(agenda)) and not _more_on(settings, day).ahead:
        words = f"What is due tomorrow, today already: about {ahead}"
        yield Offer(words, with_tomorrow(settings, day))
    if settings.spread is not None and settings.spread.until >= day:
        yield Offer("The whole backlog, no longer spread", spread_over(settings, agenda, 1))
    for days in (days for days in SPREADS if days <= agenda.overdue):
        spread = spread_over(settings, agenda, days)
        share = spread.spread.reviews if spread.spread else 0
        words = f"The backlog over {days} days: {share} a day, the most fragile first"
        yield Offer(words, spread)


def _more_on(settings: Settings, day: date) -> MoreToday:
    return settings.more_today if settings.more_today.day == day else MoreToday(day=day)


def _with(settings: Settings, more: MoreToday) -> Settings:
    return settings.model_copy(update={"more_today": more})
