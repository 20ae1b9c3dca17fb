"""Today's answers on a screen of their own."""

from collections.abc import Callable

from textual.widgets import Static

from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.screens.corrections import CorrectionsScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.long_list import LongList

OpenApp = Callable[..., TrainerApp]


def message(app: TrainerApp) -> str:
    return str(app.screen.query_one("#message", Static).content)


async def test_an_answer_is_rated_again_and_taken_back_after_leaving(open_app: OpenApp) -> None:
    app = open_app("title: D\nid: d\ncards:\n  - {id: a, q: A?, a: A}\n")
    session = sessions.start(app.collection, StudyOptions(), app.clock())
    session.reveal()
    session.rate(Rating.AGAIN, app.clock())
    session.end(app.clock())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, CorrectionsScreen)
        rows = app.screen.query_one(LongList)
        assert rows.render_line(0).text.split() == ["12:00", "Again", "A?"]
        await pilot.press("1")
        await pilot.pause()
        assert message(app) == "Kept. The card is due now.", "a step of a minute is of today"
        await pilot.press("3")
        await pilot.pause()
        assert message(app) == "Kept. The card is due now.", "a step that may be asked ahead"
        await pilot.press("4")
        await pilot.pause()
        assert "Easy" in rows.render_line(0).text
        memory = app.collection.learner.memory("d", "a")
        assert memory is not None
        assert memory.ready_at is None
        assert message(app).startswith("Kept. The card is due on ")
        await pilot.press("x")
        await pilot.pause()
        assert "taken back" in rows.render_line(0).text
        assert app.collection.learner.memory("d", "a") is None
        assert "new again" in message(app)


async def test_a_day_without_answers_says_so(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Nothing was answered" in message(app)
        await pilot.pause()
        words = [offered.word for offered in app.screen.query_one(KeyLine).offered]
        assert words == ["Back", "Keys"], "no key that would do nothing"
        await pilot.press("4", "q")
        await pilot.pause()
        assert not isinstance(app.screen, CorrectionsScreen)
