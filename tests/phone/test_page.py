"""The phone's page in a real browser, beside the app."""

from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from PIL import Image
from playwright.async_api import Browser, expect

from tests.browser import in_browser
from tests.phone.test_server import desk
from trainer.study.collection import Collection

pytestmark = in_browser


async def test_cards_are_studied_on_a_narrow_phone(
    collection: Collection, chromium: Browser
) -> None:
    async with desk(collection) as at:
        context = await chromium.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        link = f"{at.base}/#{at.server.key}"
        await page.goto(link)
        await page.get_by_role("button", name="Show the answer").click()
        await expect(page.locator("#result .key")).to_have_text("Paris")
        found = await Axe().run(page)
        serious = [
            one["id"]
            for one in found.response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
        assert serious == []
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320

        await page.locator("#ratings .suggested").click()
        await expect(page.locator("#who")).to_contain_text("1 done")
        await context.set_offline(True)  # in the middle: the page knows, and comes back
        await expect(page.locator("#link")).not_to_be_empty()
        await context.set_offline(False)
        await expect(page.locator("#link")).to_be_empty()
        await page.get_by_role("button", name="Undo").click()
        await expect(page.locator("#who")).to_contain_text("0 done")

        second = await context.new_page()
        await second.goto(link)
        await expect(page.locator("#said")).to_contain_text("another device")
        await expect(second.locator("#prompt")).to_have_text("What is the capital of France?")
        assert errors == []


MAPS = """\
title: Maps
id: maps
cards:
  - q: Point at Rome.
    picture: {file: map.png, alt: A map}
    where: Rome
    hide: {Rome: [50, 50, 20, 20]}
  - q: Point at Oslo.
    picture: {file: gone.png, alt: The north}
    where: Oslo
    hide: {Oslo: [10, 20, 20, 20]}
  - q: Which town is it?
    picture: {file: map.png, alt: Another map}
    hide: {Bonn: [10, 10, 20, 20]}
"""


async def test_pictures_are_shown_pointed_at_and_done_without(
    open_collection: Callable[..., Collection], tmp_path: Path, chromium: Browser
) -> None:
    Image.new("RGB", (200, 100), "white").save(tmp_path / "map.png")
    async with desk(open_collection(MAPS)) as at:
        page = await chromium.new_page(viewport={"width": 320, "height": 640})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(f"{at.base}/#{at.server.key}")

        await expect(page.locator("#prompt")).to_have_text("Point at Rome.")
        await expect(page.get_by_role("img", name="A map")).to_be_visible()
        frame = page.locator("#media .frame")
        await frame.focus()
        for key in ("ArrowRight", "ArrowDown", "Enter"):
            await page.keyboard.press(key)
        await expect(page.locator(".verdict")).to_have_text("✓ right")
        await expect(page.get_by_role("img", name="A map; marked")).to_be_visible()
        await expect(frame).not_to_have_attribute("role", "application")
        await page.locator("#ratings .suggested").click()

        await expect(page.locator("#prompt")).to_have_text("Point at Oslo.")
        await expect(page.locator("#media")).to_have_text("▣ The north")
        await page.get_by_label("How far across").fill("15")
        await page.get_by_label("How far down").fill("25")
        await page.get_by_role("button", name="Send").click()
        await expect(page.locator(".verdict")).to_have_text("✓ right")
        await page.locator("#ratings .suggested").click()

        await expect(page.locator("#prompt")).to_have_text("Which town is it?")
        await expect(page.get_by_role("img", name="Another map")).to_be_visible()
        await page.get_by_label("Your answer").fill("Bonn")
        await page.get_by_role("button", name="Send").click()
        await expect(page.locator(".verdict")).to_have_text("✓ right")
        assert errors == []


SEVERAL = """\
title: Seas
id: seas
cards:
  - q: Which of these are seas?
    a: [Aral, Baltic]
    wrong: [Po, Rhine]
"""


async def test_what_is_partly_right_says_so_and_is_rated(
    open_collection: Callable[..., Collection], chromium: Browser
) -> None:
    async with desk(open_collection(SEVERAL)) as at:
        page = await chromium.new_page(viewport={"width": 320, "height": 640})
        await page.goto(f"{at.base}/#{at.server.key}")
        await page.get_by_role("button", name="Show the options").click()
        await page.get_by_role("button", name="Aral").click()
        await page.get_by_role("button", name="Send").click()
        await expect(page.locator(".verdict")).to_have_text("◐ partly right")
        await page.locator("#ratings .suggested").click()
        await expect(page.locator("#who")).to_contain_text("1 done")


async def test_a_long_answer_is_sent_whole(
    open_collection: Callable[..., Collection], chromium: Browser
) -> None:
    oath = "I swear by Apollo Healer, by Asclepius, by Hygieia and by Panacea, " * 5
    async with desk(
        open_collection(f"title: Oaths\ncards:\n  - {{q: Oath?, typed: '{oath}'}}\n")
    ) as at:
        page = await chromium.new_page(viewport={"width": 320, "height": 640})
        await page.goto(f"{at.base}/#{at.server.key}")
        await page.get_by_label("Your answer").press_sequentially(oath)
        await page.get_by_role("button", name="Send").click()
        await expect(page.locator(".verdict")).to_have_text("✓ right")
