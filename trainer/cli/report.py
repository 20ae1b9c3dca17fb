"""`trainer report`: how a drill went."""

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import click

from trainer.classroom.homework import close_homework
from trainer.classroom.make_report import report_of
from trainer.classroom.past_drills import PastDrill, past_drills
from trainer.classroom.report import DrillReport
from trainer.classroom.school_class import SchoolClass, class_names, drills_folder
from trainer.cli.named_files import FileToWrite
from trainer.cli.output import say
from trainer.clock import now
from trainer.counted import counted
from trainer.errors import TrainerError


def of_classes() -> str:
    """Where the drills of classes are found, which are not among those of guests."""
    classes = ", ".join(class_names())
    return f"Those of a class: --class NAME ({classes})." if classes else "Begin one: trainer drill"


def where_drills_are(school_class: SchoolClass | None) -> str:
    """How to see which drills there are."""
    if school_class is None:
        return f"See: trainer report --list. {of_classes()}"
    return f"See: trainer report --class {school_class.name} --list"


def drill_named(
    name: str | None, drills: Iterable[PastDrill], school_class: SchoolClass | None
) -> PastDrill:
    """The drill whose log's name begins so.

    Args:
        name: the beginning; None for the latest drill.
        drills: to choose from, the latest first.
        school_class: whose they are.

    Raises:
        TrainerError: there is none, or there are several.
    """
    if name is None:
        fitting = [*islice(drills, 1)]
    else:
        fitting = [drill for drill in drills if name and drill.path.stem.startswith(name)]
        fitting = [drill for drill in fitting if drill.path.stem == name] or fitting
    if not fitting:
        raise TrainerError("There is no such drill.", where_drills_are(school_class))
    if len(fitting) > 1:
        lines = "\n  ".join(map(_line, fitting))
        raise TrainerError(
            f"{len(fitting)} drills begin with {name}:\n  {lines}", "Write more of its name."
        )
    return fitting[0]


def _line(drill: PastDrill) -> str:
    return f"{drill.path.stem}  {drill.opened.preset}  {', '.join(drill.decks)}"


@click.command()
@click.option(
    "--class", "class_name", metavar="NAME", help="The class; without it, drills of guests."
)
@click.option("--drill", "name", metavar="WHEN", help="Which drill; if not given, the latest.")
@click.option("--list", "listed", is_flag=True, help="List the drills there are.")
@click.option(
    "--csv",
    "folder",
    type=FileToWrite(or_folder=True),
    help="Write CSV files there: a folder, or as x.csv.",
)
@click.option(
    "--xlsx",
    "workbook",
    type=FileToWrite(or_folder=True),
    help="Or one workbook: there, or as x.xlsx.",
)
def report(
    class_name: str | None,
    name: str | None,
    *,
    listed: bool,
    folder: Path | None,
    workbook: Path | None,
) -> None:
    """Show how a drill went: the hardest questions, and who needs help.

    Beside each share you see how many answered of how many were asked. Who was asked and gave no
    answer earned nothing. Below five answers there is no verdict.

    Exit codes: 0 shown, 2 there is no such drill.
    """
    school_class = SchoolClass(class_name) if class_name else None
    drills = past_drills(drills_folder(school_class))
    if listed:
        every = [*drills]
        for drill in reversed(every):
            say(_line(drill))
        if not every:
            say("No drills yet." if school_class else f"No drills of guests. {of_classes()}")
        return
    drill = drill_named(name, drills, school_class)
    with suppress(TrainerError):  # a drill of this class runs: what is there is still shown
        drill = close_homework(drill, school_class, now())
    state = drill.state
    students = school_class.roster.students if school_class else ()
    names = {student.id: student.name for student in students}
    result = report_of(state, drill.questions, names)
    _note_open(drill)
    if folder is not None or workbook is not None:
        from trainer.classroom.report_files import save_csv, save_workbook

        for path in save_csv(result, state.opened, folder) if folder is not None else ():
            say(str(path))
        if workbook is not None:
            say(str(save_workbook(result, state.opened, workbook)))
        return
    say(f"{drill.path.stem}  {state.opened.preset}")
    _say_report(result)


def _say_report(result: DrillReport) -> None:
    for question in result.questions:
        share = "  no answers" if question.facility is None else f"{question.facility:4.0%}"
        counts = f"{question.answers}/{question.asked_of}"
        tells = question.discrimination
        say(
            f"{question.number:3}. {share}  {counts:>7}  {question.asked.prompt}"
            + ("   teach again" if question in result.hardest else "")
            + (f"   discrimination {tells:.2f}" if tells is not None else "")
            + (f"   {question.sure_but_wrong} sure, but wrong" if question.sure_but_wrong else "")
        )
        for answer, count in question.chosen.items():
            say(f"           {count:3}  {answer}")
    for team in result.teams:
        many = counted(team.members, "player")
        say(f"{team.place:3}. {team.points:5.0f}  {team.name}, {many}")
    for player in result.players:
        place = "" if player.place is None else f"{player.place:3}."
        help_ = "   needs help" if player in result.need_help else ""
        guest = "" if player.student else "   guest"
        say(
            f"{place:4} {player.share:5.0%}  {player.answered:>3}/{player.asked}"
            f"  {player.name}{guest}{help_}"
        )
    if result.absent:
        say(f"Absent, or never called: {', '.join(result.absent)}")


def _note_open(drill: PastDrill) -> None:
    """Say of homework that goes on why nothing of it counts yet."""
    if drill.at_home and drill.opened.until:
        until = drill.opened.until.astimezone()
        say(
            f"Homework until {until:%Y-%m-%d %H:%M}: its answers count once it is closed.", err=True
        )
