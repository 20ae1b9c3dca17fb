"""Versions of a deck on several devices: which one counts, and what it follows.

Each version knows which others were known when it was made. One that follows another takes its
place; of two that know nothing of each other the later counts.
"""

import re
from datetime import datetime
from pathlib import PurePosixPath
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from trainer.deck.deck_files import DECK_ENDINGS
from trainer.media.files import PICTURES, SOUNDS, endings_of

SHARED_ENDINGS = DECK_ENDINGS | endings_of(PICTURES) | endings_of(SOUNDS)
"""Of the files that are carried."""
_REMEMBERED = 100
"""Versions that one file is known to follow; older ones are on no device any more."""
_LONGEST = 200
"""Characters of the name of a file or folder."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\\:*?"<>|]')


def below(name: str) -> str:
    """See that a name leads down from the deck folder, on any system, to a deck or its media."""
    parts = PurePosixPath(name).parts
    if (
        not parts
        or PurePosixPath(*parts).as_posix() != name
        or any(part.startswith(".") or part[-1] in ". " or len(part) > _LONGEST for part in parts)
        or _UNSAFE.search(name)
        or name.startswith("/")
        or PurePosixPath(name).suffix.lower() not in SHARED_ENDINGS
    ):
        raise ValueError("it is no name of a deck, a picture or a sound")
    return name


_Name = Annotated[str, AfterValidator(below)]


class Version(BaseModel):
    """What a file said at a time."""

    model_config = ConfigDict(frozen=True)

    at: AwareDatetime
    """When it was written, and never before what it was made from."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SharedFile(BaseModel):
    """A deck, picture or sound as one device has it."""

    model_config = ConfigDict(frozen=True)

    now: Version
    before: tuple[Version, ...] = ()
    """What it follows: nobody needs those any more."""
    aside: tuple[Version, ...] = ()
    """Those of them that it was not made from: who has one of these keeps it beside it."""

    def follows(self, other: Version) -> bool:
        """Whether a version is this one, or was known when this one was made."""
        return other in (self.now, *self.before)


class DeviceDecks(BaseModel):
    """The files of one device."""

    model_config = ConfigDict(populate_by_name=True)

    version: Annotated[Literal[1], Field(alias="trainer-decks")] = 1
    files: dict[_Name, SharedFile] = {}

    def written(self) -> bytes:
        """As it lies in a file."""
        return self.model_dump_json(by_alias=True).encode()


def rank(version: Version) -> tuple[datetime, str]:
    """The later version counts; of two of one moment, on all devices, the greater digest."""
    return version.at, version.sha256


def following(version: Version, *known: SharedFile, aside: Version | None = None) -> SharedFile:
    """A version that takes the place of all that was known, one of which perhaps was no ground."""
    before = {one for each in known for one in (each.now, *each.before)} - {version}
    remembered = tuple(sorted(before, key=rank)[-_REMEMBERED:])
    no_ground = {aside, *(one for each in known for one in each.aside)}
    return SharedFile(
        now=version, before=remembered, aside=tuple(v for v in remembered if v in no_ground)
    )
