"""A whole lesson of each preset: the real program, phones, a terminal, a cockpit, and mishaps.

The wall and `trainer join` run in terminals of their own, three phones and the cockpit in Chromium.
The phones are slow, and come through a network that can swallow every packet. In ten questions a
phone loses its network, the teacher's trainer is killed, stopped, its clock and those of the phones
are moved, packets vanish, a phone's page and a student's terminal are closed and opened again.

    pytest -m slow -n0 tests/classroom/test_lesson.py
    TRAINER_STOPPED=600 pytest -m slow -n0 tests/classroom/test_lesson.py -k drill

Ten minutes of being stopped are mostly simulated: every clock of the teacher's trainer that nobody
sets is put forward by what is left of them.
"""

import asyncio
import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pyte
import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.browser import CHROMIUM, in_browser
from tests.free_port import free_port
from trainer.classroom.drill_event import Answered
from trainer.classroom.drill_log import read_log
from trainer.classroom.drill_stage import TAKING, DrillStage
from trainer.classroom.make_report import report_of
from trainer.classroom.room_state import RoomState
from trainer.classroom.school_class import SchoolClass

pytestmark = [*in_browser, pytest.mark.slow]

STOPPED = float(os.environ.get("TRAINER_STOPPED", "15"))
"""Seconds for which the teacher's trainer is really stopped."""
ASLEEP = 600.0
"""Seconds for which it was stopped by all of its clocks."""
PATIENCE = 40.0
"""Seconds that a loaded machine may need."""
NAMES = ("Anna", "Ben", "Cem")
TERMINAL = "Dora"
QUESTIONS = 10
MOVED = """
import mmap, struct, sys, time
with open(sys.argv.pop(1), "r+b") as file:
    slept = mmap.mmap(file.fileno(), 8)
monotonic, clock_gettime = time.monotonic, time.clock_gettime
time.monotonic = lambda: monotonic() + struct.unpack("d", slept[:8])[0]
time.clock_gettime = lambda which: clock_gettime(which) + struct.unpack("d", slept[:8])[0]
import trainer.clock
from datetime import datetime, timedelta
from pathlib import Path
where = Path(sys.argv.pop(1))
class Moved(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(seconds=float(where.read_text() or 0))
trainer.clock.datetime = Moved
from trainer.cli import main
sys.argv[0] = "trainer"
main()
"""
"""Runs `trainer` with clocks that two files move: those that nobody sets, and the wall's."""
MOVED_PAGE = """
const Real = Date;
window.moved = 0;
Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Date.now()); }
  static now() { return Real.now() + window.moved; }
};
"""


def deck() -> str:
    cards = [
        f"  - {{q: 'What is {n} times {n + 1}?', a: '{n * (n + 1)}', "
        f"wrong: ['{n * n + 1}', '{n * n + 2 * n + 3}'], why: Count {n} by {n}.}}\n"
        for n in range(2, 14)
    ]
    return f"title: Times\nid: times\ncards:\n{''.join(cards)}"


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, home: Path, *command: str) -> None:
        self._end, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 35, 120, 0, 0))
        kept = {
            name: value for name, value in os.environ.items() if name not in {"LINES", "COLUMNS"}
        }
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            cwd=home,
            env={**kept, "TERM": "xterm-256color", "TRAINER_HOME": str(home)},
            start_new_session=True,
        )
        os.close(inner)
        self._screen = pyte.Screen(120, 35)
        self._stream = pyte.ByteStream(self._screen)
        asyncio.get_running_loop().add_reader(self._end, self._read)

    def _read(self) -> None:
        try:
            painted = os.read(self._end, 65536)
        except OSError:
            painted = b""
        if painted:
            self._stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;:$]*[a-zA-Z]", b"", painted))
        else:
            asyncio.get_running_loop().remove_reader(self._end)

    @property
    def text(self) -> str:
        return "\n".join(filter(None, map(str.rstrip, self._screen.display)))

    def key(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    async def shows(self, words: str) -> None:
        await until(lambda: words in self.text, lambda: f"{words!r} not in\n{self.text}")

    async def kill(self) -> None:
        self.process.kill()
        await asyncio.to_thread(self.process.wait)


class Network:
    """What the phones come through: slow, and it can lose all packets without a word."""

    def __init__(self, port: int) -> None:
        self.open = True
        self.port = port
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner_reader, inner = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            writer.close()
            return
        for ends in ((reader, inner), (inner_reader, writer)):
            self._tasks.add(asyncio.create_task(self._carry(*ends)))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(4096):
                await asyncio.sleep(0.08 + len(data) / 50_000)
                if self.open:
                    writer.write(data)
        except OSError:
            pass
        finally:
            writer.close()

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def until(
    holds: Callable[[], bool], told: Callable[[], object] = lambda: "", within: float = PATIENCE
) -> None:
    end = monotonic() + within
    while not holds():
        assert monotonic() < end, told()
        await asyncio.sleep(0.1)


class Lesson:
    """One drill with all who take part."""

    def __init__(self, home: Path, preset: str, browser: Browser, network: Network) -> None:
        self.home, self.preset, self.browser, self.port = home, preset, browser, network.port
        self.network = network
        self.clock = home / "moved"
        self.clock.write_text("0")
        self.slept = home / "slept"
        self.slept.write_bytes(struct.pack("d", 0))
        self.said: dict[tuple[str, int, int], str] = {}
        """(who, question, round) -> what they answered."""
        self.phones: dict[str, tuple[BrowserContext, Page]] = {}
        self.own_pace = preset in {"exit", "homework"}

    async def begin(self) -> None:
        (self.home / "times.yaml").write_text(deck())
        SchoolClass.create("7b", [*NAMES, TERMINAL, "Emil"])
        self.start_wall("--new", "--absent", "Emil", "--questions", str(QUESTIONS))
        await until(lambda: bool(self.cockpit_file()), lambda: self.wall.text)
        for name in NAMES if self.preset != "board" else ():
            context = await self.browser.new_context(
                has_touch=True, is_mobile=True, viewport={"width": 390, "height": 760}
            )
            await context.add_init_script(MOVED_PAGE)
            page = await context.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.on("pageerror", lambda error: pytest.fail(str(error)))
            self.phones[name] = context, page
            await page.goto(f"http://localhost:{self.port}/#{self.state.opened.pin}")
            await page.get_by_label("Your name").fill(name)
            await page.get_by_role("button", name="Join").tap()
        if self.phones:
            self.start_terminal()
            await until(
                lambda: len(self.state.seated) == len(NAMES) + 1, lambda: self.terminal.text
            )
        context = await self.browser.new_context(viewport={"width": 390, "height": 760})
        await context.add_init_script(MOVED_PAGE)
        self.cockpit = await context.new_page()
        await self.cockpit.goto(
            f"http://{self.cockpit_file()['address']}/cockpit#{self.cockpit_file()['secret']}"
        )

    def start_wall(self, *options: str) -> None:
        until_ = ("--until", "tomorrow", "--homework") if self.preset == "homework" else ()
        self.wall = Terminal(
            self.home, "-c", MOVED, str(self.slept), str(self.clock),
            "drill", "times.yaml", "--class", "7b", "--preset", self.preset,
            "--address", "127.0.0.1", "--port", str(self.port),
            *until_, *options,
        )  # fmt: skip

    def start_terminal(self) -> None:
        there = self.home / "terminal"
        there.mkdir(exist_ok=True)
        address = f"127.0.0.1:{self.port}"
        pin = self.state.opened.pin
        self.terminal = Terminal(there, "-m", "trainer", "join", address, pin, "--name", TERMINAL)

    def cockpit_file(self) -> dict[str, str]:
        files = (self.home / "classes" / "7b" / "drills").glob("*cockpit.json")
        return next((json.loads(path.read_text()) for path in files), {})

    @property
    def log(self) -> Path:
        return next((self.home / "classes" / "7b" / "drills").glob("*.jsonl"))

    @property
    def state(self) -> RoomState:
        return RoomState.replay(read_log(self.log))

    def who(self, name: str) -> str:
        return next(p.id for p in self.state.seated.values() if p.name == name)

    async def go_to(self, *stages: DrillStage) -> None:
        """Press Next in the cockpit until the drill stands there."""
        end = monotonic() + PATIENCE
        while self.state.stage not in stages:
            assert monotonic() < end, (self.state.stage, stages, self.wall.text)
            before = (self.state.stage, self.state.question, self.state.round)
            await self.cockpit.locator("#go").click()
            for _ in range(20):
                await asyncio.sleep(0.1)
                if (self.state.stage, self.state.question, self.state.round) != before:
                    break

    async def tap(
        self, name: str, number: int, round_: int = 1, *, answer: int | None = None
    ) -> None:
        """Let a phone answer."""
        page = self.phones[name][1]
        place = page.locator(f"#drill[data-at^='{number + 1} {round_} ']")
        await expect(place).to_be_visible(timeout=PATIENCE * 1000)
        option = page.locator("#answer button").nth(
            (number + len(name)) % 3 if answer is None else answer
        )
        await expect(option).to_be_enabled(timeout=PATIENCE * 1000)
        self.said[name, number, round_] = (await option.text_content() or "").strip()
        await option.tap()
        if self.own_pace:
            await page.get_by_role("button", name="Send").tap()

    async def type(self, number: int, round_: int = 1) -> None:
        """Let the student at the terminal answer."""
        await self.terminal.shows(f"question {number + 1} of {QUESTIONS}")
        await self.terminal.shows("A ▲")
        self.terminal.key("a")
        await self.is_in(TERMINAL, number, round_)

    async def is_in(
        self, name: str, number: int, round_: int = 1, within: float = PATIENCE
    ) -> None:
        who = self.who(name)
        await until(
            lambda: who in self.state.answers.get((number, round_), {}),
            lambda: f"{name} {number} {round_}\n{self.wall.text}",
            within,
        )

    async def answer_all(self, number: int, round_: int = 1, *, but: str = "") -> None:
        for name in self.phones:
            if name != but:
                await self.tap(name, number, round_)
                await self.is_in(name, number, round_)
        await self.type(number, round_)

    async def all_see(self, number: int) -> None:
        """Wait until the question is open on all phones."""
        for _, page in self.phones.values():
            await expect(page.locator(f"#drill[data-at='{number + 1} 1 open']")).to_be_visible()

    # what goes wrong

    async def no_network(self, number: int) -> None:
        context, page = self.phones["Anna"]
        await context.set_offline(True)
        await expect(page.locator("#link")).to_contain_text("reconnecting", timeout=6000)
        await self.tap("Anna", number)
        await asyncio.sleep(3)
        await context.set_offline(False)
        await self.is_in("Anna", number, within=6)

    async def vanished(self, number: int) -> None:
        self.network.open = False
        await self.tap("Ben", number)
        await expect(self.phones["Ben"][1].locator("#link")).to_contain_text(
            "reconnecting", timeout=6000
        )
        await asyncio.sleep(4)
        self.network.open = True
        await self.is_in("Ben", number, within=6)

    async def killed(self, number: int) -> None:
        await self.wall.kill()
        await self.tap("Cem", number)
        self.start_wall("--resume")
        await self.goes_on()
        await self.is_in("Cem", number)
        await expect(self.cockpit.locator("#link")).to_be_empty(timeout=10_000)

    async def stopped(self, number: int) -> None:
        self.wall.process.send_signal(signal.SIGSTOP)
        if self.phones:
            await self.tap("Ben", number)
        self.clock.write_text("-3600")
        await asyncio.sleep(STOPPED)
        with self.slept.open("r+b") as file:  # mapped by the trainer: not to be made again
            file.write(struct.pack("d", max(0.0, ASLEEP - STOPPED)))
        self.wall.process.send_signal(signal.SIGCONT)
        if not self.phones:
            await expect(self.cockpit.locator("#link")).to_be_empty(timeout=20_000)
            return
        await self.goes_on()
        await self.is_in("Ben", number, within=8)

    async def clocks(self, number: int) -> None:
        self.clock.write_text("1800" if number % 2 else "-3600")
        for moved, name in ((-3_600_000, "Anna"), (30_000, "Ben"), (86_400_000, "Cem")):
            await self.phones[name][1].evaluate(f"window.moved = {moved}")
        await self.cockpit.evaluate("window.moved = -3600000")

    async def reopened(self, number: int) -> None:
        context, page = self.phones["Cem"]
        await page.close()
        page = await context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        self.phones["Cem"] = context, page
        await page.goto(f"http://localhost:{self.port}/#{self.state.opened.pin}")
        await self.tap("Cem", number)
        await self.is_in("Cem", number)

    async def terminal_killed(self, number: int) -> None:
        await self.terminal.kill()
        self.start_terminal()
        await self.terminal.shows(f"question {number + 1} of {QUESTIONS}")

    async def goes_on(self) -> None:
        """Where the time was stopped, let it run: seats and answers are there."""
        await self.wall.shows("Next")
        await asyncio.sleep(1)
        await expect(self.cockpit.locator("#link")).to_be_empty(timeout=10_000)
        while self.state.paused:  # a press that saw the stage before the pause does nothing
            await self.cockpit.get_by_role("button", name="Pause").click()
            await asyncio.sleep(2)


MISHAPS: dict[int, tuple[str, Callable[[Lesson, int], object]]] = {
    1: ("Anna", Lesson.no_network),
    2: ("Cem", Lesson.killed),
    3: ("Ben", Lesson.stopped),
    4: ("Ben", Lesson.vanished),
    5: ("", Lesson.clocks),
    6: ("Cem", Lesson.reopened),
    7: ("", Lesson.terminal_killed),
}
"""Question -> whose answer it harms, and what happens."""


@asynccontextmanager
async def lesson(folder: Path, preset: str) -> AsyncIterator[Lesson]:
    network = Network(free_port())
    async with async_playwright() as playwright:
        door = await asyncio.start_server(network, "127.0.0.1", 0)
        way = door.sockets[0].getsockname()[1]
        rule = f"MAP localhost:{network.port} 127.0.0.1:{way}"
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", f"--host-resolver-rules={rule}"]
        )
        begun = Lesson(folder, preset, browser, network)
        try:
            await begun.begin()
            yield begun
        finally:
            for terminal in (getattr(begun, "wall", None), getattr(begun, "terminal", None)):
                if terminal:
                    terminal.process.send_signal(signal.SIGCONT)
                    await terminal.kill()
            await network.end()
            door.close()
            await browser.close()


@pytest.mark.parametrize("preset", ["drill", "gentle", "race", "teams", "peer"])
async def test_at_the_teachers_pace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, preset: str
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    async with lesson(tmp_path, preset) as here:
        began = monotonic()
        for number in range(QUESTIONS):
            await here.go_to(DrillStage.OPEN)
            assert here.state.question == number
            await here.all_see(number)
            whose, mishap = MISHAPS.get(number, ("", None))
            if mishap:
                await mishap(here, number)  # type: ignore[misc]
            await here.answer_all(number, but=whose)
            if preset == "peer":
                await here.go_to(DrillStage.REVOTE)
                await here.answer_all(number, 2)
            await here.go_to(DrillStage.REVEALED)
            for _, page in here.phones.values():
                await expect(page.locator("#result .key")).to_be_visible()
        await here.go_to(DrillStage.DONE)
        for _, page in here.phones.values():
            await expect(page.locator("#review li")).to_have_count(QUESTIONS)
        check(here, (monotonic() - began) * 1000)


@pytest.mark.parametrize("preset", ["exit", "homework"])
async def test_at_each_ones_own_pace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, preset: str
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    async with lesson(tmp_path, preset) as here:
        began = monotonic()
        await here.go_to(DrillStage.OPEN)
        for number in range(QUESTIONS):
            whose, mishap = MISHAPS.get(number, ("", None))
            if mishap:
                await mishap(here, number)  # type: ignore[misc]
            await here.answer_all(number, but=whose)
        await here.go_to(DrillStage.DONE)
        for _, page in here.phones.values():
            await expect(page.locator("#review li")).to_have_count(QUESTIONS)
        check(here, (monotonic() - began) * 1000)


async def test_on_the_board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    async with lesson(tmp_path, "board") as here:
        called: list[str] = []
        for number in range(QUESTIONS):
            await here.go_to(DrillStage.OPEN)
            assert here.state.question == number
            await here.cockpit.get_by_role("button", name="Call someone").click()
            await until(lambda n=number: bool(here.state.called(n)))  # type: ignore[misc]
            called.append(here.state.called(number) or "")
            if number == 2:
                await here.wall.kill()
                here.start_wall("--resume")
                await expect(here.cockpit.locator("#link")).to_be_empty(timeout=20_000)
            if number == 3:
                await here.stopped(number)
            await here.cockpit.get_by_role("button", name="Right").click()
            await until(lambda n=number: called[-1] in here.state.marks[n])  # type: ignore[misc]
            await here.go_to(DrillStage.REVEALED)
        await here.go_to(DrillStage.DONE)
        assert [{*here.state.marks[number].values()} for number in range(QUESTIONS)] == [
            {1}
        ] * QUESTIONS
        assert Counter(called[:4]) == Counter(called[4:8]), "everybody once before anybody twice"


def check(here: Lesson, took: float) -> None:
    """Every answer is in, once, as it was given; no clock that moved made one longer or shorter."""
    state = here.state
    answers = [event for event in read_log(here.log) if isinstance(event, Answered)]
    many = Counter((a.player, a.question, a.round) for a in answers)
    assert set(many.values()) == {1}
    rounds = 2 if here.preset == "peer" else 1
    assert len(many) == QUESTIONS * rounds * (len(NAMES) + 1)
    assert all(0 <= answer.after_ms <= took for answer in answers)
    for (name, number, round_), said in here.said.items():
        assert str(state.answers[number, round_][here.who(name)].answer) in said
    from trainer.classroom.past_drills import past_drills

    [past] = past_drills(here.log.parent)
    report = report_of(past.state, past.questions)
    assert [len(player.replies) for player in report.players] == [QUESTIONS] * (len(NAMES) + 1)
    assert {player.student for player in report.players} == {"anna", "ben", "cem", "dora"}
    for question in report.questions:
        right = [a.score for a in state.last_answers(question.number - 1).values()]
        assert question.facility == pytest.approx(sum(right) / len(right))
    assert not {DrillStage.LOBBY, *TAKING} & {state.stage}
