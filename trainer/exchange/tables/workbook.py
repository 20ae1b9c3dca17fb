"""Workbooks of Excel and LibreOffice: plain tables, and the sheets of quiz makers."""

import io
import re
import struct
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element

from trainer.errors import TrainerError
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, Notice, quoted
from trainer.exchange.source import ForeignFile
from trainer.exchange.tables.heading import names_columns
from trainer.exchange.tables.number_formats import (
    LARGEST_OLD,
    Numbers,
    formulas_without_value,
    numbers_of_excel,
    numbers_of_old_excel,
    numbers_of_opendocument,
)
from trainer.exchange.tables.row_cards import gather
from trainer.markup.noncharacters import without_noncharacters

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MOST_CELLS = 2_000_000
OLE = b"\xd0\xcf\x11\xe0"
"""How files of the old Excel and Word begin."""
_UNPACKED = 300_000_000
"""Bytes that a workbook may unpack to."""
_REPEATED = re.compile(rb'repeated="\s*[+]?(\d{5,})')
_MOST_REPEATED = 1_048_576
"""Rows of a sheet at most; a reader that believed more would not come to an end."""
_SHOWN = frozenset({int, float, date, datetime})
"""What cells show as their formats say."""
_Cell = int | float | str | bool | date | datetime | time | timedelta | None


class _Sheet(NamedTuple):
    """One sheet of a workbook."""

    name: str
    is_hidden: bool
    rows: list[list[str]]


def fits(source: ForeignFile) -> bool:
    """Whether it is a workbook."""
    names = source.members
    is_old = source.begins.startswith(OLE) and source.ending == ".xls"
    return is_old or "xl/workbook.xml" in names or "content.xml" in names


def read(source: ForeignFile, title: str) -> ImportResult:
    """The cards of the sheets whose columns are named, or of the first that holds a table.

    Raises:
        TrainerError: it cannot be read.
    """
    collector = CardCollector()
    for sheet, cell, formula in formulas_without_value(source):
        what = f"a formula that was never worked out: {quoted(f'={formula}')}"
        collector.leave(f"{sheet}, {cell}", what)
    filled = [one for one in _sheets(source) if any(map(any, one.rows))]
    if not filled:
        return collector.result(title)
    seen = [one for one in filled if not one.is_hidden] or filled
    named = [one for one in seen if any(names_columns(row) for row in one.rows[:20])]
    chosen = named or seen[:1]
    for one in filled:
        if one not in chosen:
            what = "the hidden sheet" if one.is_hidden else "the sheet"
            collector.leave("the workbook", f"{what} {quoted(one.name)}")
        elif one.is_hidden:
            collector.guess("the workbook", f"its only sheets are hidden, as {quoted(one.name)}")
    return [gather(collector, one.rows, {}, title, source.options) for one in chosen][-1]


def _opendocument(source: ForeignFile) -> Element:
    """The content of an OpenDocument that can be read to its end: calamine waits for it for ever.

    Raises:
        TrainerError: it has no end.
    """
    content = source.member("content.xml")
    repeated = (int(count[:9]) for count in _REPEATED.findall(content))
    root = source.parsed(content)
    if root is None or any(count > _MOST_REPEATED for count in repeated):
        raise TrainerError(
            f"{source.path} cannot be imported: the sheet in it is cut off, or has no end.",
            "Save it again as .xlsx or .ods.",
        )
    return root


def first_rows(source: ForeignFile) -> list[list[str]]:
    """The rows of the first sheet that holds any.

    Raises:
        TrainerError: it cannot be read.
    """
    return next((one.rows for one in _sheets(source) if any(map(any, one.rows))), [])


def _numbers(source: ForeignFile) -> Numbers:
    """The numbers that cells show otherwise than they are."""
    if source.begins.startswith(OLE):
        return _numbers_of_old_excel(source)
    if "content.xml" in source.members:
        return numbers_of_opendocument(_opendocument(source))
    return numbers_of_excel(source) if "xl/styles.xml" in source.members else {}


def _has_no_end(data: bytes) -> bool:
    """Whether sectors of an .xls lead in a circle, which calamine follows till memory ends."""
    size = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    leads: list[int] = []
    for (number,) in struct.iter_unpack("<I", data[76:512].ljust(436, b"\xff")):
        sector = data[(number + 1) * size : (number + 2) * size]
        leads += [to for (to,) in struct.iter_unpack("<I", sector[: len(sector) // 4 * 4])]
    seen = [-1] * len(leads)
    for begin in range(len(leads)):
        at = begin
        while at < len(leads) and seen[at] < 0:
            seen[at], at = begin, leads[at]
        if at < len(leads) and seen[at] == begin:
            return True
    return False


def _numbers_of_old_excel(source: ForeignFile) -> Numbers:
    if _has_no_end(source.data):
        raise TrainerError(
            f"{source.path} cannot be imported: the workbook is damaged, and has no end.",
            "Save it again as .xlsx or .ods.",
        )
    why = "they cannot be read"
    if len(source.data) <= LARGEST_OLD:
        try:
            if (numbers := numbers_of_old_excel(source.data)) is not None:
                return numbers
        except ImportError:
            why = "pip install 'quiz-trainer[xls]' reads them"
    notice = f"its numbers come without their formats, as 3.1 of 3.10: {why}"
    source.guesses.append(Notice("the workbook", notice))
    return {}


def _sheets(source: ForeignFile) -> list[_Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    if sum(source.members.values()) > _UNPACKED:
        raise TrainerError(
            f"{source.path} unpacks to more than {_UNPACKED // 1_000_000} MB.", "Split it."
        )
    numbers = _numbers(source)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        return [
            _Sheet(
                one.name,
                one.visible != SheetVisibleEnum.Visible,
                _rows(book, one.name, numbers.get(one.name, {})),
            )
            for one in book.sheets_metadata
        ]
    except BaseException as error:
        known = isinstance(error, CalamineError | OSError | ValueError | OverflowError)
        if not known and type(error).__name__ != "PanicException":  # of Rust, and no Exception
            raise
        raise TrainerError(
            f"{source.path} cannot be imported: it is not a workbook that can be read ({error}).",
            "Save it again as .xlsx or .ods, without a password.",
        ) from error


def _rows(
    book: "CalamineWorkbook", name: str, shown: Mapping[tuple[int, int], str]
) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise ValueError(f"the sheet {name} has more than {_MOST_CELLS:,} cells")
    rows = sheet.to_python(skip_empty_area=False)
    return [
        [
            (shown.get((at, column)) if type(cell) in _SHOWN else "") or _text(cell)
            for column, cell in enumerate(row)
        ]
        for at, row in enumerate(rows)
    ]


def _text(cell: _Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return f"{cell:.15g}" if abs(cell) < 1e15 else f"{cell:.0f}"  # noqa: PLR2004
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case timedelta():  # as [h]:mm:ss, the usual format of a duration
            seconds = round(abs(cell).total_seconds())
            sign = "-" if cell < timedelta() else ""
            return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        case time():
            return f"{cell:%H:%M}" if not cell.second else f"{cell:%H:%M:%S}"
        case _:
            return without_noncharacters(str(cell))
