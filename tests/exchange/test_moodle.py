"""What a Moodle quiz says that no quiz can mean."""

from pathlib import Path

import pytest

from trainer.exchange.formats import reader_of
from trainer.exchange.source import Source

QUIZ = (
    '<quiz><question type="multichoice"><questiontext format="html"><text>Which?</text>'
    '</questiontext><answer fraction="{0}"><text>Po</text></answer>'
    '<answer fraction="{1}"><text>Arno</text></answer></question></quiz>'
)


@pytest.mark.parametrize("odd", ["nan", "inf", "-inf", "1e999", "x", ""])
def test_a_share_that_is_no_number_is_none(tmp_path: Path, odd: str) -> None:
    for name, shares in (("a", (odd, odd)), ("b", (odd, "100")), ("c", ("100", odd))):
        file = tmp_path / f"{name}.xml"
        file.write_text(QUIZ.format(*shares))
        source = Source(file)
        imported = reader_of(source).read(source, "T")
        assert len(imported.cards) == 1
        assert bool(imported.drafts) == ("100" not in shares)
