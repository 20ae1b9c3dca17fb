"""The study screen: one card, its answer, its rating."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, Input, Static

from trainer.deck.card import Flashcard
from trainer.grading.mark import Verdict
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.draft import trouble_with
from trainer.study.interval import until_due
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.tui.host import TrainerScreen
from trainer.tui.text import plain
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.asking import answer_widget
from trainer.tui.widgets.heading import margin, progress
from trainer.tui.widgets.ratings import RatingBar
from trainer.tui.widgets.retype import Retype, wants_retyping
from trainer.tui.widgets.reveal import revealed
from trainer.tui.widgets.standing import Standing


class StudyScreen(TrainerScreen):
    """Shows what the session asks, and passes on what the learner does.

    Args:
        session: what to study.
        options: what it was begun with, to practise the same while waiting.
    """

    CSS_PATH = "study.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "Go on", id="study.reveal"),
        Binding("enter", "go_on", "Reveal, go on", id="study.go_on", show=False),
        Binding("1", "rate(1)", "Again", id="study.again", show=False),
        Binding("2", "rate(2)", "Hard", id="study.hard", show=False),
        Binding("3", "rate(3)", "Good", id="study.good", show=False),
        Binding("4", "rate(4)", "Easy", id="study.easy", show=False),
        Binding("u,ctrl+z", "undo", "Undo", id="study.undo"),
        Binding("r,ctrl+r", "take_as_right", "I was right", id="study.right"),
        Binding("h,ctrl+t", "hint", "Hint", id="study.hint", show=False),
        Binding("k,ctrl+n", "skip", "Skip for now", id="study.skip", show=False),
        Binding("b,ctrl+b", "bury", "Bury until tomorrow", id="study.bury", show=False),
        Binding("s,ctrl+s", "suspend", "Suspend", id="study.suspend", show=False),
        Binding("e,ctrl+e", "edit", "Edit the card", id="study.edit", show=False),
        Binding("p", "practise", "Practise", id="study.practise"),
        Binding("q,escape", "leave", "Back", id="study.leave"),
    ]

    def __init__(self, session: Session, options: StudyOptions) -> None:
        super().__init__()
        self._session = session
        self._options = options
        self._remembered: set[str] = set()
        """The decks whose cards' texts were kept since something is known of them."""
        self._answer: AnswerWidget | None = None
        self._offered_right = False
        self._saw_partly = False
        """Whether enter said already that the answer is only partly right."""
        self._top = Static(id="top")
        self._card = VerticalScroll(id="card")
        self._synopsis = Static(id="synopsis")
        self._margin = Static(id="margin")
        self._prompt = Static(id="prompt")
        self._hint = Static(id="hint")
        self._holder = Vertical(id="answer")
        self._revealed = Static(id="revealed")
        self._retype = Retype()
        self._ratings = RatingBar()

    def compose(self) -> ComposeResult:
        """The progress, the card, the ratings."""
        yield self._top
        yield Standing()
        with Vertical(classes="middle"):
            with self._card:
                yield self._synopsis
                yield self._margin
                yield self._prompt
                yield self._hint
                yield self._holder
                yield self._revealed
                yield self._retype
            yield self._ratings
        yield Footer(show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While waiting there is no card to act on; else there is nothing to practise."""
        del parameters
        waiting = self._session.stage is Stage.WAITING
        if action == "practise":
            return waiting
        if action == "take_as_right":
            return self._session.can_take_as_right
        of_the_card = {"go_on", "rate", "hint", "skip", "bury", "suspend", "edit"}
        return not (waiting and action in of_the_card)

    async def on_mount(self) -> None:
        """Show the first card, and look now and then whether a waiting one is ready."""
        self.set_interval(5, self._look_again)
        await self._show()

    async def _look_again(self) -> None:
        if self.is_active and self._session.stage is Stage.WAITING:
            self._session.refresh(self.now)
            await self._show()

    async def _show(self) -> None:
        """Bring the screen to what the session says."""
        if self._session.stage is Stage.FINISHED:
            self._end()
            return
        with self.app.batch_update():
            await self._show_stage()
        self.trainer.tidy_up()

    async def _show_stage(self) -> None:
        session = self._session
        answered = session.stage is Stage.ANSWERED
        waiting = session.stage is Stage.WAITING
        if self._ratings.display is waiting or session.can_take_as_right is not self._offered_right:
            self._offered_right = session.can_take_as_right
            self.refresh_bindings()
        # display, not a class on the screen: that would style every widget anew
        self._revealed.display = answered
        self._ratings.display = not waiting
        self._retype.display = False
        self._saw_partly = False
        self._show_heading()
        self._show_hint("")
        await self._show_answer_widget()
        if waiting:
            self._show_waiting()
            return
        item = session.item
        if item.card.hint and not answered:
            self._show_hint("There is a hint: ctrl+t")
        self._prompt.update(plain(item.prompt, "bold"))
        if answered:
            passages = self.collection.passages(item)
            self._revealed.update(revealed(item, session.mark, session.options, passages))
        self._show_ratings()
        self._focus()

    def _show_heading(self) -> None:
        session = self._session
        self._top.update(progress(session))
        self.show_standing()
        self._synopsis.display = False
        if session.stage is Stage.WAITING:
            self._margin.update("")
        else:
            self._margin.update(margin(session.item, session.memory))
            if session.stage is not Stage.ANSWERED and self.collection.opens_deck(session.item):
                self._synopsis.update(plain(self.synopsis))
                self._synopsis.display = bool(self.synopsis)

    @property
    def synopsis(self) -> str:
        """What the deck of the present card is about; empty where it does not say."""
        waiting = self._session.stage in {Stage.WAITING, Stage.FINISHED}
        return "" if waiting else self.collection.synopsis(self._session.item)

    async def _show_answer_widget(self) -> None:
        session = self._session
        if self._holder.children:
            await self._holder.remove_children()
        self._answer = None
        if session.stage is Stage.THINKING:
            await self._holder.mount(Static(plain("think first; space shows the options", "dim")))
        elif session.stage is Stage.ASKING:
            item = session.item
            self._answer = answer_widget(item.card, len(item.gaps), session.options)
            if self._answer is not None:
                await self._holder.mount(self._answer)

    def _focus(self) -> None:
        session = self._session
        self._card.scroll_home(animate=False)
        if self._answer is not None:
            self._answer.begin()
        elif session.stage is not Stage.ANSWERED:
            self._card.focus()
        elif self.collection.settings.retype and wants_retyping(session.item, session.mark):
            self._retype.ask(session.item, session.marked)
        else:
            self._card.focus()
            # the answer has its size only once it is laid out
            self.call_after_refresh(self._card.scroll_to_widget, self._revealed, animate=False)

    def _show_ratings(self) -> None:
        session = self._session
        now = self.now
        today = session.today(now)
        waits = {rating: until_due(s, now, today) for rating, s in session.preview(now).items()}
        answered = session.stage is Stage.ANSWERED
        suggested = (session.suggested or Rating.GOOD) if answered else None
        self._ratings.show(waits, suggested)

    def _show_waiting(self) -> None:
        until = self._session.until
        assert until is not None  # noqa: S101 - the stage WAITING says so
        at = until.astimezone(self.now.tzinfo)
        self._prompt.update(
            f"Nothing more until {at:%H:%M}.\n\np to practise what there is, q to go back."
        )
        self._card.focus()

    async def on_answer_widget_given(self, message: AnswerWidget.Given) -> None:
        """Mark the answer and show the key."""
        if self._session.stage is not Stage.ASKING:  # a second enter may be under way
            return
        mark = self._session.submit(message.answer)
        if mark.unread:  # the line stays as it was typed
            self._show_hint(mark.note)
            self.call_after_refresh(self._card.scroll_to_widget, self._hint, animate=False)
        else:
            await self._show()

    async def on_answer_widget_given_up(self) -> None:
        """Show the key without an answer."""
        if self._session.stage is Stage.ASKING:
            self._session.reveal()
            await self._show()

    async def on_rating_bar_pressed(self, message: RatingBar.Pressed) -> None:
        """Rate by mouse; a click before the answer shows reveals it."""
        if self._session.stage is Stage.ANSWERED:
            await self.action_rate(message.rating.value)
        else:
            await self.action_go_on()

    def on_retype_done(self) -> None:
        """Let the learner rate, once the right answer is typed."""
        self._waive_retyping()

    def _waive_retyping(self) -> None:
        self._retype.display = False
        self._card.focus()

    async def action_go_on(self) -> None:
        """Take the step that the stage calls for."""
        match self._session.stage:
            case Stage.THINKING:
                self._session.show_options()
                await self._show()
            case Stage.ASKING if isinstance(self._session.item.card, Flashcard):
                self._session.reveal()
                await self._show()
            case Stage.ASKING if self._answer is not None:
                self._answer.begin()
            case Stage.ANSWERED if self._is_partly and not self._saw_partly:
                self._saw_partly = True
                self._show_hint("Partly right: rate it with 1 to 4, or take what ▸ marks.")
            case Stage.ANSWERED:
                await self.action_rate((self._session.suggested or Rating.GOOD).value)
            case _:
                pass

    @property
    def _is_partly(self) -> bool:
        mark = self._session.mark
        return mark is not None and mark.verdict is Verdict.PARTLY

    async def action_take_as_right(self) -> None:
        """Take the answer that is shown as right, whatever its mark."""
        if self._session.can_take_as_right:
            self._session.take_as_right()
            await self._show()

    async def action_rate(self, rating: int) -> None:
        """Rate the answer that is shown."""
        if self._session.stage is Stage.ANSWERED and not self._retype.display:
            deck = self._session.item.deck_id
            self._session.rate(Rating(rating), self.now)
            await self._show()
            if deck not in self._remembered:  # not only on leaving, which a crash does not
                self._remembered.add(deck)
                self.call_after_refresh(self.collection.remember_cards)

    async def action_undo(self) -> None:
        """Take back the answer that is shown, else the last step."""
        if self._session.can_undo:
            self._session.undo(self.now)
            await self._show()

    async def action_skip(self) -> None:
        """Put the card at the end."""
        self._session.skip(self.now)
        await self._show()

    async def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        self._session.bury(self.now)
        self.trainer.say("Put off until tomorrow; u takes it back.")
        await self._show()

    async def action_suspend(self) -> None:
        """Stop asking the card."""
        self._session.suspend(self.now)
        self.trainer.say("Suspended: not asked again until you take it up; u takes it back.")
        await self._show()

    def action_edit(self) -> None:
        """Mend the card in its file, and come back to it."""
        if place := self.collection.place_of(self._session.item):
            self.trainer.edit(*place, lambda _: self._take_up_edited(place[0]))

    def _take_up_edited(self, path: Path) -> None:
        if trouble := trouble_with(path):
            self.trainer.say(f"{trouble} Until that is mended, the card stays as it was.")
            return  # the deck would be gone from the session, and its cards with it
        sessions.renew(self.collection, self._session, self._options, self.now)
        self.call_later(self._show)

    def action_hint(self) -> None:
        """Show the card's hint."""
        if self._session.stage in {Stage.THINKING, Stage.ASKING}:
            self._show_hint(self._session.item.card.hint or "This card has no hint.")
            self.call_after_refresh(self._card.scroll_to_widget, self._hint, animate=False)

    def _show_hint(self, hint: str) -> None:
        self._hint.update(plain(hint, "italic dim"))
        self._hint.set_class(bool(hint), "-shown")

    def action_practise(self) -> None:
        """While waiting, practise without touching the schedule."""
        self._session.end(self.now)
        self.trainer.pop_screen()
        self.trainer.study(self._options.model_copy(update={"cram": True, "limit": None}))

    def action_leave(self) -> None:
        """Leave retyping, then the line being typed, then the session."""
        if self._retype.display:
            self._waive_retyping()
        elif isinstance(self.focused, Input) and self.focused.value:
            self._card.focus()
        else:
            self._end()

    def _end(self) -> None:
        from trainer.tui.screens.summary import SummaryScreen

        summary = self._session.end(self.now)
        if summary.answers:
            self.trainer.switch_screen(SummaryScreen(self._session, self._options))
        else:
            self.trainer.pop_screen()
