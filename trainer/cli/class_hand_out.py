"""`trainer class hand-out` and `hand-in`: what a student does at home."""

from pathlib import Path

import click

from trainer.classroom.school_class import SchoolClass
from trainer.cli.named_decks import library_of
from trainer.cli.named_files import FileToRead, FileToWrite
from trainer.cli.named_student import named_student
from trainer.cli.output import say
from trainer.counted import counted
from trainer.deck.library import refuse_broken


@click.command("hand-out")
@click.argument("name")
@click.argument("student")
@click.option("--deck", "decks", multiple=True, metavar="DECK", help="A deck to go with it.")
@click.option("--to", type=FileToWrite(), metavar="FILE", help="The file to write.")
def hand_out(name: str, student: str, decks: tuple[str, ...], to: Path | None) -> None:
    """Write a file for STUDENT to go on at home.

    It holds what they remember, and the decks for that. At home they type trainer merge FILE,
    and study. To bring it back they type trainer backup, and you bring the file in with
    trainer class hand-in.

    Exit codes: 0 written, 2 could not.
    """
    from trainer.classroom.hand_out import hand_out as write
    from trainer.store.learner import Learner

    school_class = SchoolClass(name)
    id_ = named_student(school_class, student)
    folder = school_class.student_folder(id_)
    known: tuple[str, ...] = ()
    if folder.is_dir():
        with Learner.open(folder, read_only=True) as learner:
            known = tuple(learner.state.records)
    library = library_of(())
    path_of = {reading.deck.id: reading.path for reading in library.readings if reading.deck}
    named = library_of(decks)
    refuse_broken(decks, named)
    paths = [path_of[deck] for deck in known if deck in path_of]
    paths += [reading.path for reading in named.readings if decks and reading.deck]
    to = to or Path(f"{school_class.name}-{id_}.zip")
    write(school_class, id_, dict.fromkeys(paths), to)
    say(f"{to}: at home, trainer merge {to.name}")
    named_ids = {deck.id for deck in named.decks} if decks else set()
    for deck in known:
        if deck not in path_of and deck not in named_ids:
            say(f"The deck {deck} was not found and is not in it: --deck FILE adds it.")


@click.command("hand-in")
@click.argument("name")
@click.argument("file", type=FileToRead(or_folder=True))
@click.option("--student", metavar="NAME", help="Whose it is, where the file does not say.")
def hand_in(name: str, file: Path, student: str | None) -> None:
    """Bring in what a student did at home.

    FILE is what trainer backup wrote there, or what a homework page gave out. Nothing doubles,
    however often you do it.

    Exit codes: 0 brought in, 2 could not.
    """
    from trainer.classroom.hand_out import hand_in as take
    from trainer.clock import now

    school_class = SchoolClass(name)
    id_ = named_student(school_class, student) if student else None
    if _is_homework(file):
        from trainer.classroom.homework import import_homework
        from trainer.grading.marker import Marker

        library = library_of(())
        came = import_homework(school_class, file, id_, now(), Marker(tuple(library.decks)))
        soon = " They come in at once where that homework runs." if came.waits and came.new else ""
        say(f"{came.name}: {counted(came.new, 'new answer')} of {came.handed_in}.{soon}")
        for reason in came.left:
            say(reason)
        return
    whose, merged = take(school_class, file, id_, now())
    pupil = school_class.roster.student(whose)
    say(f"{pupil.name if pupil else whose}: {counted(merged.reviews, 'new review')}.")


def _is_homework(file: Path) -> bool:
    from trainer.classroom.homework_file import LONGEST_FILE, is_handed_in
    from trainer.regular_file import read_regular

    return file.is_file() and is_handed_in(read_regular(file, LONGEST_FILE) or b"")
