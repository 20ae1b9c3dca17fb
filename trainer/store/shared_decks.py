"""The learner's own decks travel with their memory, through the folder that the devices share.

Each device keeps there one list of its decks and one file for each content, both under names of its
own. A content never changes; the list is replaced whole. Of two versions of a file the later one
counts, on every device alike. Where neither was made from the other, the earlier one is kept beside
it, for somebody to look at: no deck is lost to a clock.
"""

import errno
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import ValidationError

from trainer.deck.deck_files import (
    files_in,
    is_other_version,
    names_for_other_version,
    version_beside,
)
from trainer.errors import SystemRefusedError, TrainerError
from trainer.media.files import LARGEST
from trainer.regular_file import holds, read_regular, read_whole, where_it_leads
from trainer.safe_text import written_out
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.deck_versions import (
    SHARED_ENDINGS,
    DeviceDecks,
    SharedFile,
    Version,
    below,
    following,
    rank,
)
from trainer.store.shared_deck_names import (
    CONTENT_NAME,
    LIST_NAME,
    content_name,
    is_of_shared_decks,
)

_STATE = "shared-decks.json"
"""In the learner's folder: what was known of each file after the last sync."""
_LARGEST_LIST = 20_000_000
_ENDINGS = SHARED_ENDINGS | {ending.upper() for ending in SHARED_ENDINGS}


def refuse_among_decks(shared: Path, decks: Path) -> None:
    """See that a shared folder is not among the decks, where each file of it would be one more.

    Raises:
        TrainerError: it is.
    """
    if where_it_leads(shared).is_relative_to(where_it_leads(decks)):
        raise TrainerError(
            f"{shared} is among your decks, in {decks}.",
            "Name a folder elsewhere, or sync without decks: --no-decks",
        )


@dataclass
class SyncedDecks:
    """What a sync did with decks and their media."""

    taken: list[str] = field(default_factory=list)
    """The files that came from other devices, or are newer there."""
    written: int = 0
    """How many contents were given to the others."""
    notices: list[str] = field(default_factory=list)
    """What the learner should know, a line each."""


def sync_decks(
    learner_folder: Path, device: str, decks: Path, shared: Path, now: datetime
) -> SyncedDecks:
    """Import the decks of other devices that are newer, and give them what is newer here.

    A deck that was removed here stays on the other devices, and does not come back unless it is
    changed there.

    Args:
        learner_folder: its name is the learner's, whose other devices are meant.
        device: how this device names its files.
        decks: the folder of the learner's own decks; it need not be there.
        shared: the folder that something carries to the other devices.
        now: the present moment; nothing was written here later.

    Raises:
        TrainerError: a file here or there cannot be read or written; nothing was lost.
    """
    try:
        return _Sync(learner_folder, device, decks, shared, now).run()
    except OSError as error:
        raise SystemRefusedError(
            error, "Not all decks are synced", "Sync again once that is fixed."
        ) from error


class _Sync:
    """One sync: what is here, what the others have, and what follows."""

    def __init__(
        self, learner_folder: Path, device: str, decks: Path, shared: Path, now: datetime
    ) -> None:
        self._decks, self._shared, self._now = decks, shared, now
        self._learner, self._device = learner_folder.name, device
        self._state = learner_folder / _STATE
        self._done = SyncedDecks()
        self._left: set[str] = set()
        """What is here but not synced: nothing from elsewhere takes its place."""

    def run(self) -> SyncedDecks:
        known = self._known()
        here = self._here(known)
        offered = [(n, one, device) for device, files in self._others() for n, one in files.items()]
        offered.sort(key=lambda offer: rank(offer[1].now), reverse=True)  # it spares the earlier
        for name, theirs, device in sorted(offered, key=lambda offer: offer[0]):
            removed = known.get(name) if name not in here else None
            if name in self._left or (removed and removed.follows(theirs.now)):
                continue
            try:
                self._meet(name, here, theirs, device)
            except OSError as error:
                self._notice(f"{name} of device {device} is not imported: {error.strerror}.")
        write_atomically(self._state, DeviceDecks(files={**known, **here}).written())
        self._give(here)
        return self._done

    def _known(self) -> dict[str, SharedFile]:
        with suppress(OSError, ValidationError):
            return DeviceDecks.model_validate_json(read_whole(self._state, _LARGEST_LIST)).files
        return {}

    def _here(self, known: dict[str, SharedFile]) -> dict[str, SharedFile]:
        """The files in the deck folder, each as a version: a new one where it was edited."""
        versions: dict[str, SharedFile] = {}
        for name, path in self._files():
            last = known.get(name)
            why = "is a link" if path.is_symlink() else "is too large"
            try:
                content = None if path.is_symlink() else read_regular(path, LARGEST)
            except OSError as error:
                content, why = None, f"cannot be read ({error.strerror})"
                if last:  # as the others know it
                    versions[name] = last
            if content is None:
                self._left.add(name)
                self._notice(f"{path} {why}: it is not synced.")
                continue
            digest = _digest(content)
            if last and last.now.sha256 == digest:
                versions[name] = last
                continue
            written = min(datetime.fromtimestamp(path.stat().st_mtime, UTC), self._now)
            if last is None:
                versions[name] = SharedFile(now=Version(at=written, sha256=digest))
            else:
                at = max(written, last.now.at + timedelta(microseconds=1))
                versions[name] = following(Version(at=at, sha256=digest), last)
        return versions

    def _files(self) -> Iterator[tuple[str, Path]]:
        """What is to be carried, by names that every device could write."""
        for path in files_in(self._decks, _ENDINGS):
            if not path.is_file() or path.name.startswith(".") or is_of_shared_decks(path.name):
                continue
            if is_other_version(path):
                if not version_beside(path).exists():
                    self._notice(
                        f"{path} is named like another device's version: it is not synced. "
                        "Rename it."
                    )
                continue
            try:
                name = below(path.relative_to(self._decks).as_posix())
            except ValueError:
                self._notice(
                    f"{written_out(str(path))} is not synced: not every device can write that "
                    "name. Rename it."
                )
            else:
                yield name, path

    def _others(self) -> Iterator[tuple[str, dict[str, SharedFile]]]:
        """The lists of the learner's other devices."""
        for path in sorted(self._shared.iterdir()):
            match = LIST_NAME.fullmatch(path.name)
            if not match or match[1] != self._learner or match[2] == self._device:
                continue
            try:
                files = DeviceDecks.model_validate_json(read_whole(path, _LARGEST_LIST)).files
            except ValidationError:
                self._notice(f"{path.name} is not whole, or from a newer trainer: its decks wait.")
            except OSError as error:
                self._notice(f"{path.name} cannot be read ({error.strerror}): its decks wait.")
            else:
                yield match[2], files

    def _meet(
        self, name: str, here: dict[str, SharedFile], theirs: SharedFile, device: str
    ) -> None:
        """See which version counts from now on, and import it where it is theirs."""
        mine = here.get(name)
        if mine and mine.now.sha256 == theirs.now.sha256:
            here[name] = following(max(mine.now, theirs.now, key=rank), mine, theirs)
            return
        if mine and mine.follows(theirs.now):
            return
        content = self._content(device, name, theirs.now)
        if content is None:
            self._notice(f"{name} of device {device} is not here yet.")
            return
        if mine is None or (theirs.follows(mine.now) and mine.now not in theirs.aside):
            self._take(name, content)
            here[name] = following(theirs.now, theirs, *filter(None, [mine]))
            return
        earlier, later = sorted((mine.now, theirs.now), key=rank)
        if later is mine.now:
            self._set_aside(name, content)
        else:
            self._set_aside(name, read_whole(self._decks / name, LARGEST))
            self._take(name, content)
        here[name] = following(later, mine, theirs, aside=earlier)

    def _content(self, device: str, name: str, version: Version) -> bytes | None:
        """What a version says; None while it is missing, not whole, or no longer as it was."""
        path = self._shared / content_name(self._learner, device, name, version)
        try:
            content = read_regular(path, LARGEST)
        except FileNotFoundError:
            return None
        for lines in _with_other_line_ends(content or b""):
            if _digest(lines) == version.sha256:
                return lines
        return None

    def _take(self, name: str, content: bytes) -> None:
        self._write(self._decks / name, content)
        self._done.taken.append(name)

    def _set_aside(self, name: str, content: bytes) -> None:
        """Keep the version that does not count."""
        path = next(
            there
            for there in names_for_other_version(self._decks / name)
            if not there.exists() or holds(there, content)
        )
        self._write(path, content)
        self._notice(
            f"{name} was changed on two devices. The later version counts; the other is "
            f"{path.name}. Take from it what you need, and remove it."
        )

    def _write(self, path: Path, content: bytes) -> None:
        make_private(path.parent)
        if not where_it_leads(path.parent).is_relative_to(where_it_leads(self._decks)):
            raise NotADirectoryError(
                errno.ENOTDIR, "a link leads out of the deck folder", str(path.parent)
            )
        if not holds(path, content):
            write_atomically(path, content, shared=True)

    def _give(self, here: dict[str, SharedFile]) -> None:
        """Write the contents that the others may lack, then the list, then drop what is old."""
        wanted = set[str]()
        for name, one in here.items():
            target = self._shared / content_name(self._learner, self._device, name, one.now)
            wanted.add(target.name)
            try:
                if self._content(self._device, name, one.now) is None:
                    write_atomically(target, read_whole(self._decks / name, LARGEST))
                    self._done.written += 1
            except OSError as error:
                self._notice(f"{name} is not given to the others: {error.strerror}.")
        path = self._shared / f"{self._prefix}decks.json"
        data = DeviceDecks(files=here).written()
        if here and not holds(path, data):
            write_atomically(path, data)
        for old in self._shared.glob(f"{self._prefix}*"):
            if CONTENT_NAME.fullmatch(old.name) and old.name not in wanted:
                old.unlink(missing_ok=True)

    def _notice(self, notice: str) -> None:
        self._done.notices.append(notice)

    @property
    def _prefix(self) -> str:
        return f"trainer-{self._learner}-{self._device}-"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _with_other_line_ends(content: bytes) -> Iterator[bytes]:
    """A content as it lies there, and as it was before git wrote its lines for another system."""
    yield content
    plain = content.replace(b"\r\n", b"\n")
    yield plain
    yield plain.replace(b"\n", b"\r\n")
