"""Sounds: the door that they come in by, and the system's player."""

import os
import time
from pathlib import Path

import pytest

from tests.clock import PATIENCE
from tests.exchange.pictures import png, wav
from trainer.media.files import MediaError
from trainer.media.sound import NO_PLAYER, Sound, SoundPlayer, player_for, sound_beside


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, does: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{does}\n")
    (folder / name).chmod(0o755)


def played(tmp_path: Path) -> list[str]:
    """What players were told to play."""
    told, gives_up = tmp_path / "heard", time.monotonic() + PATIENCE
    while not (told.exists() and told.read_text().endswith("\n")):
        assert time.monotonic() < gives_up, "no player has begun"
        time.sleep(0.01)
    return told.read_text().split("\n")[:-1]


def test_a_sound_plays_by_the_systems_player(programs: Path, tmp_path: Path) -> None:
    program(programs, "aplay", f'echo "$@" >> {tmp_path}/heard')
    (tmp_path / "tone.wav").write_bytes(wav())
    player = SoundPlayer()
    assert player.play(sound_beside(tmp_path, "tone.wav")) == ""
    assert played(tmp_path) == [f"-q {tmp_path}/tone.wav"]
    player.stop()


def test_the_sound_that_plays_gives_way(programs: Path, tmp_path: Path) -> None:
    program(programs, "mpv", f"echo $$ >> {tmp_path}/heard\nexec /bin/sleep 60")
    sound = Sound(tmp_path / "a.mp3", "MP3", 1)
    player = SoundPlayer()
    player.play(sound)
    [first] = played(tmp_path)
    player.play(sound)
    with pytest.raises(ProcessLookupError):
        os.kill(int(first), 0)
    player.stop()


def test_without_a_player_it_says_what_to_install(programs: Path, tmp_path: Path) -> None:
    assert player_for("MP3") is None
    assert SoundPlayer().play(Sound(tmp_path / "a.mp3", "MP3", 1)) == NO_PLAYER
    assert "mpv" in NO_PLAYER
    assert not [*programs.iterdir()]


def test_each_kind_goes_to_who_plays_it(programs: Path) -> None:
    for name in ("aplay", "paplay", "ffplay"):
        program(programs, name, "true")
    said = {kind: Path((player_for(kind) or [""])[0]).name for kind in ("WAV", "Ogg", "MP3", "AAC")}
    assert said == {"WAV": "paplay", "Ogg": "paplay", "MP3": "ffplay", "AAC": "ffplay"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (png(), "not a sound"),
        (b"#EXTM3U\nhttp://x/y", "not a sound"),
        (None, "missing"),
        (b"", "not a sound"),
    ],
)
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes | None, why: str) -> None:
    if content is not None:
        (tmp_path / "a.mp3").write_bytes(content)
    with pytest.raises(MediaError, match=why):
        sound_beside(tmp_path, "a.mp3")


def test_one_that_is_huge_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.mp3").open("wb") as file:
        file.write(b"ID3")
        file.truncate(40_000_001)
    with pytest.raises(MediaError, match="larger than 40 MB"):
        sound_beside(tmp_path, "a.mp3")


@pytest.mark.parametrize("name", ["../a.wav", "/a.wav", "http://x/a.wav", "out.wav"])
def test_nothing_outside_the_folder_plays(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.wav").write_bytes(wav())
    (tmp_path / "deck").mkdir()
    (tmp_path / "deck" / "out.wav").symlink_to(tmp_path / "a.wav")
    with pytest.raises(MediaError):
        sound_beside(tmp_path / "deck", name)
