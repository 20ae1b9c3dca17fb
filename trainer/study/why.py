"""Why cards are not asked now, and until when, in words."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from trainer.counted import counted
from trainer.deck.identity import deck_and_item
from trainer.memory.agenda import Agenda
from trainer.memory.queue.held import Held, Why
from trainer.store.settings import Spread

BACKLOG = 20
"""From this many overdue reviews on, the learner hears of them."""
DAYS_WITH_A_NAME = 7
"""Up to this many days ahead a weekday names one day and no other."""

NAMED = 2
"""Up to this many cards that others wait for are named; more would be a list."""

_MANY = {
    Why.STEP: "on a learning step",
    Why.SIBLING: "beside a sibling",
    Why.CONFUSABLE: "beside one easily confused",
    Why.BURIED: "buried",
    Why.LIMIT: "beyond the day's limit",
}
"""Why many items are held back, after their number."""


def until_in_words(until: datetime | date, now: datetime) -> str:
    """A moment of today as `14:00`; a day as `tomorrow`, `Tuesday` or `12 January`.

    Args:
        until: a moment (aware), or a study day, which begins on the calendar's day of that name.
        now: the present moment in the learner's time zone.
    """
    if isinstance(until, datetime):
        return f"{until.astimezone(now.tzinfo):%H:%M}"
    days = (until - now.date()).days
    if days <= 1:
        return "tomorrow" if days == 1 else "later today"
    if days < DAYS_WITH_A_NAME:
        return f"{until:%A}"
    return f"{until.day} {until:%B}" + ("" if until.year == now.year else f" {until.year}")


def nothing_due(agenda: Agenda, now: datetime) -> str | None:
    """That nothing is due, and until when; None where something is due now."""
    until = agenda.until(now)
    if until is None:
        return "Nothing due."
    if isinstance(until, datetime) and until <= now:
        return None
    return f"Nothing due until {until_in_words(until, now)}."


def backlog(agenda: Agenda, spread: Spread | None, now: datetime, *, key: str) -> str:
    """That reviews are overdue, where they are many, or until when they are spread; else empty.

    Args:
        agenda: of the day.
        spread: over which days they are spread.
        now: the present moment.
        key: what spreads them: a key, or a command.
    """
    if spread is not None and agenda.plan.day < spread.until and agenda.overdue:
        until = until_in_words(spread.until, now)
        waiting = counted(agenda.waiting, "review waits", "reviews wait")
        return f"{waiting}, spread over the days until {until}"
    if agenda.overdue < BACKLOG:
        return ""
    return f"{agenda.overdue} reviews are overdue: {key} spreads them over days"


def held_back(agenda: Agenda, now: datetime, name_of: Callable[[str], str]) -> str:
    """How many are held back, and why: `5 held back: 2 wait for Terms, 3 beside a sibling`.

    Empty where none is.

    Args:
        agenda: of the day.
        now: the present moment.
        name_of: the name of an item's card by its ref, of a deck by its id.
    """
    reasons = Counter[Why]()
    waiting = Counter[str]()
    for ref, held in agenda.held_back(now):
        reasons[held.why] += 1
        if held.by and held.why is Why.REQUIRES:
            deck, _ = deck_and_item(held.by)
            waiting[held.by if deck == deck_and_item(ref)[0] else deck] += 1
    if len(waiting) > NAMED:
        parts = [f"{waiting.total()} wait for what they require"]
    else:
        parts = [
            f"{counted(many, 'waits', 'wait')} for {name_of(by)}" for by, many in waiting.items()
        ]
    parts += [f"{reasons[why]} {words}" for why, words in _MANY.items() if reasons[why]]
    return f"{reasons.total()} held back: {', '.join(parts)}" if parts else ""


def why_in_words(held: Held | None, now: datetime, name_of: Callable[[str], str]) -> str:
    """Why one item is not asked now, in a sentence.

    Args:
        held: what the agenda says of it.
        now: the present moment in the learner's time zone.
        name_of: the name of an item's card by its ref.
    """
    if held is None:
        return "due now"
    until = until_in_words(held.until, now) if held.until else ""
    by = name_of(held.by) if held.by else ""
    match held.why:
        case Why.SUSPENDED:
            return "suspended: not asked until you ask for it again"
        case Why.BURIED:
            return f"buried until {until}"
        case Why.NOT_DUE:
            return f"due {'' if until in {'tomorrow', 'later today'} else 'on '}{until}"
        case Why.STEP:
            return f"on a learning step until {until}"
        case Why.REQUIRES:
            return f"waits until you have learnt {by}"
        case Why.SIBLING:
            return f"held back until {until}: its sibling {by} is asked today"
        case Why.CONFUSABLE:
            return f"held back until {until}: easily confused with {by}, which is asked today"
        case Why.LIMIT if held.until is None:
            return "held back: the limit of a day is 0"
        case Why.LIMIT:
            return f"held back until {until}: the day's limit is reached"
