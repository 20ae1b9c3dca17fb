"""Why cards are not asked now, and until when, in words."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from trainer.memory.agenda import Agenda
from trainer.memory.queue.plan import Held, Why

BACKLOG = 20
"""So many overdue reviews are worth a word."""
_WEEK = timedelta(days=7)

_MANY = {
    Why.STEP: "on a learning step",
    Why.SIBLING: "beside a sibling",
    Why.CONFUSABLE: "beside one easily confused",
    Why.BURIED: "buried",
    Why.LIMIT: "beyond the day's limit",
}
"""Why many items are held back, after their number."""


def until_in_words(until: datetime | date, now: datetime, today: date) -> str:
    """A moment of today as `14:00`; a day as `tomorrow`, `Tuesday` or `12 January`.

    Args:
        until: a moment (aware), or a study day after today.
        now: the present moment in the learner's time zone.
        today: the present study day.
    """
    if isinstance(until, datetime):
        return f"{until.astimezone(now.tzinfo):%H:%M}"
    if until == today + timedelta(days=1):
        return "tomorrow"
    if until < today + _WEEK:
        return f"{until:%A}"
    return f"{until.day} {until:%B}" + ("" if until.year == today.year else f" {until.year}")


def nothing_due(agenda: Agenda, now: datetime) -> str | None:
    """That nothing is due, and until when; None where something is due now."""
    until = agenda.until(now)
    if until is None:
        return "Nothing due."
    if isinstance(until, datetime) and until <= now:
        return None
    return f"Nothing due until {until_in_words(until, now, agenda.plan.day)}."


def backlog(agenda: Agenda, spread_until: date | None, now: datetime) -> str:
    """That reviews are overdue, where they are many, or until when they are spread; else empty.

    Args:
        agenda: of the day.
        spread_until: the last study day over which they are spread.
        now: the present moment.
    """
    day = agenda.plan.day
    if spread_until is not None and day < spread_until and agenda.overdue:
        until = until_in_words(spread_until, now, day)
        return f"{agenda.waiting} reviews wait, spread over the days until {until}"
    if agenda.overdue < BACKLOG:
        return ""
    return f"{agenda.overdue} reviews are overdue: m spreads them over some days"


def held_back(agenda: Agenda, now: datetime, name_of: Callable[[str], str]) -> str:
    """How many are held back, and why: `5 held back: 3 beside a sibling, 2 wait for Terms`.

    Empty where none is.

    Args:
        agenda: of the day.
        now: the present moment.
        name_of: the name of an item's card, by its ref.
    """
    told = in_numbers(held for _, held in agenda.held_back(now))
    waiting = {by: many for (why, by), many in told.items() if why is Why.REQUIRES and by}
    parts = [
        f"{sum(many for (one, _), many in told.items() if one is why)} {words}"
        for why, words in _MANY.items()
        if any(one is why for one, _ in told)
    ]
    if waiting:
        names = Counter[str]()
        for by, many in waiting.items():
            names[name_of(by)] += many
        if len(names) > 2:  # noqa: PLR2004 - more would be a list
            parts.insert(0, f"{names.total()} wait for what they require")
        else:
            parts[:0] = [f"{many} wait for {name}" for name, many in names.items()]
    return f"{told.total()} held back: {', '.join(parts)}" if parts else ""


def in_numbers(held: Iterable[Held]) -> Counter[tuple[Why, str | None]]:
    """How many are held back by each reason; what is required is told apart."""
    return Counter((one.why, one.by if one.why is Why.REQUIRES else None) for one in held)


def why_in_words(
    held: Held | None, now: datetime, today: date, name_of: Callable[[str], str]
) -> str:
    """Why one item is not asked now, in a sentence.

    Args:
        held: what the agenda says of it.
        now: the present moment in the learner's time zone.
        today: the present study day.
        name_of: the name of an item's card, by its ref.
    """
    if held is None:
        return "due now"
    until = until_in_words(held.until, now, today) if held.until else ""
    by = name_of(held.by) if held.by else ""
    match held.why:
        case Why.SUSPENDED:
            return "suspended: not asked until you ask for it again"
        case Why.BURIED:
            return f"buried until {until}"
        case Why.NOT_DUE:
            return f"due {until}" if until == "tomorrow" else f"due on {until}"
        case Why.STEP:
            return f"on a learning step until {until}"
        case Why.REQUIRES:
            return f"waits until you have learnt {by}"
        case Why.SIBLING:
            return f"held back until {until}: its sibling {by} is asked today"
        case Why.CONFUSABLE:
            return f"held back until {until}: easily confused with {by}, which is asked today"
        case Why.LIMIT:
            return f"held back until {until}: the day's limit is reached"
