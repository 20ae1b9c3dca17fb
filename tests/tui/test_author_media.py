"""Pictures and sounds where decks are written: shown live, and taken in by a paste."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from tests.clock import NOON
from tests.exchange.pictures import png, wav
from tests.tui.conftest import until
from trainer.study.collection import Collection
from trainer.tui.app import TrainerApp
from trainer.tui.screens.author import AuthorScreen
from trainer.tui.screens.card_form import CardForm
from trainer.tui.widgets.half_blocks import HalfBlocks
from trainer.tui.widgets.picture import PictureView
from trainer.tui.widgets.text_editor import TextEditor

CARD = """title: T
cards:
  - q: Which?
    a: Po
    picture: {file: a.png, alt: A map}
    answer_picture: {file: b.png, alt: The Po}
    answer_sound: t.wav
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    (tmp_path / "decks" / "media").mkdir(parents=True)
    for name in ("a.png", "b.png"):
        (tmp_path / "decks" / "media" / name).write_bytes(png(size=(60, 40)))
    (tmp_path / "decks" / "t.wav").write_bytes(wav())
    (tmp_path / "decks" / "deck.yaml").write_text(CARD)
    (tmp_path / "new map.png").write_bytes(png("red"))
    return tmp_path


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[TrainerApp, Pilot[None]]]:
    deck = folder / "decks" / "deck.yaml"
    with closing(Collection([str(deck)], learner="me", folder=folder)) as collection:
        app = TrainerApp(collection, clock=lambda: NOON)
        async with app.run_test(size=(120, 40)) as pilot:
            yield app, pilot


async def test_the_author_sees_both_pictures_and_the_sound(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        screen = AuthorScreen(folder / "decks" / "deck.yaml", 3)
        await app.push_screen(screen)
        await until(pilot, lambda: len(screen.query(HalfBlocks)) == 2)
        assert "t.wav, with the answer" in str(screen.query_one("#sounds", Static).render())
        editor = screen.query_one(TextEditor)
        editor.text = editor.text.replace("a.png", "none.png")
        editor.move_cursor((3, 0))
        words = screen.query(PictureView).first().query(Static).first()
        await until(pilot, lambda: "none.png is missing" in str(words.render()))


async def test_a_file_that_is_dropped_is_named_on_the_card(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        screen = AuthorScreen(folder / "decks" / "deck.yaml", 4)
        await app.push_screen(screen)
        await pilot.pause()
        editor = screen.query_one(TextEditor)
        editor.post_message(events.Paste(f"'{folder}/new map.png'"))
        await until(pilot, lambda: "    picture: new map.png\n    picture: {" in editor.text)
        assert (folder / "decks" / "media" / "new map.png").read_bytes() == png("red")
        editor.post_message(events.Paste("plain words"))
        await until(pilot, lambda: "new map.pngplain words" in editor.text)


async def test_a_form_takes_a_dropped_file_into_its_field(folder: Path) -> None:
    async with opened(folder) as (app, pilot):
        screen = CardForm("flashcard", {}, folder / "decks" / "deck.yaml")
        await app.push_screen(screen)
        await until(pilot, lambda: bool(screen.query(TextEditor)))
        screen.query(TextEditor).first().post_message(events.Paste(f"{folder}/new map.png"))
        await until(pilot, lambda: screen.fields().get("picture") == "new map.png")
