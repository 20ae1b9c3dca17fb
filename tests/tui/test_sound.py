"""Sounds in the app: once when a card shows, again on a key, and never by themselves in class."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.clock import NOON
from tests.exchange.pictures import wav
from trainer.media.sound import NO_PLAYER, Sound
from trainer.store.settings import Settings
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.tui.app import TrainerApp

CARD = "{q: Which note?, a: A4, sound: tone.wav, answer_sound: low.wav}"


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were played."""
    names: list[str] = []

    def play(_: object, sound: Sound) -> str:
        names.append(sound.path.name)
        return ""

    monkeypatch.setattr("trainer.media.sound.SoundPlayer.play", play)
    return names


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collection]:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "home"))
    for name in ("tone.wav", "low.wav"):
        (tmp_path / name).write_bytes(wav())
    cards = f"  - {CARD}\n  - {{q: Where?, typed: there, sound: none.wav}}\n"
    (tmp_path / "deck.yaml").write_text(f"title: T\ncards:\n{cards}")
    with closing(
        Collection([str(tmp_path / "deck.yaml")], learner="me", folder=tmp_path)
    ) as opened:
        yield opened


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await pilot.pause()


async def test_a_sound_plays_once_when_it_shows_and_on_p(
    collection: Collection, played: list[str]
) -> None:
    app = TrainerApp(collection, StudyOptions(), clock=lambda: NOON)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert played == ["tone.wav"]
        await pilot.press("p")
        assert played == ["tone.wav"] * 2
        await pilot.press("space")
        await settled(pilot)
        assert played == ["tone.wav", "tone.wav", "low.wav"]
        await pilot.press("p", "f")  # what does not change the card plays nothing
        await settled(pilot)
        assert played[3:] == ["low.wav"]
        await pilot.press("3")
        await settled(pilot)
        hint = str(app.screen.query_one("#hint", Static).render())
        assert "none.wav is missing." in hint
        await pilot.press("p", "ctrl+l")
        assert app.screen.query_one("#answer Input", Input).value == "p"
        assert played[4:] == []


async def test_a_learner_may_have_it_quiet(collection: Collection, played: list[str]) -> None:
    collection.save_settings(Settings(sound=False))
    app = TrainerApp(collection, StudyOptions(), clock=lambda: NOON)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert played == []
        await pilot.press("p")
        assert played == ["tone.wav"]


async def test_without_a_player_it_is_said_once(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    app = TrainerApp(collection, StudyOptions(), clock=lambda: NOON)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert NO_PLAYER in str(app.screen.query_one("#hint", Static).render())
        await pilot.press("space")
        await settled(pilot)
        assert NO_PLAYER not in str(app.screen.query_one("#hint", Static).render())
