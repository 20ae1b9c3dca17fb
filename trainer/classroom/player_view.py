"""What a player's device shows: the question while it is asked, the key once it is revealed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from trainer.asking.question import Question
from trainer.classroom.answer_counts import answer_in_words
from trainer.classroom.drill_event import Answered
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.preset import Ranking
from trainer.classroom.room import Room
from trainer.classroom.scoring import counted_for, counted_questions
from trainer.grading.mark import verdict_of


def state_of(room: Room, player: str, now: datetime) -> dict[str, Any]:
    """All that a player's device shows just now."""
    state, number = room.state, room.flow.question_of(player)
    left, extra = room.flow.left(now, player), room.flow.extra_time(player)
    fields: dict[str, Any] = {
        "t": "state",
        "stage": state.stage.value,
        "paused": state.paused,
        "number": None if number is None else number + 1,
        "of": len(room.questions),
        "round": state.round,
        "taking": room.taking or (room.at_own_pace and not state.paused),
        "seconds": None if left is None else round(left.total_seconds(), 1),
        "confidence": number is not None and room.flow.asks_how_sure(number),
        "own_pace": room.at_own_pace,
    }
    if extra:
        fields["extra"] = round(extra.total_seconds())
    if number is not None:
        fields |= _of_question(room, player, number)
    if _shows_standing(room):
        fields["standing"] = _standing(room, player)
    if state.stage is DrillStage.DONE:
        fields["review"] = [*_review(room, player)]
    return fields


def what_is_own(room: Room, player: str) -> str | None:
    """What tells a player's device from others just now: all of the same are shown the same.

    None where each shows something of its own, as at one's own pace and in a ranking.
    """
    if room.at_own_pace or _shows_standing(room):
        return None
    number = room.flow.question_of(player)
    mine = None if number is None else _mine(room, player, number)
    answer = mine and (mine.answer, mine.confidence, mine.score)
    return repr((room.flow.extra_time(player), answer))


def _shows_standing(room: Room) -> bool:
    stage = room.state.stage
    ranked = stage is DrillStage.REVEALED and room.preset.ranking is Ranking.ALWAYS
    return ranked or stage is DrillStage.DONE


def _mine(room: Room, player: str, number: int) -> Answered | None:
    """A player's answer to a question; None where they gave none, or it was taken back."""
    state = room.state
    answers = state.last_answers(number) if state.stage is DrillStage.REVEALED else state.given
    return answers.get(player)


def _of_question(room: Room, player: str, number: int) -> dict[str, Any]:
    state, question = room.state, room.questions[number]
    shown = question.shown()
    if state.stage is DrillStage.THINK:
        shown = {**shown, "answer": None}
    fields: dict[str, Any] = {"question": shown}
    if room.preset.own_pace and state.stage is DrillStage.CLOSED:
        return {}
    mine = _mine(room, player, number)
    if mine and mine.question == number and mine.answer is not None:
        fields["mine"] = {"answer": mine.answer, "sure": mine.confidence}
    if state.stage is DrillStage.REVEALED and question.has_key:
        fields["key"] = question.item.solution
        fields["right"] = question.right_labels
        fields["why"] = _why(question)
        fields["verdict"] = _verdict(mine)
    return fields | question.marked_in(fields)


def _verdict(mine: Answered | None) -> str | None:
    """How an answer was marked; None where there was none."""
    return verdict_of(mine.score).value if mine else None


def _why(question: Question) -> str | None:
    """The explanation of an answer; None where its author gave none."""
    return question.item.text_of(question.item.card.why or "") or None


def _standing(room: Room, player: str) -> dict[str, Any]:
    found = room.standings
    mine = found[player]
    fields: dict[str, Any] = {"right": mine.right, "of": mine.asked}
    if room.preset.speed:
        fields["points"] = mine.points
    if room.preset.ranking is not Ranking.NEVER:
        fields["place"] = 1 + sum(other.points > mine.points for other in found.values())
        fields["among"] = len(found)
    return fields


def _review(room: Room, player: str) -> Iterator[dict[str, Any]]:
    """What a player was asked and answered, to look through when the drill is over."""
    for number in counted_for(room.state, player, counted_questions(room.state)):
        question = room.questions[number]
        mine = room.state.last_answers(number).get(player)
        language, answers_in = question.item.languages
        own = mine.answer if mine else None
        yield {
            "number": number + 1,
            "prompt": question.prompt,
            "language": language,
            "answers_in": answers_in,
            "answer": "" if own is None else answer_in_words(question, own),
            "key": question.item.solution,
            "why": _why(question),
            "verdict": _verdict(mine),
        }
