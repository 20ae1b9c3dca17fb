"""The day that a moment belongs to."""

from datetime import date, datetime, timedelta


def study_day(now: datetime, rollover_hour: int) -> date:
    """The learner's calendar day, which begins at the rollover hour instead of midnight.

    It goes by the clock on the wall: a day is 23 or 25 hours long when the clocks change,
    and whatever a journey makes of it.

    Args:
        now: a moment in the learner's time zone.
        rollover_hour: 4 to count the small hours until 04:00 to the day before.

    Raises:
        ValueError: for a moment without a time zone, which names no point in time.
    """
    if now.tzinfo is None:
        raise ValueError("a study day needs a moment with a time zone")
    return (now - timedelta(hours=rollover_hour)).date()  # within a zone Python counts so
