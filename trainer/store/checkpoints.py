"""When the scores are written, and what is said of them where they cannot be."""

from contextlib import suppress

from trainer.errors import SystemRefusedError
from trainer.store.opening import OpenedFolder
from trainer.store.scores import Bookmark
from trainer.store.state import State

_OF_NO_JOURNAL = "gone"


class Checkpoints:
    """Writes the scores of a folder that was opened, unless they stand there already."""

    def __init__(self, opened: OpenedFolder) -> None:
        self.trouble: str | None = None
        """Why the scores could not be written, in words; None when they are."""
        self._journal = opened.journal
        self._scores = opened.scores
        self._stale = opened.stale
        self._distrusted = opened.distrusted
        self._covered = opened.checkpointed

    @property
    def seal(self) -> str:
        """The hash of the scores as they stand in their file."""
        return self._scores.seal

    def write(self, state: State, covered: int, session_start: int | None) -> None:
        """Write the scores, so that the next opening has nothing to replay.

        Where that fails, `trouble` says why; nothing is lost, for they follow from the journal.

        Args:
            state: what follows from the journal.
            covered: up to which position.
            session_start: where the line of the session that is open stands; None without one.
        """
        if self._covered == covered and not self._stale:
            return
        try:
            bookmark = Bookmark(
                covered=covered,
                fingerprint=self._journal.fingerprint(covered),
                session_start=session_start,
            )
            self._write(state, bookmark)
        except OSError as error:
            self.trouble = SystemRefusedError(error, "The scores could not be written").message
        else:
            self.trouble = None
            self._covered = covered

    def write_of_no_journal(self, state: State, covered: int) -> None:
        """Write the scores as they are the only ones to know it, if that can be done."""
        with suppress(OSError):
            self._write(state, Bookmark(covered=covered, fingerprint=_OF_NO_JOURNAL))

    def _write(self, state: State, bookmark: Bookmark) -> None:
        if self._distrusted:
            self._scores.set_aside()
            self._distrusted = False
        self._scores.write(state, bookmark)
        self._stale = False
