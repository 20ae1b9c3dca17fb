"""Fits the scheduler to a learner, and tells in words what that changes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from trainer.memory.fit import Fit, History, Parameters, fit
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.progress import Progress, untold
from trainer.store.event import Event, ForgetEvent, MoveEvent, Place, ReviewEvent
from trainer.store.learner import Learner

_GOODS = 5


def fit_learner(learner: Learner, scheduler: Scheduler, progress: Progress = untold) -> Fit:
    """Find the parameters that foretell a learner's answers best; changes nothing.

    Raises:
        TrainerError: there are too few answers, the extra `fit` is not installed, or the
            journal can no longer be read.
    """
    return fit(histories(learner.events(progress=progress)), scheduler.parameters)


def histories(events: Iterable[Event]) -> list[History]:
    """The history of each item; one that was moved goes on, one that was forgotten begins anew.

    Args:
        events: oldest first, undone ones left out.
    """
    going_on: defaultdict[Place, list[tuple[date, Rating]]] = defaultdict(list)
    ended: list[History] = []
    for event in events:
        match event:
            case ReviewEvent() if not event.cram:
                going_on[event.deck, event.item].append((event.day, event.rating))
            case ForgetEvent():
                ended.append(going_on.pop((event.deck, event.item), []))
            case MoveEvent():
                moved = [(new, going_on.pop(old, [])) for old, new in event.moves]
                for new, history in moved:
                    ended.append(going_on.pop(new, []))
                    going_on[new] = history
    return [*ended, *going_on.values()]


def what_changed(fitted: Fit, present: Scheduler) -> tuple[str, ...]:
    """What a fit found and what follows, a sentence a line."""
    names = {"present": "now", "default": "default", "fitted": "fitted"}
    losses = ", ".join(f"{names[name]} {loss:.4f}" for name, loss in fitted.losses.items())
    told = [
        f"Fitted to {fitted.learnt_from:,} answers, judged by the {fitted.held_out:,} latest.",
        f"How far off predictions were (log loss, less is better): {losses}.",
    ]
    if fitted.kept == "present":
        return (*told, "Nothing foretells you better than what is in use: nothing changes.")
    before = _intervals(present.parameters, present.desired_retention)
    after = _intervals(fitted.parameters, present.desired_retention)
    return (
        *told,
        f"A card answered Good each time came back after days: {_days(before)}.",
        f"From now on after days: {_days(after)}.",
        "What is due stays due, and nothing else becomes due by it.",
    )


def _intervals(parameters: Parameters, retention: float) -> list[int]:
    scheduler = Scheduler(desired_retention=retention, parameters=parameters, learning_steps=())
    moment = datetime(2024, 1, 1, 12, tzinfo=UTC)
    memory: MemoryState | None = None
    intervals = []
    for _ in range(_GOODS):
        memory = scheduler.review("example", memory, Rating.GOOD, moment)
        days = (memory.due - memory.reviewed).days
        intervals.append(days)
        moment += timedelta(days=days)
    return intervals


def _days(intervals: Iterable[int]) -> str:
    return ", ".join(map(str, intervals))
