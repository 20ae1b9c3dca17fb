"""An article and the deck that is written from it, side by side; no user interface."""

from collections.abc import Sequence
from pathlib import Path

from trainer.deck.card import Card
from trainer.deck.card_changes import made_ready, moved, without_card
from trainer.deck.card_from_sentences import CardSeed, card_seed
from trainer.deck.coverage import Coverage, coverage
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.reading import Reading
from trainer.deck.source_text import SourceText
from trainer.store.sources import keep_set_aside, set_aside
from trainer.study.draft import Draft, findings

NO_REASON = "not needed"
"""The reason for which a sentence is set aside where its reader gives none."""


class Workbench:
    """A deck file, and the article that its cards are derived from.

    Args:
        path: the deck's file.
        source: the article.

    Raises:
        TrainerError: the file cannot be read as text.
    """

    def __init__(self, path: Path, source: SourceText) -> None:
        self.source = source
        self.draft = Draft(path)
        self.aside = set_aside(source.sha256)
        self._undo: list[str] = []
        self.reading = self.draft.read(self.draft.saved)

    @property
    def path(self) -> Path:
        """The deck's file."""
        return self.draft.path

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards that are sound by themselves."""
        return self.reading.cards

    @property
    def drafts(self) -> tuple[int, ...]:
        """Which cards, from 0, are drafts."""
        return tuple(at for at, card in enumerate(self.cards) if card.status == "draft")

    def reload(self) -> None:
        """Read the file again.

        Raises:
            TrainerError: it cannot be read as text.
        """
        self.reading = self.draft.read(self.draft.reload())

    def coverage(self) -> Coverage:
        """What of the article the cards ask."""
        return coverage(self.source, self.cards, self.aside)

    def findings(self, reading: Reading) -> tuple[Diagnostic, ...]:
        """What is wrong or weak in the deck; nothing while it has no card yet."""
        return findings(reading, self.source) if reading.cards else ()

    def seed(self, kind: str, pointers: Sequence[str], marked: str = "") -> CardSeed:
        """What a card of these sentences begins with."""
        return card_seed(kind, self.source, pointers, marked)

    def put_aside(self, pointer: str, reason: str | None) -> None:
        """Keep that a sentence needs no card, and why; with None for a reason, that it does.

        Raises:
            TrainerError: it cannot be written.
        """
        aside = {key: value for key, value in self.aside.items() if key != pointer}
        if reason is not None:
            aside[pointer] = reason.strip() or NO_REASON
        keep_set_aside(self.source.sha256, aside)
        self.aside = aside

    def keep(self, at: int) -> None:
        """Make a draft, counted among `cards` from 0, a card that is studied.

        Raises:
            TrainerError: the file cannot be written.
        """
        self.change(made_ready(self.reading, at))

    def drop(self, at: int) -> None:
        """Take a card, counted among `cards` from 0, out of the deck.

        Raises:
            TrainerError: the file cannot be written.
        """
        self.change(without_card(self.reading, at))

    def move(self, at: int, step: int) -> None:
        """Let a card change places with the one before (-1) or after it (1).

        Raises:
            TrainerError: the file cannot be written, or is not laid out card by card.
        """
        self.change(moved(self.reading, at, step))

    def change(self, text: str) -> None:
        """Write another text of the deck, which `undo` can take back.

        Raises:
            TrainerError: the file cannot be written.
        """
        before = self.draft.saved
        self.draft.save(text)
        self._undo.append(before)
        self.reading = self.draft.read(text)

    def undo(self) -> bool:
        """Take the last change back; False where there is none.

        Raises:
            TrainerError: the file cannot be written.
        """
        if not self._undo:
            return False
        self.draft.save(self._undo[-1])
        self.reading = self.draft.read(self._undo.pop())
        return True
