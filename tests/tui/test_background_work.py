"""Work beside the keys: shown while somebody waits for it, told where it fails, else dropped."""

import ast
import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

import trainer.tui
from trainer.errors import TrainerError
from trainer.progress import Progress
from trainer.tui.app import TrainerApp
from trainer.tui.background_work import BackgroundWork
from trainer.tui.trainer_screen import TrainerScreen

OpenApp = Callable[..., TrainerApp]


class Waiting(TrainerScreen):
    """Shows what a thread found, once the test lets it end."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.trouble: Exception | None = None
        self.shown: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static(id="told")

    def ask(self, what: str) -> None:
        self.in_background(lambda work: self._ask(work, what), self._show)

    async def _ask(self, work: BackgroundWork, what: str) -> None:
        progress = work.progress(lambda what, share: self._show(f"{what} {share:.0%}"))
        await work.in_turn(self._show, await work.in_thread(self._found, what, progress))

    def _found(self, what: str, progress: Progress) -> str:
        self.begun.set()
        assert self.may_end.wait(10)
        progress(what, 0.5)
        if self.trouble:
            raise self.trouble
        return what

    def _show(self, what: str) -> None:
        self.query_one("#told", Static).update(what)
        self.shown.append(what)


@pytest.fixture
def screen() -> Iterator[Waiting]:
    screen = Waiting()
    yield screen
    screen.may_end.set()


async def begin(app: TrainerApp, pilot: Pilot[None], screen: Waiting, what: str) -> None:
    app.push_screen(screen)
    await pilot.pause()
    screen.ask(what)
    assert await asyncio.to_thread(screen.begun.wait, 10)


async def ended(app: TrainerApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    await app.workers.wait_for_complete()
    await pilot.pause()


async def test_what_is_found_is_shown(open_app: OpenApp, screen: Waiting) -> None:
    app = open_app()
    async with app.run_test() as pilot:
        await begin(app, pilot, screen, "one")
        screen.may_end.set()
        await ended(app, pilot)
        assert screen.shown == ["one 50%", "one"]


async def test_what_fails_is_told(open_app: OpenApp, screen: Waiting) -> None:
    app = open_app()
    async with app.run_test() as pilot:
        await begin(app, pilot, screen, "one")
        screen.trouble = TrainerError("The disk is full.", "Make room.")
        screen.may_end.set()
        await ended(app, pilot)
        assert screen.shown == ["one 50%", "The disk is full. Make room."]


@pytest.mark.parametrize("trouble", [None, TrainerError("The disk is full.")])
async def test_what_comes_when_the_screen_was_left_is_dropped(
    open_app: OpenApp, screen: Waiting, trouble: Exception | None
) -> None:
    app = open_app()
    async with app.run_test() as pilot:
        await begin(app, pilot, screen, "one")
        screen.trouble = trouble
        app.pop_screen()
        screen.may_end.set()
        await ended(app, pilot)
    assert screen.shown == []
    assert not app.return_code


async def test_what_was_asked_for_last_is_shown(open_app: OpenApp, screen: Waiting) -> None:
    app = open_app()
    async with app.run_test() as pilot:
        await begin(app, pilot, screen, "one")
        screen.ask("two")
        await pilot.pause()
        screen.may_end.set()
        await ended(app, pilot)
        assert screen.shown == ["two 50%", "two"]


async def test_what_comes_when_the_app_is_left_is_dropped(
    open_app: OpenApp, screen: Waiting
) -> None:
    app = open_app()
    async with app.run_test() as pilot:
        await begin(app, pilot, screen, "one")
        app.exit()
        screen.may_end.set()
        await pilot.pause()
    assert screen.shown == []
    assert not app.return_code


def test_only_one_module_waits_for_work() -> None:
    """What else is waited for is a connection, as long as its screen, and a page for a phone."""
    runs = {"cockpit.py: run_worker", "join.py: run_worker", "drill.py: run_worker"}
    runs |= {"phone_link.py: to_thread"}  # the phone waits for it, no screen
    folder = Path(trainer.tui.__file__).parent
    found = {
        f"{path.name}: {name}"
        for path in folder.rglob("*.py")
        if path.name != "background_work.py"
        for name in names_in(path)
        if name in {"run_worker", "work", "call_from_thread", "to_thread", "sleep"}
    }
    assert found == runs


def names_in(path: Path) -> Iterator[str]:
    """What a module imports or looks up of others."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)
