"""`trainer report`: how a drill went."""

from pathlib import Path

import click

from trainer.classroom.past_drills import past_drills
from trainer.classroom.report import report_of
from trainer.classroom.school_class import SchoolClass, drills_folder
from trainer.cli.output import say
from trainer.errors import TrainerError


@click.command()
@click.option("--class", "class_name", metavar="NAME", help="The class; drills of guests without.")
@click.option("--drill", "name", metavar="WHEN", help="Which drill; the latest where not given.")
@click.option("--list", "listed", is_flag=True, help="List the drills there are.")
@click.option("--csv", "folder", type=click.Path(path_type=Path), help="Write two CSV files there.")
def report(class_name: str | None, name: str | None, *, listed: bool, folder: Path | None) -> None:
    """Show how a drill went: the hardest questions, and who needs help.

    Exit codes: 0 shown, 2 there is no such drill.
    """
    school_class = SchoolClass(class_name) if class_name else None
    drills = past_drills(drills_folder(school_class))
    if listed:
        for drill in reversed([*drills]):
            say(f"{drill.path.stem}  {drill.opened.preset}")
        return
    found = next((d for d in drills if name is None or d.path.stem.startswith(name)), None)
    if found is None:
        raise TrainerError("There is no such drill.", "See: trainer report --list")
    state = found.state
    students = school_class.roster.students if school_class else ()
    names = {student.id: student.name for student in students}
    told = report_of(state, found.questions, names)
    if folder is not None:
        from trainer.classroom.report_files import save_report

        for path in save_report(told, state.opened, folder):
            say(str(path))
        return
    say(f"{found.path.stem}  {state.opened.preset}")
    for question in told.questions:
        share = "  no answers" if question.facility is None else f"{question.facility:4.0%}"
        tells = question.discrimination
        say(
            f"{question.number:3}. {share}  {question.asked.prompt}"
            + (f"   discrimination {tells:.2f}" if tells is not None else "")
            + (f"   {question.sure_but_wrong} sure, but wrong" if question.sure_but_wrong else "")
        )
        for answer, count in question.chosen.items():
            say(f"           {count:3}  {answer}")
    for player in told.players:
        help_ = "   needs help" if player in told.need_help else ""
        say(f"{player.share:5.0%}  {player.name}{help_}")
