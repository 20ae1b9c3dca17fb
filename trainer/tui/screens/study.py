"""The study screen: one card, its answer, its rating."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Footer, Input, Static

from trainer.asking.reveal import reveal
from trainer.collecting import collect_between_keys
from trainer.deck.form_base import Answer
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.draft import trouble_with
from trainer.study.interval import until_due
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage
from trainer.tui.held_key import REPEAT
from trainer.tui.host import TrainerScreen
from trainer.tui.text import joined, plain
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.asking import answer_widget
from trainer.tui.widgets.hanging import Hanging
from trainer.tui.widgets.heading import margin, progress
from trainer.tui.widgets.ratings import RatingBar
from trainer.tui.widgets.retype import Retype, wants_retyping
from trainer.tui.widgets.reveal import revealed
from trainer.tui.widgets.standing import Standing


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
        Binding("h,ctrl+t", "hint", "Hint", id="study.hint", show=False),
        Binding("k,ctrl+n", "skip", "Skip for now", id="study.skip", show=False),
        Binding("b,ctrl+b", "bury", "Bury until tomorrow", id="study.bury", show=False),
        Binding("s,ctrl+s", "suspend", "Suspend", id="study.suspend", show=False),
        Binding("e,ctrl+e", "edit", "Edit the card", id="study.edit", show=False),
        Binding("p", "practise", "Practise", id="study.practise"),
        Binding("q,escape", "leave", "Back", id="study.leave"),
        Binding("pageup", "scroll_question(-1)", "Scroll the question", show=False),
        Binding("pagedown", "scroll_question(1)", "Scroll the question", show=False),
    ]

    def __init__(self, session: Session, options: StudyOptions) -> None:
        super().__init__()
        self._session = session
        self._options = options
        self._titles: dict[str, str] = {}
        self._remembered: set[str] = set()
        """The decks whose cards' texts were kept since something is known of them."""
        self._answer: AnswerWidget | None = None
        self._said = False
        """Whether a message of this screen still shows."""
        self._offered: tuple[object, ...] = ()
        self._top = Static(id="top")
        self._asked = VerticalScroll(id="asked", can_focus=False)
        """The question, which stays where it is when the answer scrolls."""
        self._card = VerticalScroll(id="card")
        self._margin = Static(id="margin")
        self._prompt = Static(id="prompt")
        self._hint = Static(id="hint")
        self._holder = Vertical(id="answer")
        self._revealed = Hanging(id="revealed")
        self._retype = Retype()
        self._ratings = RatingBar()

    def compose(self) -> ComposeResult:
        """The progress, the card, the ratings."""
        yield self._top
        yield Standing()
        with Vertical(classes="middle"):
            with self._asked:
                yield self._margin
                yield self._prompt
                yield self._hint
            with self._card:
                yield self._holder
                yield self._revealed
                yield self._retype
            yield self._ratings
        yield Footer(show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that would do nothing is not offered, or dimmed where it will do something."""
        del parameters
        stage = self._session.stage
        if action == "practise":
            return stage is Stage.WAITING
        if action == "undo":
            return True if self._session.can_undo else None
        if action == "go_on" and self._answer is not None and self._answer.has_focus_within:
            return False
        of_the_card = {"go_on", "rate", "hint", "skip", "bury", "suspend", "edit"}
        return not (stage is Stage.WAITING and action in of_the_card)

    async def on_mount(self) -> None:
        """Show the first card, and look now and then whether a waiting one is ready."""
        self._titles = {deck.id: deck.title for deck in self.collection.library.decks}
        self.set_interval(5, lambda: self.app.call_later(self._look_again))
        await self._show()

    async def _look_again(self) -> None:
        if self.is_active and self._session.stage is Stage.WAITING:
            self._session.refresh(self.now)
            await self._show()

    async def _show(self) -> None:
        """Bring the screen to what the session says."""
        if self._said:
            self._said = False
            self.app.clear_notifications()
        if self._session.stage is Stage.FINISHED:
            self._end()
            return
        with self.app.batch_update():
            await self._show_stage()
        self.call_after_refresh(collect_between_keys)

    async def _show_stage(self) -> None:
        session = self._session
        answered = session.stage is Stage.ANSWERED
        waiting = session.stage is Stage.WAITING
        # display, not a class on the screen: that would style every widget anew
        self._revealed.display = answered
        self._ratings.display = not waiting
        self._retype.display = False
        self._show_heading()
        asked = session.stage in {Stage.THINKING, Stage.ASKING}
        self._show_hint("There is a hint: h, or ctrl+t." if asked and session.question.hint else "")
        await self._show_answer_widget()
        if waiting:
            self._show_waiting()
            return
        item = session.item
        setting = (
            (plain(session.question.setting, "italic"), "\n") if session.question.setting else ()
        )
        self._prompt.update(joined(*setting, plain(item.prompt, "bold")))
        if answered:
            shown = reveal(session.question, session.mark)
            self._revealed.show(revealed(shown, self.collection.passages(item)))
        self._show_ratings()
        self._focus()
        self._offer()

    def _offer(self) -> None:
        """Let the footer say what keys do now, where that is not what it says."""
        offered = (self.check_action("go_on", ()), self.check_action("undo", ()), self._waits)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    @property
    def _waits(self) -> bool:
        return self._session.stage is Stage.WAITING

    def _show_heading(self) -> None:
        session = self._session
        self._top.update(progress(session))
        self.show_standing()
        if session.stage is Stage.WAITING:
            self._margin.update("")
        else:
            many = len(self.collection.library.readings) > 1
            title = self._titles[session.item.deck_id] if many else ""
            self._margin.update(margin(session.question, session.memory, title))

    async def _show_answer_widget(self) -> None:
        session = self._session
        if self._holder.children:
            await self._holder.remove_children()
        self._answer = None
        if session.stage is Stage.THINKING:
            await self._holder.mount(Static(plain("think first; space shows the options", "dim")))
        elif session.stage is Stage.ASKING and not session.question.form.self_marked:
            self._answer = answer_widget(session.question.form, session.turn)
            if session.draft is not None:
                self._answer.fill(session.draft)
            await self._holder.mount(self._answer)

    def _focus(self) -> None:
        session = self._session
        self._card.scroll_home(animate=False)
        if self._answer is not None:
            self._answer.begin()
        elif session.stage is not Stage.ANSWERED:
            self.set_focus(self._card)
        elif self.collection.settings.retype and wants_retyping(session.question, session.mark):
            self._retype.ask(session.question, session.turn)
        else:
            self.set_focus(self._card)

    def _show_ratings(self) -> None:
        session = self._session
        now = self.now
        today = session.today(now)
        waits = {rating: until_due(s, now, today) for rating, s in session.preview(now).items()}
        answered = session.stage is Stage.ANSWERED
        suggested = (session.suggested or Rating.GOOD) if answered else None
        self._ratings.show(waits, suggested, session.turn)

    def _show_waiting(self) -> None:
        until = self._session.until
        assert until is not None  # noqa: S101 - the stage WAITING says so
        at = until.astimezone(self.now.tzinfo)
        self._prompt.update(
            f"Nothing more until {at:%H:%M}.\n\np to practise what there is, q to go back."
        )
        self.set_focus(self._card)

    # what widgets tell, each in its turn

    def on_answer_widget_given(self, message: AnswerWidget.Given) -> None:
        """Mark the answer and show the key."""
        self.app.call_later(self._take, message.turn, message.answer)

    def on_answer_widget_given_up(self, message: AnswerWidget.GivenUp) -> None:
        """Show the key without an answer."""
        self.app.call_later(self._take, message.turn, None)

    async def _take(self, turn: int, answer: Answer | None) -> None:
        if self._at(turn, Stage.ASKING):
            if answer is None:
                self._session.reveal()
            else:
                self._session.submit(answer)
            await self._show()

    def on_rating_bar_pressed(self, message: RatingBar.Pressed) -> None:
        """Rate by mouse; a click before the answer shows reveals it."""
        self.app.call_later(self._take_click, message.turn, message.rating)

    async def _take_click(self, turn: int, rating: Rating) -> None:
        if self._at(turn, Stage.ANSWERED):
            await self._rate(rating)
        elif self._at(turn, Stage.ASKING, Stage.THINKING):
            await self._go_on()

    def on_retype_done(self, message: Retype.Done) -> None:
        """Let the learner rate, once the right answer is typed."""
        self.app.call_later(self._take_retyped, message.turn)

    def _take_retyped(self, turn: int) -> None:
        if self._at(turn, Stage.ANSWERED):
            self._waive_retyping()

    def _at(self, turn: int, *stages: Stage) -> bool:
        """Whether the session is still where a message, or a key, found it."""
        return self._session.turn == turn and self._session.stage in stages

    def _waive_retyping(self) -> None:
        self._retype.display = False
        self.set_focus(self._card)

    # keys

    async def _unless_held(self, act: Callable[[], Awaitable[None]]) -> None:
        """Do what a key asks, unless it is only held down.

        Where it may be the first repeat of a held key, whether a second one follows is waited for.
        """
        key, turn, stage = self.trainer.held_key, self._session.turn, self._session.stage
        if key.repeats:
            return
        if not key.may_repeat:
            await act()
            return

        async def decide() -> None:
            if not key.repeats and self._at(turn, stage):
                await act()

        self.set_timer(REPEAT, lambda: self.app.call_later(decide))

    async def action_go_on(self) -> None:
        """Take the step that the stage calls for."""
        if self._session.stage is Stage.ANSWERED:
            await self._unless_held(self._go_on)
        elif not self.trainer.held_key.repeats:
            await self._go_on()

    async def _go_on(self) -> None:
        match self._session.stage:
            case Stage.THINKING:
                self._session.show_options()
                await self._show()
            case Stage.ASKING if self._answer is not None:
                self._answer.begin()
            case Stage.ASKING:
                self._session.reveal()
                await self._show()
            case Stage.ANSWERED:
                await self._rate(self._session.suggested or Rating.GOOD)
            case _:
                pass

    async def action_rate(self, rating: int) -> None:
        """Rate the answer that is shown."""
        await self._unless_held(lambda: self._rate(Rating(rating)))

    async def _rate(self, rating: Rating) -> None:
        if self._session.stage is Stage.ANSWERED and not self._retype.display:
            deck = self._session.item.deck_id
            self._session.rate(rating, self.now)
            await self._show()
            if deck not in self._remembered:  # not only on leaving, which a crash does not
                self._remembered.add(deck)
                self.call_after_refresh(self.collection.remember_cards)

    async def action_undo(self) -> None:
        """Take back what was typed, else the answer that is shown, else the last step."""
        await self._unless_held(self._undo)

    async def _undo(self) -> None:
        if self._answer is not None and self._answer.undo():
            return
        if self._session.can_undo:
            self._session.undo(self.now)
            await self._show()

    async def action_skip(self) -> None:
        """Put the card at the end."""
        await self._unless_held(self._skip)

    async def _skip(self) -> None:
        self._session.skip(self.now)
        await self._show()

    async def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        await self._unless_held(self._bury)

    async def _bury(self) -> None:
        self._session.bury(self.now)
        await self._show()
        self._say(f"Put off until tomorrow; {self._undo_key} takes it back.")

    async def action_suspend(self) -> None:
        """Stop asking the card."""
        await self._unless_held(self._suspend)

    async def _suspend(self) -> None:
        self._session.suspend(self.now)
        await self._show()
        self._say(f"Suspended, and not asked again; {self._undo_key} takes it back.")

    def _say(self, message: str) -> None:
        """Say something that goes with the next key: it covers a part of the card."""
        if self.is_active:
            self.trainer.say(message)
            self._said = True

    @property
    def _undo_key(self) -> str:
        """The last of the keys for it: the one that also works while typing."""
        return self.collection.settings.keys.get("study.undo", "u,ctrl+z").split(",")[-1].strip()

    def action_edit(self) -> None:
        """Mend the card in its file, and come back to it."""
        place = self.collection.place_of(self._session.item)
        if place and self.is_active:  # a second key may be under way
            turn = self._session.turn
            self.trainer.edit(*place, lambda _: self._take_up_edited(place[0], turn))

    def _take_up_edited(self, path: Path, turn: int) -> None:
        if self._session.turn != turn or self._session.stage is Stage.FINISHED:
            return
        if trouble := trouble_with(path):
            self.trainer.say(f"{trouble} Until that is mended, the card stays as it was.")
            return  # the deck would be gone from the session, and its cards with it
        sessions.renew(self.collection, self._session, self._options, self.now)
        self.app.call_later(self._show)

    def action_hint(self) -> None:
        """Show the card's hint."""
        if self._session.stage in {Stage.THINKING, Stage.ASKING}:
            self._show_hint(self._session.question.hint or "This card has no hint.")
            self.call_after_refresh(self._hint.scroll_visible, animate=False)

    def _show_hint(self, hint: str) -> None:
        self._hint.update(plain(hint, "italic dim"))
        self._hint.set_class(bool(hint), "-shown")

    def action_scroll_question(self, by: int) -> None:
        """Scroll a long question, where the answer below has nothing to scroll."""
        (self._asked.scroll_page_down if by > 0 else self._asked.scroll_page_up)(animate=False)

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
            self.set_focus(self._card)
        else:
            self._end()

    def _end(self) -> None:
        from trainer.tui.screens.summary import SummaryScreen

        summary = self._session.end(self.now)
        if summary.answers:
            self.trainer.switch_screen(SummaryScreen(self._session, self._options))
        else:
            self.trainer.pop_screen()
