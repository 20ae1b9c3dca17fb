"""What a session asks just now: the question, the way to answer it or its answer, the ratings."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from trainer.asking.media import media_asked, media_revealed, option_pictures
from trainer.asking.reveal import reveal
from trainer.deck.media import ShownPicture
from trainer.memory.rating import Rating
from trainer.study.interval import until_due
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.tui.marked_up_text import drawn_in_line
from trainer.tui.text import joined, plain
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.answer_widgets import answer_widget
from trainer.tui.widgets.below_question import BelowQuestion
from trainer.tui.widgets.drawn_text import DrawnText
from trainer.tui.widgets.hanging import Hanging
from trainer.tui.widgets.heading import asked, margin
from trainer.tui.widgets.picture import PictureView
from trainer.tui.widgets.pointing_answer import PointAnswer
from trainer.tui.widgets.ratings import RatingBar
from trainer.tui.widgets.retype import Retype, wants_retyping
from trainer.tui.widgets.reveal import revealed

_LOW = 24
"""Rows of a screen that has little room."""


class CardView(Vertical):
    """Shows the present card of a session.

    Args:
        session: the session.
        with_keys: puts the names of keys into a text.
        retypes: whether the right answer is typed once after a wrong one.
    """

    def __init__(self, session: Session, with_keys: Callable[[str], str], *, retypes: bool) -> None:
        super().__init__(classes="middle")
        self._with_keys = with_keys
        self._session = session
        self._folder: Path | None = None
        self._retypes = retypes
        self.answer: AnswerWidget | None = None
        """What takes the answer, while one is asked for."""
        self._asked = VerticalScroll(id="asked", can_focus=False)
        """The question, which stays where it is when the answer scrolls."""
        self._card = BelowQuestion(self._asked)
        self._synopsis = Static(id="synopsis")
        self._margin = Static(id="margin")
        self._prompt = DrawnText(id="prompt")
        self._picture = PictureView(id="picture")
        self._hint = Static(id="hint")
        self._holder = Vertical(id="answer")
        self._revealed = Hanging(id="revealed")
        self._retype = Retype()
        self._ratings = RatingBar(with_keys)

    def compose(self) -> ComposeResult:
        """The question, what is below it, the ratings."""
        with self._asked:
            yield self._synopsis
            yield self._margin
            yield self._prompt
            yield self._picture
            yield self._hint
        with self._card:
            yield self._holder
            yield self._revealed
            yield self._retype
        yield self._ratings

    async def show(
        self,
        now: datetime,
        synopsis: str,
        passages: tuple[tuple[str, str], ...],
        folder: Path | None = None,
    ) -> None:
        """Show the session as it is at a moment.

        Args:
            now: the moment.
            synopsis: what the deck is about, where this is its first card; else empty.
            passages: the sentences that the card rests on, each after its pointer.
            folder: of the card's deck, in which its pictures lie.
        """
        stage = self._session.stage
        self._folder = folder
        # display, not a class on the screen: that would style every widget again
        self._revealed.display = stage is Stage.ANSWERED
        self._ratings.display = stage is not Stage.WAITING
        self._retype.display = False
        self._synopsis.update(plain(synopsis))
        self._synopsis.display = bool(synopsis)
        self._asked.set_class(bool(synopsis), "-opening")
        await self._show_answer_widget()
        if stage is Stage.WAITING:
            self._show_waiting(now)
        else:
            self._show_question()
            self._show_ratings(now)
        if stage is Stage.ANSWERED:
            shown = reveal(self._session.question, self._session.response.mark)
            self._revealed.show(revealed(shown, passages))
        self._show_picture()
        self._card.scroll_home(animate=False)
        self._asked.set_class(self.answer is None and stage is not Stage.ANSWERED, "-alone")
        if synopsis:
            self.call_after_refresh(self._go_to_question)
        self._take_keyboard()

    def _go_to_question(self) -> None:
        """Where the synopsis and the question do not both fit, the question is what shows."""
        if self._asked.max_scroll_y:
            session = self._session
            about = self._with_keys("  <study.question_up>: about the deck")
            words = margin(session.question, session.memory)
            self._margin.update(joined(words, (about, "dim")))
        self.call_after_refresh(self._prompt.scroll_visible, animate=False)

    @property
    def pictures(self) -> tuple[ShownPicture, ...]:
        """What there is to see now: with the answer its pictures, else those of the question."""
        session = self._session
        if not session.shows_card:
            return ()
        asked = media_asked(session.item).pictures
        if session.stage is Stage.THINKING:
            return asked
        options = (*option_pictures(session.question).values(),)
        if session.stage is Stage.ASKING:
            return (*asked, *options)
        return (*(media_revealed(session.item).pictures or asked), *options)

    def _show_picture(self) -> None:
        pictures = self.pictures
        points = isinstance(self.answer, PointAnswer)
        self._asked.set_class(bool(pictures), "-pictured")
        self._asked.set_class(points, "-points")
        # the key is to be seen below the answer, also at 24 rows
        low = self._revealed.display and self.screen.size.height <= _LOW
        share = 0.45 if points else 0.25 if low else 0.33
        self._picture.show(pictures, self._folder, share)
        if isinstance(self.answer, PointAnswer):
            self.answer.point_at(self.answer.point)

    def on_point_answer_moved(self, message: PointAnswer.Moved) -> None:
        """Show in the picture where the answer points."""
        message.stop()
        self._picture.point_at(message.point)

    def on_picture_view_pointed(self, message: PictureView.Pointed) -> None:
        """A click in the picture answers where one is to point, and enlarges it elsewhere."""
        message.stop()
        if isinstance(self.answer, PointAnswer):
            self.answer.take((message.across, message.down))
        else:
            self.enlarge()

    def enlarge(self) -> None:
        """Show the pictures as large as the screen."""
        if pictures := self.pictures:
            from trainer.tui.screens.picture import PictureScreen

            self.app.push_screen(PictureScreen(pictures, self._folder))

    @property
    def retyping(self) -> bool:
        """Whether the right answer is being typed."""
        return self._retype.display

    def rest(self) -> None:
        """Take the keyboard from what is being typed."""
        self._retype.display = False
        self.screen.set_focus(self._card)

    def show_hint(self) -> None:
        """Show the card's hint."""
        self.remark(self._session.question.hint or "This card has no hint.")

    def remark(self, remark: str) -> None:
        """Say something below the question, until the session goes on."""
        self._say_hint(remark)
        self.call_after_refresh(self._hint.scroll_visible, animate=False)

    def scroll_question(self, by: int) -> None:
        """Scroll a long question, a page down or up."""
        (self._asked.scroll_page_down if by > 0 else self._asked.scroll_page_up)(animate=False)

    def _say_hint(self, hint: str) -> None:
        self._hint.update(drawn_in_line(hint, "italic dim"))
        self._hint.set_class(bool(hint), "-shown")

    def _show_question(self) -> None:
        session, question = self._session, self._session.question
        self._margin.update(margin(question, session.memory))
        self._prompt.tell(*asked(question))
        offered = question.hint and session.stage is not Stage.ANSWERED
        self._say_hint(self._with_keys("There is a hint: <all study.hint>.") if offered else "")

    def _show_waiting(self, now: datetime) -> None:
        until = self._session.until
        assert until is not None  # noqa: S101 - the stage WAITING says so
        self._margin.update("")
        self._say_hint("")
        self._prompt.tell(
            plain(
                f"Nothing more until {until.astimezone(now.tzinfo):%H:%M}.\n\n"
                + self._with_keys(
                    "<study.practise> to practise what there is, <study.leave> to go back."
                )
            )
        )

    async def _show_answer_widget(self) -> None:
        session = self._session
        if self._holder.children:
            await self._holder.remove_children()
        self.answer = None
        if session.stage is Stage.THINKING:
            await self._holder.mount(
                Static(
                    plain(self._with_keys("think first; <study.reveal> shows the options"), "dim")
                )
            )
        elif session.stage is Stage.ASKING and not session.question.form.self_marked:
            question = session.question
            self.answer = answer_widget(question.form, session.turn, question.item.text_of)
            if session.draft is not None:
                self.answer.fill(session.draft)
            await self._holder.mount(self.answer)

    def _show_ratings(self, now: datetime) -> None:
        session = self._session
        today = session.today(now)
        waits = {rating: until_due(s, now, today) for rating, s in session.preview(now).items()}
        answered = session.stage is Stage.ANSWERED
        suggested = (session.response.suggested or Rating.GOOD) if answered else None
        self._ratings.show(waits, suggested, session.turn)

    def _take_keyboard(self) -> None:
        session = self._session
        if self.answer is not None:
            self.answer.begin()
        elif (
            session.stage is Stage.ANSWERED
            and self._retypes
            and wants_retyping(session.question, session.response.mark)
        ):
            self._retype.ask(session.question, session.turn)
        else:
            self.screen.set_focus(self._card)
