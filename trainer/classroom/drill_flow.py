"""The course of a drill: which stage follows, and what a stage means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from trainer.asking.question import Question
from trainer.classroom.drill_event import Moved, Vote
from trainer.classroom.drill_stage import TAKING, DrillStage
from trainer.classroom.preset import Preset
from trainer.classroom.room_state import RoomState


@dataclass(frozen=True)
class DrillFlow:
    """A drill at one moment. Each step answers with the move that it would be, or None."""

    preset: Preset
    questions: Sequence[Question]
    state: RoomState

    @property
    def current(self) -> Question | None:
        """The question being asked; None in the lobby, at the end, and at each one's own pace."""
        if self.state.stage in {DrillStage.LOBBY, DrillStage.DONE} or self.at_own_pace:
            return None
        return self.questions[self.state.question]

    @property
    def at_own_pace(self) -> bool:
        """Whether each player is at a question of their own just now."""
        return self.preset.own_pace and self.state.stage is DrillStage.OPEN

    @property
    def taking(self) -> bool:
        """Whether answers are taken."""
        question = self.current
        if self.state.paused:
            return False
        if question and question.form.self_marked:
            return self.state.stage is DrillStage.REVEALED
        return self.state.stage in TAKING

    def question_of(self, player: str) -> int | None:
        """Which question a player is at; None when they have none to look at."""
        if self.state.stage in {DrillStage.LOBBY, DrillStage.DONE}:
            return None
        if not self.at_own_pace:
            return self.state.question
        answers = self.state.answers
        unanswered = (
            number
            for number in range(len(self.questions))
            if player not in answers.get((number, 1), {})
        )
        return next(unanswered, None)

    def asks_how_sure(self, question: int) -> bool:
        """Whether players say how sure they are of their answer to a question."""
        return self.preset.confidence and self.questions[question].has_key

    def left(self, now: datetime, player: str | None = None) -> timedelta | None:
        """How much of the stage's time is left; None when it ends by the teacher alone.

        Args:
            now: the present moment.
            player: for whom; None for all who have no more time than others.
        """
        state = self.state
        left = state.deadline - now if state.deadline else state.left
        if left is None or (state.paused and not left):
            return None
        return max(timedelta(0), left + (self.extra_time(player) if player else timedelta(0)))

    def advanced(self, now: datetime) -> Moved | None:
        """What comes next."""
        stage = self.state.stage
        if stage is DrillStage.LOBBY:
            return self._asked(0, now)
        if stage is DrillStage.THINK:
            return self._moved(DrillStage.OPEN, now, seconds=self.preset.limit)
        if stage in TAKING:
            closes = self._closes_before_key
            return self._moved(DrillStage.CLOSED, now) if closes else self.revealed(now)
        if stage is DrillStage.CLOSED and self._votes_again:
            return self._moved(DrillStage.REVOTE, now, round_=2, seconds=self.preset.limit)
        if stage is DrillStage.CLOSED:
            return self.revealed(now)
        return self.followed(now) if stage is DrillStage.REVEALED else None

    def revealed(self, now: datetime) -> Moved | None:
        """The key, with answers closed where they are still taken."""
        question = self.state.question
        if self.preset.own_pace and self.state.stage is DrillStage.CLOSED:
            question = 0
        if (
            self.state.stage in {DrillStage.THINK, DrillStage.CLOSED, *TAKING}
            and not self.at_own_pace
        ):
            return self._moved(DrillStage.REVEALED, now, question=question)
        return None

    def followed(self, now: datetime, *, skipped: bool = False) -> Moved:
        """The next question, or the end; whether this one is left without counting."""
        following = self.state.question + 1
        if following >= len(self.questions):
            return self._moved(DrillStage.DONE, now, skipped=skipped)
        if self.preset.own_pace:
            return self._moved(DrillStage.REVEALED, now, question=following)
        return self._asked(following, now, skipped=skipped)

    def finished(self, now: datetime) -> Moved | None:
        """The end; a question whose key was not shown does not count."""
        if self.state.stage is DrillStage.DONE:
            return None
        shown = self.state.stage in {DrillStage.LOBBY, DrillStage.REVEALED}
        return self._moved(DrillStage.DONE, now, skipped=not shown)

    def extra_time(self, player: str) -> timedelta:
        """How much longer than others a player has for the answer that is taken just now."""
        seat = self.state.seated.get(player)
        if seat is None or self.preset.limit is None or self.state.stage not in TAKING:
            return timedelta(0)
        return timedelta(seconds=self.preset.limit * seat.extra_time)

    def moved_by_time(self, now: datetime, extra: timedelta = timedelta(0)) -> Moved | None:
        """What comes where the time is up, and with it the extra time that some have."""
        if self.state.deadline is None or now < self.state.deadline + extra:
            return None
        if self.state.stage is DrillStage.THINK:
            return self._moved(DrillStage.OPEN, now, seconds=self.preset.limit, by_time=True)
        stage = DrillStage.CLOSED if self._closes_before_key else DrillStage.REVEALED
        return self._moved(stage, now, by_time=True)

    @property
    def _votes_again(self) -> bool:
        return self.preset.rounds > self.state.round and self._closes_before_key

    @property
    def _closes_before_key(self) -> bool:
        """Whether a question has answers to be closed, before its key is shown."""
        if self.at_own_pace:
            return True
        question = self.current
        return self.preset.devices and question is not None and not question.form.self_marked

    def _asked(self, question: int, now: datetime, *, skipped: bool = False) -> Moved:
        think = bool(self.preset.think)
        return self._moved(
            DrillStage.THINK if think else DrillStage.OPEN,
            now,
            question=question,
            round_=1,
            seconds=self.preset.think if think else self.preset.limit,
            skipped=skipped,
        )

    def _moved(  # noqa: PLR0913 - all that a stage is made of
        self,
        stage: DrillStage,
        now: datetime,
        *,
        question: int | None = None,
        round_: Vote | None = None,
        seconds: float | None = None,
        by_time: bool = False,
        skipped: bool = False,
    ) -> Moved:
        return Moved(
            at=now,
            stage=stage,
            question=self.state.question if question is None else question,
            round=round_ or self.state.round,
            seconds=seconds,
            by_time=by_time,
            skipped=skipped,
        )
