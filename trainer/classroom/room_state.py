"""How far a drill is: what follows from its events, and from nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from trainer.classroom.drill_event import (
    Absent,
    Answered,
    Called,
    Deleted,
    DrillEvent,
    Extended,
    Joined,
    Marked,
    Moved,
    Opened,
    Paused,
    Remembered,
    Removed,
    Renamed,
    Served,
    Tallied,
    TeacherStep,
    Undone,
    Voided,
    Vote,
)
from trainer.classroom.drill_stage import TAKING, DrillStage
from trainer.classroom.player import Player


@dataclass
class RoomState:
    """A drill as its events made it.

    An answer is kept whatever the stage was, and whatever was undone since: whether it may
    be given is the room's to say, before it becomes an event.
    """

    opened: Opened
    stage: DrillStage = DrillStage.LOBBY
    question: int = -1
    """Which question, from 0; -1 in the lobby."""
    round: Vote = 1
    deadline: datetime | None = None
    """When the stage ends by itself; None when it does not, or is paused."""
    left: timedelta | None = None
    """While paused: what was left of the stage's time; zero where it had no limit."""
    paused_at: datetime | None = None
    """While paused: since when."""
    began: datetime | None = None
    """When answers to this question and round began to be taken; a pause moves it on."""
    revealed_at: dict[int, datetime] = field(default_factory=dict)
    """question -> when its key was shown."""
    players: dict[str, Player] = field(default_factory=dict)
    seated: dict[str, Player] = field(default_factory=dict)
    """Player -> who has a seat; kept, for it is asked of every device at every step."""
    answers: defaultdict[tuple[int, int], dict[str, Answered]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """(question, round) -> player -> their last answer."""
    marks: defaultdict[int, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    """question -> who -> the teacher's mark."""
    tallies: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    """(question, round) -> hands counted for each option."""
    calls: list[Called] = field(default_factory=list)
    """Who was called, in order."""
    skipped: set[int] = field(default_factory=set)
    """Questions that were left without counting."""
    absent: set[str] = field(default_factory=set)
    """Students who are not here today."""
    served: dict[str, int] = field(default_factory=dict)
    """Address -> port at which devices could join."""
    remembered: set[int] = field(default_factory=set)
    """Questions whose answers became reviews, and still are as they became them."""
    revisions: Counter[int] = field(default_factory=Counter)
    """question -> how often its answers became reviews."""
    deleted: bool = False
    void: set[int] = field(default_factory=set)
    """Questions that do not count, though their key was shown."""
    excused: set[tuple[int, str]] = field(default_factory=set)
    """(question, player) whose answer does not count: it is as if it had not been asked."""
    steps: list[TeacherStep] = field(default_factory=list)
    """What the teacher did and did not take back, and where time moved the drill on."""

    @classmethod
    def replay(cls, events: Iterable[DrillEvent]) -> Self:
        """The state after events, the first of which opened the drill.

        Raises:
            ValueError: they do not begin with an opening.
        """
        events = list(events)
        if not events or not isinstance(events[0], Opened):
            raise ValueError("a drill begins with its opening")
        state = cls(events[0])
        undone = {event.event for event in events if isinstance(event, Undone)}
        by_id = {event.id: event for event in events}
        for event in events[1:]:
            if event.id not in undone:
                state.apply(event)
            else:
                state._unsettle(event)
            if isinstance(event, Undone):
                state._unsettle(by_id.get(event.event))
        return state

    @property
    def given(self) -> dict[str, Answered]:
        """Player -> their answer to this question in this round."""
        return self.answers.get((self.question, self.round), {})

    @property
    def begun(self) -> bool:
        """Whether anything happened; homework begins with the page that is given out."""
        return bool(self.steps or self.players or self.opened.is_homework)

    @property
    def at_home(self) -> bool:
        """Whether it is homework that was not collected yet."""
        return self.opened.is_homework and self.stage is not DrillStage.DONE

    @property
    def lasts(self) -> bool:
        """Whether it is homework that goes on until its day is over."""
        return self.opened.is_homework and self.stage in {DrillStage.LOBBY, DrillStage.OPEN}

    @property
    def paused(self) -> bool:
        """Whether the clock is stopped."""
        return self.left is not None

    def last_answers(self, question: int) -> dict[str, Answered]:
        """Player -> their answer to a question, of the last round in which they gave one."""
        return self.answers.get((question, 1), {}) | self.answers.get((question, 2), {})

    def called(self, question: int) -> str | None:
        """Which student answers a question aloud; None when nobody was called."""
        return next((c.student for c in reversed(self.calls) if c.question == question), None)

    def apply(self, event: DrillEvent) -> None:
        """Let an event take effect; what an undo takes back, `replay` leaves out."""
        match event:
            case Joined():
                self.players[event.player] = self.seated[event.player] = Player(event)
            case Answered():
                self.answers[event.question, event.round][event.player] = event
                self.remembered.discard(event.question)  # homework may be handed in later
            case Remembered():
                self.remembered.add(event.question)
                self.revisions[event.question] += 1
            case Absent():
                (self.absent.add if event.absent else self.absent.discard)(event.student)
            case Served():
                self.served[event.host] = event.port
            case Undone():
                self._restart_clock(event.at)
            case Opened():
                pass
            case _:
                self._step(event)

    def _step(self, step: TeacherStep) -> None:
        self.steps.append(step)
        match step:
            case Moved():
                self._move(step)
            case Removed() | Renamed() | Voided() | Deleted():
                self._put_right(step)
            case Extended():
                if step.player in self.players:
                    self.players[step.player].extended = step.extra_time
            case Marked():
                self.marks[step.question][step.who] = step.score
            case Tallied():
                self.tallies[step.question, step.round] = step.hands
            case Called():
                self.calls.append(step)
                if step.passed and step.absent:
                    self.absent.add(step.passed)
            case Paused():
                self._pause(step)

    def _put_right(self, step: Removed | Renamed | Voided | Deleted) -> None:
        """Let a mistake be as if it had not been; reviews of what changed have to be made again."""
        match step:
            case Removed():
                self.players[step.player].removed = step
                self.seated.pop(step.player, None)
                if not step.keeps_answers:
                    self._drop_answers(range(self._many), step.player)
            case Renamed():
                if step.player in self.players:
                    self.players[step.player].renamed = step.name
            case Deleted():
                self.deleted = True
                self.void.update(range(self._many))
            case Voided():
                which = range(self._many) if step.question is None else (step.question,)
                if step.player is None:
                    self.void.update(which)
                else:
                    self._drop_answers(which, step.player)
                    self.excused.update((number, step.player) for number in which)
        self._unsettle(step)

    @property
    def _many(self) -> int:
        return len(self.opened.questions)

    def _drop_answers(self, which: Iterable[int], player: str) -> None:
        for number in which:
            for round_ in (1, 2):
                if (number, round_) in self.answers:
                    self.answers[number, round_].pop(player, None)

    def _unsettle(self, event: DrillEvent | None) -> None:
        """Note that reviews no longer tell what was answered: something was voided, or not."""
        match event:
            case Voided(question=int(number)):
                self.remembered.discard(number)
            case Voided() | Deleted() | Removed(keeps_answers=False):
                self.remembered.clear()
            case _:
                pass

    def _move(self, move: Moved) -> None:
        if move.skipped:
            self.skipped.add(self.question)
        self.stage, self.question, self.round = move.stage, move.question, move.round
        self.left = self.paused_at = None
        self.deadline = None
        if move.seconds is not None:
            self.deadline = move.at + timedelta(seconds=move.seconds)
        if move.stage in TAKING or move.stage is DrillStage.REVEALED:
            self.began = move.at
        if move.stage is DrillStage.REVEALED:
            self.revealed_at.setdefault(move.question, move.at)

    def _pause(self, step: Paused) -> None:
        if step.paused:
            self.left = self.deadline - step.at if self.deadline else timedelta(0)
            self.deadline, self.paused_at = None, step.at
        else:
            if self.left:
                self.deadline = step.at + self.left
            if self.began and self.paused_at:
                self.began += step.at - max(self.paused_at, self.began)
            self.left = self.paused_at = None

    def _restart_clock(self, now: datetime) -> None:
        """Give the stage that was gone back to its whole time again."""
        move = next((s for s in reversed(self.steps) if isinstance(s, Moved)), None)
        if move and move.seconds is not None and not self.paused:
            self.deadline = now + timedelta(seconds=move.seconds)
            self.began = now


def team_sizes(state: RoomState) -> Counter[int]:
    """Team -> how many players it has, empty ones included."""
    sizes = Counter(dict.fromkeys(range(len(state.opened.teams)), 0))
    sizes.update(p.joined.team for p in state.seated.values() if p.joined.team is not None)
    return sizes
