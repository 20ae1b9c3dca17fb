"""Random histories of two machines, of every type of event, and what must hold of them.

`EVENTS` says how each type is drawn; a type that is not there fails a test.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.clock import NOON
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.study_day import study_day
from trainer.store.event import (
    AcceptEvent,
    BatchEnded,
    BuryEvent,
    ClockEvent,
    DueEvent,
    Event,
    FlagEvent,
    ForgetEvent,
    ItemKey,
    MoveEvent,
    NoteEvent,
    OfOneMachine,
    RestoreEvent,
    ReviewEvent,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    SettledEvent,
    StateEvent,
    SuspendEvent,
    UndoEvent,
)
from trainer.store.imported_reviews import EarlierReview
from trainer.store.journal import Journal
from trainer.store.live_state import LiveState
from trainer.store.record import ItemRecord
from trainer.store.state import State
from trainer.store.timeline import Timeline
from trainer.store.wrong_clock import changes_ahead

PLACES: tuple[ItemKey, ...] = tuple((deck, item) for deck in "de" for item in "abc")
NOWHERE = Journal(Path("/nowhere/at/all"))
SCHEDULERS = [
    Scheduler(desired_retention=retention, rollover_hour=hour)
    for retention, hour in ((0.9, 4), (0.8, 4), (0.9, 0))
]


class Machine:
    """One machine at work, all in memory: its lines, and what follows from them live."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.lines: list[Event] = []
        self.now = NOON
        self.ahead = timedelta()
        self.current = LiveState(NOWHERE, lambda: self.lines, State())

    @property
    def state(self) -> State:
        """What follows live from its lines."""
        return self.current.state

    @property
    def at(self) -> datetime:
        """What its clock says."""
        return self.now + self.ahead

    @property
    def day(self) -> date:
        return study_day(self.at, 4)

    @property
    def item_key(self) -> ItemKey:
        return self.chance.choice(PLACES)

    def record(self, *events: Event) -> None:
        own = [self.current.marked(event) for event in events]
        self.lines += own
        self.current.happen(own)

    def copy(self, line: Event) -> None:
        """Let a line stand twice, to the letter."""
        self.lines.append(line)
        self.current.happen([line])

    def record_all(self, events: Sequence[Event], *, cut_off: bool = False) -> None:
        many, end = BatchEnded.close([self.current.marked(event) for event in events])
        if cut_off:
            self.lines += many
        else:
            self.lines += [*many, end]
            self.current.happen(many)

    def import_from(self, others: Iterable[Event]) -> None:
        known = {event.id for event in counting(self.lines)}
        wanted = (e for e in counting(others) if not isinstance(e, OfOneMachine))
        new = list({event.id: event for event in wanted if event.id not in known}.values())
        if new:
            batch, end = BatchEnded.close(new)
            self.lines += [*batch, end]
            self.current.happen(batch)

    def reopen(self) -> None:
        """Forget all but the state and the lines; then look at the clock, as opening does."""
        self.current = LiveState(NOWHERE, lambda: self.lines, self.current.state)
        ahead = changes_ahead(Timeline(None, also=self.lines), self.now)
        self.record(*ahead.corrections)

    def rebuilt(self) -> State:
        return Timeline(None, also=self.lines).fold()


def counting(lines: Iterable[Event]) -> list[Event]:
    """The events but those of a batch that was cut off."""
    lines = list(lines)
    closed = {event.batch for event in lines if isinstance(event, BatchEnded)}
    return [event for event in lines if event.batch is None or event.batch in closed]


def review(on: Machine) -> Event:
    item_key, scheduler = on.item_key, on.chance.choice(SCHEDULERS)
    told = SchedulerEvent.of(scheduler, on.at)
    if told.key not in on.state.schedulers and on.chance.random() < 0.9:
        on.record(told)
    return ReviewEvent.of(
        item_key,
        Rating(on.chance.randint(1, 4)),
        on.at,
        before=on.state.record_of(*item_key).memory,
        scheduler=scheduler,
        scheduler_key=None if on.chance.random() < 0.1 else told.key,
    )


def suspend(on: Machine) -> Event:
    return SuspendEvent.of(on.item_key, on.at, on.day, suspended=on.chance.random() < 0.5)


def bury(on: Machine) -> Event:
    until = on.day + timedelta(days=on.chance.randint(1, 3))
    deck, item = on.item_key
    return BuryEvent(at=on.at, day=on.day, deck=deck, item=item, until=until)


def accept(on: Machine) -> Event:
    deck, item = on.item_key
    answer = on.chance.choice(["yes", "no"])
    return AcceptEvent(at=on.at, day=on.day, deck=deck, item=item, answer=answer)


def flag(on: Machine) -> Event:
    deck, item = on.item_key
    return FlagEvent(at=on.at, day=on.day, deck=deck, item=item, flag=on.chance.randint(0, 2))


def note(on: Machine) -> Event:
    deck, item = on.item_key
    text = on.chance.choice(["", "mine", "other"])
    return NoteEvent(at=on.at, day=on.day, deck=deck, item=item, note=text)


def due(on: Machine) -> Event:
    deck, item = on.item_key
    day = on.day + timedelta(days=on.chance.randint(0, 9))
    return DueEvent(at=on.at, day=on.day, deck=deck, item=item, due=day)


def forget(on: Machine) -> Event:
    deck, item = on.item_key
    keeps = on.chance.random() < 0.5
    return ForgetEvent(at=on.at, day=on.day, deck=deck, item=item, keeps_own=keeps)


def state(on: Machine) -> Event:
    item_key, known = on.item_key, on.state.record_of(*on.item_key)
    record = ItemRecord(known.memory, on.chance.random() < 0.5, on.day)
    reason = on.chance.choice(("imported", "fitted", "lost"))
    earlier = tuple(
        EarlierReview(1_700_000_000_000 + one, on.day - timedelta(days=3 - one), one)
        for one in range(on.chance.choice((0, 0, 4)))  # the first is a reset
    )
    event = StateEvent.of(item_key, record, on.at, on.day, reason, reviews=earlier)  # type: ignore[arg-type]
    old = on.chance.random() < 0.2
    return event.model_copy(update={"type": "kept", "reason": "lost"}) if old else event


def move(on: Machine) -> Event:
    """To new names, in a circle, or from any to any: two to one, one to two, one to itself."""
    one, two, three = on.chance.sample(PLACES, 3)
    freely = tuple((on.item_key, on.item_key) for _ in range(on.chance.randint(1, 3)))
    moves = on.chance.choice(
        [((one, two),), ((one, two), (two, one)), ((one, two), (two, three), (three, one)), freely]
    )
    return MoveEvent(at=on.at, day=on.day, moves=moves)


def undo(on: Machine) -> Event:
    latest = on.lines[-4:] if on.chance.random() < 0.5 else on.lines
    events = [event.id for event in latest if not isinstance(event, UndoEvent | OfOneMachine)]
    return UndoEvent(at=on.at, day=on.day, event=on.chance.choice([*events, "nobody"]))


def clock(on: Machine) -> Event:
    event = on.chance.choice(on.lines) if on.lines else None
    counts_as = on.now - timedelta(hours=on.chance.randint(0, 90))
    return ClockEvent(
        at=on.at, day=on.day, event=event.id if event else "nobody", counts_as=counts_as
    )


def scheduler(on: Machine) -> Event:
    return SchedulerEvent.of(on.chance.choice(SCHEDULERS), on.at)


def session(on: Machine) -> Event:
    return SessionStarted(at=on.at, day=on.day, session="s")


def session_end(on: Machine) -> Event:
    return SessionEnded(at=on.at, day=on.day, session="s")


def restore(on: Machine) -> Event:
    return RestoreEvent(at=on.at, day=on.day, left=("x",))


def settled(on: Machine) -> Event:
    deck, item = on.item_key
    return SettledEvent(at=on.at, day=on.day, deck=deck, item=item)


def batch(on: Machine) -> Event:
    """Something else, after a batch of a few events, of which one in four was cut off."""
    kinds = (review, suspend, move, undo, accept)
    events = [on.chance.choice(kinds)(on) for _ in range(on.chance.randint(1, 4))]
    on.record_all(events, cut_off=on.chance.random() < 0.25)
    return session(on)


EVENTS: dict[type[Event], Callable[[Machine], Event]] = {
    ReviewEvent: review,
    SuspendEvent: suspend,
    BuryEvent: bury,
    AcceptEvent: accept,
    FlagEvent: flag,
    NoteEvent: note,
    DueEvent: due,
    ForgetEvent: forget,
    StateEvent: state,
    MoveEvent: move,
    UndoEvent: undo,
    ClockEvent: clock,
    SchedulerEvent: scheduler,
    SessionStarted: session,
    SessionEnded: session_end,
    RestoreEvent: restore,
    SettledEvent: settled,
    BatchEnded: batch,
}
_OFTEN = {ReviewEvent: 12, UndoEvent: 4, MoveEvent: 3}


def a_part(of: Machine) -> list[Event]:
    """Some of what a machine knows, in any order, as it comes when the rest is still on its way."""
    known = [event.model_copy(update={"batch": None}) for event in counting(of.lines)]
    return of.chance.sample(known, of.chance.randint(0, len(known)))


def step(machine: Machine, other: Machine, weights: Mapping[type[Event], float]) -> None:
    """Let something happen on a machine: mostly an event, at times something to the machine."""
    chance = machine.chance
    machine.now += timedelta(minutes=chance.choice([0, 1, 15, 600, 3000]))
    what = chance.random()
    if what < 0.03:
        machine.import_from(other.lines)
    elif what < 0.04:
        machine.import_from(a_part(other))
    elif what < 0.08:
        machine.reopen()
    elif what < 0.1:
        machine.now -= timedelta(hours=chance.randint(1, 5))
    elif what < 0.13:
        machine.ahead = timedelta() if machine.ahead else timedelta(days=chance.randint(2, 2000))
    elif what < 0.15 and machine.lines:  # another program copied a line
        machine.copy(chance.choice(counting(machine.lines) or [session(machine)]))
    else:
        [kind] = chance.choices([*weights], [*weights.values()])
        machine.record(EVENTS[kind](machine))


def history(seed: int, longest: int = 60) -> tuple[Machine, Machine]:
    """Two machines after a random history of up to so many events, with a leaning of its own."""
    chance = random.Random(seed)
    one, two = Machine(chance), Machine(chance)
    weights = {kind: _OFTEN.get(kind, 1) * chance.choice((0.1, 1, 1, 5)) for kind in EVENTS}
    for _ in range(chance.randint(1, longest)):
        machine, other = (one, two) if chance.random() < 0.6 else (two, one)
        step(machine, other, weights)
    return one, two


def differences(one: Machine, two: Machine) -> list[str]:
    """What does not hold: live = rebuilt = in any order = merged in either order."""
    found = [
        f"{name}: {when}"
        for name, machine in (("one", one), ("two", two))
        for when, follows in (("rebuilt", machine.rebuilt()), ("shuffled", shuffled(machine)))
        if follows != machine.current.state
    ]
    old = list(one.lines)
    one.import_from(two.lines)
    two.import_from(old)
    if one.current.state != two.current.state:
        found.append("merged in either order")
    if one.rebuilt() != one.current.state:
        found.append("merged and rebuilt")
    return found


def shuffled(machine: Machine) -> State:
    lines = list(machine.lines)
    machine.chance.shuffle(lines)
    return Timeline(None, also=lines).fold()
