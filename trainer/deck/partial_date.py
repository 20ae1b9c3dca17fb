"""Dates known to the year, the month or the day."""

import datetime as dt
import re
from typing import NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
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


class PartialDate(NamedTuple):
    """A year, with the month and the day where they are known."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2018`, `2018-04` or `2018-04-21`.

        Raises:
            ValueError: for anything else, and for a day that no calendar has.
        """
        if not (found := _WRITTEN.fullmatch(text.strip())):
            msg = f"{text!r} is not a date written as 2018, 2018-04 or 2018-04-21"
            raise ValueError(msg)
        year, month, day = int(found[1]), *(int(p) if p else None for p in found.groups()[1:])
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
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
        return " ".join(str(part) for part in (self.day, month, self.year) if part)

    def __str__(self) -> str:
        return "-".join(
            f"{part:0{width}d}" for part, width in zip(self, (4, 2, 2), strict=True) if part
        )

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
        return {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    @classmethod
    def _validate(cls, value: object) -> "PartialDate":
        if isinstance(value, PartialDate):
            return value
        try:
            return cls.parse(str(value))
        except ValueError as error:
            raise PydanticCustomError("not_a_date", "{reason}", {"reason": str(error)}) from error
