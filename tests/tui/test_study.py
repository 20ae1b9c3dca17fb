"""The wiring of the study screen: what a learner presses and what he sees."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from trainer.memory.rating import Rating
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.study import StudyScreen
from trainer.tui.screens.summary import SummaryScreen

OpenApp = Callable[..., TrainerApp]


def shown(app: TrainerApp, selector: str) -> str:
    """The text of a widget on the screen."""
    return str(app.screen.query_one(selector, Static).content)


def session_of(app: TrainerApp) -> Session:
    assert isinstance(app.screen, StudyScreen)
    return app.screen._session


async def go_to(pilot: Pilot[None], item_id: str) -> Session:
    """Let the screen ask one card, by skipping the others."""
    app = pilot.app
    assert isinstance(app, TrainerApp)
    await pilot.pause()
    assert isinstance(app.screen, StudyScreen)
    session = session_of(app)
    while session.item.id != item_id:
        session.skip(app.clock())
    await app.screen._show()
    await pilot.pause()
    return session


@pytest.mark.parametrize(
    ("item", "keys", "score"),
    [
        ("choice", ["space", "letter of Tiber"], 1.0),
        ("choice", ["space", "down", "enter"], None),
        ("pick", ["space", "letter of Malta", "letter of Cyprus", "enter"], 1.0),
        ("typed", [*"goete", "enter"], 1.0),
        ("cloze", [*"vienna", "enter"], 1.0),
        ("gaps", [*"red", "enter", *"green", "enter"], 1.0),
        ("truth", ["f"], 1.0),
        ("truth", ["up", "enter"], 1.0),
        ("number", ["8", "enter"], 1.0),
        ("number", ["enter"], 0.0),
        ("date", [*"1989", "enter"], 0.5),
        ("match", ["letter of Lima", "letter of Santiago", "letter of Havana", "enter"], 1.0),
        ("list", [*"latvia", "enter", "enter"], 1 / 3),
    ],
)
async def test_each_kind_is_answered_by_keyboard(
    open_app: OpenApp, item: str, keys: list[str], score: float | None
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
        session = await go_to(pilot, item)
        options = session.options
        pressed = [
            "abcdef"[options.index(key.removeprefix("letter of "))] if len(key) > 9 else key
            for key in keys
        ]
        await pilot.press(*pressed)
        await pilot.pause()
        assert session.stage is Stage.ANSWERED
        assert session.mark is not None
        if score is not None:
            assert session.mark.score == pytest.approx(score)


async def test_things_are_carried_to_their_place(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "order")
        first, second, third = session.options
        await pilot.press("space", "down", "space", "enter")
        await pilot.pause()
        assert session.answer == (second, first, third)


async def test_everything_can_be_done_with_the_mouse(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "choice")
        await pilot.click(".rating.-good")
        await pilot.pause()
        rows = list(app.screen.query(".row"))
        await pilot.click(rows[session.options.index("Tiber")])
        await pilot.pause()
        assert session.mark is not None
        assert session.mark.score == 1
        await pilot.click(".rating.-easy")
        await pilot.pause()
        memory = app.collection.learner.memory("kinds", "choice")
        assert memory is not None
        assert memory.phase.value == "review"


async def test_the_answer_is_revealed_in_place_with_all_that_helps(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "choice")
        assert "Tiber" not in shown(app, "#revealed")
        await pilot.press("space", "abc"[session.options.index("Po")])
        await pilot.pause()
        text = shown(app, "#revealed")
        assert "✗ wrong" in text
        assert "It runs through Turin." in text
        assert "The Tiber reaches the sea at Ostia." in text
        assert "source 4.2" in text


async def test_under_each_rating_stands_when_the_card_comes_back(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "10m" in shown(app, ".rating.-good")
        assert "▸" not in shown(app, ".rating.-good")
        await pilot.press("space")
        await pilot.pause()
        assert "▸3 Good" in shown(app, ".rating.-good")


async def test_one_hand_rates_and_undoes(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        session = session_of(app)
        first = session.item
        await pilot.press("space", "1")
        await pilot.pause()
        assert session.item != first
        await pilot.press("u")
        await pilot.pause()
        assert session.item == first
        assert "Paris" in shown(app, "#revealed")
        assert app.collection.learner.states("kinds") == {}


async def test_typing_takes_letters_as_letters_and_ctrl_z_undoes(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "typed")
        steps = session.done
        await pilot.press("u", "q", "1")
        assert app.screen.query_one("#answer Input", Input).value == "uq1"
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert session.item.id != "typed"
        assert session.done == steps


async def test_escape_leaves_the_line_before_it_leaves_the_session(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await go_to(pilot, "typed")
        await pilot.press("x", "escape")
        assert isinstance(app.screen, StudyScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_the_hint_is_shown_on_request(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "On the Seine." not in shown(app, "#hint")
        await pilot.press("h")
        await pilot.pause()
        assert "On the Seine." in shown(app, "#hint")


async def test_a_wrong_answer_is_typed_again_where_the_learner_wants_that(
    open_app: OpenApp,
) -> None:
    app = open_app(study=StudyOptions(), retype=True)
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "typed")
        await pilot.press(*"schiller", "enter")
        await pilot.pause()
        await pilot.press("1")
        assert session.stage is Stage.ANSWERED
        retype = app.screen.query_one("#retype", Input)
        assert retype.has_focus
        retype.value = "Goethe"
        await pilot.press("enter", "1")
        await pilot.pause()
        assert session.item.id != "typed"


async def test_leaving_shows_what_came_of_the_session(open_app: OpenApp) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space", "1", "q")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        page = str(app.screen.query_one("#page Static", Static).content)
        assert "1 answer, 0% recalled" in page
        assert "What is the capital of France?" in page
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_a_marked_answer_counts_when_the_learner_leaves_before_rating(
    open_app: OpenApp,
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        session = await go_to(pilot, "number")
        await pilot.press("8", "enter", "q")
        await pilot.pause()
        assert session.summary.ratings[Rating.GOOD] == 1


async def test_waiting_says_until_when(open_app: OpenApp) -> None:
    one = "title: One\nid: one\ncards:\n  - {q: Q?, a: A}\n"
    app = open_app(one, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("space", "4")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)


async def test_answers_that_cannot_be_saved_are_said_to_be_unsaved(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()

        def refuse(*_: object) -> int:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr("os.write", refuse)
            await pilot.press("space", "3")
            await pilot.pause()
        assert "No space left on device" in shown(app, "#standing")
        assert session_of(app).done == 1
        await pilot.press("space", "a", "3")
        await pilot.pause()
        assert app.collection.learner.unsaved == ()
        assert shown(app, "#standing") == ""
