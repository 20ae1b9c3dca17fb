"""Until when homework is collected."""

from datetime import date, datetime, time, timedelta

from trainer.errors import TrainerError

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_LONGEST = timedelta(days=60)


def end_of(day: str, now: datetime) -> datetime:
    """The end of a day, by the clock of this machine then.

    Args:
        day: a day of the week (the next one, or today), `today`, `tomorrow`, or as 2026-03-13.
        now: the present moment.

    Raises:
        TrainerError: it is no day, or over, or more than sixty days away.
    """
    word, here = day.strip().casefold(), now.astimezone()
    if word in {"today", "tomorrow"}:
        last_day = here.date() + timedelta(days=word == "tomorrow")
    elif word in _DAYS:
        last_day = here.date() + timedelta(days=(_DAYS.index(word) - here.weekday()) % 7)
    else:
        try:
            last_day = date.fromisoformat(word)
        except ValueError as error:
            raise TrainerError(
                f"{day!r} is not a day.", "Write friday, tomorrow or 2026-03-13."
            ) from error
    # the clocks may change till then
    end = datetime.combine(last_day, time(23, 59, 59)).astimezone()
    if not now < end < now + _LONGEST:
        raise TrainerError(
            f"{last_day} is over, or too far away.", "Homework lasts sixty days at most."
        )
    return end
