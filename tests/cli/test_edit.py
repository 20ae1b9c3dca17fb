"""`trainer edit` and `trainer preview`, as typed in a shell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from textual.pilot import Pilot

from trainer.store.home import learner_folder
from trainer.store.learner import Learner
from trainer.tui.app import TrainerApp
from trainer.tui.screens.author import AuthorScreen
from trainer.tui.screens.preview import PreviewScreen

Run = Callable[..., Result]
VERBS = {"edit": AuthorScreen, "preview": PreviewScreen}


@pytest.fixture
def on_screen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Runs the app without a terminal, presses escape, and keeps which screens were shown."""
    shown: list[str] = []
    run = TrainerApp.run

    async def leave(pilot: Pilot[object]) -> None:
        await pilot.pause()
        shown.append(type(pilot.app.screen).__name__)
        await pilot.press("escape")
        await pilot.pause()

    def headless(app: TrainerApp) -> None:
        shown.append("read only" if app.collection.learner.read_only else "recording")
        run(app, headless=True, size=(80, 24), auto_pilot=leave)

    monkeypatch.setattr(TrainerApp, "run", headless)
    return shown


@pytest.mark.parametrize("verb", VERBS)
def test_leaving_the_screen_leaves_the_app(run: Run, on_screen: list[str], verb: str) -> None:
    assert run(verb, "small").exit_code == 0
    assert on_screen == ["read only", VERBS[verb].__name__]


@pytest.mark.parametrize("verb", VERBS)
def test_writing_on_a_deck_leaves_studying_to_others(
    run: Run, on_screen: list[str], verb: str
) -> None:
    with Learner.open(learner_folder("me")) as studying:
        assert run(verb, "small").exit_code == 0
        assert studying.holder is None
    assert on_screen[0] == "read only"


@pytest.mark.parametrize("verb", VERBS)
def test_a_deck_with_errors_is_opened(run: Run, on_screen: list[str], verb: str) -> None:
    Path("decks/small.yaml").write_text("title: R\n\tcards:\n")
    assert run(verb, "small").exit_code == 0
    assert on_screen[1] == VERBS[verb].__name__


@pytest.mark.parametrize("verb", VERBS)
def test_a_file_that_no_editor_can_show_is_told_and_no_app_opened(
    run: Run, on_screen: list[str], verb: str
) -> None:
    Path("decks/small.yaml").write_bytes(b"title: \xff\n")
    result = run(verb, "small")
    assert "is not UTF-8 text" in str(result.exception)
    assert on_screen == []
