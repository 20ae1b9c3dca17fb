"""A drill on a student's terminal."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from trainer.classroom.client import Seat
from trainer.tui.text import joined, plain
from trainer.tui.widgets.answer import AnswerWidget
from trainer.tui.widgets.asking import widget_of
from trainer.tui.widgets.choosing import ChoiceAnswer

SELF_MARKS = ("Yes, I knew it", "Partly", "No")
SURE = ("sure", "think so", "a guess")
TRY_AGAIN = {"pin": "PIN on the wall", "name": "Your name", "taken": "Another name"}
"""Why there is no seat -> what to ask for anew."""
_WAITING = {
    "lobby": "You are in. The drill begins soon.",
    "done": "The drill is over.",
    "open": "All your answers are in. Well done.",
}


class JoinScreen(Screen[None]):
    """Asks what the teacher's trainer asks, and passes the answers on.

    Args:
        address: `host:port` of the drill.
        pin: the PIN on the wall.
        name: what the student calls himself.
        token: the seat to come back to; None for a new one.
        keep: takes the token of the seat, to come back to it after a crash.
    """

    CSS_PATH = "study.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "change", "Change the answer", id="join.change"),
        Binding("q,escape", "leave", "Leave", id="join.leave"),
    ]

    def __init__(
        self, address: str, pin: str, name: str, token: str | None, keep: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._keep = keep
        self._seat = Seat(address, self._hear, self._show_link, token)
        self._join = (pin, name)
        self._state: dict[str, Any] = {}
        self._shown: tuple[object, ...] = ()
        self._answer: object = None
        self._asked_sure = False
        self._answered = False
        self._top = Static(id="top")
        self._prompt = Static(id="prompt")
        self._holder = Vertical(id="answer")
        self._told = Static(id="told")
        self._player = name
        self._link = ""

    def compose(self) -> ComposeResult:
        """Who and where, the question, the answer, what came of it."""
        yield self._top
        with Vertical(classes="middle"), VerticalScroll(id="card"):
            yield self._prompt
            yield self._holder
            yield self._told
        yield Footer(show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer can be changed once there is one, while answers are taken."""
        del parameters
        return action != "change" or bool(self._answered and self._state.get("taking"))

    def on_mount(self) -> None:
        """Take the seat."""
        self._prompt.update("Joining …")
        self.run_worker(self._seat.run(*self._join), exclusive=True)

    # what the teacher's trainer says

    def _hear(self, message: dict[str, Any]) -> None:
        match message["t"]:
            case "welcome":
                team = f" · {message['team']}" if message["team"] else ""
                self._player = f"{message['name']}{team}"
                self._keep(message["token"])
            case "state":
                self._state = message
                self.call_later(self._show)
            case "ack":
                self._say_in()
            case _:
                self._told.update(plain(str(message["say"]), "bold"))
                if message["t"] == "refused" and message["code"] == "unread":
                    self.call_later(self._ask_again)
                elif message["t"] == "bye" or message["code"] not in {"closed", "answer", "paused"}:
                    self._refused(message)
        self._show_top()

    def _refused(self, message: dict[str, Any]) -> None:
        """Say why there is no seat; where that can be mended, let it be asked for anew."""
        if message["t"] == "refused" and message["code"] in TRY_AGAIN:
            self.app.exit((message["code"], message["say"]))
        else:
            self._prompt.update("")

    def _show_link(self, told: str) -> None:
        self._link = told
        self._show_top()

    def _show_top(self) -> None:
        number = self._state.get("number")
        place = f"   question {number}" if number else ""
        second = "   second vote" if self._state.get("stage") == "revote" else ""
        paused = "   paused" if self._state.get("paused") else ""
        link = (f"   {self._link}" if self._link else "", "$text-warning")
        self._top.update(joined(plain(self._player, "bold"), f"{place}{second}{paused}", link))

    async def _show(self) -> None:
        state = self._state
        question: dict[str, Any] | None = state.get("question")
        waiting: str = _WAITING.get(state["stage"], "Look at the wall.")
        setting = f"{question['setting']}\n" if question and question.get("setting") else ""
        asked = plain(question["prompt"] if question else waiting, "bold")
        self._prompt.update(joined(plain(setting, "dim"), asked))
        now = (state["number"], state["round"], state["stage"], state["taking"])
        if now != self._shown:
            self._shown = now
            self._answer, self._asked_sure = None, False
            self._set_answered(answered=state.get("mine") is not None)
            self._told.update("")
            await self._build()
        self._show_result()

    async def _build(self) -> None:
        await self._holder.remove_children()
        state, question = self._state, self._state.get("question")
        if not question:
            return
        if state["stage"] == "think":
            self._told.update(plain("Think first; answers open in a moment.", "dim"))
        elif state["paused"]:
            self._told.update(plain("Paused: what you answered waits until it goes on.", "dim"))
        elif not state["taking"] and state["stage"] in {"open", "revote"}:
            self._told.update(plain("Say the answer to yourself; the key comes next.", "dim"))
        elif state["taking"] and state.get("mine") is None:
            await self._mount_answer()
        elif state["taking"]:
            self._say_in()
        elif state["stage"] == "closed":
            self._told.update(plain("Answers are closed.", "dim"))

    async def _mount_answer(self) -> None:
        question = self._state["question"]
        widget: AnswerWidget | None
        if question["kind"] == "flashcard":
            widget = ChoiceAnswer(SELF_MARKS)
        else:
            unit = f"a number ({question['unit']})" if question.get("unit") else ""
            widget = widget_of(
                question["kind"],
                tuple(question.get("options", ())),
                lefts=tuple(question.get("lefts", ())),
                blanks=question.get("blanks", 1),
                written_as=question.get("precision") or unit,
            )
        if widget is not None:
            await self._holder.mount(widget)
            widget.begin()

    def _set_answered(self, *, answered: bool) -> None:
        self._answered = answered
        self.refresh_bindings()

    def _say_in(self) -> None:
        if self._asked_sure:
            self._told.update(plain("✓ Your answer is in. How sure are you?"))
            return
        self._set_answered(answered=True)
        can = "c changes it until answers close." if self._state.get("taking") else ""
        self._told.update(plain(f"✓ Your answer is in. {can}"))

    def _show_result(self) -> None:
        state = self._state
        if "key" in state:
            score = state.get("score")
            marked = state["question"]["kind"] != "flashcard"
            if marked and score is None:
                verdict = ("No answer from you.", "dim")
            elif score == 1:
                verdict = ("✓ right", "bold $text-success")
            else:
                verdict = ("◐ partly right" if score else "✗ not this time", "bold $text-error")
            lines = [joined(verdict)] if marked else []
            lines.append(plain(state["key"], "bold"))
            lines += [plain(""), plain(state["why"])] if state.get("why") else []
            self._told.update(joined(*lines, by="\n"))
        elif standing := state.get("standing"):
            points = f"   {standing['points']} points" if "points" in standing else ""
            self._told.update(plain(f"{standing['right']:g} of {standing['of']} right{points}"))

    # what the student does

    async def on_answer_widget_given(self, message: AnswerWidget.Given) -> None:
        """Send the answer; and again with how sure he is, where that is wanted.

        At his own pace the next question would come between the two: there it is asked before.
        """
        message.stop()
        if self._asked_sure:
            self._asked_sure = False
            await self._send(("sure", "think", "guess")[SURE.index(str(message.answer))])
            return
        question = self._state["question"]
        self._answer = sent(question, message.answer)
        marks_self = question["kind"] == "flashcard"
        self._asked_sure = bool(self._state.get("confidence")) and not marks_self
        if not (self._asked_sure and self._state.get("own_pace")):
            await self._send(None)
        if self._asked_sure:
            await self._ask_sure()

    async def on_answer_widget_given_up(self, message: AnswerWidget.GivenUp) -> None:
        """An empty answer is none."""
        message.stop()
        self._told.update(plain("Write or choose an answer first.", "dim"))

    async def _send(self, sure: str | None) -> None:
        await self._holder.remove_children()
        self._told.update(plain("Sending …", "dim"))
        await self._seat.answer(self._state, self._answer, sure)

    async def _ask_sure(self) -> None:
        await self._holder.remove_children()
        self._told.update(plain("How sure are you?"))
        widget = ChoiceAnswer(SURE)
        await self._holder.mount(widget)
        widget.begin()

    async def action_change(self) -> None:
        """Answer anew while answers are taken."""
        if self._state.get("question"):
            self._set_answered(answered=False)
            await self._holder.remove_children()
            self._asked_sure = False
            self._told.update("")
            await self._mount_answer()

    async def _ask_again(self) -> None:
        """What was typed could not be read as an answer: the question stays open."""
        self._asked_sure = False
        await self._holder.remove_children()
        if self._state.get("taking"):
            await self._mount_answer()

    async def action_leave(self) -> None:
        """Hang up."""
        await self._seat.leave()
        self.app.exit()


def sent(question: dict[str, Any], answer: object) -> object:
    """An answer of a widget as the protocol sends it."""
    options = list(question.get("options", ()))
    match question["kind"], answer:
        case "flashcard", str():
            return ("right", "partly", "wrong")[SELF_MARKS.index(answer)]
        case "choice", str():
            return options.index(answer)
        case (("pick" | "order"), frozenset() | tuple()):
            return [options.index(option) for option in answer]
        case "match", dict():
            rights = (answer.get(left) for left in question["lefts"])
            return [None if right is None else options.index(right) for right in rights]
        case _, tuple():
            return list(answer)
        case _:
            return answer
