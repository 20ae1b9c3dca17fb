"""What is no deck is refused with a way that works, and what proves itself is read."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tests.exchange.small_files import TEXTS
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile


def read_whole(path: Path) -> ImportResult:
    source = ForeignFile(path)
    return reader_of(source).read(source, "T")


def zipped(members: dict[str, str]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return memory.getvalue()


BOMB = '<!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz><question>&b;</question></quiz>'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.xml", BOMB, "defines entities"),
        (
            "x.xml",
            "<quiz>\n<question type='essay'><questiontext>",
            "its XML breaks off (no element",
        ),
        ("x.kvtml", "<kvtml>\n<a></b>\n</kvtml>", "its XML is damaged (mismatched tag: line 2"),
        ("x.txt", "Some words.\nAnd more of them\n", "--separator and --row-separator"),
        ("x.zip", zipped({"q.xml": BOMB.replace("quiz", "questestinterop")}), "defines entities"),
        ("x.docx", b"a", "cannot be imported"),
        ("x.md", "Just some prose.\n", "Looked for: "),
        ("x.mochi", zipped({"other.txt": "a"}), "Looked for: a zip with data.edn"),
        ("x.xlsx", b"PK\x03\x04 no zip", "Looked for: a workbook"),
        ("x.mochi", zipped({"data.edn": "{:decks ["}), "its data cannot be read"),
        ("x.db", b"SQLite format 3\x00" + b"data_for_fact fact_views" * 9, "cannot be read"),
        ("x.zip", zipped({"a.txt": "hi"}), "Unpack it, and import what is in it"),
        ("x.csv", zipped({"word/document.xml": ""}), "Save it as plain"),
        ("x.txt", b"%PDF-1.4\n%\xe2\xe3", "it is a PDF"),
        ("x.csv", b"\x89PNG\r\n\x1a\n\0\0", "`picture: x.csv`"),
        ("x.mp3", b"ID3\0\0", "`sound: x.mp3`"),
        ("x.html", "<html><body>a</body></html>", "Copy its table into a spreadsheet"),
        ("x.csv", '[{"q": "a", "a": "b"}]', "Copy its questions into a table"),
        ("x.txt", "{\\rtf1 hello}", "Save it as plain text"),
        ("x.doc", b"\xd0\xcf\x11\xe0\0\0", "an older Office"),
        ("x.yaml", "title: D\ncards: []\n", "trainer study FILE"),
        ("x.pau.gz", gzip.compress(b"a" * 100, mtime=0)[:-9], "damaged"),
    ],
    ids=lambda said: said if isinstance(said, str) and len(said) < 40 else "file",
)
def test_what_is_none_or_means_harm_gets_a_line(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(TrainerError) as caught:
        read_whole(path)
    assert told in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize("name", ["questions.imscc", "questions.csv", "questions"])
def test_what_proves_itself_is_read_whatever_its_ending(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(zipped({"items.xml": TEXTS["qti"]}))
    imported = read_whole(tmp_path / name)
    assert [card.prompt for card in imported.cards] == ["Which?"]
    assert "read as qti" in imported.guesses[0].what
