"""A key that is held decides nothing; one that is pressed again does."""

import asyncio
import time
from collections.abc import Callable

import pytest
from textual import events
from textual.pilot import Pilot

from trainer.study.options import StudyOptions
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.held_key import DELAY, REPEAT, HeldKey
from trainer.tui.screens.study import StudyScreen

OpenApp = Callable[..., TrainerApp]

FLASHCARDS = "title: Hold\nid: hold\ncards:\n" + "".join(
    f"  - {{q: Question number {n}?, a: answer {n}}}\n" for n in range(30)
)


@pytest.fixture(autouse=True)
def pressed_not_held() -> None:
    """Here a key is held where it is."""


@pytest.mark.parametrize(("gap", "repeats", "may_repeat"), [(0.03, 1, 1), (0.5, 0, 1), (1.2, 0, 0)])
def test_a_repeat_is_told_by_how_soon_it_follows(
    gap: float, *, repeats: bool, may_repeat: bool
) -> None:
    key = HeldKey()
    key.press("space", 10)
    assert not key.repeats
    assert not key.may_repeat
    key.press("space", 10 + gap)
    assert (key.repeats, key.may_repeat) == (bool(repeats), bool(may_repeat))
    key.press("3", 10 + gap + 0.01)
    assert not key.repeats, "another key is pressed, not held"


def reviewed(app: TrainerApp) -> int:
    screen = app.screen
    assert isinstance(screen, StudyScreen)
    return screen.session.done


async def hold(pilot: Pilot[None], key: str, delay: float) -> None:
    """Press a key and keep it down for about a second, as a terminal sends it.

    Each key bears the time at which it is sent: a machine that is busy handles it later.
    """
    app, at = pilot.app, time.monotonic()
    for wait in (0.0, delay, *[0.03] * round((1 - delay) / 0.03)):
        await asyncio.sleep(wait)
        event = events.Key(key, " " if key == "space" else None)
        event.time = at = at + wait
        app.post_message(event)
        if wait == 0:
            await pilot.pause()  # it is seen before the next
    await pilot.pause(2 * REPEAT)
    assert app.is_running


@pytest.mark.parametrize("delay", [0.0, 0.25, 0.5])
@pytest.mark.parametrize("key", ["space", "enter"])
async def test_a_second_of_a_held_key_rates_nothing(
    open_app: OpenApp, key: str, delay: float
) -> None:
    app = open_app(FLASHCARDS, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await hold(pilot, key, delay)
        assert reviewed(app) == 0
        assert app.screen.session.stage is Stage.ANSWERED  # type: ignore[attr-defined]
        await pilot.pause(DELAY)
        await pilot.press(key)
        await pilot.pause()
        assert reviewed(app) == 1, "pressed again, it rates"


async def test_a_key_that_is_pressed_twice_rates_a_moment_later(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[Callable[[], object]] = []

    def set_timer(_: StudyScreen, delay: float, act: Callable[[], object]) -> None:
        if delay == REPEAT:
            later.append(act)

    monkeypatch.setattr(StudyScreen, "set_timer", set_timer)
    app = open_app(FLASHCARDS, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for at in (0.0, DELAY / 2):
            event = events.Key("space", " ")
            event.time = at
            app.post_message(event)
            await pilot.pause()
        assert reviewed(app) == 0
        [rate] = later
        rate()
        await pilot.pause()
        assert reviewed(app) == 1


@pytest.mark.parametrize("key", ["b", "s", "k"])
async def test_a_held_key_sets_one_card_aside_at_most(open_app: OpenApp, key: str) -> None:
    app = open_app(FLASHCARDS, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await hold(pilot, key, 0.0)
        assert len(app.screen.session.steps) == 1  # type: ignore[attr-defined]


async def test_a_key_that_is_held_from_one_screen_to_the_next_is_held_there(
    open_app: OpenApp,
) -> None:
    app = open_app(FLASHCARDS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        at = time.monotonic()

        def send(after: float) -> None:
            event = events.Key("enter", None)
            event.time = at + after
            app.post_message(event)

        for number in range(9):  # while the screen comes that the first one opens
            send(number * 0.03)
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        send(0.3)
        await pilot.pause()
        assert app.screen.session.stage is Stage.ASKING
