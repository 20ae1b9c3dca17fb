"""Progress that a damaged file has is reported; its cards come all the same."""

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from trainer.deck.card import Flashcard
from trainer.deck.deck import Deck
from trainer.exchange.anki.package_reader import read_apkg
from trainer.exchange.anki.package_writer import write_apkg
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
MNEMOSYNE_1 = (
    '<mnemosyne core_version="1" time_of_start="1767250800"><item id="a" gr="4" e="2.5" ac_rp="3"'
    ' rt_rp="1" lps="0" l_rp="{}" n_rp="12"><Q>Which?</Q><A>Po</A></item></mnemosyne>'
)
MNEMOSYNE_LOG = (
    "<openSM2sync>"
    '<log type="16" o_id="f"><f>Which?</f><b>Po</b></log>'
    '<log type="6" o_id="c" card_t="1" fact="f" fact_v="1.1" tags="" gr="4" e="2.5" ac_rp="1"'
    ' rt_rp="0" lps="0" l_rp="{}" n_rp="1767337200"/></openSM2sync>'
)
MOCHI = """{{:decks [{{:name "T" :id :a :cards [{{:content "Which?
---
Po" :reviews [{{:date {} :remembered? true}}]}}]}}]}}"""
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
        ("supermemo", "Q: Which?\nA: Po\nI: REP={} INT=429 LAST=27.01.06\n", "8", "many"),
        ("supermemo", "Q: Which?\nA: Po\nI: INT={} LAST=27.01.06\n", "429", "many"),
        ("mnemosyne", MNEMOSYNE_1, "5", "soon"),
    ],
    ids="supermemo obsidian short org-drill pauker kvtml reps no-reps mnemosyne".split(),
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


@pytest.mark.parametrize(
    ("form", "member", "text", "readable", "unreadable"),
    [
        ("mnemosyne", "cards.xml", MNEMOSYNE_LOG, "1767250800", "soon"),
        ("mochi", "data.edn", MOCHI, "1767254400000", '"soon"'),
        ("mochi", "data.edn", MOCHI, '"2026-01-01T08:00:00Z"', "nil"),
        ("mochi", "data.edn", MOCHI, "1767254400000 :due 1767340800000", '1767254400000 :due "x"'),
    ],
    ids="mnemosyne mochi no-moment due".split(),
)
def test_progress_in_an_archive_that_cannot_be_read_is_reported(
    tmp_path: Path, form: str, member: str, text: str, readable: str, unreadable: str
) -> None:
    path = tmp_path / "file"
    for progress, count in ((readable, 1), (unreadable, 0)):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member, text.format(progress))
        result = imported(path, form)
        assert [(card.prompt, card.solution) for card in result.cards] == [("Which?", "Po")]
        assert len(result.states) == count
        lost = [one.what for one in result.losses]
        assert lost == ["its progress, which cannot be read"] * (1 - count)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("cards", "grade", "well"),
        ("cards", "last_rep", 10**18),
        ("log", "timestamp", 10**18),
        ("log", "timestamp", "soon"),
        ("log", "thinking_time", float("inf")),
    ],
)
def test_a_damaged_row_of_mnemosyne_is_reported(
    tmp_path: Path, table: str, column: str, value: object
) -> None:
    rows = {
        "cards": {
            "_id": 1,
            "id": "c",
            "_fact_id": 1,
            "card_type_id": "1",
            "fact_view_id": "1.1",
            "tags": "",
            "extra_data": "",
            "grade": 4,
            "easiness": 2.5,
            "acq_reps": 1,
            "ret_reps": 0,
            "lapses": 0,
            "last_rep": 1767250800,
            "next_rep": 1767337200,
            "active": 1,
        },
        "log": {
            "_id": 1,
            "event_type": 9,
            "object_id": "c",
            "timestamp": 1767250800,
            "grade": 4,
            "thinking_time": 2.0,
        },
    }
    for damaged in (False, True):
        path = tmp_path / f"{damaged}.db"
        database = sqlite3.connect(path)
        database.execute("create table data_for_fact (_fact_id, key, value)")
        database.execute("create table fact_views (id)")
        texts = [(1, "f", "Which?"), (1, "b", "Po")]
        database.executemany("insert into data_for_fact values (?, ?, ?)", texts)
        for name, row in rows.items():
            filled = row | ({column: value} if damaged and name == table else {})
            database.execute(f"create table {name} ({', '.join(row)})")
            signs = ", ".join("?" for _ in row)
            database.execute(f"insert into {name} values ({signs})", [*filled.values()])  # noqa: S608
        database.commit()
        database.close()
        result = imported(path, "mnemosyne")
        assert [card.solution for card in result.cards] == ["Po"]
        assert (len(result.states), len(result.reviews)) == ((0, 0) if damaged else (1, 1))
        lost = [one.what for one in result.losses]
        assert lost == ["its progress, which cannot be read"] * damaged


@pytest.mark.parametrize("history", [True, False])
@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        ("update cards set due = 'soon', type = 2", 1),
        ("update cards set due = 99999999999999999, type = 2", 1),
        ("update col set crt = 'soon'", 1),
        ("update cards set due = 5, type = 2", 0),
    ],
)
def test_a_damaged_state_of_anki_is_reported(
    tmp_path: Path, damage: str, lost: int, *, history: bool
) -> None:
    path = tmp_path / "a.apkg"
    card = Flashcard(q="Which?", a="Po")
    package, _ = write_apkg(Deck(id="d", title="D", cards=(card,)))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    database = sqlite3.connect(":memory:")
    database.deserialize(members["collection.anki2"])
    database.execute(damage)
    database.commit()
    members["collection.anki2"] = database.serialize()
    database.close()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    result = read_apkg(path, "T", history=history)
    assert [card.solution for card in result.cards] == ["Po"]
    losses = [one.what for one in result.losses]
    assert losses == ["its progress, which cannot be read"] * lost


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
