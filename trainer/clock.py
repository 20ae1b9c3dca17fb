"""The one place that reads the clock; the fronts call it and pass the moment on."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in the zone of the machine, with its UTC offset."""
    return datetime.now(UTC).astimezone()
