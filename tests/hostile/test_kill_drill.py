"""The teacher's trainer killed in mid-question: seats and answers are there when it is back."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.clock import PATIENCE
from tests.free_port import free_port
from trainer.classroom.client import Seat
from trainer.classroom.drill_log import read_log
from trainer.classroom.room_state import RoomState
from trainer.classroom.school_class import SchoolClass
from trainer.classroom.server_message import Ack, SeatMessage, SeatState

STUDENTS = [f"Student {number}" for number in range(12)]


class Student:
    """A device that answers at random moments, and notes what was acknowledged."""

    def __init__(self, name: str, address: str, pin: str, chance: random.Random) -> None:
        self.name = name
        self.pin = pin
        self.acknowledged: list[int] = []
        self.sent: list[int] = []
        self.state: SeatState | None = None
        self._chance = chance
        self.seat = Seat(address, self.hear, lambda _: None)

    def hear(self, message: SeatMessage) -> None:
        if isinstance(message, SeatState):
            self.state = message
        elif isinstance(message, Ack) and not self.seat.waits:  # else it is of one before
            self.acknowledged = list(self.sent)

    async def live(self) -> None:
        run = asyncio.create_task(self.seat.run(self.pin, self.name))
        try:
            while True:
                await asyncio.sleep(self._chance.uniform(0.02, 0.2))
                if self.state and self.state.taking:
                    self.sent.append(self._chance.randrange(3))
                    await self.seat.answer(self.state, self.sent[-1], None)
        finally:
            await self.seat.leave()
            run.cancel()


class Teacher:
    """The trainer that the students sit before, killed and started again."""

    def __init__(self, nursery: Process, home: Path) -> None:
        self._nursery = nursery
        self._home = home
        self._pid = 0
        self.pin = ""
        self.port = free_port()  # still free when it is started again

    async def start(self) -> None:
        assert self._nursery.stdin
        self._nursery.stdin.write(f"{self._home} {self.port}\n".encode())
        pid, pin, port = (await self._said()).split()
        self._pid, self.pin, self.port = int(pid), pin.decode(), int(port)

    async def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)
        assert await self._said() == b"dead\n"

    async def _said(self) -> bytes:
        assert self._nursery.stdout
        return await asyncio.wait_for(self._nursery.stdout.readline(), PATIENCE)


@asynccontextmanager
async def teacher(home: Path) -> AsyncIterator[Teacher]:
    command = sys.executable, "-m", "tests.hostile.drill_to_kill"
    nursery = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, start_new_session=True
    )
    try:
        yield Teacher(nursery, home)
    finally:  # where a test fails, the trainer that it forked lives on
        os.killpg(nursery.pid, signal.SIGKILL)
        await nursery.wait()


async def answers_go_on(students: list[Student], chance: random.Random) -> None:
    """Wait until each has heard of two more answers, and some random time beyond."""
    heard = {student: len(student.acknowledged) for student in students}
    async with asyncio.timeout(PATIENCE):
        while any(len(one.acknowledged) < many + 2 for one, many in heard.items()):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await asyncio.sleep(chance.uniform(0, 0.3))


@pytest.mark.parametrize("seed", range(2 if "TRAINER_CI" in os.environ else 1))
async def test_killed_and_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    school_class = SchoolClass.create("7b", STUDENTS)
    chance = random.Random(seed)
    async with teacher(tmp_path) as there:
        await there.start()
        pin, address = there.pin, f"127.0.0.1:{there.port}"
        students = [Student(name, address, pin, chance) for name in STUDENTS]
        lives = [asyncio.create_task(student.live()) for student in students]
        for _ in range(3):
            await answers_go_on(students, chance)
            await there.kill()
            await there.start()
            assert there.pin == pin
        await answers_go_on(students, chance)
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)
        await there.kill()
    (log,) = school_class.drills.glob("*.jsonl")
    state = RoomState.replay(read_log(log))
    assert sorted(player.name for player in state.seated.values()) == sorted(STUDENTS)
    options = state.opened.questions[0].options
    by_name = {state.players[player].name: given for player, given in state.given.items()}
    for student in students:
        assert len(student.acknowledged) > 3
        # what was acknowledged last, or what was sent after it and is on disk unacknowledged
        later = student.sent[len(student.acknowledged) - 1 :]
        assert by_name[student.name].answer in {options[answer] for answer in later}
