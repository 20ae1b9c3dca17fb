"""The sound of what a session shows: played once when it shows, and again when asked."""

from pathlib import Path

from trainer.asking.media import media_asked, media_revealed
from trainer.media.files import MediaError
from trainer.media.sound import SoundPlayer, sound_beside
from trainer.study.session import Session
from trainer.study.stage import Stage


class SessionSound:
    """Plays the sounds of a session's cards.

    Args:
        session: what is studied.
        player: plays them.
        by_itself: whether they play when they show, without being asked for.
    """

    def __init__(self, session: Session, player: SoundPlayer, *, by_itself: bool) -> None:
        self._session = session
        self._player = player
        self._by_itself = by_itself
        self._played: tuple[int, bool] | None = None
        """The turn, and whether its answer was out, of what was shown last."""
        self._reported: set[str] = set()
        """Why something could not be played, as it was shown; once is enough."""

    @property
    def name(self) -> str | None:
        """The file of the sound that can be heard now; None where there is none."""
        if not self._session.shows_card:
            return None
        asked = media_asked(self._session.item).sound
        if self._session.stage is not Stage.ANSWERED:
            return asked
        return media_revealed(self._session.item).sound or asked

    @property
    def is_new(self) -> bool:
        """Whether a sound goes with what shows now, and not with what showed before it."""
        answered = self._session.stage is Stage.ANSWERED
        return bool(media_revealed(self._session.item).sound if answered else self.name)

    def show(self, folder: Path | None) -> str:
        """Play what goes with what shows now, where it was not shown before.

        Args:
            folder: of the card's deck, in which its sounds lie.

        Returns:
            Why it cannot be played, where that was not shown before; or nothing.
        """
        answered = self._session.stage is Stage.ANSWERED
        now = (self._session.turn, answered)
        if self._played == now:
            return ""
        self._played = now
        self._player.stop()
        if not (self._by_itself and self.is_new):
            return ""
        trouble = self.play(folder)
        if trouble in self._reported:
            return ""
        self._reported.add(trouble)
        return trouble

    def play(self, folder: Path | None) -> str:
        """Play what can be heard now; why that cannot be, or nothing."""
        name = self.name
        if name is None:
            return "This card has no sound."
        if folder is None:
            return "Nobody knows where the deck of this card lies."
        try:
            return self._player.play(sound_beside(folder, name))
        except MediaError as error:
            return error.in_full

    def stop(self) -> None:
        """End what plays."""
        self._player.stop()
