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
from trainer.cli.output import say
from trainer.counted import counted
from trainer.deck.library import load_library, refuse_broken
from trainer.errors import TrainerError, system_refusals
from trainer.store.home import decks_folder

if TYPE_CHECKING:
    from trainer.classroom.full_name import FoundNames


@click.group()
def class_() -> None:
    """Make classes, list them, hand out what students know and take it in again."""


@class_.command()
@click.argument("name")
@click.argument(
    "students",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="NAMES",
)
@click.option("--encoding", metavar="NAME", help="Of a text that is not UTF-8, as cp1251.")
def new(name: str, students: Path, encoding: str | None) -> None:
    """Make a class of a file of names.

    NAMES has a name on each line, or is a table (CSV, .xlsx, .ods) as a school's program writes
    it: with columns of first and last names, or names such as Müller, Anna. - reads them from
    standard input.

    Exit codes: 0 made, 2 it could not be.
    """
    found = _read_names(students, encoding)
    made = SchoolClass.create(name, found.names)
    many = counted(len(made.roster.students), "student")
    say(f"{made.name}: {many}. Roster: {made.folder}")
    for notice in found.notices:
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
    full_name = found.name if found else student
    if not yes:
        click.confirm(f"Remove {full_name} and all their answers for good?", abort=True)
    for path in purge_student(school_class, student):
        say(f"changed or removed: {path}")
    for path in still_named([full_name, *(found.aliases if found else ())]):
        say(f"still named, perhaps another of that name: {path}")
    say("Reports that you wrote to other folders are yours to delete.")


@class_.command()
@click.argument("name")
@click.argument("student")
def add(name: str, student: str) -> None:
    """Take STUDENT into class NAME, as when somebody comes in mid-year.

    Exit codes: 0 added, 2 could not be.
    """
    from trainer.classroom.full_name import full_names

    school_class = SchoolClass(name)
    made = full_names([student])
    school_class.add(made.names[0])
    say(f"{school_class.name}: {counted(len(school_class.roster.students), 'student')}.")
    for notice in made.notices:
        say(notice)
    _hint_at_names(school_class)


@class_.command()
@click.argument("name")
@click.argument("student")
@click.argument("called", metavar="NEW_NAME")
def rename(name: str, student: str, called: str) -> None:
    """Give STUDENT of class NAME another name; all that they did stays theirs.

    Rename them back to undo it.

    Exit codes: 0 renamed, 2 could not be.
    """
    from trainer.classroom.full_name import full_names

    school_class = SchoolClass(name)
    made = full_names([called])
    school_class.rename(_student(school_class, student), made.names[0])
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


@class_.command()
@click.argument("name")
@click.option("--new", "anew", is_flag=True, help="Make new ones: the old ones open nothing.")
@click.option("--off", is_flag=True, help="Do without codes again: a name will do.")
@click.option("--csv", "table", type=click.Path(path_type=Path), help="Write them as CSV.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Write a page to print.")
def codes(name: str, *, anew: bool, off: bool, table: Path | None, page: Path | None) -> None:
    """Give each student two words to join with, so that nobody takes another's seat.

    They type them in place of their name.

    Exit codes: 0 done, 2 could not.
    """
    from trainer.classroom.codes import as_page, drop_codes, make_codes
    from trainer.classroom.report_files import as_csv
    from trainer.classroom.report_tables import Table
    from trainer.store.atomic_file import write_atomically

    school_class = SchoolClass(name)
    if off:
        drop_codes(school_class.folder)
        say(f"{school_class.name}: a name will do.")
        return
    if anew or not school_class.codes():
        make_codes(school_class.folder)
    students, found = school_class.roster.students, school_class.codes()
    rows: Table = [[student.name, found[student.id]] for student in students]
    files = {
        table: as_csv([["student", "code"], *rows]).encode("utf-8-sig"),
        page: as_page(school_class.name, students, found).encode(),
    }
    for path, data in files.items():
        if path is not None:
            with system_refusals(f"{path} cannot be written", "Choose another place."):
                write_atomically(path, data)
            say(str(path))
    if table is None and page is None:
        for student in students:
            say(f"{found[student.id]:20}  {student.name}")


@class_.command("hand-out")
@click.argument("name")
@click.argument("student")
@click.option("--deck", "decks", multiple=True, metavar="DECK", help="A deck to go with it.")
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE", help="The file to write.")
def hand_out(name: str, student: str, decks: tuple[str, ...], to: Path | None) -> None:
    """Write a file for STUDENT to go on at home: what they remember, and the decks it needs.

    At home they type trainer merge FILE, and study. To bring it back they type trainer backup,
    and you take the file in with trainer class hand-in.

    Exit codes: 0 written, 2 could not.
    """
    from trainer.classroom.hand_out import hand_out as write
    from trainer.store.learner import Learner

    school_class = SchoolClass(name)
    id_ = _student(school_class, student)
    folder = school_class.student_folder(id_)
    known: tuple[str, ...] = ()
    if folder.is_dir():
        with Learner.open(folder, read_only=True) as learner:
            known = tuple(learner.state.records)
    library = load_library((), working_folder=Path.cwd(), learner_decks=decks_folder())
    found = {reading.deck.id: reading.path for reading in library.readings if reading.deck}
    named = load_library(decks, working_folder=Path.cwd(), learner_decks=decks_folder())
    refuse_broken(decks, named)
    paths = [found[deck] for deck in known if deck in found]
    paths += [reading.path for reading in named.readings if decks and reading.deck]
    to = to or Path(f"{school_class.name}-{id_}.zip")
    write(school_class, id_, dict.fromkeys(paths), to)
    say(f"{to}: at home, trainer merge {to.name}")
    named_ids = {deck.id for deck in named.decks} if decks else set()
    for deck in known:
        if deck not in found and deck not in named_ids:
            say(f"The deck {deck} was not found and is not in it: --deck FILE adds it.")


@class_.command("hand-in")
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--student", metavar="NAME", help="Whose it is, where the file does not say.")
def hand_in(name: str, file: Path, student: str | None) -> None:
    """Take in what a student did at home.

    FILE is what trainer backup wrote there, or what a homework page gave out. Nothing doubles,
    however often you do it.

    Exit codes: 0 taken in, 2 could not.
    """
    from trainer.classroom.hand_out import hand_in as take
    from trainer.clock import now

    school_class = SchoolClass(name)
    id_ = _student(school_class, student) if student else None
    if _is_homework(file):
        from trainer.classroom.homework import take_homework
        from trainer.grading.marker import Marker

        library = load_library((), working_folder=Path.cwd(), learner_decks=decks_folder())
        taken = take_homework(school_class, file, id_, now(), Marker(tuple(library.decks)))
        soon = (
            " They come in at once where that homework runs." if taken.waits and taken.new else ""
        )
        say(f"{taken.name}: {counted(taken.new, 'new answer')} of {taken.handed_in}.{soon}")
        for reason in taken.left:
            say(reason)
        return
    whose, merged = take(school_class, file, id_, now())
    found = school_class.roster.student(whose)
    say(f"{found.name if found else whose}: {counted(merged.reviews, 'new review')}.")


def _student(school_class: SchoolClass, name: str) -> str:
    found = school_class.roster.student(name) or school_class.roster.find(name)
    if found is None:
        raise TrainerError(
            f"{name} is not in class {school_class.name}.",
            f"See: trainer class list {school_class.name}",
        )
    return found.id


def _is_homework(file: Path) -> bool:
    from trainer.classroom.homework_file import LONGEST_FILE, is_handed_in
    from trainer.regular_file import read_regular

    return file.is_file() and is_handed_in(read_regular(file, LONGEST_FILE) or b"")


def _read_names(path: Path, encoding: str | None) -> "FoundNames":
    from trainer.classroom.roster_table import read_names
    from trainer.store.atomic_file import write_atomically

    if str(path) != "-":
        return read_names(path, encoding)
    with TemporaryDirectory() as folder:
        typed = Path(folder) / "names"
        write_atomically(typed, sys.stdin.buffer.read(ROSTER_BYTES))
        return read_names(typed, encoding)


def _hint_at_names(school_class: SchoolClass) -> None:
    for hint in school_class.roster.alike:
        say(hint)


def _print_memory(school_class: SchoolClass, decks: tuple[str, ...]) -> None:
    """Print what the class is predicted to remember of each card, the weakest first."""
    from trainer.classroom.class_memory import FORGOTTEN, ClassMemory
    from trainer.clock import now
    from trainer.deck.item import items_of_deck

    library = load_library(decks, working_folder=Path.cwd(), learner_decks=decks_folder())
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
