"""The answers of a drill: which are taken, and when all are in."""

from collections.abc import Callable
from datetime import datetime, timedelta

from trainer.classroom.drill_event import DAY_MS, Answered, Confidence
from trainer.classroom.drill_flow import DrillFlow
from trainer.classroom.drill_history import DrillHistory
from trainer.classroom.presence import Presence
from trainer.classroom.refused import RefusedError
from trainer.classroom.room_state import RoomState
from trainer.deck.form_base import Answer

_ON_ITS_WAY = timedelta(seconds=1)
"""After a time was up, in which an answer that was given in time may still come."""


class Answers:
    """Takes the answers of those who have a seat.

    Args:
        history: what happened so far; each answer becomes a part of it.
        presence: who is here.
        flow: gives what the present stage means.
    """

    def __init__(
        self, history: DrillHistory, presence: Presence, flow: Callable[[], DrillFlow]
    ) -> None:
        self._history = history
        self._presence = presence
        self._flow_now = flow

    @property
    def _state(self) -> RoomState:
        return self._history.state

    @property
    def _flow(self) -> DrillFlow:
        return self._flow_now()

    def give(  # noqa: PLR0913 - all that an answer is made of
        self,
        player: str,
        question: int,
        round_: int,
        answer: Answer,
        now: datetime,
        *,
        confidence: Confidence | None = None,
        round_trip: timedelta = timedelta(0),
    ) -> Answered:
        """Answer a question, or change the answer; of each round the last one counts.

        The same answer again is the first one, however often it is delivered: so is its time.

        Args:
            player: who answers.
            question: which, from 0.
            round_: the vote.
            answer: what they say.
            now: the present moment.
            confidence: how sure they are.
            round_trip: how long the question and the answer travelled; nobody pays for that.

        Raises:
            RefusedError: there is no such seat; the question is not open; answers are closed; what
                was typed cannot be read as an answer.
        """
        self.check_open(player, question, round_)
        left = self._flow.left(now - _ON_ITS_WAY, player)
        if self._flow.taking and left is not None and not left:  # it waits for others
            raise RefusedError("closed", "Answers to this question are closed.")
        asked, began = self._flow.questions[question], self._state.began or now
        if self._flow.at_own_pace:
            began = self._presence.looks_since(player, now)
        mark = asked.mark_in_class(answer)
        if mark.unread:
            raise RefusedError("unread", mark.note)
        sure = confidence if self._flow.asks_how_sure(question) else None
        before = self.given(player, question, round_, answer)
        if before and before.confidence == sure:
            return before
        after = max(0, int((now - began - round_trip).total_seconds() * 1000))
        after = min(after, DAY_MS)  # homework may lie open for days
        event = Answered(
            at=now,
            player=player,
            question=question,
            round=self._state.round,
            answer=asked.form.write(answer),
            score=mark.score,
            confidence=sure,
            after_ms=before.after_ms if before else after,
            extra_time=self._state.seated[player].extra_time,
        )
        self._history.happen(event)
        return event

    def given(self, player: str, question: int, round_: int, answer: Answer) -> Answered | None:
        """The answer that a player gave to a question, where it is this very one."""
        before = self._state.answers.get((question, round_), {}).get(player)
        written = self._flow.questions[question].form.write(answer)
        return before if before and before.answer == written else None

    def check_open(self, player: str, question: int, round_: int) -> None:
        """See that a player may answer a question just now.

        Raises:
            RefusedError: they have no seat; the drill is paused; the question is not open.
        """
        if player not in self._state.seated:
            raise RefusedError("seat", "There is no such seat; join again.")
        if self._flow.at_own_pace:
            asked = round_ == 1 and 0 <= question < len(self._flow.questions)
        else:
            asked = (question, round_) == (self._state.question, self._state.round)
        if asked and self._state.paused:
            raise RefusedError("paused", "Paused: your answer waits until the drill goes on.")
        if not asked or not (self._flow.taking or self._flow.at_own_pace):
            raise RefusedError("closed", "Answers to this question are closed.")

    @property
    def all_in(self) -> bool:
        """Whether answers are taken and every player who is here is done.

        Who is asked how sure they are has the rest of the time for it.
        """
        here = self._presence.here & self._state.seated.keys()
        given = {
            player
            for player, answer in self._state.given.items()
            if answer.confidence or not self._flow.asks_how_sure(self._state.question)
        }
        return bool(here) and self._flow.taking and here <= given
