"""Files beside a deck: a name in a deck leads into its folder, and nowhere else."""

import re
from pathlib import Path, PurePosixPath

from trainer.errors import TrainerError

FOLDER = "media"
"""The folder beside a deck in which its pictures and sounds may lie."""
PICTURES = {
    "PNG": (".png",),
    "JPEG": (".jpg", ".jpeg"),
    "WEBP": (".webp",),
    "GIF": (".gif",),
}
"""What Pillow calls a kind of picture that is shown -> the endings of its files."""
SOUNDS = {
    "MP3": (".mp3",),
    "WAV": (".wav",),
    "Ogg": (".ogg", ".oga", ".opus"),
    "FLAC": (".flac",),
    "MP4": (".m4a", ".mp4"),
    "AAC": (".aac",),
}
"""A kind of sound that is played -> the endings of its files."""
SOUND_TYPES = {
    "MP3": "audio/mpeg",
    "WAV": "audio/wav",
    "Ogg": "audio/ogg",
    "FLAC": "audio/flac",
    "MP4": "audio/mp4",
    "AAC": "audio/aac",
}
"""A kind of sound -> its media type."""
LARGE = 5_000_000
"""Bytes of a file from which on `check` says that it is large."""
LARGEST = 40_000_000
"""Bytes of a file that is opened at all."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class MediaError(TrainerError):
    """A picture or sound that cannot be used; says why in one line."""


def endings_of(kinds: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """The endings of all these kinds of files."""
    return frozenset(ending for endings in kinds.values() for ending in endings)


def is_picture_name(name: str) -> bool:
    """Whether a file of this name should be a picture that can be shown."""
    return PurePosixPath(name.lower()).suffix in endings_of(PICTURES)


def is_sound_name(name: str) -> bool:
    """Whether a file of this name should be a sound that can be played."""
    return PurePosixPath(name.lower()).suffix in endings_of(SOUNDS)


def file_beside(folder: Path, name: str) -> Path:
    """The file that a deck in a folder names: beside the deck, or in `media/`.

    Raises:
        MediaError: there is none, or the name leads out of the folder, be it by a link.
    """
    refuse_odd(name)
    inside = _resolved(folder)
    for path in (folder / name, folder / FOLDER / name):
        try:
            if not path.is_file():
                continue
            if path.resolve(strict=True).is_relative_to(inside):
                return path
        except (OSError, RuntimeError, ValueError) as error:  # a name too long, links in a circle
            raise MediaError(f"{name} cannot be opened.", "Give the file a plain name.") from error
        raise MediaError(
            f"{name} is a link out of the deck's folder.", "Put the file itself beside the deck."
        )
    raise MediaError(f"{name} is missing.", f"It goes beside the deck, or there into {FOLDER}/.")


def refuse_odd(name: str) -> None:
    """See that a name is a path that goes down from the deck's folder.

    Raises:
        MediaError: it leads elsewhere.
    """
    if _ADDRESS.match(name) and not re.match(r"[A-Za-z]:[\\/]", name):
        raise MediaError(
            f"{name} is an address, and nothing is fetched.", "Put the file beside the deck."
        )
    parts = re.split(r"[\\/]", name)
    outside = ".." in parts or name.startswith(("/", "\\", "~")) or re.match(r"[A-Za-z]:", name)
    if outside or "\0" in name:
        raise MediaError(f"{name} leads out of the deck's folder.", "Put the file beside the deck.")


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise MediaError(f"The deck's folder {folder} is not there.") from error
