#!/usr/bin/env bash
# python-calamine 0.9.1 reads a formula that nobody has calculated yet as a blank cell.
#
# A good guess: a cell that holds `=1+1` and no value comes as the text of the formula, as openpyxl
# gives it, or as an error; at the least it can be told from a cell that holds nothing.
# Seen: it comes as "", and a last row of such cells does not come at all. No method gives formulas,
# so that a reader cannot know what it has missed. openpyxl writes formulas so; XlsxWriter puts a 0
# beside each, unless told otherwise, which is read as the number even where the formula yields a
# text. An answer that a script put in as a formula is lost or 0, by what wrote the workbook.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-calamine==0.9.1 openpyxl==3.1.5 XlsxWriter==3.3.1
"$folder/venv/bin/python" - "$folder" <<'PY'
import sys
from importlib.metadata import version

import openpyxl
import xlsxwriter
from python_calamine import CalamineSheet, CalamineWorkbook

ROWS = [
    ["Question", "Answer"],
    ["1 + 1", "=1+1"],
    ["Rome", '="Ti"&"ber"'],
    ['="Pi"&"sa"', '="Ar"&"no"'],
]


def by_openpyxl(path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)


def by_xlsxwriter(path):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(ROWS):
            sheet.write_row(at, 0, row)


def read(write):
    path = f"{sys.argv[1]}/{write.__name__}.xlsx"
    write(path)
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    print(write.__name__, rows)
    return rows


for package in ("python-calamine", "openpyxl", "XlsxWriter"):
    print(package, version(package))
print("written", ROWS)
assert read(by_openpyxl) == [ROWS[0], ["1 + 1", ""], ["Rome", ""]], "a formula leaves a sign now"
assert read(by_xlsxwriter) == [ROWS[0], ["1 + 1", 0.0], ["Rome", 0.0], [0.0, 0.0]]
asked = [name for name in dir(CalamineSheet) if "formula" in name]
print("methods for formulas:", asked)
assert asked == [], "formulas can be asked for now"
PY
