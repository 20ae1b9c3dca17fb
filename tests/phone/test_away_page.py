"""The page of cards that goes along, in a real browser: without network, and home again."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser import in_browser
from tests.clock import NOON
from tests.phone.test_page import MAPS
from tests.phone.test_server import desk
from trainer.classroom.addresses import lan_addresses
from trainer.classroom.media import Gallery
from trainer.phone.hand_in import import_answers
from trainer.phone.hand_out import hand_out
from trainer.phone.phone_answers import read_file
from trainer.store.event import ReviewEvent
from trainer.study.collection import Collection
from trainer.study.interval import until_due

pytestmark = in_browser


def reviews(collection: Collection) -> list[ReviewEvent]:
    return [e for e in collection.learner.events() if isinstance(e, ReviewEvent)]


@pytest.fixture
def page_file(collection: Collection, tmp_path: Path) -> Path:
    path = tmp_path / "cards.html"
    page = hand_out(collection, NOON).page(Gallery(collection.card_context.folders))
    path.write_text(page, encoding="utf-8")
    return path


class Away:
    """A phone without network, at a moment."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.errors: list[str] = []
        self.page: Page

    async def open(self, path: Path, at: datetime = NOON) -> Page:
        page = await self.context.new_page()
        await page.clock.install(time=at)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text))
        await page.goto(path.as_uri())
        return page


async def away(chromium: Browser, width: int = 320) -> Away:
    context = await chromium.new_context(
        viewport={"width": width, "height": 640}, timezone_id="UTC", accept_downloads=True
    )
    await context.set_offline(True)
    return Away(context)


async def answer(page: Page, rating: str = "Good") -> None:
    """Look at the answer, and rate."""
    options = page.get_by_role("button", name="Show the options")
    if await options.count():
        await options.click()
    await page.get_by_role("button", name="Show the answer").click()
    await page.get_by_role("button", name=rating).click()


async def saved(page: Page, path: Path) -> Path:
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Get the answers as a file").click()
    await (await download.value).save_as(path)
    return path


async def test_cards_are_studied_without_network_and_come_home(
    collection: Collection, page_file: Path, chromium: Browser, tmp_path: Path
) -> None:
    phone = await away(chromium)
    page = await phone.open(page_file)
    await expect(page.locator("#prompt")).to_have_text("What is the capital of France?")
    await page.get_by_role("button", name="Show the answer").click()
    await expect(page.locator("#result .key")).to_have_text("Paris")
    preview = collection.scheduler.preview("kinds/flash", None, NOON)
    waits = [until_due(state, NOON, NOON.date()) for state in preview.values()]
    assert await page.locator("#ratings .next").all_text_contents() == waits
    found = await Axe().run(page)
    serious = [
        one["id"]
        for one in found.response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    await page.get_by_role("button", name="Again").click()
    await page.get_by_role("button", name="Undo").click()  # the last is taken back
    await expect(page.locator("#result .key")).to_have_text("Paris")
    await page.get_by_role("button", name="Easy").click()
    await expect(page.locator("#who")).to_contain_text("1 done")

    prompt = page.locator("#prompt")
    while await prompt.text_content() != "Which river runs through Rome?":
        await page.get_by_role("button", name="Skip").click()
    await expect(page.get_by_role("button", name="Tiber")).to_have_count(0)
    await page.get_by_role("button", name="Show the options").click()
    await page.get_by_role("button", name="Arno").click()  # the laptop marked it beforehand
    await expect(page.locator(".verdict")).to_have_text("✗ not this time")
    await expect(page.locator("#result")).to_contain_text("It runs through Florence.")
    await page.locator("#ratings .suggested").click()

    while await prompt.text_content() != "Who wrote Faust?":
        await page.get_by_role("button", name="Skip").click()
    await page.get_by_label("Your answer").fill("Goethe")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#result")).to_contain_text("Compare your answer")
    await expect(page.locator("#result .key")).to_have_text("Goethe")
    await page.get_by_role("button", name="Good").click()

    path = await saved(page, tmp_path / "home.json")
    await expect(page.locator("#said")).to_contain_text("trainer phone --take")
    await expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert phone.errors == []

    imported = import_answers(collection, read_file(path), NOON + timedelta(hours=1))
    assert imported.in_words() == "3 answers imported."
    found_here = {one.item: (one.rating.value, one.score) for one in reviews(collection)}
    assert found_here == {"flash": (4, None), "choice": (1, 0.0), "typed": (3, 1.0)}


async def test_a_killed_tab_and_a_second_one_lose_nothing(
    page_file: Path, chromium: Browser, tmp_path: Path
) -> None:
    phone = await away(chromium)
    first = await phone.open(page_file)
    await answer(first)
    await first.close()
    first = await phone.open(page_file)
    await expect(first.locator("#who")).to_contain_text("1 done")
    second = await phone.open(page_file)
    shown = await first.locator("#prompt").text_content()
    await answer(second)
    await expect(first.locator("#who")).to_contain_text("2 done")
    await expect(first.locator("#prompt")).not_to_have_text(shown or "")
    await answer(first)
    await expect(second.locator("#who")).to_contain_text("3 done")
    handed_in = read_file(await saved(second, tmp_path / "home.json"))
    assert len({one.ref for one in handed_in.answers}) == 3


async def test_a_step_comes_back_and_tomorrows_cards_come_tomorrow(
    open_collection: Callable[..., Collection], chromium: Browser, tmp_path: Path
) -> None:
    collection = open_collection(
        "title: T\nid: t\ncards:\n  - {id: a, q: One?, a: Yes}\n  - {id: b, q: Two?, a: No}\n"
    )
    collection.save_settings(collection.settings.model_copy(update={"new_per_day": 1}))
    path = tmp_path / "cards.html"
    path.write_text(hand_out(collection, NOON).page(Gallery({})), encoding="utf-8")
    page = await (await away(chromium)).open(path)
    await answer(page, "Again")
    await expect(page.locator("#prompt")).to_have_text("One?")  # nothing else is there to ask
    await answer(page, "Good")
    await expect(page.locator("#prompt")).to_have_text("One?")
    await page.get_by_role("button", name="Show the answer").click()
    await expect(page.locator("#ratings .next").nth(2)).to_contain_text("d")
    await page.get_by_role("button", name="Good").click()
    await expect(page.locator("#prompt")).to_contain_text("Wed")
    await page.clock.set_fixed_time(NOON + timedelta(days=1))
    await page.reload()
    await expect(page.locator("#prompt")).to_have_text("Two?")


async def test_a_browser_that_keeps_nothing_says_so(page_file: Path, chromium: Browser) -> None:
    phone = await away(chromium)
    await phone.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page = await phone.open(page_file)
    await expect(page.locator("#place")).to_contain_text("keeps nothing")
    await answer(page)
    await expect(page.locator("#who")).to_contain_text("1 done")
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Get the answers as a file").click()
    content = json.loads(Path(await (await download.value).path()).read_text("utf-8"))
    assert len(content["answers"]) == 1


async def test_what_is_none_of_ours_in_the_browser_is_passed_over(
    page_file: Path, chromium: Browser
) -> None:
    phone = await away(chromium)
    page = await phone.open(page_file)
    await answer(page)
    (name,) = await page.evaluate("Object.keys(localStorage)")
    for kept in ("[]", "{}", '"x"', "{", '{"answers": 5, "back": {}}'):
        await page.evaluate("([name, kept]) => localStorage.setItem(name, kept)", [name, kept])
        await page.reload()
        await expect(page.locator("#who")).to_contain_text("0 done")
        await answer(page)
        await expect(page.locator("#who")).to_contain_text("1 done")
    assert phone.errors == []


async def test_maps_are_pointed_at_without_network(
    open_collection: Callable[..., Collection], chromium: Browser, tmp_path: Path
) -> None:
    Image.new("RGB", (200, 100), "white").save(tmp_path / "map.png")
    collection = open_collection(MAPS)
    path = tmp_path / "cards.html"
    gallery = Gallery(collection.card_context.folders)
    path.write_text(hand_out(collection, NOON).page(gallery), encoding="utf-8")
    phone = await away(chromium)
    page = await phone.open(path)
    await expect(page.locator("#prompt")).to_have_text("Point at Rome.")
    image = page.locator("#media img")
    await expect(image).to_have_js_property("naturalWidth", 200)
    box = await image.bounding_box()
    assert box
    await page.mouse.click(box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"])
    await expect(page.get_by_role("img", name="A map; marked")).to_be_visible()
    await expect(page.locator("#media .dot")).to_be_visible()
    await page.get_by_role("button", name="Good").click()
    await expect(page.locator("#prompt")).to_have_text("Point at Oslo.")
    await expect(page.locator("#media")).to_have_text("▣ The north")
    handed_in = read_file(await saved(page, tmp_path / "home.json"))
    import_answers(collection, handed_in, NOON + timedelta(hours=1))
    (review,) = reviews(collection)
    assert review.score == 1.0
    assert phone.errors == []


async def handed_out(page: Page, path: Path) -> dict[str, Any]:
    """Take cards along from the phone's page; what the file holds."""
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Take cards along").click()
    await (await download.value).save_as(path)
    html = path.read_text("utf-8")
    begin = html.index('id="task">') + len('id="task">')
    task: dict[str, Any] = json.loads(html[begin : html.index("</script>", begin)])
    return task


async def test_answers_come_home_by_a_link_and_by_the_file_once(
    collection: Collection, chromium: Browser, tmp_path: Path
) -> None:
    async with desk(collection) as at:
        context = await chromium.new_context(timezone_id="UTC", accept_downloads=True)
        page = await context.new_page()
        await page.goto(f"{at.base}/#{at.server.key}")
        path = tmp_path / "cards.html"
        task = await handed_out(page, path)
        assert at.server.key not in path.read_text("utf-8")
        await page.close()

        phone = Away(context)
        page = await phone.open(path, NOON + timedelta(minutes=1))
        await answer(page, "Easy")
        await answer(page, "Easy")
        file = await saved(page, tmp_path / "home.json")
        before = at.screen.session.item.ref
        await page.get_by_role("button", name="Send them to your computer").click()
        await expect(page.locator("#said")).to_have_text("2 answers imported.")
        assert page.url == f"{at.base}/"
        assert [one.rating for one in reviews(collection)] == [4, 4]
        assert at.screen.session.item.ref != before
        imported = import_answers(collection, read_file(file), NOON)
        assert (imported.new, imported.handed_in) == (0, 2)
        assert task["home"] == f"{at.base}/"


async def test_a_clock_that_is_off_by_an_hour_is_set_right(
    collection: Collection, chromium: Browser, tmp_path: Path
) -> None:
    async with desk(collection) as at:
        context = await chromium.new_context(timezone_id="UTC", accept_downloads=True)
        page = await context.new_page()
        await page.clock.install(time=NOON + timedelta(hours=1))
        await page.goto(f"{at.base}/#{at.server.key}")
        path = tmp_path / "cards.html"
        task = await handed_out(page, path)
        assert abs(task["off"] + 3_600_000) < 60_000
        page = await Away(context).open(path, NOON + timedelta(hours=2))
        await answer(page)
        handed_in = read_file(await saved(page, tmp_path / "home.json"))
        given = datetime.fromtimestamp(handed_in.answers[0].at / 1000, UTC)
        assert abs(given - NOON - timedelta(hours=1)) < timedelta(minutes=1)


async def test_the_page_goes_on_alone_where_it_is_no_secure_origin(
    collection: Collection, chromium: Browser, tmp_path: Path
) -> None:
    address = next(iter(lan_addresses()), None)
    if address is None:
        pytest.skip("this computer is in no network")
    async with desk(collection) as at:
        await at.server.start(address, 0)
        context = await chromium.new_context(timezone_id="UTC", accept_downloads=True)
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.clock.install(time=NOON)
        await page.goto(at.server.link)
        assert await page.evaluate("window.isSecureContext") is False
        await handed_out(page, tmp_path / "cards.html")
        await page.get_by_role("button", name="Show the answer").click()
        await expect(page.locator("#result .key")).to_have_text("Paris")
        await context.set_offline(True)  # in the middle of an answer
        await page.clock.run_for(6000)
        await page.get_by_role("button", name="Go on without").click()
        await expect(page.locator("#prompt")).to_have_text("What is the capital of France?")
        await answer(page, "Easy")
        await answer(page, "Easy")
        assert not reviews(collection)
        await context.set_offline(False)
        # no leap of the clock here: the page would take the laptop for silent, and hand in twice
        await expect(page.locator("#said")).to_have_text("2 answers imported.")
        assert [one.rating for one in reviews(collection)] == [4, 4]
        assert errors == []


async def test_a_tab_goes_on_when_the_app_is_closed_and_hands_in_when_it_is_back(
    collection: Collection, chromium: Browser, tmp_path: Path
) -> None:
    async with desk(collection) as at:
        context = await chromium.new_context(timezone_id="UTC", accept_downloads=True)
        page = await context.new_page()
        await page.clock.install(time=NOON)
        await page.goto(at.server.link)
        await handed_out(page, tmp_path / "cards.html")
        await at.server.stop()
        await page.get_by_role("button", name="Go on without").click()
        await answer(page, "Easy")
        await expect(page.locator("#who")).to_contain_text("1 done")
        await page.close()  # it is on the phone all the same
        await at.server.start("127.0.0.1", 0)
        page = await context.new_page()
        await page.goto(at.server.link)
        await expect(page.locator("#said")).to_have_text("1 answer imported.")
        assert [one.rating for one in reviews(collection)] == [4]
