"""The room in any order of steps: no answer lost, none taken late, and the log says it all."""

from contextlib import suppress
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from tests.classroom.conftest import Desk
from trainer.classroom.drill_event import Answered, Confidence, Moved
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.player_view import state_of, what_is_own
from trainer.classroom.refused import RefusedError
from trainer.classroom.scoring import standings, team_means
from trainer.deck.form_base import Answer

ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "choice": st.sampled_from(["Tiber", "Arno", "Po"]),
    "typed": st.sampled_from(["Goethe", "Schiller", ""]),
    "flash": st.sampled_from(["right", "partly", "wrong"]),
    "truth": st.booleans(),
}
SURE = st.sampled_from([None, *Confidence])


class RoomMachine(RuleBasedStateMachine):
    players: Bundle[str] = Bundle("players")

    @initialize(
        target=players,
        preset=st.sampled_from(["drill", "race", "peer", "exit", "board", "teams"]),
        begun=st.integers(0, 4),
        extra=st.sampled_from([0.0, 0.5]),
    )
    def open(self, preset: str, begun: int, extra: float) -> MultipleResults[str]:
        cards = ["choice", "typed", "truth"] if preset == "exit" else ["choice", "typed", "flash"]
        self.desk = Desk(preset, *cards)
        self.cards = cards
        self.acknowledged: dict[tuple[str, int, int], object] = {}
        self.names = 0
        seated = self.desk.sit("Anna", "Cem")
        self.desk.room.seats.extend(seated[0], extra, self.desk.now)
        self.desk.go(begun)
        return multiple(*seated)

    @rule(target=players, came_before=st.booleans())
    def join(self, came_before: bool) -> str:
        self.names += not came_before
        try:
            token = f"token {self.names}"
            return self.desk.room.seats.join(f"Player {self.names}", token, self.desk.now).id
        except RefusedError:
            return "nobody"

    @rule(number=st.integers(1, 4))
    def rejoin(self, number: int) -> None:
        try:
            player = self.desk.room.seats.rejoin(f"token {number}")
        except RefusedError:
            return
        assert player.joined.name == f"Player {number}"

    @rule(player=players)
    def drop(self, player: str) -> None:
        self.desk.room.presence.note_gone(player, self.desk.now)

    @rule(player=players, ban=st.booleans())
    def remove(self, player: str, ban: bool) -> None:
        with suppress(RefusedError):
            self.desk.room.seats.remove(player, self.desk.now, ban=ban)

    @rule(player=players, name=st.sampled_from(["Anna", "Ben", "Zoe 1", "Zoe 2"]))
    def rename(self, player: str, name: str) -> None:
        if player not in self.desk.room.state.players:
            return
        was = self.desk.room.state.players[player].name
        with suppress(RefusedError):
            self.desk.room.seats.rename(player, name, was, self.desk.now)

    @rule()
    def delete(self) -> None:
        self.desk.room.delete(self.desk.now)

    @rule(player=players, at=st.tuples(st.integers(0, 2), st.integers(1, 2)), data=st.data())
    def answer_anything(self, player: str, at: tuple[int, int], data: st.DataObject) -> None:
        self.give(player, *at, self.draw(at[0], data), data.draw(SURE))

    @rule(player=players, data=st.data())
    def answer_what_is_asked(self, player: str, data: st.DataObject) -> None:
        question = self.desk.room.flow.question_of(player)
        if question is not None:
            answer = self.draw(question, data)
            self.give(player, question, self.desk.room.state.round, answer, data.draw(SURE))

    @precondition(lambda self: self.desk.room.taking)
    @rule(data=st.data())
    def all_answer_alike(self, data: st.DataObject) -> None:
        state = self.desk.room.state
        answer = self.draw(state.question, data)
        for player in [*state.seated]:
            self.give(player, state.question, state.round, answer, data.draw(SURE))

    def draw(self, question: int, data: st.DataObject) -> Answer:
        answer: Answer = data.draw(ANSWERS[self.cards[question]])
        return answer

    def give(
        self, player: str, question: int, round_: int, answer: Answer, sure: Confidence | None
    ) -> None:
        room = self.desk.room
        open_now = room.taking and (
            room.at_own_pace or (question, round_) == (room.state.question, room.state.round)
        )
        try:
            room.answers.give(player, question, round_, answer, self.desk.now, confidence=sure)
        except RefusedError:
            return
        assert open_now, "an answer was taken after closing"
        assert player in room.state.seated
        self.acknowledged[player, question, round_] = answer

    @rule()
    def advance(self) -> None:
        self.desk.go()

    @rule()
    def skip(self) -> None:
        if self.desk.room.state.stage is not DrillStage.REVEALED:
            self.desk.room.skip(self.desk.now)

    @rule()
    def reveal(self) -> None:
        self.desk.room.reveal(self.desk.now)

    @rule(paused=st.booleans())
    def pause(self, paused: bool) -> None:
        self.desk.room.pause(self.desk.now, paused=paused)

    @rule(score=st.sampled_from([0.0, 0.5, 1.0]))
    def mark(self, score: float) -> None:
        self.desk.room.mark("anna", score, self.desk.now)

    @rule(player=players, share=st.sampled_from([0.0, 0.5, 1.0]))
    def extend(self, player: str, share: float) -> None:
        self.desk.room.seats.extend(player, share, self.desk.now)

    @rule(number=st.integers(0, 2))
    def void(self, number: int) -> None:
        with suppress(RefusedError):
            self.desk.room.void(self.desk.now, question=number)

    @rule(hands=st.lists(st.integers(0, 9), min_size=2, max_size=3))
    def tally(self, hands: list[int]) -> None:
        with suppress(RefusedError):
            self.desk.room.tally(hands, self.desk.now)

    @rule(student=st.sampled_from(["anna", "ben"]), passed=st.sampled_from([None, "cleo"]))
    def call(self, student: str, passed: str | None) -> None:
        self.desk.room.call(student, self.desk.now, passed=passed, absent=bool(passed))

    @rule()
    def undo(self) -> None:
        try:
            self.desk.room.undo(self.desk.now)
        except RefusedError:
            assert self.desk.room.history.undoable is None or self.desk.room.state.steps[
                -1
            ].type in {"removed", "renamed"}

    @rule(seconds=st.sampled_from([0.5, 4.0, 30.0]))
    def wait(self, seconds: float) -> None:
        self.desk.later(seconds)

    @precondition(lambda self: self.acknowledged)
    @rule()
    def finish(self) -> None:
        self.desk.room.finish(self.desk.now)

    @invariant()
    def no_answer_is_lost(self) -> None:
        answers = self.desk.room.state.answers
        for (player, question, round_), answer in self.acknowledged.items():
            assert answers[question, round_][player].answer == answer

    @invariant()
    def the_log_tells_the_same(self) -> None:
        here, there = self.desk.room.state, self.desk.again().state
        assert there == here
        preset = self.desk.preset
        assert standings(there, preset) == standings(here, preset)
        assert team_means(there, preset) == team_means(here, preset)

    @invariant()
    def every_answer_was_given_while_its_question_was_open(self) -> None:
        taking = {DrillStage.OPEN, DrillStage.REVOTE, DrillStage.REVEALED}
        stage = None
        for event in self.desk.kept:
            if isinstance(event, Moved):
                stage = event.stage
            elif event.type == "undone":
                stage = None
            elif isinstance(event, Answered) and stage is not None:
                assert stage in taking

    @invariant()
    def who_has_the_same_of_their_own_is_shown_the_same(self) -> None:
        room, states = self.desk.room, dict[str, dict[str, Any]]()
        for player in room.state.seated:
            if own := what_is_own(room, player):
                shown = state_of(room, player, self.desk.now)
                assert states.setdefault(own, shown) == shown

    @invariant()
    def names_are_unique(self) -> None:
        names = [player.name for player in self.desk.room.state.seated.values()]
        assert len(names) == len(set(names))


TestRoom = RoomMachine.TestCase
TestRoom.settings = settings(stateful_step_count=30)
