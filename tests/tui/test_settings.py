import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

from textual.pilot import Pilot
from textual.widgets import Input, Static, Switch

from tests.tui.conftest import until
from trainer.store.settings import load_settings
from trainer.tui.app import TrainerApp
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.key_map import KeyMapScreen
from trainer.tui.widgets.long_list import LongList

OpenApp = Callable[..., TrainerApp]


def field(app: TrainerApp, name: str) -> Input:
    return next(line for line in app.screen.query(Input) if line.name == name)


def saved(app: TrainerApp) -> dict[str, object]:
    return load_settings(app.collection.learner.folder)[0].model_dump()


async def open_settings(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.press("comma")
    await pilot.pause()


async def put(app: TrainerApp, pilot: Pilot[None], name: str, value: str) -> None:
    """Type a value into its field and press enter."""
    line = field(app, name)
    line.focus()
    line.value = value
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()


def beside(app: TrainerApp, name: str) -> str:
    told = next((told for told in app.screen.query(".beside") if told.name == name), None)
    return str(cast("Static", told).content) if told and told.display else ""


async def test_a_value_is_kept_once_it_is_whole(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        await put(app, pilot, "desired_retention", "0.85")
        next(s for s in app.screen.query(Switch) if s.name == "retype").value = True
        await pilot.pause()
        assert saved(app)["desired_retention"] == 0.85
        assert saved(app)["retype"] is True
        assert app.collection.scheduler.desired_retention == 0.85
        line = field(app, "new_per_day")
        line.focus()
        line.value = ""
        await pilot.press("2")
        await pilot.pause()
        assert saved(app)["new_per_day"] == 50, "its field was not left"
        await pilot.press("5", "tab")
        await pilot.pause()
        assert saved(app)["new_per_day"] == 25


async def test_what_cannot_be_says_so_by_its_field_and_once_on_leaving(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        assert beside(app, "desired_retention") == ""
        await put(app, pilot, "desired_retention", "1.5")
        assert "from 0.70 to 0.99" in beside(app, "desired_retention")
        assert saved(app)["desired_retention"] == 0.9
        await put(app, pilot, "rollover_hour", "5")
        assert "from 0.70 to 0.99" in beside(app, "desired_retention"), "each has its own"
        assert saved(app)["rollover_hour"] == 5
        await put(app, pilot, "desired_retention", "0.9")
        assert beside(app, "desired_retention") == ""
        line = field(app, "new_per_day")
        line.focus()
        line.value = "many"
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "whole number" in beside(app, "new_per_day")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert saved(app)["new_per_day"] == 50


async def test_what_is_odd_says_what_it_costs(open_app: OpenApp) -> None:
    app = open_app(new_per_day=10)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        assert beside(app, "desired_retention") == ""
        await put(app, pilot, "desired_retention", "0.99")
        assert "15 times as often" in beside(app, "desired_retention")
        await put(app, pilot, "new_per_day", "0")
        assert "No new card" in beside(app, "new_per_day")
        assert saved(app)["new_per_day"] == 0


async def test_a_key_that_is_taken_is_refused_and_one_of_another_layout_works(
    open_app: OpenApp,
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, KeyMapScreen) and app.screen.is_mounted)
        rows, line = app.screen.query_one(LongList), app.screen.query_one(Input)
        rows.cursor = next(at for at in range(rows.count) if "home.browse" in rows.row(at).plain)
        for keys in ("q", "ü"):
            await pilot.press("enter")
            line.value = keys
            await pilot.press("enter")
            await pilot.pause()
            refused = "home.quit" in str(app.screen.query_one("#message", Static).content)
            assert refused is (keys == "q")
            assert saved(app)["keys"] == ({} if refused else {"home.browse": "ü"})
            await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, KeyMapScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("ü")
        await pilot.pause()
        assert not isinstance(app.screen, HomeScreen)


async def test_a_folder_to_sync_with_is_kept_and_says_what_will_be_written(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_settings(pilot)
        await put(app, pilot, "sync_folder", str(tmp_path / "gone"))
        assert "cannot be read" in beside(app, "sync_folder")
        assert saved(app)["sync_folder"] is None
        (tmp_path / "box").mkdir()
        await put(app, pilot, "sync_folder", str(tmp_path / "box"))
        assert saved(app)["sync_folder"] == str(tmp_path / "box")
        assert "what you answered and when" in beside(app, "sync_folder")
        next(s for s in app.screen.query(Switch) if s.name == "sync_decks").value = True
        await put(app, pilot, "sync_folder", "")
        assert saved(app)["sync_folder"] is None
        assert saved(app)["sync_decks"] is True
        assert not beside(app, "sync_folder")


async def test_on_a_narrow_screen_a_key_is_changed_knowing_of_which_screen(
    open_app: OpenApp,
) -> None:
    app = open_app()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, KeyMapScreen) and app.screen.is_mounted)
        await pilot.press("end", "enter")
        await pilot.pause()
        message = str(app.screen.query_one("#message", Static).content)
        assert re.search(r"\([a-z_]+\.[a-z_]+\)", message)
