"""Who is here: seats to free, students to note as absent."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from trainer.classroom.drill import Drill
from trainer.classroom.refused import RefusedError
from trainer.counted import counted
from trainer.tui.text import joined, plain
from trainer.tui.widgets.key_line import KeyLine

_LOOK = 0.5
"""Seconds between two looks at who came and went."""
_EXTRA_TIMES = (0.25, 0.5, 1.0)
"""Shares of the time that all have."""


class MembersScreen(ModalScreen[None]):
    """Lists the seats of devices and, of a class, the students without one."""

    CSS_PATH = "../screens/chooser.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "remove(False)", "Free seat", id="members.remove"),
        Binding("d", "remove(False, False)", "Free, answers too", id="members.drop", show=False),
        Binding("v", "void", "Void answer", id="members.void", show=False),
        Binding("b", "remove(True)", "Ban", id="members.ban", show=False),
        Binding("g", "remove_lost", "Free lost", id="members.lost", show=False),
        Binding("l", "lock", "Lock the door", id="members.lock", show=False),
        Binding("a", "absent", "Absent", id="members.absent"),
        Binding("r", "rename", "Rename", id="members.rename", show=False),
        Binding("n", "add", "New student", id="members.add", show=False),
        Binding("e", "extend", "More time", id="members.extend"),
        Binding("u", "undo", "Undo", id="members.undo", show=False),
        Binding("question_mark,f1", "app.help", "Keys", id="members.help"),
        Binding("q,escape", "leave", "Back", id="members.leave"),
    ]

    def __init__(self, drill: Drill) -> None:
        super().__init__()
        self._drill = drill
        self._rows: list[tuple[str | None, str | None]] = []
        self._seen: tuple[object, ...] = ()
        self._renamed: tuple[str | None, str | None] | None = None
        """Who is to go by another name; None where it is that of a new student."""
        self._message = Static(id="message")
        self._seats = OptionList()
        self._name_line = Input(id="name", placeholder="the name; enter keeps it, escape leaves")

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(id="chooser"):
            yield self._message
            yield self._seats
            yield self._name_line
            yield KeyLine()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without devices there are no seats."""
        del parameters
        seats = {"remove", "remove_lost", "lock", "void", "extend"}
        return self._drill.room.preset.devices or action not in seats

    def on_mount(self) -> None:
        """Fill the list."""
        self._name_line.display = False
        self._seats.focus()
        self._show()
        self.set_interval(_LOOK, self._look)

    def _look(self) -> None:
        """Follow who comes and goes; the line that was chosen stays chosen."""
        if self._seen != self._standing():
            self._show()

    def _standing(self) -> tuple[object, ...]:
        room = self._drill.room
        names = [(player.name, player.extra_time) for player in room.state.seated.values()]
        refusals, roster = (
            [*self._drill.server.refusals.latest],
            self._drill.server.admission.roster,
        )
        return {*room.presence.here}, names, [*self._drill.absent], refusals, roster

    def _show(self) -> None:
        drill, options = self._drill, self._seats
        at, chosen = options.highlighted, self._chosen()
        self._seen = self._standing()
        self._rows, lines = [], []
        seated = drill.room.state.seated
        with_seat = {player.joined.student for player in seated.values()}
        for player in seated.values():
            self._rows.append((player.id, player.joined.student))
            here = "" if player.id in drill.room.presence.here else "   connection lost"
            guest = "" if player.joined.student else "   guest"
            more = f"   {player.extra_time:.0%} more time" if player.extra_time else ""
            lines.append(joined(plain(player.name, "bold"), (guest + more + here, "dim")))
        for student in drill.school_class.roster.students if drill.school_class else ():
            if student.id not in with_seat:
                self._rows.append((None, student.id))
                lines.append(self._student_line(student.id, student.name))
        options.set_options([Option(line) for line in lines])
        if lines:
            stays = chosen in self._rows and any(chosen)
            at = self._rows.index(chosen) if stays else at or 0
            options.highlighted = min(at, len(lines) - 1)
        joined_words = f"{len(seated)} with a device" if drill.room.preset.devices else ""
        absent = f"{len(drill.absent)} absent" if drill.absent else ""
        locked = "locked: nobody new may join" if drill.room.seats.locked else ""
        words = "   ".join(filter(None, [joined_words, absent, locked]))
        words = "\n".join(
            [words, *(f"refused: {one}" for one in drill.server.refusals.latest)]
        ).strip()
        self._message.update(plain(words or counted(len(lines), "student")))

    def _student_line(self, student: str, name: str) -> Content:
        if student in self._drill.absent:
            return joined(plain(name, "dim"), ("   absent", "dim"))
        no_seat = "   no device" if self._drill.room.preset.devices else ""
        return joined(plain(name), (no_seat, "dim"))

    def _chosen(self) -> tuple[str | None, str | None]:
        at = self._seats.highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else (None, None)

    def action_remove(self, ban: bool, keep: bool = True) -> None:  # noqa: FBT001, FBT002 - keys
        """Take the seat away; banned, its name and device may not come back."""
        player, _ = self._chosen()
        if player is not None:
            room = self._drill.room
            self._try(lambda now: room.seats.remove(player, now, ban=ban, keep_answers=keep))
        self._show()

    def action_void(self) -> None:
        """Let the answer to the question on the wall not count."""
        player, _ = self._chosen()
        room = self._drill.room
        number = room.state.question
        if room.current is None:
            self.notify("No question is on the wall just now.", markup=False)
        elif player is not None:
            self._try(
                lambda now: room.void(now, question=number, player=player),
                "Their answer does not count; u takes that back.",
            )
        self._show()

    def _try(self, step: Callable[[datetime], None], done: str = "") -> None:
        try:
            self._drill.do(step)
        except RefusedError as error:
            done = str(error)
        if done:
            self.notify(done, markup=False)

    def action_extend(self) -> None:
        """Let them have more time than others, where there is a limit: more, and again none."""
        player, _ = self._chosen()
        if player is not None:
            room = self._drill.room
            had = room.state.seated[player].extra_time
            more = next((share for share in _EXTRA_TIMES if share > had), 0.0)
            self._drill.do(lambda now: room.seats.extend(player, more, now))
            if room.preset.limit is None:
                self.notify("This drill has no time limit: everybody has all the time.")
        self._show()

    def action_absent(self) -> None:
        """Note that a student is not here today, or that they are."""
        _, student = self._chosen()
        if student is not None:
            absent = student not in self._drill.absent
            self._drill.do(lambda now: self._drill.room.note_absent(student, now, absent=absent))
        self._show()

    def action_remove_lost(self) -> None:
        """Take the seats away of all guests whose device is gone."""
        self._drill.do(self._drill.room.seats.remove_lost_guests)
        self._show()

    def action_rename(self) -> None:
        """Ask for another name of the one who is chosen."""
        if any(self._chosen()):
            self._ask_name(self._chosen())

    def action_add(self) -> None:
        """Ask for the name of a new student of the class."""
        if self._drill.school_class:
            self._ask_name(None)
        else:
            self.notify("There is no class: start with --class NAME.", markup=False)

    def _ask_name(self, of: tuple[str | None, str | None] | None) -> None:
        self._renamed = of
        self._name_line.value, self._name_line.display = "", True
        self._name_line.focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Let them go by the name that was typed."""
        try:
            if self._renamed:
                self._drill.students.rename(*self._renamed, message.value)
            else:
                self._drill.students.add(message.value)
        except RefusedError as error:
            self.notify(str(error), markup=False)
            return
        self._close_line()
        self._show()

    def _close_line(self) -> None:
        self._name_line.display = False
        self._seats.focus()

    def action_leave(self) -> None:
        """Leave the line for a name; or the list."""
        if self._name_line.display:
            self._close_line()
        else:
            self.dismiss()

    def action_undo(self) -> None:
        """Take the last step back, as on the wall."""
        try:
            self._drill.undo()
        except RefusedError as error:
            self.notify(str(error), markup=False)
        self._show()

    def action_lock(self) -> None:
        """Let nobody new join, or let them again."""
        self._drill.room.seats.locked = not self._drill.room.seats.locked
        self._show()
