"""The moment at which tests begin, and a clock that stands until it is moved."""

from datetime import UTC, datetime

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = NOON.date()


class Clock:
    """Shows noon; a test sets `now` to move it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now
