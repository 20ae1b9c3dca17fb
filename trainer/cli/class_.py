"""`trainer class`: classes and their students."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from trainer.classroom.school_class import (
    ROSTER_BYTES,
    SchoolClass,
    class_names,
    erase_class,
    restore_class,
)
from trainer.cli import COULD_NOT_RUN
from trainer.cli.class_codes import codes
from trainer.cli.class_hand_out import hand_in, hand_out
from trainer.cli.named_files import FileToRead
from trainer.cli.named_student import named_student
from trainer.cli.output import say
from trainer.counted import counted
from trainer.errors import TrainerError

if TYPE_CHECKING:
    from trainer.classroom.full_name import FoundNames


@click.group()
def class_() -> None:
    """Make classes, list them, hand out what students know, and import it again."""


for _verb in (codes, hand_out, hand_in):
    class_.add_command(_verb)


@class_.command()
@click.argument("name")
@click.argument(
    "students",
    type=FileToRead(allow_dash=True),
    metavar="NAMES",
)
@click.option(
    "--encoding", metavar="NAME", help="The encoding of a text that is not UTF-8, such as cp1251."
)
def new(name: str, students: Path, encoding: str | None) -> None:
    """Make a class of a file of names.

    NAMES has a name on each line, or is a table (CSV, .xlsx, .ods) as a school's program writes
    it: with columns of first and last names, or names such as Müller, Anna. - reads them from
    standard input.

    Exit codes: 0 made, 2 it could not be.
    """
    read = _read_names(students, encoding)
    made = SchoolClass.create(name, read.names)
    many = counted(len(made.roster.students), "student")
    say(f"{made.name}: {many}. Roster: {made.folder}")
    for notice in read.notices:
        say(notice)
    _hint_at_names(made)


@class_.command("list")
@click.argument("name", required=False)
@click.option(
    "--deck", "decks", multiple=True, metavar="DECK", help="Show what they remember of it."
)
def list_(name: str | None, decks: tuple[str, ...]) -> None:
    """List the classes, or the students of one.

    With --deck, show what they are predicted to remember today, and what to teach again.

    Exit codes: 0 listed, 2 there is no such class or deck, or a roster cannot be used.
    """
    if name is None:
        all_read = True
        for each in class_names():
            try:
                say(f"{each}  {counted(len(SchoolClass(each).roster.students), 'student')}")
            except TrainerError as error:  # it must not hide the others
                say(f"{each}  {' '.join(error.message.split())}")
                all_read = False
        if not class_names():
            say("No classes yet. Make one: trainer class new NAME NAMES.txt")
        if not all_read:
            sys.exit(COULD_NOT_RUN)
        return
    school_class = SchoolClass(name)
    if decks:
        _print_memory(school_class, decks)
        return
    for student in school_class.roster.students:
        aliases = f"  ({', '.join(student.aliases)})" if student.aliases else ""
        say(f"{student.id:20}  {student.name}{aliases}")
    _hint_at_names(school_class)


def _print_memory(school_class: SchoolClass, decks: tuple[str, ...]) -> None:
    """Print what the class is predicted to remember of each card, the weakest first."""
    from trainer.classroom.class_memory import FORGOTTEN, ClassMemory
    from trainer.cli.named_decks import library_of
    from trainer.clock import now
    from trainer.deck.item import items_of_deck

    library = library_of(decks)
    items = [item for deck in library.decks for item in items_of_deck(deck) if item.card.has_key]
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
    from trainer.classroom.purge import purge as purge_student
    from trainer.classroom.purge import still_named

    school_class = SchoolClass(name)
    known = school_class.roster.student(student) or school_class.roster.find(student)
    full_name = known.name if known else student
    if not yes:
        click.confirm(f"Remove {full_name} and all their answers for good?", abort=True)
    for path in purge_student(school_class, student):
        say(f"changed or removed: {path}")
    for path in still_named([full_name, *(known.aliases if known else ())]):
        say(f"still named, perhaps another of that name: {path}")
    say("Reports that you wrote to other folders are yours to delete.")


@class_.command()
@click.argument("name")
@click.argument("student")
def add(name: str, student: str) -> None:
    """Add STUDENT to class NAME.

    Exit codes: 0 added, 2 could not be.
    """
    from trainer.classroom.full_name import full_names

    school_class = SchoolClass(name)
    made = full_names([student])
    added = school_class.add(made.names[0])
    say(f"{school_class.name}: {counted(len(school_class.roster.students), 'student')}.")
    if notice := school_class.return_of(added):
        say(notice)
    for notice in made.notices:
        say(notice)
    _hint_at_names(school_class)


@class_.command()
@click.argument("name")
@click.argument("student")
@click.argument("called", metavar="NEW_NAME")
def rename(name: str, student: str, called: str) -> None:
    """Give STUDENT of class NAME another name.

    All that they did stays theirs. Rename them back to undo it.

    Exit codes: 0 renamed, 2 could not be.
    """
    from trainer.classroom.full_name import full_names

    school_class = SchoolClass(name)
    made = full_names([called])
    school_class.rename(named_student(school_class, student), made.names[0])
    say(f"{student} is called {made.names[0]} now.")
    for notice in made.notices:
        say(notice)


@class_.command()
@click.argument("name")
@click.option("--for-good", is_flag=True, help="Nothing is kept to bring back.")
def delete(name: str, *, for_good: bool) -> None:
    """Delete a class, with its drills and what its students remember.

    trainer class restore NAME brings it back, unless it was --for-good.

    Exit codes: 0 deleted, 2 could not be.
    """
    school_class = SchoolClass(name)
    if for_good:
        many = counted(len(school_class.roster.students), "student")
        click.confirm(f"Remove {school_class.name} for good, with {many}?", abort=True)
    kept = school_class.delete()
    if for_good:
        erase_class(kept)
        say(f"{school_class.name} is removed.")
    else:
        say(f"{school_class.name} lies in {kept}: trainer class restore {school_class.name}")


@class_.command()
@click.argument("name")
def restore(name: str) -> None:
    """Bring back a class that was deleted.

    Exit codes: 0 it is back, 2 it cannot be.
    """
    school_class = restore_class(name)
    say(f"{school_class.name}: {counted(len(school_class.roster.students), 'student')}.")


def _read_names(path: Path, encoding: str | None) -> "FoundNames":
    from trainer.classroom.roster_table import read_names
    from trainer.store.atomic_file import write_atomically

    if str(path) != "-":
        return read_names(path, encoding)
    with TemporaryDirectory() as folder:
        typed = Path(folder) / "names"
        write_atomically(typed, sys.stdin.buffer.read(ROSTER_BYTES))
        try:
            return read_names(typed, encoding)
        except TrainerError as error:
            message = error.message.replace(str(typed), "What was typed")
            raise TrainerError(message, error.hint) from error


def _hint_at_names(school_class: SchoolClass) -> None:
    for hint in school_class.roster.alike:
        say(hint)
