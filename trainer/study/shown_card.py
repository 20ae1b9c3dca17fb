"""What goes with the card that a session shows: its synopsis, sources, pictures, links, marks."""

from pathlib import Path

from trainer.asking.links import links_of
from trainer.study.card_context import CardContext
from trainer.study.collection import Collection
from trainer.study.item_actions import own_marks
from trainer.study.session import Session
from trainer.study.stage import Stage


class ShownCard:
    """Looks up what belongs to the present card; all of it is empty while there is none.

    Args:
        collection: the decks, and the learner's memory of them.
        session: shows the card.
    """

    def __init__(self, collection: Collection, session: Session) -> None:
        self._collection = collection
        self._session = session

    @property
    def _context(self) -> CardContext:
        return self._collection.card_context  # another once the decks are read again

    @property
    def _answered(self) -> bool:
        return self._session.stage is Stage.ANSWERED

    @property
    def synopsis(self) -> str:
        """What its deck is about; empty where that would give the answer away."""
        if not self._session.shows_card:
            return ""
        return self._context.synopsis(self._session.item, answered=self._answered)

    @property
    def opening(self) -> str:
        """The synopsis with the first card of its deck: once its answer shows if it has that."""
        if not (self._session.shows_card and self._session.begins_deck):
            return ""
        item = self._session.item
        if not self._collection.opens_deck(item):
            return ""
        shown_before = self._answered and self._context.synopsis(item)
        return "" if shown_before else self.synopsis

    @property
    def passages(self) -> tuple[tuple[str, str], ...]:
        """The sentences that its answer rests on, each after its pointer."""
        return self._context.passages(self._session.item) if self._answered else ()

    @property
    def folder(self) -> Path | None:
        """Where its deck lies, and its pictures and sounds."""
        return self._context.folder_of(self._session.item) if self._session.shows_card else None

    @property
    def links(self) -> tuple[str, ...]:
        """Where the texts lead to that are shown."""
        if not self._session.shows_card:
            return ()
        return links_of(self._session.question, answered=self._answered)

    @property
    def own_marks(self) -> str:
        """The learner's flag and note on it; they are shown with the answer."""
        if not self._answered:
            return ""
        item = self._session.item
        return own_marks(self._collection.learner.record_of(item.deck_id, item.id))
