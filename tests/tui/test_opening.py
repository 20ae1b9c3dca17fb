"""The app's first frame, which waits for no deck, and what comes after it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from tests.clock import until
from trainer.cli.app import open_app
from trainer.errors import TrainerError
from trainer.progress import Progress
from trainer.store.home import learner_folder
from trainer.store.learner import Learner
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.tui.opening_app import OpeningApp
from trainer.tui.screens.home import HomeScreen
from trainer.tui.screens.study import StudyScreen

DECK = "title: Rivers\ncards:\n  - {id: a, q: Which river runs through Rome?, a: Tiber}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    (tmp_path / "rivers.yaml").write_text(DECK)
    return tmp_path


class Reading:
    """Opens a collection once it is let, and says how far it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.may_end = threading.Event()
        self.ended = threading.Event()

    def __call__(self, progress: Progress) -> Collection:
        try:
            while not self.may_end.wait(0.01):
                progress("Reading decks", 0.5)
            return Collection(
                [str(self.folder / "rivers.yaml")],
                learner="me",
                folder=self.folder,
                progress=progress,
            )
        finally:
            self.ended.set()


@pytest.fixture
def reading(folder: Path) -> Iterator[Reading]:
    reading = Reading(folder)
    yield reading
    reading.may_end.set()


def due(app: OpeningApp) -> str:
    return str(app.home.query_one("#due", Static).render())


async def test_the_first_frame_waits_for_no_deck(reading: Reading) -> None:
    app = OpeningApp(reading)
    async with app.run_test() as pilot:
        await until(lambda: "Reading decks" in due(app))
        assert "50%" in due(app)
        await pilot.press("enter", "b", "p", "question_mark", "t", "comma", "e", "r", "ctrl+p")
        assert isinstance(app.screen, HomeScreen)
        assert not app.is_open
        reading.may_end.set()
        await until(lambda: "1 new" in due(app))
        assert app.home.query_one(OptionList).option_count == 2
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StudyScreen)
    app.close()


async def test_a_session_that_was_asked_for_begins_once_the_decks_are_read(
    reading: Reading,
) -> None:
    app = OpeningApp(reading, study=StudyOptions())
    async with app.run_test():
        reading.may_end.set()
        await until(lambda: isinstance(app.screen, StudyScreen))
        interrupted = app.collection.learner.open_session()
        assert interrupted
        assert interrupted[0].decks == ("rivers",)  # it may be resumed where all are in reach
    app.close()


async def test_leaving_stops_the_reading(reading: Reading) -> None:
    app = OpeningApp(reading)
    async with app.run_test() as pilot:
        await until(lambda: "Reading decks" in due(app))
        await pilot.press("q")
        await pilot.pause()
    assert reading.ended.wait(5)
    app.close()
    assert not app.is_open
    assert app.failure is None


async def test_a_collection_that_came_too_late_is_closed(folder: Path) -> None:
    may_end = threading.Event()

    def collect(_: Progress) -> Collection:
        may_end.wait(10)
        return Collection([str(folder / "rivers.yaml")], learner="me", folder=folder)

    app = OpeningApp(collect)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.exit()
        may_end.set()
    assert app.has_stopped_reading()
    assert not app.is_open
    app.close()
    with Learner.open(learner_folder("me")) as learner:
        assert learner.holder is None


@pytest.mark.usefixtures("folder")
async def test_what_keeps_the_decks_from_being_read_ends_the_app() -> None:
    def fail(_: Progress) -> Collection:
        raise TrainerError("There is no deck 'x'.")

    app = OpeningApp(fail)
    async with app.run_test():
        await until(lambda: app.failure is not None)
    assert app.return_code == 2
    assert str(app.failure) == "There is no deck 'x'."
    app.close()


async def test_any_other_error_ends_the_app_and_is_raised(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Progress) -> Collection:
        raise ValueError("a bug")

    app = OpeningApp(fail)
    async with app.run_test():
        await until(lambda: app.failure is not None)
    monkeypatch.setattr(OpeningApp, "run", lambda self: setattr(self, "failure", app.failure))
    monkeypatch.chdir(folder)
    with pytest.raises(ValueError, match="a bug"):
        open_app(learner="me")


async def test_the_first_frame_is_in_the_theme_that_was_chosen(reading: Reading) -> None:
    assert OpeningApp(reading, theme="trainer-light").theme == "trainer-light"
    assert OpeningApp(reading, theme="none of ours").theme == "trainer-dark"


async def test_an_error_after_reading_ends_the_app_too(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a bug")

    app = OpeningApp(reading)
    monkeypatch.setattr(app, "apply_settings", fail)
    reading.may_end.set()
    with pytest.raises(ValueError, match="a bug"):
        async with app.run_test():
            await until(lambda: not app.is_running)
    app.close()
