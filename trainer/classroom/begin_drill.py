"""How a drill begins, with what its class is about to forget, or goes on where it was cut off."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from trainer.asking.question import Question
from trainer.classroom.asked_question import asked_of
from trainer.classroom.class_memory import ClassMemory, Prediction, weakest_first
from trainer.classroom.drill import Drill
from trainer.classroom.drill_event import Opened
from trainer.classroom.drill_log import DrillLog
from trainer.classroom.past_drills import PastDrill, catch_up, log_of
from trainer.classroom.pin import new_pin
from trainer.classroom.preset import Preset, preset_of
from trainer.classroom.school_class import SchoolClass, drills_folder
from trainer.counted import counted
from trainer.deck.item import Item
from trainer.errors import TrainerError
from trainer.free_name import numbered
from trainer.grading.grade import grade
from trainer.grading.marker import Marking

TEAM_NAMES = ("▲ Red", "● Blue", "■ Green", "◆ Gold", "★ Violet", "♥ Pink", "✚ Grey", "☾ Brown")
"""A shape beside the colour: nobody needs to see colours."""


def begin_drill(  # noqa: PLR0913 - the teacher's choices
    items: Sequence[Item],
    preset: Preset,
    school_class: SchoolClass | None,
    clock: Callable[[], datetime],
    *,
    many: int | None = None,
    mark: Marking = grade,
    until: datetime | None = None,
    planned: bool = False,
    rehearsal: Path | None = None,
) -> Drill:
    """Begin a drill on what the class is about to forget, and then on what is new.

    Args:
        items: what may be asked.
        preset: how it is run.
        school_class: whose memory counts; None for guests.
        clock: gives the present moment.
        many: how many to ask; as the preset says without.
        mark: marks an answer as the item's deck says.
        until: when homework is collected; None in class.
        planned: whether to ask these items, all of them, in this order.
        rehearsal: a folder for the log of a drill that nobody is to remember; None in class.

    Raises:
        TrainerError: there is nothing to ask; or the log cannot be written.
    """
    now = clock()
    seed = int(now.timestamp())  # what orders follow from
    chosen = (
        _fitting(items, preset, seed)
        if planned
        else choose_for_class(items, preset, school_class, now, seed, many)
    )
    if not chosen:
        raise TrainerError(
            f"There is no card to ask with the preset {preset.name}.",
            "Name other decks; in a contest, only cards are asked that are marked for the players.",
        )
    asked = [Question.of(item, seed, mark) for item in chosen]
    folder = rehearsal or drills_folder(school_class)
    wanted = folder / f"{now:%Y-%m-%d-%H%M%S}.jsonl"
    path = next(path for path in numbered(wanted) if not path.exists())
    log = DrillLog(path, at_home=until is not None)
    opened = Opened(
        at=now,
        drill=uuid4().hex,
        class_name=school_class.name if school_class else None,
        preset=preset.name,
        confidence=preset.confidence,
        teams=TEAM_NAMES[: preset.teams],
        questions=tuple(map(asked_of, asked)),
        seed=seed,
        pin=new_pin() if preset.devices else "",
        until=until,
    )
    log.put(opened)
    log.flush()
    kept_for = None if rehearsal else school_class
    drill = Drill(preset, asked, [opened], log, school_class=kept_for, clock=clock)
    if planned and len(asked) < len(items):
        drill.shortfall = _shortfall(preset, len(asked), len(items))
    if many and len(asked) < many:
        drill.shortfall = _shortfall(preset, len(asked), many)
    return drill


def choose_for_class(  # noqa: PLR0913, PLR0917 - what a choice depends on
    items: Sequence[Item],
    preset: Preset,
    school_class: SchoolClass | None,
    now: datetime,
    seed: int,
    many: int | None = None,
) -> tuple[Item, ...]:
    """What to ask: what the class is about to forget, and then what is new."""
    items = _fitting(items, preset, seed)
    if school_class:
        memory = ClassMemory(school_class)
        catch_up(memory, school_class.drills, now)
        predictions = memory.predict(items, now)
    else:  # nobody is remembered: any of the cards
        items = random.Random(seed).sample(items, len(items))
        predictions = {item.ref: Prediction(None, 0) for item in items}
    return weakest_first(items, predictions, many or preset.questions)


def _fitting(items: Sequence[Item], preset: Preset, seed: int) -> tuple[Item, ...]:
    """The items that can be asked with a preset."""
    if not preset.devices:  # hands are counted for options; nobody can write what they think
        items = [i for i in items if i.card.has_key or Question.of(i, seed).form.counts]
    if preset.is_marked:
        items = [item for item in items if not Question.of(item, seed).form.self_marked]
    if preset.rounds > 1:  # neighbours discuss options; what is typed is a poor second
        items = [item for item in items if Question.of(item, seed).form.counts] or items
    return tuple(items)


def _shortfall(preset: Preset, chosen: int, wanted: int) -> str:
    fit = "with options to vote on" if preset.rounds > 1 else "marked for the players"
    fit = f" {fit}" if preset.is_marked else ""
    few = f"{chosen} of {counted(wanted, 'question')}"
    return f"{few}: there are no more cards{fit}. Name other decks."


def resume_drill(
    past: PastDrill,
    school_class: SchoolClass | None,
    clock: Callable[[], datetime],
    mark: Marking = grade,
) -> Drill:
    """Go on with a drill that was cut off, with its seats, answers and scores.

    What had a time limit waits, paused, for the teacher.

    Raises:
        TrainerError: its log cannot be used.
    """
    preset = preset_of(past.opened)
    log = log_of(past)
    questions = [replace(question, marking=mark) for question in past.questions]
    drill = Drill(preset, questions, past.events, log, school_class=school_class, clock=clock)
    if drill.room.state.deadline is not None:
        last = past.events[-1].at
        drill.do(lambda _: drill.room.pause(last, paused=True))
    return drill
