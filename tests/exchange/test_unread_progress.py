"""Progress that a damaged file has is reported; its cards come all the same."""

import sqlite3
from pathlib import Path

import pytest

from trainer.exchange.import_result import ImportResult
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile

PAUKER = (
    '<Lesson LessonFormat="1.7"><Batch/><Batch/><Batch/><Batch><Card><FrontSide LearnedTimestamp='
    '"{}"><Text>Which?</Text></FrontSide><ReverseSide><Text>Po</Text></ReverseSide></Card></Batch>'
    "</Lesson>"
)
KVTML = (
    '<kvtml version="2.0"><identifiers><identifier id="0"><locale>de</locale></identifier>'
    '<identifier id="1"><locale>en</locale></identifier></identifiers><entries><entry id="0">'
    '<translation id="0"><text>Which?</text></translation><translation id="1"><text>Po</text>'
    "<grade><currentgrade>2</currentgrade><count>3</count><date>{}</date></grade></translation>"
    "</entry></entries></kvtml>"
)
ORG = "* Which? :drill:\n:PROPERTIES:\n:DRILL_LAST_REVIEWED: [{} Thu 08:00]\n:END:\n** Answer\nPo\n"


def imported(path: Path, form: str) -> ImportResult:
    return reader_of(ForeignFile(path), form).read(ForeignFile(path), "T")


@pytest.mark.parametrize(
    ("form", "text", "readable", "unreadable"),
    [
        ("supermemo", "Q: Which?\nA: Po\nI: REP=8 INT={} LAST=27.01.06\n", "429", "many"),
        (
            "obsidian",
            "#flashcards\n\nWhich?::Po\n<!--SR:!{},20,246-->\n",
            "2026-02-19",
            "2026-13-1",
        ),
        ("obsidian", "#flashcards\n\nWhich?::Po\n<!--SR:!2026-02-19{}-->\n", ",20,246", ""),
        ("org-drill", ORG, "2026-01-15", "soon"),
        ("pauker", PAUKER, "1767250800000", "soon"),
        ("kvtml", KVTML, "2026-01-15", "soon"),
    ],
    ids="supermemo obsidian short org-drill pauker kvtml".split(),
)
def test_progress_that_cannot_be_read_is_reported(
    tmp_path: Path, form: str, text: str, readable: str, unreadable: str
) -> None:
    path = tmp_path / "file"
    for progress, count in ((readable, 1), (unreadable, 0)):
        path.write_text(text.format(progress))
        result = imported(path, form)
        assert [(card.prompt, card.solution) for card in result.cards] == [("Which?", "Po")]
        assert len(result.states) == count
        lost = [one.what for one in result.losses]
        assert lost == ["its progress, which cannot be read"] * (1 - count)


def test_of_an_item_that_is_new_in_supermemo_nothing_is_said(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("Q: Which?\nA: Po\nI: REP=0 LAP=0 EF=2.5 INT=0 LAST=0\n")
    result = imported(path, "supermemo")
    assert not (result.losses)
    assert not (result.states)


@pytest.mark.parametrize(
    ("column", "value"),
    [("due_date", "soon"), ("stability", "much"), ("last_reviewed_at", 5), ("review_count", None)],
)
def test_a_damaged_row_of_hashcards_is_reported(tmp_path: Path, column: str, value: object) -> None:
    blake3 = pytest.importorskip("blake3").blake3
    row = {
        "card_hash": blake3(b"BasicWhich?Po").hexdigest(),
        "last_reviewed_at": "2026-01-01T08:00:00.000",
        "stability": 3.17,
        "difficulty": 5.28,
        "interval_days": 3,
        "due_date": "2026-01-20",
        "review_count": 1,
    }
    database = sqlite3.connect(tmp_path / "hashcards.db")
    database.execute(f"create table cards ({', '.join(row)})")
    database.execute("create table reviews (review_id, card_hash, reviewed_at, grade)")
    values = [*(row | {column: value}).values()]
    database.execute("insert into cards values (?, ?, ?, ?, ?, ?, ?)", values)
    database.execute("insert into reviews values (1, ?, ?, 'good')", (row["card_hash"], value))
    database.commit()
    database.close()
    (tmp_path / "r.md").write_text("Q: Which?\nA: Po\n")
    result = imported(tmp_path / "r.md", "hashcards")
    assert [card.solution for card in result.cards] == ["Po"]
    assert not (result.states)
    assert not (result.reviews)
    assert {one.what for one in result.losses} == {"its progress, which cannot be read"}
