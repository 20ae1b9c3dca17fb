"""The queue against a naive model, which works everything out again at each question."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clock import NOON, TODAY
from tests.memory.queue.test_properties import (
    collections,
    limits,
    planned,
    scheduler,
)
from trainer.memory.queue import AgendaItem, Ask, Counts, DayQueue, Finished, Limits, Wait
from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState

AHEAD = timedelta(minutes=20)


@dataclass
class Model:
    """Lists and dictionaries, searched from end to end."""

    entries: dict[str, AgendaItem]
    learning: dict[str, datetime]
    reviews: list[str]
    asked: set[str]
    new_left: int
    away: set[str] = field(default_factory=set)
    met: dict[str, MemoryState | None] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)

    def linked(self, ref: str, *, confusable_only: bool = False) -> set[str]:
        found = set()
        for one in self.entries.values():
            others = set(one.confusables)
            if not confusable_only:
                others |= set(one.siblings)
            if one.ref == ref:
                found |= others
            elif ref in others:
                found.add(one.ref)
        return found - {ref}

    def state(self, ref: str) -> MemoryState | None:
        return self.met.get(ref, self.entries[ref].state)

    def settled(self, ref: str) -> bool:
        if ref not in self.entries:
            return True
        state = self.state(ref)
        return self.entries[ref].suspended if state is None else state.is_learnt

    def new(self) -> list[str]:
        return [
            ref
            for ref, entry in self.entries.items()
            if entry.state is None and ref not in self.met and ref not in self.away
            if not entry.suspended
            if entry.buried_until is None or entry.buried_until <= TODAY
            if all(map(self.settled, entry.requires))
            if not self.linked(ref) & (self.asked | self.met.keys())
        ]

    def kind(self, ref: str) -> str:
        state = self.state(ref)
        if state is None:
            return "new"
        return "learning" if state.ready_at else "review"

    def candidates(self, now: datetime) -> list[str]:
        near = {far for ref in self.recent[-4:] for far in self.linked(ref, confusable_only=True)}
        steps = sorted(self.learning, key=lambda ref: (self.learning[ref], ref))
        return [
            *(ref for ref in steps if self.learning[ref] <= now),
            *(ref for ref in self.reviews if ref not in near),
            *(self.new() if self.new_left > 0 else ()),
            *(ref for ref in self.reviews if ref in near),
            *self.skipped,
            *(ref for ref in steps if now < self.learning[ref] <= now + AHEAD),
        ]

    def next(self, now: datetime) -> Ask | Wait | Finished:
        candidates = self.candidates(now)
        if not candidates:
            return Wait(min(self.learning.values()) - AHEAD) if self.learning else Finished()
        if candidates[0] in self.recent[-1:] and len(candidates) > 1:
            return Ask(candidates[1])
        return Ask(candidates[0])

    def take_out(self, ref: str) -> None:
        self.learning.pop(ref, None)
        self.reviews = [other for other in self.reviews if other != ref]
        self.skipped = [other for other in self.skipped if other != ref]

    def show(self, ref: str) -> None:
        self.take_out(ref)
        self.recent.append(ref)
        if self.state(ref) is None and ref not in self.met:
            self.met[ref] = None
            self.new_left -= 1

    def after(self, ref: str, state: MemoryState) -> None:
        self.show(ref)
        self.met[ref] = state
        if state.ready_at and state.due <= TODAY:
            self.learning[ref] = state.ready_at

    def without(self, ref: str) -> None:
        self.take_out(ref)
        self.away.add(ref)
        if ref in self.met and self.state(ref) is None:
            del self.met[ref]
            self.new_left += 1

    def later(self, ref: str) -> None:
        self.show(ref)
        self.skipped.append(ref)

    @property
    def counts(self) -> Counts:
        taken: list[str] = []
        for ref in self.new():
            if len(taken) < self.new_left and not self.linked(ref) & set(taken):
                taken.append(ref)
        skipped = [self.kind(ref) for ref in self.skipped]
        return Counts(
            new=len(taken) + skipped.count("new"),
            learning=len(self.learning) + skipped.count("learning"),
            review=len(self.reviews) + skipped.count("review"),
        )

    def queued(self) -> list[str]:
        return [*self.learning, *self.reviews, *self.new(), *self.skipped]


def model_of(queue: DayQueue, entries: tuple[AgendaItem, ...]) -> Model:
    return Model(
        {entry.ref: entry for entry in entries},
        learning={ref: ready_at for (ready_at, ref), _ in queue.learning},
        reviews=[*queue.reviews.values()],
        asked=set(queue.plan.asked),
        new_left=queue.new_left,
    )


steps = st.lists(
    st.tuples(
        st.sampled_from(["after", "after", "after", "without", "later", "undo"]),
        st.integers(0, 20),
        st.sampled_from(Rating),
    ),
    max_size=30,
)


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(entries=collections(), bounds=limits, steps=steps)
def test_any_steps_equal_those_of_the_model(
    entries: tuple[AgendaItem, ...], bounds: Limits, steps: list[tuple[str, int, Rating]]
) -> None:
    queue = planned(entries, bounds)
    model = model_of(queue, entries)
    past = [(queue, deepcopy(model))]
    now = NOON
    for what, choice, rating in steps:
        now += timedelta(minutes=2)
        if what == "undo":
            if len(past) > 1:
                past.pop()
            queue, kept = past[-1]
            model = deepcopy(kept)
        else:
            step = queue.next(now)
            queued = sorted(model.queued())
            if not queued:
                break
            # mostly what is asked, now and then another that is queued
            asked = step.ref if isinstance(step, Ask) and choice else queued[choice % len(queued)]
            if what == "after":
                state = scheduler.review(asked, model.state(asked), rating, now)
                queue = queue.after(asked, state)
                model.after(asked, state)
            else:
                queue = getattr(queue, what)(asked)
                getattr(model, what)(asked)
            past.append((queue, deepcopy(model)))
        for at in (now, now + timedelta(minutes=7)):
            assert queue.next(at) == model.next(at)
        assert queue.counts == model.counts
    for old, kept in past:
        assert (old.next(NOON), old.counts) == (kept.next(NOON), kept.counts)
