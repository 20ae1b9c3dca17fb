"""The comments in which Obsidian's Spaced Repetition keeps when a card is due."""

import re
from datetime import UTC, date, datetime, timedelta

from trainer.exchange.import_result import PastState

SCHEDULE = re.compile(r"<!--SR:(.*?)-->", re.DOTALL)
_NEVER = date(2000, 1, 1)
"""Keeps the place of a card that was never seen."""
_FSRS = 10
"""Fields of the newer kind."""


def schedules_in(comments: str) -> list[str]:
    """The schedules of the cards of a block, in their order; both kinds may be there."""
    inner = "".join(match[1] for match in SCHEDULE.finditer(comments))
    return [one.strip() for one in inner.split("!") if one.strip()]


def state_of(written: str, card: str, item: int) -> PastState | None:
    """What a schedule says; None where the card was never seen.

    `due,interval,ease` (days, per cent), or
    `fsrs,due,interval,stability,difficulty,state,reps,lapses,step,last`.

    Raises:
        ValueError: it cannot be read.
        IndexError: it has fewer fields.
        OverflowError: it names a day that cannot be.
    """
    fields = written.split(",")
    if fields[0] == "fsrs" and len(fields) >= _FSRS:
        _, due, interval, stability, difficulty, _, reps, lapses, _, last = fields[:_FSRS]
        if last == "-":
            return None
        return PastState(
            card,
            item,
            due=_moment(due).date(),
            last=_moment(last),
            interval_days=float(interval),
            stability=float(stability),
            difficulty=float(difficulty),
            reps=int(reps),
            lapses=int(lapses),
        )
    on, days = date.fromisoformat(fields[0]), float(fields[1])
    if on == _NEVER:
        return None
    last_day = datetime(on.year, on.month, on.day, 12, tzinfo=UTC) - timedelta(days=days)
    ease = float(fields[2]) / 100
    return PastState(card, item, due=on, last=last_day, interval_days=days, ease=ease, reps=1)


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
