"""A drill on a student's terminal."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from trainer.classroom.client import Seat
from trainer.classroom.server_message import (
    Ack,
    Bye,
    Refusal,
    SeatMessage,
    SeatState,
    Welcome,
)
from trainer.deck.answer_form import AnswerForm
from trainer.deck.form_base import Answer
from trainer.deck.option_forms import ChooseOne
from trainer.tui.background_work import in_turn
from trainer.tui.classroom import seat_text
from trainer.tui.classroom.one_screen_app import OneScreenApp
from trainer.tui.marked_up_text import drawn, drawn_in_line, stands_out
from trainer.tui.text import plain
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.answer_widgets import answer_widget
from trainer.tui.widgets.below_question import BelowQuestion
from trainer.tui.widgets.drawn_text import DrawnText
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.rows import RowsAnswer

MANUAL = """
Your teacher goes on to the next question. You can answer while answers are taken, and change what \
you sent until they close; c begins with your last answer.

Press the letter of an option to choose it. What you type is sent by enter. Where you put things \
in their order or match them, the line below them says how. pageup and pagedown scroll a long \
question.

If the connection drops, it comes back by itself, and what you send meanwhile arrives then.
"""
SURE = ("sure", "think so", "a guess")
TRY_AGAIN = {
    "pin": "PIN on the wall",
    "name": "Your name",
    "whole": "First and last name",
    "alike": "Your name",
    "taken": "Another name",
}
"""Why there is no seat -> what to ask for again."""


class JoinScreen(Screen[None]):
    """Asks what the teacher's trainer asks, and passes the answers on.

    Args:
        address: `host:port` of the drill.
        pin: the PIN on the wall.
        name: what the student calls themselves.
        token: the seat to come back to; None for a new one.
        keep: takes the token of the seat, to come back to it after a crash.
    """

    CSS_PATH = "../screens/study.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "change", "Change the answer", id="join.change"),
        Binding("h,ctrl+t", "hint", "Hint", id="join.hint"),
        Binding(
            "pageup", "scroll_question(-1)", "Scroll the question up", show=False, id="join.up"
        ),
        Binding(
            "pagedown", "scroll_question(1)", "Scroll the question down", show=False, id="join.down"
        ),
        Binding("question_mark,f1", "app.help", "Keys", id="join.help"),
        Binding("q,escape", "leave", "Leave", id="join.leave"),
    ]

    def __init__(
        self, address: str, pin: str, name: str, token: str | None, keep: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._keep = keep
        self._seat = Seat(address, self.hear, self._show_link, token)
        self._join = (pin, name)
        self._state: SeatState | None = None
        self._shown: tuple[object, ...] = ()
        self._form: AnswerForm | None = None
        self._turn = 0
        """Counts what was asked: an answer that names another turn comes too late."""
        self._answer: object = None
        self._asked_sure = False
        self._answered = False
        self._top = Static(id="top")
        self._asked = VerticalScroll(id="asked", can_focus=False)
        self._prompt = DrawnText(id="prompt")
        self._holder = Vertical(id="answer")
        self._message = Static(id="message")
        self._player = name
        self._link = ""

    def compose(self) -> ComposeResult:
        """Who and where, the question, the answer, what came of it."""
        yield self._top
        with Vertical(classes="middle"):
            with self._asked:
                yield self._prompt
            with BelowQuestion(self._asked):
                yield self._holder
                yield self._message
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer can be changed once there is one; a hint is offered where there is one."""
        del parameters
        if action == "hint":
            state = self._state
            return bool(state and state.question and state.question.hint and state.key is None)
        return action != "change" or (self._answered and self._taking)

    @property
    def _taking(self) -> bool:
        """Whether answers are taken."""
        return self._state is not None and self._state.taking

    def on_mount(self) -> None:
        """Take the seat."""
        self._prompt.tell(plain("Joining …"))
        self.run_worker(self._seat.run(*self._join), exclusive=True)

    def hear(self, message: SeatMessage) -> None:
        """Show what the teacher's trainer says."""
        match message:
            case Welcome(name=name, team=team, token=token):
                self._player = f"{name} · {team}" if team else name
                self._keep(token)
            case SeatState():
                self._state = message
                in_turn(self, self._show)
            case Ack() if not self._seat.waits:  # else it is of the answer before
                self._say_in()
            case Refusal(code=code, say=text) if code in TRY_AGAIN:
                self._message.update(plain(text, "bold"))
                self.app.exit((code, text))  # it is asked for again
            case Refusal(code=code, say=text) | Bye(code=code, say=text):
                in_turn(self, self._message.update, plain(text, "bold"))
                if code == "unread":
                    in_turn(self, self._ask_again)
                elif code not in {"closed", "answer", "paused"}:
                    in_turn(self, self._prompt.tell, plain(""))
        self._show_top()

    def _show_link(self, message: str) -> None:
        self._link = message
        self._show_top()

    def _show_top(self) -> None:
        self._top.update(seat_text.heading(self._player, self._state, self._link))

    async def _show(self) -> None:
        state = self._state
        if state is None:
            return
        prompt = seat_text.prompt(state)
        above = seat_text.above_prompt(state)
        self._prompt.tell(drawn(prompt, "" if stands_out(prompt) else "bold"), above)
        now = (state.number, state.round, state.stage, state.taking)
        if now != self._shown:
            self._shown = now
            self.refresh_bindings()
            self._answer, self._asked_sure = None, False
            self._set_answered(answered=state.mine is not None)
            self._message.update("")
            await self._build(state)
        came_of_it = seat_text.result(state, self._form)
        if came_of_it is not None:
            self._message.update(came_of_it)

    def _text_of(self, text: str) -> str:
        return seat_text.text_of(self._state, text)

    async def _build(self, state: SeatState) -> None:
        await self._clear()
        if not state.question:
            return
        self._form = state.question.answer
        meanwhile = seat_text.meanwhile(state)
        if meanwhile is not None:
            self._message.update(meanwhile)
        elif state.taking and state.mine is None:
            await self._mount_answer()
        elif state.taking:
            self._say_in()

    async def _clear(self) -> None:
        """Take away what takes an answer; what it still reports comes too late."""
        self._turn += 1
        await self._holder.remove_children()

    async def _mount_answer(self) -> None:
        """Take an answer to the question; the one that was sent is what it begins with."""
        if self._form is not None:
            sent = self._answer
            await self._mount(self._form, None if sent is None else self._form.read(sent))

    async def _mount(self, form: AnswerForm, answer: Answer | None = None) -> None:
        widget = answer_widget(form, self._turn, self._text_of)
        if isinstance(widget, RowsAnswer) and form is self._form:
            widget.as_on_wall = not form.self_marked
        if answer is not None:
            widget.fill(answer)
        await self._holder.mount(widget)
        widget.begin()

    def _set_answered(self, *, answered: bool) -> None:
        self._answered = answered
        self.refresh_bindings()

    def _say_in(self) -> None:
        if self._asked_sure:
            self._message.update(plain("✓ Your answer is in. How sure are you?"))
            return
        self._set_answered(answered=True)
        can = "c changes it until answers close." if self._taking else ""
        self._message.update(plain(f"✓ Your answer is in. {can}"))

    def on_answer_widget_answered(self, message: AnswerWidget.Answered) -> None:
        """Send the answer; and again with how sure they are, where that is wanted.

        At their own pace the next question would come between the two: there it is asked before.
        """
        message.stop()
        in_turn(self, self._take, message.turn, message.answer)

    async def _take(self, turn: int, answer: Answer) -> None:
        if turn != self._turn or self._form is None:
            return
        if self._asked_sure:
            self._asked_sure = False
            await self._send(("sure", "think", "guess")[SURE.index(str(answer))])
            return
        self._answer = self._form.write_short(answer)
        state = self._state
        self._asked_sure = bool(state and state.confidence) and not self._form.self_marked
        if not (self._asked_sure and state and state.own_pace):
            await self._send(None)
        if self._asked_sure:
            await self._ask_sure()

    def on_answer_widget_given_up(self, message: AnswerWidget.GivenUp) -> None:
        """An empty answer is none."""
        message.stop()
        if message.turn == self._turn:
            self._message.update(plain("Write or choose an answer first.", "dim"))

    async def _send(self, sure: str | None) -> None:
        await self._clear()
        self._message.update(plain("Sending …", "dim"))
        if self._state is not None:
            await self._seat.answer(self._state, self._answer, sure)

    async def _ask_sure(self) -> None:
        await self._clear()
        self._message.update(plain("How sure are you?"))
        await self._mount(ChooseOne(options=SURE))

    async def action_change(self) -> None:
        """Answer again while answers are taken."""
        if self._state and self._state.question:
            self._set_answered(answered=False)
            await self._clear()
            self._asked_sure = False
            self._message.update("")
            await self._mount_answer()

    async def _ask_again(self) -> None:
        """Take another answer: what was typed cannot be read as one, and the question is open."""
        form, answer = self._form, self._answer
        if form is None or answer is None:  # another question shows by now
            return
        self._asked_sure = False
        self._set_answered(answered=False)
        await self._clear()
        if self._taking:
            await self._mount(form, form.read(answer))

    def action_hint(self) -> None:
        """Show the hint of the question."""
        if self._state and self._state.question:
            hint = self._text_of(self._state.question.hint)
            self._message.update(drawn_in_line(hint, "italic dim"))

    def action_scroll_question(self, by: int) -> None:
        """Scroll a long question, a page down or up."""
        (self._asked.scroll_page_down if by > 0 else self._asked.scroll_page_up)(animate=False)

    async def action_leave(self) -> None:
        """Hang up."""
        await self._seat.leave()
        self.app.exit()


class JoinApp(OneScreenApp[tuple[str, str]]):
    """Takes part in one drill; comes back with a code and a reason where there was no seat."""

    TITLE = "trainer join"

    def action_help(self) -> None:
        """Show the keys that are live now, and the short manual."""
        self.show_help(MANUAL)
