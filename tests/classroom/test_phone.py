"""The phone page in a real browser, beside the teacher's app: one drill, played through."""

import asyncio
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.async_playwright import Axe
from PIL import Image
from playwright.async_api import Browser, Page, expect
from textual.widgets import Static

from tests.browser import in_browser
from tests.classroom.conftest import questions
from tests.clock import NOON
from tests.free_port import free_port
from trainer.asking.question import Question
from trainer.classroom.asked_question import asked_of
from trainer.classroom.drill import Drill
from trainer.classroom.drill_event import Answered, Opened
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.preset import PRESETS
from trainer.classroom.roster import read_roster
from trainer.deck.card import Where
from trainer.deck.item import items_of_card, items_of_deck
from trainer.deck.reader import read_deck_text
from trainer.tui.classroom.drill_app import DrillApp
from trainer.tui.widgets.picture import PictureView

pytestmark = in_browser


def drill_of(
    folder: Path, preset: str, *cards: str, every: dict[str, Question] | None = None
) -> Drill:
    every = every or questions()
    return drill_with(folder, preset, [every[card] for card in cards])


def drill_with(folder: Path, preset: str, asked: list[Question]) -> Drill:
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


async def barriers(page: Page) -> list[str]:
    """What axe-core finds that is serious, with the elements that it finds at fault."""
    found = await Axe().run(page)
    return [
        f"{one['id']}: {[node['html'] for node in one['nodes']]}"
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


async def letters_a_line(page: Page) -> int:
    """The fewest letters in a line of a text of several words: 1 where letters stand alone."""
    counted = await page.evaluate(
        """() => [...document.querySelectorAll("#main p, #main h1, #main span, #main label")]
            .filter((one) => one.offsetParent && one.textContent.trim().length > 8)
            .map((one) => one.textContent.trim().length
                / Math.max(1, Math.round(one.getBoundingClientRect().height
                    / parseFloat(getComputedStyle(one).fontSize) / 1.45)))"""
    )
    return int(min(counted, default=9))


async def join(page: Page, url: str, name: str) -> None:
    await page.goto(f"{url}/#123456")
    await page.get_by_label("Your name").fill(name)
    await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_role("heading", name="You are in.")).to_be_visible()


async def test_join_answer_drop_rejoin_reload_and_reveal(tmp_path: Path, chromium: Browser) -> None:
    drill = drill_of(tmp_path, "drill", "choice", "typed")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot:
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

        [anna] = drill.room.presence.here
        await context.set_offline(True)
        if device := drill.server.broadcast.devices.get(
            anna
        ):  # else it knew, and hung up by itself
            device.cut()
        await expect(page.locator("#link")).to_have_text("reconnecting …")
        while drill.room.presence.here:  # the server hears of it by itself
            await pilot.pause(0.05)
        await context.set_offline(False)
        await expect(page.locator("#link")).to_have_text("")
        assert drill.room.presence.here == {anna}

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
        await expect(page.locator("#result .verdict")).to_have_text("1 of 2 right")
        review = page.locator("#review li")
        await expect(review).to_have_count(2)
        await expect(review.nth(1)).to_contain_text("Your answer: Schiller")
        await expect(review.nth(1)).to_contain_text("Goethe")
        assert errors == []
        await pilot.press("q")


async def test_one_press_says_that_a_name_like_ones_own_is_ones_own(
    tmp_path: Path, chromium: Browser
) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    drill.server.admission.roster = read_roster("- José\n", tmp_path / "roster.yaml")
    await drill.server.start()
    page = await chromium.new_page(locale="en")
    await page.goto(f"http://127.0.0.1:{drill.server.port}/#123456")
    await page.get_by_label("Your name").fill("jose")
    await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_role("status").last).to_contain_text("Are you José?")
    await expect(page.get_by_label("Your name")).to_have_value("José")
    await page.get_by_role("button", name="Join").click()
    await expect(page.get_by_role("heading", name="You are in.")).to_be_visible()
    [player] = drill.room.state.players.values()
    assert player.joined.student == "jose"
    await page.close()
    await drill.close()


async def test_a_place_is_pointed_at_in_a_picture(tmp_path: Path, chromium: Browser) -> None:
    (tmp_path / "decks").mkdir()
    Image.new("RGB", (200, 100), "white").save(tmp_path / "decks" / "map.png")
    card = Where.model_validate(
        {
            "q": "Point at Rome.",
            "picture": {"file": "map.png", "alt": "A map"},
            "where": "Rome",
            "hide": {"Rome": [50, 50, 20, 20]},
        }
    )
    [item] = items_of_card("maps", card)
    drill = drill_with(tmp_path, "drill", [Question.of(item, 1)])
    drill.server.gallery.folders = {"maps": tmp_path / "decks"}
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        context = await chromium.new_context(viewport={"width": 320, "height": 640})
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        assert app.screen.query_one(PictureView).display
        picture = page.get_by_role("img", name="A map")
        await expect(picture).to_be_visible()
        box = await picture.bounding_box()
        assert box
        across, down = 0.6 * box["width"], 0.6 * box["height"]
        await page.locator(".frame").click(position={"x": across, "y": down})
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        await pilot.press("space", "space")
        await expect(page.locator(".verdict")).to_have_text("✓ right")
        await expect(page.get_by_role("img", name="A map; marked")).to_be_visible()
        assert errors == []
        await pilot.press("space", "q")


async def test_every_kind_can_be_answered_at_320_pixels(tmp_path: Path, chromium: Browser) -> None:
    cards = ["pick", "truth", "gaps", "number", "date", "order", "match", "list"]
    drill = drill_of(tmp_path, "exit", *cards)
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        page = await (await chromium.new_context(viewport={"width": 320, "height": 640})).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space")
        send = page.get_by_role("button", name="Send")

        await send.click()
        await expect(page.get_by_text("Choose an answer first.")).to_be_visible()
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
        [anna] = drill.room.presence.here
        scores = {n: drill.room.state.answers[n, 1][anna].score for n in range(len(cards))}
        assert set(scores.values()) == {1}
        await pilot.press("f", "q")


async def test_a_flashcard_and_how_sure_one_is(tmp_path: Path, chromium: Browser) -> None:
    drill = drill_of(tmp_path, "peer", "flash", "choice")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot:
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
        answers, [anna] = drill.room.state.answers, drill.room.presence.here
        assert answers[0, 1][anna].score == 0.5
        assert (answers[1, 1][anna].score, answers[1, 1][anna].confidence) == (0, "sure")
        assert (answers[1, 2][anna].score, answers[1, 2][anna].confidence) == (1, None)
        await pilot.press("f", "q")


async def test_an_answer_given_while_the_teachers_trainer_is_away_goes_in_after_the_pause(
    tmp_path: Path, chromium: Browser
) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        context = await chromium.new_context(viewport={"width": 390, "height": 800})
        page = await context.new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        await expect(page.get_by_role("button", name="Tiber")).to_be_enabled()
        [anna] = drill.room.presence.here
        await context.set_offline(True)
        if device := drill.server.broadcast.devices.get(
            anna
        ):  # else it knew, and hung up by itself
            device.cut()
        await page.get_by_role("button", name="Tiber").click()
        await pilot.press("p")
        await context.set_offline(False)
        await expect(page.get_by_role("status").last).to_contain_text(
            "goes in when the drill goes on"
        )
        await pilot.press("p")
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        assert drill.room.state.given[anna].answer == "Tiber"
        await pilot.press("space", "space")
        await expect(page.locator("button.right")).to_contain_text("Tiber")
        await pilot.press("f", "q")


async def test_a_key_that_is_held_costs_nobody_his_seat(tmp_path: Path, chromium: Browser) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        page = await (await chromium.new_context()).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        option = page.get_by_role("button", name="Po")
        await option.focus()
        for _ in range(60):
            await option.dispatch_event("click")
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        assert len(drill.room.presence.here) == 1
        await pilot.press("f", "q")


async def test_what_cannot_be_read_is_asked_again(tmp_path: Path, chromium: Browser) -> None:
    drill = drill_of(tmp_path, "drill", "number")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        page = await (await chromium.new_context(viewport={"width": 320, "height": 700})).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        line = page.get_by_label("Your answer")
        await line.fill("many")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").last).to_contain_text("There is no number")
        assert not drill.room.state.given
        await expect(line).to_have_value("many")
        await line.fill("8 legs")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        [given] = drill.room.state.given.values()
        assert given.score == 1
        await pilot.press("f", "q")


async def test_how_sure_one_is_can_be_said_with_what_is_sent(
    tmp_path: Path, chromium: Browser
) -> None:
    drill = drill_of(tmp_path, "peer", "pick")
    app = DrillApp(drill, drill.server.start)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        page = await (await chromium.new_context(viewport={"width": 320, "height": 700})).new_page()
        await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
        await pilot.press("space", "space")
        await page.get_by_role("button", name="Malta").click()
        await page.get_by_role("button", name="Send").click()
        await expect(page.get_by_role("status").last).to_contain_text("Your answer is in")
        [anna] = drill.room.presence.here
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

    def __init__(self, port: int, delay: float = 0) -> None:
        self.open = True
        self._delay = delay
        self._port = port
        self._tasks: set[asyncio.Task[None]] = set()

    async def through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there = await asyncio.open_connection("127.0.0.1", self._port)
        self._tasks |= {
            asyncio.create_task(self._pass(reader, there)),
            asyncio.create_task(self._pass(there_reader, writer)),
        }

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError), closing(writer):
            while data := await reader.read(65536):
                await asyncio.sleep(self._delay)
                if self.open:
                    writer.write(data)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@pytest.mark.parametrize("delay", [0, 0.4])
async def test_where_packets_vanish_a_phone_knows_and_its_answer_goes_in_once(
    tmp_path: Path, chromium: Browser, delay: float
) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    await drill.serve("127.0.0.1", free_port())
    hole = Hole(drill.server.port, delay)
    way = await asyncio.start_server(hole.through, "127.0.0.2", drill.server.port)
    drill.server.hosts.append("127.0.0.2")
    page = await chromium.new_page()
    await join(page, f"http://127.0.0.2:{drill.server.port}", "Anna")
    for _ in range(2):
        drill.do(drill.room.advance)
    option = page.get_by_role("button", name="Tiber")
    await expect(option).to_be_enabled()
    hole.open = False
    await option.click()
    await expect(page.locator("#link")).to_contain_text("reconnecting")
    assert not drill.room.state.given
    hole.open = True
    await expect(page.locator("#said")).to_contain_text("Your answer is in")
    await expect(page.locator("#link")).to_be_empty()
    answers = [event for event in drill.room.events if isinstance(event, Answered)]
    assert [answer.score for answer in answers] == [1]
    way.close()
    await hole.close()
    await drill.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_barrier_stands_in_the_way_in_any_state(
    tmp_path: Path, scheme: Literal["light", "dark"], chromium: Browser
) -> None:
    drill = drill_of(tmp_path, "race", "choice", "order", "match", "typed")
    await drill.serve("127.0.0.1")
    page = await chromium.new_page(
        color_scheme=scheme, viewport={"width": 390, "height": 800}, reduced_motion="reduce"
    )
    await page.goto(f"http://127.0.0.1:{drill.server.port}")
    assert await barriers(page) == []
    await page.goto("about:blank")
    await join(page, f"http://127.0.0.1:{drill.server.port}", "Anna")
    seen = set()
    while drill.room.state.stage is not DrillStage.DONE:
        drill.do(drill.room.advance)
        state = drill.room.state
        place = page.locator(f"#drill[data-at='{state.question + 1} 1 {state.stage.value}']")
        if state.stage is not DrillStage.DONE:
            await expect(place).to_be_visible()
        if state.stage is DrillStage.OPEN and state.question == 0:
            await page.get_by_role("button", name="Po").click()
            await expect(page.locator("#said")).to_contain_text("Your answer is in")
        if (state.stage, state.question > 0) not in seen:
            seen.add((state.stage, state.question > 0))
            assert await barriers(page) == []
        if state.stage is DrillStage.REVEALED:
            await expect(page.locator("#result")).to_contain_text("place 1 of 1")
    await expect(page.locator("#review")).to_be_visible()
    assert await barriers(page) == []
    await drill.close()


def answer_next(drill: Drill, sent: object) -> None:
    """Answer the next question of the one player there is, as from another device of theirs."""
    [player] = drill.room.presence.here
    number = drill.room.flow.question_of(player)
    assert number is not None
    answer = drill.room.questions[number].form.read(sent)
    drill.room.answers.give(player, number, 1, answer, NOON)


@pytest.mark.parametrize("width", [320, 390])
async def test_text_of_twice_the_size_flows_again(
    tmp_path: Path, width: int, chromium: Browser
) -> None:
    drill = drill_of(tmp_path, "exit", "choice", "order", "match", "pick", "list")
    await drill.serve("127.0.0.1")
    context = await chromium.new_context(viewport={"width": width, "height": 640}, bypass_csp=True)
    page = await context.new_page()
    await join(page, f"http://127.0.0.1:{drill.server.port}", "Maximiliane Schwarzenberger")
    await page.add_style_tag(content="html { font-size: 200%; }")
    drill.do(drill.room.advance)
    for answer in (0, [0, 1, 2], [0, 1, 2], [0], ["a", "b", "c"]):
        await expect(page.locator("#answer > *").first).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        assert await page.evaluate("document.documentElement.scrollHeight") < 3500
        assert await letters_a_line(page) >= 4
        number = await page.locator("#place").text_content()
        answer_next(drill, answer)
        drill.server.tell_all()
        await expect(page.locator("#place")).not_to_have_text(number or "")
    await drill.close()


@pytest.mark.parametrize(
    ("locale", "button", "heading", "direction"),
    [
        ("de-DE", "Mitmachen", "Du bist dabei. Gleich geht es los.", "ltr"),
        ("ar-EG", "انضم", "لقد انضممت. سيبدأ التمرين قريبًا.", "rtl"),
        ("ur", "شامل ہوں", "آپ شامل ہو گئے۔ مشق جلد شروع ہوگی۔", "rtl"),
        ("pl-PL", "Join", "You are in. The drill begins soon.", "ltr"),
    ],
)
async def test_the_page_speaks_the_language_of_the_phone(
    tmp_path: Path, locale: str, button: str, heading: str, direction: str, chromium: Browser
) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    await drill.serve("127.0.0.1")
    page = await (await chromium.new_context(locale=locale)).new_page()
    await page.goto(f"http://127.0.0.1:{drill.server.port}/#123456")
    await page.locator("#name").fill("Anna")
    await page.get_by_role("button", name=button, exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text([heading])
    assert await page.evaluate("document.documentElement.dir") == direction
    assert await page.evaluate("document.documentElement.lang") == locale[:2].replace("pl", "en")
    for _ in range(2):
        drill.do(drill.room.advance)
    option = page.get_by_role("button", name="Tiber")
    await option.click()
    await expect(option).to_have_attribute("aria-pressed", "true")
    side = await option.evaluate("(one) => getComputedStyle(one).direction")
    assert side == "ltr", "a name keeps its own direction"
    await drill.close()


async def test_another_code_that_opens_in_the_same_window_counts(
    tmp_path: Path, chromium: Browser
) -> None:
    drill = drill_of(tmp_path, "drill", "choice")
    await drill.serve("127.0.0.1")
    page = await chromium.new_page()
    for pin in ("111111", "123456"):
        await page.goto(f"http://127.0.0.1:{drill.server.port}/#{pin}")
        await expect(page.locator("#pin")).to_have_value(pin)
    await drill.close()


async def test_a_question_tells_its_language_and_runs_in_its_own_direction(
    tmp_path: Path, chromium: Browser
) -> None:
    text = (
        "title: t\nlanguage: ar\ncards:\n"
        "  - {id: a, q: ما هي عاصمة مصر؟, a: القاهرة, wrong: [الجيزة, أسوان]}\n"
        "  - {id: b, q: كيف نقول كتاب بالألمانية؟, a: Buch, wrong: [Tisch, Haus], language: de}\n"
    )
    deck = read_deck_text(text, Path("t.yaml")).deck
    assert deck
    every = {item.id: Question.of(item, seed=7) for item in items_of_deck(deck)}
    drill = drill_of(tmp_path, "drill", "a", "b", every=every)
    await drill.serve("127.0.0.1")
    page = await chromium.new_page()
    await join(page, f"http://127.0.0.1:{drill.server.port}", "Zoë")
    for option, language, direction in (("القاهرة", "ar", "rtl"), ("Buch", "de", "ltr")):
        for _ in range(2):
            drill.do(drill.room.advance)
        made = page.get_by_role("button", name=option)
        await expect(made).to_be_enabled()
        prompt = page.locator("#prompt")
        await expect(prompt).to_have_attribute("lang", "ar")
        assert await prompt.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
        assert await made.evaluate("(one) => getComputedStyle(one).direction") == direction
        await expect(made.locator(f"[lang={language}]")).to_have_text(option)
        drill.do(drill.room.reveal)
    await drill.close()
