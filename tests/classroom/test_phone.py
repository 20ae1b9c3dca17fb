"""The phone page in a real browser, beside the teacher's app: one drill, played through."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from textual.widgets import Static

from tests.classroom.conftest import NOON, questions
from trainer.classroom.drill import Drill
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.event import Answered, Opened
from trainer.classroom.preset import PRESETS
from trainer.classroom.question import asked_of
from trainer.tui.drill_app import DrillApp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("TRAINER_CI"), reason="needs Debian's chromium"
)


@asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        await launched.close()


def drill_of(folder: Path, preset: str, *cards: str) -> Drill:
    every = questions()
    asked = [every[card] for card in cards]
    opened = Opened(
        at=NOON,
        drill="d1",
        class_name=None,
        preset=preset,
        confidence=PRESETS[preset].confidence,
        questions=tuple(map(asked_of, asked)),
        seed=7,
        pin="123456",
    )
    log = DrillLog(folder / "drills" / "one.jsonl")
    log.put(opened)
    return Drill(PRESETS[preset], asked, [opened], log, school_class=None, clock=lambda: NOON)


async def join(page: Page, url: str, name: str) -> None:
    await page.goto(f"{url}/#123456")
    await page.get_by_label("Your name").fill(name)
    await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_role("heading", name="You are in.")).to_be_visible()


async def test_join_answer_drop_rejoin_reload_and_reveal(tmp_path: Path) -> None:
    drill = drill_of(tmp_path, "drill", "choice", "typed")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot, browser() as chromium:
        await pilot.pause()
        url = f"http://127.0.0.1:{drill.server.port}"
        context = await chromium.new_context(viewport={"width": 320, "height": 640})
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await join(page, url, "Anna <b>")
        assert await page.locator("#who").text_content() == "Anna <b>"

        await pilot.press("space", "space")
        option = page.get_by_role("button", name="Tiber")
        await option.click()
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        await expect(option).to_have_attribute("aria-pressed", "true")
        top = app.screen.query_one("#top", Static)
        while "1/1 answered" not in str(top.render()):
            await pilot.pause(0.05)

        [anna] = drill.room.present
        await context.set_offline(True)
        if device := drill.server._devices.get(anna):  # else it knew, and hung up by itself
            device.cut()
        await expect(page.locator("#link")).to_have_text("reconnecting …")
        assert drill.room.present == set()
        await context.set_offline(False)
        await expect(page.locator("#link")).to_have_text("", timeout=10_000)
        assert drill.room.present == {anna}

        await page.reload()
        await expect(page.get_by_role("button", name="Tiber")).to_have_attribute(
            "aria-pressed", "true"
        )
        assert len(drill.room.state.players) == 1

        await pilot.press("space", "space")
        await expect(page.locator(".key")).to_have_text("Tiber")
        await expect(page.locator(".verdict")).to_have_text("✓ right")
        await expect(page.get_by_text("See a map.")).to_be_visible()

        await pilot.press("space", "space")
        await page.get_by_label("Your answer").fill("Schiller")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        await pilot.press("space", "space", "space")
        await expect(page.locator(".verdict")).to_have_text("1 of 2 right")
        assert errors == []
        await pilot.press("q")


async def test_every_kind_can_be_answered_at_320_pixels(tmp_path: Path) -> None:
    cards = ["pick", "truth", "gaps", "number", "date", "order", "match", "list"]
    drill = drill_of(tmp_path, "exit", *cards)
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot, browser() as chromium:
        await pilot.pause()
        page = await (await chromium.new_context(viewport={"width": 320, "height": 640})).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space")
        send = page.get_by_role("button", name="Send")

        await page.get_by_role("button", name="Malta").click()
        await page.get_by_role("button", name="Cyprus").click()
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320
        await send.click()
        await page.get_by_role("button", name="False").click()
        await send.click()
        await page.get_by_label("Your answer, 1 of 2").fill("red")
        await page.get_by_label("Your answer, 2 of 2").fill("green")
        await send.click()
        await page.get_by_label("Your answer (legs)").fill("8")
        await send.click()
        await page.get_by_label("Your answer (month and year)").fill("November 1989")
        await send.click()
        for planet in ("Venus", "Mercury"):
            up = page.get_by_role("button", name=f"Move {planet} up")
            while await up.is_enabled():
                await up.press("Enter")
        await send.click()
        for left, right in {"Peru": "Lima", "Chile": "Santiago", "Cuba": "Havana"}.items():
            await page.get_by_label(left).select_option(right)
        await send.click()
        for number, name in enumerate(["Estonia", "Latvia", "Lithuania"], 1):
            await page.get_by_label(f"Your answer, {number} of 3").fill(name)
        await send.click()
        await expect(page.get_by_role("heading")).to_have_text(
            ["All your answers are in. Well done."]
        )
        [anna] = drill.room.present
        scores = {n: drill.room.state.answers[n, 1][anna].score for n in range(len(cards))}
        assert set(scores.values()) == {1}
        await pilot.press("f", "q")


async def test_a_flashcard_and_how_sure_one_is(tmp_path: Path) -> None:
    drill = drill_of(tmp_path, "peer", "flash", "choice")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot, browser() as chromium:
        await pilot.pause()
        page = await (await chromium.new_context()).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space", "space")
        await page.get_by_role("button", name="Partly").click()
        await expect(page.get_by_role("button", name="Partly")).to_have_attribute(
            "aria-pressed", "true"
        )
        await pilot.press("space", "space")
        await page.get_by_role("button", name="Po").click()
        await page.get_by_label("sure", exact=True).check()
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        await pilot.press("space", "space")
        await expect(page.get_by_text("second vote")).to_be_visible()
        await page.get_by_role("button", name="Tiber").click()
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        answers, [anna] = drill.room.state.answers, drill.room.present
        assert answers[0, 1][anna].score == 0.5
        assert (answers[1, 1][anna].score, answers[1, 1][anna].confidence) == (0, "sure")
        assert (answers[1, 2][anna].score, answers[1, 2][anna].confidence) == (1, None)
        await pilot.press("f", "q")


async def test_an_answer_given_while_the_teachers_trainer_is_away_goes_in_after_the_pause(
    tmp_path: Path,
) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot, browser() as chromium:
        await pilot.pause()
        context = await chromium.new_context(viewport={"width": 390, "height": 800})
        page = await context.new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        await expect(page.get_by_role("button", name="Tiber")).to_be_enabled()
        [anna] = drill.room.present
        await context.set_offline(True)
        if device := drill.server._devices.get(anna):  # else it knew, and hung up by itself
            device.cut()
        await page.get_by_role("button", name="Tiber").click()
        await pilot.press("p")
        await context.set_offline(False)
        await expect(page.get_by_role("status").last).to_contain_text(
            "goes in when the drill goes on", timeout=10_000
        )
        await pilot.press("p")
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        assert drill.room.state.given[anna].answer == "Tiber"
        await pilot.press("space", "space")
        await expect(page.locator("button.right")).to_contain_text("Tiber")
        await pilot.press("f", "q")


async def test_a_key_that_is_held_costs_nobody_his_seat(tmp_path: Path) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot, browser() as chromium:
        await pilot.pause()
        page = await (await chromium.new_context()).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        option = page.get_by_role("button", name="Po")
        await option.focus()
        for _ in range(60):
            await option.dispatch_event("click")
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        assert len(drill.room.present) == 1
        await pilot.press("f", "q")


async def test_what_cannot_be_read_is_asked_again(tmp_path: Path) -> None:
    drill = drill_of(tmp_path, "drill", "number")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot, browser() as chromium:
        await pilot.pause()
        page = await (await chromium.new_context(viewport={"width": 320, "height": 700})).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        line = page.get_by_label("Your answer")
        await line.fill("many")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").last).to_contain_text("No number was read")
        assert not drill.room.state.given
        await expect(line).to_have_value("many")
        await line.fill("8 legs")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        [given] = drill.room.state.given.values()
        assert given.score == 1
        await pilot.press("f", "q")


async def test_how_sure_one_is_can_be_said_with_what_is_sent(tmp_path: Path) -> None:
    drill = drill_of(tmp_path, "peer", "pick")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot, browser() as chromium:
        await pilot.pause()
        page = await (await chromium.new_context(viewport={"width": 320, "height": 700})).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        await page.get_by_role("button", name="Malta").click()
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        [anna] = drill.room.present
        assert drill.room.state.given[anna].confidence is None
        await page.get_by_label("a guess").check()
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        while drill.room.state.given[anna].confidence is None:
            await pilot.pause(0.05)
        assert drill.room.state.given[anna].confidence == "guess"
        assert drill.room.state.given[anna].answer == ("Malta",)
        await pilot.press("f", "q")


class Hole:
    """A way through which packets can vanish without a word."""

    def __init__(self, port: int) -> None:
        self.open = True
        self._port = port
        self._tasks: set[asyncio.Task[None]] = set()

    async def through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there = await asyncio.open_connection("127.0.0.1", self._port)
        self._tasks |= {
            asyncio.create_task(self._pass(reader, there)),
            asyncio.create_task(self._pass(there_reader, writer)),
        }

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                if self.open:
                    writer.write(data)
        writer.close()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def test_where_packets_vanish_a_phone_knows_and_its_answer_goes_in_once(
    tmp_path: Path,
) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    await drill.serve("127.0.0.1")
    hole = Hole(drill.server.port)
    way = await asyncio.start_server(hole.through, "127.0.0.2", drill.server.port)
    drill.server.hosts.append("127.0.0.2")
    async with browser() as chromium:
        page = await chromium.new_page()
        await join(page, f"http://127.0.0.2:{drill.server.port}", "Anna")
        for _ in range(2):
            drill.do(drill.room.advance)
        option = page.get_by_role("button", name="Tiber")
        await expect(option).to_be_enabled()
        hole.open = False
        await option.click()
        await expect(page.locator("#link")).to_contain_text("reconnecting", timeout=7000)
        assert not drill.room.state.given
        hole.open = True
        await expect(page.locator("#said")).to_contain_text("Your answer is in", timeout=9000)
        await expect(page.locator("#link")).to_be_empty()
    answers = [event for event in drill.room.events if isinstance(event, Answered)]
    assert [answer.score for answer in answers] == [1]
    way.close()
    await hole.close()
    await drill.close()
