"""`trainer class`: classes and their students."""

from pathlib import Path
from typing import TextIO

import click

from trainer.classroom.school_class import ROSTER_BYTES, SchoolClass, class_names
from trainer.cli.output import say
from trainer.deck.library import load_library
from trainer.errors import TrainerError
from trainer.store.home import decks_folder


@click.group()
def class_() -> None:
    """Make classes, list them, and remove a student for good."""


@class_.command()
@click.argument("name")
@click.argument("students", type=click.File(encoding="utf-8-sig"), metavar="NAMES")
def new(name: str, students: TextIO) -> None:
    """Make a class of a file of names.

    NAMES has a name on each line; - reads them from standard input.

    Exit codes: 0 made, 2 it could not be.
    """
    try:
        text = students.read(ROSTER_BYTES + 1)
    except UnicodeDecodeError as error:
        raise TrainerError("The file of names is not UTF-8 text.", "Save it as UTF-8.") from error
    if len(text) > ROSTER_BYTES:
        raise TrainerError("The file of names is larger than 5 MB.", "Is it the right file?")
    made = SchoolClass.create(name, [line for line in text.splitlines() if line.strip()])
    say(f"{made.name}: {len(made.roster.students)} students. Roster: {made.folder}")
    _hint_at_names(made)


@class_.command("list")
@click.argument("name", required=False)
@click.option(
    "--deck", "decks", multiple=True, metavar="DECK", help="Show what they remember of it."
)
def list_(name: str | None, decks: tuple[str, ...]) -> None:
    """List the classes, or the students of one.

    With --deck, show what they are predicted to remember today, and what to teach again.

    Exit codes: 0 listed, 2 there is no such class or deck.
    """
    if name is None:
        for each in class_names():
            try:
                say(f"{each}  {len(SchoolClass(each).roster.students)} students")
            except TrainerError as error:  # it must not hide the others
                say(f"{each}  {error.message}")
        if not class_names():
            say("No classes yet. Make one: trainer class new NAME NAMES.txt")
        return
    school_class = SchoolClass(name)
    if decks:
        _print_memory(school_class, decks)
        return
    for student in school_class.roster.students:
        aliases = f"  ({', '.join(student.aliases)})" if student.aliases else ""
        say(f"{student.id:20}  {student.name}{aliases}")
    _hint_at_names(school_class)


@class_.command()
@click.argument("name")
@click.argument("student")
@click.option("--yes", is_flag=True, help="Do not ask.")
def purge(name: str, student: str, *, yes: bool) -> None:
    """Remove a student, with all that they answered.

    STUDENT is a name or an id. They are removed from the roster and its comments, the logs of
    drills, the students' folders, and the backups and reports that are kept there; guests of
    the same name too. What you wrote to other folders is yours to delete.

    Exit codes: 0 removed, 2 could not be.
    """
    from trainer.classroom.purging import purge as purge_student
    from trainer.classroom.purging import still_named

    school_class = SchoolClass(name)
    found = school_class.roster.student(student) or school_class.roster.find(student)
    told = found.name if found else student
    if not yes:
        click.confirm(f"Remove {told} and all their answers for good?", abort=True)
    for path in purge_student(school_class, student):
        say(f"changed or removed: {path}")
    for path in still_named([told, *(found.aliases if found else ())]):
        say(f"still named, perhaps another of that name: {path}")
    say("Reports that you wrote to other folders are yours to delete.")


def _hint_at_names(school_class: SchoolClass) -> None:
    for hint in school_class.roster.alike:
        say(hint)


def _print_memory(school_class: SchoolClass, decks: tuple[str, ...]) -> None:
    """Print what the class is predicted to remember of each card, the weakest first."""
    from trainer.classroom.class_memory import FORGOTTEN, ClassMemory
    from trainer.clock import now
    from trainer.deck.item import items_of_deck

    library = load_library(decks, working_folder=Path.cwd(), learner_decks=decks_folder())
    items = [item for deck in library.decks for item in items_of_deck(deck)]
    predicted = ClassMemory(school_class).predict(items, now())
    met = [item for item in items if predicted[item.ref].recall is not None]
    met.sort(key=lambda item: predicted[item.ref].recall or 0)
    for item in met:
        prediction = predicted[item.ref]
        recall = prediction.recall or 0
        again = "  teach again" if recall < FORGOTTEN else ""
        counts = f"{prediction.met:3} met  {prediction.due:3} due"
        say(f"{recall:4.0%}  {counts}  {item.prompt}{again}")
    say(f"{len(items) - len(met)} of {len(items)} cards were not met yet.")
