"""What can be done with the card that a session shows, beside answering it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.deck.item import Item
from trainer.errors import TrainerError
from trainer.media.sound import SoundPlayer
from trainer.study import sessions
from trainer.study.draft import trouble_with
from trainer.study.item_actions import ItemActions
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.session_sound import SessionSound
from trainer.study.shown_card import ShownCard
from trainer.study.stage import Stage
from trainer.tui.widgets.card_view import CardView
from trainer.tui.widgets.writing_answers import WritingAnswer

if TYPE_CHECKING:
    from trainer.tui.app import TrainerApp


class CardActions:
    """Flag, note, edit, link and sound of the present card.

    Args:
        trainer: the app.
        session: shows the card.
        options: what the session was begun with.
        view: shows it on the screen.
    """

    def __init__(
        self, trainer: "TrainerApp", session: Session, options: StudyOptions, view: CardView
    ) -> None:
        self._trainer = trainer
        self._session = session
        self._options = options
        self._view = view
        self._opened = ""
        """The link that was opened last."""
        self._sounding = SessionSound(
            session, SoundPlayer(), by_itself=trainer.collection.settings.sound
        )
        self.card = ShownCard(trainer.collection, session)
        """What goes with the card."""

    @property
    def has_sound(self) -> bool:
        """Whether there is a sound to hear now."""
        return self._sounding.name is not None

    def flag(self) -> None:
        """Give the card the next flag, after the last none."""
        item, collection = self._session.item, self._trainer.collection
        flag = (collection.learner.record_of(item.deck_id, item.id).flag + 1) % 5
        with self._remarking_errors():
            ItemActions(collection).flag([item], flag, self._trainer.clock())
            self._view.remark(f"Flag {flag}." if flag else "No flag.")

    def note(self) -> None:
        """Write a note on the card; it is shown with the answer."""
        from trainer.tui.screens.note import NoteScreen

        item = self._session.item
        note = self._trainer.collection.learner.record_of(item.deck_id, item.id).note
        self._trainer.push_screen(NoteScreen(note), lambda new: self._keep_note(item, new))

    def _keep_note(self, item: Item, note: str | None) -> None:
        if note is not None:
            with self._remarking_errors():
                ItemActions(self._trainer.collection).note([item], note, self._trainer.clock())
                self._view.remark(self.card.own_marks or "No note.")

    @contextmanager
    def _remarking_errors(self) -> Iterator[None]:
        try:
            yield
        except TrainerError as error:
            self._view.remark(error.in_full)

    def edit(self, show: Callable[[tuple[str, ...]], None]) -> None:
        """Fix the card in its file, and come back to it.

        Args:
            show: shows the session again, with what was typed before on the card's lines.
        """
        if place := self._trainer.collection.card_context.place_of(self._session.item):
            turn, answer = self._session.turn, self._view.answer
            typed = answer.texts if isinstance(answer, WritingAnswer) else ()
            self._trainer.deck_screens.edit(
                *place, lambda _: self._show_edited(place[0], turn, typed, show)
            )

    def _show_edited(
        self,
        path: Path,
        turn: int,
        typed: tuple[str, ...],
        show: Callable[[tuple[str, ...]], None],
    ) -> None:
        if self._session.turn != turn or self._session.stage is Stage.FINISHED:
            return
        if trouble := trouble_with(path):
            self._trainer.say(f"{trouble} Until that is fixed, the card stays as it was.")
            return  # the deck would be gone from the session, and its cards with it
        edited = self._session.item.ref
        sessions.renew(
            self._trainer.collection, self._session, self._options, self._trainer.clock()
        )
        is_same = self._session.stage is Stage.ASKING and self._session.item.ref == edited
        show(typed if is_same else ())

    def open_link(self) -> None:
        """Open a link of the card in the browser; pressed again, the next one."""
        if links := self.card.links:
            at = links.index(self._opened) + 1 if self._opened in links else 0
            self._opened = links[at % len(links)]
            self._trainer.open_url(self._opened)
            self._view.remark(f"Opened in the browser: {self._opened}")

    def hear(self) -> None:
        """Let the card be heard, once it is seen."""
        if trouble := self._sounding.show(self.card.folder):
            self._view.remark(trouble)

    def play(self) -> None:
        """Play the card's sound again."""
        if trouble := self._sounding.play(self.card.folder):
            self._view.remark(trouble)

    def stop_sound(self) -> None:
        """End what plays."""
        self._sounding.stop()
