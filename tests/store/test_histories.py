"""However the events came and the program went: what is found is what follows from the events."""

import random
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.clock import NOON
from tests.crash import crash
from tests.store.histories import EVENTS, Machine, differences, history
from trainer.store.doctor import examine
from trainer.store.event import BatchEnded, Event, SchedulerEvent
from trainer.store.learner import Learner
from trainer.store.merge import merge
from trainer.store.state import State

HISTORIES = 1000


def test_every_type_of_event_is_drawn() -> None:
    assert set(EVENTS) == set(get_args(Event))


@pytest.mark.parametrize("tenth", range(10))
def test_live_rebuilt_and_merged_in_either_order_are_the_same(tenth: int) -> None:
    seeds = range(tenth * HISTORIES // 10, (tenth + 1) * HISTORIES // 10)
    assert {seed: found for seed in seeds if (found := differences(*history(seed)))} == {}


class OnDisk(Machine):
    """A machine whose lines stand in a folder."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        super().__init__(chance)
        self.folder = folder
        self.learner = Learner.open(folder, now=self.now)
        self.record(EVENTS[SchedulerEvent](self))

    def record(self, *events: Event) -> None:
        for event in events:
            self.learner.record(event)
        self.follow()

    def record_all(self, events: Sequence[Event], *, cut_off: bool = False) -> None:
        if cut_off:
            # a power cut between what belongs together and the line that ends it
            self.learner._writer.write_many(BatchEnded.close(events)[0])  # noqa: SLF001 - all but its end
        else:
            self.learner.record_all(events)
        self.follow()

    @property
    def state(self) -> State:
        return self.learner.state

    def follow(self) -> None:
        entries = self.learner.journal.entries()
        self.lines = [entry.event for entry in entries if entry.event]

    def opened(self, folder: Path, now: datetime) -> State:
        with Learner.open(folder, read_only=True, now=now) as learner:
            return learner.state


@settings(deadline=None, max_examples=settings().max_examples // 2, stateful_step_count=30)
class TwoMachines(RuleBasedStateMachine):
    """Every type of event, kills, reopenings and merges, on two machines."""

    def __init__(self) -> None:
        super().__init__()
        self.beside = Path(tempfile.mkdtemp())
        chance = random.Random(0)
        self.machines = [OnDisk(self.beside / name, chance) for name in ("one", "two")]

    def teardown(self) -> None:
        one, two = self.machines
        for machine in self.machines:
            machine.learner.close()
            machine.learner = Learner.open(machine.folder, now=one.now)
        shutil.copytree(one.folder, self.beside / "copy")
        merge(one.learner, two.folder, one.now)
        merge(two.learner, self.beside / "copy", one.now)
        assert one.learner.state == two.learner.state
        for machine in self.machines:
            machine.learner.close()
            (machine.folder / "scores.json").unlink(missing_ok=True)
        assert one.opened(one.folder, one.now) == one.learner.state
        shutil.rmtree(self.beside)

    @rule(
        at=st.booleans(),
        kind=st.sampled_from(sorted(EVENTS, key=lambda kind: kind.__name__)),
        minutes=st.sampled_from([-90, 0, 1, 600, 3000]),
        seed=st.integers(0, 99),
    )
    def something_happens(self, kind: type[Event], minutes: int, seed: int, *, at: bool) -> None:
        machine = self.machines[at]
        machine.now += timedelta(minutes=minutes)
        machine.chance = random.Random(seed)
        machine.record(EVENTS[kind](machine))

    @rule(at=st.booleans(), seed=st.integers(0, 99), many=st.integers(1, 3))
    def much_happens_at_once(self, seed: int, many: int, *, at: bool) -> None:
        machine = self.machines[at]
        machine.chance = random.Random(seed)
        kinds = [kind for kind in EVENTS if kind.__name__ != "BatchEnded"]
        events = [EVENTS[machine.chance.choice(kinds)](machine) for _ in range(many)]
        machine.record_all(events)

    @rule(at=st.booleans())
    def a_clock_goes_wrong_or_right(self, *, at: bool) -> None:
        machine = self.machines[at]
        machine.ahead = timedelta() if machine.ahead else timedelta(days=1000)

    @rule(at=st.booleans(), checkpoint=st.booleans(), killed=st.booleans())
    def a_machine_is_opened_again(self, *, at: bool, checkpoint: bool, killed: bool) -> None:
        machine = self.machines[at]
        if checkpoint:
            machine.learner.checkpoint()
        if killed:
            crash(machine.learner, machine.folder)
        else:
            machine.learner.close()
        machine.learner = Learner.open(machine.folder, now=machine.now)
        machine.follow()

    @rule(at=st.booleans())
    def a_doctor_mends_what_can_be_mended(self, *, at: bool) -> None:
        machine = self.machines[at]
        machine.learner.close()
        for complaint in examine(machine.folder, machine.now):
            if complaint.mend:
                complaint.mend(machine.now)
        machine.learner = Learner.open(machine.folder, now=machine.now)
        machine.follow()

    @rule(at=st.booleans())
    def one_takes_in_the_other(self, *, at: bool) -> None:
        machine, other = self.machines[at], self.machines[not at]
        merge(machine.learner, other.folder, machine.now)
        machine.follow()

    @rule(days=st.sampled_from([0, 5000]))
    def what_is_found_is_what_is_live_whenever_it_is_read(self, days: int) -> None:
        for machine in self.machines:
            now = NOON + timedelta(days=days)
            assert machine.opened(machine.folder, now) == machine.learner.state

    @invariant()
    def what_is_rebuilt_is_what_is_live(self) -> None:
        for machine in self.machines:
            assert machine.rebuilt() == machine.learner.state


TestTwoMachines = TwoMachines.TestCase
