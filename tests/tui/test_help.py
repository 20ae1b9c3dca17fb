from collections.abc import Callable

from textual.binding import Binding
from textual.widgets import Static

from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens import every_screen
from trainer.tui.screens.help import ABOUT
from trainer.tui.screens.study import StudyScreen
from trainer.tui.trainer_screen import TrainerScreen

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


async def test_help_speaks_of_its_screen_and_names_each_of_its_keys(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pages = {}
        for way in ([], ["enter"], ["q", "b"], ["q", "comma"]):
            await pilot.press(*way)
            await pilot.pause()
            own = [one for one in type(app.screen).BINDINGS if isinstance(one, Binding) and one.id]
            assert set(ABOUT) >= {type(app.screen).__name__}
            live = {active.binding.id for active in app.screen.active_bindings.values()}
            await pilot.press("f1")
            await pilot.pause()
            page = str(app.screen.query_one("#page Static", Static).content)
            for binding in own:
                assert binding.id not in live or binding.description in page, binding.id
            await pilot.press("escape")
            await pilot.pause()
            pages[type(app.screen).__name__] = page
        assert "prop:lapses" in pages["BrowserScreen"]
        assert "prop:lapses" not in pages["StudyScreen"]
        for screen, words in ABOUT.items():
            assert screen not in pages or app.with_keys(words).strip()[:40] in pages[screen]


def test_the_help_of_each_screen_speaks_of_it() -> None:
    own = {one.__name__ for one in every_screen() if issubclass(one, TrainerScreen)}
    assert set(ABOUT) == own


def test_every_key_has_an_action() -> None:
    for screen in every_screen():
        for binding in screen.BINDINGS:
            assert isinstance(binding, Binding)
            action = binding.action.partition("(")[0].removeprefix("app.")
            assert hasattr(screen, f"action_{action}") or hasattr(TrainerApp, f"action_{action}")


async def test_the_manual_offers_no_manual(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "app.help" not in {
            active.binding.id for active in app.screen.active_bindings.values()
        }
        await pilot.press("f1")
        await pilot.pause()
        assert app.screen is app.home


async def test_a_long_line_of_help_hangs_below_its_words(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.pause()
        page = app.screen.query_one("#page Hanging", Static)
        drawn = [page.render_line(number).text for number in range(page.size.height)]
        at = next(number for number, line in enumerate(drawn) if "More today" in line)
        begins = drawn[at].index("More today")
        assert drawn[at + 1][:begins].isspace()
        wrapped = " ".join(line[begins:].strip() for line in drawn[at : at + 4])
        assert wrapped.startswith("More today, or a backlog in parts")


async def test_keys_of_two_actions_are_two_lines(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("comma")
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        page = str(app.screen.query_one("#page Hanging", Static).content)
        assert not any("f1" in line and "f2" in line for line in page.splitlines())


async def test_keys_of_one_action_are_one_line(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        page = str(app.screen.query_one("#page Hanging", Static).content)
        assert [line.split() for line in page.splitlines() if line.endswith("  Quit")] == [
            ["q", "^q", "Quit"]
        ]
