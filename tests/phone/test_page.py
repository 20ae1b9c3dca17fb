"""The phone's page in a real browser, beside the app."""

import os
import shutil

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import async_playwright, expect

from tests.phone.test_server import desk
from trainer.study.collection import Collection

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("TRAINER_CI"), reason="needs Debian's chromium"
    ),
]


async def test_cards_are_studied_on_a_narrow_phone(collection: Collection) -> None:
    async with desk(collection) as at, async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
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
        await expect(page.locator("#link")).not_to_be_empty(timeout=10_000)
        await context.set_offline(False)
        await expect(page.locator("#link")).to_be_empty(timeout=10_000)
        await page.get_by_role("button", name="Undo").click()
        await expect(page.locator("#who")).to_contain_text("0 done")

        second = await context.new_page()
        await second.goto(link)
        await expect(page.locator("#said")).to_contain_text("another device")
        await expect(second.locator("#prompt")).to_have_text("What is the capital of France?")
        assert errors == []
        await chromium.close()
