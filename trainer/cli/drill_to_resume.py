"""Which drill `trainer drill` goes on with: the one that was cut off, or none."""

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import click
from click.core import ParameterSource

from trainer.classroom.preset import Preset
from trainer.classroom.school_class import SchoolClass
from trainer.cli.output import say
from trainer.clock import now
from trainer.deck.deck import Deck
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.classroom.past_drills import PastDrill

_COMPARED = ("preset", "homework", "until", "teams", "confidence", "questions", "plan")
"""The options that a drill which was cut off may not fit."""


class DrillOptions(NamedTuple):
    """What the command line asks for."""

    preset: Preset
    decks: tuple[Deck, ...]
    tags: tuple[str, ...]
    questions: int | None
    until: datetime | None
    wanted: tuple[str, ...]
    """The refs of what may be asked; with a plan, in its order."""

    def besides(self, past: "PastDrill") -> str:
        """The decks named of which a drill that was cut off asks nothing."""
        source = click.get_current_context().get_parameter_source("decks")
        named = self.decks if source is ParameterSource.COMMANDLINE else ()
        return ", ".join(deck.title for deck in named if deck.id not in past.decks)

    def unlike(self, past: "PastDrill") -> Iterator[str]:
        """The options that a drill which was cut off does not fit, each with why."""
        source, opened = click.get_current_context().get_parameter_source, past.opened
        chosen = {name for name in _COMPARED if source(name) is ParameterSource.COMMANDLINE}
        if "preset" in chosen and self.preset.name != opened.preset:
            yield f"--preset {self.preset.name} (it runs with {opened.preset})"
        if "homework" in chosen and self.preset.name != opened.preset:
            yield f"--homework (it runs with {opened.preset})"
        ends = opened.until.astimezone().date() if opened.until else None
        if "until" in chosen and (self.until is None or self.until.date() != ends):
            yield "--until" + (f" (it ends {ends})" if ends else "")
        if "teams" in chosen and self.preset.teams != len(opened.teams):
            yield f"--teams {self.preset.teams} (it has {len(opened.teams) or 'none'})"
        if "confidence" in chosen and self.preset.confidence != opened.confidence:
            yield "--confidence" if self.preset.confidence else "--no-confidence"
        if "questions" in chosen and self.questions != len(opened.questions):
            yield f"--questions {self.questions} (it has {len(opened.questions)})"
        if "plan" in chosen and self.wanted != tuple(q.ref for q in opened.questions):
            yield "--plan (it asks other questions, or in another order)"
        if others := [id_ for id_ in past.decks if id_ not in {deck.id for deck in self.decks}]:
            yield f"the decks named (it asks of {', '.join(others)} too)"
        untagged = [q for q in opened.questions if not set(self.tags) & {*q.card.get("tags", ())}]
        if self.tags and untagged:
            yield "--tag " + " ".join(self.tags)


def drill_to_resume(
    school_class: SchoolClass | None,
    going_on: bool | None,  # noqa: FBT001
    which: str | None,
    asked: DrillOptions,
) -> "PastDrill | None":
    """Which drill to go on with; None to begin one. Ask the teacher where they did not say.

    Homework runs beside other homework: of that, only what was asked for is in question.

    Args:
        school_class: whose; None for guests alone.
        going_on: whether to go on or to begin one; None where they did not say.
        which: the beginning of its log's name; None where they did not say.
        asked: what they want to drill.

    Raises:
        TrainerError: nobody can be asked; or going on would leave out what was asked for.
    """
    unfinished = _unfinished(school_class, going_on, which, asked.until)
    going_on = True if which is not None else going_on
    if going_on is False or not unfinished:
        return None
    titles = {deck.id: deck.title for deck in asked.decks}
    meant = unfinished
    if unfinished[0].opened.is_homework:
        fitting = [drill for drill in unfinished if not any(asked.unlike(drill))]
        meant = fitting or (unfinished if going_on else [])
    if not meant:
        for drill in unfinished:
            say(f"Open beside it: {drill.in_words(titles)}.", err=True)
        return None
    if len(meant) > 1:
        return _chosen({drill.path.stem: drill for drill in meant}, titles)
    [past] = meant
    words, unlike = past.in_words(titles), "; ".join(asked.unlike(past))
    if going_on and unlike:
        raise TrainerError(
            f"Going on with {words} leaves out {unlike}.",
            "Leave that out to go on, or begin a new one with --new.",
        )
    if besides := asked.besides(past):
        say(f"Going on with it asks nothing of: {besides}.", err=True)
    if going_on:
        return past
    if not sys.stdin.isatty():
        raise TrainerError(
            f"Not finished yet: {words}.", "Add --resume to go on with it, or --new for a new one."
        )
    say(f"Not finished yet: {words}.")
    if unlike:
        say(f"Going on with it ignores {unlike}.")
    answer = click.prompt("Go on with it, or begin a new one?", type=click.Choice(["go on", "new"]))
    return past if answer == "go on" else None


def _unfinished(
    school_class: SchoolClass | None,
    going_on: bool | None,  # noqa: FBT001
    which: str | None,
    ends: datetime | None,
) -> list["PastDrill"]:
    """What can be resumed: the lesson that was cut off, else homework where that is asked for.

    Raises:
        TrainerError: there is none, and one was asked for.
    """
    from trainer.classroom.homework import close_past_homework
    from trainer.classroom.past_drills import open_homework, unfinished_drill
    from trainer.classroom.school_class import drills_folder
    from trainer.cli.report import drill_named

    folder = drills_folder(school_class)
    close_past_homework(folder, school_class, now())
    lesson = None if ends else unfinished_drill(folder, now())
    resumable = [lesson] if lesson else []
    if which is not None or ends or (going_on and not lesson):
        resumable += open_homework(folder, now())
    if which is not None:
        return [drill_named(which, resumable, school_class)]
    if going_on and not resumable:
        raise TrainerError("There is no drill to go on with.", "Leave --resume out to begin one.")
    return resumable


def _chosen(drills: Mapping[str, "PastDrill"], titles: Mapping[str, str]) -> "PastDrill | None":
    """The one of several to go on with that is chosen; None to begin a new one."""
    lines = "\n  ".join(f"{stem}  {drill.in_words(titles)}" for stem, drill in drills.items())
    unfinished = f"{len(drills)} are not finished yet:\n  {lines}"
    if not sys.stdin.isatty():
        raise TrainerError(
            unfinished, "Add --drill WHEN to go on with one, or --new for a new one."
        )
    say(unfinished)
    answer = click.prompt("Which one, or a new one?", type=click.Choice([*drills, "new"]))
    return drills.get(answer)
