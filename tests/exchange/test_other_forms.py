"""A file that is read as a form it does not have: a deck of it, or words; never a crash."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.exchange.pictures import png
from tests.exchange.small_files import write_small_files
from trainer.errors import TrainerError
from trainer.exchange.readers import READERS, Reader
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile

OTHERS = {
    "empty.txt": b"",
    "table.csv": b"q,a\nWhich?,Po\n",
    "bytes.bin": bytes(range(256)),
    "map.png": png(),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("forms")
    write_small_files(folder)
    for name, content in OTHERS.items():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_file_of_another_form_is_no_crash(reader: Reader, files: list[Path]) -> None:
    for file in files:
        with suppress(TrainerError):
            reader.read(ForeignFile(file), "T")


ROWS = "MC\tmaster\nC:\\\tdrive\n#define X\tmacro\nmain() {}\tentry\nset {=a}\tmaths\n"


@pytest.mark.parametrize(
    ("name", "text", "form", "told"),
    [
        ("x.txt", "MC\tmaster of ceremonies\nTF\ttransfer function\n", "table", ""),
        ("x.txt", "MC\tWhich?\tPo\tCorrect\tArno\tIncorrect\nESS\tWhy?\n", "blackboard", ""),
        ("x.txt", ROWS, "table", "line 1: “MC master” (--from gift)"),
        ("x.txt", "{},empty dict\nint main() {},entry\n", "table", ""),
        ("x.txt", "C:\\Users,folder\nC:\\Temp,another\n", "table", ""),
        ("x.txt", "C:\tdrive\nA:\tfloppy\n", "table", ""),
        ("x.txt", "Q:\tdrive\nA:\tfloppy\n", "table", "line 1: “Q: drive” (--from markdown)"),
        (
            "x.txt",
            "set {=a};maths\ndict {};python\n",
            "table",
            "line 1: “set {=a};maths” (--from gift)",
        ),
        (
            "x.txt",
            "Which,if any?{=a ~b}\n",
            "gift",
            "line 1: “Which,if any?{=a ~b}” (--from table)",
        ),
        ("x.md", "#separator:tab\n#html:true\nHund\tdog\n", "table", ""),
        ("deck", "\ufeff#notetype:Basic\nHund\tdog\n", "table", ""),
        ("x.md", "## std\na::b #flashcards\n", "obsidian", ""),
        (
            "x.md",
            "Q: a\nA: b #flashcards::c\n",
            "obsidian",
            "line 2: “A: b #flashcards::c” (--from markdown)",
        ),
    ],
)
def test_a_form_that_is_guessed_is_told_with_its_line(
    tmp_path: Path, name: str, text: str, form: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    source = ForeignFile(tmp_path / name)
    assert reader_of(source).name == form
    said = [f"{one.place}: {one.what}" for one in source.guesses]
    place, _, rest = told.partition(": ")
    assert said == ([f"{place}: read as {form} because of this: {rest}"] if told else [])


def test_a_list_of_orgs_is_a_list(tmp_path: Path) -> None:
    text = (
        "* Which give energy? :drill:\nIn a cell:\n- [ ] this\n- [X] that\n** Answer\n- ATP,\n"
        "  most of all\n  1. /one/\n  2. two\n- GTP\n\nAnd so on.\n"
    )
    (tmp_path / "cell.org").write_text(text)
    source = ForeignFile(tmp_path / "cell.org")
    imported = reader_of(source).read(source, "T")
    [card] = imported.cards
    assert imported.marked_up
    assert card.prompt == "Which give energy?\nIn a cell:\n- [ ] this\n- [X] that"
    assert card.solution == "- ATP,\n  most of all\n  1. *one*\n  2. two\n- GTP\n\nAnd so on."


@pytest.mark.parametrize("name", ["river.png", "lost.png"])
def test_a_picture_in_a_sentence_of_orgs_leaves_no_hole(tmp_path: Path, name: str) -> None:
    (tmp_path / "river.png").write_bytes(png())
    link = f"[[file:{name}]]"
    text = f"* Where to? :drill:\n** Answer\nTo the sea {link}, they say {link}.\n{link} Rome\n"
    (tmp_path / "sea.org").write_text(text)
    source = ForeignFile(tmp_path / "sea.org")
    [card] = reader_of(source).read(source, "T").cards
    wanted = "To the sea, they say.\n"
    assert card.solution == wanted + ("Rome" if name == "river.png" else "[lost.png] Rome")
