from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Input, Static, Switch

from trainer.store.settings import load_settings
from trainer.tui.app import TrainerApp
from trainer.tui.screens.home import HomeScreen

OpenApp = Callable[..., TrainerApp]


def field(app: TrainerApp, name: str) -> Input:
    return next(line for line in app.screen.query(Input) if line.name == name)


def saved(app: TrainerApp) -> dict[str, object]:
    return load_settings(app.collection.learner.folder)[0].model_dump()


async def open_settings(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.press("comma")
    await pilot.pause()


async def test_what_holds_is_saved_at_once(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        field(app, "desired_retention").value = "0.85"
        field(app, "new_per_day").value = "3"
        next(s for s in app.screen.query(Switch) if s.name == "retype").value = True
        await pilot.pause()
        assert saved(app)["desired_retention"] == 0.85
        assert saved(app)["new_per_day"] == 3
        assert saved(app)["retype"] is True
        assert app.collection.scheduler.desired_retention == 0.85


async def test_what_cannot_be_says_so_and_is_not_saved(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        field(app, "desired_retention").value = "1.5"
        await pilot.pause()
        assert "from 0.70 to 0.99" in str(app.screen.query_one("#told", Static).content)
        assert saved(app)["desired_retention"] == 0.9


async def test_a_key_is_changed_and_works(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        field(app, "keys home.browse").value = "x"
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("x")
        await pilot.pause()
        assert not isinstance(app.screen, HomeScreen)


async def test_a_key_that_is_taken_is_refused(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        field(app, "keys home.browse").value = "q"
        await pilot.pause()
        assert "home.quit" in str(app.screen.query_one("#told", Static).content)
        assert saved(app)["keys"] == {}
