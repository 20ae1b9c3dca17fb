"""Fits the scheduler to a learner, and says in words what that changes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from trainer.memory.fit import Fit, History, Parameters, fit, memories_after
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.workload import workload
from trainer.progress import Progress, no_progress
from trainer.store.event import Event, ForgetEvent, ItemKey, ReviewEvent, StateEvent
from trainer.store.learner import Learner
from trainer.study.collection import Collection

_GOODS = 5


def fit_learner(learner: Learner, scheduler: Scheduler, progress: Progress = no_progress) -> Fit:
    """Find the parameters that predict a learner's answers best; changes nothing.

    Raises:
        TrainerError: there are too few answers, the extra `fit` is not installed, or the
            journal can no longer be read.
    """
    return fit(histories(learner.events(progress=progress)), scheduler.parameters)


def histories(events: Iterable[Event]) -> list[History]:
    """The history of each item; one that was forgotten starts over.

    Args:
        events: oldest first, undone ones left out, items under the names of today.
    """
    ended: list[History] = []
    going_on = _going_on(events, ended)
    return [*ended, *going_on.values()]


def restated(
    learner: Learner, parameters: Parameters, now: datetime, progress: Progress = no_progress
) -> list[StateEvent]:
    """What is remembered of each item, as it follows from its history with other parameters.

    What is due stays due: only stability and difficulty are seen in another light, without
    which the parameters would predict worse than they were judged. What another program said of
    an item has: its history may be known in part.

    Raises:
        TrainerError: the journal can no longer be read.
    """
    stated: set[ItemKey] = set()
    going_on = _going_on(learner.events(progress=progress), [], stated)
    known = {
        item_key: record
        for item_key, history in going_on.items()
        if history and item_key not in stated and (record := learner.record_of(*item_key)).memory
    }
    memories = memories_after([going_on[item_key] for item_key in known], parameters)
    return [
        StateEvent.of(item_key, replace(record, memory=memory), now, now.date(), "fitted")
        for (item_key, record), (stability, difficulty) in zip(known.items(), memories, strict=True)
        if record.memory
        and (memory := replace(record.memory, stability=stability, difficulty=difficulty))
    ]


def what_changed(
    fitted: Fit, present: Scheduler, states: Sequence[MemoryState] = (), today: date | None = None
) -> tuple[str, ...]:
    """What a fit found and what follows, a sentence a line.

    Args:
        fitted: what came of it.
        present: the scheduler that was in use.
        states: what is remembered, to say what it costs to keep.
        today: the present study day; goes with the states.
    """
    names = {"present": "now", "default": "default", "fitted": "fitted"}
    losses = ", ".join(f"{names[name]} {loss:.4f}" for name, loss in fitted.losses.items())
    lines = [
        f"Fitted to {fitted.learnt_from:,} answers, judged by the {fitted.held_out:,} latest.",
        f"How far off predictions were (log loss, less is better): {losses}.",
    ]
    if fitted.kept == "present":
        return (
            *lines,
            "Nothing predicts your answers better than what is in use: nothing changes.",
        )
    retention = present.desired_retention
    before = _intervals(present.parameters, retention)
    after = _intervals(fitted.parameters, retention)
    lines += [
        f"A card that you always rate Good came back after days: {_days(before)}.",
        f"From now on it comes back after days: {_days(after)}.",
        "What is due stays due, and nothing else becomes due by it.",
    ]
    if today and states:
        new = Scheduler(desired_retention=retention, parameters=fitted.parameters)
        loads = [_load(states, scheduler, today) for scheduler in (present, new)]
        lines.append(
            "To keep what you know takes about {:.0f} reviews a day over the next year; it would "
            "have been {:.0f}.".format(*reversed(loads))
        )
    return tuple(lines)


def _load(states: Sequence[MemoryState], scheduler: Scheduler, today: date) -> float:
    """Reviews a day, at the tried retention that is nearest to the desired one."""
    wanted = scheduler.desired_retention
    loads = workload(states, scheduler, today)
    nearest = min(loads, key=lambda load: abs(load.retention - wanted), default=None)
    return nearest.reviews_per_day if nearest else 0.0


def adopt(collection: Collection, fitted: Fit, restated: Sequence[StateEvent]) -> None:
    """Schedule with fitted parameters from here on; no due date changes.

    Args:
        collection: whose settings and learner.
        fitted: what came of the fit.
        restated: what is remembered, in their light.

    Raises:
        TrainerError: they cannot be written.
    """
    if fitted.kept != "present":
        chosen = None if fitted.kept == "default" else fitted.parameters
        collection.learner.record_all(restated)  # first: cut off here, the next fit does both
        collection.save_settings(collection.settings.model_copy(update={"parameters": chosen}))


def _going_on(
    events: Iterable[Event], ended: list[History], stated: set[ItemKey] | None = None
) -> dict[ItemKey, list[tuple[date, Rating]]]:
    going_on: defaultdict[ItemKey, list[tuple[date, Rating]]] = defaultdict(list)
    for event in events:
        match event:
            case ReviewEvent() if not event.cram:
                going_on[event.deck, event.item].append((event.day, event.rating))
            case ForgetEvent():
                ended.append(going_on.pop((event.deck, event.item), []))
                if stated is not None:
                    stated.discard((event.deck, event.item))
            case StateEvent(reason="imported") if stated is not None:
                stated.add((event.deck, event.item))
            case _:
                pass
    return going_on


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
