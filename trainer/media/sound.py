"""Sounds: the one door by which a sound file comes in, and the system's player that plays it."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.archive import beginning
from trainer.media.files import LARGEST, SOUNDS, MediaError, file_beside
from trainer.media.kind import kind_of

_PLAIN = frozenset({"WAV", "Ogg", "FLAC"})
"""What PulseAudio and PipeWire play whatever they were built with."""
_ALL = frozenset(SOUNDS)
_PLAYERS: tuple[tuple[str, frozenset[str], tuple[str, ...]], ...] = (
    ("afplay", _ALL - {"Ogg"}, ()),
    ("paplay", _PLAIN, ()),
    ("pw-play", _PLAIN, ()),
    ("aplay", frozenset({"WAV"}), ("-q",)),
    ("mpv", _ALL, ("--no-video", "--no-terminal", "--no-ytdl", "--load-scripts=no")),
    ("ffplay", _ALL, ("-nodisp", "-autoexit", "-loglevel", "quiet")),
    ("pw-play", _ALL, ()),  # MP3 and MP4 too, with a library of these years
    ("paplay", _ALL, ()),
)
"""A system's player, the kinds of sounds that it plays, and its options."""
NO_PLAYER = (
    f"No program is here that plays it. Install one of"
    f" {', '.join(dict.fromkeys(name for name, *_ in _PLAYERS))}."
)
_PATIENCE = 0.5
"""Seconds that a player has to end once it is asked to."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound file."""

    path: Path
    kind: str
    """One of `SOUNDS`, by what the file holds."""
    size: int
    """Bytes."""


def sound_beside(folder: Path, name: str) -> Sound:
    """The sound that a deck names.

    Raises:
        MediaError: it is missing, no sound, or larger than is opened.
    """
    path = file_beside(folder, name)
    try:
        size = path.stat().st_size
        kind = kind_of(beginning(path))
    except OSError as error:
        raise MediaError(f"{name} cannot be read: {error.strerror}.") from error
    if kind not in SOUNDS:
        raise MediaError(f"{name} is not a sound that can be played.", "Save it as MP3 or WAV.")
    if size > LARGEST:
        raise MediaError(f"{name} is larger than {LARGEST // 1_000_000} MB.", "Make it shorter.")
    return Sound(path, kind, size)


class SoundPlayer:
    """Plays one sound at a time, by a program of the system; a sound that plays gives way."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None

    def play(self, sound: Sound) -> str:
        """Begin to play; why that cannot be, or nothing."""
        self.stop()
        command = player_for(sound.kind)
        if command is None:
            return NO_PLAYER
        try:
            self._running = subprocess.Popen(  # noqa: S603 - a player that is named here
                [*command, str(sound.path.absolute())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            return f"{command[0]} cannot be started: {error.strerror}."
        return ""

    def stop(self) -> None:
        """End what plays."""
        running, self._running = self._running, None
        if running is None:
            return
        running.terminate()
        try:
            running.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def player_for(kind: str) -> Sequence[str] | None:
    """The command that plays a kind of sound, without the file; None where there is none."""
    for name, kinds, arguments in _PLAYERS:
        if kind in kinds and (program := shutil.which(name)):
            return (program, *arguments)
    return None
