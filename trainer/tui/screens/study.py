"""The study screen: one card, its answer, its rating."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, Input, Static

from trainer.deck.card import Cloze, Date, Flashcard, Number, Typed
from trainer.grading.grade import grade
from trainer.grading.mark import Verdict
from trainer.memory.rating import Rating
from trainer.study.interval import until_due
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.tui.host import TrainerScreen
from trainer.tui.text import plain
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.answer_for import answer_widget
from trainer.tui.widgets.heading import margin, progress
from trainer.tui.widgets.ratings import RatingBar, RatingButton
from trainer.tui.widgets.reveal import revealed
from trainer.tui.widgets.standing import Standing


class StudyScreen(TrainerScreen):
    """Shows what the session asks, and passes on what the learner does."""

    CSS_PATH = "study.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "Go on", id="study.reveal"),
        Binding("enter", "go_on", "Reveal, go on", id="study.go_on", show=False),
        Binding("1", "rate(1)", "Again", id="study.again", show=False),
        Binding("2", "rate(2)", "Hard", id="study.hard", show=False),
        Binding("3", "rate(3)", "Good", id="study.good", show=False),
        Binding("4", "rate(4)", "Easy", id="study.easy", show=False),
        Binding("u,ctrl+z", "undo", "Undo", id="study.undo"),
        Binding("h,ctrl+t", "hint", "Hint", id="study.hint", show=False),
        Binding("k,ctrl+n", "skip", "Skip for now", id="study.skip", show=False),
        Binding("b,ctrl+b", "bury", "Bury until tomorrow", id="study.bury", show=False),
        Binding("s", "suspend", "Suspend", id="study.suspend", show=False),
        Binding("p", "practise", "Practise", id="study.practise", show=False),
        Binding("q,escape", "leave", "Back", id="study.leave"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._answer: AnswerWidget | None = None
        self._retyped = False
        self._titles: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The progress, the card, the ratings."""
        yield Static(id="top")
        yield Standing()
        with Vertical(classes="middle"):
            with VerticalScroll(id="card"):
                yield Static(id="margin")
                yield Static(id="prompt")
                yield Static(id="hint")
                yield Vertical(id="answer")
                yield Static(id="revealed")
                yield Input(id="retype", placeholder="type the right answer once")
            yield RatingBar()
        yield Footer(show_command_palette=False)

    async def on_mount(self) -> None:
        """Show the first card, and look now and then whether a waiting one is ready."""
        self._titles = {deck.id: deck.title for deck in self.collection.library.decks}
        self.set_interval(5, self._look_again)
        await self._show()

    async def _look_again(self) -> None:
        if self._session.stage is Stage.WAITING:
            self._session.refresh(self.now)
            await self._show()

    async def _show(self) -> None:
        """Bring the screen to what the session says."""
        if self._session.stage is Stage.FINISHED:
            self._end()
            return
        with self.app.batch_update():
            await self._show_stage()

    async def _show_stage(self) -> None:
        session = self._session
        self._show_heading()
        answered = session.stage is Stage.ANSWERED
        waiting = session.stage is Stage.WAITING
        # display, not a class on the screen: that would style every widget anew
        self.query_one("#revealed", Static).display = answered
        self.query_one(RatingBar).display = not waiting
        self._retyped = not self._wants_retyping()
        if waiting:
            await self._show_waiting()
            return
        item = session.item
        self.query_one("#prompt", Static).update(plain(item.prompt, "bold"))
        self._show_hint("")
        shown = revealed(item, session.mark, session.options) if answered else plain("")
        self.query_one("#revealed", Static).update(shown)
        await self._show_answer_widget()
        self._show_ratings()
        self._show_retype()

    def _show_heading(self) -> None:
        session = self._session
        self.query_one("#top", Static).update(progress(session))
        self.show_standing()
        if session.stage is not Stage.WAITING:
            many = len(self.collection.library.readings) > 1
            title = self._titles[session.item.deck_id] if many else ""
            self.query_one("#margin", Static).update(margin(session.item, session.memory, title))

    async def _show_answer_widget(self) -> None:
        session = self._session
        holder = self.query_one("#answer", Vertical)
        if holder.children:
            await holder.remove_children()
        self._answer = None
        if session.stage is Stage.THINKING:
            await holder.mount(Static(plain("think first; space shows the options", "dim")))
        elif session.stage is Stage.ASKING:
            item = session.item
            self._answer = answer_widget(item.card, len(item.gaps), session.options)
            if self._answer is not None:
                await holder.mount(self._answer)
        self._focus()

    def _focus(self) -> None:
        card = self.query_one("#card", VerticalScroll)
        card.scroll_home(animate=False)
        if self._answer is None:
            card.focus()
        elif self._answer.can_focus:
            self._answer.focus()
        else:
            self._answer.query(Input).first().focus()

    def _show_ratings(self) -> None:
        session = self._session
        now = self.now
        today = session.today(now)
        waits = {rating: until_due(s, now, today) for rating, s in session.preview(now).items()}
        answered = session.stage is Stage.ANSWERED
        suggested = (session.suggested or Rating.GOOD) if answered else None
        self.query_one(RatingBar).show(waits, suggested)

    async def _show_waiting(self) -> None:
        until = self._session.until
        assert until is not None  # noqa: S101 - the stage WAITING says so
        self.query_one("#margin", Static).update("")
        self._show_hint("")
        await self.query_one("#answer", Vertical).remove_children()
        self._answer = None
        at = until.astimezone(self.now.tzinfo)
        self.query_one("#prompt", Static).update(
            f"Nothing more until {at:%H:%M}.\n\np to practise what there is, q to go back."
        )
        self.query_one("#card", VerticalScroll).focus()

    def _wants_retyping(self) -> bool:
        session = self._session
        return (
            session.stage is Stage.ANSWERED
            and self.collection.settings.retype
            and session.mark is not None
            and session.mark.verdict is not Verdict.RIGHT
            and isinstance(session.item.card, Typed | Cloze | Number | Date)
            and len(session.item.gaps) <= 1
        )

    def _show_retype(self) -> None:
        retype = self.query_one("#retype", Input)
        retype.display = not self._retyped
        if retype.display:
            retype.value = ""
            retype.focus()

    async def on_answer_widget_given(self, message: AnswerWidget.Given) -> None:
        """Mark the answer and show the key."""
        if self._session.stage is Stage.ASKING:  # a second enter may be under way
            self._session.submit(message.answer)
            await self._show()

    async def on_answer_widget_given_up(self) -> None:
        """Show the key without an answer."""
        if self._session.stage is Stage.ASKING:
            self._session.reveal()
            await self._show()

    async def on_rating_button_pressed(self, message: RatingButton.Pressed) -> None:
        """Rate by mouse; a click before the answer shows reveals it."""
        if self._session.stage is Stage.ANSWERED:
            await self.action_rate(message.rating.value)
        else:
            await self.action_go_on()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Accept the answer typed again once it is right."""
        item = self._session.item
        typed = message.value.strip()
        answer = (typed,) if isinstance(item.card, Cloze) else typed
        if typed and grade(item, answer).verdict is Verdict.RIGHT:
            self._go_on_from_retyping()

    def _go_on_from_retyping(self) -> None:
        self._retyped = True
        self._show_retype()
        self.query_one("#card", VerticalScroll).focus()

    async def action_go_on(self) -> None:
        """Take the step that the stage calls for."""
        match self._session.stage:
            case Stage.THINKING:
                self._session.show_options()
                await self._show()
            case Stage.ASKING if isinstance(self._session.item.card, Flashcard):
                self._session.reveal()
                await self._show()
            case Stage.ASKING:
                self._focus()
            case Stage.ANSWERED:
                await self.action_rate((self._session.suggested or Rating.GOOD).value)
            case _:
                pass

    async def action_rate(self, rating: int) -> None:
        """Rate the answer that is shown."""
        if self._session.stage is Stage.ANSWERED and self._retyped:
            self._session.rate(Rating(rating), self.now)
            await self._show()

    async def action_undo(self) -> None:
        """Take back the answer that is shown, else the last step."""
        if self._session.can_undo:
            self._session.undo(self.now)
            await self._show()

    async def action_skip(self) -> None:
        """Put the card at the end."""
        await self._set_aside("skip")

    async def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        await self._set_aside("bury")
        self.trainer.say("Put off until tomorrow; u takes it back.")

    async def action_suspend(self) -> None:
        """Stop asking the card."""
        await self._set_aside("suspend")
        self.trainer.say("Suspended: not asked again until you take it up; u takes it back.")

    async def _set_aside(self, how: str) -> None:
        if self._session.stage is not Stage.WAITING:
            getattr(self._session, how)(self.now)
            await self._show()

    def action_hint(self) -> None:
        """Show the card's hint."""
        if self._session.stage in {Stage.THINKING, Stage.ASKING}:
            hint = self._session.item.card.hint or "This card has no hint."
            self._show_hint(hint)

    def _show_hint(self, hint: str) -> None:
        line = self.query_one("#hint", Static)
        line.update(plain(hint, "italic dim"))
        line.set_class(bool(hint), "-shown")

    def action_practise(self) -> None:
        """While waiting, practise without touching the schedule."""
        if self._session.stage is Stage.WAITING:
            self._session.end(self.now)
            self.trainer.pop_screen()
            self.trainer.practise()

    def action_leave(self) -> None:
        """Leave retyping, then the line being typed, then the session."""
        if not self._retyped:
            self._go_on_from_retyping()
        elif isinstance(self.focused, Input) and self.focused.value:
            self.query_one("#card", VerticalScroll).focus()
        else:
            self._end()

    def _end(self) -> None:
        from trainer.tui.screens.summary import SummaryScreen

        summary = self._session.end(self.now)
        if summary.answers:
            self.trainer.switch_screen(SummaryScreen(summary))
        else:
            self.trainer.pop_screen()
