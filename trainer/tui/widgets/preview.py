"""A card as its learner will see it."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from trainer.asking.question import Question
from trainer.asking.reveal import reveal
from trainer.deck.item import Item
from trainer.tui.text import plain
from trainer.tui.widgets.asking import answer_widget
from trainer.tui.widgets.drawn import DrawnText
from trainer.tui.widgets.hanging import Hanging
from trainer.tui.widgets.heading import asked
from trainer.tui.widgets.reveal import revealed


class CardPreview(VerticalScroll):
    """The question, the way it is answered, and the answer below; it takes no answer."""

    DEFAULT_CSS = """
    CardPreview {
        padding: 1 2;

        #asked {
            margin-bottom: 1;
        }

        #way {
            height: auto;
        }

        #revealed {
            border-top: solid $panel;
        }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._asked = DrawnText(id="asked")
        self._way = Vertical(id="way")
        self._revealed = Hanging(id="revealed")

    def compose(self) -> ComposeResult:
        """Question, way of answering, answer."""
        yield self._asked
        yield self._way
        yield self._revealed

    async def show(
        self,
        item: Item | None,
        passages: tuple[tuple[str, str], ...] = (),
        *,
        answered: bool = True,
    ) -> None:
        """Show an item; a word in its place when there is none.

        Args:
            item: what to show.
            passages: the sentences that it rests on, each after its pointer.
            answered: whether its answer is shown too.
        """
        with self.app.batch_update():
            await self._way.remove_children()
            self._revealed.display = item is not None and answered
            if item is None:
                self._asked.tell(plain("The card under the cursor shows here.", "dim"))
                return
            question = Question.of(item, 0)
            self._asked.tell(*asked(question))
            if not question.form.self_marked:
                widget = answer_widget(question.form, text_of=question.item.text_of)
                widget.disabled = True
                await self._way.mount(widget)
            self._revealed.show(revealed(reveal(question, None), passages))
