"""Pictures and sounds for the devices of a drill.

A device is given a name that nobody can guess, and only once it may see what is behind it; the
server makes the file small and bare. No path of this machine is ever given out or taken.
"""

import base64
import hmac
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any

from trainer.asking.media import Media, drawn, media_asked, media_revealed, option_pictures
from trainer.asking.question import Question
from trainer.deck.media import ShownPicture
from trainer.media.files import LARGE, SOUND_TYPES, MediaError
from trainer.media.sound import sound_beside
from trainer.regular_file import read_regular

_MOST = (1280, 1280)
"""Pixels of a picture on a device."""
_KEPT = 64
"""Files that are kept ready; each is some tens of kilobytes."""

_ROOM = 15_000_000
"""Bytes of all the files in a page that holds them; it may be sent by mail."""

MediaFile = tuple[bytes, str]
"""A file and its media type."""


class Gallery:
    """Names the pictures and sounds of a drill, and makes their files.

    Args:
        folders: id of a deck -> the folder in which its pictures and sounds lie.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self.folders = folders
        self._secret = token_bytes(16)
        self._makers: dict[str, Callable[[], MediaFile]] = {}
        self._made: OrderedDict[str, MediaFile] = OrderedDict()

    def media_of(
        self, question: Question, *, revealed: bool, options: bool = True
    ) -> dict[str, Any]:
        """What a device is sent of the pictures and sounds of a question, as JSON.

        Args:
            question: what is asked.
            revealed: whether its answer is out.
            options: whether its options are shown.
        """
        folder = self.folders.get(question.item.deck_id)
        asked, after = media_asked(question.item), Media()
        if revealed:
            after = media_revealed(question.item)
        choices = option_pictures(question) if options else {}
        fields = {
            "pictures": [self._picture(one, folder) for one in after.pictures or asked.pictures],
            "options": {text: self._picture(one, folder) for text, one in choices.items()},
            "sound": self._sound(after.sound or asked.sound, folder),
        }
        return {key: value for key, value in fields.items() if value}

    def file(self, name: str) -> MediaFile | None:
        """The file of a name that was given out; None for any other, and where none can be made."""
        if name in self._made:
            self._made.move_to_end(name)
            return self._made[name]
        maker = self._makers.get(name)
        if maker is None:
            return None
        try:
            made = maker()
        except MediaError:
            return None  # the words stand in for it, and the teacher sees why on the wall
        self._made[name] = made
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return made

    def _picture(self, shown: ShownPicture, folder: Path | None) -> dict[str, str | None]:
        source = None
        if folder is not None:
            source = self._named(repr((folder, shown)), lambda: _picture_file(shown, folder))
        return {"src": source, "alt": shown.alt, "below": shown.below}

    def _sound(self, name: str | None, folder: Path | None) -> str | None:
        if name is None or folder is None:
            return None
        return self._named(repr((folder, name)), lambda: _sound_file(name, folder))

    def _named(self, what: str, maker: Callable[[], MediaFile]) -> str:
        name = hmac.new(self._secret, what.encode(), sha256).hexdigest()[:32]
        self._makers[name] = maker
        return f"media/{name}"


class EmbeddedMedia:
    """Puts pictures and sounds into a page itself, for as long as there is room.

    Args:
        gallery: makes them.
    """

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self._left = _ROOM

    def __call__(self, media: dict[str, Any]) -> dict[str, Any]:
        """What is shown and played, as `media_of` says it, each file within it."""
        for picture in (*media.get("pictures", ()), *media.get("options", {}).values()):
            picture["src"] = self._held(picture["src"])
        if sound := self._held(media.get("sound")):
            media["sound"] = sound
        else:
            media.pop("sound", None)
        return media

    def _held(self, name: str | None) -> str | None:
        """A file as an address that holds it; None where there is none, or no room for it."""
        found = self._gallery.file(name.rpartition("/")[2]) if name else None
        if found is None or len(found[0]) > self._left:
            return None  # the words of a picture stand in for it
        self._left -= len(found[0])
        return f"data:{found[1]};base64,{base64.b64encode(found[0]).decode()}"


def _picture_file(shown: ShownPicture, folder: Path) -> MediaFile:
    from trainer.media.picture import encoded

    return encoded(drawn(shown, folder, _MOST))


def _sound_file(name: str, folder: Path) -> MediaFile:
    sound = sound_beside(folder, name)
    try:
        content = read_regular(sound.path, LARGE)
    except OSError as error:
        raise MediaError(f"{name} cannot be read: {error.strerror}.") from error
    if content is None:
        raise MediaError(f"{name} is too large for a device.", "Make it shorter.")
    return content, SOUND_TYPES[sound.kind]
