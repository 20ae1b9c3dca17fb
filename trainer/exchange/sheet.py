"""Workbooks of Excel and LibreOffice: plain tables, and the sheets of quiz makers."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from trainer.errors import TrainerError
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.source import Source
from trainer.exchange.table import gather
from trainer.exchange.table_heading import names_columns

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
_Cell = int | float | str | bool | date | datetime | time | timedelta | None


def fits(source: Source) -> bool:
    """Whether it is a workbook."""
    names = source.members
    is_old = source.begins.startswith(OLE) and source.ending == ".xls"
    return is_old or "xl/workbook.xml" in names or "content.xml" in names


def read(source: Source, title: str) -> ImportResult:
    """The cards of the sheets whose columns are named, or of the first that holds a table.

    Raises:
        TrainerError: it cannot be read.
    """
    collector = CardCollector()
    sheets = _sheets(source)
    filled = [(name, rows) for name, rows in sheets if any(map(any, rows))]
    if not filled:
        return collector.result(title)
    named = [one for one in filled if any(names_columns(row) for row in one[1][:20])]
    taken = named or filled[:1]
    for name, _ in filled:
        if name not in dict(taken):
            collector.leave("the workbook", f"the sheet {quoted(name)}")
    return [gather(collector, rows, {}, title, source.given) for _, rows in taken][-1]


def _comes_to_an_end(source: Source) -> bool:
    """Whether an OpenDocument can be read to its end: calamine waits for it for ever."""
    content = source.member("content.xml")
    repeated = (int(count[:9]) for count in _REPEATED.findall(content))
    return source.parsed(content) is not None and all(n <= _MOST_REPEATED for n in repeated)


def first_rows(source: Source) -> list[list[str]]:
    """The rows of the first sheet that holds any.

    Raises:
        TrainerError: it cannot be read.
    """
    return next((rows for _, rows in _sheets(source) if any(map(any, rows))), [])


def _sheets(source: Source) -> list[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    if sum(source.members.values()) > _UNPACKED:
        raise TrainerError(
            f"{source.path} unpacks to more than {_UNPACKED // 1_000_000} MB.", "Split it."
        )
    if "content.xml" in source.members and not _comes_to_an_end(source):
        raise TrainerError(
            f"{source.path} cannot be imported: the sheet in it is cut off, or has no end.",
            "Save it again as .xlsx or .ods.",
        )
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data))
        return [(name, _rows(book, name)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise TrainerError(
            f"{source.path} cannot be imported: it is no workbook that can be read ({error}).",
            "Save it again as .xlsx or .ods, without a password.",
        ) from error


def _rows(book: "CalamineWorkbook", name: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > _MOST_CELLS:
        raise ValueError(f"the sheet {name} has more than {_MOST_CELLS:,} cells")
    return [_texts(row) for row in sheet.to_python(skip_empty_area=False)]


def _texts(row: Sequence[_Cell]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: _Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "True" if cell else "False"
        case float():
            return f"{cell:.15g}" if abs(cell) < 1e15 else f"{cell:.0f}"  # noqa: PLR2004
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case time():
            return f"{cell:%H:%M}" if not cell.second else f"{cell:%H:%M:%S}"
        case _:
            return str(cell)
