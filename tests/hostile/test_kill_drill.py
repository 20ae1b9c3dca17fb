"""The teacher's trainer killed in mid-question: seats and answers are there when it is back."""

import asyncio
import random
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from trainer.classroom.client import Seat
from trainer.classroom.drill_log import read_log
from trainer.classroom.heard import Ack, SeatHears, State
from trainer.classroom.school_class import SchoolClass
from trainer.classroom.state import RoomState

STUDENTS = [f"Student {number}" for number in range(12)]


class Student:
    """A device that answers at random moments, and notes what was acknowledged."""

    def __init__(self, name: str, address: str, pin: str, chance: random.Random) -> None:
        self.name = name
        self.pin = pin
        self.acknowledged: list[int] = []
        self.sent: list[int] = []
        self.state: State | None = None
        self._chance = chance
        self.seat = Seat(address, self.hear, lambda _: None)

    def hear(self, message: SeatHears) -> None:
        if isinstance(message, State):
            self.state = message
        elif isinstance(message, Ack) and self.seat._pending is None:  # else it is of one before
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


async def start(home: Path, port: int) -> tuple[Process, str, int]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.hostile.drill_to_kill", str(home), str(port), stdout=PIPE
    )
    assert process.stdout
    pin, port_ = (await asyncio.wait_for(process.stdout.readline(), 20)).split()
    return process, pin.decode(), int(port_)


@pytest.mark.parametrize("seed", range(2))
async def test_killed_and_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    school_class = SchoolClass.create("7b", STUDENTS)
    chance = random.Random(seed)
    process, pin, port = await start(tmp_path, 0)
    students = [Student(name, f"127.0.0.1:{port}", pin, chance) for name in STUDENTS]
    lives = [asyncio.create_task(student.live()) for student in students]
    for _ in range(3):
        await asyncio.sleep(chance.uniform(1.0, 1.5))
        process.send_signal(signal.SIGKILL)
        await process.wait()
        process, again, _ = await start(tmp_path, port)
        assert again == pin
    await asyncio.sleep(2)
    for life in lives:
        life.cancel()
    await asyncio.gather(*lives, return_exceptions=True)
    process.send_signal(signal.SIGKILL)
    await process.wait()
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
