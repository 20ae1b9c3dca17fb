"""`trainer class codes`: what students join with, so that nobody takes another's seat."""

from pathlib import Path

import click

from trainer.classroom.school_class import SchoolClass
from trainer.cli.named_files import FileToWrite
from trainer.cli.output import say
from trainer.errors import system_refusals


@click.command()
@click.argument("name")
@click.option("--new", "renew", is_flag=True, help="Make new ones: the old ones open nothing.")
@click.option("--off", is_flag=True, help="Do without codes again: a name will do.")
@click.option("--csv", "table", type=FileToWrite(), help="Write them as CSV.")
@click.option("--html", "page", type=FileToWrite(), help="Write a page to print.")
def codes(name: str, *, renew: bool, off: bool, table: Path | None, page: Path | None) -> None:
    """Give each student two words to join with.

    They type them in place of their name, so that nobody takes another's seat.

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
    if renew or not school_class.codes():
        make_codes(school_class.folder)
    students, code_of = school_class.roster.students, school_class.codes()
    rows: Table = [[student.name, code_of[student.id]] for student in students]
    files = {
        table: as_csv([["student", "code"], *rows]).encode("utf-8-sig"),
        page: as_page(school_class.name, students, code_of).encode(),
    }
    for path, data in files.items():
        if path is not None:
            with system_refusals(f"{path} cannot be written", "Choose another place."):
                write_atomically(path, data)
            say(str(path))
    if table is None and page is None:
        for student in students:
            say(f"{code_of[student.id]:20}  {student.name}")
