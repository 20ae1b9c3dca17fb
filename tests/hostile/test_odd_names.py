"""Names of files that are no text, as on an old disk, or that hold a line end."""

import os
import re
from pathlib import Path

import pytest

from tests.program import trainer
from trainer.deck.reader import read_deck

DECK = "title: Rivers\ncards:\n  - {id: a, q: Rome?, a: Tiber}\n  - {q: Oslo?, typed: Aker}\n"
NAMES = ["d\udce9ck", "d\nck"]
"""Latin-1's é, which is no UTF-8; and a name of two lines."""


@pytest.fixture(params=NAMES, ids=["no text", "two lines"])
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the files in the folder are called that tests begin in."""
    monkeypatch.chdir(tmp_path)
    name = str(request.param)
    Path("decks").mkdir()
    for deck in (f"{name}.yaml", f"decks/{name}.yaml"):
        Path(deck).write_text(DECK)
    Path(f"{name}.csv").write_text("Question,Answer\nRome?,Tiber\nOslo?,Aker\n")
    Path(f"{name}.txt").write_text("Anna\nBen\n")
    Path(name).mkdir()
    Path(name, f"{name}.csv").write_text("Question,Answer\nRome?,Tiber\n")
    return name


def run(*arguments: str, typed: str = "", code: int = 0) -> str:
    """What a command prints, in one line for each of ours."""
    done = trainer(*arguments, stdin=typed.encode())
    printed = (done.stdout + done.stderr).decode()
    assert done.returncode == code, printed
    assert "trainer failed" not in printed
    return printed


@pytest.mark.parametrize(
    "arguments",
    [
        *(["decks"], ["due"], ["stats"], ["doctor"], ["due", "*.yaml"], ["check", "*.yaml"]),
        *(["fmt", "*.yaml"], ["export", "*.yaml", "*.apkg"], ["export", "*.yaml", "*.html"]),
        *(["class", "new", "7b", "*.txt"], ["new", "x*"], ["register", "*.txt"]),
        ["derive", "*.txt", "--title", "Rivers", "--no-open"],
    ],
    ids=" ".join,
)
def test_a_file_of_an_odd_name_is_used(name: str, arguments: list[str]) -> None:
    run(*(one.replace("*", name) for one in arguments))


def test_a_deck_of_an_odd_name_is_studied(name: str) -> None:
    assert "1 answer" in run("study", "--plain", f"{name}.yaml", typed="\n3\n:q\n")


def test_a_file_of_an_odd_name_becomes_a_deck_and_is_brought_up_to_date(name: str) -> None:
    source = Path(f"{name}.csv")
    for rows, drafts in (("Rome?,Tiber\nOslo?,Aker\n", 0), ("Rome?,Tiber\nBonn?,Rhine\n", 1)):
        source.write_text(f"Question,Answer\n{rows}")
        run("import", str(source), "--to", "deck.yaml")
        deck = read_deck(Path("deck.yaml")).deck
        assert deck
        assert [card.status for card in deck.cards].count("draft") == drafts


def test_a_folder_of_an_odd_name_becomes_decks(name: str) -> None:
    run("import", name, "--to", "out")
    [deck] = Path("out").iterdir()
    assert read_deck(deck).deck


def test_a_deck_of_an_odd_name_goes_along_with_what_it_shows(name: str) -> None:
    run("export", f"{name}.yaml", "--bundle", "b.zip")
    run("import", "b.zip", "--to", "back.yaml")
    assert Path("back.yaml").read_text() == DECK
    run("class", "new", "7b", f"{name}.txt")
    run("class", "hand-out", "7b", "Anna", "--deck", f"{name}.yaml", "--to", "anna.zip")
    assert "new deck" in run("merge", "anna.zip")


def test_a_folder_to_sync_with_has_a_name_that_is_text(name: str) -> None:
    is_text = os.fsencode(name).isascii()
    printed = run("sync", name, "--yes", code=0 if is_text else 2)
    assert ("is no text" in printed) is not is_text
    assert not re.search(r"^ck\b", printed, re.MULTILINE)


def test_progress_is_kept_in_a_folder_of_an_odd_name(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINER_HOME", str(Path(f"home-{name}").absolute()))
    Path("shared").mkdir()
    run("study", "--plain", "decks", typed="\n3\n:q\n")
    for _ in range(2):
        run("sync", "shared", "--yes")
    run("backup", "b.zip")
    assert "All is well" in run("doctor")


@pytest.mark.parametrize("option", ["--title", "--author"])
@pytest.mark.parametrize(
    ("text", "code"), [("a\x1bb", "U+001B"), ("\udce9a", "U+DCE9"), ("\u202eabc", "U+202E")]
)
def test_a_typed_text_that_no_deck_may_hold_is_refused(
    option: str, text: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("It is long.\n")
    Path("t.csv").write_text("Question,Answer\nRome?,Tiber\n")
    commands = [["derive", "a.txt", "--no-open", "--to", "d.yaml"]]
    if option == "--title":
        commands += [["new", "d"], ["import", "t.csv", "--to", "d.yaml"]]
    for command in commands:
        assert code in run(*command, option, text, code=2)
        assert not Path("d.yaml").exists()
