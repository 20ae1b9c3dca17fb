"""Numbers of a workbook as its cells show them: 50 %, 3.10, 007."""

import html
import io
import re
import struct
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from xml.etree.ElementTree import Element, ParseError

from trainer.exchange.source import ForeignFile, local

Numbers = Mapping[str, Mapping[tuple[int, int], str]]
"""Name of a sheet -> row and column, from 0 -> the text of a number."""
_MOST = 30_000_000
"""Bytes of a sheet in which formats are looked for; reading it a second time takes its time."""
LARGEST_OLD = 10_000_000
"""Bytes of an .xls whose formats are read, by a reader in Python."""
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_LITERAL = r"(?:\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]|[ €$£¥%()+-])*"
_FORMAT = re.compile(rf"({_LITERAL})([#,0]*[#0])(?:\.([#0]+))?({_LITERAL})")
"""What is before a number, its digits before and behind the point, and what follows."""
_PART = re.compile(r"\"([^\"]*)\"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|(.)")
_UNWORKED = re.compile(
    rb"<c\b(?![^<>]*\bt=\"str\")[^<>]*\br=\"([A-Z]{1,3}\d{1,7})\"[^<>]*>\s*"
    rb"<f\b[^<>]*>([^<]*)</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
"""A cell with a formula, and no value beside it."""
_DATE = re.compile(r"(?!.*(?:m{3}|d{3}))(?=.*[dmyhs])(?:yyyy|yy|dd?|mm?|hh?|ss?|[ ./:,-])+")
_PARTS = {"y": "year", "m": "month", "d": "day", "h": "hour", "n": "minute", "s": "second"}
_FIRST_DAY, _LAST_DAY = 61, 2_958_466
"""Behind the day that 1900 never had, and in the year 9999."""
_BROKEN = (
    AssertionError,
    AttributeError,
    LookupError,
    OverflowError,
    TypeError,
    ValueError,
    struct.error,
)
"""What the reader of an .xls meets in one that is damaged."""
_NUMBERS = frozenset({"float", "percentage", "currency", "date"})
_MAIN = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def shown(value: float, code: str) -> str:
    """A number as a format of Excel's shows it; empty where the format is not known here."""
    positive, *others = code.split(";")
    section = others[0] if others and value < 0 else positive
    match = _FORMAT.fullmatch(section)
    if match is None:
        return _date_shown(value, section)
    before, whole, decimals, after = match.groups(default="")
    unquoted = re.sub(r"\"[^\"]*\"|\\.", "", before + after)
    exact = Decimal(f"{value:.15g}").scaleb(2 * unquoted.count("%"))
    number = abs(exact).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    integer, _, fraction = f"{number:f}".partition(".")
    least = len(decimals.rstrip("#"))
    fraction = fraction[:least] + fraction[least:].rstrip("0")
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    sign = "-" if value < 0 and number and not others else ""
    point = "." if fraction else ""
    return f"{sign}{_literal(before)}{integer}{point}{fraction}{_literal(after)}".strip()


def _date_shown(value: float, code: str) -> str:
    """A day of the calendar that begins with 1900; empty where its format names months or days."""
    plain = re.sub(r"\[\$[^\]]*\]|\\", "", code.lower())
    if not _DATE.fullmatch(plain) or not _FIRST_DAY <= value < _LAST_DAY:
        return ""
    plain = re.sub(r"m+(?=\W*s)|(?<=h\W)m+", lambda match: "n" * len(match[0]), plain)
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(value * 86400))  # noqa: DTZ001

    def part(match: re.Match[str]) -> str:
        number = getattr(moment, _PARTS[match[1]])
        return f"{number:0{len(match[0])}}"[-4 if match[1] != "y" else -len(match[0]) :]

    return re.sub(r"([ymdhns])\1*", part, plain)


def _literal(written: str) -> str:
    return "".join("".join(parts) for parts in _PART.findall(written))


def formulas_without_value(source: ForeignFile) -> Iterator[tuple[str, str, str]]:
    """The formulas of an .xlsx that no program has worked out: their sheet, cell and text."""
    for name, member in _sheets(source):
        if source.members.get(member, _MOST + 1) <= _MOST:
            for place, formula in _UNWORKED.findall(source.member(member)):
                yield name, place.decode(), html.unescape(formula.decode("utf-8", "replace"))


def numbers_of_excel(source: ForeignFile) -> Numbers:
    """The numbers of an .xlsx whose cells have a format of their own."""
    codes = _codes(source)
    return {
        name: dict(_of_sheet(source, member, codes))
        for name, member in _sheets(source)
        if codes and source.members.get(member, _MOST + 1) <= _MOST
    }


def _root(source: ForeignFile, member: str) -> Element:
    root = source.parsed(source.member(member)) if member in source.members else None
    return Element("nothing") if root is None else root


def _codes(source: ForeignFile) -> dict[str, str]:
    """Number of a style -> its format, of those that are known."""
    root = _root(source, "xl/styles.xml")
    formats = {
        one.get("numFmtId"): one.get("formatCode", "")
        for one in root.iter()
        if local(one) == "numFmt"
    }
    styles = next((one for one in root if local(one) == "cellXfs"), ())
    used = (one.get("numFmtId", "0") for one in styles)
    codes = (
        formats.get(key, _BUILT_IN.get(int(key) if key.isdecimal() else 0, "")) for key in used
    )
    from_1904 = any(
        one.get("date1904") in {"1", "true"} for one in _root(source, "xl/workbook.xml")
    )
    probe = 1 if from_1904 else _FIRST_DAY
    return {str(at): code for at, code in enumerate(codes) if shown(probe, code)}


def _sheets(source: ForeignFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet, and where in the archive it is."""
    targets = {
        one.get("Id"): f"xl/{one.get('Target', '').removeprefix('/xl/')}"
        for one in _root(source, "xl/_rels/workbook.xml.rels")
    }
    for one in _root(source, "xl/workbook.xml").iter():
        if local(one) == "sheet":
            yield one.get("name", ""), targets.get(one.get(_MAIN), "")


def _of_sheet(
    source: ForeignFile, member: str, codes: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int], str]]:
    from defusedxml.ElementTree import iterparse

    try:
        for _, element in iterparse(io.BytesIO(source.member(member))):
            if local(element) == "c" and element.get("t", "n") == "n":
                place = _place(element.get("r", ""))
                value = next((one.text or "" for one in element if local(one) == "v"), "")
                code = codes.get(element.get("s", ""), "")
                if place and code and re.fullmatch(r"-?[\d.]+(?:E[+-]?\d{1,3})?", value):
                    yield place, shown(float(value), code)
            elif local(element) == "row":
                element.clear()
    except (ParseError, ValueError):
        return


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a cell as `B7`."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def numbers_of_old_excel(data: bytes) -> Numbers | None:
    """The numbers of an .xls whose cells have a format of their own; None where it cannot be read.

    Raises:
        ImportError: the library that reads such formats is not installed.
    """
    import xlrd
    from xlrd.biffh import XL_CELL_DATE, XL_CELL_NUMBER
    from xlrd.compdoc import CompDocError

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True)
        numbers = {XL_CELL_NUMBER} if book.datemode else {XL_CELL_NUMBER, XL_CELL_DATE}
        return {
            sheet.name: {
                (at, column): shown(
                    float(sheet.cell_value(at, column)),
                    book.format_map[
                        book.xf_list[sheet.cell_xf_index(at, column)].format_key
                    ].format_str,
                )
                for at in range(sheet.nrows)
                for column in range(sheet.ncols)
                if sheet.cell_type(at, column) in numbers
            }
            for sheet in book.sheets()
        }
    except (xlrd.XLRDError, CompDocError, *_BROKEN):
        return None


def numbers_of_opendocument(root: Element) -> Numbers:
    """The numbers of an .ods, beside which their texts are."""
    tables = (one for one in root.iter() if local(one) == "table")
    return {_attribute(table, "name"): dict(_of_table(table)) for table in tables}


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.endswith(f"}}{name}")), "")


def _of_table(table: Element) -> Iterator[tuple[tuple[int, int], str]]:
    at = 0
    for row in table.iter():
        if local(row) != "table-row":
            continue
        column = 0
        for cell in row:
            if _attribute(cell, "value-type") in _NUMBERS:
                text = "\n".join("".join(one.itertext()) for one in cell if local(one) == "p")
                yield (at, column), text
            column += int(_attribute(cell, "number-columns-repeated") or 1)
        at += int(_attribute(row, "number-rows-repeated") or 1)
