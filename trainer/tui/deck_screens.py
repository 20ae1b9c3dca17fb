"""The way to the screens on which a deck is written, or looked at as its learner will see it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.deck.source_text import SourceText
    from trainer.tui.app import TrainerApp
    from trainer.tui.screens.card_form import Take


class DeckScreens:
    """Opens them; what goes wrong then is shown, and the screen before stays.

    Args:
        app: in which they are opened.
    """

    def __init__(self, app: "TrainerApp") -> None:
        self._app = app
        self._offered: Path | None = None
        """The shipped deck of which a copy was offered last."""

    def edit(self, path: Path, line: int = 1, then: Callable[[None], None] | None = None) -> None:
        """Open a deck file in the author screen; call `then` once it is left."""
        from trainer.tui.screens.author import AuthorScreen

        with self._app.saying_errors():
            own = self._own(path)
            if own is None:
                return
            screen = AuthorScreen(own, line)
            self._app.push_screen(screen, then)

    def work_on(
        self,
        path: Path,
        source: "SourceText",
        then: Callable[[None], None] | None = None,
        *,
        triage: bool = False,
    ) -> None:
        """Open the workbench on a deck file and its article, or its drafts; then call `then`."""
        from trainer.tui.screens.workbench import WorkbenchScreen

        with self._app.saying_errors():
            screen = WorkbenchScreen(path, source, triage=triage)
            self._app.push_screen(screen, then)

    def preview(self, path: Path, then: Callable[[None], None] | None = None) -> None:
        """Page through a deck file as its learner will see it; then call `then`."""
        from trainer.tui.screens.preview import PreviewScreen

        with self._app.saying_errors():
            screen = PreviewScreen(path)
            self._app.push_screen(screen, then)

    def add_card(  # noqa: PLR0913 - as the form
        self,
        path: Path,
        then: Callable[[None], None] | None = None,
        *,
        kind: str = "flashcard",
        fields: "Mapping[str, object] | None" = None,
        text: str | None = None,
        take: "Take | None" = None,
        source: "SourceText | None" = None,
        instead: int | None = None,
    ) -> None:
        """Open a form for a new card of a deck file; call `then` once it is left.

        Args:
            path: the deck's file.
            then: called once the form is left.
            kind: the card's.
            fields: what the form begins with.
            text: the deck's text where it is not the file's.
            take: called with the deck with its new card in place of writing the file.
            source: the article; the one that the deck names when None.
            instead: which card of the text it takes the place of, from 0; None to add one.
        """
        from trainer.tui.screens.card_form import CardForm

        with self._app.saying_errors():
            own = self._own(path)
            if own is None:
                return
            form = CardForm(
                kind, fields or {}, own, text=text, take=take, source=source, instead=instead
            )
            self._app.push_screen(form, then)

    def _own(self, path: Path) -> Path | None:
        """The file itself; of a shipped deck a copy, once the learner has asked twice for it.

        Raises:
            TrainerError: it cannot be copied.
        """
        from trainer.store.copies import copy_shipped

        if not self._app.collection.is_shipped(path):
            return path
        if self._offered != path:
            self._offered = path
            self._app.say(
                f"{path.name} came with trainer and stays as it is. The same key again makes a "
                "copy in your own deck folder; it takes the place of this deck, with all progress."
            )
            return None
        own = copy_shipped(path)
        self._app.say(f"This is your copy: {own}")
        return own
