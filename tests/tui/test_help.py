from collections.abc import Callable

from textual.widgets import Static

from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen

OpenApp = Callable[..., TrainerApp]


async def test_help_shows_the_keys_of_the_screen_it_was_asked_on(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        page = str(app.screen.query_one("#page Static", Static).content)
        assert "Bury until tomorrow" in page
        assert str(app.collection.learner.folder) in page
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_help_shows_the_learners_own_keys(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions(), keys={"study.undo": "f7"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        page = str(app.screen.query_one("#page Static", Static).content)
        assert any("f7" in line and "Undo" in line for line in page.splitlines())
