"""The cockpit on the teacher's phone, in a real browser."""

from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import in_browser
from tests.classroom.test_phone import barriers
from tests.classroom.test_server import Open, Wall, wall
from trainer.classroom.drill_stage import DrillStage

__all__ = ["wall"]

pytestmark = in_browser


async def opened(here: Wall, page: Page) -> Page:
    await page.goto(f"{here.base}/cockpit#{here.drill.cockpit.secret}")
    await expect(page.locator("#where")).not_to_be_empty()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_drill_without_devices_is_run_from_a_phone(
    wall: Open, chromium: Browser, scheme: Literal["light", "dark"]
) -> None:
    async with wall("board", students="Anna Ben", teams=("Red", "Blue")) as here:
        page = await opened(here, await chromium.new_page(color_scheme=scheme))
        room, press = here.drill.room, page.get_by_role("button")
        await expect(page.locator("#where")).to_have_text("who is here?")
        await press.filter(has_text="Next").click()
        await expect(page.locator("#where")).to_contain_text("think")
        await press.filter(has_text="Next").click()
        await expect(page.locator("#counts input")).to_have_count(3)
        for count, box in zip((4, 12, 7), await page.locator("#counts input").all(), strict=True):
            await box.fill(str(count))
        await page.get_by_role("button", name="Keep the hands").click()
        await press.filter(has_text="Blue").click()
        await expect(press.filter(has_text="Blue ✓")).to_be_visible()
        await press.filter(has_text="Blue").click()
        await expect(press.filter(has_text="Blue ◐")).to_be_visible()
        await page.get_by_role("button", name="Call someone").click()
        await page.get_by_role("button", name="Half", exact=True).click()
        await expect(page.locator("#question")).to_contain_text("◐")
        assert room.state.tallies == {(0, 1): (4, 12, 7)}
        called = room.state.called(0)
        assert room.state.marks[0] == {"team:Blue": 0.5, called: 0.5}
        assert await barriers(page) == []
        await page.get_by_role("button", name="Close answers").click()
        await expect(page.locator("#where")).to_contain_text("the answer")


async def test_who_answered_what_is_seen_and_voided_and_a_refusal_stays_in_sight(
    wall: Open, chromium: Browser
) -> None:
    async with wall() as here:
        anna = await here.phone()
        await anna.join("Anna")
        narrow = await chromium.new_page(viewport={"width": 320, "height": 640}, bypass_csp=True)
        page = await opened(here, narrow)
        here.go(2)
        await anna.say(t="answer", q=1, round=1, answer="Po")
        await expect(page.locator("#players")).to_contain_text("✗ Po")
        await expect(page.locator("#question .key")).to_have_text("Tiber")
        await page.get_by_role("button", name="Void the answer of Anna").click()
        await expect(page.locator("#players")).not_to_contain_text("Po")
        await page.get_by_role("button", name="Back").click()
        await expect(page.locator("#players")).to_contain_text("✗ Po")
        await page.get_by_role("button", name="Call someone").click()
        await expect(page.locator("#said")).to_contain_text("nobody to call")
        await page.add_style_tag(content="html { font-size: 200%; }")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320
        assert here.drill.room.state.stage is DrillStage.OPEN


async def test_another_secret_opens_nothing_and_says_so(wall: Open, chromium: Browser) -> None:
    async with wall() as here:
        page = await chromium.new_page()
        await page.goto(f"{here.base}/cockpit#{'x' * 22}")
        await expect(page.locator("#said")).to_contain_text("another run")
        await expect(page.locator("#link")).to_have_text("closed")
        await expect(page.locator("#question")).to_be_empty()
