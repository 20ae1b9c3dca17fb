"""Moments and days as they are read from files: bounded, so that one can always count with them."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field

Moment = Annotated[
    AwareDatetime,
    Field(ge=datetime(1970, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC)),
]
"""A point in time with its UTC offset, from 1970 to 2199.

No clock is so wrong as to lie outside; and what lies further off cannot be counted in the days
of every zone: year 1 at +14:00 has no UTC.
"""

Day = Annotated[date, Field(ge=date(1969, 12, 31), lt=date(2400, 1, 1))]
"""A study day, or a day on which something is due: an interval is 100 years at most."""


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


UtcMoment = Annotated[Moment, AfterValidator(_in_utc)]
"""A moment of which only the point in time matters."""
