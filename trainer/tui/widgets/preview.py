"""A card as its learner will see it."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from trainer.asking.media import Media, media_asked, media_revealed, option_pictures
from trainer.asking.question import Question
from trainer.asking.reveal import reveal
from trainer.deck.item import Item
from trainer.tui.text import plain
from trainer.tui.widgets.answer_widgets import answer_widget
from trainer.tui.widgets.drawn_text import DrawnText
from trainer.tui.widgets.hanging import Hanging
from trainer.tui.widgets.heading import asked
from trainer.tui.widgets.picture import PictureView
from trainer.tui.widgets.reveal import revealed

_SHARE = 0.3
"""How much of the screen's height a picture takes here at most."""


class CardPreview(VerticalScroll):
    """The question, the way it is answered, and the answer below; it takes no answer."""

    DEFAULT_CSS = """
    CardPreview {
        padding: 1 2;

        #asked {
            margin-bottom: 1;
        }

        #way, #sounds {
            height: auto;
        }

        #revealed {
            border-top: solid $panel;
        }

        Input {
            border: tall $panel;
            border-title-color: $foreground;
        }
    }
    """

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's word
        empty: str = "The card under the cursor shows here.",
    ) -> None:
        super().__init__(id=id)
        self._empty = empty
        self._asked = DrawnText(id="asked")
        self._picture = PictureView(id="picture")
        self._sounds = Static(id="sounds")
        self._after = PictureView(id="after")
        self._way = Vertical(id="way")
        self._revealed = Hanging(id="revealed")

    def compose(self) -> ComposeResult:
        """Question, way of answering, answer."""
        yield self._asked
        yield self._picture
        yield self._sounds
        yield self._way
        yield self._revealed
        yield self._after

    async def show(
        self,
        item: Item | None,
        passages: tuple[tuple[str, str], ...] = (),
        folder: Path | None = None,
        *,
        answered: bool = True,
    ) -> None:
        """Show an item; a word in its place when there is none.

        Args:
            item: what to show.
            passages: the sentences that it rests on, each after its pointer.
            folder: of its deck, in which its pictures lie.
            answered: whether its answer is shown too.
        """
        with self.app.batch_update():
            await self._way.remove_children()
            self._revealed.display = item is not None and answered
            self._show_media(item, folder, answered=answered)
            if item is None:
                self._asked.tell(plain(self._empty, "dim"))
                return
            question = Question.of(item, 0)
            self._asked.tell(*asked(question))
            if not question.form.self_marked:
                widget = answer_widget(question.form, text_of=question.item.text_of)
                widget.disabled = True
                await self._way.mount(widget)
            self._revealed.show(revealed(reveal(question, None), passages))

    def _show_media(self, item: Item | None, folder: Path | None, *, answered: bool) -> None:
        """Show the pictures of an item, and say what it plays."""
        asked_for = media_asked(item) if item else Media()
        after = media_revealed(item) if item and answered else Media()
        options = option_pictures(Question.of(item, 0)).values() if item else ()
        self._picture.show((*asked_for.pictures, *options), folder, _SHARE)
        self._after.show(after.pictures, folder, _SHARE)
        heard = {"with the question": asked_for.sound, "with the answer": after.sound}
        lines = [f"♪ {name}, {when}" for when, name in heard.items() if name]
        self._sounds.update(plain("\n".join(lines), "dim"))
        self._sounds.display = bool(lines)
