"""The report of a drill as files: CSV for any program, and one workbook."""

import csv
import io
import re
from pathlib import Path

from trainer.classroom.drill_event import Opened
from trainer.classroom.report import DrillReport
from trainer.classroom.report_tables import (
    Table,
    answers_table,
    opinions_table,
    questions_table,
    students_table,
    teams_table,
)
from trainer.errors import TrainerError, system_refusals
from trainer.store.atomic_file import write_atomically

_FORMULA = re.compile(r"(?:^|(?<=[;,\t\r\n]))(\s*)(?=[=+\-@|])|^(?=[\t\r\n])")
"""Where a cell of a spreadsheet may begin as a formula: some take other signs than the comma for
the end of a cell."""

_WIDEST = 60
"""Columns of a workbook are as wide as what they hold, and no wider than this."""


def save_csv(report: DrillReport, opened: Opened, folder: Path | None = None) -> tuple[Path, ...]:
    """Write who knew what, how each question went and each answer, as CSV files.

    Args:
        report: what to write.
        opened: the drill, which names the files.
        folder: where; the working folder when None. A name that ends in .csv begins theirs.

    Raises:
        TrainerError: a file cannot be written, or one of such a name is there.
    """
    paths = []
    for name, table in _tables(report).items():
        path = _path(opened, folder, f"-{name}.csv")
        _write(path, as_csv(table).encode("utf-8-sig"))  # spreadsheets want the mark
        paths.append(path)
    return tuple(paths)


def save_workbook(report: DrillReport, opened: Opened, folder: Path | None = None) -> Path:
    """Write the same tables as the sheets of one workbook.

    Args:
        report: what to write.
        opened: the drill, which names the file.
        folder: where; the working folder when None. A name that ends in .xlsx is the file's.

    Raises:
        TrainerError: it cannot be written, or one of such a name is there.
    """
    path = _path(opened, folder, ".xlsx")
    _write(path, as_workbook(_tables(report)))
    return path


def as_csv(table: Table) -> str:
    """Rows as CSV in which no cell is a formula to a spreadsheet; numbers stay numbers."""
    out = io.StringIO()
    guarded = [[_FORMULA.sub(r"\1'", c) if isinstance(c, str) else c for c in r] for r in table]
    csv.writer(out, lineterminator="\r\n").writerows(guarded)
    return out.getvalue()


def as_workbook(tables: dict[str, Table]) -> bytes:
    """The bytes of a workbook with a sheet for each table; text is never a formula there."""
    import xlsxwriter

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    bold = book.add_format({"bold": True})
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for column, cells in enumerate(zip(*table, strict=True)):
            longest = max(len(str(cell)) for cell in cells if cell is not None)
            sheet.set_column(column, column, min(_WIDEST, longest + 2))
            for row, cell in enumerate(cells):
                style = bold if row == 0 else None
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell[:32_767], style)
                elif cell is not None:
                    sheet.write_number(row, column, cell, style)
    book.close()
    return memory.getvalue()


def _tables(report: DrillReport) -> dict[str, Table]:
    tables = {
        "students": students_table(report),
        "questions": questions_table(report),
        "answers": answers_table(report),
        "teams": teams_table(report),
        "opinions": opinions_table(report),
    }
    return {name: table for name, table in tables.items() if table}


def _path(opened: Opened, folder: Path | None, ending: str) -> Path:
    kind = ending[ending.index(".") :]
    if folder and folder.suffix.lower() == kind and not folder.is_dir():
        path = folder.with_name(folder.stem + ending)
        if path.exists():
            raise TrainerError(f"{path} already exists.", "Choose another name.")
        return path
    stem = f"{opened.class_name or 'drill'}-{opened.at.astimezone():%Y-%m-%d-%H%M%S}"
    return (folder or Path.cwd()) / f"{stem}{ending}"


def _write(path: Path, data: bytes) -> None:
    with system_refusals(f"{path} cannot be written", "Choose another folder."):
        write_atomically(path, data)
