"""The room: a drill as a state machine without input or output.

Each command checks what may happen, makes an event of it, hands it to be kept, and lets it
take effect; so the state always equals the replay of what was kept. The moment is passed
in, and what is random comes with a seed.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from trainer.asking.question import Question
from trainer.classroom.answers import Answers
from trainer.classroom.drill_event import (
    Absent,
    Called,
    Deleted,
    DrillEvent,
    Marked,
    Moved,
    Opened,
    Paused,
    Remembered,
    Removed,
    Renamed,
    Served,
    Tallied,
    Voided,
)
from trainer.classroom.drill_flow import DrillFlow
from trainer.classroom.drill_history import DrillHistory
from trainer.classroom.drill_stage import TAKING, DrillStage
from trainer.classroom.presence import Presence
from trainer.classroom.preset import Preset
from trainer.classroom.refused import RefusedError
from trainer.classroom.room_state import RoomState
from trainer.classroom.scoring import PlayerScore, standings
from trainer.classroom.seats import Seats


class Room:
    """One drill, from the lobby to its end.

    Args:
        preset: how it is run.
        questions: what is asked, in this order; as many as the opening names.
        events: what happened so far; the opening at least.
        keep: takes each new event, before it takes effect.
    """

    def __init__(
        self,
        preset: Preset,
        questions: Sequence[Question],
        events: Sequence[DrillEvent],
        keep: Callable[[DrillEvent], None],
    ) -> None:
        self.preset = preset
        self.questions = tuple(questions)
        self.history = DrillHistory(events, keep)
        """What happened so far."""
        self.presence = Presence(self.history)
        """Who is here."""
        self.seats = Seats(self.history, self.presence)
        """Who takes part."""
        self.answers = Answers(self.history, self.presence, lambda: self.flow)
        """What they answer."""
        self._standings: tuple[int, Mapping[str, PlayerScore]] = (0, {})

    @property
    def state(self) -> RoomState:
        """The drill as its events made it."""
        return self.history.state

    @property
    def events(self) -> tuple[DrillEvent, ...]:
        """All that happened, oldest first, what was undone included."""
        return tuple(self.history.events)

    @property
    def opened(self) -> Opened:
        """How the drill was prepared."""
        return self.state.opened

    @property
    def flow(self) -> DrillFlow:
        """What the present stage means, and what may follow."""
        return DrillFlow(self.preset, self.questions, self.state)

    @property
    def current(self) -> Question | None:
        """The question being asked; None in the lobby, at the end, and at each one's own pace."""
        return self.flow.current

    @property
    def at_own_pace(self) -> bool:
        """Whether each player is at a question of their own just now."""
        return self.flow.at_own_pace

    @property
    def ends_for_all(self) -> bool:
        """Whether one step on ends homework of days: one key must not."""
        return self.at_own_pace and self.opened.is_homework

    @property
    def taking(self) -> bool:
        """Whether answers are taken."""
        return self.flow.taking

    @property
    def standings(self) -> Mapping[str, PlayerScore]:
        """Player -> what they have earned, the best first; counted once for all who ask."""
        at, scores = self._standings
        if at != len(self.history.events):
            scores = standings(self.state, self.preset)
            self._standings = len(self.history.events), scores
        return scores

    def extra_left(self, now: datetime) -> timedelta | None:
        """How long the stage waits for those with more time; None before, or where nobody has."""
        extra = self._extra_wanted
        if not extra or self.flow.left(now) or self.state.deadline is None:
            return None
        return max(timedelta(0), self.state.deadline + extra - now)

    @property
    def _extra_wanted(self) -> timedelta:
        """The longest extra time of anybody, of those who are here and have yet to answer."""
        waiting = (self.presence.here & self.state.seated.keys()) - self.state.given.keys()
        return max(map(self.flow.extra_time, waiting), default=timedelta(0))

    def delete(self, now: datetime) -> None:
        """Delete the drill: nothing of it counts; undone, all of it counts again."""
        if not self.state.deleted:
            self.history.happen(Deleted(at=now))

    def advance(self, now: datetime) -> None:
        """Go on to what comes next."""
        self._move(self.flow.advanced(now))

    def reveal(self, now: datetime) -> None:
        """Show the key, and close answers where they are still taken."""
        self._move(self.flow.revealed(now))

    def skip(self, now: datetime) -> None:
        """Leave the question; nothing of it counts, though no answer is thrown away.

        Raises:
            RefusedError: its key was shown already.
        """
        if self.current and self.state.stage is DrillStage.REVEALED:
            raise RefusedError("shown", "Its answer was shown: u takes that back, space goes on.")
        if self.current:
            self._move(self.flow.followed(now, skipped=True))

    def finish(self, now: datetime) -> None:
        """End the drill; a question whose key was not shown does not count.

        At each one's own pace all of them were asked at once: none of their answers is lost.
        """
        if self.preset.own_pace and (
            self.opened.is_homework or self.state.stage is not DrillStage.LOBBY
        ):
            self.hand_over(now)
        else:
            self._move(self.flow.finished(now))

    def void(
        self, now: datetime, *, question: int | None = None, player: str | None = None
    ) -> None:
        """Let something not count: an answer, a question that was asked, or the whole drill.

        Args:
            now: the present moment.
            question: which, from 0, also one that is passed; None for all of them.
            player: whose answer; None for everybody's.

        Raises:
            RefusedError: there is no such question, player or answer, or it counts no more.
        """
        asked = range(self.state.question + 1)
        if question is not None and question not in asked and not self.state.last_answers(question):
            raise RefusedError("question", "That question was not asked yet.")
        if player is not None and player not in self.state.players:
            raise RefusedError("seat", "There is no such player.")
        which = {*range(len(self.questions))} if question is None else {question}
        if player is None and which <= self.state.void:
            raise RefusedError("void", "That does not count already.")
        given = self.state.answers.items()
        if player and not any(n in which and player in each for (n, _), each in given):
            raise RefusedError("void", "They gave no answer there that counts.")
        self.history.happen(Voided(at=now, question=question, player=player))

    def hand_over(self, now: datetime) -> None:
        """Take homework in: show all of its answers one after another, and end it."""
        while self.state.stage is not DrillStage.DONE:
            self.advance(now)

    def pause(self, now: datetime, *, paused: bool) -> None:
        """Stop the clock and take no answers, or go on."""
        asking = self.state.stage in {DrillStage.THINK, *TAKING}
        if asking and self.state.paused != paused:
            if self.state.paused_at:
                self.presence.note_paused(self.state.paused_at, now)
            self.history.happen(Paused(at=now, paused=paused))

    def tick(self, now: datetime) -> bool:
        """Go on where the time is up; whether it was."""
        move = self.flow.moved_by_time(now, self._extra_wanted)
        self._move(move)
        return move is not None

    def mark(self, who: str, score: float, now: datetime) -> None:
        """Say how well a student (their id) or a team (`team:` and its name) did just now."""
        if self.current and self.state.stage is not DrillStage.THINK:
            self.history.happen(Marked(at=now, question=self.state.question, who=who, score=score))

    def tally(self, hands: Sequence[int], now: datetime) -> None:
        """Count hands: for each option in the order shown, or for right and wrong.

        Raises:
            RefusedError: there are not as many counts as options.
        """
        question = self.current
        if question is None:
            raise RefusedError("closed", "There is no question to count hands for.")
        if self.state.stage is DrillStage.THINK:
            raise RefusedError("closed", "Hands are counted once the question is open.")
        wanted = len(question.form.labels)
        if len(hands) != wanted:
            raise RefusedError("tally", f"Give {wanted} numbers, one for each.")
        self.history.happen(
            Tallied(
                at=now,
                question=self.state.question,
                round=self.state.round,
                hands=tuple(hands),
            )
        )

    def call(
        self, student: str, now: datetime, *, passed: str | None = None, absent: bool = False
    ) -> None:
        """Call a student; they answer this question aloud.

        Args:
            student: their id.
            now: the present moment.
            passed: who was called just before, and does not answer.
            absent: whether that one is not here today.
        """
        if self.current:
            number = self.state.question
            self.history.happen(
                Called(at=now, question=number, student=student, passed=passed, absent=absent)
            )

    def note_absent(self, student: str, now: datetime, *, absent: bool) -> None:
        """Note that a student is not here today, or that they are."""
        if absent != (student in self.state.absent):
            self.history.happen(Absent(at=now, student=student, absent=absent))

    def note_served(self, host: str, port: int, now: datetime) -> None:
        """Keep where devices join, so that they find the drill there after a crash."""
        if self.state.served.get(host) != port:
            self.history.happen(Served(at=now, host=host, port=port))

    def remember(self, question: int, now: datetime) -> None:
        """Keep that the answers to a question became reviews."""
        self.history.happen(Remembered(at=now, question=question))

    def undo(self, now: datetime) -> None:
        """Take back the teacher's last step; answers given since are kept.

        Raises:
            RefusedError: nothing can be taken back, or it already became reviews.
        """
        step = self.history.undoable
        if step is None:
            raise RefusedError("undo", "There is nothing to take back.")
        if isinstance(step, Removed | Renamed):
            self.seats.check_undo(step)
        if isinstance(step, Paused) and step.paused:
            self.presence.note_paused(step.at, now)
        self.history.undo(step, now)

    def _move(self, move: Moved | None) -> None:
        if move is not None:
            self.history.happen(move)
