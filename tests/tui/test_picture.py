"""Pictures on the screen: the words at once, half blocks, and the bytes of Kitty and Sixel."""

from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console
from textual.widgets import Static
from textual_image._sixel import image_to_sixels  # noqa: PLC2701 - it has no public door
from textual_image.renderable import TGPImage

from tests.clock import NOON
from tests.tui.conftest import until
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp
from trainer.tui.graphics import BLOCKS, Graphics
from trainer.tui.widgets.half_blocks import HalfBlocks
from trainer.tui.widgets.picture import PictureView


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    Image.new("RGB", (60, 40), (200, 30, 30)).save(tmp_path / "map.png")
    return tmp_path


def app_for(folder: Path, card: str, opened: list[Collection]) -> TrainerApp:
    (folder / "deck.yaml").write_text(f"title: T\ncards:\n  - {card}\n")
    opened.append(Collection([str(folder / "deck.yaml")], learner="me", folder=folder))
    return TrainerApp(opened[0], StudyOptions(), clock=lambda: NOON)


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (200, 60)])
async def test_a_picture_takes_at_most_half_of_the_screen(
    folder: Path, size: tuple[int, int]
) -> None:
    opened: list[Collection] = []
    card = "{q: Point at Rome., picture: map.png, where: Rome, hide: {Rome: [40, 40, 20, 20]}}"
    app = app_for(folder, card, opened)
    with closing(opened[0]):
        async with app.run_test(size=size) as pilot:
            view = app.screen.query_one(PictureView)
            # it is drawn again when its place is known
            await until(pilot, lambda: any(one.size.height for one in view.query(HalfBlocks)))
            drawn = view.query_one(HalfBlocks)
            assert 4 <= drawn.size.height <= size[1] / 2
            colours = {segment.style.color for segment in drawn.render_line(0) if segment.style}
            assert {colour.triplet for colour in colours if colour} == {(200, 30, 30)}
            await pilot.press("enter")
            revealed = app.screen.query_one("#revealed", Static)
            await until(pilot, lambda: "right" in str(revealed.render()))


async def test_words_stand_in_for_a_picture_that_is_missing(folder: Path) -> None:
    opened: list[Collection] = []
    app = app_for(folder, "{q: Q?, a: A, picture: {file: none.png, alt: A map}}", opened)
    with closing(opened[0]):
        async with app.run_test() as pilot:
            words = app.screen.query_one(PictureView).query(Static).first()
            await until(pilot, lambda: "missing" in str(words.render()))
            assert "A map (none.png is missing.)" in str(words.render())


async def test_i_enlarges_and_a_second_i_goes_back(folder: Path) -> None:
    opened: list[Collection] = []
    app = app_for(folder, "{q: Q?, a: A, picture: {file: map.png, alt: A map}}", opened)
    with closing(opened[0]):
        async with app.run_test() as pilot:
            before = app.screen
            await pilot.press("i")
            await pilot.pause()
            assert app.screen is not before
            await pilot.press("i")
            await pilot.pause()
            assert app.screen is before


def test_without_a_terminal_half_blocks_are_drawn() -> None:
    assert BLOCKS.widget(Image.new("RGB", (2, 2))) is None


@pytest.mark.parametrize("protocol", ["kitty", "sixel"])
def test_a_terminal_with_graphics_gets_a_widget_for_them(protocol: str) -> None:
    widget = Graphics(protocol, (10, 20)).widget(Image.new("RGB", (20, 20)))
    assert widget is not None


def test_sixels_are_what_the_terminal_expects() -> None:
    sixels = image_to_sixels(Image.new("RGB", (12, 12), "red"), None, None)
    assert sixels.startswith("\x1bP")
    assert sixels.endswith("\x1b\\")


def test_kitty_gets_the_picture_as_its_protocol_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = StringIO()
    monkeypatch.setattr("sys.__stdout__", sent)
    console = Console(file=StringIO(), width=10, force_terminal=True)
    console.print(TGPImage(Image.new("RGB", (20, 20), "red"), 2, 1))
    assert sent.getvalue().startswith("\x1b_G")


async def test_a_picture_that_brings_a_scrollbar_is_not_made_anew_without_end(
    folder: Path,
) -> None:
    opened: list[Collection] = []
    Image.new("RGB", (300, 300), (200, 30, 30)).save(folder / "map.png")
    place = "where: Karachi, hide: {Karachi: [35, 81, 9, 10]}"
    why = "It lies on the coast, where pipeline and main line set out for the north."
    asked = "Point at Karachi, from which the gas pipeline is set to run."
    card = f"{{q: '{asked}', picture: {{file: map.png, alt: M}}, {place}, why: '{why}'}}"
    app = app_for(folder, card, opened)
    with closing(opened[0]):
        async with app.run_test(size=(80, 24)) as pilot:
            view = app.screen.query_one(PictureView)
            for height in range(18, 27):
                await pilot.resize_terminal(80, height)
                await pilot.press(*(["enter"] if height == 22 else []))
                await pilot.pause()
                await until(pilot, lambda: view.query(HalfBlocks))
                [made] = view.query(HalfBlocks)
                await pilot.pause(0.15)
                assert [*view.query(HalfBlocks)] == [made]
