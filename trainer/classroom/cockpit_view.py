"""What the cockpit shows: the question with its key, what each one answered, what comes next."""

from collections.abc import Iterable, Sequence
from typing import Any

from trainer.asking.question import Question
from trainer.classroom.answer_counts import answer_in_words, chosen
from trainer.classroom.cockpit import seen
from trainer.classroom.drill_stage import STAGE_IN_WORDS, DrillStage
from trainer.classroom.player import Player
from trainer.classroom.room import Room
from trainer.classroom.school_class import SchoolClass
from trainer.classroom.team_mark import team_mark

_SAID = 20
"""Groups of opinions that are listed."""


def view_of(
    room: Room,
    school_class: SchoolClass | None,
    seconds: float | None,
    warnings: Sequence[str] = (),
) -> dict[str, Any]:
    """All that a cockpit shows just now, as JSON.

    Args:
        room: the drill.
        school_class: whose; None for guests.
        seconds: how much of the stage's time is left; None without a limit.
        warnings: what the teacher should know: who was refused, what is not saved.
    """
    state = room.state
    number = None if room.current is None else state.question
    view: dict[str, Any] = {
        "t": "view",
        "seen": seen(room),
        "stage": state.stage.value,
        "stage_in_words": STAGE_IN_WORDS[state.stage],
        "paused": state.paused,
        "number": None if number is None else number + 1,
        "of": len(room.questions),
        "round": state.round,
        "seconds": None if seconds is None else round(seconds, 1),
        "players": [_player(room, player) for player in _by_name(state.seated.values())],
        "question": None if number is None else _question(room, number),
        "next": _next(room),
        "called": None,
        "mark": None,
        "hands": None,
        "teams": [],
        "warnings": list(warnings),
    }
    if number is not None and not room.preset.devices:
        marks = state.marks.get(number, {})
        view["teams"] = [[team, marks.get(team_mark(team))] for team in state.opened.teams]
        if state.stage is not DrillStage.THINK:
            labels = room.questions[number].form.labels
            hands = state.tallies.get((number, state.round)) or (None,) * len(labels)
            text_of = room.questions[number].item.text_of
            counted = zip(map(text_of, labels), hands, strict=True)
            view["hands"] = [[label, many] for label, many in counted]
    called = None if number is None else state.called(number)
    if called and number is not None:
        student = school_class.roster.student(called) if school_class else None
        view["called"] = student.name if student else called
        view["mark"] = state.marks.get(number, {}).get(called)
    return view


def _by_name(players: Iterable[Player]) -> list[Player]:
    return sorted(players, key=lambda player: player.name.casefold())


def _question(room: Room, number: int) -> dict[str, Any]:
    state, question = room.state, room.questions[number]
    votes = [chosen(state, question, number, vote) for vote in range(1, state.round + 1)]
    labels = question.form.labels if question.form.counts else ()
    card, text_of = question.item.card, question.item.text_of
    return {
        "prompt": question.prompt,
        "setting": question.setting,
        "kind": question.asked_as,
        "poll": not question.has_key,
        "options": [
            {
                "say": text_of(label),
                "right": label in question.right_labels,
                "votes": [vote.get(label, 0) for vote in votes],
            }
            for label in labels
        ],
        "said": [] if labels else [[say, many] for say, many in [*votes[-1].items()][:_SAID]],
        "key": question.item.solution,
        "why": text_of(card.why or ""),
        "note": text_of(card.note or ""),
        "void": number in state.void,
    }


def _next(room: Room) -> dict[str, str] | None:
    following = room.state.question + 1
    if room.at_own_pace or room.state.stage is DrillStage.DONE or following >= len(room.questions):
        return None
    question: Question = room.questions[following]
    return {"prompt": question.prompt, "note": question.item.text_of(question.item.card.note or "")}


def _player(room: Room, player: Player) -> dict[str, Any]:
    state, number = room.state, room.state.question
    fields: dict[str, Any] = {
        "id": player.id,
        "name": player.name,
        "guest": player.joined.student is None,
        "here": player.id in room.presence.here,
        "answer": None,
        "score": None,
        "sure": None,
        "seconds": None,
        "extra": player.extra_time,
    }
    if room.at_own_pace:
        given = sum(player.id in given for given in state.answers.values())
        return fields | {"answer": f"{given} of {len(room.questions)}"}
    asked = number >= 0 and state.stage is not DrillStage.DONE
    answer = state.last_answers(number).get(player.id) if asked else None
    if answer is None:
        return fields
    question = room.questions[number]
    return fields | {
        # what somebody thinks is counted, and not shown beside the name
        "answer": answer_in_words(question, answer.answer) if question.has_key else "✓",
        "score": answer.score if question.has_key else None,
        "sure": answer.confidence.value if answer.confidence else None,
        "seconds": round(answer.after_ms / 1000, 1),
    }
