"""The study screen: one card, its answer, its rating."""

from collections.abc import Awaitable, Callable, Container
from functools import cached_property
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from trainer.deck.form_base import Answer
from trainer.errors import TrainerError
from trainer.grading.mark import Verdict
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.shown_card import ShownCard
from trainer.study.stage import Stage
from trainer.tui.held_key import REPEAT
from trainer.tui.screens.card_actions import CardActions
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.card_view import CardView
from trainer.tui.widgets.heading import progress
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.ratings import RatingBar
from trainer.tui.widgets.retype import Retype
from trainer.tui.widgets.trouble_line import TroubleLine
from trainer.tui.widgets.writing_answers import WritingAnswer

Result = TypeVar("Result")


class StudyScreen(TrainerScreen):
    """Shows what the session asks, and passes on what the learner does.

    All that changes the session is done in the app's own queue, one thing after the other: a
    message of a widget could else come between a key and what it shows. A message says which
    turn of the session it belongs to; what comes late is dropped.

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
        Binding("f", "flag", "Flag the card, 1 to 4 or none", id="study.flag", show=False),
        Binding("n", "note", "Note of your own", id="study.note", show=False),
        Binding("i,ctrl+g", "enlarge", "Enlarge the picture", id="study.enlarge", show=False),
        Binding("o,ctrl+o", "open_link", "Link", id="study.open"),
        Binding("p,ctrl+l", "play", "Play or practise", id="study.practise"),
        Binding("y,ctrl+y", "phone", "Go on on your phone", id="study.phone", show=False),
        Binding("q,escape", "leave", "Back", id="study.leave"),
        Binding(
            "pageup",
            "scroll_question(-1)",
            "Scroll the question up",
            id="study.question_up",
            show=False,
        ),
        Binding(
            "pagedown",
            "scroll_question(1)",
            "Scroll the question down",
            id="study.question_down",
            show=False,
        ),
    ]

    def __init__(self, session: Session, options: StudyOptions) -> None:
        super().__init__()
        self.session = session
        self._options = options
        self._saw_partly = False
        """Whether enter said already that the answer is only partly right."""
        self._offered: tuple[object, ...] = ()
        self._top = Static(id="top")
        self._view: CardView | None = None

    @cached_property
    def actions_on_card(self) -> CardActions:
        """What can be done with the card that shows, beside answering it."""
        return CardActions(self.trainer, self.session, self._options, self.view)

    @property
    def card(self) -> ShownCard:
        """What goes with the card that shows."""
        return self.actions_on_card.card

    @property
    def view(self) -> CardView:
        """What shows the card; made with the screen, for the settings are the app's."""
        if self._view is None:
            self._view = CardView(
                self.session, self.with_keys, retypes=self.collection.settings.retype
            )
        return self._view

    def compose(self) -> ComposeResult:
        """The progress, the card, the ratings."""
        yield self._top
        yield TroubleLine()
        yield self.view
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that would do nothing is not offered, or dimmed where it will do something."""
        del parameters
        stage = self.session.stage
        if action == "take_as_right":
            return self.session.response.can_be_taken or self.session.can_accept
        if action == "enlarge":
            return bool(self.view.pictures)
        if action == "play":
            return stage is Stage.WAITING or self.actions_on_card.has_sound
        if action == "open_link":
            return bool(self.card.links)
        if action in {"rate", "note"}:  # a note may hold the answer
            return stage is Stage.ANSWERED
        if action == "hint":
            return stage in {Stage.THINKING, Stage.ASKING}
        if action == "undo":
            return True if self.session.can_undo else None
        answer = self.view.answer
        if action == "go_on" and answer is not None and answer.has_focus_within:
            return False
        of_the_card = {"go_on", "skip", "bury", "suspend", "edit", "flag"}
        return action not in of_the_card or self.session.shows_card

    def on_mount(self) -> None:
        """Show the first card, and look now and then whether a waiting one is ready."""
        self.set_interval(5, lambda: self.in_turn(self.look_again))
        self.in_turn(self._show)

    async def look_again(self) -> None:
        """Ask the card that was waited for, if its moment has come."""
        if self.is_active and self.session.stage is Stage.WAITING:
            self.session.refresh(self.now)
            await self._show()

    async def _show(self) -> None:
        """Bring the screen to what the session says."""
        self._saw_partly = False
        if self.session.stage is Stage.FINISHED:
            self._end()
            return
        with self.app.batch_update():
            self._top.update(progress(self.session, self.size.width - 4))
            self.show_trouble()
            card = self.card
            await self.view.show(self.now, card.opening, card.passages, card.folder)
            if card.own_marks:
                self.view.remark(card.own_marks)
            self._offer()
        self.call_after_refresh(self.actions_on_card.hear)
        await self.trainer.tell_phone()
        self.trainer.tidy_up()

    def _offer(self) -> None:
        """Let the footer say what keys do now, where that is not what it says."""
        actions = ("go_on", "undo", "take_as_right", "open_link", "play")
        offered = tuple(self.check_action(action, ()) for action in actions)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    # what widgets report, each in its turn

    def on_answer_widget_answered(self, message: AnswerWidget.Answered) -> None:
        """Mark the answer and show the key."""
        self.in_turn(self._mark, message.turn, message.answer)

    def on_answer_widget_given_up(self, message: AnswerWidget.GivenUp) -> None:
        """Show the key without an answer."""
        self.in_turn(self._mark, message.turn, None)

    async def _mark(self, turn: int, answer: Answer | None) -> None:
        if self._at(turn, Stage.ASKING):
            if answer is None:
                self.session.reveal()
            elif (mark := self.session.submit(answer)).unread:
                self.view.remark(mark.note)  # the line stays as it was typed
                return
            await self._show()

    def on_rating_bar_pressed(self, message: RatingBar.Pressed) -> None:
        """Rate by mouse; a click before the answer shows reveals it."""
        self.in_turn(self._rate_by_click, message.turn, message.rating)

    async def _rate_by_click(self, turn: int, rating: Rating) -> None:
        if self._at(turn, Stage.ANSWERED):
            await self._rate(rating)
        elif self._at(turn, Stage.ASKING, Stage.THINKING):
            await self._go_on()

    def on_retype_done(self, message: Retype.Done) -> None:
        """Let the learner rate, once the right answer is typed."""
        self.in_turn(self._end_retyping, message.turn)

    def _end_retyping(self, turn: int) -> None:
        if self._at(turn, Stage.ANSWERED):
            self.view.rest()

    def _at(self, turn: int, *stages: Stage) -> bool:
        """Whether the session is still where a message, or a key, reached it."""
        return self.session.turn == turn and self.session.stage in stages

    # what is done elsewhere, as on the learner's phone

    async def do_and_show(self, act: Callable[[], Result]) -> Result:
        """Do something to the session, and show what came of it."""
        before = len(self.session.steps)
        result = act()
        await self._show()
        if len(self.session.steps) > before and (item := self.session.steps[-1].item):
            self._remember(item.deck_id)
        return result

    async def replan(self, refs: Container[str]) -> None:
        """Go on with what is due now that items were rated elsewhere."""
        self.session.replan(refs, self.now)
        await self._show()

    async def action_phone(self) -> None:
        """Show the code that takes the session to a phone."""
        await self.trainer.show_phone()

    # keys

    async def _unless_held(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do what a key asks, unless it is only held down.

        Where it may be the first repeat of a held key, whether a second one follows is waited for.
        """
        key, turn, stage = self.trainer.held_key, self.session.turn, self.session.stage
        if key.repeats:
            return
        if not key.may_repeat:
            await act()
            return

        async def decide() -> None:
            if not key.repeats and self._at(turn, stage):
                await act()

        self.set_timer(REPEAT, lambda: self.in_turn(decide))

    async def action_go_on(self) -> None:
        """Take the step that the stage calls for."""
        if self.session.stage is Stage.ANSWERED:
            await self._unless_held(self._go_on)
        elif not self.trainer.held_key.repeats:
            await self._go_on()

    async def _go_on(self) -> None:
        match self.session.stage:
            case Stage.THINKING:
                self.session.show_options()
                await self._show()
            case Stage.ASKING if self.view.answer is not None:
                self.view.answer.begin()
            case Stage.ASKING:
                self.session.reveal()
                await self._show()
            case Stage.ANSWERED if self._is_partly and not self._saw_partly:
                self._saw_partly = True
                rate = "rate it with <study.again> to <study.easy>, or take what ▸ marks."
                self.view.remark(self.with_keys(f"Partly right: {rate}"))
            case Stage.ANSWERED:
                await self._rate(self.session.response.suggested or Rating.GOOD)
            case _:
                pass

    @property
    def _is_partly(self) -> bool:
        mark = self.session.response.mark
        return mark is not None and mark.verdict is Verdict.PARTLY

    async def action_take_as_right(self) -> None:
        """Take the answer that is shown as right, whatever its mark."""
        session = self.session
        if session.response.can_be_taken:
            session.take_as_right()
            await self._show()
            if session.can_accept:
                again = "Counted as right. <typing study.right> again: right from now on."
                self.view.remark(self.with_keys(again))
        elif session.can_accept:
            try:
                message = sessions.accept(self.collection, session, self._options, self.now)
            except TrainerError as error:
                message = error.in_full
            await self._show()
            self.view.remark(message)

    async def action_rate(self, rating: int) -> None:
        """Rate the answer that is shown."""
        await self._unless_held(lambda: self._rate(Rating(rating)))

    async def _rate(self, rating: Rating) -> None:
        if self.session.stage is Stage.ANSWERED and not self.view.retyping:
            deck = self.session.item.deck_id
            self.session.rate(rating, self.now)
            await self._show()
            self._remember(deck)

    def _remember(self, deck: str) -> None:
        """Keep the texts of a deck's cards, once the screen shows what was done."""
        self.call_after_refresh(self.collection.remember_cards_of, deck)

    async def action_undo(self) -> None:
        """Take back what was typed, else the answer that is shown, else the last step."""
        await self._unless_held(self._undo)

    async def _undo(self) -> None:
        if self.view.answer is not None and self.view.answer.undo():
            return
        if self.session.can_undo:
            self.session.undo(self.now)
            await self._show()

    def action_flag(self) -> None:
        """Give the card the next flag, after the last none."""
        self.actions_on_card.flag()

    def action_note(self) -> None:
        """Write a note on the card; it is shown with the answer."""
        self.actions_on_card.note()

    async def action_skip(self) -> None:
        """Put the card at the end."""
        await self._unless_held(self._skip)

    async def _skip(self) -> None:
        self.session.skip(self.now)
        await self._show()

    async def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        await self._unless_held(self._bury)

    async def _bury(self) -> None:
        deck = self.session.item.deck_id
        self.session.bury(self.now)
        await self._show()
        self._remember(deck)
        self._remark_on_last("put off until tomorrow")

    async def action_suspend(self) -> None:
        """Stop asking the card."""
        await self._unless_held(self._suspend)

    async def _suspend(self) -> None:
        deck = self.session.item.deck_id
        self.session.suspend(self.now)
        await self._show()
        self._remember(deck)
        self._remark_on_last("suspended, and not asked again")

    def _remark_on_last(self, what: str) -> None:
        """Say with the next card what became of the last; without one the summary does."""
        if self.is_active:
            takes_back = self.with_keys("<typing study.undo> takes that back.")
            self.view.remark(f"The last card is {what}; {takes_back}")

    def action_edit(self) -> None:
        """Fix the card in its file, and come back to it."""
        if self.is_active:  # a second key may be under way
            self.actions_on_card.edit(lambda typed: self.in_turn(self._show_with, typed))

    async def _show_with(self, typed: tuple[str, ...]) -> None:
        """Show the card, with what was typed before on its lines."""
        await self._show()
        if isinstance(self.view.answer, WritingAnswer):
            self.view.answer.put_back(typed)

    def action_enlarge(self) -> None:
        """Show the card's pictures as large as the screen."""
        self.view.enlarge()

    def action_open_link(self) -> None:
        """Open a link of the card in the browser; pressed again, the next one."""
        self.actions_on_card.open_link()

    def action_play(self) -> None:
        """Play the card's sound again; while waiting, practise."""
        if self.session.stage is Stage.WAITING:
            self._practise()
        else:
            self.actions_on_card.play()

    def on_unmount(self) -> None:
        """End what plays."""
        self.actions_on_card.stop_sound()

    def action_hint(self) -> None:
        """Show the card's hint."""
        if self.session.stage in {Stage.THINKING, Stage.ASKING}:
            self.view.show_hint()

    def action_scroll_question(self, by: int) -> None:
        """Scroll a long question, where the answer below has nothing to scroll."""
        self.view.scroll_question(by)

    def _practise(self) -> None:
        """While waiting, practise without touching the schedule."""
        self.session.end(self.now)
        self.trainer.pop_screen()
        self.trainer.study(self._options.model_copy(update={"cram": True, "limit": None}))

    def action_leave(self) -> None:
        """Leave retyping, then the line being typed, then the session."""
        typing = isinstance(self.focused, Input) and self.focused.value
        if self.view.retyping or typing:
            self.view.rest()
        else:
            self._end()

    def _end(self) -> None:
        from trainer.tui.screens.summary import SummaryScreen

        summary = self.session.end(self.now)
        self.app.call_later(self.trainer.tell_phone)
        if summary.answers:
            self.trainer.switch_screen(SummaryScreen(self.session, self._options))
        else:
            self.trainer.pop_screen()
