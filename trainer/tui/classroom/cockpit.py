"""The cockpit on a second terminal: the teacher's own view of the drill on the wall."""

from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.classroom.client import CockpitLink
from trainer.classroom.drill_stage import STAGE_IN_WORDS, TAKING, DrillStage
from trainer.classroom.refused import RefusedError
from trainer.classroom.server_message import (
    Bye,
    CockpitMessage,
    CockpitState,
    Refusal,
)
from trainer.classroom.team_mark import next_mark
from trainer.tui.classroom.cockpit_text import phone_code, player_line, state_lines
from trainer.tui.classroom.hands_line import HandsLine
from trainer.tui.text import joined, plain
from trainer.tui.widgets.key_line import KeyLine


class CockpitScreen(Screen[None]):
    """Shows who answered what, and passes on what the teacher does.

    Args:
        address: `host:port` of the drill.
        secret: what opens its cockpit.
    """

    CSS_PATH = "cockpit.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "do('next')", "Next", id="cockpit.next"),
        Binding("e", "do('close')", "End answers", id="cockpit.close"),
        Binding("r", "do('reveal')", "Answer", id="cockpit.reveal"),
        Binding("u,ctrl+z", "do('back')", "Back", id="cockpit.back"),
        Binding("v", "do('void')", "Void", id="cockpit.void", show=False),
        Binding("d", "void_answer", "Void one answer", id="cockpit.void_answer", show=False),
        Binding("c", "do('call')", "Call", id="cockpit.call", show=False),
        Binding("x", "do('pass')", "Passes: call another", id="cockpit.pass", show=False),
        Binding("z", "do('absent')", "Absent: call another", id="cockpit.absent", show=False),
        Binding("y", "mark(1)", "Right", id="cockpit.right", show=False),
        Binding("h", "mark(0.5)", "Half right", id="cockpit.half", show=False),
        Binding("n", "mark(0)", "Not yet", id="cockpit.wrong", show=False),
        Binding("t", "tally", "Count hands, as 4 12 7 3", id="cockpit.tally", show=False),
        Binding("p", "do('pause')", "Pause", id="cockpit.pause", show=False),
        Binding("k", "do('skip')", "Skip the question", id="cockpit.skip", show=False),
        Binding("o", "phone", "On your phone", id="cockpit.phone", show=False),
        Binding("question_mark,f1", "app.help", "Keys", id="cockpit.help"),
        Binding("q,escape", "leave", "Leave", id="cockpit.leave"),
    ]

    def __init__(self, address: str, secret: str) -> None:
        super().__init__()
        self._secret = secret
        self._cockpit = CockpitLink(address, secret, self.hear, self._show_link)
        self._view: CockpitState | None = None
        self._link = "opening …"
        self._notice = ""
        self._ends: float | None = None
        self._with_code = False
        self._top = Static(id="top")
        self._asked = Static(id="asked")
        self._players = OptionList(id="players")
        self._hands = HandsLine()
        self._hands_for: CockpitState | None = None
        """What was shown when hands began to be counted: they are for no other question."""

    def compose(self) -> ComposeResult:
        """How far the drill is, the question with its key, who answered."""
        yield self._top
        yield self._hands
        with VerticalScroll(can_focus=False):
            yield self._asked
        yield self._players
        yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What would do nothing at this stage is not offered."""
        if action == "void_answer":
            return not self._with_code  # it is for a line that is seen
        if self._view is None or action != "do":
            return True
        stage = self._view.stage
        match parameters[0]:
            case "next":
                return stage is not DrillStage.DONE
            case "close":
                return stage in TAKING
            case "reveal":
                return stage in {DrillStage.THINK, DrillStage.CLOSED, *TAKING}
            case _:
                return True

    def on_mount(self) -> None:
        """Open the cockpit."""
        self._players.focus()
        self.set_interval(0.5, self._show_top)
        self.run_worker(self._cockpit.run(), exclusive=True)

    def hear(self, message: CockpitMessage) -> None:
        """Show what the drill says."""
        match message:
            case CockpitState(seconds=left, paused=paused):
                self._ends = None if left is None or paused else monotonic() + left
                if self._view is None or message.seen != self._view.seen:
                    self._notice = ""
                self._view = message
                self._show(message)
            case Refusal(say=text) | Bye(say=text):
                self._notice = text
                self._show_top()

    def _show_link(self, message: str) -> None:
        self._link = message
        self._show_top()

    def _show(self, view: CockpitState) -> None:
        self._show_top()
        self.refresh_bindings()
        code = phone_code(view, self._secret) if self._with_code else ()
        self._asked.update(Content("\n").join([*code, *state_lines(view)]))
        at = self._players.highlighted
        self._players.set_options([Option(player_line(player)) for player in view.players])
        if view.players:
            self._players.highlighted = min(at or 0, len(view.players) - 1)

    def _show_top(self) -> None:
        parts: list[Content | tuple[str, str] | str] = []
        if view := self._view:
            number = f"{view.number} of {view.of}   " if view.number else ""
            stage = "paused" if view.paused else STAGE_IN_WORDS[view.stage]
            if view.stage is DrillStage.LOBBY and view.players:
                stage = f"{len(view.players)} here"
            parts.append((f"cockpit   {number}{stage}", "bold"))
            if view.players and view.number:
                answered = sum(player.answer is not None for player in view.players)
                parts.append(f"   {answered}/{len(view.players)} answered")
            if self._ends is not None:
                parts.append(f"   {max(0, self._ends - monotonic()):.0f} s")
        if self._link:
            parts.append((f"   {self._link}", "$text-warning"))
        if self._notice:
            parts.append(plain(f"   {self._notice}", "bold"))
        self._top.update(joined(*parts))

    async def action_do(self, what: str) -> None:
        """Let something happen to the stage that is shown."""
        if self._view:
            await self._cockpit.do(what, self._view)

    async def action_mark(self, score: float) -> None:
        """Say how well the student who was called did."""
        if self._view:
            await self._cockpit.do("mark", self._view, score=score)

    async def action_void_answer(self) -> None:
        """Let the answer of the chosen line not count."""
        at, view = self._players.highlighted, self._view
        if view and at is not None and at < len(view.players):
            await self._cockpit.do("void", view, player=view.players[at].id)

    async def on_key(self, event: events.Key) -> None:
        """A digit marks a team, as on the wall."""
        view = self._view
        if view is None or self._hands.has_focus or not event.key.isdecimal():
            return
        if 0 < int(event.key) <= len(view.teams):
            team = int(event.key) - 1
            score = next_mark(view.teams[team][1])
            await self._cockpit.do("mark", view, team=team, score=score)

    def action_tally(self) -> None:
        """Ask for counts of hands."""
        if self._view and self._view.hands:
            self._hands_for = self._view
            self._hands.ask_for([label for label, _ in self._view.hands])

    async def on_input_submitted(self) -> None:
        """Send the hands that were counted."""
        try:
            hands = self._hands.hands
        except RefusedError as error:
            self._notice = str(error)
            self._show_top()
            return
        self._close_hands()
        if self._hands_for:
            await self._cockpit.do("tally", self._hands_for, hands=hands)

    def _close_hands(self) -> None:
        self._hands.close()
        self._players.focus()

    def action_phone(self) -> None:
        """Show, or hide, the code that opens the cockpit on a phone."""
        self._with_code = not self._with_code
        self._players.display = not self._with_code  # or the code would be cut at 24 rows
        if not self._with_code:
            self._players.focus()
        if self._view:
            self._show(self._view)

    async def action_leave(self) -> None:
        """Close the line for hands; or the cockpit: the drill goes on."""
        if self._hands.is_open:
            self._close_hands()
            return
        await self._cockpit.leave()
        self.app.exit()
