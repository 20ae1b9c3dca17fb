"""What other programs and people write into each form, beside what its samples hold."""

import contextlib
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from trainer.deck.card import Cloze, Number, Typed
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult, Notice
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile

Wanted = list[tuple[str, str, str]]
"""Kind, question and answer of each card."""


def read(folder: Path, name: str, content: str | bytes) -> ImportResult:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    source = ForeignFile(folder / name)
    return reader_of(source).read(source, "T")


TEXTS: list[tuple[str, str | bytes, Wanted]] = [
    ("excel.csv", "Begriff;Definition\nÄpfel;rot\n".encode("cp1252"), [("f", "Äpfel", "rot")]),
    ("unicode.txt", "term\tdefinition\nHund\tdog\n".encode("utf-16"), [("f", "Hund", "dog")]),
    (
        "excel.csv",
        "sep=;\nHund;dog, a pet\nKuh;cow\n",
        [("f", "Hund", "dog, a pet"), ("f", "Kuh", "cow")],
    ),
    ("wide.csv", "Question,Answer,,,\nRome?,Tiber,,,\n", [("f", "Rome?", "Tiber")]),
    ("turned.csv", "Answer;Question;Tags\nTiber;Rome?;geo\n", [("f", "Rome?", "Tiber")]),
    ("japanese.csv", "表面,裏面\n犬,dog\n", [("f", "犬", "dog")]),
    (
        "letters.csv",
        'Question,A,B,C,Correct\nPrimes?,2,4,5,"A and C"\nOne?,x,y,,b\n',
        [("pick", "Primes?", "2\n5"), ("choice", "One?", "y")],
    ),
    (
        "quizlet.txt",
        "Hund: dog;Kuh: cow;Maus: mouse;",
        [("f", "Hund", "dog"), ("f", "Kuh", "cow"), ("f", "Maus", "mouse")],
    ),
    (
        "quizlet.txt",
        "a = b; c = 1: 2; e = f",
        [("f", "a", "b"), ("f", "c", "1: 2"), ("f", "e", "f")],
    ),
    (
        "mixed.csv",
        "Front,Back\n<b>Hund</b><br>der,dog &amp; co\nWhat does <b> do?,bold\n",
        [("f", "**Hund**\nder", "dog & co"), ("f", "What does <b> do?", "bold")],
    ),
    (
        "entities.csv",
        "Front,Back\nWhat is &amp; in HTML?,an ampersand\n",
        [("f", "What is &amp; in HTML?", "an ampersand")],
    ),
    ("crlf.csv", 'Front,Back\r\n"a\r\nb","c\r\n\r\nd"\r\n', [("f", "a\nb", "c\n\nd")]),
    (
        "small.txt",
        "What is\nthe first?\na) x\nb) y\nanswer: b\n\nQ2\nA. 1.5\n\nB. 2.5\n\nANSWER: B \n",
        [("choice", "What is\nthe first?", "y"), ("choice", "Q2", "2.5")],
    ),
    (
        "several.txt",
        (
            "Which?\nA. x\nB. y\nC. z\nANSWER: A, C\n\nOne?\nA. x\nB. y\nANSWER: y\n\n"
            "Two?\nA) x\nB) y\nANSWER: B) y\n\nNone?\nA) x\nB) y\nANSWER: A and D\n"
        ),
        [
            ("pick", "Which?", "x\nz"),
            ("choice", "One?", "y"),
            ("choice", "Two?", "y"),
            ("draft", "None?", ""),
        ],
    ),
    (
        "chapter.txt",
        "Chapter 1\n\nWhich?\nA) a. s.\nB) b\nANSWER: A\n",
        [("choice", "Which?", "a. s.")],
    ),
    (
        "numbers.gift",
        "When?{#=1822:0#ok =%50%1822:2#near}\n\nPi?{#3.141..3.142}\n\nY?{#-5.5:0.5 ####why}\n",
        [
            ("number", "When?", "1822"),
            ("number", "Pi?", "3.1415"),
            ("number", "Y?", "-5.5"),
        ],
    ),
    (
        "words.gift",
        "He was born in {~May =October#yes} there.\n\n::a\\:b::2+2\\=4 \\{so\\}?{=\\~ yes ~no}\n",
        [("choice", "He was born in _____ there.", "October"), ("choice", "2+2=4 {so}?", "~ yes")],
    ),
    (
        "parts.gift",
        "Two?{~%50%a ~%50%b ~%-50%c}\n\nOne{=%100%full =%50%half}\n",
        [("pick", "Two?", "a\nb"), ("typed", "One", "full")],
    ),
    (
        "quiz.txt",
        (
            "Quiz title: R\n\n1. Num?\n= 5 +- 1%\n\n2. Short?\n* Po\n* Padus\n\n"
            "3. Which?\n[*] a\n[ ] b\n[*] c\n"
        ),
        [("number", "Num?", "5"), ("typed", "Short?", "Po"), ("pick", "Which?", "a\nc")],
    ),
    (
        "note.md",
        "#flashcards\n\n1. numbered::back\n- [ ] task::done\n",
        [("f", "numbered", "back"), ("f", "task", "done")],
    ),
    (
        "drill.org",
        "* A :drill:\nThe [Tiber||T..] flows.\n* B\n** Sub :drill:\nSub?\n*** Any title\nyes\n",
        [("cloze", "The [T..] flows.", "Tiber"), ("f", "Sub?", "yes")],
    ),
    (
        "little.txt",
        "Hund\tdog\nÄpfel\täpple\n".encode("utf-16-le"),
        [("f", "Hund", "dog"), ("f", "Äpfel", "äpple")],
    ),
    (
        "big.csv",
        "пёс;dog\nкот;cat\n".encode("utf-16-be"),
        [("f", "пёс", "dog"), ("f", "кот", "cat")],
    ),
    ("zero.tsv", "a\tb\0c\nd\te\n", [("f", "a", "bc"), ("f", "d", "e")]),
    (
        "quizlet.txt",
        "hola,,hello;;si, claro,,yes",
        [("f", "hola", "hello"), ("f", "si, claro", "yes")],
    ),
    ("quizlet.txt", "hola~hello|si~yes", [("f", "hola", "hello"), ("f", "si", "yes")]),
    (
        "quizlet.txt",
        "hola -> hello\nsi -> yes, sure\n",
        [("f", "hola", "hello"), ("f", "si", "yes, sure")],
    ),
    ("quizlet.txt", "a: b\nc: d\ne: f\n", [("f", "a", "b"), ("f", "c", "d"), ("f", "e", "f")]),
    (
        "mdanki.md",
        "## Which?\n[#a b](x.md), [#c]()\nPo\n\n## Two\nlines\n%\nBack\n",
        [("f", "Which?", "Po"), ("f", "Two\nlines", "Back")],
    ),
    (
        "gap.md",
        '---\nname = "X"\n---\nC: Some [plural](s).\n',
        [("cloze", "Some […](s).", "plural")],
    ),
    (
        "comments.md",
        '---\nname = "X"\n---\n# One\n\nQ: a\nA: b\n#include\n\n## Two\n\nC: A [gap].\n\n# End\n',
        [("f", "a", "b\n#include"), ("cloze", "A […].", "gap")],
    ),
    ("bold.md", "**Q:** a **b**\n**A**: *c*\n__Why:__ d\n", [("f", "a **b**", "*c*")]),
    ("own.md", "C: no gap\n\nQ: a\nA: b\n", [("draft", "no gap", ""), ("f", "a", "b")]),
    ("qa.txt", "Q: dog\nA: Hund\nA1: Kuh\nA2: Katze\n", [("choice", "dog", "Hund")]),
    (
        "rem.md",
        "- T\n  - a >> b\n  - c <> d\n  - Which >>A)\n    - r\n    - w\n",
        [("f", "a", "b"), ("f", "c", "d"), ("choice", "Which", "r")],
    ),
    (
        "side.md",
        "# Question\nWhat?\n\n## Answer\nYes\n\n### More\nand\n",
        [("f", "What?", "Yes\n\n### More\nand")],
    ),
    (
        "upload.txt",
        "SR\tS?\tmodel\nTF\tSo.\ttrue\n",
        [("f", "S?", "model"), ("truth", "So.", "True")],
    ),
]
KINDS = {"f": "flashcard"}


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    TEXTS,
    ids=lambda said: said if isinstance(said, str) and len(said) < 20 else "",
)
def test_habits(tmp_path: Path, name: str, content: str | bytes, wanted: Wanted) -> None:
    imported = read(tmp_path, name, content)
    found = [(card.kind, card.prompt, card.solution) for card in imported.cards]
    assert found == [(KINDS.get(kind, kind), asked, answer) for kind, asked, answer in wanted]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("essay.gift", "Write {}\n", "an essay, which nobody can mark: “Write”"),
        ("a.csv", "Question,Answer\n,c\n", "no question: “c”"),
        ("up.txt", "FIL\tup\nTF\tSo.\ttrue\n", "a file to upload, which nobody can mark: “up”"),
        (
            "m.xml",
            (
                '<quiz><question type="calculated"><questiontext><text>Drag</text></questiontext>'
                "</question></quiz>"
            ),
            "a question of the kind “calculated”, which is not read here: “Drag”",
        ),
    ],
)
def test_what_cannot_be_marked_is_a_draft(
    tmp_path: Path, name: str, content: str, why: str
) -> None:
    imported = read(tmp_path, name, content)
    assert imported.cards[0].status == "draft"
    assert f"a draft: {why}" in [one.what for one in imported.done]


def test_a_guess_is_told_with_its_way_out(tmp_path: Path) -> None:
    imported = read(tmp_path, "q.txt", "Hund: dog;Kuh: cow;Maus: mouse;")
    assert "(--row-separator line)" in imported.guesses[0].what


def test_an_empty_table_says_so(tmp_path: Path) -> None:
    imported = read(tmp_path, "q.csv", " \n")
    assert [one.what for one in imported.losses] == ["nothing in it"]
    with pytest.raises(TrainerError, match="in no form"):
        read(tmp_path, "q.txt", "A letter. It has nothing, really.\nDear Ann, how are you?\n")


QUIZ_SHEET = (
    "Question Text,Question Type,Option 1,Option 2,Option 3,Correct Answer,Time in seconds\n"
    "Text of the question,(default is Multiple Choice),Text for option 1,,,"
    "The correct option choice (between 1-5),\n"
    "Which?,Multiple Choice,Po,Tiber,,2,30\n"
    'Both?,Checkbox,a,b,c,"1,3",30\n'
    "Who?,Fill-in-the-Blank,Ann,Anna,,,\n"
    "Tea or coffee?,Poll,tea,coffee,,,\nWhat else?,Poll,,,,,\n"
)


def test_a_sheet_of_wayground(tmp_path: Path) -> None:
    imported = read(tmp_path, "w.csv", QUIZ_SHEET)
    assert [(card.kind, card.solution) for card in imported.cards] == [
        ("choice", "Tiber"),
        ("pick", "a\nc"),
        ("typed", "Ann"),
        ("poll", ""),
        ("poll", ""),
    ]
    assert [one.what for one in imported.losses] == [
        "a remark of the template: “Text of the question”",
        "column “Time in seconds”: 2 cells",
    ]


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()


def test_a_workbook_brings_each_sheet_that_names_its_columns(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Notes": [["For the class"], ["of May"]],
        "Animals": [[], ["", "Question", "Answer"], [1, "Hund?", "dog"], [], [2, "Kuh?", "cow"]],
        "Dates": [["Frage", "Antwort"], ["Wann?", date(1914, 7, 28)], ["Pi?", 3.14], ["So?", True]],
    }
    workbook(tmp_path / "b.xlsx", sheets)
    imported = read(tmp_path, "b.xlsx", (tmp_path / "b.xlsx").read_bytes())
    assert [(card.prompt, card.solution) for card in imported.cards] == [
        ("Hund?", "dog"),
        ("Kuh?", "cow"),
        ("Wann?", "1914-07-28"),
        ("Pi?", "3.14"),
        ("So?", "TRUE"),
    ]
    assert [one.what for one in imported.losses] == ["the sheet “Notes”"]


def test_a_formula_without_its_value_is_told_and_a_duration_counts_its_hours(
    tmp_path: Path,
) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"))
    sheet = book.add_worksheet("S")
    sheet.write_row(0, 0, ["Question", "Answer"])
    sheet.write_row(1, 0, ["Sum?"])
    sheet.write_formula(1, 1, "=1+2", None, "")
    sheet.write_row(2, 0, ["Worked?"])
    sheet.write_formula(2, 1, "=1+2", None, "3")
    sheet.write(3, 0, "How long?")
    sheet.write(3, 1, 1.25, book.add_format({"num_format": "[hh]:mm:ss"}))
    book.close()
    imported = read(tmp_path, "b.xlsx", (tmp_path / "b.xlsx").read_bytes())
    assert [card.solution for card in imported.cards[1:]] == ["3", "30:00:00"]
    assert imported.losses[0] == Notice("S, B2", "a formula that was never worked out: “=1+2”")


def test_numbers_come_as_their_cells_show_them(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "b.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Question", "Answer"])
    for at, (code, value, _) in enumerate(SHOWN, 1):
        sheet.write(at, 0, f"q{at}")
        sheet.write(at, 1, value, book.add_format({"num_format": code}))
    book.close()
    imported = read(tmp_path, "b.xlsx", (tmp_path / "b.xlsx").read_bytes())
    assert [card.solution for card in imported.cards] == [text for _, _, text in SHOWN]


def old_workbook(path: Path) -> bytes:
    xlwt = pytest.importorskip("xlwt")
    pytest.importorskip("xlrd")
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for column, name in enumerate(("Question", "Answer")):
        sheet.write(0, column, name)
    for at, (code, value, _) in enumerate(SHOWN, 1):
        sheet.write(at, 0, f"q{at}")
        sheet.write(at, 1, value, xlwt.easyxf(num_format_str=code))
    book.save(str(path))
    return path.read_bytes()


def test_numbers_of_an_old_workbook_come_as_their_cells_show_them(tmp_path: Path) -> None:
    imported = read(tmp_path, "b.xls", old_workbook(tmp_path / "b.xls"))
    assert [card.solution for card in imported.cards] == [text for _, _, text in SHOWN]
    assert [one.place for one in imported.guesses] == ["row 1"]


def test_a_damaged_old_workbook_is_read_or_refused(tmp_path: Path) -> None:
    whole, came = old_workbook(tmp_path / "b.xls"), 0
    places = range(600, len(whole), 601)
    for at in places:
        damaged = whole[:at] + b"\xff\x01\x00\x80" + whole[at + 4 :]
        with contextlib.suppress(TrainerError):
            read(tmp_path, "b.xls", damaged)
            came += 1
    assert 0 < came < len(places), "some can be read, some are refused"


def test_an_old_workbook_without_an_end_is_refused(tmp_path: Path) -> None:
    whole = bytearray(old_workbook(tmp_path / "b.xls"))
    at = (int.from_bytes(whole[76:80], "little") + 1) * 512
    whole[at : at + 512] = bytes(512)  # each sector leads to the first, which leads to itself
    with pytest.raises(TrainerError, match="no end"):
        read(tmp_path, "b.xls", bytes(whole))


def test_without_its_reader_an_old_workbook_comes_with_bare_numbers_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = old_workbook(tmp_path / "b.xls")
    monkeypatch.setitem(sys.modules, "xlrd", None)
    imported = read(tmp_path, "b.xls", whole)
    assert imported.cards[2].solution == "3.1"
    assert "quiz-trainer[xls]" in imported.guesses[0].what


SHOWN = [
    ("0%", 0.5, "50%"),
    ("0.0 %", 0.125, "12.5 %"),
    ("0.00", 3.1, "3.10"),
    ('#,##0.00 "€"', 1234.5, "1,234.50 €"),
    ("000", 7, "007"),
    ("0.0;(0.0)", -3, "(3.0)"),
    ("0.00", -0.005, "-0.01"),
    ("General", 2.5, "2.5"),
    ("# ?/?", 2.5, "2.5"),
    ("dd.mm.yyyy", 45000, "15.03.2023"),
    (r"d\.m\.yy\ hh:mm", 45413.5, "1.5.24 12:00"),
    ("[$-407]d. mmmm yyyy", 45413.0, "2024-05-01"),
]

ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>
<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/>
</style:style></office:automatic-styles><office:body><office:spreadsheet>{0}</office:spreadsheet>
</office:body></office:document-content>"""
CELL = '<table:table-cell office:value-type="string"><text:p>{0}</text:p></table:table-cell>'
HALF = (
    '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50 %</text:p>'
    "</table:table-cell>"
)


def opendocument(path: Path, tables: dict[str, tuple[str, list[list[str]]]]) -> bytes:
    written = "".join(
        f'<table:table table:name="{name}" table:style-name="{style}">'
        + "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, (style, rows) in tables.items()
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest:manifest/>")
        package.writestr("content.xml", ODS.format(written))
    return path.read_bytes()


def test_a_hidden_sheet_stays_behind_and_is_told(tmp_path: Path) -> None:
    heading = [CELL.format("Question"), CELL.format("Answer")]
    hidden = [heading, [CELL.format("Secret?"), CELL.format("yes")]]
    half = [heading, [CELL.format("Half?"), HALF]]
    content = opendocument(tmp_path / "b.ods", {"Seen": ("on", half), "Off": ("off", hidden)})
    imported = read(tmp_path, "b.ods", content)
    assert [(card.prompt, card.solution) for card in imported.cards] == [("Half?", "50 %")]
    assert [one.what for one in imported.losses] == ["the hidden sheet “Off”"]
    content = opendocument(tmp_path / "c.ods", {"Off": ("off", hidden)})
    imported = read(tmp_path, "c.ods", content)
    assert [card.prompt for card in imported.cards] == ["Secret?"]
    assert imported.guesses[0].what == "its only sheets are hidden, as “Off”"


def moodle(kind: str, inside: str, text: str = "Which?") -> str:
    stem = f"<questiontext format='html'><text>{text}</text></questiontext>"
    return f"<quiz><question type='{kind}'>{stem}{inside}</question></quiz>"


UNITS = (
    "<units><unit><multiplier>1000</multiplier><unit_name>m</unit_name></unit>"
    "<unit><multiplier>1.0000</multiplier><unit_name>km</unit_name></unit></units>"
)


def test_what_moodle_says_of_a_question_besides(tmp_path: Path) -> None:
    long = "<answer fraction='100'><text>2850</text></answer>"
    [number] = read(tmp_path, "a.xml", moodle("numerical", long + UNITS)).cards
    assert isinstance(number, Number)
    assert number.unit == "km"
    short = "<usecase>1</usecase><answer fraction='100'><text>Po</text></answer>"
    hints = "<hint><text>&lt;p&gt;A river&lt;/p&gt;</text></hint><hint><text>In Italy</text></hint>"
    imported = read(tmp_path, "b.xml", moodle("shortanswer", short + hints))
    assert imported.cards == (Typed(q="Which?", typed="Po", exact=True, hint="A river"),)
    assert imported.losses[0].what == "a further hint, “In Italy”: “Which?”"


@pytest.mark.parametrize(("kind", "word"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_words_for_gaps_are_gaps(tmp_path: Path, kind: str, word: str) -> None:
    words = "".join(f"<{word}><text>{said}</text></{word}>" for said in ("Po", "sea", "Arno"))
    imported = read(tmp_path, "a.xml", moodle(kind, words, "The [[1]] flows to the [[2]]."))
    assert imported.cards == (Cloze(cloze="The {{Po}} flows to the {{sea}}."),)
    assert "options of a gap" in imported.losses[0].what


ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i">
<responseDeclaration identifier="R"><correctResponse><value>b</value></correctResponse>
</responseDeclaration><itemBody>{0}</itemBody></assessmentItem>"""


def test_what_qti_says_besides(tmp_path: Path) -> None:
    inline = (
        '<p>The <inlineChoiceInteraction responseIdentifier="R"><inlineChoice identifier="a">Po'
        '</inlineChoice><inlineChoice identifier="b">Tiber</inlineChoice></inlineChoiceInteraction>'
        " runs there.</p>"
    )
    imported = read(tmp_path, "a.xml", ITEM.format(inline))
    assert imported.cards == (Cloze(cloze="The {{Tiber}} runs there."),)
    assert imported.losses[0].what == "options of a gap, which is typed here: “The … runs there.”"
    choices = (
        '<choiceInteraction responseIdentifier="R"><prompt>Which?</prompt><simpleChoice'
        ' identifier="a">Po</simpleChoice><simpleChoice identifier="b">Tiber<feedbackInline'
        ' identifier="b">It is.</feedbackInline></simpleChoice></choiceInteraction>'
    )
    [card] = read(tmp_path, "b.xml", ITEM.format(choices)).cards
    assert (card.solution, card.why) == ("Tiber", "It is.")
    essay = '<p>Write.</p><extendedTextInteraction responseIdentifier="R"/>'
    drafts = read(tmp_path, "c.xml", ITEM.format(essay)).drafts
    assert [*drafts.values()] == ["an essay, which nobody can mark"]


OLD_KVTML = """<?xml version="1.0"?><!DOCTYPE kvtml SYSTEM "kvtml.dtd">
<kvtml lines="2" cols="2" title="Animals"><lesson><desc no="1">Pets</desc><desc no="2">Farm</desc>
</lesson><e m="1"><o l="en" width="20">dog</o><t l="de" r="m&#228;nnlich" c="1;2">Hund</t></e>
<e m="2" i="1"><o>cow</o><t>Kuh</t></e></kvtml>"""


def test_kvtml_as_kde_3_wrote_it(tmp_path: Path) -> None:
    imported = read(tmp_path, "a.kvtml", OLD_KVTML)
    assert imported.title == "Animals"
    assert [(card.prompt, card.solution, card.tags) for card in imported.cards] == [
        ("dog", "Hund", ("pets",)),
        ("cow", "Kuh", ("farm",)),
    ]
    assert imported.cards[0].why == "männlich"
    told = [one.what for one in imported.losses]
    assert "how often it was asked, in a file of KDE 3" in told
    assert "that it was switched off there" in told


ONE_LANGUAGE = """<kvtml version="2.0"><identifiers><identifier id="0"><locale>en</locale>
</identifier></identifiers><entries><entry id="0"><translation id="0"><text>dog</text>
<comment>barks</comment></translation></entry></entries></kvtml>"""


def test_kvtml_of_one_language_asks_for_what_is_said_of_its_words(tmp_path: Path) -> None:
    imported = read(tmp_path, "a.kvtml", ONE_LANGUAGE)
    assert [(card.prompt, card.solution) for card in imported.cards] == [("dog", "barks")]
    assert "a file of one language" in imported.guesses[0].what


@pytest.mark.parametrize(
    ("name", "content", "tags"),
    [
        ("a.md", "Q: a\nA: b\nTags: geo, Latin America\n", [("geo", "latin-america")]),
        ("a.md", "Q: a\nA: b\nTags: #geo #x\n", [("geo", "x")]),
        ("a.csv", 'Question,Answer,Tags\na,b,"geo, x"\n', [("geo", "x")]),
        ("a.csv", "Question,Answer,Tags\na,b,geo x\n", [("geo", "x")]),
        ("a.md", "---\ntags: [a, Big b]\n---\n# Front\nf\n# Back\nb\n", [("a", "big-b")]),
        ("a.md", "## Which?\n[#a](x.md), [#b]()\nPo\n", [("a", "b")]),
        ("a.md", "---\ntags: a, b\n---\nQ: a\nA: b\nTags: c\n", [("a", "b", "c")]),
        ("a.md", "---\ntags: z\n---\n## Which?\nPo\n[#a]()\n", [("z", "a")]),
        ("a.md", "---\ntags: [flashcards/x, bio]\n---\na::b\n", [("flashcards-x", "bio")]),
        (
            "a.md",
            "---\ntags: [bio]\n---\n#flashcards/a\na::b\nc::d #own\n\n#flashcards/b\n\ne::f\n",
            [("bio", "flashcards-a"), ("bio", "flashcards-a", "own"), ("bio", "flashcards-b")],
        ),
    ],
)
def test_tags_as_they_are_written(
    tmp_path: Path, name: str, content: str, tags: list[tuple[str, ...]]
) -> None:
    imported = read(tmp_path, name, content)
    assert [card.tags for card in imported.cards] == tags
    kept = [one.what for one in imported.losses if "Latin" not in one.what and "/" not in one.what]
    assert [one for one in kept if "Big" not in one] == []


def test_text_beside_front_and_back_is_told(tmp_path: Path) -> None:
    text = "above\n\n# Title\nintro\nmore\n# Front\na\n# Back\nb\n# Other\nrest\n# Last\n"
    imported = read(tmp_path, "a.md", text)
    assert [(card.prompt, card.solution) for card in imported.cards] == [("a", "b")]
    assert [(one.place, one.what) for one in imported.losses] == [
        ("line 1", "text that belongs to no card: “above”"),
        ("line 4", "text that belongs to no card, and 1 line more: “intro”"),
        ("line 10", "text that belongs to no card, and 1 line more: “Other”"),
        ("line 12", "text that belongs to no card: “Last”"),
    ]


def test_text_above_the_cards_of_mdanki_is_told(tmp_path: Path) -> None:
    imported = read(tmp_path, "a.md", "# T\n\nintro\n\n## a\nb\n[#x]()\n# Next\nmore\n## c\nd\n")
    assert [(card.prompt, card.solution) for card in imported.cards] == [("a", "b"), ("c", "d")]
    assert [(one.place, one.what) for one in imported.losses] == [
        ("line 3", "text that belongs to no card: “intro”"),
        ("line 8", "text that belongs to no card, and 1 line more: “Next”"),
    ]


@pytest.mark.parametrize(
    "below", ["# Front\na\n# Back\nb\n", "Q: a\nA: b\n", "#flashcards\n\na::b\n"]
)
def test_what_front_matter_says_besides_is_told(tmp_path: Path, below: str) -> None:
    imported = read(tmp_path, "a.md", f"---\ntags:\n  - x\nsource: y\nof:\n  - z\n---\n{below}")
    assert [one.what for one in imported.losses] == ["3 lines of its front matter"]
    assert imported.cards[0].tags[:1] == ("x",)


@pytest.mark.parametrize("above", ["", "---\n---\n", "---\ntags: [flashcards]\n---\n"])
@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("markdown", "stray\n\nQ: a\nA: b\n"),
        ("hashcards", "stray\n\nQ: a\nA: b\n"),
        ("mdanki", "stray\n## a\n%\nb\n"),
        ("front-back", "stray\n# Front\na\n# Back\nb\n"),
        ("obsidian", "a ![[x.png]]::b\n"),
        ("obsidian", "a::\n"),
    ],
)
def test_lines_are_counted_with_the_front_matter(
    tmp_path: Path, name: str, below: str, above: str
) -> None:
    path = tmp_path / "a.md"
    path.write_text(above + below)
    source = ForeignFile(path)
    [lost] = reader_of(source, name).read(source, "T").losses
    assert lost.place == f"line {1 + above.count(chr(10))}"


CODE = "What does `![a](b.png)` show?"
MARKDOWN = {
    "hashcards": "Q: {}\nA: b\n",
    "obsidian": "#flashcards\n\n{}::b\n",
    "mochi": '{{:version 2 :decks [{{:name "D" :id :a :cards [{{:content "{}\n---\nb"}}]}}]}}',
}


def read_one(folder: Path, name: str, text: str) -> ImportResult:
    """A text as one of these programs has it."""
    path = folder / ("a.mochi" if name == "mochi" else "a.md")
    if name == "mochi":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("data.edn", text)
    else:
        path.write_text(text)
    source = ForeignFile(path)
    return reader_of(source, name).read(source, "T")


@pytest.mark.parametrize("name", MARKDOWN)
def test_a_picture_in_code_is_text(tmp_path: Path, name: str) -> None:
    imported = read_one(tmp_path, name, MARKDOWN[name].format(CODE))
    assert (imported.cards[0].prompt, imported.losses) == (CODE, ())


@pytest.mark.parametrize("name", MARKDOWN)
@pytest.mark.parametrize("picture", ["![](x.png)", "![a [b](<x.png>)", '![](x.png "of it")'])
def test_a_picture_that_is_not_there_leaves_the_rest_of_its_line(
    tmp_path: Path, name: str, picture: str
) -> None:
    if name == "mochi":
        picture = picture.replace('"', '\\"')
    imported = read_one(tmp_path, name, MARKDOWN[name].format(f"Which river {picture}, or lake?"))
    assert imported.cards[0].prompt == "Which river, or lake?"
    assert [one.what for one in imported.losses] == ["the picture or sound “x.png”"]


def test_a_picture_beside_a_gap_of_obsidian_is_listed(tmp_path: Path) -> None:
    imported = read_one(
        tmp_path, "obsidian", "#flashcards\n\nThe ![[x.png]] ==Po== flows.\n\nProse ![[y.png]].\n"
    )
    assert imported.cards[0].solution == "Po"
    assert [one.what for one in imported.losses] == ["the picture or sound “x.png”"]


def test_a_cloze_without_a_gap_loses_nothing_and_says_so_once(tmp_path: Path) -> None:
    imported = read(tmp_path, "a.md", "C: no gap here\n\nQ: a\nA: b\n")
    assert imported.losses == ()
    assert len(imported.done) == 1


@pytest.mark.parametrize(
    "content",
    ["Q: a\nA: ![](x.png)\n", "# Front\na\n# Back\n![](x.png)\n", "## a\n%\n![](x.png)\n"],
)
def test_a_picture_that_does_not_come_along_is_told(tmp_path: Path, content: str) -> None:
    imported = read(tmp_path, "a.md", content)
    assert imported.cards[0].solution == "![](x.png)"
    [lost] = imported.losses
    assert lost.what == "the picture or sound “x.png”: its name stays in the text"
    assert content.splitlines()[int(lost.place.removeprefix("line ")) - 1].endswith("(x.png)")


@pytest.mark.parametrize(
    ("name", "content", "marked"),
    [
        ("a.md", "# Front\nWhat is *a*?\n# Back\nb\n", True),
        ("a.md", "# Front\nWhat?\n# Back\nb\n", False),
        ("a.md", "Q: What is `a`?\nA: b\n", True),
        ("a.md", "## What is **a**?\n\nb\n", True),
        ("a.txt", "Q: What is 2 * 3 * 4?\nA: `24`\n", False),
        ("a.md", "---\nmarkup: none\n---\nQ: What is `a`?\nA: b\n", False),
        ("a.md", "C: It is [`[`], not [x].\n", True),
        ("a.md", "---\nmarkup: markdown\n---\nQ: What?\nA: b\n", True),
    ],
)
def test_markdown_that_uses_its_signs_makes_a_marked_up_deck(
    tmp_path: Path, name: str, content: str, marked: bool
) -> None:
    imported = read(tmp_path, name, content)
    assert imported.marked_up == marked
    assert imported.losses == ()


@pytest.mark.parametrize(
    "below",
    [
        "# Other\n\n# Front\na\n# Back\nb\n",
        "# Other\n\nQ: a\nA: b\n",
        "# Other\n\n## a\n\nb\n\n[#x]()\n",
        "# Other\n\n#flashcards\n\na::b\n",
    ],
)
@pytest.mark.parametrize("title", ["My deck", "'My deck'", '"My deck"'])
def test_a_title_that_front_matter_states_is_the_deck_s(
    tmp_path: Path, below: str, title: str
) -> None:
    imported = read(tmp_path, "a.md", f"---\ntitle: {title}\n---\n{below}")
    assert (imported.title, imported.losses) == ("My deck", ())
    assert [(card.prompt, card.solution) for card in imported.cards] == [("a", "b")]


def test_a_headline_of_obsidian_is_a_title_without_its_tags_and_links(tmp_path: Path) -> None:
    imported = read(tmp_path, "a.md", "# [[Cell|Cells]] #flashcards\n\na::b\n")
    assert imported.title == "Cells"
