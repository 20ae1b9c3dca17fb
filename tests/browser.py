"""Chromium, started once for all tests that drive it; each has windows of its own."""

import os
import shutil
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.clock import PATIENCE

if TYPE_CHECKING:  # or every test would wait for its import
    from playwright.async_api import Browser

NAMES = "chromium-headless-shell", "chromium", "chromium-browser"
"""What Debian calls it; without its window it takes two fifths of the time."""
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def started_chromium() -> "AsyncIterator[Browser]":
    if CHROMIUM is None and not os.environ.get("TRAINER_CI"):
        pytest.skip("needs Debian's chromium-headless-shell, or chromium")
    from playwright.async_api import async_playwright, expect

    expect.set_options(timeout=PATIENCE * 1000)

    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield launched
        await launched.close()


@pytest_asyncio.fixture(loop_scope="session")
async def chromium(started_chromium: "Browser") -> "AsyncIterator[Browser]":
    """A browser without a window; its test is to run in the session's loop, as it does."""
    yield started_chromium
    for context in started_chromium.contexts:
        await context.close()


in_browser = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
"""What a test of a page is marked with."""
