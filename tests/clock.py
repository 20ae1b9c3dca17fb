"""The moment at which tests begin, a clock that stands until it is moved, and their patience."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
TODAY = NOON.date()
PATIENCE = 120.0
"""Seconds after which what is waited for counts as never coming: a busy machine takes many."""


class Clock:
    """Shows noon; a test sets `now` to move it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


async def until(holds: Callable[[], object]) -> None:
    """Wait for what comes by itself, however long a busy machine takes."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - nobody says when
            await asyncio.sleep(0.01)
