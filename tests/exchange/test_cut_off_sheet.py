"""A workbook whose sheet has no end: reported, and no waiting for it."""

import zipfile
from pathlib import Path

import pytest

from trainer.cli.import_ import read_foreign
from trainer.errors import TrainerError

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
SHEET = f"""\
<?xml version="1.0"?>
<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0"
 xmlns:text="{NAMES}:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">
<table:table-row table:number-rows-repeated="1"><table:table-cell office:value-type="string">
<text:p>Which river?</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>
"""


@pytest.mark.parametrize(
    "sheet",
    [SHEET[:-60], SHEET[: len(SHEET) // 2], SHEET.replace('"1">', '"99999999999999999999">')],
    ids=["its end", "its middle", "repeated"],
)
def test_a_sheet_without_an_end_is_told(sheet: str, tmp_path: Path) -> None:
    path = tmp_path / "quiz.ods"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", sheet)
    with pytest.raises(TrainerError, match="cut off"):
        read_foreign(path, "Quiz")
