"""The look of a few screens, as pictures to be compared."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp

OpenApp = Callable[..., TrainerApp]
SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 20)], ids=["80x24", "40x20"])


@SIZES
def test_home(open_app: OpenApp, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    assert snap_compare(open_app(), terminal_size=size)


@SIZES
def test_an_answer_revealed(
    open_app: OpenApp, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    async def answer(pilot: Pilot[None]) -> None:
        await pilot.press("space", "3", "space", "a")
        await pilot.pause()

    app = open_app(study=StudyOptions())
    assert snap_compare(app, terminal_size=size, run_before=answer)


@SIZES
async def test_a_message_is_whole_on_a_small_screen(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    app = open_app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        app.say(" ".join(f"word{number}" for number in range(48)))
        await pilot.pause()
        await pilot.pause()
        toast = app.screen.find_widget(app.screen.query_one("Toast"))
        assert toast.region
        assert toast.visible_region == toast.region, "it would be cut"
