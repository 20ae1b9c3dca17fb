"""More today, a backlog in parts, today's slips: from the home screen and the summary."""

from collections.abc import Callable
from datetime import timedelta

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from tests.clock import NOON
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.more_today import MoreScreen
from trainer.tui.screens.study import StudyScreen
from trainer.tui.screens.summary import SummaryScreen
from trainer.tui.widgets.key_line import KeyLine

OpenApp = Callable[..., TrainerApp]
MANY = "title: Many\nid: many\ncards:\n" + "".join(
    f"  - {{id: c{number}, q: Question {number}?, a: Answer}}\n" for number in range(30)
)


def shown(app: TrainerApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def choices(app: TrainerApp) -> list[str]:
    assert isinstance(app.screen, MoreScreen)
    options = app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(at).prompt) for at in range(options.option_count)]


def study_all(app: TrainerApp, rating: Rating = Rating.EASY) -> None:
    session = sessions.start(app.collection, StudyOptions(), app.clock())
    while session.left.total:
        session.reveal()
        session.rate(rating, app.clock())
    session.end(app.clock())


async def studied(pilot: Pilot[None], *keys: str) -> None:
    """Rate one card after the other, a key for each."""
    for key in keys:
        await pilot.press("space")
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()


async def test_ten_more_from_the_home_screen(open_app: OpenApp) -> None:
    app = open_app(MANY, new_per_day=10)
    study_all(app)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        told = shown(app, "#due")
        assert "Nothing due until tomorrow." in told
        assert "20 held back: 20 beyond the day's limit" in told
        await pilot.press("m")
        await pilot.pause()
        assert choices(app) == ["10 more new cards, today only"]
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert "10 new" in shown(app, "#due")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)


async def test_leaving_the_choice_changes_nothing(open_app: OpenApp) -> None:
    app = open_app(MANY, new_per_day=10)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("m", "q")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert app.collection.agenda(app.clock()).counts.new == 10


async def test_a_backlog_is_said_and_spread(open_app: OpenApp) -> None:
    app = open_app(MANY, new_per_day=30)
    study_all(app)
    app.clock = lambda: NOON + timedelta(days=60)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "30 reviews are overdue: m spreads them over days" in shown(app, "#due")
        await pilot.press("m")
        await pilot.pause()
        assert choices(app)[0] == "The backlog over 3 days: 10 a day, the most fragile first"
        await pilot.press("enter")
        await pilot.pause()
        assert "10 due" in shown(app, "#due")
        assert "30 reviews wait, spread over the days until" in shown(app, "#due")


async def test_slips_are_drilled_from_the_summary_and_the_count_goes_on(open_app: OpenApp) -> None:
    app = open_app(MANY, study=StudyOptions(), new_per_day=3)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await studied(pilot, "1", "4")
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert "practice" in shown(app, "#top")
        assert app.screen.session.left.total == 1
        assert app.screen.session.item.id == "c0"
        await studied(pilot, "3")
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert "2 done" in shown(app, "#top")


async def test_the_summary_says_until_when_nothing_is_due_and_offers_more(
    open_app: OpenApp,
) -> None:
    app = open_app(MANY, study=StudyOptions(), new_per_day=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await studied(pilot, "4", "4")
        assert isinstance(app.screen, SummaryScreen)
        page = shown(app, "#page Static")
        assert "Nothing due until tomorrow; p to practise, m for more today." in page
        assert "28 held back: 28 beyond the day's limit" in page
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen), "there are no slips to drill"
        await pilot.press("m", "enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
        assert "2 done · 10 new" in shown(app, "#top")


async def test_where_there_is_no_more_it_says_so_and_how_to_go_back(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        told = str(app.screen.query_one("#chooser Static", Static).content)
        assert "no other new card, no card due tomorrow that you have not answered" in told
        assert "more.leave" in {active.binding.id for active in app.screen.active_bindings.values()}
        assert app.screen.query_one(KeyLine)
