"""The one place that reads the clock; the fronts call it and pass the moment on."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """The present moment, in the zone of the machine, with its UTC offset."""
    return datetime.now(UTC).astimezone()


def seconds() -> float:
    """Seconds on a clock that nobody sets, and that goes on while the computer sleeps.

    `time.monotonic` stops meanwhile on Linux and macOS: homework would last a night more.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


def steady_clock(not_before: datetime | None = None) -> Callable[[], datetime]:
    """A clock that begins at the present moment and takes no part in what is done to the machine's.

    A wall clock that is set back or forward in the middle of a lesson changes no duration.

    Args:
        not_before: where it begins when the machine's clock is behind it.
    """
    began, at = now(), seconds()
    if not_before and began < not_before:
        began = not_before

    def tell() -> datetime:
        later = began + timedelta(seconds=seconds() - at)
        return later.astimezone()  # over days of homework the zone's offset may change

    return tell
