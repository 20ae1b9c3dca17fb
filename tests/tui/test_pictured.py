"""Cards of every kind with pictures and sounds: driven through the app, and their look."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from textual.pilot import Pilot
from textual.widgets import Static

from tests.exchange.pictures import wav
from tests.tui.conftest import until
from trainer.memory.rating import Rating
from trainer.study.options import StudyOptions
from trainer.study.stage import Stage
from trainer.tui.app import TrainerApp
from trainer.tui.screens.study import StudyScreen
from trainer.tui.widgets.half_blocks import HalfBlocks
from trainer.tui.widgets.picture import PictureView

OpenApp = Callable[..., TrainerApp]
SIZES = pytest.mark.parametrize("size", [(80, 24), (40, 20)], ids=["80x24", "40x20"])

PICTURED = """\
title: Pictured
id: pictured
cards:
  - {id: hide, q: Which colour is hidden?, picture: {file: flag.png, alt: A flag, credit: ours},
     hide: {white: [34, 0, 32, 100]}, sound: t.wav}
  - {id: where, q: Point at the red part., picture: {file: flag.png, alt: A flag},
     where: red, hide: {red: [68, 0, 32, 100]}, why: So it is., why_picture: flag.png}
  - {id: flash, q: Which flag?, a: Ours, reverse: true, picture: {file: flag.png, caption: A flag},
     answer_picture: {file: flag.png, alt: The same}, answer_sound: t.wav}
  - {id: choice, q: Which is it?, a: {text: This, picture: flag.png},
     wrong: [{text: That, picture: none.png}]}
  - {id: pick, q: Which are flags?, a: [{text: One, picture: flag.png}, Two], wrong: [Three]}
  - {id: typed, q: Which colour is left?, typed: blue, picture: flag.png}
  - {id: cloze, cloze: "Blue, {{white}}, red.", picture: flag.png, sound: t.wav}
  - {id: truth, q: It is a flag., truth: true, picture: flag.png}
  - {id: number, q: How many colours?, number: 3, picture: flag.png}
  - {id: date, q: When?, date: 2018-04, picture: flag.png}
  - {id: order, q: From the left., order: [blue, white, red], picture: flag.png}
  - {id: match, q: Match., match: {a: "1", b: "2", c: "3"}, picture: flag.png}
  - {id: list, q: Name the colours., list: [{text: blue, picture: flag.png}, white, red]}
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Its files, and the names of those that are played."""
    played: list[str] = []

    def play(_: object, sound: object) -> str:
        played.append(str(sound))
        return ""

    monkeypatch.setattr("trainer.media.sound.SoundPlayer.play", play)
    folder = tmp_path / "decks" / "media"
    folder.mkdir(parents=True)
    flag = Image.new("RGB", (300, 150), (30, 60, 200))
    draw = ImageDraw.Draw(flag)
    draw.rectangle((100, 0, 199, 149), fill=(240, 240, 240))
    draw.rectangle((200, 0, 299, 149), fill=(200, 30, 30))
    flag.save(folder / "flag.png")
    (folder / "t.wav").write_bytes(wav())
    return played


async def drawn(pilot: Pilot[None]) -> None:
    """Wait for the picture of what shows."""
    view = pilot.app.screen.query_one(PictureView)
    await until(pilot, lambda: not view.display or view.query(HalfBlocks))
    await pilot.pause()


async def test_every_kind_shows_its_picture_and_plays_its_sound(
    open_app: OpenApp, files: list[str]
) -> None:
    app = open_app(PICTURED, study=StudyOptions())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, StudyScreen)
        session, shown = screen.session, dict[str, int]()
        while session.stage is not Stage.FINISHED and isinstance(app.screen, StudyScreen):
            if session.stage is Stage.THINKING:
                session.show_options()
            await screen.replan(())
            await drawn(pilot)
            session.reveal()
            await screen.replan(())
            await drawn(pilot)
            words = [str(one.render()) for one in screen.query_one(PictureView).query(Static)]
            assert not any("missing" in word and "none" not in word for word in words)
            card = str(session.item.card.id)
            shown[card] = shown.get(card, 0) + bool(screen.view.pictures)
            session.rate(Rating.EASY, screen.now)
            await screen.replan(())
            await pilot.pause()
    kinds = "hide where flash choice pick typed cloze truth number date order match".split()
    assert {*shown} >= {*kinds}
    assert all(shown[kind] for kind in kinds)
    assert len(files) >= 3


@SIZES
def test_what_is_hidden(
    open_app: OpenApp, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    async def still(pilot: Pilot[None]) -> None:
        await drawn(pilot)
        pilot.app.screen.set_focus(None)  # a cursor blinks
        await pilot.pause()

    app = open_app(PICTURED, study=StudyOptions())
    assert snap_compare(app, terminal_size=size, run_before=still)


@SIZES
def test_where_it_is(
    open_app: OpenApp, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    async def answer(pilot: Pilot[None]) -> None:
        await pilot.press("enter", "3")
        await drawn(pilot)
        await pilot.press("right", "right")
        await pilot.pause()

    app = open_app(PICTURED, study=StudyOptions())
    assert snap_compare(app, terminal_size=size, run_before=answer)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_the_key_shows_below_a_picture_without_scrolling(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    card = "{q: Which colour is hidden?, picture: flag.png, hide: {white: [34, 0, 32, 100]}}"
    app = open_app(f"title: Flag\nid: flag\ncards:\n  - {card}\n", study=StudyOptions())
    async with app.run_test(size=size) as pilot:
        await drawn(pilot)
        await pilot.press(*"black", "enter")
        await until(pilot, lambda: app.screen.query_one("#revealed").display)
        await drawn(pilot)
        assert app.screen.query_one("#card").max_scroll_y == 0
