"""Dates known to the year, the month or the day."""

import datetime as dt
import re
from typing import NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_WRITTEN = re.compile(r"(\d{4}|-\d{1,4})(?:-(\d{2})(?:-(\d{2}))?)?")
_BEFORE_CHRIST = re.compile(r"(\d{1,4}) ?(?:BCE?|B\.C\.(?:E\.)?)", re.IGNORECASE)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH = "|".join(MONTHS)
"""A pattern of the name of a month."""
YEAR = r"(?:1\d{3}|20\d{2})"
"""A pattern of a year as texts have it, from 1000 to 2099."""


class PartialDate(NamedTuple):
    """A year, with the month and the day where they are known."""

    year: int
    """Negative before Christ: -44 is 44 BC. There is no year 0."""
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2018`, `2018-04` or `2018-04-21`; `-44` and `44 BC` are years before Christ.

        Raises:
            ValueError: for anything else, and for a day that no calendar has.
        """
        if before := _BEFORE_CHRIST.fullmatch(text.strip()):
            return cls.checked(-int(before[1]))
        if not (match := _WRITTEN.fullmatch(text.strip().replace("−", "-"))):
            msg = f"{text!r} is not a date written as 2018, 2018-04, 2018-04-21 or 44 BC"
            raise ValueError(msg)
        month, day = (int(part) if part else None for part in match.groups()[1:])
        return cls.checked(int(match[1]), month, day)

    @classmethod
    def checked(cls, year: int, month: int | None = None, day: int | None = None) -> "PartialDate":
        """A date that the calendar has.

        Raises:
            ValueError: it has no such day.
        """
        # before Christ by the same calendar, whose leap years come every fourth year
        dt.date(year if year > 0 else 2000 if year < 0 else 0, month or 1, day or 1)
        if 0 in (month, day):
            raise ValueError("month and day are counted from 1")
        return cls(year, month, day)

    @property
    def precision(self) -> str:
        """What it is known to: `a year`, `month and year` or `day, month and year`."""
        if self.day:
            return "day, month and year"
        return "month and year" if self.month else "a year"

    def in_words(self) -> str:
        """`21 April 2018`, `April 2018` or `2018`."""
        month = MONTHS[self.month - 1] if self.month else None
        year = f"{-self.year} BC" if self.year < 0 else str(self.year)
        return " ".join(str(part) for part in (self.day, month, year) if part)

    def __str__(self) -> str:
        year = f"{self.year:04d}" if self.year > 0 else str(self.year)
        return "-".join((year, *(f"{part:02d}" for part in self[1:] if part)))

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        return {
            "type": ["string", "integer"],
            "pattern": r"^(\d{4}|-\d{1,4})(-\d{2}(-\d{2})?)?$|^\d{1,4} ?[Bb][Cc][Ee]?$",
        }

    @classmethod
    def _validate(cls, value: object) -> "PartialDate":
        if isinstance(value, PartialDate):
            return value
        try:
            return cls.parse(str(value))
        except ValueError as error:
            raise PydanticCustomError("not_a_date", "{reason}", {"reason": str(error)}) from error
